"""When things happened in the demo: days counted from today become moments in working hours. Imports no
Django.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeVar

Thing = TypeVar("Thing")
OPENS, CLOSES = time(8, 5), time(15, 50)


def working_day(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def moments(
    things: Iterable[tuple[int, Thing]], *, today: date, now: datetime, zone: tzinfo
) -> Iterator[tuple[datetime, Thing]]:
    """Each thing with its moment, in order of time and never after `now`.

    A thing comes with its day counted from `today`; those of one day follow each other as they were given.
    """
    of_day: dict[date, list[Thing]] = {}
    for offset, thing in sorted(things, key=lambda pair: pair[0]):
        of_day.setdefault(working_day(today + timedelta(days=offset)), []).append(thing)
    for day, its in of_day.items():
        yield from zip(_spread(day, its, now, zone), its, strict=True)


def _spread(day: date, things: Sequence[object], now: datetime, zone: tzinfo) -> Iterator[datetime]:
    opens = datetime.combine(day, OPENS, tzinfo=zone)
    closes = min(datetime.combine(day, CLOSES, tzinfo=zone), now)
    if closes <= opens:  # built before anybody came to work
        opens = closes - timedelta(minutes=5)
    rng = random.Random(day.isoformat())  # noqa: S311 -- when a thing happened, the same on every run
    for at in range(len(things)):
        share = (at + rng.random()) / len(things)
        yield opens + (closes - opens) * share
