"""A month as people hang it on the wall: weeks, days, and what goes on each day. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pejlemaerke.core.calendar_days import is_poor_week

#: How many entries a day shows before the rest is a number.
MOST = 3


@dataclass(frozen=True)
class Entry:
    """Something that goes on from `first` to `last`, both included. `kind` is a word for people."""

    key: str
    label: str
    first: date
    last: date
    url: str = ""
    kind: str = ""
    is_tentative: bool = False


@dataclass(frozen=True)
class OnDay:
    """An entry as it stands on one day: does it begin here, and does it go on tomorrow?"""

    entry: Entry
    begins: bool
    goes_on: bool


@dataclass(frozen=True)
class Day:
    on: date
    is_today: bool
    is_outside: bool
    holiday: str
    entries: tuple[OnDay, ...]
    more: int


@dataclass(frozen=True)
class Week:
    """Monday to Sunday. `number` is the ISO week."""

    number: int
    is_poor: bool
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Month:
    year: int
    number: int
    weeks: tuple[Week, ...]


def lay_out(
    year: int,
    number: int,
    entries: Iterable[Entry],
    *,
    today: date,
    holidays: Iterable[tuple[date, str]] = (),
    most: int = MOST,
) -> Month:
    """The month in whole weeks. An entry that lasts several days stands on each of them, what began first on top.

    A day shows at most `most` entries and counts the rest; when only one is left over it is shown instead of
    counted. Days of the neighbouring months fill the first and the last week, with what goes on there.
    ValueError for an entry that ends before it begins.
    """
    begins = date(year, number, 1)
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    monday = begins - timedelta(days=begins.weekday())
    sunday = ends + timedelta(days=6 - ends.weekday())
    names = dict(holidays)
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: (one.first, -one.last.toordinal(), one.label, one.key)):
        if entry.last < entry.first:
            raise ValueError(f"entry {entry.key} ends before it begins")
        day = max(entry.first, monday)
        while day <= min(entry.last, sunday):
            by_day.setdefault(day, []).append(entry)
            day += timedelta(days=1)

    weeks = []
    while monday <= ends:
        days = [monday + timedelta(days=at) for at in range(7)]
        week = monday.isocalendar().week
        weeks.append(
            Week(
                week,
                is_poor_week(week),
                tuple(
                    _day(day, by_day.get(day, ()), today, number, names.get(day, ""), most) for day in days
                ),
            )
        )
        monday += timedelta(days=7)
    return Month(year, number, tuple(weeks))


def _day(day: date, entries: Sequence[Entry], today: date, month: int, holiday: str, most: int) -> Day:
    shown = entries if len(entries) <= most + 1 else entries[:most]
    return Day(
        day,
        day == today,
        day.month != month,
        holiday,
        tuple(OnDay(entry, entry.first == day, entry.last > day) for entry in shown),
        len(entries) - len(shown),
    )
