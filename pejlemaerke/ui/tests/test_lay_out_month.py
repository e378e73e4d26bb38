from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.ui.charts.month import Day, Entry, Month, lay_out

TODAY = date(2026, 12, 3)


def _days(month: Month) -> dict[date, Day]:
    return {day.on: day for week in month.weeks for day in week.days}


@given(st.integers(1990, 2080), st.integers(1, 12))
def test_a_month_is_whole_weeks_with_every_day_once(year: int, number: int) -> None:
    month = lay_out(year, number, [], today=TODAY)
    days = [day for week in month.weeks for day in week.days]
    assert all(len(week.days) == 7 and week.days[0].on.weekday() == 0 for week in month.weeks)
    assert all(week.number == week.days[0].on.isocalendar().week for week in month.weeks)
    inside = [day.on for day in days if not day.is_outside]
    assert inside[0] == date(year, number, 1)
    assert (inside[-1] + timedelta(days=1)).day == 1
    assert all((after.on - before.on).days == 1 for before, after in itertools.pairwise(days))


entries = st.lists(
    st.builds(
        lambda key, first, days: Entry(key, "x", first, first + timedelta(days=days)),
        st.uuids().map(str),
        st.dates(date(2026, 10, 1), date(2027, 2, 1)),
        st.integers(0, 60),
    ),
    max_size=30,
)


@given(entries, st.integers(1, 5))
def test_every_entry_is_shown_or_counted_on_each_of_its_days(given_entries: list[Entry], most: int) -> None:
    days = _days(lay_out(2026, 12, given_entries, today=TODAY, most=most))
    for on, day in days.items():
        going = [entry for entry in given_entries if entry.first <= on <= entry.last]
        assert len(day.entries) + day.more == len(going)
        assert len(day.entries) <= most + 1
        assert day.more != 1
        for shown in day.entries:
            assert shown.entry in going
            assert shown.begins == (shown.entry.first == on)
            assert shown.goes_on == (shown.entry.last > on)


def test_today_holidays_and_poor_weeks_are_told() -> None:
    days = _days(lay_out(2026, 12, [], today=TODAY, holidays=[(date(2026, 12, 25), "Juledag")]))
    assert [on for on, day in days.items() if day.is_today] == [TODAY]
    assert [(on, day.holiday) for on, day in days.items() if day.holiday] == [(date(2026, 12, 25), "Juledag")]
    july = lay_out(2026, 7, [], today=TODAY)
    assert [week.number for week in july.weeks if week.is_poor] == [29, 30]


def test_what_has_gone_on_longest_stands_first() -> None:
    long = Entry("b", "Long", date(2026, 11, 1), date(2026, 12, 20))
    short = Entry("a", "Alpha", date(2026, 12, 4), date(2026, 12, 4))
    day = _days(lay_out(2026, 12, [short, long], today=TODAY))[date(2026, 12, 4)]
    assert [on.entry.label for on in day.entries] == ["Long", "Alpha"]


def test_an_entry_that_ends_before_it_begins_is_a_fault() -> None:
    with pytest.raises(ValueError, match="ends before"):
        lay_out(2026, 12, [Entry("a", "x", date(2026, 12, 2), date(2026, 12, 1))], today=TODAY)
