"""A checklist: who answered what and when; a no is met by an activity or a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ..models import Activity, ChecklistAnswer
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("begun", at)


def url(plan, key="everyone-in"):
    return reverse("plans:checklist", args=[plan.pk, key])


def test_answers_are_saved_with_who_and_when(client, at, plan):
    as_(client, at.sara)
    assert client.get(url(plan)).status_code == 200
    answer = client.post(url(plan), {"shifts": "yes", "temporary": "no", "temporary-reason": "Vi har ingen"})
    assert answer.status_code == 302
    kept = {one.question: one for one in ChecklistAnswer.objects.filter(plan=plan)}
    assert kept["shifts"].answer == "yes"
    assert kept["shifts"].by_name == "Sara Lind"
    assert kept["temporary"].is_met
    assert kept["temporary"].reason == "Vi har ingen"
    assert "Sara Lind" in client.get(url(plan)).text


def test_a_no_can_make_the_activity_that_meets_it(client, at, plan):
    as_(client, at.sara).post(url(plan), {"shifts": "no", "shifts-new": "Hold et møde kl. 22"})
    made = Activity.objects.get(title="Hold et møde kl. 22")
    kept = ChecklistAnswer.objects.get()
    assert kept.activity == made
    assert kept.is_met
    assert made.state == "tentative"
    assert made.stage.key == "phase-1"


def test_a_no_can_name_an_activity_of_the_plan(client, at, plan):
    activity = make.activity("confirmed", plan, title="Aftenmøde")
    as_(client, at.sara)
    assert "Aftenmøde" in client.get(url(plan)).text
    client.post(url(plan), {"shifts": "no", "shifts-activity": str(activity.pk)})
    assert ChecklistAnswer.objects.get().activity == activity


def test_a_bare_no_stays_open(client, at, plan):
    as_(client, at.sara).post(url(plan), {"shifts": "no"})
    assert not ChecklistAnswer.objects.get().is_met


def test_what_did_not_change_keeps_who_answered(client, at, plan):
    as_(client, at.sara).post(url(plan), {"shifts": "no", "shifts-reason": "Ingen"})
    before = ChecklistAnswer.objects.get().at
    client.post(url(plan), {"shifts": "no", "shifts-reason": "Ingen", "time": "yes"})
    assert ChecklistAnswer.objects.get(question="shifts").at == before
    assert ChecklistAnswer.objects.count() == 2


def test_a_cpr_number_stops_the_save_and_loses_nothing(client, at, plan):
    answer = as_(client, at.sara).post(url(plan), {"shifts": "no", "shifts-reason": "Spørg 010203-1234"})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert not ChecklistAnswer.objects.exists()


def test_employees_read_and_do_not_answer(client, at, plan):
    as_(client, at.sara).post(url(plan), {"shifts": "no", "shifts-reason": "Vi tager det i foråret"})
    as_(client, at.ali)
    page = client.get(url(plan))
    assert "Vi tager det i foråret" in page.text
    assert "<textarea" not in page.text
    assert client.post(url(plan), {"shifts": "yes"}).status_code == 403


def test_a_checklist_that_is_not_there(client, at, plan):
    assert as_(client, at.sara).get(url(plan, "noget-andet")).status_code == 404
    assert as_(client, at.bo).get(url(plan)).status_code == 404


def test_the_centre_does_not_answer_the_workplaces_checklists(client, at, plan):
    assert as_(client, at.karin).get(url(make.central(at))).status_code == 404
