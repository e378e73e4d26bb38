"""What moves is shown, and only what was shown moves; a plan pauses and goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from .. import actions
from ..actions.moving import moves_of_stage
from ..forms.carrying import MoveForm, ResumeForm
from ..models import Plan
from ..pages.moving import mark_of
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


def test_a_stage_moves_with_what_hangs_on_it_after_it_was_shown(client, at, plan):
    stage = make.stage(plan)
    activity = make.activity("confirmed", plan, stage=stage)
    url = reverse("plans:move_stage", args=[plan.pk, stage.key])
    as_(client, at.sara)
    assert client.get(url).status_code == 200
    first = stage.first + timedelta(days=14)
    page = client.get(url, {"first": first.isoformat()})
    assert activity.title in page.text
    shown = mark_of(moves_of_stage(stage, first=first))
    assert shown in page.text
    answer = client.post(url, {"first": first.isoformat(), "last": "", "shown": shown})
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert make.stage(plan).first == first
    assert activity.first.isoformat() == "2026-11-24"


def test_what_was_shown_before_a_change_does_not_move(client, at, plan):
    stage = make.stage(plan)
    url = reverse("plans:move_stage", args=[plan.pk, stage.key])
    first = stage.first + timedelta(days=14)
    shown = mark_of(moves_of_stage(stage, first=first))
    make.activity("confirmed", plan, stage=stage, title="Kom til bagefter")
    answer = as_(client, at.sara).post(url, {"first": first.isoformat(), "last": "", "shown": shown})
    assert answer.status_code == 409
    assert "Kom til bagefter" in answer.text
    assert make.stage(plan).first == stage.first


@pytest.mark.parametrize("typed", ["", "engang til foråret", "3. februar"])
def test_days_that_cannot_be_read_are_told_at_the_field(client, at, plan, typed):
    url = reverse("plans:move_stage", args=[plan.pk, "phase-1"])
    answer = as_(client, at.sara).get(url, {"first": typed})
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_only_the_leader_moves(client, at, plan):
    assert as_(client, at.ali).get(reverse("plans:move_stage", args=[plan.pk, "phase-1"])).status_code == 403


def test_days_are_read_as_people_say_them():
    form = MoveForm({"first": "kvartal 1 2027", "last": "udgangen af april 2027"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["first"].isoformat() == "2027-01-01"
    assert form.cleaned_data["last"].isoformat() == "2027-04-30"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("0", 0),
        ("14", 14),
        ("14 dage", 14),
        ("1 dag", 1),
        ("3 uger", 21),
        ("2 weeks", 14),
        ("16. november 2026", 14),
    ],
)
def test_how_much_moves_is_read_as_people_say_it(typed, days):
    form = ResumeForm({"days": typed}, paused_on=make.TODAY)
    assert form.is_valid()
    assert form.cleaned_data["days"] == days


@pytest.mark.parametrize("typed", ["", "lidt", "1. november 2026", "-3"])
def test_how_much_moves_is_never_guessed(typed):
    assert not ResumeForm({"days": typed}, paused_on=make.TODAY).is_valid()


def test_a_plan_pauses_with_a_reason_and_goes_on(client, at, plan):
    activity = make.activity("confirmed", plan)
    as_(client, at.sara)
    pause = reverse("plans:pause", args=[plan.pk])
    assert client.get(pause).status_code == 200
    assert client.post(pause, {"reason": ""}).status_code == 422
    assert client.post(pause, {"reason": "Influenza"}).status_code == 302
    resume = reverse("plans:resume", args=[plan.pk])
    assert "Influenza" in client.get(resume).text
    page = client.get(resume, {"days": "14"})
    assert activity.title in page.text
    plan = Plan.objects.select_related("initiative", "unit").get(pk=plan.pk)
    shown = mark_of(actions.moving.moves_of_pause(plan, 14))
    assert client.post(resume, {"days": "14", "shown": shown}).status_code == 302
    activity.refresh_from_db()
    assert activity.first.isoformat() == "2026-11-24"
    assert Plan.objects.get(pk=plan.pk).state == "running"


def test_pausing_twice_and_by_others_is_refused(client, at):
    plan = make.plan("paused", at)
    assert as_(client, at.sara).get(reverse("plans:pause", args=[plan.pk])).status_code == 409
    assert as_(client, at.ali).get(reverse("plans:resume", args=[plan.pk])).status_code == 403


def test_taking_up_is_shown_before_it_happens(client, at):
    plan = make.plan("paused", at)
    answer = as_(client, at.sara).post(
        reverse("plans:resume", args=[plan.pk]), {"days": "14", "shown": "noget andet"}
    )
    assert answer.status_code == 409
    assert Plan.objects.get(pk=plan.pk).state == "paused"


def test_all_plans_of_an_initiative_pause_and_go_on_together(client, at, plan):
    pause = reverse("plans:pause_initiative", args=[plan.initiative_id])
    as_(client, at.karin)
    assert client.get(pause).status_code == 200
    assert client.post(pause, {"reason": "Budgetforlig"}).status_code == 302
    assert not Plan.objects.filter(initiative=plan.initiative_id, state="running").exists()
    assert client.get(pause).status_code == 409
    resume = reverse("plans:resume_initiative", args=[plan.initiative_id])
    assert client.get(resume).status_code == 200
    assert client.post(resume, {"days": "x"}).status_code == 422
    assert client.post(resume, {"days": "7 dage"}).status_code == 302
    assert not Plan.objects.filter(initiative=plan.initiative_id, state="paused").exists()


def test_many_plans_are_left_to_a_worker(client, at, plan, monkeypatch):
    monkeypatch.setattr("pejlemaerke.plans.views.moving.AT_ONCE", 1)
    as_(client, at.karin)
    client.post(reverse("plans:pause_initiative", args=[plan.initiative_id]), {"reason": "Budgetforlig"})
    paused = Plan.objects.filter(initiative=plan.initiative_id, state="paused")
    assert paused.count() == Plan.objects.filter(initiative=plan.initiative_id).count()
    client.post(reverse("plans:resume_initiative", args=[plan.initiative_id]), {"days": "0"})
    assert not paused.exists()


def test_only_the_sponsor_and_the_makers_pause_them_all(client, at, plan):
    as_(client, at.sara)
    for name in ("pause_initiative", "resume_initiative"):
        assert client.post(reverse(f"plans:{name}", args=[plan.initiative_id])).status_code == 403


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("begun", at)
