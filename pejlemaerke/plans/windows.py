"""The days of stages and activities in an initiative, as its timetable has them, and in a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.timetable import Timetable

from .models import PlanStage


@dataclass(frozen=True)
class StageWindow:
    """`words` are those of the decision or of who set the days, "" where they were counted."""

    first: date
    last: date
    words: str = ""


def stage_windows(initiative: Initiative, timetable: Timetable) -> dict[str, StageWindow]:
    """The days of each stage that has any, by key. One query."""
    said = {
        item.removeprefix("stages."): words
        for item, words in initiative.timings.values_list("item", "period_text")
        if item.startswith("stages.")
    }
    return {
        key: StageWindow(first, last, said.get(key, "")) for key, (first, last) in timetable.windows.items()
    }


def decided_windows(timetable: Timetable) -> dict[str, tuple[date, date]]:
    """The days of activities whose time was decided or set, by the activity's key."""
    return {
        key: placed.windows[0]
        for key, placed in timetable.activities.items()
        if placed.is_fixed and placed.windows
    }


def spans(stages: Iterable[PlanStage]) -> dict[str, tuple[date, date]]:
    """Key → days of the stages of a plan that have any."""
    return {stage.key: (stage.first, stage.last) for stage in stages if stage.first and stage.last}
