"""Somebody from another organisation finds nothing here: every address that names an object is 404 to them.

The addresses are read from the resolver, so a new one is covered when it comes, or fails here until `world.py`
knows what its parameter names.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.organisation.tests import factories as people

from .world import World, pages

WITH_OBJECT = [page for page in pages() if "<uuid:" in page.route]


@pytest.fixture(autouse=True)
def _files_stay_in_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(db) -> World:
    return World()


def stranger() -> Client:
    """Somebody who holds everything one can hold, at a unit with the same path, in another municipality."""
    unit = people.unit("Andenby", organisation=people.organisation("Andenby"))
    person = people.person("Olga", "Nyt", unit, role="director")
    for kind in ("administrator", "programme_office", "communications", "auditor", "support_person"):
        make.role(person, kind, unit)
    people.seat(people.committee("HMU", unit), person)
    client = Client(raise_request_exception=True)
    client.force_login(people.account(person))
    return client


def test_there_are_addresses_to_try():
    assert len(WITH_OBJECT) > 20


def test_a_stranger_finds_nothing(world):
    client = stranger()
    found = []
    for page in WITH_OBJECT:
        url = reverse(page.name, kwargs=world.parameters(page)) + QUERIES.get(page.name, "")
        read = client.get(url).status_code
        fragment = client.get(url, headers={"hx-request": "true"}).status_code
        sent = client.post(url, {}).status_code
        # 405 says which method an address takes, and nothing of what is behind it; one of them must be 404.
        if {read, fragment, sent} - {404, 405} or 404 not in (read, sent):
            found.append(f"{page.name}: GET {read}, htmx {fragment}, POST {sent}")
    assert not found, "\n".join(found)


def test_at_home_somebody_finds_it(world):
    """Else the 404 above would prove nothing."""
    clients = []
    for person in world.insiders():
        clients.append(Client())
        clients[-1].force_login(people.account(person))
    missing = []
    for page in WITH_OBJECT:
        url = reverse(page.name, kwargs=world.parameters(page)) + QUERIES.get(page.name, "")
        if all(client.get(url).status_code == 404 for client in clients):
            missing.append(page.name)
    assert not missing


@pytest.mark.django_db
def test_nobody_comes_in_without_signing_in(client):
    inside = []
    for page in pages():
        values = {name: VALUES.get(name, "00000000-0000-7000-8000-000000000000") for name in page.parameters}
        answer = client.get(reverse(page.name, kwargs=values))
        if not (answer.status_code == 302 and answer["location"].startswith(reverse("account_login"))):
            inside.append(page.name)
    assert set(inside) == OPEN_TO_ALL


#: What an address needs after its question mark to mean something.
QUERIES = {"briefs:compare": "?from=1&to=2"}
#: Pages one reads before signing in.
OPEN_TO_ALL = {"portal:accessibility", "ui:styleguide"}
#: What a program asks for that cannot sign in: the address itself is the key, and a wrong one opens nothing.
OPEN_TO_ALL |= {"plans:feed"}
VALUES = {"number": 1, "name": "stop", "form": "csv", "subtask": "a"}
