"""Two people at the same time, with real threads: one is first, the other is told, and nothing is half."""

from __future__ import annotations

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.tests.at_once import at_once
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.record.faults import find_faults
from pejlemaerke.record.models import Turn

from .. import actions
from ..models import Activity, ApprovalRound, PhasePaper, Plan, PlanStage
from . import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at():
    return make.line()


def who(person):
    return {"by": make.by(person), "now": make.NOW}


def losers(outcomes):
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def test_two_who_lay_out_the_same_make_each_plan_once(at):
    make.with_dates(at)
    again = type(at.initiative).objects.select_related("unit", "sponsor")
    one, other = (again.get(pk=at.initiative.pk) for _two in range(2))
    outcomes = at_once(
        lambda: actions.lay_out(one, **who(at.karin)),
        lambda: actions.lay_out(other, **who(at.karin)),
        lambda: actions.ensure_plan(again.get(pk=one.pk), at.nord, **who(at.sara)),
    )
    assert losers(outcomes) == []
    assert Plan.objects.count() == 6
    assert PlanStage.objects.count() == 12
    assert make.stage(Plan.objects.get(is_central=True)).state == "open"
    assert list(find_faults()) == []


def test_two_who_take_the_same_suggestion_take_it_once(at):
    plan = make.plan("empty", at)
    suggestion, series = make.suggestion(plan, "own-words"), make.suggestion(plan, "walk-through")

    def taking(*suggestions):
        mine = make.again(plan)
        return lambda: actions.take_suggestions(mine, suggestions, **who(at.sara))

    outcomes = at_once(taking(suggestion), taking(series, suggestion))
    assert losers(outcomes) == [Conflict]
    taken = next(outcome for outcome in outcomes if isinstance(outcome, list))
    assert set(Activity.objects.all()) == set(taken)
    assert make.verbs(plan).count("begun") == 1


def test_two_who_take_the_same_subtask_take_it_once(at):
    found = make.backbrief("accepted", at)
    subtask = found.accepted.content.subtasks[0]
    life = found.subtask_lives.get(key=subtask.key)
    plan = make.plan("empty", at)

    def taking():
        mine = make.again(plan)
        return lambda: actions.take_subtasks(mine, [(life, subtask, subtask.period, None)], **who(at.sara))

    assert losers(at_once(taking(), taking())) == [Conflict]
    assert Activity.objects.count() == 1


def test_the_last_two_voices_at_once_approve_the_plan(at):
    made = make.approval(make.plan("begun", at), [at.bo, at.mette])

    def answering(person):
        mine = make.again(made)
        voice = mine.voices.get(person=person)
        return lambda: actions.answer_approval(mine, voice, answer="approved", **who(person))

    assert losers(at_once(answering(at.bo), answering(at.mette))) == []
    made = make.again(made)
    assert (made.state, make.verbs(made).count("approved")) == ("approved", 1)
    assert not make.turns(made)


def test_an_approval_and_an_asked_change_at_once_leave_one_end(at):
    made = make.approval(make.plan("begun", at), [at.bo, at.mette])

    def answering(person, said):
        mine = make.again(made)
        voice = mine.voices.get(person=person)
        return lambda: actions.answer_approval(mine, voice, answer=said, text="Flyt det", **who(person))

    at_once(answering(at.bo, "approved"), answering(at.mette, "change"))
    assert make.again(made).state == "change_asked"
    assert make.turns(made) == {(f"leader:{at.nord.pk}", "plans.change_plan")}


def test_of_two_who_lay_it_before_the_group_one_round_is_open(at):
    plan = make.plan("begun", at)

    def asking(*people):
        mine = make.again(plan)
        return lambda: actions.ask_approval(mine, people, **who(at.sara))

    assert losers(at_once(asking(at.bo), asking(at.mette))) == []
    assert sorted(ApprovalRound.objects.values_list("number", "state")) == [(1, "withdrawn"), (2, "asked")]
    assert Turn.objects.filter(what="plans.approve").count() == 1


def test_two_who_begin_the_evaluation_write_in_one(at):
    plan = make.plan("begun", at)

    def beginning(person):
        mine = make.again(plan)
        return lambda: actions.begin_paper(mine, kind="evaluation", stage="phase-1", **who(person))

    one, other = at_once(beginning(at.sara), beginning(at.ida))
    assert one == other == PhasePaper.objects.get()


def test_what_is_written_at_the_moment_it_is_finished_is_in_it_or_refused(at):
    paper = make.paper("writing", make.plan("begun", at))
    actions.save_paper(paper, {"who-knows": "Alle"}, conclusion="Videre", version=0, **who(at.sara))
    mine, theirs = make.again(paper), make.again(paper)
    finished, saved = at_once(
        lambda: actions.finish_paper(mine, **who(at.sara)),
        lambda: actions.save_paper(
            theirs, {"who-knows": "Flere"}, conclusion="Nej", version=1, **who(at.ida)
        ),
    )
    assert finished is None
    kept = make.again(paper)
    assert kept.state == "written"
    assert (kept.conclusion == "Videre") == isinstance(saved, Refused)


