"""A MED activity is brought before a committee, with what to look out for said first."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from pejlemaerke.meetings.models import MedItem

from ..models import Activity
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def activity(at):
    plan = make.plan("begun", at)
    return make.activity("tentative", plan, kind="med_item", title="Drøft planen", when="7. december 2026")


def url(activity):
    return reverse("plans:before_med", args=[activity.pk])


def typed(at, **more):
    return {"committee": str(at.lmu.pk), "kind": "discussion", "text": "Planen", **more}


def test_it_comes_before_the_committee_and_back_to_the_plan(client, at, activity):
    as_(client, at.sara)
    page = client.get(url(activity))
    assert page.status_code == 200
    assert at.lmu.name in page.text
    assert "30. november 2026" in page.text
    answer = client.post(url(activity), typed(at, papers_on="30. november 2026", decision_on="15/12-2026"))
    assert answer["location"] == activity.get_absolute_url()
    item = MedItem.objects.get()
    # An agenda with the same matter from many workplaces can be read.
    assert (item.title, item.discuss_on.isoformat(), item.committee) == (
        "Drøft planen, Nord", "2026-12-07", at.lmu,
    )  # fmt: skip
    assert Activity.objects.get(pk=activity.pk).med_item == item
    assert client.get(url(activity))["location"] == reverse("meetings:med_item", args=[item.pk])


def test_what_is_late_is_said_and_does_not_stop_anybody(client, at, activity):
    as_(client, at.sara)
    warned = client.get(
        url(activity), typed(at, decision_on="1. december 2026"), headers={"hx-request": "true"}
    )
    assert warned.status_code == 200
    assert "alert-warning" in warned.text
    assert "<html" not in warned.text
    checked = client.post(url(activity), typed(at, decision_on="1. december 2026", do="check"))
    assert checked.status_code == 200
    assert "alert-warning" in checked.text
    assert not MedItem.objects.exists()
    assert client.post(url(activity), typed(at, decision_on="1. december 2026")).status_code == 302


def test_nothing_is_said_when_all_is_in_time(client, at, activity, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: make.NOW)
    asked = typed(at, decision_on="15. december 2026", papers_on="25. november 2026")
    page = as_(client, at.sara).get(url(activity), asked, headers={"hx-request": "true"})
    assert "alert-warning" not in page.text


def test_what_cannot_be_read_is_told(client, at, activity):
    answer = as_(client, at.sara).post(url(activity), typed(at, decision_on="snart"))
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert client.post(url(activity), {**typed(at), "committee": str(at.lmu_syd.pk)}).status_code == 422


def test_only_the_leader_and_only_med_items(client, at, activity):
    assert as_(client, at.ali).get(url(activity)).status_code == 403
    other = make.activity("tentative", activity.plan)
    assert as_(client, at.sara).get(url(other)).status_code == 409
