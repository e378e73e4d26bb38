"""What a timeline's template draws: a plan's stages, gates and activities over time. Imports no Django.

The page gives a `TimelineInput` with words already in the reader's language; `draw` gives it places. What stands in a
folded group is drawn as one strip of how much goes on week by week, and is not sent one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

BandState = Literal["waiting", "open", "ended"]
BarShape = Literal["bar", "milestone", "med", "message"]


@dataclass(frozen=True)
class Band:
    """A stage. Stages that overlap stand in lanes of their own, counted from 0."""

    key: str
    label: str
    first: date
    last: date
    state: BandState
    lane: int = 0
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """An activity. `kind` and `state` are words for people; `group` is the key of the group it stands in."""

    key: str
    label: str
    first: date
    last: date
    kind: str
    shape: BarShape
    is_tentative: bool
    state: str
    url: str
    group: str


@dataclass(frozen=True)
class Gate:
    """What stands before a stage. `missing` says in whole phrases what it waits for."""

    label: str
    on: date
    is_open: bool
    missing: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Group:
    """A unit or a lane. `url` folds it or unfolds it (it may be empty: then it does neither).

    A folded group's bars may be left out of the input when the database has counted them: `weeks` then has the
    Monday of each week in which something goes on, and how much.
    """

    key: str
    label: str
    count: int
    url: str = ""
    is_folded: bool = False
    weeks: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True)
class TimelineInput:
    """`first` to `last`, both included. `holidays` and `poor_weeks` come from `core.calendar_days`."""

    first: date
    last: date
    today: date
    bands: tuple[Band, ...] = ()
    groups: tuple[Group, ...] = ()
    bars: tuple[Bar, ...] = ()
    gates: tuple[Gate, ...] = ()
    holidays: tuple[tuple[date, str], ...] = ()
    poor_weeks: tuple[tuple[int, int], ...] = ()
