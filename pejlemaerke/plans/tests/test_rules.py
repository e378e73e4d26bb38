"""When what may be done: the right person at the wrong moment is told so. Who the person is, stands in
`tests/house/test_plan_permissions.py`."""

from __future__ import annotations

import pytest

from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.tests import factories as people

from .. import rules
from ..models import Activity, Plan
from . import factories as make

pytestmark = pytest.mark.django_db


def cell(verdict) -> str:
    """y for yes, n for no, - for not now."""
    assert verdict or verdict.reason
    return "y" if verdict else "-" if verdict.relation else "n"


@pytest.fixture
def at():
    return make.line()


#                              change pause resume propose open over chk ask
@pytest.mark.parametrize(
    ("state", "wanted"),
    [("empty", "yy-y--yy"), ("begun", "yy-y--yy"), ("paused", "--yy----"), ("closed", "--------")],
)
def test_plans(state, wanted, at):
    plan = make.plan("begun" if state == "closed" else state, at)
    if state == "closed":
        initiatives.close_initiative(at.initiative, by=make.by(at.karin), now=make.NOW)
        plan = make.again(plan)
    stage, scope = make.stage(plan, "phase-2"), make.scope_of(at.sara)
    found = [
        rules.may_change(scope, plan),
        rules.may_pause(scope, plan),
        rules.may_resume(scope, plan),
        rules.may_propose(scope, plan),
        rules.may_open_stage(scope, stage),
        rules.may_override(scope, stage),
        rules.may_answer_checklist(scope, plan),
        rules.may_ask_approval(scope, plan),
    ]
    assert "".join(cell(verdict) for verdict in found) == wanted


@pytest.mark.parametrize(
    ("state", "wanted"),
    [("tentative", "yy-"), ("confirmed", "yy-"), ("held", "--y"), ("not_held", "--y"), ("dropped", "y-y")],
)
def test_activities(state, wanted, at):
    found, scope = make.activity(state, make.plan("empty", at)), make.scope_of(at.sara)
    rules_of = (rules.may_change_activity, rules.may_close_activity, rules.may_reopen)
    assert "".join(cell(rule(scope, found)) for rule in rules_of) == wanted


@pytest.mark.parametrize(
    ("state", "wanted"), [("waiting", "---y"), ("next", "yy-y"), ("open", "--yy"), ("ended", "----")]
)
def test_stages(state, wanted, at):
    stage, scope = make.stage(make.plan("begun", at), "phase-2"), make.scope_of(at.sara)
    stage.state = state
    rules_of = (rules.may_open_stage, rules.may_override, rules.may_end_stage, rules.may_move_stage)
    assert "".join(cell(rule(scope, stage)) for rule in rules_of) == wanted


@pytest.mark.parametrize(
    ("state", "write", "see"),
    [("writing", "yn", "n"), ("written", "-n", "n"), ("presented", "-n", "y"), ("seen", "-n", "-")],
)
def test_papers(state, write, see, at):
    paper = make.paper(state, make.plan("begun", at))
    writes = [rules.may_write_paper(make.scope_of(who), paper.plan, paper) for who in (at.ida, at.mette)]
    assert "".join(cell(verdict) for verdict in writes) == write
    assert cell(rules.may_see_paper(make.scope_of(at.mette), paper)) == see


def test_a_superior_who_sits_in_the_committee_waits_until_it_is_presented(at):
    people.seat(at.lmu, at.mette, "management", "chair")
    paper = make.paper("writing", make.plan("begun", at))
    scope = make.scope_of(at.mette)
    assert not rules.may_write_paper(scope, paper.plan, paper)
    assert not rules.may_read_paper(scope, paper)


@pytest.mark.parametrize(("state", "wanted"), [("new", "y"), ("answered", "y"), ("taken", "-")])
def test_proposals(state, wanted, at):
    made = make.proposal(make.plan("begun", at), at.ali)
    made.state = state
    assert cell(rules.may_answer_proposal(make.scope_of(at.sara), made)) == wanted


@pytest.mark.parametrize(
    ("state", "plan_state", "wanted"),
    [
        ("asked", "running", "ynn"),
        ("asked", "paused", "-nn"),
        ("approved", "running", "-nn"),
        ("withdrawn", "running", "-nn"),
    ],
)
def test_approvals(state, plan_state, wanted, at):
    made = make.approval(make.plan("begun", at), [at.bo])
    made.state, made.plan.state = state, plan_state
    found = [
        rules.may_approve(make.scope_of(who), made, made.voices.all()) for who in (at.bo, at.sara, at.lone)
    ]
    assert "".join(cell(verdict) for verdict in found) == wanted


# -- bodies ------------------------------------------------------------------------------------------------------


def test_a_group_that_owns_an_activity_sees_the_plan_and_its_chair_has_the_turn(at):
    group = initiatives.form_group(
        at.initiative, name="Støttegruppen", members=[at.liv], leads=at.lone, by=make.by(at.karin), now=make.NOW,
        today=make.TODAY,
    )  # fmt: skip
    plan = make.plan("begun", at)
    assert not Plan.objects.visible_to(make.scope_of(at.liv)).filter(pk=plan.pk).exists()
    made = make.activity("confirmed", plan, body=group)
    assert make.turns(made) == {(f"chair:{group.pk}", "plans.hold")}
    assert f"chair:{group.pk}" in make.scope_of(at.lone).owner_keys
    for member in (at.liv, at.lone):
        scope = make.scope_of(member)
        assert Activity.objects.visible_to(scope).filter(pk=made.pk).exists()
        assert rules.may_close_activity(scope, made)
        assert rules.may_propose(scope, plan)
        assert not rules.may_change_activity(scope, made)
    assert not rules.may_close_activity(make.scope_of(at.ali), made)


def test_the_chair_of_a_committee_that_holds_it_along_says_how_it_went_too(at):
    people.seat(at.lmu_syd, at.lone, "employees", "chair")
    made = make.activity("confirmed", make.plan("begun", at), co_host=at.lmu_syd)
    assert rules.may_close_activity(make.scope_of(at.lone), made)
    assert not rules.may_close_activity(make.scope_of(at.liv), made)
    assert make.turns(made) == {(f"leader:{at.nord.pk}", "plans.hold")}


def test_who_is_asked_to_approve_may_read_what_is_asked(at):
    plan = make.plan("begun", at)
    assert not Plan.objects.visible_to(make.scope_of(at.lone)).filter(pk=plan.pk).exists()
    make.approval(plan, [at.lone])
    assert Plan.objects.visible_to(make.scope_of(at.lone)).filter(pk=plan.pk).exists()


# -- the centre --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["running", "closed"])
def test_the_central_plan_is_everybodys_and_its_sponsors_to_make(state, at):
    central = make.central(at)
    elsewhere = people.person("Nina", "Holk", people.unit("Skoler", organisation=at.organisation))
    Initiative.objects.filter(pk=at.initiative.pk).update(state=state)
    central = make.again(central)
    assert Plan.objects.visible_to(make.scope_of(elsewhere)).get() == central
    assert cell(rules.may_plan(make.scope_of(at.karin), central)) == ("y" if state == "running" else "-")
    assert cell(rules.may_plan(make.scope_of(at.mette), central)) == "n"
    assert cell(rules.may_propose(make.scope_of(elsewhere), central)) == "n"
