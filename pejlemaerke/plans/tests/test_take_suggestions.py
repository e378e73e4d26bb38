"""Only what the leader takes exists: suggestions, promised subtasks, proposals, matters for MED."""

from __future__ import annotations

from datetime import date

import pytest

from pejlemaerke.briefs.models import SubtaskLife
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.periods import parse_period
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings.models import MedItem

from .. import actions
from ..models import Activity, Plan, Proposal, SetAside
from ..suggesting import Suggestion
from . import factories as make

pytestmark = pytest.mark.django_db

SERIES = "walk-through"


# -- suggestions -----------------------------------------------------------------------------------------------


def test_what_is_taken_is_tentative_and_begins_the_plan():
    at = make.line()
    plan = make.plan("empty", at)
    (workshop,) = make.take(plan, at.sara, "own-words")
    assert (workshop.state, workshop.kind, workshop.item) == ("tentative", "workshop", "own-words")
    assert workshop.stage.key == "phase-1"
    assert make.FIRST <= workshop.first <= workshop.last
    assert make.turns(workshop) == {(f"leader:{at.nord.pk}", "plans.confirm")}
    assert make.causes(workshop) == {("plans.plan", plan.pk)}
    assert make.verbs(workshop) == ["added"]
    assert make.again(plan).begun_at == make.NOW
    assert make.verbs(plan) == ["begun"]
    assert [stage.state for stage in plan.stages.all()] == ["open", "waiting"]


def test_the_plan_then_hangs_on_what_was_promised():
    at = make.line()
    promised = make.backbrief("accepted", at)
    plan = make.plan("begun", at)
    assert ("briefs.backbrief", promised.pk) in make.causes(plan)


def test_a_plan_begins_once():
    at = make.line()
    plan = make.plan("begun", at)
    stale = Plan.objects.select_related("initiative", "unit").get(pk=plan.pk)
    stale.begun_at = None
    actions.add_activity(stale, make.fields("Endnu et"), by=make.by(at.sara), now=make.later())
    assert make.verbs(plan).count("begun") == 1
    assert make.again(plan).begun_at == make.NOW


def test_a_series_becomes_its_turns():
    at = make.line()
    plan = make.plan("empty", at)
    suggestion = make.suggestion(plan, SERIES)
    turns = make.take(plan, at.sara, SERIES)
    assert len(turns) == len(suggestion.windows) > 1
    assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    assert [(turn.first, turn.last) for turn in turns] == list(suggestion.windows)
    series = turns[0].series
    assert {turn.series for turn in turns} == {series}
    assert (series.first, series.last) == (suggestion.windows[0][0], suggestion.windows[-1][1])


def test_a_series_needs_dates():
    at = make.line()
    plan = make.plan("empty", at)
    bare = Suggestion(make.suggestion(plan, SERIES).activity, ())
    with pytest.raises(Refused):
        actions.take_suggestions(plan, [bare], by=make.by(at.sara), now=make.NOW)
    assert not plan.activities.exists()


def test_others_can_be_taken_without_dates():
    at = make.line()
    plan = make.plan("empty", at)
    bare = Suggestion(make.suggestion(plan, "own-words").activity, ())
    (taken,) = actions.take_suggestions(plan, [bare], by=make.by(at.sara), now=make.NOW)
    assert (taken.first, taken.period) == (None, None)


@pytest.mark.parametrize("again", ["own-words", SERIES])
def test_taken_twice_is_a_conflict_and_nothing_half(again):
    at = make.line()
    plan = make.plan("empty", at)
    make.take(plan, at.sara, again)
    before = set(plan.activities.values_list("pk", flat=True))
    with pytest.raises(Conflict):
        make.take(plan, at.sara, "meet-together", again)
    assert set(plan.activities.values_list("pk", flat=True)) == before


def test_what_was_taken_out_is_still_taken():
    at = make.line()
    plan = make.plan("empty", at)
    (taken,) = make.take(plan, at.sara, "own-words")
    actions.drop_activity(taken, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Conflict):
        make.take(plan, at.sara, "own-words")


def test_a_paused_plan_takes_nothing():
    at = make.line()
    plan = make.plan("paused", at)
    with pytest.raises(Conflict):
        make.take(plan, at.sara, "own-words")
    assert plan.activities.count() == 1


def test_nothing_is_taken_into_an_initiative_that_closed_meanwhile():
    at = make.line()
    plan = make.plan("begun", at)
    seen = make.again(plan)
    initiatives.close_initiative(at.initiative, by=make.by(at.karin), now=make.NOW)
    with pytest.raises(Conflict):
        actions.add_activity(seen, make.fields(), by=make.by(at.sara), now=make.NOW)


def test_med_and_the_implementation_group_own_what_the_playbook_gives_them():
    at = make.line()
    plan = make.plan("empty", at)
    (matter,) = make.take(plan, at.sara, "plan-in-med-1")
    assert (matter.body, matter.responsible_words) == (at.lmu, "")


