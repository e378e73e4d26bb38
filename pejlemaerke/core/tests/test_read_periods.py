from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.periods import find_periods, parse_period

YEARS = st.integers(2000, 2099)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("4. kvartal 2024", "2024-10-01", "2024-12-31", "quarter"),
        ("kvartal 4 i 2024", "2024-10-01", "2024-12-31", "quarter"),
        ("4. kv. 2024", "2024-10-01", "2024-12-31", "quarter"),
        ("Q1 2025", "2025-01-01", "2025-03-31", "quarter"),
        ("2025 Q1", "2025-01-01", "2025-03-31", "quarter"),
        ("første kvartal 2025", "2025-01-01", "2025-03-31", "quarter"),
        ("second quarter of 2025", "2025-04-01", "2025-06-30", "quarter"),
        ("kvartal 4 i 2024 og kvartal 1 i 2025", "2024-10-01", "2025-03-31", "range"),
        ("Q4 2024 - Q1 2025", "2024-10-01", "2025-03-31", "range"),
        ("efteråret 2024", "2024-09-01", "2024-11-30", "season"),
        ("efteraret 2024", "2024-09-01", "2024-11-30", "season"),
        ("foraret 2025", "2025-03-01", "2025-05-31", "season"),
        ("forret 2025", "2025-03-01", "2025-05-31", "season"),
        ("foråret 25", "2025-03-01", "2025-05-31", "season"),
        ("sommeren 2020", "2020-06-01", "2020-08-31", "season"),
        ("vinteren 2024/25", "2024-12-01", "2025-02-28", "season"),
        ("vinteren 2023", "2023-12-01", "2024-02-29", "season"),
        ("spring 2025", "2025-03-01", "2025-05-31", "season"),
        ("efter sommerferien 2020", "2020-08-10", "2020-09-30", "season"),
        ("efterårsferien 2025", "2025-10-13", "2025-10-19", "week"),
        ("efter påske 2026", "2026-04-07", "2026-04-07", "day"),
        ("primo maj 2025", "2025-05-01", "2025-05-10", "range"),
        ("medio juni 2025", "2025-06-11", "2025-06-20", "range"),
        ("ultimo december 2019", "2019-12-22", "2019-12-31", "range"),
        ("slutningen af 2025", "2025-10-01", "2025-12-31", "quarter"),
        ("maj 2020", "2020-05-01", "2020-05-31", "month"),
        ("maj måned 2020", "2020-05-01", "2020-05-31", "month"),
        ("februar 2024", "2024-02-01", "2024-02-29", "month"),
        ("maj – juni 2020", "2020-05-01", "2020-06-30", "range"),
        ("10. november – 19. december 2025", "2025-11-10", "2025-12-19", "range"),
        ("sep-okt 2025", "2025-09-01", "2025-10-31", "range"),
        ("november/december 2019", "2019-11-01", "2019-12-31", "range"),
        ("januar 2020 – april 2020", "2020-01-01", "2020-04-30", "range"),
        ("december 2024 til og med februar 2025", "2024-12-01", "2025-02-28", "range"),
        ("fra august til oktober 2025", "2025-08-01", "2025-10-31", "range"),
        ("uge 42 2025", "2025-10-13", "2025-10-19", "week"),
        ("uge 42, 2025", "2025-10-13", "2025-10-19", "week"),
        ("uge 10-12 i 2026", "2026-03-02", "2026-03-22", "range"),
        ("uge 53 2020", "2020-12-28", "2021-01-03", "week"),
        ("mellem 8. november og jul 2019", "2019-11-08", "2019-12-24", "range"),
        ("mellem 8. og 10. oktober 2025", "2025-10-08", "2025-10-10", "range"),
        ("8.-10. oktober 2025", "2025-10-08", "2025-10-10", "range"),
        ("10. oktober – jul 2019", "2019-10-10", "2019-12-24", "range"),
        ("den 9. oktober 2019", "2019-10-09", "2019-10-09", "day"),
        ("9.10.2019", "2019-10-09", "2019-10-09", "day"),
        ("9/10-2019", "2019-10-09", "2019-10-09", "day"),
        ("2024-10-09", "2024-10-09", "2024-10-09", "day"),
        ("October 9, 2019", "2019-10-09", "2019-10-09", "day"),
        ("senest 1. marts 2026", "2026-03-01", "2026-03-01", "day"),
        ("senest marts 2026", "2026-03-31", "2026-03-31", "day"),
        ("inden 30. oktober 2025", "2025-10-30", "2025-10-30", "day"),
        ("inden maj 2025", "2025-04-30", "2025-04-30", "day"),
        ("inden udgangen af maj 2025", "2025-05-31", "2025-05-31", "day"),
        ("inden jul 2025", "2025-12-24", "2025-12-24", "day"),
        ("by March 2026", "2026-03-31", "2026-03-31", "day"),
        ("fra 1. maj 2025", "2025-05-01", "2025-05-01", "day"),
        ("1. halvår 2025", "2025-01-01", "2025-06-30", "half_year"),
        ("second half of 2025", "2025-07-01", "2025-12-31", "half_year"),
        ("skoleåret 2025/26", "2025-08-01", "2026-07-31", "year"),
        ("årsskiftet 2025/26", "2025-12-31", "2026-01-01", "range"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("i løbet af 2025", "2025-01-01", "2025-12-31", "year"),
        ("2024-2026", "2024-01-01", "2026-12-31", "range"),
        ("Fase 1 (efterår 2024)", "2024-09-01", "2024-11-30", "season"),
    ],
)
def test_a_phrase_is_read_as_its_days(words: str, first: str, last: str, precision: str) -> None:
    period = parse_period(words)
    assert (period.text, str(period.first), str(period.last), period.precision) == (
        words, first, last, precision,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "kvartal 5 2024",
        "kvartal 0 2024",
        "kvartal 1 i 205",
        "kvartal 1 i 20255",
        "31. februar 2025",
        "29. februar 2025",
        "uge 54 2025",
        "uge 53 2025",
        "13.13.2025",
        "2025-13-01",
        "3. halvår 2025",
        "skoleåret 2025/27",
        "juni 2025 – maj 2025",
        "november – februar 2025",
        "inden jul",
        "maj",
        "primo maj",
        "uge 7",
        "Q4",
        "maj 25",
        "når vi har tid",
        "",
    ],
)
def test_what_cannot_be_read_is_never_guessed(words: str) -> None:
    period = parse_period(words)
    assert (period.text, period.first, period.last, period.precision) == (words, None, None, "unreadable")


