from __future__ import annotations

from datetime import date

from pejlemaerke.core.calendar_days import danish_holidays, is_poor_week, iso_week


def test_holidays_have_danish_names_and_the_prayer_day_ended_with_2023() -> None:
    assert danish_holidays(2024)[date(2024, 4, 1)] == "Anden påskedag"
    assert date(2023, 5, 5) in danish_holidays(2023)
    assert date(2024, 4, 26) not in danish_holidays(2024)


def test_weeks_are_iso_weeks() -> None:
    assert iso_week(date(2021, 1, 1)) == 53
    assert iso_week(date(2024, 12, 30)) == 1


def test_the_weeks_to_avoid_are_the_four_holiday_weeks() -> None:
    assert [week for week in range(1, 54) if is_poor_week(week)] == [7, 29, 30, 42]
