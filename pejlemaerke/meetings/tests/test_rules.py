"""Who may do what, when: one row for each person, one column for each rule; and who sees what."""

from __future__ import annotations

from typing import Any

import pytest

from pejlemaerke.core.verdict import Verdict

from .. import rules
from ..models import DecidedPoint, MedItem, Meeting, Memo
from . import factories as make

pytestmark = pytest.mark.django_db

PEOPLE = ("karin", "per", "mette", "hanne", "sara", "ida", "ali")


def answers(rule: Any, at: make.Body, *of: Any) -> str:
    """A letter for each of PEOPLE: y for yes, n for no, - for not now."""
    letters = []
    for name in PEOPLE:
        verdict: Verdict = rule(make.scope_of(getattr(at, name)), *of)
        letters.append("y" if verdict else "-" if verdict.relation else "n")
        assert verdict or verdict.reason
    return "".join(letters)


def see(model: Any, obj: Any, at: make.Body) -> str:
    return "".join(
        "y" if model.objects.visible_to(make.scope_of(getattr(at, name))).filter(pk=obj.pk).exists() else "n"
        for name in PEOPLE
    )


#                                            karin per mette hanne sara ida ali
@pytest.mark.parametrize(
    ("state", "edit", "back", "drop", "seen"),
    [
        ("draft",     "nnnyynn", "nnn--nn", "nnnyynn", "nnnyynn"),
        ("sent",      "nnn--nn", "nnnyynn", "nnnyynn", "yyyyynn"),
        ("on_agenda", "nnn--nn", "nnn--nn", "nnn--nn", "yyyyynn"),
        ("treated",   "nnn--nn", "nnn--nn", "nnn--nn", "yyyyynn"),
        ("dropped",   "nnn--nn", "nnn--nn", "nnn--nn", "yyyyynn"),
    ],
)  # fmt: skip
def test_memos(state, edit, back, drop, seen):
    at = make.body()
    memo = make.memo(state, at)
    assert answers(rules.may_edit_memo, at, memo) == edit
    assert answers(rules.may_send_memo, at, memo) == edit
    assert answers(rules.may_take_back_memo, at, memo) == back
    assert answers(rules.may_drop_memo, at, memo) == drop
    assert see(Memo, memo, at) == seen


def test_memos_are_written_by_those_who_lead_prepare_or_chair():
    assert answers(rules.may_write_memos, make.body()) == "yynyyyn"


@pytest.mark.parametrize(
    ("state", "prepare", "call", "begin", "record", "cancel", "seen"),
    [
        ("draft",       "yynynnn", "yynynnn", "--n-nnn", "--n-nnn", "yynynnn", "yynynnn"),
        ("called",      "yynynnn", "--n-nnn", "yynynnn", "--n-nnn", "yynynnn", "yyyynnn"),
        ("in_progress", "--n-nnn", "--n-nnn", "--n-nnn", "yynynnn", "--n-nnn", "yyyynnn"),
        ("closed",      "--n-nnn", "--n-nnn", "--n-nnn", "--n-nnn", "--n-nnn", "yyyynnn"),
        ("cancelled",   "--n-nnn", "--n-nnn", "--n-nnn", "--n-nnn", "--n-nnn", "yyyynnn"),
    ],
)  # fmt: skip
def test_meetings(state, prepare, call, begin, record, cancel, seen):
    at = make.body()
    meeting = make.meeting(state, at)
    assert answers(rules.may_prepare, at, meeting) == prepare
    assert answers(rules.may_call, at, meeting) == call
    assert answers(rules.may_begin, at, meeting) == begin
    assert answers(rules.may_record, at, meeting) == record
    assert answers(rules.may_close, at, meeting) == record
    assert answers(rules.may_cancel, at, meeting) == cancel
    assert see(Meeting, meeting, at) == seen


@pytest.mark.parametrize(
    ("state", "send", "correct", "approve", "meeting_seen"),
    [
        ("written",      "yynynnn", "----nnn", "--nnnnn", "yyyynnn"),
        ("read_through", "--n-nnn", "yyyynnn", "yynnnnn", "yyyynnn"),
        ("approved",     "--n-nnn", "----nnn", "--nnnnn", "yyyyyyy"),
    ],
)  # fmt: skip
def test_minutes(state, send, correct, approve, meeting_seen):
    at = make.body()
    minutes = make.minutes(state, at)
    assert answers(rules.may_send_minutes, at, minutes) == send
    assert answers(rules.may_correct, at, minutes) == correct
    assert answers(rules.may_approve, at, minutes) == approve
    assert see(Meeting, minutes.meeting, at) == meeting_seen


@pytest.mark.parametrize(
    ("state", "edit", "conclude"),
    [
        ("planned",   "yynyyyn", "nnnyyyn"),
        ("on_agenda", "yynyyyn", "nnnyyyn"),
        ("concluded", "--n---n", "nnn---n"),
        ("withdrawn", "--n---n", "nnn---n"),
    ],
)  # fmt: skip
def test_med_items(state, edit, conclude):
    at = make.body()
    item = make.med_item(state, at)
    assert answers(rules.may_edit_med_item, at, item) == edit
    assert answers(rules.may_conclude_med_item, at, item) == conclude
    assert see(MedItem, item, at) == "yynyyyy"


@pytest.mark.parametrize(
    ("answer", "settled", "starts"),
    [("approved", True, "y"), ("changed", True, "y"), ("", True, "y"), ("declined", True, "-"),
     ("postponed", True, "-"), ("approved", False, "-")],
)  # fmt: skip
def test_only_what_was_decided_starts_anything(answer, settled, starts):
    point = DecidedPoint(answer=answer, settled=settled)
    assert set(answers(rules.may_start_from, make.body(), point)) == {starts}


# -- who sees what -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("is_closed", "state", "seen"),
    [
        (False, "written", "yyyynnn"),
        (False, "approved", "yyyyyyy"),
        (True, "written", "yyyynnn"),
        (True, "approved", "yyyynnn"),
    ],
)
def test_a_decision_under_a_closed_item_stays_with_the_body(is_closed, state, seen):
    at = make.body()
    minutes = make.minutes(state, at, is_closed=is_closed)
    item = minutes.meeting.items.get()
    assert see(DecidedPoint, item.points.first(), at) == seen
    readable = "".join(
        "y" if rules.readable(make.scope_of(getattr(at, name)), item) else "n" for name in PEOPLE
    )
    assert readable == ("yyyynnn" if is_closed else "yyyyyyy")


@pytest.mark.parametrize(("is_closed", "seen"), [(False, "yyyyyyy"), (True, "yyyyynn")])
def test_a_treated_memo_is_everybodys_once_the_minutes_are_approved_unless_closed(is_closed, seen):
    at = make.body()
    memo = make.memo("sent", at, make.content(is_closed=is_closed))
    make.minutes("approved", at, memos=[memo])
    assert see(Memo, memo, at) == seen


def test_an_open_memo_under_an_item_that_was_closed_stays_closed():
    at = make.body()
    memo = make.memo("sent", at)
    make.minutes("approved", at, memos=[memo], is_closed=True)
    assert see(Memo, memo, at) == "yyyyynn"


def test_the_next_meetings_members_see_nothing_of_another_bodys():
    at = make.body()
    meeting = make.meeting("called", at)
    assert not Meeting.objects.visible_to(make.scope_of(at.ida)).exists()
    assert Meeting.objects.visible_to(make.scope_of(at.mette)).get() == meeting
