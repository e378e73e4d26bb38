"""The timetable in words."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import Period
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.stages import Stage
from pejlemaerke.playbooks.texts import count_and_unit
from pejlemaerke.playbooks.when import read_when
from pejlemaerke.ui.dates import say_period, say_span

from .timetable import Fault, Placed


class HasPeriod(Protocol):
    """A kept timing."""

    @property
    def period(self) -> Period: ...


def say_fault(fault: Fault, playbook: Playbook) -> str:
    """One sentence that says what is wrong and what to do."""
    language = get_language() or "da"
    stage = playbook.stage(fault.stage).title.in_language(language)
    if fault.code == "ends_before_start":
        return _("“%(stage)s” ends before it begins. Change one of the two days.") % {"stage": stage}
    other = playbook.stage(fault.other).title.in_language(language)
    return _("“%(stage)s” begins before “%(other)s”, which it follows. Change one of the two.") % {
        "stage": stage,
        "other": other,
    }


def say_placed(placed: Placed, timing: HasPeriod | None = None) -> str:
    """The days; in somebody's own words where there are some. "" while there are none."""
    if timing is not None:
        return say_period(timing.period)
    if not placed.windows:
        return ""
    if len(placed.windows) == 1:
        return say_span(*placed.windows[0])
    times = ngettext("%(n)s time", "%(n)s times", len(placed.windows)) % {"n": len(placed.windows)}
    return f"{say_span(placed.windows[0][0], placed.windows[-1][1])}, {times}"


def say_difference(decided: Period | None) -> str:
    """For days that name a decision and are not the decided ones. `decided` is None for who may not read it, and where
    it names no time."""
    if decided is None:
        return _("set, differs from the decision")
    return _("set, differs from the decision (%(period)s)") % {"period": say_period(decided)}


def say_origin(placed: Placed) -> str:
    """Where the days come from."""
    if placed.origin == "decided":
        return _("as decided")
    if placed.origin == "set":
        return _("as set here")
    if placed.origin == "relative":
        return _("counted, not decided")
    return _("no dates yet")


def say_length(length: str) -> str:
    """ "+8w" → "8 weeks"."""
    count, unit = count_and_unit(length)
    if unit == "d":
        return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
    if unit == "w":
        return ngettext("%(n)s week", "%(n)s weeks", count) % {"n": count}
    return ngettext("%(n)s month", "%(n)s months", count) % {"n": count}


def say_stage_suggestion(stage: Stage, playbook: Playbook) -> str:
    """What the playbook says of when a stage is."""
    length = say_length(stage.length)
    if stage.after is None:
        return _("About %(length)s, from the first day of the initiative") % {"length": length}
    other = playbook.stage(stage.after).title.in_language(get_language() or "da")
    return _("About %(length)s, after “%(other)s”") % {"length": length, "other": other}


def say_when(when: str, stage: str, playbook: Playbook) -> str:
    """What the playbook says of when something within a stage is."""
    language = get_language() or "da"
    within = playbook.stage(stage).title.in_language(language)
    moment = read_when(when)
    length = say_length(moment.length) if moment.length else ""
    if moment.kind == "before":
        return _("Just before “%(stage)s”") % {
            "stage": playbook.stage(moment.stage).title.in_language(language)
        }
    said = {
        "start": _("When “%(stage)s” begins"),
        "end": _("When “%(stage)s” ends"),
        "through": _("All through “%(stage)s”"),
        "after": _("%(length)s into “%(stage)s”"),
        "ahead": _("%(length)s before “%(stage)s” ends"),
        "every": _("Every %(length)s during “%(stage)s”"),
    }[moment.kind]
    return said % {"stage": within, "length": length}
