"""What moves when a stage moves: pure, so tried on anything."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.calendar_days import is_working_day

from ..moving import EndsBeforeStart, Span, move_stage, shift

DAY = timedelta(days=1)
FIRST = Span("s1", "Første fase", date(2027, 1, 4), date(2027, 1, 29), "first")
SECOND = Span("s2", "Anden fase", date(2027, 2, 1), date(2027, 3, 26), "second")
MEETING = Span("a1", "Fællesmøde", date(2027, 1, 13), date(2027, 1, 13), "first")
ROUND = Span("a2", "Runde", date(2027, 2, 8), date(2027, 2, 12), "second")


def moved(**given):
    moves = move_stage([FIRST, SECOND], [MEETING, ROUND], "first", **given)
    return {move.key: move.new for move in moves}


def test_later_takes_along_what_is_in_it_and_what_follows():
    assert moved(first=date(2027, 1, 11)) == {
        "s1": (date(2027, 1, 11), date(2027, 2, 5)),
        "a1": (date(2027, 1, 20), date(2027, 1, 20)),
        "s2": (date(2027, 2, 8), date(2027, 4, 2)),
        "a2": (date(2027, 2, 15), date(2027, 2, 19)),
    }


def test_earlier_leaves_what_follows():
    assert set(moved(first=date(2027, 1, 1))) == {"s1", "a1"}


def test_a_later_end_moves_only_what_follows():
    assert set(moved(first=FIRST.first, last=date(2027, 2, 5))) == {"s1", "s2", "a2"}


def test_nothing_moves_to_where_it_is():
    assert moved(first=FIRST.first) == {}


def test_what_was_held_or_ended_stays():
    held = Span("a1", "Fællesmøde", MEETING.first, MEETING.last, "first", is_fixed=True)
    ended = Span("s2", "Anden fase", SECOND.first, SECOND.last, "second", is_fixed=True)
    moves = move_stage([FIRST, ended], [held, ROUND], "first", first=date(2027, 1, 11))
    assert {move.key for move in moves} == {"s1"}


def test_it_cannot_end_before_it_starts():
    with pytest.raises(EndsBeforeStart):
        moved(first=date(2027, 1, 11), last=date(2027, 1, 8))


def test_what_would_begin_when_nobody_works_begins_on_the_next_working_day_and_keeps_its_length():
    saturday = Span("a1", "", date(2027, 1, 9), date(2027, 1, 9), "first")
    week = Span("a2", "", date(2027, 12, 20), date(2027, 12, 23), "first")
    moves = {move.key: move.new for move in shift([saturday, week], {"first": 7})}
    assert moves["a1"] == (date(2027, 1, 18), date(2027, 1, 18))
    assert moves["a2"] == (date(2028, 1, 3), date(2028, 1, 6))  # not between Christmas and New Year


days = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@st.composite
def plans(draw):
    at = draw(days)
    stages, activities = [], []
    for number in range(draw(st.integers(1, 4))):
        last = at + timedelta(days=draw(st.integers(0, 90)))
        stages.append(
            Span(f"s{number}", "", at, last, f"k{number}", draw(st.booleans()) if number else False)
        )
        for one in range(draw(st.integers(0, 3))):
            first = at + timedelta(days=draw(st.integers(0, (last - at).days)))
            end = first + timedelta(days=draw(st.integers(0, (last - first).days)))
            activities.append(Span(f"a{number}{one}", "", first, end, f"k{number}", draw(st.booleans())))
        at = last + DAY
    return stages, activities


@given(plans(), days)
def test_stages_keep_their_length_and_their_order(found, first):
    stages, activities = found
    moves = {move.key: move for move in move_stage(stages, activities, "k0", first=first)}
    now = [moves[one.key].new if one.key in moves else (one.first, one.last) for one in stages]
    assert all(new[1] - new[0] == one.last - one.first for new, one in zip(now, stages, strict=True))
    free = [new for new, one in zip(now, stages, strict=True) if not one.is_fixed]
    assert all(one[0] <= other[0] for one, other in pairwise(free)) or first < stages[0].first


@given(plans(), days)
def test_activities_never_shrink_and_fixed_ones_never_move(found, first):
    stages, activities = found
    by_key = {one.key: one for one in activities}
    for move in move_stage(stages, activities, "k0", first=first):
        if move.is_stage:
            continue
        assert not by_key[move.key].is_fixed
        assert move.old is not None
        assert move.new[1] - move.new[0] == move.old[1] - move.old[0]


@given(plans(), st.integers(-400, 400))
def test_a_shift_there_and_back_is_at_most_the_days_to_work(found, by):
    _stages, activities = found
    for move in shift(activities, {one.stage: by for one in activities}):
        assert move.old is not None
        off = (move.new[0] - move.old[0]).days - by
        assert 0 <= off <= 11  # from Christmas Eve to the Monday after New Year
        assert is_working_day(move.new[0])