@pytest.mark.parametrize(
    "words",
    [
        "planlægges herefter",
        "planlaegges senere",
        "fastlægges i MED",
        "aftales nærmere",
        "planlægges, når første fase er slut",
        "endnu ikke planlagt",
        "to be planned",
        "agreed later",
        "løbende",
    ],
)
def test_to_be_planned_later_is_open_and_no_fault(words: str) -> None:
    period = parse_period(words)
    assert (period.text, period.first, period.last, period.precision) == (words, None, None, "open")


def test_a_year_hint_is_used_only_where_no_year_stands() -> None:
    assert parse_period("maj", year_hint=2025).first == date(2025, 5, 1)
    assert parse_period("inden 30. oktober", year_hint=2019).last == date(2019, 10, 30)
    assert parse_period("maj 2020", year_hint=2025).first == date(2020, 5, 1)
    assert parse_period("kvartal 1 i 205", year_hint=2025).precision == "unreadable"


def found(text: str) -> list[tuple[str, str]]:
    return [(period.text, period.precision) for period in find_periods(text)]


def test_periods_are_found_in_running_text_with_their_own_words() -> None:
    assert found(
        "Første del ligger i kvartal 4 i 2024 og kvartal 1 i 205. Anden del planlægges herefter."
    ) == [
        ("kvartal 4 i 2024", "quarter"),
        ("kvartal 1 i 205", "unreadable"),
        ("planlægges herefter", "open"),
    ]


def test_one_year_covers_all_that_stand_before_it() -> None:
    assert [str(period.first) for period in find_periods("i november og december 2019")] == [
        "2019-11-01",
        "2019-12-01",
    ]
    assert [str(period.first) for period in find_periods("1. og 2. kvartal 2025")] == [
        "2025-01-01",
        "2025-04-01",
    ]
    assert [str(period.first) for period in find_periods("uge 7 og 8 2026")] == ["2026-02-09", "2026-02-16"]


def test_planned_in_med_is_open_only_where_no_time_is_given() -> None:
    assert found("Fase 2: foråret 2025. Fasen planlægges i MED.") == [("foråret 2025", "season")]
    assert found("Opgave 1 laves i maj 2025. Opgave 2 fastlægges i MED.") == [
        ("maj 2025", "month"),
        ("fastlægges i MED", "open"),
    ]


def test_words_that_only_look_like_times_are_left_alone() -> None:
    assert find_periods("We may march on. Vi springer til for 12 borgere, jf. § 2025 og 3 afdelinger.") == []


MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
          "november", "december")  # fmt: skip


@given(YEARS, st.integers(1, 4))
def test_every_quarter_is_read_alike_however_it_is_written(year: int, number: int) -> None:
    ways = [
        f"{number}. kvartal {year}",
        f"kvartal {number} i {year}",
        f"Q{number} {year}",
        f"{year}, Q{number}",
    ]
    days = {(period.first, period.last) for period in map(parse_period, ways)}
    assert len(days) == 1
    first, last = days.pop()
    assert first == date(year, 3 * number - 2, 1)
    assert last is not None
    assert 90 <= (last - first).days + 1 <= 92


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_alike_however_it_is_written(day: date) -> None:
    for words in (f"{day.day}. {MONTHS[day.month - 1]} {day.year}", f"{day:%d.%m.%Y}", day.isoformat()):
        period = parse_period(words)
        assert (period.first, period.last, period.precision) == (day, day, "day")


TIMES = ["maj", "kvartal 4", "uge 7", "i", "og", "–", "/", "2025", "205", "foråret", "senest", "mellem", "8.",
         "31. februar", "til", ",", ".", "planlægges", "herefter", "\n", "inden", "9.10.2019"]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(TIMES)).map(" ".join)), st.none() | st.integers(1, 3000))
def test_anything_can_be_read_without_failing(text: str, hint: int | None) -> None:
    for period in [*find_periods(text, year_hint=hint), parse_period(text, year_hint=hint)]:
        if period.precision in ("open", "unreadable"):
            assert period.first is None
            assert period.last is None
        else:
            assert period.first is not None
            assert period.last is not None
            assert period.first <= period.last
    assert all(period.text in text for period in find_periods(text))
