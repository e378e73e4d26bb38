"""What moves when a stage moves. Imports no Django.

A stage keeps its length. What is still open in it moves with it by as many days and keeps its own length; what would
begin on a weekend, a holiday or at Christmas begins on the next working day. The stages that follow move when it ends
later than before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pejlemaerke.core.calendar_days import next_working_day


@dataclass(frozen=True)
class Span:
    """Something with days: a stage (`stage` is its own key) or an activity in one ("" for outside all stages).
    `is_fixed` stays where it is: it was held, or ended."""

    key: Any
    title: str
    first: date
    last: date
    stage: str = ""
    is_fixed: bool = False


@dataclass(frozen=True)
class Move:
    """`old` is None for a stage that had no days until now."""

    key: Any
    title: str
    old: tuple[date, date] | None
    new: tuple[date, date]
    is_stage: bool


class EndsBeforeStart(ValueError):
    """The stage would end before it starts."""


def move_stage(
    stages: Sequence[Span], activities: Iterable[Span], moved: str, *, first: date, last: date | None = None
) -> list[Move]:
    """What changes when the stage `moved` runs from `first` (to `last`, else as long as before).

    `stages` are in order. Those after it that are not fixed move by as much as its end moves later; an earlier end
    leaves them. Raises EndsBeforeStart. KeyError if there is no such stage.
    """
    by_key = {stage.stage: stage for stage in stages}
    own = by_key[moved]
    ends = last if last is not None else first + (own.last - own.first)
    if ends < first:
        raise EndsBeforeStart(moved)
    by = {moved: first - own.first}
    moves = [Move(own.key, own.title, (own.first, own.last), (first, ends), True)]
    later = max(ends - own.last, timedelta())
    seen = False
    for stage in stages:
        if seen and later and not stage.is_fixed:
            by[stage.stage] = later
            new = (stage.first + later, stage.last + later)
            moves.append(Move(stage.key, stage.title, (stage.first, stage.last), new, True))
        seen = seen or stage.stage == moved
    moves += shift(
        [one for one in activities if one.stage in by], {stage: days.days for stage, days in by.items()}
    )
    return [move for move in moves if move.old != move.new]


def shift(activities: Iterable[Span], days: dict[str, int]) -> list[Move]:
    """Each activity moved by as many days as its stage; what is fixed, or moves no day, is left out."""
    moves = []
    for one in activities:
        by = timedelta(days=days.get(one.stage, 0))
        if one.is_fixed or not by:
            continue
        begins = next_working_day(one.first + by)
        new = (begins, begins + (one.last - one.first))
        moves.append(Move(one.key, one.title, (one.first, one.last), new, False))
    return moves
