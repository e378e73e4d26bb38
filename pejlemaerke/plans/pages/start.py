"""What a playbook will give before anything starts, and how far the laying out of the plans has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.timetable import Placed, Timetable, overlaps
from pejlemaerke.initiatives.timetable_words import say_fault
from pejlemaerke.playbooks.gates import Gate
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.when import read_when
from pejlemaerke.ui.dates import say_span

from ..criteria import say_criterion
from ..gates import Facts, criteria
from ..models import PlanStart
from ..roles import say_role
from ..suggesting import Suggestion, suggestions
from ..windows import StageWindow, decided_windows, stage_windows
from ..words import say_audiences
from .shared import kind_word
from .suggestions import say_who, say_windows

#: A worker that has not been heard of for this long is taken for dead.
SILENT_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class StageLine:
    """A stage of the playbook with its days, and where they come from."""

    number: int
    title: str
    purpose: str
    when: str
    origin: str
    overlap: str
    waits_for: tuple[str, ...]
    gate_words: str
    lang: str


@dataclass(frozen=True)
class ItemLine:
    """Something the playbook suggests."""

    title: str
    kind: str
    when: str
    who: str
    text: str
    is_med: bool
    is_decided: bool


@dataclass(frozen=True)
class ItemGroup:
    stage: str
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True)
class PackageLine:
    title: str
    to: str
    sender: str
    what: str
    why: str


@dataclass(frozen=True)
class ReportLine:
    title: str
    when: str
    to: str


@dataclass(frozen=True)
class PreviewPage:
    playbook: str
    lang: str
    stages: tuple[StageLine, ...]
    undated: int
    faults: tuple[str, ...]
    central: tuple[ItemGroup, ...]
    local: tuple[ItemGroup, ...]
    local_count: int
    central_count: int
    med_count: int
    packages: tuple[PackageLine, ...]
    reports: tuple[ReportLine, ...]
    checklists: tuple[str, ...]
    participants: int
    #: How many of what is offered have days that are over already.
    passed: int
    timetable_url: str

    @property
    def may_go(self) -> bool:
        return bool(self.participants) and not self.faults


def read_preview(initiative: Initiative, *, today: date) -> PreviewPage:
    """Three queries."""
    playbook = initiative.playbook
    language = get_language() or "da"
    timings = list(initiative.timings.select_related("point"))
    timetable = initiative.read_timetable(timings)
    windows = stage_windows(initiative, timetable)
    days = {key: (one.first, one.last) for key, one in windows.items() if one.first <= one.last}
    decided = decided_windows(timetable)
    titles = {stage.key: stage.title.in_language(language) for stage in playbook.stages}
    offered = {
        where: suggestions(playbook, where=where, stages=days, decided=decided)
        for where in ("local", "central")
    }
    overlapping = overlaps(playbook, timetable)
    differing = {one.item for one in timings if one.differs}
    return PreviewPage(
        playbook=playbook.title.in_language(language),
        lang=playbook.title.spoken_in(language),
        stages=tuple(
            StageLine(
                number,
                titles[stage.key],
                stage.purpose.in_language(language),
                say_window(windows.get(stage.key)),
                say_origin(timetable.stages[stage.key], differs=f"stages.{stage.key}" in differing),
                titles.get(overlapping.get(stage.key, ""), ""),
                tuple(say_criterion(playbook, one) for one in criteria(playbook, stage.key, Facts())),
                say_gate(stage.gate),
                stage.title.spoken_in(language),
            )
            for number, stage in enumerate(playbook.stages, 1)
        ),
        undated=sum(stage.key not in days for stage in playbook.stages),
        faults=tuple(say_fault(fault, playbook) for fault in timetable.faults),
        central=tuple(_groups(playbook, offered["central"], timetable, language)),
        local=tuple(_groups(playbook, offered["local"], timetable, language)),
        local_count=len(offered["local"]),
        central_count=len(offered["central"]),
        med_count=sum(one.kind == "med_item" for one in playbook.activities),
        packages=tuple(_packages(playbook, language)),
        reports=tuple(_reports(playbook, timetable, language)),
        checklists=tuple(one.title.in_language(language) for one in playbook.checklists),
        participants=initiative.participations.count(),
        passed=sum(
            bool(one.windows) and one.windows[-1][1] < today for found in offered.values() for one in found
        ),
        timetable_url=reverse("initiatives:timetable", args=[initiative.pk]),
    )


def say_window(window: StageWindow | None) -> str:
    """The days of a stage, in the words of the decision where it has some."""
    if window is None:
        return ""
    days = say_span(window.first, window.last)
    return f"{window.words} ({days})" if window.words and window.words != days else days


def say_origin(placed: Placed, *, differs: bool = False) -> str:
    """`differs`: it names a decision that gave other days."""
    if differs:
        return _("Set by hand, differs from the decision")
    return {
        "decided": _("From the decision"),
        "set": _("Set by hand"),
        "relative": _("Counted from the stage before it, or from the start"),
        "none": _("No dates yet"),
    }[placed.origin]


def say_gate(gate: Gate | None) -> str:
    if gate is None:
        return ""
    if gate.scope == "central":
        return _("It opens for all when this is in place in the central plan:")
    return _("It opens in each workplace when this is in place there:")


def say_when(suggestion: Suggestion, timetable: Timetable, titles: Mapping[str, str]) -> str:
    """Its days. What is to be just before another stage may come after its own stage has ended, and then says so."""
    words = say_windows(suggestion) or _("No date yet")
    moment = read_when(suggestion.activity.when)
    if moment.kind != "before" or suggestion.is_decided or not suggestion.windows:
        return words
    ends = timetable.stages[suggestion.activity.stage].last
    if ends is not None and suggestion.windows[-1][1] > ends:
        return _("%(days)s, just before “%(stage)s” begins") % {"days": words, "stage": titles[moment.stage]}
    return words


def _groups(
    playbook: Playbook, offered: Iterable[Suggestion], timetable: Timetable, language: str
) -> Iterable[ItemGroup]:
    offered = tuple(offered)
    titles = {stage.key: stage.title.in_language(language) for stage in playbook.stages}
    for stage in playbook.stages:
        lines = tuple(
            ItemLine(
                title=one.activity.title.in_language(language),
                kind=kind_word(one.activity.kind),
                when=say_when(one, timetable, titles),
                who=say_who(one.activity, playbook, language),
                text=one.activity.text.in_language(language) if one.activity.text else "",
                is_med=one.activity.kind == "med_item",
                is_decided=timetable.activities[one.key].origin == "decided",
            )
            for one in offered
            if one.activity.stage == stage.key
        )
        if lines:
            yield ItemGroup(titles[stage.key], lines)


def _packages(playbook: Playbook, language: str) -> Iterable[PackageLine]:
    for one in playbook.packages:
        yield PackageLine(
            one.title.in_language(language),
            say_audiences(playbook, one.to),
            say_role(one.sender),
            one.what.in_language(language),
            one.why.in_language(language),
        )


def _reports(playbook: Playbook, timetable: Timetable, language: str) -> Iterable[ReportLine]:
    for one in playbook.reports:
        windows = timetable.reports[one.key].windows
        when = say_span(windows[0][0], windows[-1][1]) if windows else _("No date yet")
        yield ReportLine(one.title.in_language(language), when, say_role(one.to))


# -- laying out ------------------------------------------------------------------------------------------------


def is_stopped(start: PlanStart, now: datetime) -> bool:
    """It has failed, or nothing has been heard from a worker for two minutes."""
    if start.finished_at is not None:
        return False
    return bool(start.fault) or (start.beat_at or start.begun_at) < now - SILENT_AFTER


def percent(start: PlanStart) -> int:
    if start.finished_at is not None:
        return 100
    return min(99, 100 * start.done // start.total) if start.total else 0
