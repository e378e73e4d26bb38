"""Danish holidays and working days, ISO weeks, and the weeks in which a campaign reaches nobody. Imports no Django."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

#: Winter holiday, the middle of July, autumn holiday.
POOR_WEEKS = frozenset({7, 29, 30, 42})

_DAY = timedelta(days=1)


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


def is_working_day(day: date) -> bool:
    """False for weekends, public holidays, and from Christmas Eve to New Year's Day."""
    is_christmas = (day.month == 12 and day.day >= 24) or (day.month == 1 and day.day == 1)
    return day.weekday() < 5 and not is_christmas and day not in dict(_danish_holidays(day.year))


def next_working_day(day: date) -> date:
    """That day, or the first working day after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_span(
    first: date, last: date, *, earliest: date = date.min, latest: date = date.max
) -> tuple[date, date]:
    """From `first` to `last`, begun on a working day.

    Days on which nobody works are left out at the beginning. Where there are no others, it is the first working week
    after, no longer than it was; if that is past `latest`, the last one before that is not before `earliest`.
    """
    begins = next_working_day(first)
    if begins <= last and begins <= latest:
        return begins, last
    long = last - first
    if begins > latest:
        back = latest
        while back > earliest and not is_working_day(back):
            back -= _DAY
        if is_working_day(back):
            monday = back - timedelta(days=back.weekday())
            return next_working_day(max(earliest, monday, back - long)), back
    friday = begins + timedelta(days=4 - begins.weekday())
    return begins, min(begins + long, friday)
