"""Search finds by part of a name, however it is spelt, and only what one may see."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from pejlemaerke.organisation.models import Unit
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.portal.search import read_search

from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Unit:
    return org.unit("Kommunen")


def names(person: Any, text: str) -> dict[str, list[str]]:
    page = read_search(org.scope_of(person), text)
    return {group.kind: [row.verb for row in group.rows] for group in page.groups}


@pytest.mark.parametrize("text", ["ældre", "aeldre", "ÆLDRE og", "og ældr"])
def test_a_unit_is_found_however_it_is_spelt(top: Unit, text: str) -> None:
    org.unit("Ældre og Sundhed", top)
    assert names(org.person(unit=top), text) == {"units": ["Ældre og Sundhed"]}


def test_each_kind_is_found_under_its_own_heading(top: Unit) -> None:
    boss = org.person("Solvej", "Holm", top, role="director")
    place = org.unit("Solgården", top)
    started = make.initiative(top, boss, title="Sol over by")
    make.takes_part(started, place)
    make.backbrief(make.brief(started, top), place)
    assert names(boss, "sol") == {
        "units": ["Solgården"],
        "people": ["Solvej Holm"],
        "initiatives": ["Sol over by"],
        "backbriefs": ["Solgården"],
    }


def test_what_one_may_not_see_is_not_found(top: Unit) -> None:
    boss = org.person("Mette", "Holm", top, role="director")
    place = org.unit("Solgården", top)
    started = make.initiative(top, boss, title="Solen", state="draft")
    make.backbrief(make.brief(started, top), place)
    outside = org.person("Udenfor", "Stående", org.unit("Borgerservice", top))
    assert names(outside, "sol") == {"units": ["Solgården"]}
    stranger = org.person(
        unit=org.unit("Andet", organisation=org.organisation("Anden")), role="administrator"
    )
    assert names(stranger, "sol") == {}
    assert names(stranger, "mette") == {}


def test_many_hits_are_paged(client: Client, top: Unit, django_assert_max_num_queries: Any) -> None:
    for number in range(45):
        org.unit(f"Plads {number:02}", top)
    client.force_login(org.account(org.person(unit=top)))
    with django_assert_max_num_queries(15):
        shown = client.get("/search/?q=plads")
    assert shown.content.decode().count("work-row-link") == 20
    last = client.get("/search/?q=plads&kind=units&page=3").content.decode()
    assert last.count("work-row-link") == 5
    assert "Plads 44" in last


@pytest.mark.parametrize("text", ["", "   ", "findes ikke", "%", "æøå" * 60])
def test_nothing_found_is_said_kindly(client: Client, top: Unit, text: str) -> None:
    client.force_login(org.account(org.person(unit=top)))
    shown = client.get("/search/", {"q": text})
    assert shown.status_code == 200
    assert "work-row-link" not in shown.content.decode()
