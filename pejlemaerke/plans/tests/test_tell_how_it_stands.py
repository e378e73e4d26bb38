"""A plan tells what was held from what was not, what it waits for now, and what falls where few can come."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.playbooks.loader import library
from pejlemaerke.ui.dates import say_span, write_date

from .. import actions
from ..criteria import read_criteria
from ..fields import HoursSaid
from ..gates import missing
from ..models import PlanStage
from ..words import say_poor_weeks
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"plans:{name}", args=[thing.pk])


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("empty", at)


# -- how it went -----------------------------------------------------------------------------------------------


def test_what_was_not_held_is_drawn_so_and_not_counted(client, at, plan):
    for state in ("confirmed", "held", "not_held"):
        make.activity(state, plan, at.sara, title=state)
    page = as_(client, at.ali).get(plan.get_absolute_url())
    given = page.context["time"].given
    assert {bar.label: bar.end for bar in given.bars} == {
        "confirmed": "", "held": "held", "not_held": "not-held",
    }  # fmt: skip
    assert [group.count for group in given.groups] == [2]
    assert page.context["page"].sentence.startswith("2 ")
    assert "is-not-held" in page.text


@pytest.mark.parametrize(("days", "is_filled"), [(0, True), (-3, True), (4, False)])
def test_the_day_is_filled_in_where_it_has_come(client, at, plan, days, is_filled):
    on = localdate() + timedelta(days=days)
    activity = make.activity("confirmed", plan, at.sara, when=f"{on:%d-%m-%Y}")
    page = as_(client, at.sara).get(url("close_activity", activity))
    assert page.context["held"]["held_on"].value() == (write_date(on) if is_filled else None)
    assert bool(page.context["planned_for"]) is not is_filled


def test_what_goes_on_is_not_asked_about_first(client, at, plan):
    when = say_span(localdate(), localdate() + timedelta(days=3))
    activity = make.activity("confirmed", plan, at.sara, when=when)
    page = as_(client, at.sara).get(activity.get_absolute_url()).text
    assert f'button-secondary" href="{url("close_activity", activity)}"' in page


# -- what is next ----------------------------------------------------------------------------------------------


def test_a_paused_plan_is_first_of_all_taken_up_again(client, at, plan):
    make.activity("tentative", plan, at.sara)
    actions.pause_plan(plan, reason="Influenza", on=make.TODAY, by=make.by(at.sara), now=make.NOW)
    page = as_(client, at.sara).get(plan.get_absolute_url()).text
    assert page.index("button-primary") < page.index(url("resume", plan)) < page.index('id="stages"')
    assert url("resume", plan) not in as_(client, at.ali).get(plan.get_absolute_url()).text


def test_a_stage_that_was_opened_although_something_was_missing_says_so_on_the_plan(client, at):
    plan = make.plan("begun", at)
    actions.end_stage(make.stage(plan), by=make.by(at.sara), now=make.NOW)
    as_(client, at.ali)
    before = client.get(plan.get_absolute_url()).text.count("plan-missing")
    actions.override_stage(
        make.stage(plan, "phase-2"), reason="MED holder ferie", by=make.by(at.mette), now=make.NOW
    )
    page = client.get(plan.get_absolute_url())
    assert page.text.count("plan-missing") == before  # instead of what was missing
    assert [one.stage.override_reason for one in page.context["page"].stages][1] == "MED holder ferie"


def test_what_belongs_to_stages_that_have_ended_is_folded_and_not_counted(client, at):
    plan = make.plan("begun", at)
    as_(client, at.sara)
    offered = client.get(plan.get_absolute_url()).context["page"].offered.suggestions
    actions.end_stage(make.stage(plan), by=make.by(at.sara), now=make.NOW)
    page = client.get(url("suggestions", plan))
    shown = page.context["page"]
    (earlier,) = shown.earlier
    assert earlier.title not in [group.title for group in shown.groups]
    assert 'id="earlier"' in page.text
    now = client.get(plan.get_absolute_url()).context["page"].offered.suggestions
    assert now == offered - len(earlier.rows)
    assert client.post(url("suggestions", plan), {f"take-{earlier.rows[0].key}": "on"}).status_code == 302


# -- when many are away ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "is_poor"),
    [
        ((date(2026, 10, 12), date(2026, 10, 16)), True),  # the autumn holiday
        ((date(2026, 11, 9), date(2026, 11, 13)), False),
        ((date(2026, 10, 5), date(2027, 1, 15)), False),  # what goes on for long goes on through a holiday
    ],
)
def test_a_poor_week_is_told(window, is_poor):
    assert bool(say_poor_weeks([window])) is is_poor


def test_a_suggestion_and_a_move_into_a_poor_week_say_so(client, at, plan):
    PlanStage.objects.filter(plan=plan, key="phase-1").update(first=date(2027, 2, 15), last=date(2027, 4, 30))
    as_(client, at.sara)
    rows = client.get(url("suggestions", plan)).context["page"].rows()
    assert any("7" in row.poor for row in rows if row.poor)
    make.activity("tentative", plan, at.sara, when="8. februar 2027", stage=make.stage(plan))
    moved = client.get(reverse("plans:move_stage", args=[plan.pk, "phase-1"]), {"first": "22. februar 2027"})
    (row,) = [row for row in moved.context["moves"].rows if not row.is_stage]
    assert "7" in row.poor


# -- who, and the group's yes ----------------------------------------------------------------------------------


def test_the_sheet_names_the_leader_where_it_is_the_leader(client, at, plan):
    make.activity("tentative", plan, at.sara, title="Lederens")
    make.activity("tentative", plan, at.sara, title="Andres", responsible_words="Køkkenet")
    sheet = as_(client, at.ali).get(url("plan_csv", plan)).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet), delimiter=";"))
    who = {row[0]: row[9] for row in rows[1:]}
    assert who == {"Lederens": at.sara.name, "Andres": "Køkkenet"}
    central = make.central(at)
    make.activity("tentative", central, at.karin, title="Fælles")
    sheet = as_(client, at.karin).get(url("plan_csv", central)).content.decode("utf-8-sig")
    assert central.initiative.sponsor.name in sheet


def test_the_hours_stand_in_the_plan_before_the_form(client, at, plan):
    make.activity("tentative", plan, at.sara, hours=(HoursSaid("støttepersonen", 2.5, "week", ""),))
    make.approval(plan, [at.bo])
    page = as_(client, at.mette).get(url("approval", plan)).text
    assert 'id="answer"' not in page
    make.approval(plan, [at.mette])
    page = client.get(url("approval", plan)).text
    assert "2,5" in page
    assert page.index("<table") < page.index('id="answer"')


def test_a_gate_that_waits_for_the_groups_yes(client, at):
    book = library()["core-task"].model_dump(mode="json")
    book["stages"][1]["gate"] = {"approval": True}
    book["approval"] = library()["good-casework"].model_dump(mode="json")["approval"]
    Initiative.objects.filter(pk=at.initiative.pk).update(playbook_text=json.dumps(book))
    at.initiative.refresh_from_db()
    plan = make.plan("begun", at)
    actions.end_stage(make.stage(plan), by=make.by(at.sara), now=make.NOW)
    stage = make.stage(make.again(plan), "phase-2")
    here = reverse("plans:stage", args=[plan.pk, "phase-2"])
    assert [one.kind for one in missing(read_criteria(stage))] == ["approval"]
    assert url("ask_approval", plan) in as_(client, at.sara).get(here).text
    asked = make.approval(plan, [at.mette])
    assert missing(read_criteria(stage))
    assert url("approval", plan) in client.get(here).text
    actions.answer_approval(
        asked, asked.voices.get(), answer="approved", by=make.by(at.mette), now=make.later()
    )
    assert not missing(read_criteria(stage))
    make.approval(plan, [at.bo])  # laid before them anew, it waits anew
    assert missing(read_criteria(stage))