def test_every_suggestion_of_every_playbook_can_be_taken():
    at = make.line()
    for plan in (make.plan("empty", at), make.central(at)):
        keys = [one.key for one in plan.initiative.playbook.activities]
        where = "central" if plan.is_central else "local"
        mine = [key for key in keys if plan.initiative.playbook.activity(key).where == where]
        make.take(plan, make.leader_of(plan), *mine)
        assert set(plan.activities.values_list("item", flat=True)) == set(mine)


def test_set_aside_and_taken_up_again():
    at = make.line()
    plan = make.plan("empty", at)
    for _twice in range(2):
        actions.set_aside(plan, "own-words", by=make.by(at.sara), now=make.NOW)
    assert SetAside.objects.get().by_person == at.sara
    actions.take_up_again(plan, "own-words", by=make.by(at.sara), now=make.NOW)
    assert not SetAside.objects.exists()
    actions.set_aside(plan, "own-words", by=make.by(at.sara), now=make.NOW)
    make.take(plan, at.sara, "own-words")
    assert not SetAside.objects.exists()


# -- what was promised ---------------------------------------------------------------------------------------------


def promised(at: make.Line):
    found = make.backbrief("accepted", at)
    lives = {life.key: life for life in SubtaskLife.objects.filter(backbrief=found)}
    return found, [(lives[one.key], one) for one in found.accepted.content.subtasks if one.key in lives]


def taken(plan, at, *lines):
    return actions.take_subtasks(plan, lines, by=make.by(at.sara), now=make.NOW)


def test_a_promise_keeps_its_words_and_the_activity_its_dates():
    at = make.line()
    found, ((life, subtask), _later) = promised(at)
    plan = make.plan("empty", at)
    period = parse_period("12. januar 2027")
    (made,) = taken(plan, at, (life, subtask, period, make.stage(plan)))
    assert (made.title, made.first, made.subtask, made.responsible_words) == (
        subtask.title, date(2027, 1, 12), life, subtask.who,
    )  # fmt: skip
    assert made.stage.key == "phase-1"
    assert make.causes(made) == {("briefs.subtasklife", life.pk)}
    found.refresh_from_db()
    assert found.accepted.content.subtasks[0].period == subtask.period


def test_more_is_taken_later_and_nothing_twice():
    at = make.line()
    _found, ((one, first), (other, second)) = promised(at)
    plan = make.plan("empty", at)
    taken(plan, at, (one, first, first.period, None))
    with pytest.raises(Conflict):
        taken(plan, at, (other, second, None, None), (one, first, first.period, None))
    assert plan.activities.count() == 1
    (made,) = taken(plan, at, (other, second, None, make.stage(plan, "phase-2")))
    assert (made.first, made.stage.key) == (None, "phase-2")


def test_a_period_that_could_not_be_read_stands_in_words_until_it_is_confirmed():
    at = make.line()
    _found, (_one, (life, subtask)) = promised(at)
    assert subtask.period.first is None
    plan = make.plan("empty", at)
    (made,) = taken(plan, at, (life, subtask, subtask.period, None))
    assert (made.period_text, made.first) == ("planlægges senere", None)
    with pytest.raises(Refused):
        actions.confirm_activity(made, by=make.by(at.sara), now=make.NOW)


def test_one_that_was_taken_out_can_be_taken_again():
    at = make.line()
    _found, ((life, subtask), _other) = promised(at)
    plan = make.plan("empty", at)
    (made,) = taken(plan, at, (life, subtask, None, None))
    actions.drop_activity(made, by=make.by(at.sara), now=make.NOW)
    assert taken(plan, at, (life, subtask, None, None))


def test_what_is_no_longer_promised_is_not_taken():
    at = make.line()
    _found, ((life, subtask), _other) = promised(at)
    plan = make.plan("empty", at)
    SubtaskLife.objects.filter(pk=life.pk).update(state="dropped")
    with pytest.raises(Refused):
        taken(plan, at, (life, subtask, None, None))
    SubtaskLife.objects.filter(pk=life.pk).update(state="open")
    with pytest.raises(Refused):
        taken(plan, at, (life, subtask, None, None), (life, subtask, None, None))
    assert not plan.activities.exists()
    assert make.again(plan).begun_at is None


def test_the_promise_of_another_workplace_is_not_taken():
    at = make.line()
    _found, ((life, subtask), _other) = promised(at)
    plan = make.plan("empty", at, unit=at.syd)
    with pytest.raises(Refused):
        actions.take_subtasks(plan, [(life, subtask, None, None)], by=make.by(at.bo), now=make.NOW)


# -- what was proposed ---------------------------------------------------------------------------------------------


