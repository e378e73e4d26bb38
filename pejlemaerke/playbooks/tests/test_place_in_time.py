"""When something happens, said relative to its stage, becomes days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

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
        ("-2w", "+4w", (date(2026, 3, 15), date(2026, 3, 29))),
        ("before stage keep", None, (date(2026, 3, 30), date(2026, 4, 12))),
        ("before stage keep", "+1d", (date(2026, 4, 12), date(2026, 4, 12))),
    ],
)
def test_a_time_is_placed_in_its_stage(when: str, lasts: str | None, expected: Window) -> None:
    assert placed(when, lasts) == [expected]


def test_what_comes_back_gets_a_window_a_turn_from_the_first_day_on() -> None:
    assert placed("every 5w", "+1d") == [(day, day) for day in (FIRST, date(2026, 2, 9), date(2026, 3, 16))]
    assert placed("every 5w")[1] == (date(2026, 2, 9), date(2026, 2, 13))


def test_what_comes_back_many_times_a_week_gets_its_days() -> None:
    found = placed("every 1d")
    assert len(found) == len(set(found)) == (LAST - FIRST).days + 1


def test_a_month_is_counted_from_the_stages_own_day_so_that_no_turn_drifts() -> None:
    found = place("every 1m", "+1d", first=date(2026, 1, 31), last=date(2026, 5, 1), stages={})
    assert [day for day, _ends in found] == [
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
    ]  # fmt: skip


def test_a_stage_that_opens_on_a_weekend_begins_with_the_next_working_week() -> None:
    saturday = date(2026, 1, 10)
    assert place("start", None, first=saturday, last=LAST, stages={}) == [
        (date(2026, 1, 12), date(2026, 1, 16))
    ]
    assert place("start", None, first=saturday, last=saturday, stages={}) == [(saturday, saturday)]


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
days = st.dates(date(2000, 1, 1), date(2200, 1, 1))


@given(whens, st.none() | lengths, days, st.integers(0, 400))
def test_every_window_lies_within_the_stage(when: str, lasts: str | None, first: date, more: int) -> None:
    last = first + more * DAY
    found = place(when, lasts, first=first, last=last, stages={})
    assert found
    assert found == sorted(found)
    for begins, ends in found:
        assert first <= begins <= ends <= last
    if not when.startswith("every"):
        assert len(found) == 1


@given(st.integers(1, 40), units, st.none() | lengths, days, st.integers(0, 400))
def test_no_turn_is_skipped(count: int, unit: str, lasts: str | None, first: date, more: int) -> None:
    last = first + more * DAY
    turns = len(place(f"every {count}{unit}", lasts, first=first, last=last, stages={}))
    assert later(first, (turns - 1) * count, unit) <= last < later(first, turns * count, unit)


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
    assert first <= begins <= ends
    assert ends < opens or begins == ends == first
