"""What was asked beside what was decided, and whether a matter is before the right committee in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..med_timing import MedFacts, warnings
from ..open_points import Decided, compare

ASKED = (
    ("a", "Alle får besøg."),
    ("b", "Besøgene begynder i foråret 2027."),
    ("c", "Der følges op hvert halve år."),
)


def test_a_point_nobody_answered_stays_open():
    found = compare(ASKED, [Decided("1", "Alle får besøg", "a", "approved")])
    assert [row.key for row in found.open] == ["b", "c"]


def test_an_approval_in_the_same_words_differs_in_nothing():
    found = compare(ASKED, [Decided("1", "alle får  besøg", "a", "approved")])
    assert found.rows[0].answers[0].difference == ()


def test_a_changed_point_shows_the_words_that_changed():
    found = compare(ASKED, [Decided("1", "Besøgene begynder i efteråret 2027.", "b", "changed")])
    told = [(one.op, one.text) for one in found.rows[1].answers[0].difference]
    assert told == [
        ("same", "Besøgene begynder i "), ("removed", "foråret"), ("added", "efteråret"), ("same", " 2027."),
    ]  # fmt: skip


@pytest.mark.parametrize("answer", ["declined", "postponed"])
def test_what_was_turned_down_has_no_new_wording(answer):
    found = compare(ASKED, [Decided("1", "Det venter.", "b", answer)])
    assert found.rows[1].answers[0].difference == ()
    assert not found.rows[1].is_open


def test_what_nobody_asked_is_kept_apart_and_an_unknown_key_is_not_lost():
    points = [Decided("1", "Vi mødes i juni."), Decided("2", "Gammelt", "z", "approved")]
    assert compare(ASKED, points).unasked == tuple(points)


@given(st.lists(st.tuples(st.sampled_from("abcz"), st.text(max_size=12)), max_size=8))
def test_every_point_stands_somewhere_once(drawn):
    points = [Decided(str(number), text, asked, "changed") for number, (asked, text) in enumerate(drawn)]
    found = compare(ASKED, points)
    placed = [answered.point for row in found.rows for answered in row.answers] + list(found.unasked)
    assert sorted(point.key for point in placed) == sorted(point.key for point in points)
    assert len(found.rows) == len(ASKED)
    for row in found.rows:
        for answered in row.answers:
            if answered.difference:
                assert "".join(one.text for one in answered.difference if one.op != "added") == row.text


# -- MED ---------------------------------------------------------------------------------------------------------

DAY = date(2026, 12, 9)
GOOD = MedFacts(
    committee="00010001", decides_at="00010001", nearest="00010001", decision_on=DAY + timedelta(days=30),
    discuss_on=DAY, papers_on=DAY - timedelta(days=7), noted_on=DAY - timedelta(days=14),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ()),
        ({"decision_on": None}, ()),
        ({"decision_on": DAY}, ()),
        ({"decision_on": DAY - timedelta(days=1)}, ("decided_before",)),
        ({"decision_on": DAY + timedelta(days=1)}, ()),
        ({"discuss_on": None}, ("decided_before", "no_date")),
        ({"discuss_on": None, "decision_on": None}, ("no_date",)),
        ({"committee": "000100010001"}, ("level_too_low",)),
        ({"committee": "0001"}, ("level_too_high",)),
        ({"nearest": None}, ()),
        ({"noted_on": DAY - timedelta(days=13)}, ("item_late",)),
        ({"noted_on": DAY - timedelta(days=13), "item_days": 10}, ()),
        ({"papers_on": DAY - timedelta(days=6)}, ("papers_late",)),
        ({"papers_on": DAY - timedelta(days=6), "papers_days": 5}, ()),
        ({"papers_on": None}, ()),
    ],
)
def test_what_is_warned_about(changes, told):
    assert warnings(replace(GOOD, **changes)) == told
