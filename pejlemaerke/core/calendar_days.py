"""Danish holidays, ISO weeks, and the weeks in which a campaign reaches nobody. Imports no Django."""

from __future__ import annotations

from datetime import date

import holidays

#: Winter holiday, the middle of July, autumn holiday.
POOR_WEEKS = frozenset({7, 29, 30, 42})


def danish_holidays(year: int) -> dict[date, str]:
    """The public holidays of that year with their Danish names, in calendar order."""
    found = holidays.country_holidays("DK", years=year, language="da")
    return dict(sorted(found.items()))


def iso_week(day: date) -> int:
    """The ISO week number, 1–53. Around New Year it may belong to the neighbouring year."""
    return day.isocalendar().week


def is_poor_week(iso_week: int) -> bool:
    """True for the weeks when most workplaces are half empty: 7, 29, 30 and 42."""
    return iso_week in POOR_WEEKS
