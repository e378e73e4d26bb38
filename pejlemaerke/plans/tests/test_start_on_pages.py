"""From a draft one sees the plan it will give, starts it, and follows the laying out."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative, Timing
from pejlemaerke.playbooks.loader import library

from ..models import Plan, PlanStart
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def draft(at) -> Initiative:
    made = initiatives.create_initiative(
        title="Mere selvhjulpne dage", why="Rådet har besluttet det", sponsor=at.karin, unit=at.top,
        playbook_key="core-task", playbook_version=2, playbook_text=library()["core-task"].model_dump_json(),
        by=make.by(at.karin), now=make.NOW, first=date(2026, 12, 1), last=date(2027, 6, 30),
    )  # fmt: skip
    initiatives.set_participants(made, [at.nord.pk, at.syd.pk], by=make.by(at.karin), now=make.NOW)
    return made


def url(name: str, initiative: Initiative) -> str:
    return reverse(f"plans:{name}", args=[initiative.pk])


def test_the_plan_is_seen_before_anything_starts(client, at, draft):
    as_(client, at.karin)
    client.get(url("preview", draft))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url("preview", draft))
    assert len(asked) <= 15
    assert page.context["page"].participants == 2
    for words in (
        "Gør kerneopgaven kendt og konkret",
        "1. december 2026",
        "Sæt jeres egne ord på",
        "Drøft skitsen",
    ):
        assert words in page.text
    assert draft.state == "draft"
    assert not Plan.objects.exists()


def test_it_starts_and_every_workplace_gets_an_empty_plan(client, at, draft):
    answer = as_(client, at.karin).post(url("preview", draft))
    assert answer.url == url("progress", draft)
    draft.refresh_from_db()
    assert draft.state == "running"
    plans = Plan.objects.filter(initiative=draft)
    assert {(plan.unit, plan.is_central) for plan in plans} >= {
        (at.top, True),
        (at.nord, False),
        (at.syd, False),
    }
    assert not any(plan.activities.exists() for plan in plans)
    assert client.post(url("preview", draft)).status_code == 409


def test_who_may_not_start_does_not_see_the_button_or_the_page(client, at, draft):
    assert as_(client, at.sara).get(url("preview", draft)).status_code == 404
    assert as_(client, at.sara).post(url("preview", draft)).status_code == 404
    initiatives.start_initiative(draft, by=make.by(at.karin), now=make.NOW)
    assert as_(client, at.sara).get(url("preview", draft)).status_code == 403
    assert as_(client, at.karin).get(url("preview", draft)).status_code == 409


def test_nobody_taking_part_is_said_and_starts_nothing(client, at, draft):
    draft.participations.all().delete()
    as_(client, at.karin)
    assert reverse("initiatives:participants", args=[draft.pk]) in client.get(url("preview", draft)).text
    assert client.post(url("preview", draft)).status_code == 409
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_timetable_that_contradicts_itself_is_mended_first(client, at, draft):
    Timing.objects.create(
        organisation=at.organisation, initiative=draft, item="stages.phase-2", period_text="november 2026",
        first=date(2026, 11, 1), last=date(2026, 11, 30), precision="month",
    )  # fmt: skip
    as_(client, at.karin)
    page = client.get(url("preview", draft))
    assert reverse("initiatives:timetable", args=[draft.pk]) in page.text
    assert page.context["page"].faults
    refused = client.post(url("preview", draft))
    assert refused.status_code == 409
    assert page.context["page"].faults[0] in unescape(refused.text)
    draft.refresh_from_db()
    assert draft.state == "draft"


def laying_out(draft: Initiative, **given) -> PlanStart:
    initiatives.start_initiative(draft, by=make.by(draft.sponsor), now=make.NOW)
    start: PlanStart = PlanStart.objects.create(
        organisation_id=draft.organisation_id, initiative=draft, total=3,
        **{"begun_at": timezone.now(), "beat_at": timezone.now(), "done": 1, **given},
    )  # fmt: skip
    return start


def test_the_bar_says_how_far_it_has_come(client, at, draft):
    laying_out(draft)
    page = as_(client, at.ali).get(url("progress", draft))
    assert 'value="33"' in page.text
    bar = client.get(url("progress", draft), headers={"hx-request": "true"})
    assert 'value="33"' in bar.text
    assert "<h1>" not in bar.text
    assert client.get(url("central", draft)).url == url("progress", draft)


def test_when_it_is_done_the_bar_gives_way_to_the_central_plan(client, at, draft):
    laying_out(draft, finished_at=timezone.now())
    as_(client, at.karin)
    assert client.get(url("progress", draft), headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert client.get(url("progress", draft)).url == url("central", draft)


def test_a_job_that_stopped_can_go_on(client, at, draft):
    long_ago = timezone.now() - timedelta(minutes=5)
    start = laying_out(draft, begun_at=long_ago, beat_at=long_ago)
    assert as_(client, at.ali).post(url("retry_start", draft)).status_code == 403
    page = as_(client, at.karin).get(url("progress", draft))
    assert url("retry_start", draft) in page.text
    client.post(url("retry_start", draft))
    start.refresh_from_db()
    assert start.finished_at is not None
    assert Plan.objects.filter(initiative=draft, unit=at.nord).exists()
    assert client.post(url("retry_start", draft)).status_code == 404


def test_a_job_under_way_is_not_begun_again(client, at, draft):
    laying_out(draft)
    assert as_(client, at.karin).post(url("retry_start", draft)).status_code == 404
