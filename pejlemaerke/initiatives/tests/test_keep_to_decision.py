"""From what was decided to the timetable: what the form begins with, days that differ, and the way on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from pejlemaerke.initiatives import actions
from pejlemaerke.initiatives.models import Timing
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.organisation.models import Committee
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.organisation.tests.factories import NOW
from pejlemaerke.playbooks.loader import library
from pejlemaerke.record.panel import read_trail

from . import factories as make
from .test_plan_pages import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def boss(client: Client, town: Town) -> Client:
    client.force_login(org.account(town.boss))
    return client


def test_the_form_begins_where_the_body_sits_with_the_playbook_the_words_speak_of(
    boss: Client, town: Town
) -> None:
    about_visits, about_chairs = (
        {"text": "Lederne er ude hos borgerne en halv dag og følger en medarbejder."},
        {"text": "Der købes nye stole til kantinen."},
    )
    visits, chairs = (make.decided(town.body, said)[0] for said in (about_visits, about_chairs))

    def begins(point: DecidedPoint) -> dict[str, Any]:
        return boss.get(f"/initiatives/new/?point={point.pk}").context["form"].initial  # type: ignore[no-any-return]

    assert begins(visits)["playbook"] == "citizen-first-visits"
    assert begins(chairs)["playbook"] == ""
    assert begins(visits)["unit"] == town.top.name
    Committee.objects.filter(pk=visits.item.meeting.committee_id).update(unit=town.house)
    assert begins(visits)["unit"] == town.house.name


def test_days_that_are_not_the_decided_ones_are_said_to_differ(boss: Client, town: Town) -> None:
    points = town.decided()
    made = town.initiative(points=points[:3], state="running")
    boss.post(
        f"{made.get_absolute_url()}timetable/",
        {"when-stages.during": "april 2027", "point-stages.during": points[2].pk},
    )
    assert made.read_timetable().stages["during"].origin == "set"
    page = boss.get(f"{made.get_absolute_url()}timetable/")
    (row,) = (one for one in page.context["page"].stages if one.differs)
    assert row.item.title == "Besøgene"
    assert row.when.startswith("april 2027")
    assert "februar – marts 2027" in row.origin
    assert row.decided.text == points[2].text
    stages = {one.title: one for one in boss.get(made.get_absolute_url()).context["page"].stages}
    assert "februar – marts 2027" in stages["Besøgene"].origin
    boss.post(
        f"{made.get_absolute_url()}timetable/",
        {"when-stages.during": "1. februar – 31. marts 2027", "point-stages.during": points[2].pk},
    )
    assert made.read_timetable().stages["during"].origin == "decided"


def test_from_a_timetable_that_is_set_one_goes_on_to_the_plan_it_gives(boss: Client, town: Town) -> None:
    made = town.initiative()
    url = f"{made.get_absolute_url()}timetable/"
    assert boss.get(url).context["page"].step is None
    answer = boss.post(url, {"when-stages.during": "februar 2027"}, follow=True)
    step = answer.context["page"].step
    assert step.url in answer.content.decode()
    assert boss.get(step.url).status_code == 200
    actions.start_initiative(made, by=town.by, now=NOW)
    assert boss.get(url).context["page"].step is None


def test_what_workplaces_do_stands_there_when_a_decision_gives_it_days(boss: Client, town: Town) -> None:
    said = {"text": "Arbejdspladserne planlægger selv dagene.", "when": "januar 2027"}
    (point,) = make.decided(town.body, said)
    made = make.initiative(
        town.top, town.boss, town.house, playbook=library()["citizen-first-visits"], points=[point]
    )
    url = f"{made.get_absolute_url()}timetable/"
    (row,) = boss.get(url).context["page"].local
    assert (row.item.item, row.is_suggested) == ("activities.plan-visits", True)
    item = row.item.item
    boss.post(url, {f"when-{item}": "januar 2027", f"point-{item}": str(point.pk)})
    assert Timing.objects.get().item == item
    (row,) = boss.get(url).context["page"].local
    assert row.is_fixed
    boss.post(url, {f"when-{item}": "", f"point-{item}": ""})
    assert boss.get(url).context["page"].local[0].is_suggested
    plain = town.initiative()
    assert boss.get(f"{plain.get_absolute_url()}timetable/").context["page"].local == ()


def test_its_decisions_stand_on_the_page_and_not_again_in_the_thread(boss: Client, town: Town) -> None:
    (point,) = make.decided(town.body, {"text": "Lederne tager med ud.", "when": "marts 2027"})
    made = town.initiative(points=[point])
    assert boss.get(made.get_absolute_url()).content.decode().count(point.text) == 1
    trail = read_trail(made, org.scope_of(town.boss))
    shown = {step.url for step in trail.causes}
    assert point.get_absolute_url() not in shown
    assert point.item.memo is not None
    assert point.item.memo.get_absolute_url() in shown
