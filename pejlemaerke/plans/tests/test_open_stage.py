"""A stage opens when its own criteria are met; an override stays visible; nobody waits for another's committee."""

from __future__ import annotations

import json

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.playbooks.loader import library

from .. import actions
from ..criteria import read_criteria
from ..gates import missing
from ..models import Activity
from . import factories as make

pytestmark = pytest.mark.django_db


def still(stage) -> set[tuple[str, str]]:
    return {(one.kind, one.key) for one in missing(read_criteria(stage))}


def next_up(at, unit=None):
    """A plan whose first stage has ended: the second, which has a gate, is next."""
    plan = make.plan("begun", at, unit=unit)
    actions.end_stage(make.stage(plan), by=make.by(make.leader_of(plan)), now=make.NOW)
    return plan, make.stage(plan, "phase-2")


def conclude(item):
    item = MedItem.objects.get(pk=item.pk)
    meetings.conclude_med_item(
        item, discussed_on=make.TODAY, staff_view="Ja", management_answer="Godt", conclusion="Vi går i gang",
        by=make.by(make.Person.objects.get(first_name="Sara")), now=make.later(),
    )  # fmt: skip


def before_med(plan, at, who, committee, key="plan-in-med-2"):
    (matter,) = make.take(plan, who, key)
    item = actions.bring_before_med(
        matter, committee=committee, kind="discussion", text="Fasen", decision_on=None, papers_on=None,
        by=make.by(who), now=make.NOW,
    )  # fmt: skip
    return matter, item


def papers(plan):
    for kind, state in (("evaluation", "written"), ("sketch", "presented")):
        make.paper(state, plan, kind)


def test_the_first_opens_by_itself_where_nothing_is_asked_first():
    at = make.line()
    stage = make.stage(make.plan("begun", at))
    assert (stage.state, stage.opened_on) == ("open", make.TODAY)
    assert make.verbs(stage) == ["next", "opened"]
    assert make.turns(stage) == {(f"leader:{at.nord.pk}", "plans.end_stage")}


def test_a_first_stage_with_a_gate_waits_until_it_is_opened():
    at = make.line()
    with_book(at, library()["good-casework"].model_dump(mode="json"))
    plan = make.plan("begun", at)
    first = plan.initiative.playbook.stages[0]
    stage = make.stage(plan, first.key)
    assert stage.state == ("next" if first.gate else "open")


def test_when_it_ends_the_one_that_follows_is_next():
    at = make.line()
    plan, second = next_up(at)
    first = make.stage(plan)
    assert (first.state, first.ended_on) == ("ended", make.TODAY)
    assert not make.turns(first)
    assert second.state == "next"
    assert make.turns(second) == {(f"leader:{at.nord.pk}", "plans.open_stage")}


@pytest.mark.parametrize("key", ["phase-1", "phase-2"])
def test_what_has_ended_or_waits_does_not_open(key):
    at = make.line()
    plan = make.plan("begun", at)
    if key == "phase-1":
        actions.end_stage(make.stage(plan), by=make.by(at.sara), now=make.NOW)
    was = make.stage(plan, key).state
    how = {"by": make.by(at.sara), "now": make.NOW}
    with pytest.raises(Refused):
        actions.open_stage(make.stage(plan, key), **how)
    with pytest.raises(Refused):
        actions.override_stage(make.stage(plan, key), reason="Vi vil videre", **how)
    with pytest.raises(Refused):
        actions.end_stage(make.stage(plan, key), **how)
    assert make.stage(plan, key).state == was


def test_the_gate_names_what_is_missing_and_opens_when_all_is_there():
    at = make.line()
    plan, stage = next_up(at)
    wanted = {("med_item", "plan-in-med-2"), ("evaluation", "phase-1"), ("sketch", "phase-1")}
    assert still(stage) == wanted
    with pytest.raises(Refused) as refused:
        actions.open_stage(stage, by=make.by(at.sara), now=make.NOW)
    assert plan.initiative.playbook.activity("plan-in-med-2").title.da in str(refused.value)
    assert plan.initiative.playbook.stage("phase-1").title.da in str(refused.value)
    papers(plan)
    assert still(stage) == {("med_item", "plan-in-med-2")}
    _matter, item = before_med(plan, at, at.sara, at.lmu)
    assert still(stage) == {("med_item", "plan-in-med-2")}
    conclude(item)
    assert still(stage) == set()
    actions.open_stage(stage, by=make.by(at.sara), now=make.NOW)
    assert (stage.state, stage.opened_on, stage.override_reason) == ("open", make.TODAY, "")
    assert make.turns(stage) == {(f"leader:{at.nord.pk}", "plans.end_stage")}


