"""Suggestions and promised subtasks stand beside the plan; only what the leader takes exists."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ..models import Activity, Plan, PlanStage, SetAside
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at) -> Plan:
    return make.plan("empty", at)


def url(name: str, plan: Plan) -> str:
    return reverse(f"plans:{name}", args=[plan.pk])


def test_several_suggestions_are_taken_at_once(client, at, plan):
    as_(client, at.sara)
    page = client.get(url("suggestions", plan))
    assert "Sæt jeres egne ord på" in page.text
    assert not plan.activities.exists()
    answer = client.post(url("suggestions", plan), {"take-meet-together": "on", "take-own-words": "on"})
    assert answer.url == plan.get_absolute_url()
    assert {one.item: one.state for one in plan.activities.all()} == {
        "meet-together": "tentative",
        "own-words": "tentative",
    }
    again = client.get(url("suggestions", plan)).text
    assert "take-own-words" not in again
    assert "take-gather" in again


def test_a_series_becomes_its_turns(client, at, plan):
    as_(client, at.sara).post(url("suggestions", plan), {"take-walk-through": "on"})
    assert plan.activities.filter(item="walk-through").count() > 3


def test_without_days_a_time_is_asked_for_and_what_is_unreadable_is_not_guessed(client, at, plan):
    PlanStage.objects.filter(plan=plan).update(first=None, last=None)
    as_(client, at.sara)
    typed = {"take-own-words": "on", "period-own-words": "engang i løbet af det hele"}
    refused = client.post(url("suggestions", plan), typed)
    assert refused.status_code == 422
    assert "engang i løbet af det hele" in refused.text
    client.post(url("suggestions", plan), {**typed, "period-own-words": "uge 48 2026"})
    (taken,) = plan.activities.all()
    assert (taken.first.isocalendar().week, taken.state) == (48, "tentative")
    assert "take-walk-through" not in client.get(url("suggestions", plan)).text


def test_nothing_ticked_takes_nothing(client, at, plan):
    answer = as_(client, at.sara).post(url("suggestions", plan), {})
    assert answer.status_code == 422
    assert not plan.activities.exists()


def test_a_suggestion_is_set_aside_and_taken_up_again(client, at, plan):
    as_(client, at.sara).post(url("suggestions", plan), {"aside": "own-words"})
    assert SetAside.objects.get().item == "own-words"
    assert "take-own-words" not in client.get(url("suggestions", plan)).text
    client.post(url("suggestions", plan), {"again": "own-words"})
    assert "take-own-words" in client.get(url("suggestions", plan)).text
    assert client.post(url("suggestions", plan), {"aside": "no-such-thing"}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("ali", 403), ("mette", 403), ("bo", 404)])
def test_only_the_leader_takes(client, at, plan, who, status):
    as_(client, getattr(at, who))
    for name in ("suggestions", "subtasks"):
        assert client.get(url(name, plan)).status_code == status
        assert client.post(url(name, plan), {"take-own-words": "on"}).status_code == status
    assert not plan.activities.exists()


def test_a_paused_plan_takes_nothing(client, at):
    plan = make.plan("paused", at)
    assert as_(client, at.sara).get(url("suggestions", plan)).status_code == 409


# -- promised subtasks -----------------------------------------------------------------------------------------


@pytest.fixture
def promised(at) -> Plan:
    """Nord has promised two subtasks: one in the first quarter, one to be planned later."""
    make.backbrief("accepted", at)
    return make.plan("empty", at)


def test_promised_subtasks_are_taken_with_their_times(client, at, promised):
    as_(client, at.sara)
    page = client.get(url("subtasks", promised))
    assert 'value="kvartal 1 2027"' in page.text
    assert page.text.count('class="question"') == 1
    answer = client.post(
        url("subtasks", promised), {"take-a": "on", "period-a": "uge 5 2027", "stage-a": "phase-2"}
    )
    assert answer.status_code == 302
    (taken,) = promised.activities.all()
    assert (taken.title, taken.stage.key, taken.period_text) == (
        "Tal hvert forløb igennem",
        "phase-2",
        "uge 5 2027",
    )
    assert taken.subtask.key == "a"
    again = client.get(url("subtasks", promised))
    assert taken.get_absolute_url() in again.text
    assert "take-a" not in again.text
    assert "take-b" in again.text


def test_a_promise_with_a_time_that_cannot_be_read_is_asked_about(client, at, promised):
    refused = as_(client, at.sara).post(url("subtasks", promised), {"take-b": "on", "period-b": "i år 205"})
    assert refused.status_code == 422
    assert "i år 205" in refused.text
    assert not promised.activities.exists()


def test_a_promise_can_be_taken_before_it_has_a_time(client, at, promised):
    as_(client, at.sara).post(url("subtasks", promised), {"take-b": "on", "period-b": ""})
    (taken,) = promised.activities.all()
    assert taken.first is None


def test_the_plan_says_how_many_promises_wait(client, at, promised):
    page = as_(client, at.sara).get(promised.get_absolute_url())
    assert page.context["page"].offered.subtasks == 2
    client.post(url("subtasks", promised), {"take-a": "on", "period-a": "uge 5 2027"})
    assert client.get(promised.get_absolute_url()).context["page"].offered.subtasks == 1


def test_without_an_accepted_backbrief_there_is_nothing_to_take(client, at, plan):
    assert as_(client, at.sara).get(url("subtasks", plan)).status_code == 200
    central = make.central(at)
    assert as_(client, at.karin).get(url("subtasks", central)).status_code == 404


def test_the_pages_cost_the_same_for_many(client, at, promised):
    as_(client, at.sara)
    for name in ("suggestions", "subtasks"):
        client.get(url(name, promised))
        with CaptureQueriesContext(connection) as few:
            client.get(url(name, promised))
        assert len(few) <= 15
    make.take(promised, at.sara, "walk-through", "own-words")
    for name in ("suggestions", "subtasks"):
        with CaptureQueriesContext(connection) as many:
            client.get(url(name, promised))
        assert len(many) <= 15
    assert Activity.objects.exists()
