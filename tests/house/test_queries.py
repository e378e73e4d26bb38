"""A page costs the same number of queries for ten units and for a thousand, and at most fifteen.

A page is registered with how it is asked for; the line is made once at each size, in bulk.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pejlemaerke import record
from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.initiatives.models import Participation
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.models import Person, Post, Role, Unit
from pejlemaerke.organisation.tests import factories as people

from .world import World, pages

MOST = 15
FEW, MANY = 10, 1000

#: Who asks, for pages that not everybody may open; else Karin, who leads the whole line.
ASKED_BY: dict[str, Callable[[World], Person]] = {
    **dict.fromkeys(
        ("briefs:write", "briefs:section", "briefs:send", "briefs:bring", "briefs:next_revision"),
        lambda world: world.line.sara,
    ),
    **dict.fromkeys(
        ("briefs:brief", "briefs:edit_brief", "briefs:issue_brief", "briefs:neighbours", "briefs:revision"),
        lambda world: world.line.mette,
    ),
}

#: Files cost their making, not their queries; the styleguide reads none.
LEFT_OUT = {"ui:styleguide"}


def grow(world: World, start: int, stop: int) -> None:
    """Workplaces number `start` to `stop` under Mette, each with a leader, an employee and an unbegun backbrief."""
    at = world.line
    brief = at.area_brief
    units = [
        Unit(
            organisation=at.organisation, key=f"x{number}", name=f"Hus {number}", parent=at.area,
            path=paths.child(at.area.path, 100 + number),
        ).prepare()
        for number in range(start, stop)
    ]  # fmt: skip
    Unit.objects.bulk_create(units)
    persons = [
        Person(
            organisation=at.organisation, key=f"x{number}", first_name="Nr", last_name=str(number)
        ).prepare()
        for number in range(start, stop)
    ]
    Person.objects.bulk_create(persons)
    for made in (Role, Post):
        extra = {"kind": "leader"} if made is Role else {}
        made.objects.bulk_create(
            made(organisation=at.organisation, person=person, unit=unit, **extra)
            for person, unit in zip(persons, units, strict=True)
        )
    Participation.objects.bulk_create(
        Participation(organisation=at.organisation, initiative=at.initiative, unit=unit) for unit in units
    )
    backbriefs = [
        Backbrief(
            organisation=at.organisation, initiative=at.initiative, brief=brief, unit=unit,
            reviewer_unit=at.area, answers=brief.current, due=make.DUE,
        )
        for unit in units
    ]  # fmt: skip
    record.begin_all(backbriefs, by=make.by(at.mette), now=make.NOW, cause=brief)


def costs(world: World, clients: dict[object, Client], *, first: bool) -> dict[str, int]:
    """Page → queries, for those that answer 200 with a page. `first`: nobody has asked for them before."""
    found = {}
    for page in pages():
        if page.name in LEFT_OUT or not set(page.parameters) <= {"pk", "key", "name", "number"}:
            continue
        person = ASKED_BY.get(page.name, lambda world: world.line.karin)(world)
        if page.name.startswith("organisation:"):
            person = world.administrator
        if person.pk not in clients:
            clients[person.pk] = Client()
            clients[person.pk].force_login(people.account(person))
        client = clients[person.pk]
        url = reverse(page.name, kwargs=world.parameters(page))
        if first:
            client.get(url)  # what is read once and kept in memory is read now
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        if answer.status_code == 200 and "html" in answer["content-type"]:
            found[page.name] = len(asked)
    return found


@pytest.mark.django_db
def test_pages_cost_the_same_for_ten_and_a_thousand_units(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    clients: dict[object, Client] = {}
    grow(world, 0, FEW)
    few = costs(world, clients, first=True)
    grow(world, FEW, MANY)
    many = costs(world, clients, first=False)
    assert len(few) > 20
    assert {name: (few[name], many.get(name)) for name in few if few[name] != many.get(name)} == {}
    assert {name: count for name, count in few.items() if count > MOST} == {}
