"""From a draft one sees the plan it will give, starts it, and follows the laying out."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pejlemaerke.core.periods import parse_period
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative, Timing
from pejlemaerke.initiatives.tests import factories as prepare
from pejlemaerke.meetings.tests import factories as meetings
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.playbooks.loader import library
from pejlemaerke.record import steps

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


def test_the_programme_office_prepares_and_is_told_who_starts(client, at, draft):
    ole = people.person("Ole", "Bak", unit=at.top)
    make.role(ole, "programme_office", at.top)
    page = as_(client, ole).get(url("preview", draft))
    assert not page.context["may_start"]
    assert at.karin.name in page.text
    assert 'method="post" action' not in page.text.split("<main")[1]
    assert client.post(url("preview", draft)).status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft"
    offered_to_ole = steps.offered(draft, make.scope_of(ole))
    assert url("preview", draft) in {step.url for step in offered_to_ole}
    assert steps.offered(draft, make.scope_of(at.karin))[0].url == url("preview", draft)
    assert len({step.url for step in offered_to_ole}) == len(offered_to_ole)


def test_days_that_have_passed_are_remarked_once(client, at, draft):
    as_(client, at.karin)
    assert client.get(url("preview", draft)).context["page"].passed == 0
    Initiative.objects.filter(pk=draft.pk).update(first=date(2020, 1, 6), last=date(2020, 12, 18))
    page = client.get(url("preview", draft))
    shown = page.context["page"]
    assert 0 < shown.passed <= shown.local_count + shown.central_count
    assert str(shown.passed) in page.text


def test_what_comes_just_before_a_stage_says_so_when_its_own_has_ended(client, at):
    draft = prepare.initiative(at.top, at.karin, at.nord, playbook=prepare.visits(), first=date(2026, 12, 1))
    eve = "Sidste møde"

    def when() -> str:
        page = client.get(url("preview", draft)).context["page"]
        return next(line.when for group in page.central for line in group.lines if line.title == eve)

    as_(client, at.karin)
    assert "Besøgene" not in when()
    initiatives.set_timing(
        draft, "stages.during", parse_period("maj 2027"), by=make.by(at.karin), now=make.NOW
    )
    assert "Besøgene" in when()


def test_days_other_than_the_decided_are_not_called_decided(client):
    body = meetings.body()
    (point,) = prepare.decided(body, {"text": "En halv lederdag", "when": "maj 2027"})
    draft = prepare.initiative(body.top, body.karin, body.nord, playbook=prepare.visits())
    as_(client, body.karin)

    def is_decided(words: str) -> bool:
        initiatives.set_timing(
            draft,
            "activities.leader-day",
            parse_period(words),
            point=point,
            by=make.by(body.karin),
            now=make.NOW,
        )
        page = client.get(url("preview", draft)).context["page"]
        found: bool = next(
            line.is_decided for group in page.central for line in group.lines if line.title == "Halv lederdag"
        )
        return found

    assert is_decided("maj 2027")
    assert not is_decided("juni 2027")


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
