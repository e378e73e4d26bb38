"""The line's page: who may follow what, one level at a time, for the same price however long it is."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.portal.line import LinePage, read_line

from . import factories as make

pytestmark = pytest.mark.django_db


class Town:
    """Two centres, three workplaces each: silent, sent and accepted in the north, nothing begun in the south."""

    def __init__(self) -> None:
        self.top = org.unit("Kommunen")
        self.north, self.south = org.unit("Nord", self.top), org.unit("Syd", self.top)
        self.boss = org.person("Mette", "Holm", self.top, role="director")
        self.started = make.initiative(self.top, self.boss)
        self.places = [org.unit(f"N{number}", self.north, employees=10) for number in range(3)]
        self.others = [org.unit(f"S{number}", self.south, employees=5) for number in range(3)]
        make.takes_part(self.started, *self.places, *self.others)
        order = make.brief(self.started, self.north)
        make.backbrief(order, self.places[0], "draft", due=make.PAST)
        make.backbrief(order, self.places[1], "submitted")
        self.accepted = make.backbrief(order, self.places[2], "accepted")

    @property
    def url(self) -> str:
        return f"/initiatives/{self.started.pk}/line/"

    def page(self, person: Person, **asked: Any) -> LinePage:
        with translation.override("en"):
            return read_line(self.started, org.scope_of(person), org.TODAY, participating=6, **asked)


@pytest.fixture
def town() -> Town:
    return Town()


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(org.account(person))
    return client


def test_the_whole_is_said_first_with_the_silent_by_name(town: Town) -> None:
    page = town.page(town.boss)
    assert page.sentence == "2 of 6 workplaces have answered."
    assert [one.title for one in page.silent] == ["N0"]
    assert [(cell.title, cell.word, cell.shape, cell.weight) for cell in page.cells] == [
        ("Nord", "2 of 3", "half", 30),
        ("Syd", "0 of 3", "empty", 15),
    ]
    assert not page.partial


def test_a_branch_opens_into_its_workplaces(town: Town) -> None:
    page = town.page(town.boss, unit=town.north)
    assert [step.title for step in page.steps] == ["Kommunen"]
    assert [(cell.title, cell.word) for cell in page.cells] == [
        ("N0", "Silent"),
        ("N1", "Sent"),
        ("N2", "Accepted"),
    ]
    assert page.cells[2].url == town.accepted.get_absolute_url()


def test_one_state_is_a_list_of_workplaces(town: Town) -> None:
    page = town.page(town.boss, state="not_begun")
    assert [one.verb for one in page.workplaces] == ["S0", "S1", "S2"]
    assert town.page(town.boss, state="silent").workplaces[0].when.startswith("silent since ")
    assert town.page(town.boss, state="nonsense").state == ""


def test_a_leader_follows_the_branch_and_the_neighbours_and_is_told_so(town: Town) -> None:
    chief = org.person("Jonas", "Berg", town.north, role="senior_manager")
    page = town.page(chief)
    assert page.tally.units == 3
    assert page.partial


def test_a_caseworker_sees_the_own_workplace_alone(client: Client, town: Town) -> None:
    worker = org.person("Fatma", "Yil", town.places[2], role="caseworker")
    assert [cell.title for cell in town.page(worker).cells] == ["N2"]
    shown = signed_in(client, worker).get(town.url).content.decode()
    assert ">N1<" not in shown


def test_who_has_no_part_is_told_and_sees_no_names(client: Client, town: Town) -> None:
    outside = org.person(unit=org.unit("Borgerservice", town.top))
    shown = signed_in(client, outside).get(town.url)
    assert shown.status_code == 200
    assert 'class="empty"' in shown.content.decode()
    assert ">N0<" not in shown.content.decode()


def test_an_initiative_one_may_not_see_is_not_there(client: Client, town: Town) -> None:
    stranger = org.person(unit=org.unit("Andet", organisation=org.organisation("Anden")), role="director")
    signed_in(client, stranger)
    assert client.get(town.url).status_code == 404
    assert client.get(f"{town.url}csv").status_code == 404
    draft = make.initiative(town.top, town.boss, state="draft")
    client.force_login(org.account(org.person(unit=town.places[0])))
    assert client.get(f"/initiatives/{draft.pk}/line/").status_code == 404


@pytest.mark.parametrize("query", ["?unit=nowhere", "?unit=0190b2a4-7c1e-7d6a-8f00-000000000000"])
def test_a_branch_that_is_not_there_is_not_found(client: Client, town: Town, query: str) -> None:
    assert signed_in(client, town.boss).get(town.url + query).status_code == 404


def test_the_line_leaves_as_a_sheet_of_what_one_may_follow(client: Client, town: Town) -> None:
    signed_in(client, town.boss)
    sheet = client.get(f"{town.url}xlsx?unit={town.north.pk}")
    assert "attachment" in sheet["Content-Disposition"]
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[0] for row in rows[1:]] == ["N0", "N1", "N2"]
    text = client.get(f"{town.url}csv?state=not_begun").content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()[1:]] == ["S0", "S1", "S2"]
    assert client.get(f"{town.url}pdf").status_code == 404


def test_a_formula_in_a_name_stays_a_name(client: Client, town: Town) -> None:
    Unit.objects.filter(pk=town.places[0].pk).update(name="=1+1")
    text = signed_in(client, town.boss).get(f"{town.url}csv").content.decode("utf-8-sig")
    assert "\n=1+1" not in text


@pytest.mark.parametrize("units", [10, 1000])
@pytest.mark.parametrize("query", ["", "?state=silent", "?state=not_begun&page=2", "?unit="])
def test_the_page_costs_the_same_for_ten_and_for_a_thousand(
    client: Client, town: Town, units: int, query: str, django_assert_max_num_queries: Any
) -> None:
    Unit.objects.bulk_create(
        Unit(
            organisation=town.top.organisation,
            key=f"k{number}",
            name=f"Plads {number}",
            parent=town.south,
            path=f"{town.south.path}{number + 100:04}",
            employees=3,
        ).prepare()
        for number in range(units)
    )
    make.takes_part(town.started, *Unit.objects.filter(key__startswith="k"))
    query = f"?unit={town.south.pk}&state=not_begun" if query == "?unit=" else query
    signed_in(client, town.boss)
    with django_assert_max_num_queries(15):
        assert client.get(town.url + query).status_code == 200
