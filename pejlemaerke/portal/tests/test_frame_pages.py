"""The frame around every page: places by who one is, and the pages everybody may read."""

from __future__ import annotations

import pytest
from django.test import Client

from pejlemaerke.organisation.tests import factories as org

pytestmark = pytest.mark.django_db


def links(client: Client, url: str = "/") -> str:
    return client.get(url).content.decode()


def test_an_employee_has_four_places_and_no_administration(client: Client) -> None:
    unit = org.unit()
    client.force_login(org.account(org.person("Maja", "Vind", unit)))
    shown = links(client)
    assert f'href="/organisation/units/{unit.pk}/"' in shown
    assert 'href="/meetings/"' in shown
    assert "Maja Vind" in shown
    assert shown.count('aria-current="page"') == 1
    assert "/organisation/imports/" not in shown


def test_an_administrator_reaches_the_organisation(client: Client) -> None:
    client.force_login(org.account(org.person(unit=org.unit(), role="administrator")))
    shown = links(client)
    assert "/organisation/imports/" in shown
    assert 'href="/mail/"' in shown


def test_the_place_one_is_in_is_marked(client: Client) -> None:
    client.force_login(org.account(org.person(unit=org.unit())))
    assert '<a href="/initiatives/" aria-current="page">' in links(client, "/initiatives/")


def test_the_language_can_be_changed(client: Client) -> None:
    client.force_login(org.account(org.person(unit=org.unit())))
    assert '<html lang="da">' in links(client)
    client.post("/language/setlang/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in links(client)


def test_the_accessibility_statement_is_open_to_everybody(client: Client) -> None:
    assert client.get("/accessibility/").status_code == 200


def test_help_is_for_those_who_work_here(client: Client) -> None:
    assert client.get("/help/").status_code == 302
    client.force_login(org.account(org.person(unit=org.unit())))
    assert client.get("/help/").status_code == 200
