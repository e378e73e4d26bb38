"""When the stages, activities and reports of a playbook fall in one initiative. Imports no Django.

What was decided or set wins. Else a stage comes after the one it follows and lasts as long as the playbook says, the
first one from the initiative's own first day; an activity or a report is placed in its stage. Where there is no day to
count from, there is no day: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pejlemaerke.playbooks.activities import Activity
from pejlemaerke.playbooks.reports import Report
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.stages import Stage
from pejlemaerke.playbooks.texts import after_length
from pejlemaerke.playbooks.when import Window, place

#: "decided": as a decided point has it; "set": by a person, perhaps otherwise than decided; "relative": counted from
#: what comes before; "none": no day yet.
Origin = Literal["decided", "set", "relative", "none"]

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Timed:
    """Days given to an item of the playbook ("stages.before", "activities.kick-off", "reports.first"). Both are None
    for what is expressly left to be planned later."""

    item: str
    first: date | None
    last: date | None
    decided: bool = False


@dataclass(frozen=True)
class Placed:
    """Where an item falls: one window, several for what comes back, none while there is no day."""

    item: str
    windows: tuple[Window, ...]
    origin: Origin

    @property
    def first(self) -> date | None:
        return self.windows[0][0] if self.windows else None

    @property
    def last(self) -> date | None:
        return self.windows[-1][1] if self.windows else None

    @property
    def is_fixed(self) -> bool:
        """Somebody said so, rather than it being counted."""
        return self.origin in ("decided", "set")


@dataclass(frozen=True)
class Fault:
    """A stage that ends before it starts, or that begins before `other`, which it follows."""

    code: Literal["ends_before_start", "before_previous"]
    stage: str
    other: str = ""


@dataclass(frozen=True)
class Timetable:
    """Everything in the playbook with its days. Stages by key; activities and reports by key."""

    stages: Mapping[str, Placed]
    activities: Mapping[str, Placed]
    reports: Mapping[str, Placed]
    faults: tuple[Fault, ...]

    @property
    def windows(self) -> dict[str, Window]:
        """The days of each stage that has some."""
        return {key: one.windows[0] for key, one in self.stages.items() if one.windows}

    def of(self, item: str) -> Placed:
        """By dotted key. KeyError for what the playbook does not hold."""
        section, _dot, key = item.partition(".")
        found: Placed = {"stages": self.stages, "activities": self.activities, "reports": self.reports}[
            section
        ][key]
        return found


def items(playbook: Playbook) -> dict[str, Stage | Activity | Report]:
    """Everything in a playbook that can be given days, by dotted key, in its order."""
    found: dict[str, Stage | Activity | Report] = {f"stages.{one.key}": one for one in playbook.stages}
    found |= {f"activities.{one.key}": one for one in playbook.activities}
    found |= {f"reports.{one.key}": one for one in playbook.reports}
    return found


def resolve(playbook: Playbook, first: date | None, timed: Iterable[Timed]) -> Timetable:
    """The days of everything. `first` is the initiative's own first day, None where it has none. Days given to what the
    playbook does not hold are passed over."""
    given = {one.item: one for one in timed}
    stages = dict(_stages(playbook, first, given))
    windows = {key: one.windows[0] for key, one in stages.items() if one.windows}

    def placed(section: str, one: Activity | Report, lasts: str | None) -> Placed:
        item = f"{section}.{one.key}"
        if item in given:
            return _fixed(given[item])
        return _counted(item, one, lasts, windows)

    return Timetable(
        stages=stages,
        activities={one.key: placed("activities", one, one.lasts) for one in playbook.activities},
        reports={one.key: placed("reports", one, None) for one in playbook.reports},
        faults=tuple(_faults(playbook, stages)),
    )


def _fixed(timed: Timed) -> Placed:
    days: tuple[Window, ...] = ()
    if timed.first is not None and timed.last is not None:
        days = ((timed.first, timed.last),)
    return Placed(timed.item, days, "decided" if timed.decided else "set")


def _counted(item: str, one: Activity | Report, lasts: str | None, windows: Mapping[str, Window]) -> Placed:
    within = windows.get(one.stage)
    if within is None or within[0] > within[1]:
        return Placed(item, (), "none")
    try:
        days = place(one.when, lasts, first=within[0], last=within[1], stages=windows)
    except KeyError:  # "before" a stage that has no day yet
        return Placed(item, (), "none")
    return Placed(item, tuple(days), "relative")


def _stages(
    playbook: Playbook, first: date | None, given: Mapping[str, Timed]
) -> Iterator[tuple[str, Placed]]:
    """Each stage with its days, in the playbook's order."""
    fixed = {
        stage.key: _fixed(given[f"stages.{stage.key}"])
        for stage in playbook.stages
        if f"stages.{stage.key}" in given
    }
    found: dict[str, Placed] = dict(fixed)

    def find(stage: Stage) -> Placed:
        if stage.key in found:
            return found[stage.key]
        item = f"stages.{stage.key}"
        begins = first
        if stage.after is not None:
            before = find(playbook.stage(stage.after)).last
            begins = before + _DAY if before else None
        if begins is None:
            placed = Placed(item, (), "none")
        else:
            ends = after_length(begins, stage.length) - _DAY
            placed = Placed(item, ((begins, _until_next(stage, begins, ends)),), "relative")
        found[stage.key] = placed
        return placed

    def _until_next(stage: Stage, begins: date, ends: date) -> date:
        """What only is counted gives way to a following stage whose days are fixed."""
        opens = [
            day for one in playbook.stages if one.after == stage.key and one.key in fixed
            if (day := fixed[one.key].first) is not None and day > begins
        ]  # fmt: skip
        return min([ends, *(day - _DAY for day in opens)])

    for stage in playbook.stages:
        yield stage.key, find(stage)


def _faults(playbook: Playbook, stages: Mapping[str, Placed]) -> Iterator[Fault]:
    for stage in playbook.stages:
        here = stages[stage.key]
        if here.first is None or here.last is None:
            continue
        if here.last < here.first:
            yield Fault("ends_before_start", stage.key)
        if stage.after is not None:
            before = stages[stage.after].first
            if before is not None and here.first < before:
                yield Fault("before_previous", stage.key, stage.after)


def overlaps(playbook: Playbook, timetable: Timetable) -> dict[str, str]:
    """Stages that begin before the one they follow has ended, and which that is. No fault: MED meets when it meets."""
    found = {}
    for stage in playbook.stages:
        if stage.after is None:
            continue
        here, before = timetable.stages[stage.key], timetable.stages[stage.after]
        if here.first and before.first and before.last and before.first <= here.first <= before.last:
            found[stage.key] = stage.after
    return found


def in_order(playbook: Playbook) -> Sequence[Stage]:
    """The stages with each after the one it follows, else as they stand in the file."""
    done: dict[str, Stage] = {}

    def take(stage: Stage) -> None:
        if stage.key not in done:
            if stage.after is not None:
                take(playbook.stage(stage.after))
            done[stage.key] = stage

    for stage in playbook.stages:
        take(stage)
    return tuple(done.values())