def test_of_a_matter_raised_several_times_one_concluded_is_enough():
    at = make.line()
    plan, stage = next_up(at)
    matter, item = before_med(plan, at, at.sara, at.lmu)
    conclude(item)
    with_series = Activity.objects.get(pk=matter.pk)
    series = make.take(plan, at.sara, "walk-through")[0]
    item = MedItem.objects.create(
        organisation=at.organisation, committee=at.lmu, decides_at=at.nord, kind="discussion", state="planned",
        title="Igen", created_at=make.NOW,
    )  # fmt: skip
    Activity.objects.filter(pk=series.pk).update(item=with_series.item, med_item=item)
    assert ("med_item", "plan-in-med-2") not in still(stage)


def test_one_late_committee_never_holds_the_others():
    at = make.line()
    nord, mine = next_up(at)
    _syd, theirs = next_up(at, at.syd)
    papers(nord)
    _matter, item = before_med(nord, at, at.sara, at.lmu)
    conclude(item)
    actions.open_stage(mine, by=make.by(at.sara), now=make.NOW)
    assert (mine.state, make.stage(theirs.plan, "phase-2").state) == ("open", "next")
    assert ("med_item", "plan-in-med-2") in still(theirs)


def test_a_criterion_that_ceases_to_be_met_is_seen_at_once():
    at = make.line()
    plan, stage = next_up(at)
    paper = make.paper("written", plan)
    assert ("evaluation", "phase-1") not in still(stage)
    actions.reopen_paper(paper, by=make.by(at.sara), now=make.NOW)
    assert ("evaluation", "phase-1") in still(stage)


# -- overriding --------------------------------------------------------------------------------------------------


def test_an_override_needs_a_reason_and_stays():
    at = make.line()
    _plan, stage = next_up(at)
    with pytest.raises(Refused):
        actions.override_stage(stage, reason=" ", by=make.by(at.mette), now=make.NOW)
    assert stage.state == "next"
    actions.override_stage(stage, reason="LMU mødes først i marts", by=make.by(at.mette), now=make.NOW)
    kept = make.again(stage)
    assert (kept.state, kept.override_reason, kept.override_by_name) == (
        "open", "LMU mødes først i marts", at.mette.name,
    )  # fmt: skip
    assert len(kept.override_missing) == 3
    assert make.verbs(stage)[-1] == "overridden"
    actions.end_stage(kept, by=make.by(at.sara), now=make.later())
    assert make.again(stage).override_reason == "LMU mødes først i marts"


def test_with_nothing_missing_it_simply_opens():
    at = make.line()
    plan, stage = next_up(at)
    papers(plan)
    _matter, item = before_med(plan, at, at.sara, at.lmu)
    conclude(item)
    actions.override_stage(stage, reason="For en sikkerheds skyld", by=make.by(at.sara), now=make.NOW)
    assert (stage.override_reason, make.verbs(stage)[-1]) == ("", "opened")


def test_opened_twice_the_later_is_told():
    at = make.line()
    _plan, stage = next_up(at)
    stale = make.again(stage)
    actions.override_stage(stage, reason="Vi vil videre", by=make.by(at.mette), now=make.NOW)
    with pytest.raises(Conflict):
        actions.override_stage(stale, reason="Også mig", by=make.by(at.sara), now=make.NOW)
    assert make.again(stage).override_by_name == at.mette.name


@pytest.mark.parametrize("act", ["open", "override", "end"])
def test_nothing_opens_or_ends_in_a_paused_plan(act):
    at = make.line()
    plan, second = next_up(at)
    stage = make.stage(plan) if act == "end" else second
    actions.pause_plan(make.again(plan), reason="Influenza", on=make.TODAY, by=make.by(at.sara), now=make.NOW)
    do = {"open": actions.open_stage, "override": actions.override_stage, "end": actions.end_stage}[act]
    with pytest.raises(Conflict):
        do(stage, by=make.by(at.sara), now=make.NOW, **({"reason": "Nu"} if act == "override" else {}))
    assert make.again(second).state == "next"


# -- a central gate ----------------------------------------------------------------------------------------------


def with_book(at, book) -> None:
    Initiative.objects.filter(pk=at.initiative.pk).update(playbook_text=json.dumps(book))
    at.initiative.refresh_from_db()


def test_only_where_the_playbook_says_so_all_wait_for_the_centre():
    at = make.line()
    book = library()["core-task"].model_dump(mode="json")
    book["stages"][1]["gate"] = {"scope": "central", "activities": ["tell-main-committee"]}
    with_book(at, book)
    _plan, stage = next_up(at)
    assert still(stage) == {("activity", "tell-main-committee")}
    central = make.central(at)
    (told,) = make.take(central, at.karin, "tell-main-committee")
    actions.close_held(
        told, held_on=make.TODAY, no_product_reason="Orienteret", by=make.by(at.karin), now=make.NOW
    )
    assert still(stage) == set()
    actions.open_stage(stage, by=make.by(at.sara), now=make.NOW)
    assert stage.state == "open"