@pytest.mark.parametrize("act", ["add", "confirm", "finish", "propose", "answer"])
def test_a_pause_at_the_same_moment_leaves_nobody_asked(act, at):
    plan = make.plan("begun", at)
    activity, paper = plan.activities.get(), make.paper("writing", plan)
    actions.save_paper(paper, {"who-knows": "Alle"}, conclusion="Videre", version=0, **who(at.sara))
    round_ = make.approval(plan, [at.bo, at.mette])
    mine = {"add": plan, "confirm": activity, "finish": paper, "propose": plan, "answer": round_}[act]
    mine, pausing = make.again(mine), make.again(plan)
    voice = round_.voices.get(person=at.bo)
    do = {
        "add": lambda: actions.add_activity(mine, make.fields(), **who(at.sara)),
        "confirm": lambda: actions.confirm_activity(mine, **who(at.sara)),
        "finish": lambda: actions.finish_paper(mine, **who(at.sara)),
        "propose": lambda: actions.propose(mine, kind="idea", text="Te", person=at.ali, **who(at.ali)),
        "answer": lambda: actions.answer_approval(mine, voice, answer="approved", **who(at.bo)),
    }[act]
    paused, done = at_once(
        lambda: actions.pause_plan(pausing, reason="Influenza", on=make.TODAY, **who(at.sara)), do
    )
    assert paused is None
    assert not isinstance(done, Exception) or isinstance(done, Conflict)
    assert not Turn.objects.filter(object_type__startswith="plans.", object_id__in=_in(plan)).exists()
    assert list(find_faults()) == []


def _in(plan):
    groups = (plan.stages, plan.activities, plan.papers, plan.proposals, plan.approvals)
    return [key for group in groups for key in group.values_list("pk", flat=True)]


def test_changed_and_held_at_the_same_moment(at):
    made = make.activity("confirmed", make.plan("empty", at))
    mine, theirs = make.again(made), make.again(made)
    changed, held = at_once(
        lambda: actions.change_activity(mine, make.fields(when="24. november 2026"), **who(at.sara)),
        lambda: actions.close_held(theirs, held_on=make.TODAY, no_product_reason="Kort", **who(at.sara)),
    )
    assert held is None
    assert changed is None or isinstance(changed, Conflict)
    kept = make.again(made)
    assert (kept.state, kept.sequence) == ("held", 2 if changed else 3)


def test_two_who_close_a_ring_from_each_side(at):
    plan = make.plan("empty", at)
    one, other = make.activity("tentative", plan), make.activity("tentative", plan)
    outcomes = at_once(
        lambda: actions.set_waits(make.again(one), [other], **who(at.sara)),
        lambda: actions.set_waits(make.again(other), [one], **who(at.sara)),
    )
    assert losers(outcomes) == [Refused]


def test_two_who_bring_it_before_med_raise_it_once(at):
    plan = make.plan("empty", at)
    (matter,) = make.take(plan, at.sara, "plan-in-med-1")

    def bringing():
        mine = make.again(matter)
        words = {"kind": "discussion", "text": "", "decision_on": None, "papers_on": None}
        return lambda: actions.bring_before_med(mine, committee=at.lmu, **words, **who(at.sara))

    assert losers(at_once(bringing(), bringing())) == [Refused]
    assert MedItem.objects.count() == 1


def test_two_who_move_the_same_stage_one_has_seen_it_otherwise(at):
    plan = make.plan("begun", at)
    week = make.date(2026, 10, 12), make.date(2026, 10, 19)

    def moving(day):
        mine = make.again(make.stage(plan))
        shown = actions.moving.moves_of_stage(mine, first=day)
        return lambda: actions.move_stage(mine, first=day, shown=shown, **who(at.sara))

    assert losers(at_once(moving(week[0]), moving(week[1]))) == [Conflict]
    assert make.stage(plan).first in week


def test_two_who_override_the_same_stage(at):
    plan = make.plan("begun", at)
    actions.end_stage(make.stage(plan), **who(at.sara))

    def overriding(person):
        mine = make.again(make.stage(plan, "phase-2"))
        return lambda: actions.override_stage(mine, reason=person.name, **who(person))

    assert losers(at_once(overriding(at.sara), overriding(at.mette))) == [Conflict]
    stage = make.stage(plan, "phase-2")
    assert stage.override_reason == stage.override_by_name


def test_an_initiative_that_closes_while_somebody_adds(at):
    plan = make.plan("begun", at)
    mine = make.again(plan)
    closed, _added = at_once(
        lambda: initiatives.close_initiative(at.initiative, **who(at.karin)),
        lambda: actions.add_activity(mine, make.fields(), **who(at.sara)),
    )
    assert closed is None
    assert not Turn.objects.filter(object_type="plans.activity").exists()
    assert list(find_faults()) == []
