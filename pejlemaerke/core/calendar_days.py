"""Danish holidays, ISO weeks, and the weeks in which a campaign reaches nobody. Imports no Django."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

#: Winter holiday, the middle of July, autumn holiday.
POOR_WEEKS = frozenset({7, 29, 30, 42})


def danish_holidays(year: int) -> dict[date, str]:
    """The public holidays of that year with their Danish names, in calendar order."""
    return dict(_danish_holidays(year))


@lru_cache(maxsize=64)
def _danish_holidays(year: int) -> tuple[tuple[date, str], ...]:
    import holidays  # only when it is needed: the calendars of the whole world take a fifth of a second to load

    return tuple(sorted(holidays.country_holidays("DK", years=year, language="da").items()))


def iso_week(day: date) -> int:
    """The ISO week number, 1–53. Around New Year it may belong to the neighbouring year."""
    return day.isocalendar().week


def is_poor_week(iso_week: int) -> bool:
    """True for the weeks when most workplaces are half empty: 7, 29, 30 and 42."""
    return iso_week in POOR_WEEKS


def holidays_between(first: date, last: date) -> tuple[tuple[date, str], ...]:
    """The public holidays from `first` to `last`, both included, with their Danish names."""
    return tuple(
        (day, name)
        for year in range(first.year, last.year + 1)
        for day, name in danish_holidays(year).items()
        if first <= day <= last
    )


def poor_weeks_between(first: date, last: date) -> tuple[tuple[int, int], ...]:
    """The poor weeks (ISO year, week) of which some day is from `first` to `last`."""
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= last:
        year, week, _ = monday.isocalendar()
        if is_poor_week(week):
            found.append((year, week))
        monday += timedelta(days=7)
    return tuple(found)
