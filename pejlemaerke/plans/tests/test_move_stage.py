"""A stage moves with what hangs on it, just as was shown; a plan pauses and is taken up again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.meetings.tests import factories as bodies
from pejlemaerke.record.faults import find_faults
from pejlemaerke.record.models import Turn

from .. import actions
from ..actions.moving import moves_of_pause, moves_of_stage
from ..models import Activity, Plan, PlanStage
from . import factories as make

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    """With a workshop, a series and a matter for MED."""
    found = make.plan("empty", at)
    make.take(found, at.sara, "own-words", "walk-through", "plan-in-med-1")
    return found


def who(at):
    return {"by": make.by(at.sara), "now": make.later()}


def days(plan):
    """Where everything stands, by id."""
    rows = [*PlanStage.objects.filter(plan=plan), *Activity.objects.filter(plan=plan)]
    return {row.pk: (row.first, row.last) for row in rows}


def test_what_is_shown_is_what_happens(plan, at):
    stage = make.stage(plan)
    shown = moves_of_stage(stage, first=stage.first + 2 * WEEK)
    before = days(plan)
    actions.move_stage(stage, first=stage.first + 2 * WEEK, shown=shown, **who(at))
    assert days(plan) == before | {move.key: move.new for move in shown}
    assert {move.key for move in shown} >= {stage.pk, make.stage(plan, "phase-2").pk}
    assert make.verbs(stage)[-1] == "moved"


def test_what_moved_is_said_to_calendars_and_in_turns(plan, at):
    workshop = Activity.objects.get(item="own-words")
    since = Turn.objects.about(workshop).get().since
    stage = make.stage(plan)
    actions.move_stage(stage, first=stage.first + WEEK, **who(at))
    moved = make.again(workshop)
    assert (moved.sequence, moved.changed_at) == (workshop.sequence + 1, make.later())
    assert moved.period.first == moved.first
    turn = Turn.objects.about(moved).get()
    assert (turn.due, turn.since) == (moved.first, since)
    assert list(find_faults()) == []


def test_changed_meanwhile_is_a_conflict_and_nothing_moves(plan, at):
    stage = make.stage(plan)
    shown = moves_of_stage(stage, first=stage.first + WEEK)
    workshop = make.again(Activity.objects.get(item="own-words"))
    actions.change_activity(workshop, make.fields(when="1. december 2026", stage=stage), **who(at))
    before = days(plan)
    with pytest.raises(Conflict):
        actions.move_stage(stage, first=stage.first + WEEK, shown=shown, **who(at))
    assert days(plan) == before


def test_what_was_held_and_what_is_on_an_agenda_stays(plan, at):
    matter = make.again(Activity.objects.get(item="plan-in-med-1"))
    item = actions.bring_before_med(
        matter, committee=at.lmu, kind="discussion", text="", decision_on=None, papers_on=None, **who(at)
    )
    held = meetings.create_meeting(
        committee=at.lmu, starts_at=make.later(30), ends_at=None, place="", secretary=at.sara, **who(at)
    )
    meetings.add_item(held, med_item=MedItem.objects.get(pk=item.pk), **who(at))
    workshop = make.again(Activity.objects.get(item="own-words"))
    actions.close_held(workshop, held_on=make.TODAY, no_product_reason="Kort", **who(at))
    before = days(plan)
    stage = make.stage(plan)
    actions.move_stage(stage, first=stage.first + WEEK, **who(at))
    after = days(plan)
    assert (after[matter.pk], after[workshop.pk]) == (before[matter.pk], before[workshop.pk])
    assert after[stage.pk] != before[stage.pk]


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("phase-1", date(2027, 1, 11), date(2027, 1, 8)),
        ("phase-1", date(2036, 1, 11), None),
        ("phase-1", make.FIRST, date(2036, 1, 11)),
        ("phase-2", make.FIRST - WEEK, None),
    ],
)
def test_what_cannot_be_is_refused(plan, at, key, first, last):
    before = days(plan)
    with pytest.raises(Refused):
        actions.move_stage(make.stage(plan, key), first=first, last=last, **who(at))
    assert days(plan) == before


def test_a_stage_without_days_gets_its_first_and_those_after_it_theirs(at):
    actions.lay_out(at.initiative, by=make.by(at.karin), now=make.NOW)
    plan = make.again(Plan.objects.get(unit=at.nord))
    with pytest.raises(Refused):
        actions.move_stage(make.stage(plan), first=date(2027, 1, 4), last=date(2027, 1, 1), **who(at))
    with pytest.raises(Refused):
        actions.move_stage(make.stage(plan), first=date(9999, 12, 1), **who(at))
    moves = actions.move_stage(make.stage(plan), first=date(2027, 1, 4), **who(at))
    assert [move.old for move in moves] == [None, None]
    first, second = plan.stages.all()
    assert first.first == date(2027, 1, 4)
    assert second.first == first.last + timedelta(days=1)


def test_nothing_moves_in_a_paused_plan(plan, at):
    stage = make.stage(plan)
    actions.pause_plan(make.again(plan), reason="Influenza", on=make.TODAY, **who(at))
    with pytest.raises(Conflict):
        actions.move_stage(stage, first=stage.first + WEEK, **who(at))


# -- a pause -----------------------------------------------------------------------------------------------------


def asked(plan):
    """Every turn in the plan, and since when."""
    return {
        (turn.object_id, turn.owner, turn.what, turn.since)
        for turn in Turn.objects.filter(object_type__startswith="plans.")
        if turn.object_id in all_of(plan)
    }


def all_of(plan):
    groups = (plan.stages, plan.activities, plan.papers, plan.proposals, plan.approvals)
    return {key for group in groups for key in group.values_list("pk", flat=True)}


def everything(plan, at):
    """One of each thing that asks for something."""
    make.paper("writing", plan)
    make.proposal(plan, at.ali)
    make.approval(plan, [at.bo, at.mette])
    confirmed = make.again(Activity.objects.get(item="own-words"))
    actions.confirm_activity(confirmed, by=make.by(at.sara), now=make.later(2))


def test_a_pause_takes_the_turns_and_gives_them_back_as_they_were(plan, at):
    everything(plan, at)
    before = asked(plan)
    assert {what.split(".")[1] for _key, _owner, what, _since in before} == {
        "end_stage", "confirm", "hold", "write_evaluation", "answer_proposal", "approve",
    }  # fmt: skip
    paused = make.again(plan)
    actions.pause_plan(paused, reason=" Influenza ", on=make.TODAY, by=make.by(at.sara), now=make.later(3))
    assert (paused.state, paused.pause_reason, paused.paused_on) == ("paused", "Influenza", make.TODAY)
    assert asked(plan) == set()
    assert list(find_faults()) == []
    actions.resume_plan(paused, days=0, by=make.by(at.sara), now=make.later(40))
    assert (paused.state, paused.pause_reason, paused.paused_on) == ("running", "", None)
    assert asked(plan) == before
    assert list(find_faults()) == []
    assert make.verbs(plan)[-2:] == ["paused", "resumed"]


def test_taken_up_again_what_is_to_be_moves(plan, at):
    workshop = make.again(Activity.objects.get(item="own-words"))
    actions.close_held(workshop, held_on=make.TODAY, no_product_reason="Kort", **who(at))
    paused = make.again(plan)
    actions.pause_plan(paused, reason="Influenza", on=make.TODAY, **who(at))
    shown, before = moves_of_pause(paused, 14), days(plan)
    assert actions.resume_plan(paused, days=14, **who(at)) == shown
    assert days(plan) == before | {move.key: move.new for move in shown}
    assert days(plan)[workshop.pk] == before[workshop.pk]
    first, second = plan.stages.all()
    assert days(plan)[first.pk] == (before[first.pk][0], before[first.pk][1] + 2 * WEEK)
    assert days(plan)[second.pk] == tuple(day + 2 * WEEK for day in before[second.pk])
    assert list(find_faults()) == []


def test_nobody_moves_a_plan_out_of_sight(plan, at):
    paused = make.again(plan)
    actions.pause_plan(paused, reason="Influenza", on=make.TODAY, **who(at))
    for far in (4000, 10**12, -4000):
        with pytest.raises(Refused):
            actions.resume_plan(make.again(plan), days=far, **who(at))
    assert make.again(plan).state == "paused"


def test_a_reason_is_asked_for_and_one_pause_is_enough(plan, at):
    with pytest.raises(Refused):
        actions.pause_plan(plan, reason=" ", on=make.TODAY, **who(at))
    stale = make.again(plan)
    actions.pause_plan(plan, reason="Influenza", on=make.TODAY, **who(at))
    with pytest.raises(Conflict):
        actions.pause_plan(stale, reason="Også mig", on=make.TODAY, **who(at))
    with pytest.raises(Refused):
        actions.pause_plan(plan, reason="Også mig", on=make.TODAY, **who(at))
    assert make.again(plan).pause_reason == "Influenza"


def test_all_pause_together_and_those_alone_stay_paused(plan, at):
    alone = make.plan("empty", at, unit=at.syd)
    actions.pause_plan(alone, reason="Vi flytter", on=make.TODAY, by=make.by(at.bo), now=make.NOW)
    how = {"by": make.by(at.karin), "now": make.later()}
    paused = actions.pause_initiative(at.initiative, reason="Valget", on=make.TODAY, **how)
    assert paused == 5
    assert set(Plan.objects.values_list("state", flat=True)) == {"paused"}
    assert make.again(alone).pause_reason == "Vi flytter"
    assert actions.pause_initiative(at.initiative, reason="Valget", on=make.TODAY, **how) == 0
    assert actions.resume_initiative(at.initiative, days=0, **how) == 5
    assert make.again(alone).state == "paused"
    assert list(find_faults()) == []


def test_who_resumed_alone_is_not_resumed_twice(plan, at):
    how = {"by": make.by(at.karin), "now": make.later()}
    actions.pause_initiative(at.initiative, reason="Valget", on=make.TODAY, **how)
    actions.resume_plan(make.again(plan), days=0, **who(at))
    actions.pause_plan(make.again(plan), reason="Influenza", on=make.TODAY, **who(at))
    assert actions.resume_initiative(at.initiative, days=0, **how) == 5
    assert make.again(plan).state == "paused"


# -- the end -----------------------------------------------------------------------------------------------------


def test_an_initiative_that_closes_asks_nobody_for_anything_in_its_plans(plan, at):
    everything(plan, at)
    initiatives.close_initiative(at.initiative, by=make.by(at.karin), now=make.later(5))
    assert not Turn.objects.filter(object_type__startswith="plans.").exists()
    assert list(find_faults()) == []


def test_what_lies_before_med_and_its_meeting_go_on_without_it(plan, at):
    matter = make.again(Activity.objects.get(item="plan-in-med-1"))
    item = actions.bring_before_med(
        matter, committee=at.lmu, kind="discussion", text="", decision_on=None, papers_on=None, **who(at)
    )
    held = meetings.create_meeting(
        committee=at.lmu, starts_at=make.later(30), ends_at=None, place="", secretary=at.sara,
        by=bodies.by(at.sara), now=make.NOW,
    )  # fmt: skip
    meetings.add_item(held, med_item=MedItem.objects.get(pk=item.pk), **who(at))
    before = make.turns(held), make.turns(MedItem.objects.get())
    assert all(before)
    initiatives.close_initiative(at.initiative, by=make.by(at.karin), now=make.later(5))
    assert (make.turns(held), make.turns(MedItem.objects.get())) == before
    assert list(find_faults()) == []
