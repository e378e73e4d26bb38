"""The plan over time, as a list and as a month: what it shows, to whom, and what five thousand activities cost."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from pejlemaerke.core.ids import uuid7
from pejlemaerke.documents.reading import read_document
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.panel import read_trail

from ..criteria import read_criteria
from ..models import Activity, Plan
from . import factories as make

pytestmark = pytest.mark.django_db

MOST = 15


def signed_in(person) -> Client:
    client = Client()
    client.force_login(people.account(person))
    return client


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at) -> Plan:
    return make.plan("empty", at)


def fill(plan: Plan, count: int) -> None:
    """So many activities in the plan, spread over its stages and half a year, without their turns."""
    stages = [*plan.stages.order_by("position"), None]
    Activity.objects.bulk_create(
        Activity(
            id=uuid7(), organisation_id=plan.organisation_id, plan=plan, stage=stages[number % 3],
            state=("tentative", "confirmed", "held")[number % 3], kind=("meeting", "message", "med_item")[number % 3],
            title=f"Møde nummer {number} om de nye forløb", period_text="", changed_at=make.NOW, created_at=make.NOW,
            first=make.FIRST + timedelta(days=number % 180), precision="day",
            last=make.FIRST + timedelta(days=number % 180 + number % 4),
        )
        for number in range(count)
    )  # fmt: skip


def test_an_empty_plan_says_what_to_do(at, plan):
    url = plan.get_absolute_url()
    leader = signed_in(at.sara).get(url).text
    assert reverse("plans:suggestions", args=[plan.pk]) in leader
    assert "empty-example" in leader
    employee = signed_in(at.ali).get(url).text
    assert reverse("plans:propose", args=[plan.pk]) in employee
    assert reverse("plans:suggestions", args=[plan.pk]) not in employee


def test_the_plan_of_a_neighbour_is_not_there(at, plan):
    assert signed_in(at.bo).get(plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("view", ["timeline", "list", "month"])
def test_an_activity_stands_in_every_view(at, plan, view):
    activity = make.activity("confirmed", plan, at.sara, title="Fyraftensmøde", when="12. november 2026")
    text = signed_in(at.ali).get(plan.get_absolute_url(), {"view": view, "month": "2026-11"}).text
    assert "Fyraftensmøde" in text
    assert activity.get_absolute_url() in text


def test_a_plan_says_which_initiative_it_is_of(at, plan):
    page = signed_in(at.sara).get(plan.get_absolute_url())
    said = f"Nord: {plan.initiative.title}"
    assert page.context["page"].title.endswith(said)
    assert said in page.text.partition("<title>")[2].partition("<")[0]


def test_the_month_shows_what_goes_on_in_its_first_and_last_week(at, plan):
    make.activity("confirmed", plan, at.sara, title="Fyraftensmøde", when="2. december 2026")
    text = signed_in(at.ali).get(plan.get_absolute_url(), {"view": "month", "month": "2026-11"}).text
    assert "Fyraftensmøde" in text


def test_its_thread_leaves_out_what_stands_on_its_page(at, plan):
    activity = make.activity("confirmed", plan, at.sara)
    trail = read_trail(plan, people.scope_of(at.sara))
    assert trail.causes
    assert not trail.effects
    assert not trail.more_effects
    causes = read_trail(activity, people.scope_of(at.sara)).causes
    assert "Planen for Nord" in [step.title for step in causes]


def test_what_was_taken_out_stands_in_none(at, plan):
    make.activity("dropped", plan, at.sara, title="Fyraftensmøde")
    client = signed_in(at.sara)
    for view in ("timeline", "list", "month"):
        text = client.get(plan.get_absolute_url(), {"view": view, "show": "all", "month": "2026-11"}).text
        assert "Fyraftensmøde" not in text.split('id="notices"')[1]


def test_a_gate_says_what_is_missing(at, plan):
    make.activity("confirmed", plan, at.sara)
    page = signed_in(at.sara).get(plan.get_absolute_url())
    (first, second) = page.context["page"].stages
    assert first.stage.state == "open"
    assert len(second.missing) == 3
    assert all(words in page.text for words in second.missing)


def test_a_stage_folds_and_unfolds(at, plan):
    activity = make.activity("confirmed", plan, at.sara, stage=make.stage(plan))
    client, url = signed_in(at.sara), plan.get_absolute_url()
    assert activity.title in client.get(url).text
    folded = client.get(url, {"open": ""}).text
    assert activity.title not in folded
    assert "?open=phase-1#plan-phase-1" in folded
    assert activity.title in client.get(url, {"open": "phase-1"}).text


SLIPS = ["?view=list&on=2026-13-40", "?view=month&month=26-1", "?view=x&page=y", "?open=x,,&branch=9"]


@pytest.mark.parametrize("told", SLIPS)
def test_a_slip_in_the_address_is_no_fault(at, plan, told):
    make.activity("confirmed", plan, at.sara)
    assert signed_in(at.sara).get(plan.get_absolute_url() + told).status_code == 200


def test_the_list_shows_what_is_asked_for(at, plan):
    make.activity("confirmed", plan, at.sara, title="Det sene", when="1. november 2026")
    make.activity("held", plan, at.sara, title="Det holdte", when="1. november 2026")
    make.activity("tentative", plan, at.sara, title="Det foreløbige", when="", responsible=at.ali)
    client, url = signed_in(at.ali), plan.get_absolute_url()

    def shown(**given: str) -> set[str]:
        return {row.verb for row in client.get(url, {"view": "list", **given}).context["rows"]}

    assert shown() == {"Det sene", "Det foreløbige"}
    assert shown(show="all") == {"Det sene", "Det holdte", "Det foreløbige"}
    assert shown(show="tentative") == shown(show="mine") == {"Det foreløbige"}
    assert shown(on="2026-11-01") == {"Det sene", "Det holdte"}
    assert shown(stage="phase-1", show="all") == set()
    assert shown(stage="-", show="all") == shown(show="all")


def test_five_thousand_activities_cost_what_ten_do(at, plan):
    client, url = signed_in(at.sara), plan.get_absolute_url()
    views = [
        {"view": "timeline"},
        {"view": "list"},
        {"view": "month", "month": "2026-12"},
        {"open": "phase-1,phase-2,-"},
    ]

    def costs() -> list[int]:
        found = []
        for query in views:
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(url, query)
            assert answer.status_code == 200
            assert len(answer.content) < 300_000
            found.append(len(asked))
        return found

    fill(plan, 10)
    costs()
    few = costs()
    fill(plan, 4990)
    many = costs()
    assert all(now <= before for now, before in zip(many, few, strict=True))
    assert max(few) <= MOST


def test_the_central_plan_counts_its_branches_and_unfolds_one(at, plan):
    make.activity("confirmed", plan, at.sara, when="12. november 2026")
    central = make.central(at)
    client = signed_in(at.karin)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(central.get_absolute_url())
    assert len(asked) <= MOST
    assert {group.label: group.count for group in page.context["time"].given.groups} == {
        "Hjemmeplejen": 1, "Plejehjemmene": 0,
    }  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        page = client.get(central.get_absolute_url(), {"branch": at.area.path})
    assert len(asked) <= MOST
    (nord,) = [group for group in page.context["time"].given.groups if group.label == "Nord"]
    assert nord.leads_away
    assert nord.url == plan.get_absolute_url()


def test_an_employee_sees_the_central_plan_and_below_it_only_their_own_way_up(at, plan):
    make.activity("confirmed", plan, at.sara)
    make.plan("empty", at, at.syd)
    central = make.central(at)
    page = signed_in(at.ali).get(central.get_absolute_url(), {"branch": at.area.path})
    assert page.status_code == 200
    assert [group.label for group in page.context["time"].given.groups] == [
        "Hjemmeplejen",
        "Hjemmeplejen",
        "Nord",
    ]


def test_the_activity_plan_is_handed_out(at, plan):
    make.activity(
        "tentative", plan, at.sara, title="Fyraftensmøde", participants="Alle", stage=make.stage(plan)
    )
    client = signed_in(at.ali)
    document = client.get(reverse("plans:plan_docx", args=[plan.pk]))
    words = "\n".join(
        block.text for block in read_document(document.content, "plan.docx").blocks if hasattr(block, "text")
    )
    assert "Nord" in words
    assert client.get(reverse("plans:plan_pdf", args=[plan.pk])).content.startswith(b"%PDF")
    sheet = load_workbook(BytesIO(client.get(reverse("plans:plan_xlsx", args=[plan.pk])).content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Fyraftensmøde"]
    assert b"Fyraftensm" in client.get(reverse("plans:plan_csv", args=[plan.pk])).content
    assert signed_in(at.bo).get(reverse("plans:plan_csv", args=[plan.pk])).status_code == 404


def test_from_an_accepted_backbrief_to_its_plan_although_nobody_laid_it_out(at):
    make.with_dates(at)
    backbrief = make.backbrief("accepted", at)
    answer = signed_in(at.sara).get(reverse("plans:of_backbrief", args=[backbrief.pk]))
    plan = Plan.objects.get(unit=at.nord)
    assert answer.url == plan.get_absolute_url()
    assert signed_in(at.bo).get(reverse("plans:of_backbrief", args=[backbrief.pk])).status_code == 404


def test_before_it_is_accepted_there_is_no_way_to_a_plan(at):
    backbrief = make.backbrief("submitted", at)
    assert signed_in(at.sara).get(reverse("plans:of_backbrief", args=[backbrief.pk])).status_code == 404


def test_from_the_initiative_to_its_central_plan(at):
    central = make.central(at)
    answer = signed_in(at.ali).get(reverse("plans:central", args=[at.initiative.pk]))
    assert answer.url == central.get_absolute_url()


def test_a_plan_years_away_does_not_make_the_drawing_wide(at, plan):
    activity = make.activity("confirmed", plan, at.sara)
    Activity.objects.filter(pk=activity.pk).update(first=date(2206, 1, 1), last=date(2206, 1, 1))
    given = signed_in(at.sara).get(plan.get_absolute_url()).context["time"].given
    assert given.last.year < 2030


def test_the_gates_of_the_workplaces_hold_nothing_back_centrally(at):
    central = make.central(at)
    page = signed_in(at.karin).get(central.get_absolute_url()).context["page"]
    assert [stage.has_gate for stage in page.stages] == [False, False]
    assert read_criteria(make.stage(central, "phase-2")) == ()
