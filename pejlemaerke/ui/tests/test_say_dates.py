from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.periods import Period
from pejlemaerke.ui.dates import (
    read_date,
    say_date,
    say_due,
    say_moment,
    say_period,
    say_span,
    say_time,
    write_date,
)

MONDAY = date(2026, 11, 30)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2026, 11, 30), "i dag", "today"),
        (date(2026, 12, 1), "i morgen", "tomorrow"),
        (date(2026, 11, 29), "i går", "yesterday"),
        (date(2026, 12, 3), "på torsdag, 3. december", "on Thursday, 3 December"),
        (date(2026, 11, 24), "i tirsdags", "last Tuesday"),
        (date(2026, 11, 23), "for en uge siden", "a week ago"),
        (date(2026, 11, 9), "for 3 uger siden", "3 weeks ago"),
        (date(2026, 12, 9), "onsdag 9. december", "Wednesday, 9 December"),
        (date(2027, 2, 1), "1. februar 2027", "1 February 2027"),
        (date(2026, 3, 1), "1. marts", "1 March"),
        (date(2025, 3, 1), "1. marts 2025", "1 March 2025"),
    ],
)
def test_says_a_day_as_people_do(day: date, danish: str, english: str) -> None:
    assert say_date(day, MONDAY, lang="da") == danish
    assert say_date(day, MONDAY, lang="en") == english


@pytest.mark.parametrize(
    ("day", "danish"),
    [
        (date(2026, 12, 4), "senest på fredag, 4. december"),
        (date(2026, 11, 30), "senest i dag"),
        (date(2026, 11, 29), "1 dag over tiden"),
        (date(2026, 11, 20), "10 dage over tiden"),
        (date(2026, 11, 2), "4 uger over tiden"),
    ],
)
def test_says_how_late_it_is(day: date, danish: str) -> None:
    assert say_due(day, MONDAY, lang="da") == danish


def test_says_the_time_on_the_organisations_clock() -> None:
    moment = datetime(2026, 11, 30, 9, 42, tzinfo=UTC)
    assert say_time(moment, lang="da", zone=COPENHAGEN) == "10.42"
    assert say_time(moment, lang="en", zone=COPENHAGEN) == "10:42"
    assert say_moment(moment, MONDAY, lang="da", zone=COPENHAGEN) == "i dag kl. 10.42"
    assert say_moment(moment - timedelta(days=14), MONDAY, lang="da", zone=COPENHAGEN) == "for 2 uger siden"


def test_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        say_time(datetime(2026, 11, 30, 9, 42), lang="da")  # noqa: DTZ001


def test_says_a_period_in_its_writers_words() -> None:
    quarter = Period("kvartal 4 2024", date(2024, 10, 1), date(2024, 12, 31), "quarter")
    assert say_period(quarter, lang="da") == "kvartal 4 2024 (1. oktober til 31. december 2024)"
    spelt = Period("1. oktober til 31. december 2024", date(2024, 10, 1), date(2024, 12, 31), "range")
    assert say_period(spelt, lang="da") == spelt.text  # it says its days once
    assert say_period(Period("planlægges herefter", None, None, "open")) == "planlægges herefter"
    day = Period("3. december 2026", date(2026, 12, 3), date(2026, 12, 3), "day")
    assert say_period(day, lang="da") == "3. december 2026"


def test_says_the_first_year_only_where_it_differs() -> None:
    assert say_span(date(2026, 12, 1), date(2027, 1, 31), lang="da") == "1. december 2026 til 31. januar 2027"
    assert say_span(MONDAY, MONDAY, lang="da") == "30. november 2026"


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from(["da", "en"]))
def test_reads_back_what_it_writes(day: date, lang: str) -> None:
    assert read_date(write_date(day, lang=lang)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.day}/{day.month}-{day.year}") == day


@pytest.mark.parametrize(
    "text",
    ["3.12.2026", "03-12-2026", "3/12 2026", "torsdag d. 3. dec. 2026", "  3  December   2026 ", "den"],
)
def test_reads_dates_as_people_write_them(text: str) -> None:
    assert read_date(text) == (None if text == "den" else date(2026, 12, 3))


@pytest.mark.parametrize("text", ["31. november 2026", "3. december", "3/12", "i morgen", "", "32/13-2026"])
def test_guesses_nothing(text: str) -> None:
    assert read_date(text) is None
