"""When something happens, said relative to its stage, becomes days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pejlemaerke.core.calendar_days import is_working_day, next_working_day
from pejlemaerke.playbooks.texts import later
from pejlemaerke.playbooks.when import Moment, When, Window, place, read_when

DAY = timedelta(days=1)

#: Monday 5 January to Sunday 29 March 2026: twelve weeks. The next stage opens on 13 April.
FIRST, LAST = date(2026, 1, 5), date(2026, 3, 29)
STAGES = {"try": (FIRST, LAST), "keep": (date(2026, 4, 13), date(2026, 6, 28))}


def placed(when: str, lasts: str | None = None) -> list[Window]:
    return place(when, lasts, first=FIRST, last=LAST, stages=STAGES)


@pytest.mark.parametrize(
    ("when", "lasts", "expected"),
    [
        ("start", None, (date(2026, 1, 5), date(2026, 1, 9))),
        ("start", "+2d", (date(2026, 1, 5), date(2026, 1, 6))),
        ("end", None, (date(2026, 3, 23), date(2026, 3, 27))),
        ("end", "+3d", (date(2026, 3, 27), date(2026, 3, 29))),
        ("through", None, (FIRST, LAST)),
        ("+2w", None, (date(2026, 1, 19), date(2026, 1, 23))),
        ("+10d", None, (date(2026, 1, 12), date(2026, 1, 16))),
        ("+1m", "+1d", (date(2026, 2, 5), date(2026, 2, 5))),
        ("-2w", None, (date(2026, 3, 9), date(2026, 3, 13))),
        ("-2w", "+4w", (date(2026, 3, 16), date(2026, 3, 29))),
        ("before stage keep", None, (date(2026, 3, 30), date(2026, 4, 12))),
        ("before stage keep", "+1d", (date(2026, 4, 10), date(2026, 4, 10))),  # the 12th is a Sunday
    ],
)
def test_a_time_is_placed_in_its_stage(when: str, lasts: str | None, expected: Window) -> None:
    assert placed(when, lasts) == [expected]


def test_what_comes_back_gets_a_window_a_turn_from_the_first_day_on() -> None:
    assert placed("every 5w", "+1d") == [(day, day) for day in (FIRST, date(2026, 2, 9), date(2026, 3, 16))]
    assert placed("every 5w")[1] == (date(2026, 2, 9), date(2026, 2, 13))


def test_what_comes_back_many_times_a_week_gets_its_working_days() -> None:
    found = placed("every 1d")
    assert len(found) == len(set(found)) == 12 * 5
    assert all(begins == ends and is_working_day(begins) for begins, ends in found)


def test_a_month_is_counted_from_the_stages_own_day_so_that_no_turn_drifts() -> None:
    found = place("every 1m", "+1d", first=date(2025, 1, 31), last=date(2025, 5, 1), stages={})
    assert [day for day, _ends in found] == [
        date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)
    ]  # fmt: skip


def test_a_stage_that_opens_on_a_weekend_begins_with_the_next_working_week() -> None:
    saturday = date(2026, 1, 10)
    assert place("start", None, first=saturday, last=LAST, stages={}) == [
        (date(2026, 1, 12), date(2026, 1, 16))
    ]
    assert place("start", "+1d", first=saturday, last=saturday, stages={}) == [
        (date(2026, 1, 12), date(2026, 1, 12))
    ]


def test_a_series_whose_stage_opens_on_a_sunday_begins_on_the_monday() -> None:
    sunday, last = date(2026, 1, 11), date(2026, 2, 6)
    assert [day for day, _ends in place("every 1w", "+1d", first=sunday, last=last, stages={})] == [
        date(2026, 1, 12), date(2026, 1, 19), date(2026, 1, 26), date(2026, 2, 2),
    ]  # fmt: skip


def test_what_would_lie_between_christmas_and_new_year_comes_after() -> None:
    first, last = date(2026, 11, 30), date(2027, 1, 31)
    assert place("+4w", None, first=first, last=last, stages={}) == [(date(2027, 1, 4), date(2027, 1, 8))]
    weeks = place("every 1w", None, first=first, last=last, stages={})
    assert [begins for begins, _ends in weeks][2:6] == [
        date(2026, 12, 14), date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 11),
    ]  # fmt: skip


def test_a_single_day_at_the_end_of_a_stage_stays_within_it() -> None:
    assert placed("end", "+1d") == [(date(2026, 3, 27), date(2026, 3, 27))]


def test_the_stage_that_is_waited_for_must_have_days() -> None:
    with pytest.raises(KeyError):
        placed("before stage practice")


def test_what_a_time_says_can_be_read() -> None:
    assert read_when("every 5w") == Moment("every", 5, "w")
    assert read_when("-3m").length == "+3m"
    assert read_when("before stage phase-2").stage == "phase-2"
    assert read_when("start").length == ""


@pytest.mark.parametrize(
    "words",
    ["", "Start", "2w", "+0w", "+2y", "every +5w", "before keep", "before stage Keep", "+2w +2w", "every"],
)
def test_other_words_are_no_time(words: str) -> None:
    with pytest.raises(ValidationError, match="bad when"):
        TypeAdapter(When).validate_python(words)


units = st.sampled_from("dwm")
lengths = st.builds(lambda count, unit: f"+{count}{unit}", st.integers(1, 40), units)
whens = st.one_of(
    st.sampled_from(["start", "end", "through"]),
    st.builds(lambda sign, length: f"{sign}{length[1:]}", st.sampled_from(["+", "-", "every "]), lengths),
)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(whens, st.none() | lengths, days, st.integers(0, 400))
def test_every_window_lies_within_the_stage(when: str, lasts: str | None, first: date, more: int) -> None:
    last = first + more * DAY
    found = place(when, lasts, first=first, last=last, stages={})
    assert found
    assert found == sorted(found)
    works = any(is_working_day(first + number * DAY) for number in range(min(more + 1, 14)))
    for begins, ends in found:
        assert is_working_day(begins)
        assert begins <= ends
        assert not works or first <= begins <= ends <= last
    if not when.startswith("every"):
        assert len(found) == 1


@given(st.integers(2, 40), st.sampled_from("wm"), st.none() | lengths, days, st.integers(14, 400))
def test_no_turn_is_skipped(count: int, unit: str, lasts: str | None, first: date, more: int) -> None:
    last, begins = first + more * DAY, next_working_day(first)
    turns = len(place(f"every {count}{unit}", lasts, first=first, last=last, stages={}))
    counted = next(at for at in range(1, 400) if later(begins, at * count, unit) > last)
    assert counted - turns in (0, 1)  # two that Christmas, or the end, puts on the same days are one


@given(whens, days, st.integers(7, 400))
def test_without_a_length_it_is_never_longer_than_a_working_week(when: str, first: date, more: int) -> None:
    for begins, ends in place(when, None, first=first, last=first + more * DAY, stages={}):
        assert when == "through" or (ends - begins) <= 4 * DAY
        assert when == "through" or begins == ends or begins.weekday() <= ends.weekday() <= 4


@given(st.none() | lengths, days, st.integers(0, 400), st.integers(-50, 100))
def test_before_a_stage_ends_before_it_opens(lasts: str | None, first: date, more: int, gap: int) -> None:
    last = first + more * DAY
    opens = last + gap * DAY
    [(begins, ends)] = place("before stage x", lasts, first=first, last=last, stages={"x": (opens, opens)})
    assert begins <= ends
    assert is_working_day(begins)
    works = any(is_working_day(first + number * DAY) for number in range((opens - first).days))
    assert not works or (first <= begins and ends < opens)
