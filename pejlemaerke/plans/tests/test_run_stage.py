"""A stage is read, opened when all is in place, opened with a reason when not, and ended."""

from __future__ import annotations

import pytest
from django.urls import reverse

from .. import actions
from ..models import PhasePaper, PlanStage
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


def url(name, stage):
    return reverse(f"plans:{name}", args=[stage.plan_id, stage.key])


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("begun", at)


@pytest.fixture
def second(plan, at):
    """The second stage, next since the first has ended; its gate waits for MED, the evaluation and the sketch."""
    actions.end_stage(make.stage(plan), by=make.by(at.sara), now=make.NOW)
    return make.stage(plan, "phase-2")


def test_a_stage_says_what_it_is_and_what_is_done_in_it(client, at, plan):
    activity = make.activity("confirmed", plan, stage=make.stage(plan), title="Mød hinanden")
    page = as_(client, at.ali).get(url("stage", make.stage(plan)))
    assert page.status_code == 200
    assert activity.get_absolute_url() in page.text
    assert "plans:end" not in page.text
    assert url("end_stage", make.stage(plan)) not in page.text


def test_a_stage_of_another_workplace_is_not_there(client, at, plan):
    assert as_(client, at.bo).get(url("stage", make.stage(plan))).status_code == 404


def test_what_a_gate_misses_stands_with_the_way_to_it(client, at, second):
    page = as_(client, at.sara).get(url("stage", second))
    begin = reverse("plans:begin_paper", args=[second.plan_id, "evaluation", "phase-1"])
    assert begin in page.text
    assert reverse("plans:suggestions", args=[second.plan_id]) in page.text
    assert url("override_stage", second) in page.text
    assert url("open_stage", second) not in page.text


def test_ways_follow_what_has_been_done(client, at, second):
    plan = second.plan
    taken = make.take(plan, at.sara, "plan-in-med-2")[0]
    paper = make.paper("written", plan)
    make.paper("written", plan, kind="sketch")
    page = as_(client, at.sara).get(url("stage", second))
    assert reverse("plans:before_med", args=[taken.pk]) in page.text
    assert paper.get_absolute_url() in page.text
    item = actions.bring_before_med(
        taken, committee=at.lmu, kind="discussion", text="", decision_on=None, papers_on=None,
        by=make.by(at.sara), now=make.NOW,
    )  # fmt: skip
    page = client.get(url("stage", second))
    assert reverse("meetings:med_item", args=[item.pk]) in page.text


def test_an_employee_sees_what_is_missing_and_no_buttons(client, at, second):
    make.paper("writing", second.plan)
    page = as_(client, at.ali).get(url("stage", second))
    assert 'id="gate"' in page.text
    assert "plans/papers/new" not in page.text
    assert PhasePaper.objects.get().get_absolute_url() not in page.text


def test_opening_is_refused_while_something_is_missing(client, at, second):
    answer = as_(client, at.sara).post(url("open_stage", second))
    assert answer.status_code == 409
    assert PlanStage.objects.get(pk=second.pk).state == "next"


def test_a_stage_opens_when_all_is_in_place(client, at, plan):
    stage = make.stage(plan)
    PlanStage.objects.filter(pk=stage.pk).update(state="next")
    answer = as_(client, at.sara).post(url("open_stage", stage))
    assert answer.status_code == 302
    assert PlanStage.objects.get(pk=stage.pk).state == "open"


def test_only_the_leader_opens(client, at, second):
    assert as_(client, at.ali).post(url("open_stage", second)).status_code == 403


def test_a_leader_above_opens_it_with_a_reason_that_stays(client, at, second):
    as_(client, at.mette)
    assert client.get(url("override_stage", second)).status_code == 200
    answer = client.post(url("override_stage", second), {"reason": "MED holder ferie"})
    assert answer.status_code == 302
    page = client.get(url("stage", second))
    assert "MED holder ferie" in page.text
    assert "Mette Holm" in page.text


def test_overriding_needs_a_reason_and_the_right_person(client, at, second):
    as_(client, at.sara)
    refused = client.post(url("override_stage", second), {"reason": ""})
    assert refused.status_code == 422
    assert "error-summary" in refused.text
    assert as_(client, at.ali).post(url("override_stage", second), {"reason": "x"}).status_code == 403


def test_ending_shows_what_is_open_and_makes_the_next_one_next(client, at, plan):
    stage = make.stage(plan)
    make.activity("confirmed", plan, stage=stage, title="Ikke holdt endnu")
    as_(client, at.sara)
    assert "Ikke holdt endnu" in client.get(url("end_stage", stage)).text
    answer = client.post(url("end_stage", stage))
    assert answer["location"] == url("stage", make.stage(plan, "phase-2"))
    assert make.stage(plan, "phase-2").state == "next"


def test_only_an_open_stage_ends_and_only_by_its_leader(client, at, second):
    assert as_(client, at.sara).post(url("end_stage", second)).status_code == 409
    assert as_(client, at.ali).post(url("end_stage", second)).status_code == 403


def test_a_stage_of_the_central_plan_is_open_to_all(client, at):
    stage = make.stage(make.central(at))
    assert as_(client, at.bo).get(url("stage", stage)).status_code == 200
