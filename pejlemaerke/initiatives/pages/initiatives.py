"""The list of initiatives, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import Period
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Unit
from pejlemaerke.record.panel import Panel, read_panel
from pejlemaerke.ui.dates import say_period, say_span

from .. import rules
from ..models import Initiative, Risk, Timing
from ..timetable import Placed, in_order
from ..timetable_words import say_difference, say_origin, say_placed
from . import decisions
from .decisions import MeetingShown
from .groups import groups_of
from .participants import group_by_branch


@dataclass(frozen=True)
class State:
    word: str
    shape: str


@dataclass(frozen=True)
class Row:
    """One initiative in a list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    who: str
    when: str
    shape: str


@dataclass(frozen=True)
class ListPage:
    running: tuple[Row, ...]
    preparing: tuple[Row, ...]
    closed: tuple[Row, ...]
    may_create: bool


@dataclass(frozen=True)
class StageShown:
    number: int
    title: str
    purpose: str
    what_happens: tuple[str, ...]
    lang: str
    #: Its days in words, "" while it has none; and where they come from.
    when: str
    origin: str
    is_fixed: bool


@dataclass(frozen=True)
class UnitShown:
    name: str
    url: str


@dataclass(frozen=True)
class BranchShown:
    """The participating units under one unit of the level where they part."""

    summary: str
    units: tuple[UnitShown, ...]


@dataclass(frozen=True)
class LinkShown:
    title: str
    url: str


@dataclass(frozen=True)
class InitiativePage:
    initiative: Initiative
    state: State
    sponsor: str
    period: str
    decision_file: str
    decision_url: str
    decided: tuple[MeetingShown, ...]
    successors: tuple[LinkShown, ...]
    participants: int
    branches: tuple[BranchShown, ...]
    playbook: str
    playbook_lang: str
    stages: tuple[StageShown, ...]
    ways: tuple[Row, ...]
    may_edit: bool
    may_drop: bool
    may_close: bool
    panel: Panel


def state_of(initiative: Initiative) -> State:
    return {
        "draft": State(_("Being prepared"), "half"),
        "running": State(_("Under way"), "full"),
        "closed": State(_("Closed"), "done"),
        "dropped": State(_("Dropped"), "empty"),
    }[initiative.state]


def period_of(initiative: Initiative) -> str:
    """The words, and the days they were read as; "" where no period was given."""
    if initiative.first is None or initiative.last is None:
        return initiative.period_text
    return say_period(Period(initiative.period_text, initiative.first, initiative.last, "range"))


def read_list(scope: Scope) -> ListPage:
    """One query."""
    rows: dict[str, list[Row]] = {"running": [], "draft": [], "closed": []}
    found = (
        Initiative.objects.visible_to(scope)
        .filter(state__in=rows)
        .select_related("sponsor")
        .defer("playbook_text")
        .annotate(units=Count("participations"))
        .order_by("sort_key")
    )
    for one in found:
        said = [_("%(name)s stands behind it") % {"name": one.sponsor.name}]
        if one.units:
            said.append(ngettext("%(n)s workplace", "%(n)s workplaces", one.units) % {"n": one.units})
        rows[one.state].append(
            Row(one.get_absolute_url(), one.title, " · ".join(said), one.period_text, state_of(one).shape)
        )
    return ListPage(
        tuple(rows["running"]), tuple(rows["draft"]), tuple(rows["closed"]), bool(rules.may_create(scope))
    )


def read_initiative(initiative: Initiative, scope: Scope) -> InitiativePage:
    language = get_language() or "da"
    playbook = initiative.playbook
    units = list(
        Unit.objects.filter(participations__initiative=initiative, organisation=scope.organisation).order_by(
            "path"
        )
    )
    timings = {one.item: one for one in initiative.timings.select_related("point")}
    points = decisions.points_of(initiative, scope)
    known = {point.pk: point.period for point in points}
    timetable = initiative.read_timetable(timings.values())
    successors = Initiative.objects.visible_to(scope).filter(predecessor=initiative).order_by("created_at")
    return InitiativePage(
        initiative=initiative,
        state=state_of(initiative),
        sponsor=initiative.sponsor.name,
        period=period_of(initiative),
        decision_file=initiative.decided_file.name if initiative.decided_file else "",
        decision_url=reverse("initiatives:decision_file", args=[initiative.pk]),
        decided=decisions.shown(points, scope),
        successors=tuple(LinkShown(one.title, one.get_absolute_url()) for one in successors),
        participants=len(units),
        branches=tuple(
            BranchShown(summary, tuple(UnitShown(unit.name, unit.get_absolute_url()) for unit in group))
            for summary, group in group_by_branch(units)
        ),
        playbook=playbook.title.in_language(language),
        playbook_lang=playbook.title.spoken_in(language),
        stages=tuple(
            StageShown(
                number,
                stage.title.in_language(language),
                stage.purpose.in_language(language),
                tuple(line.text.in_language(language) for line in stage.what_happens),
                stage.title.spoken_in(language),
                say_placed(timetable.stages[stage.key], timings.get(f"stages.{stage.key}")),
                _origin(timetable.stages[stage.key], timings.get(f"stages.{stage.key}"), known),
                timetable.stages[stage.key].is_fixed,
            )
            for number, stage in enumerate(in_order(playbook), 1)
        ),
        ways=_ways(initiative, scope, sum(one.is_fixed for one in timetable.stages.values())),
        may_edit=bool(rules.may_edit(scope, initiative)),
        may_drop=bool(rules.may_drop(scope, initiative)),
        may_close=bool(rules.may_close(scope, initiative)),
        panel=read_panel(initiative, scope),
    )


def _origin(placed: Placed, timing: Timing | None, known: Mapping[UUID, Period | None]) -> str:
    """`known`: the periods of the decisions the reader may see."""
    if timing is not None and timing.differs:
        return say_difference(known.get(timing.point_id) if timing.point_id else None)
    return say_origin(placed)


def _ways(initiative: Initiative, scope: Scope, fixed: int) -> tuple[Row, ...]:
    """On to what is kept of it. Two queries."""
    risks = Risk.objects.visible_to(scope).filter(initiative=initiative, state="open").count()
    groups = groups_of(initiative).count()
    stages = len(initiative.playbook.stages)
    said = {
        "timetable": (
            _("Timetable"),
            _("%(n)s of %(all)s stages have been given dates") % {"n": fixed, "all": stages}
            if fixed
            else _("No stage has been given dates yet"),
        ),
        "risks": (
            _("Risks"),
            ngettext("%(n)s risk to keep an eye on", "%(n)s risks to keep an eye on", risks) % {"n": risks}
            if risks
            else _("None written down yet"),
        ),
        "groups": (
            _("Implementation groups"),
            ngettext("%(n)s group carries it out", "%(n)s groups carry it out", groups) % {"n": groups}
            if groups
            else _("None formed yet"),
        ),
    }
    return tuple(
        Row(
            reverse(f"initiatives:{name}", args=[initiative.pk]), verb, who, "", "full" if filled else "empty"
        )
        for (name, (verb, who)), filled in zip(said.items(), (fixed, risks, groups), strict=True)
    )


def say_understood(first: date | None, last: date | None, words: str) -> str:
    """What a period was read as, for the one who wrote it."""
    if not words:
        return _("No period")
    if first is None or last is None:
        return _("“%(words)s”, without dates") % {"words": words}
    return say_span(first, last)
