from __future__ import annotations

from datetime import date

import pytest

from pejlemaerke.core.calendar_days import (
    danish_holidays,
    is_poor_week,
    iso_week,
    next_working_day,
    working_span,
)


def test_holidays_have_danish_names_and_the_prayer_day_ended_with_2023() -> None:
    assert danish_holidays(2024)[date(2024, 4, 1)] == "Anden påskedag"
    assert date(2023, 5, 5) in danish_holidays(2023)
    assert date(2024, 4, 26) not in danish_holidays(2024)


def test_weeks_are_iso_weeks() -> None:
    assert iso_week(date(2021, 1, 1)) == 53
    assert iso_week(date(2024, 12, 30)) == 1


def test_the_weeks_to_avoid_are_the_four_holiday_weeks() -> None:
    assert [week for week in range(1, 54) if is_poor_week(week)] == [7, 29, 30, 42]


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2027, 1, 13), date(2027, 1, 13)),
        (date(2027, 1, 16), date(2027, 1, 18)),  # a Saturday
        (date(2027, 3, 25), date(2027, 3, 30)),  # Maundy Thursday to Easter Monday
        (date(2027, 12, 24), date(2028, 1, 3)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_a_day_when_nobody_works_goes_on_to_one_when_they_do(day: date, working: date) -> None:
    assert next_working_day(day) == working


SUNDAY = date(2027, 2, 28)


@pytest.mark.parametrize(
    ("given", "span"),
    [
        ((date(2027, 3, 6), date(2027, 3, 12)), (date(2027, 3, 8), date(2027, 3, 12))),  # from a Saturday
        ((date(2027, 12, 27), date(2027, 12, 31)), (date(2028, 1, 3), date(2028, 1, 7))),
        ((date(2027, 12, 30), date(2027, 12, 30)), (date(2028, 1, 3), date(2028, 1, 3))),
        ((date(2027, 12, 20), date(2028, 1, 2)), (date(2027, 12, 20), date(2028, 1, 2))),
    ],
)
def test_a_span_begins_on_a_working_day(given: tuple[date, date], span: tuple[date, date]) -> None:
    assert working_span(*given) == span


def test_a_span_stays_within_what_it_may_where_it_can() -> None:
    assert working_span(SUNDAY, SUNDAY, latest=SUNDAY) == (date(2027, 2, 26), date(2027, 2, 26))
    assert working_span(SUNDAY, SUNDAY, earliest=SUNDAY, latest=SUNDAY) == (
        date(2027, 3, 1),
        date(2027, 3, 1),
    )