def test_a_proposal_waits_for_the_leader():
    at = make.line()
    plan = make.plan("begun", at)
    made = make.proposal(plan, at.ali)
    assert make.turns(made) == {(f"leader:{at.nord.pk}", "plans.answer_proposal")}
    assert make.causes(made) == {("plans.plan", plan.pk)}
    with pytest.raises(Refused):
        make.proposal(plan, at.ali, text="  ")


def test_taken_it_becomes_an_activity():
    at = make.line()
    plan = make.plan("begun", at)
    proposal = make.proposal(plan, at.ali)
    made = actions.take_proposal(
        proposal, make.fields("Mød hinanden om morgenen"), answer="God idé", by=make.by(at.sara), now=make.NOW
    )
    proposal = make.again(proposal)
    assert (proposal.state, proposal.activity, proposal.answer) == ("taken", made, "God idé")
    assert proposal.answered_by_name == at.sara.name
    assert make.causes(made) == {("plans.proposal", proposal.pk)}
    assert not make.turns(proposal)


def test_answered_it_may_still_be_taken_and_keeps_its_answer():
    at = make.line()
    plan = make.plan("begun", at)
    proposal = make.proposal(plan, at.ali)
    with pytest.raises(Refused):
        actions.answer_proposal(proposal, answer=" ", by=make.by(at.sara), now=make.NOW)
    actions.answer_proposal(proposal, answer="Ikke i år", by=make.by(at.sara), now=make.NOW)
    assert not make.turns(proposal)
    with pytest.raises(Refused):
        actions.answer_proposal(proposal, answer="Alligevel", by=make.by(at.sara), now=make.NOW)
    actions.take_proposal(proposal, make.fields(), by=make.by(at.sara), now=make.NOW)
    assert make.again(proposal).answer == "Ikke i år"


def test_taken_twice_it_is_one_activity():
    at = make.line()
    plan = make.plan("begun", at)
    proposal = make.proposal(plan, at.ali)
    stale = make.again(proposal)
    actions.take_proposal(proposal, make.fields("Én"), by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Conflict):
        actions.take_proposal(stale, make.fields("To"), by=make.by(at.sara), now=make.NOW)
    assert not Activity.objects.filter(title="To").exists()


def test_proposed_while_the_plan_is_paused_it_waits_until_it_runs_again():
    at = make.line()
    plan = make.plan("paused", at)
    proposal = make.proposal(plan, at.ali)
    assert not make.turns(proposal)
    actions.resume_plan(make.again(plan), days=0, by=make.by(at.sara), now=make.later(3))
    assert make.turns(Proposal.objects.get()) == {(f"leader:{at.nord.pk}", "plans.answer_proposal")}


# -- before MED --------------------------------------------------------------------------------------------------


def bring(activity, at, **given):
    words = {"kind": "discussion", "text": "Hvordan gør vi?", "decision_on": None, "papers_on": None}
    return actions.bring_before_med(
        activity, committee=at.lmu, **{**words, **given}, by=make.by(at.sara), now=make.NOW
    )


def test_a_matter_is_raised_where_the_committee_sits():
    at = make.line()
    plan = make.plan("empty", at)
    (matter,) = make.take(plan, at.sara, "plan-in-med-1")
    item = bring(matter, at)
    assert (item.state, item.committee, item.discuss_on) == ("planned", at.lmu, matter.first)
    assert make.causes(item) == {("plans.activity", matter.pk)}
    assert make.again(matter).med_item == item


def test_once_it_is_before_the_committee_the_matter_has_the_turn_and_nobody_is_asked_twice():
    at = make.line()
    plan = make.plan("empty", at)
    (matter,) = make.take(plan, at.sara, "plan-in-med-1")
    actions.confirm_activity(matter, by=make.by(at.sara), now=make.NOW)
    bring(matter, at)
    assert make.turns(matter) == set()
    assert make.turns(matter.med_item) == {(f"chair:{at.lmu.pk}", "meetings.take_up_med_item")}


def test_it_is_raised_once_and_again_when_it_was_withdrawn():
    at = make.line()
    plan = make.plan("empty", at)
    (matter,) = make.take(plan, at.sara, "plan-in-med-1")
    stale = make.again(matter)
    item = bring(matter, at)
    with pytest.raises(Refused):
        bring(stale, at)
    meetings.withdraw_med_item(MedItem.objects.get(), by=make.by(at.sara), now=make.NOW)
    assert bring(make.again(matter), at) != item
    assert MedItem.objects.count() == 2


def test_only_a_matter_for_med_and_only_while_it_is_to_be():
    at = make.line()
    plan = make.plan("begun", at)
    with pytest.raises(Refused):
        bring(plan.activities.get(), at)
    (matter,) = make.take(plan, at.sara, "plan-in-med-1")
    actions.drop_activity(matter, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Refused):
        bring(matter, at)
    assert not MedItem.objects.exists()
