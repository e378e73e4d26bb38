"""Who takes part, what it builds on, its start and its end."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.initiatives import actions, rules
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.pages import group_by_branch
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.organisation.tests.factories import NOW
from pejlemaerke.record.models import Event, Turn

from . import factories as make

pytestmark = pytest.mark.django_db


class Town:
    def __init__(self) -> None:
        self.top = org.unit("Kommunen", level="kommune")
        self.centre = org.unit("Ældrecenter", self.top, level="center")
        self.groups = [org.unit(f"Gruppe {number}", self.centre, level="gruppe") for number in range(3)]
        self.kitchen = org.unit("Køkkenet", self.centre, level="stab")
        self.boss = org.person("Mette", "Holm", self.top, role="director")
        self.made = make.initiative(self.top, self.boss)

    @property
    def url(self) -> str:
        return self.made.get_absolute_url()

    def start(self) -> None:
        found = Initiative.objects.get(pk=self.made.pk)
        actions.start_initiative(
            found, by=Actor(found.organisation_id, self.boss.pk, self.boss.name), now=NOW
        )

    def taking_part(self) -> set[str]:
        return set(self.made.participations.values_list("unit__name", flat=True))


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def boss(client: Client, town: Town) -> Client:
    client.force_login(org.account(town.boss))
    return client


def test_a_branch_and_its_levels_give_the_list_that_is_confirmed(boss: Client, town: Town) -> None:
    url = f"{town.url}participants/"
    levels = boss.get(url, {"branch": str(town.centre.pk)}).content.decode()
    assert 'value="gruppe"' in levels
    assert "(3)" in levels
    chosen = boss.get(url, {"branch": str(town.centre.pk), "levels": "1", "level": "gruppe"}).content.decode()
    assert chosen.count('name="add"') == 3
    assert not town.taking_part()
    boss.post(url, {"add": [str(one.pk) for one in town.groups[:2]]})
    assert town.taking_part() == {"Gruppe 0", "Gruppe 1"}


def test_single_units_are_found_by_name_added_and_taken_out(boss: Client, town: Town) -> None:
    url = f"{town.url}participants/"
    assert "Køkkenet" in boss.get(url, {"q": "koekken"}).content.decode()
    boss.post(url, {"add": str(town.kitchen.pk)})
    assert town.taking_part() == {"Køkkenet"}
    boss.post(url, {"remove": str(town.kitchen.pk)})
    assert town.taking_part() == set()


def test_nobody_is_taken_out_of_a_running_initiative(boss: Client, town: Town) -> None:
    boss.post(f"{town.url}participants/", {"add": str(town.kitchen.pk)})
    town.start()
    answer = boss.post(f"{town.url}participants/", {"remove": str(town.kitchen.pk)})
    assert answer.status_code == 409
    assert town.taking_part() == {"Køkkenet"}


def test_a_unit_of_another_organisation_cannot_be_brought_in(boss: Client, town: Town) -> None:
    foreign = org.unit("Fremmed", organisation=org.organisation("Anden"))
    assert boss.post(f"{town.url}participants/", {"add": str(foreign.pk)}).status_code == 409
    assert boss.get(f"{town.url}participants/", {"branch": str(foreign.pk)}).status_code == 404
    assert boss.post(f"{town.url}participants/", {"add": "x"}).status_code == 404


def test_choosing_costs_the_same_for_few_and_for_many(
    boss: Client, town: Town, django_assert_max_num_queries: Any
) -> None:
    Unit.objects.bulk_create(
        Unit(
            organisation=town.top.organisation,
            key=f"k{number}",
            name=f"Plads {number}",
            level="plads",
            parent=town.centre,
            path=f"{town.centre.path}{number + 100:04}",
        ).prepare()
        for number in range(1000)
    )
    query = {"branch": str(town.top.pk), "levels": "1", "level": "plads", "q": "plads"}
    with django_assert_max_num_queries(15):
        assert boss.get(f"{town.url}participants/", query).status_code == 200
    boss.post(
        f"{town.url}participants/",
        {"add": [str(key) for key in Unit.objects.filter(level="plads").values_list("pk", flat=True)]},
    )
    with django_assert_max_num_queries(15):
        assert boss.get(town.url).status_code == 200


def decision(**given: Any) -> dict[str, Any]:
    return {"decided_by": "Byrådet", "decided_when": "juni 2019", "decided_what": "Én indgang."} | given


def test_an_earlier_decision_is_named_with_its_document(client: Client, boss: Client, town: Town) -> None:
    paper = SimpleUploadedFile("../../referat æøå.txt", "Byrådet besluttede én indgang.".encode())
    assert boss.post(f"{town.url}earlier-decision/", decision(file=paper)).status_code == 302
    file = boss.get(f"{town.url}earlier-decision/file/")
    assert file.content.decode() == "Byrådet besluttede én indgang."
    assert file["Content-Disposition"].startswith("attachment")
    assert ".." not in file["Content-Disposition"]
    assert file["X-Content-Type-Options"] == "nosniff"
    # Without a new file the old one stays.
    boss.post(f"{town.url}earlier-decision/", decision(decided_when="2019"))
    assert boss.get(f"{town.url}earlier-decision/file/").status_code == 200
    # While it is being prepared nobody else sees the document either.
    client.force_login(org.account(org.person(unit=town.kitchen)))
    assert client.get(f"{town.url}earlier-decision/file/").status_code == 404


@pytest.mark.parametrize(
    "paper",
    [
        SimpleUploadedFile("tom.docx", b""),
        SimpleUploadedFile("virus.docx", b"MZ\x90\x00\x03" * 40),
        SimpleUploadedFile("plan.docx", b"PK\x03\x04not a zip at all"),
    ],
    ids=["empty", "a program", "a broken zip"],
)
def test_a_file_that_cannot_be_kept_is_refused_in_one_sentence(
    boss: Client, town: Town, paper: SimpleUploadedFile
) -> None:
    paper.seek(0)
    answer = boss.post(f"{town.url}earlier-decision/", decision(file=paper))
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()
    assert "Én indgang." in answer.content.decode()
    town.made.refresh_from_db()
    assert town.made.decided_file is None


def test_no_document_is_no_page(boss: Client, town: Town) -> None:
    assert boss.get(f"{town.url}earlier-decision/file/").status_code == 404


def test_it_starts_when_somebody_takes_part_and_ends_with_what_it_led_to(boss: Client, town: Town) -> None:
    with pytest.raises(Refused):
        town.start()
    boss.post(f"{town.url}participants/", {"add": str(town.kitchen.pk)})
    town.start()
    with pytest.raises(Refused):
        town.start()
    assert boss.post(f"{town.url}close/", {"note": ""}).status_code == 422
    assert boss.post(f"{town.url}close/", {"note": "Færre skift."}).status_code == 302
    town.made.refresh_from_db()
    assert town.made.state == "closed"
    assert Event.objects.get(object_id=town.made.pk, verb="closed").note == "Færre skift."
    assert boss.post(f"{town.url}participants/", {"add": str(town.top.pk)}).status_code == 409


@pytest.mark.parametrize(
    "what",
    [
        "close",
        "participants",
        "earlier-decision",
        "edit",
        "timetable",
        "risks/new",
        "risks/take",
        "groups/new",
    ],
)
def test_others_change_nothing(client: Client, town: Town, what: str) -> None:
    Initiative.objects.update(state="running")
    client.force_login(org.account(org.person(unit=town.kitchen, role="leader")))
    assert client.post(f"{town.url}{what}/", decision()).status_code == 403
    stranger = org.person(unit=org.unit("Andet", organisation=org.organisation("Anden")), role="director")
    client.force_login(org.account(stranger))
    assert client.post(f"{town.url}{what}/", decision()).status_code == 404


def test_the_page_says_why_for_how_long_and_what_happened(boss: Client, town: Town) -> None:
    boss.post(f"{town.url}participants/", {"add": [str(one.pk) for one in (*town.groups, town.kitchen)]})
    page = boss.get(town.url).content.decode()
    assert "Borgeren skal møde færre mennesker." in page
    assert "Mette Holm" in page
    assert "Gruppe 2" in page
    assert page.count("<h1") == 1


def test_everybody_reads_a_running_initiative(client: Client, town: Town, boss: Client) -> None:
    boss.post(f"{town.url}participants/", {"add": str(town.kitchen.pk)})
    town.start()
    employee: Person = org.person(unit=town.kitchen)
    client.force_login(org.account(employee))
    page = client.get(town.url)
    assert page.status_code == 200
    assert f"{town.url}edit/" not in page.content.decode()


def test_participants_are_gathered_by_branch_and_lone_ones_under_what_they_share(town: Town) -> None:
    far = org.unit("Borgerservice", town.top)
    found = group_by_branch([town.centre, *town.groups, far])
    assert [(summary, len(units)) for summary, units in found] == [
        ("Ældrecenter (4)", 4),
        ("Kommunen (1)", 1),
    ]
    assert [summary for summary, _units in group_by_branch(town.groups)] == ["Ældrecenter (3)"]
    assert group_by_branch([]) == []


def test_a_draft_can_be_dropped_and_is_then_its_makers_own(client: Client, boss: Client, town: Town) -> None:
    assert f"{town.url}drop/" in boss.get(town.url).content.decode()
    assert boss.get(f"{town.url}drop/").status_code == 405
    answer = boss.post(f"{town.url}drop/")
    assert (answer.status_code, answer["Location"]) == (302, "/initiatives/")
    town.made.refresh_from_db()
    assert town.made.state == "dropped"
    assert not Turn.objects.exists()
    assert boss.get("/initiatives/").context["page"].preparing == ()
    assert "drop/" not in boss.get(town.url).content.decode()
    assert boss.post(f"{town.url}drop/").status_code == 409
    with pytest.raises(Refused):
        town.start()
    client.force_login(org.account(org.person(unit=town.kitchen)))
    assert client.get(town.url).status_code == 404
    assert client.post(f"{town.url}drop/").status_code == 404


def test_what_has_started_is_closed_and_not_dropped(boss: Client, town: Town) -> None:
    boss.post(f"{town.url}participants/", {"add": str(town.kitchen.pk)})
    town.start()
    assert boss.post(f"{town.url}drop/").status_code == 409
    assert "drop/" not in boss.get(town.url).content.decode()


def test_the_sponsor_or_the_line_over_them_starts_it_and_the_programme_office_prepares(town: Town) -> None:
    office = org.person("Nadia", "Rahbek", town.top, role="programme_office")
    aide = org.person("Per", "Holt", town.kitchen)
    below = org.person("Kurt", "Friis", town.centre, role="senior_manager")
    own = make.initiative(town.top, aide, town.kitchen, title="En anden står bag")
    said = {
        person.last_name: (
            bool(rules.may_edit(org.scope_of(person), own)),
            bool(rules.may_start(org.scope_of(person), own)),
        )
        for person in (town.boss, office, aide, below)
    }
    assert said == {
        "Holm": (True, True),
        "Rahbek": (True, False),
        "Holt": (True, True),
        "Friis": (False, False),
    }
    refused = rules.may_start(org.scope_of(office), own)
    assert not refused.relation
    assert refused.reason
