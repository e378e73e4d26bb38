"""The words of plans: how a state is said and which shape it has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy as p_

from pejlemaerke.core.calendar_days import poor_weeks_between
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.stages import Stage

#: State of an activity → (word, shape).
ACTIVITY_STATES = {
    "tentative": (p_("state of an activity", "Tentative"), "empty"),
    "confirmed": (p_("state of an activity", "Confirmed"), "half"),
    "held": (p_("state of an activity", "Held"), "done"),
    "not_held": (p_("state of an activity", "Not held"), "back"),
    "dropped": (p_("state of an activity", "Taken out"), "empty"),
}
STAGE_STATES = {
    "waiting": (p_("state of a stage", "Waits for the stage before it"), "empty"),
    "next": (p_("state of a stage", "Next"), "bell"),
    "open": (p_("state of a stage", "Open"), "half"),
    "ended": (p_("state of a stage", "Ended"), "done"),
}
PAPER_STATES = {
    "writing": (p_("state of an evaluation or sketch", "Being written"), "half"),
    "written": (p_("state of an evaluation or sketch", "Written"), "full"),
    "presented": (p_("state of an evaluation or sketch", "Presented"), "full"),
    "seen": (p_("state of an evaluation or sketch", "Seen"), "done"),
}
PROPOSAL_STATES = {
    "new": (p_("state of a proposal", "Waits for an answer"), "bell"),
    "taken": (p_("state of a proposal", "Taken into the plan"), "done"),
    "answered": (p_("state of a proposal", "Answered"), "full"),
}
APPROVAL_STATES = {
    "asked": (p_("state of an approval", "Waits for answers"), "bell"),
    "approved": (p_("state of an approval", "Approved by all"), "done"),
    "change_asked": (p_("state of an approval", "A change was asked for"), "back"),
    "withdrawn": (p_("state of an approval", "Taken back"), "empty"),
}


def say_audiences(playbook: Playbook, keys: Iterable[str]) -> str:
    """The names of a playbook's audiences, in their order there, with one capital at the most."""
    wanted, language = set(keys), get_language() or "da"
    first, *others = [one.title.in_language(language) for one in playbook.audiences if one.key in wanted] or [
        ""
    ]
    return ", ".join([first, *map(in_running_text, others)])


def in_running_text(words: str) -> str:
    """ "Alle ledere" as it stands further on in a sentence; "LMU" and "MED-udvalget" keep their capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def say_hours(whom: str, hours: Decimal, per: str) -> str:
    """ "Støttepersonen: 2,5 timer om ugen"."""
    count = f"{hours:f}"
    if "." in count:
        count = count.rstrip("0").rstrip(".")
    if (get_language() or "da").startswith("da"):
        count = count.replace(".", ",")
    return _("%(whom)s: %(hours)s hours %(per)s") % {"whom": capfirst(whom), "hours": count, "per": per}


def say_poor_weeks(windows: Iterable[tuple[date, date]]) -> str:
    """That something short falls in weeks when many are away, kindly; "" where it does not."""
    weeks: list[int] = []
    for first, last in windows:
        if (last - first).days < 14:
            weeks += [week for _year, week in poor_weeks_between(first, last)]
    if not weeks:
        return ""
    named = ", ".join(str(week) for week in dict.fromkeys(weeks))
    return ngettext(
        "Many are away in week %(weeks)s.", "Many are away in weeks %(weeks)s.", len(set(weeks))
    ) % {"weeks": named}


def say_paper(kind: str, stage: Stage, language: str) -> str:
    """The title of an evaluation or a sketch."""
    title = stage.title.in_language(language)
    if kind == "evaluation":
        return _("Process evaluation: %(stage)s") % {"stage": title}
    return _("Sketch of what follows: %(stage)s") % {"stage": title}
