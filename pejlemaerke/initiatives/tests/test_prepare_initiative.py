"""An initiative is prepared in words, understood out loud, and only then written down."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.record.models import Turn

from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Unit:
    return org.unit("Ældre og Sundhed")


@pytest.fixture
def boss(top: Unit) -> Person:
    return org.person("Birgitte", "Holmgaard", top, title="direktør", role="director")


@pytest.fixture
def office(client: Client, top: Unit) -> Client:
    client.force_login(org.account(org.person("Nadia", "Rahbek", top, role="programme_office")))
    return client


def said(**given: str) -> dict[str, str]:
    return {
        "title": "Kerneopgaven i hverdagen",
        "why": "Borgeren skal ikke fortælle det samme to gange.",
        "sponsor": "birgitte holmgaard",
        "unit": "aeldre og sundhed",
        "period": "kvartal 4 2026 til sommeren 2027",
        "playbook": "core-task",
    } | given


def understood(page: str) -> str:
    found = re.search(r'name="understood" value="([^"]+)"', page)
    return found.group(1) if found else ""


def test_what_was_understood_is_shown_and_confirmed_before_anything_is_written(
    office: Client, top: Unit, boss: Person
) -> None:
    first = office.post("/initiatives/new/", said())
    page = first.content.decode()
    assert first.status_code == 200
    assert "Birgitte Holmgaard, direktør, Ældre og Sundhed" in page
    assert "2026" in page
    assert not Initiative.objects.exists()
    done = office.post("/initiatives/new/", said(understood=understood(page)))
    made = Initiative.objects.get()
    assert done["Location"] == f"/initiatives/{made.pk}/participants/"
    assert (made.sponsor, made.unit, made.state) == (boss, top, "draft")
    assert made.first == date(2026, 10, 1)
    assert made.playbook.key == "core-task"
    assert Turn.objects.get(object_id=made.pk).owner == f"person:{boss.pk}"


def test_words_changed_after_they_were_understood_are_shown_again(office: Client, boss: Person) -> None:
    page = office.post("/initiatives/new/", said()).content.decode()
    changed = office.post("/initiatives/new/", said(period="2028", understood=understood(page)))
    assert changed.status_code == 200
    assert "2028" in changed.content.decode()
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"sponsor": "Ingen Kender"}, "sponsor"),
        ({"unit": "Findes ikke"}, "unit"),
        ({"period": "kvartal 7 2026"}, "period"),
        ({"why": "Ring til 010203-1234 om det."}, "why"),
    ],
)
def test_what_cannot_be_used_is_asked_about_and_nothing_typed_is_lost(
    office: Client, boss: Person, given: dict[str, str], field: str
) -> None:
    answer = office.post("/initiatives/new/", said(**given))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert "Kerneopgaven i hverdagen" in page or field == "title"
    assert not understood(page)


def test_an_unreadable_period_can_be_kept_as_words(office: Client, boss: Person) -> None:
    words = said(period="når vi er klar i 205", period_as_words="on")
    page = office.post("/initiatives/new/", words).content.decode()
    office.post("/initiatives/new/", words | {"understood": understood(page)})
    made = Initiative.objects.get()
    assert (made.period_text, made.first) == ("når vi er klar i 205", None)


def test_two_of_one_name_are_told_apart(office: Client, top: Unit, boss: Person) -> None:
    other = org.person("Birgitte", "Holmgaard", org.unit("Havnen", top), title="pædagog")
    asked = office.post("/initiatives/new/", said())
    assert asked.status_code == 422
    assert "Birgitte Holmgaard, pædagog, Havnen" in asked.content.decode()
    chosen = said(sponsor_pick=str(other.pk))
    page = office.post("/initiatives/new/", chosen).content.decode()
    office.post("/initiatives/new/", chosen | {"understood": understood(page)})
    assert Initiative.objects.get().sponsor == other


def test_one_prepares_only_for_ones_own_part(client: Client, top: Unit, boss: Person) -> None:
    chief = org.person(unit=org.unit("Hjemmeplejen", top), role="senior_manager")
    client.force_login(org.account(chief))
    assert client.post("/initiatives/new/", said()).status_code == 422
    assert not Initiative.objects.exists()


def test_only_makers_prepare(client: Client, top: Unit) -> None:
    client.force_login(org.account(org.person(unit=top, role="leader")))
    assert client.get("/initiatives/new/").status_code == 403


def test_it_may_carry_on_an_earlier_one(office: Client, top: Unit, boss: Person) -> None:
    earlier = make.initiative(top, boss, top, state="closed", title="Sammen om borgeren")
    words = said(predecessor=str(earlier.pk))
    page = office.post("/initiatives/new/", words).content.decode()
    office.post("/initiatives/new/", words | {"understood": understood(page)})
    made = Initiative.objects.get(predecessor=earlier)
    shown = office.get(made.get_absolute_url()).content.decode()
    assert "Sammen om borgeren" in shown
    assert "Kerneopgaven i hverdagen" in office.get(earlier.get_absolute_url()).content.decode()


def test_what_it_says_can_be_changed_by_its_makers_alone(
    client: Client, office: Client, top: Unit, boss: Person
) -> None:
    made = make.initiative(top, boss, top, state="running")
    url = f"/initiatives/{made.pk}/edit/"
    page = office.post(url, said(title="Nyt navn")).content.decode()
    assert office.post(url, said(title="Nyt navn", understood=understood(page))).status_code == 302
    made.refresh_from_db()
    assert made.title == "Nyt navn"
    client.force_login(org.account(org.person(unit=top, role="leader")))
    assert client.get(url).status_code == 403


def test_the_list_costs_the_same_for_few_and_for_many(
    office: Client, top: Unit, boss: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make.initiative(
            top, boss, top, state=("draft", "running", "closed")[number % 3], title=f"Nr. {number}"
        )
    with django_assert_max_num_queries(15):
        page = office.get("/initiatives/")
    assert page.content.decode().count("work-row-link") == 12


def test_drafts_are_shown_to_their_makers_alone(client: Client, top: Unit, boss: Person) -> None:
    made = make.initiative(top, boss, title="Hemmelig endnu")
    client.force_login(org.account(org.person(unit=top)))
    assert "Hemmelig" not in client.get("/initiatives/").content.decode()
    assert client.get(made.get_absolute_url()).status_code == 404
