"""A promised subtask has a life: it waits, becomes ready to plan, is done, is left out; none is forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pejlemaerke.core.periods import parse_period
from pejlemaerke.record.models import Link, Turn

from .. import actions
from ..models import Backbrief, SubtaskLife
from . import factories as make

pytestmark = pytest.mark.django_db

LATER = parse_period("planlægges senere")


def states(found: Backbrief) -> dict[str, str]:
    return dict(SubtaskLife.objects.filter(backbrief=found).order_by("key").values_list("key", "state"))


def tick(found: Backbrief, key: str, at: make.Line, done: bool = True) -> list[SubtaskLife]:
    life = SubtaskLife.objects.get(backbrief=found, key=key)
    return actions.tick_subtask(life, done=done, by=make.by(at.sara), now=make.later())


def revise(found: Backbrief, at: make.Line, *subtasks: make.Subtask) -> None:
    actions.open_revision(found, kind="phase", phase="Fase 2", by=make.by(at.sara), now=make.later())
    make.write(found, replace(make.content(), subtasks=subtasks), at.sara)
    make.send(found, at.sara)
    make.answer(found, "accepted", at.mette)


def test_acceptance_gives_each_its_life_and_its_place_in_the_thread():
    at = make.line()
    found = make.backbrief("accepted", at)
    assert states(found) == {"a": "open", "b": "waiting"}
    life = SubtaskLife.objects.get(backbrief=found, key="b")
    assert (life.title, life.after, life.revision) == ("Bred det ud til alle", "a", found.accepted)
    assert Link.objects.filter(cause_id=found.pk, effect_id=life.pk).exists()


def test_before_acceptance_there_are_none():
    assert states(make.backbrief("submitted")) == {}


def test_what_it_waited_for_is_done_and_the_leader_has_the_turn():
    at = make.line()
    found = make.backbrief("accepted", at)
    ready = tick(found, "a", at)
    assert [life.key for life in ready] == ["b"]
    assert states(found) == {"a": "done", "b": "ready"}
    turn = Turn.objects.about(ready[0]).get()
    assert (turn.owner, turn.what) == (f"leader:{at.nord.pk}", "briefs.plan_subtask")


def test_opened_again_the_others_wait_again():
    at = make.line()
    found = make.backbrief("accepted", at)
    (ready,) = tick(found, "a", at)
    assert tick(found, "a", at, done=False) == []
    assert states(found) == {"a": "open", "b": "waiting"}
    assert not Turn.objects.about(ready).exists()


def test_done_stays_done_through_the_next_revision_and_the_left_out_is_dropped():
    at = make.line()
    found = make.backbrief("accepted", at)
    tick(found, "a", at)
    revise(found, at, make.subtask("a", "Tal alle forløb igennem"), make.subtask("c", "Evaluér"))
    assert states(found) == {"a": "done", "b": "dropped", "c": "open"}
    assert SubtaskLife.objects.get(backbrief=found, key="a").title == "Tal alle forløb igennem"
    assert not Turn.objects.filter(object_type="briefs.subtasklife").exists()


def test_left_out_by_mistake_it_comes_back_as_it_should_be():
    at = make.line()
    found = make.backbrief("accepted", at)
    tick(found, "a", at)
    revise(found, at, make.subtask("a"))
    assert states(found)["b"] == "dropped"
    revise(found, at, make.subtask("a"), make.subtask("b", period=LATER, after="a"))
    assert states(found)["b"] == "ready"


def test_given_a_period_it_waits_no_longer():
    at = make.line()
    found = make.backbrief("accepted", at)
    tick(found, "a", at)
    revise(found, at, make.subtask("a"), make.subtask("b", period=parse_period("marts 2027"), after="a"))
    assert states(found) == {"a": "done", "b": "open"}
    assert not Turn.objects.filter(object_type="briefs.subtasklife").exists()


def test_still_unplanned_in_the_next_revision_it_is_still_asked_for():
    at = make.line()
    found = make.backbrief("accepted", at)
    tick(found, "a", at)
    revise(found, at, make.subtask("a"), make.subtask("b", period=LATER, after="a"))
    assert states(found)["b"] == "ready"
    assert Turn.objects.filter(object_type="briefs.subtasklife").count() == 1


def test_what_it_waited_for_was_left_out_so_it_is_ready_to_plan():
    at = make.line()
    found = make.backbrief("accepted", at)
    revise(found, at, make.subtask("b", period=LATER, after="a"))
    assert states(found) == {"a": "dropped", "b": "ready"}
