"""Stage and activity say which decision their days come from, and when they are no longer the decided ones."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pejlemaerke.core.periods import parse_period
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.tests import factories as prepare
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.meetings.tests import factories as meetings
from pejlemaerke.organisation.models import Person

from .. import actions
from ..models import Activity, Plan, PlanStage
from ..pages.sources import ShownSource, source_of_activity, source_of_stage
from ..pages.suggestions import offered_to
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db

VISITS = {"text": "Lederne tager med ud i februar.", "when": "februar 2027"}
DAY = {"text": "Vi holder en halv lederdag i maj.", "when": "maj 2027"}


class Town:
    """An initiative under way, with the visits and the leaders' day as the top team decided them."""

    def __init__(self, *, is_closed: bool = False) -> None:
        self.body = meetings.body()
        self.points = prepare.decided(self.body, VISITS, DAY, is_closed=is_closed)
        self.by = make.by(self.body.karin)
        self.initiative: Initiative = prepare.initiative(
            self.body.top, self.body.karin, self.body.nord, playbook=prepare.visits(), first=date(2026, 12, 1)
        )
        self.timed("stages.during", self.points[0])

    def timed(self, item: str, point: DecidedPoint, words: str = "") -> None:
        period = parse_period(words) if words else point.period
        assert period is not None
        initiatives.set_timing(self.initiative, item, period, point=point, by=self.by, now=make.NOW)

    def start(self) -> Plan:
        initiatives.start_initiative(self.initiative, by=self.by, now=make.NOW)
        actions.lay_out(self.initiative, by=self.by, now=make.NOW)
        return make.again(Plan.objects.get(initiative=self.initiative, is_central=True))  # type: ignore[no-any-return]

    def of_stage(self, stage: PlanStage, who: Person | None = None) -> ShownSource | None:
        return source_of_stage(stage, make.scope_of(who or self.body.karin))

    def of_activity(self, activity: Activity) -> ShownSource | None:
        return source_of_activity(activity, make.scope_of(self.body.karin))


def test_a_stage_names_the_decision_its_days_come_from(client: Client) -> None:
    town = Town()
    plan = town.start()
    page = as_(client, town.body.karin).get(reverse("plans:stage", args=[plan.pk, "during"]))
    source = page.context["source"]
    assert (source.text, source.url) == (VISITS["text"], town.points[0].get_absolute_url())
    assert source.where.startswith(f"{town.points[0].item.meeting.committee.name}, ")
    assert VISITS["text"] in page.text
    assert source.url in page.text
    counted = make.stage(plan, "after")
    assert town.of_stage(counted) is None


def test_a_stage_that_has_moved_says_what_was_decided() -> None:
    town = Town()
    stage = make.stage(town.start(), "during")
    as_decided = town.of_stage(stage)
    assert as_decided is not None
    assert "2027" not in as_decided.lead
    stage.first = date(2027, 3, 1)
    moved = town.of_stage(stage)
    assert moved is not None
    assert "februar 2027" in moved.lead


def test_an_activity_names_its_own_decision_else_that_of_its_stage(client: Client) -> None:
    town = Town()
    town.timed("activities.leader-day", town.points[1])
    town.timed("stages.after", town.points[1])
    plan = town.start()
    own = Activity(
        plan=plan,
        item="leader-day",
        stage=make.stage(plan, "after"),
        first=date(2027, 5, 1),
        last=date(2027, 5, 31),
    )
    in_stage = Activity(plan=plan, item="weekly", stage=make.stage(plan, "during"))
    found, through_stage = town.of_activity(own), town.of_activity(in_stage)
    assert found is not None
    assert through_stage is not None
    assert (found.text, through_stage.text) == (DAY["text"], VISITS["text"])
    assert found.lead != through_stage.lead
    assert town.of_activity(Activity(plan=plan)) is None
    made = actions.add_activity(plan, make.fields(), by=town.by, now=make.NOW)
    page: Any = as_(client, town.body.karin).get(reverse("plans:activity", args=[made.pk]))
    assert page.context["source"] is None


def test_a_closed_decision_is_not_told_to_who_may_not_read_it() -> None:
    town = Town(is_closed=True)
    stage = make.stage(town.start(), "during")
    assert town.of_stage(stage) is not None
    assert town.of_stage(stage, town.body.ali) is None


@pytest.mark.parametrize(("words", "is_decided"), [("", True), ("juni 2027", False)])
def test_only_the_days_that_were_decided_are_suggested_as_decided(words: str, is_decided: bool) -> None:
    town = Town()
    town.timed("activities.leader-day", town.points[1], words)
    free, _aside, _taken = offered_to(town.start())
    assert next(one for one in free if one.key == "leader-day").is_decided == is_decided
