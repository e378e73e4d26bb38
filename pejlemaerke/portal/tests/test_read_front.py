"""Min side: everybody meets what awaits them, in the order it hurts, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from pejlemaerke import record
from pejlemaerke.briefs.models import CommitteeView
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.organisation.models import Person, Substitution, Unit
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.portal.front import FrontPage, read_front
from pejlemaerke.record.models import Turn

from . import factories as make

pytestmark = pytest.mark.django_db
TODAY = org.TODAY


@pytest.fixture
def top() -> Unit:
    return org.unit("Kommunen")


@pytest.fixture
def north(top: Unit) -> Unit:
    return org.unit("Hjemmeplejen Nord", top)


@pytest.fixture
def boss(top: Unit) -> Person:
    return org.person("Mette", "Holm", top, role="director")


@pytest.fixture
def started(top: Unit, north: Unit, boss: Person) -> Any:
    made = make.initiative(top, boss)
    make.takes_part(made, north)
    return made


def front(person: Person, on: date = TODAY) -> FrontPage:
    return read_front(org.scope_of(person, on), on)


def said(page: FrontPage) -> list[tuple[str, str, str, str]]:
    return [(row.verb, row.about, row.who, row.when) for row in page.turns]


def test_a_leader_is_asked_to_write(started: Any, top: Unit, north: Unit) -> None:
    leader = org.person("Sara", "Lind", north, role="leader")
    make.backbrief(make.brief(started, top), north, due=date(2026, 11, 5))
    with translation.override("en"):
        assert said(front(leader)) == [
            (
                "Write the backbrief for",
                "Hjemmeplejen Nord",
                "Mette Holm is waiting",
                "due on Thursday, 5 November",
            )
        ]


def test_overdue_comes_first_then_the_date_then_the_oldest(started: Any, top: Unit, boss: Person) -> None:
    order = make.brief(started, top)
    leader = org.person("Sara", "Lind")
    dues = {"sent": None, "late": date(2026, 10, 1), "soon": date(2026, 11, 3), "later": date(2026, 12, 3)}
    for name, due in dues.items():
        place = org.unit(name, top)
        org.Role.objects.create(organisation=top.organisation, person=leader, unit=place, kind="leader")
        make.backbrief(order, place, due=due)
    elder = org.unit("longest", top)
    org.Role.objects.create(organisation=top.organisation, person=leader, unit=elder, kind="leader")
    make.backbrief(order, elder, due=None)
    Turn.objects.filter(owner=f"leader:{elder.pk}").update(since=make.NOW - timedelta(days=9))
    page = front(leader)
    assert [row.about for row in page.turns] == ["late", "soon", "later", "longest", "sent"]
    assert [row.late for row in page.turns] == [True, False, False, False, False]
    assert all(row.mine for row in page.turns)


def test_a_superior_is_asked_to_answer_and_follows_the_line(
    started: Any, top: Unit, north: Unit, boss: Person
) -> None:
    south = org.unit("Syd", top)
    make.takes_part(started, south)
    order = make.brief(started, top)
    make.backbrief(order, north, "submitted")
    make.backbrief(order, south, due=make.PAST)
    page = front(boss)
    assert [(row.about, row.mine) for row in page.turns] == [("Hjemmeplejen Nord", True)]
    (follow,) = page.follows
    assert follow.url.endswith("/line/")
    assert "1" in follow.who
    assert follow.shape == "silent"


def test_what_comes_due_below_me_is_soon(started: Any, top: Unit, north: Unit, boss: Person) -> None:
    order = make.brief(started, top)
    far = org.unit("Fjern", top)
    make.backbrief(order, north, "draft", due=TODAY + timedelta(days=14))
    make.backbrief(order, far, "draft", due=TODAY + timedelta(days=15))
    assert [row.about for row in front(boss).soon] == ["Hjemmeplejen Nord"]


def test_an_employee_reads_what_the_workplace_has_promised(started: Any, top: Unit, north: Unit) -> None:
    employee = org.person("Maja", "Vind", north)
    order = make.brief(started, top)
    backbrief = make.backbrief(order, north, "accepted")
    page = front(employee)
    assert (page.turns, page.soon) == ((), ())
    (read,) = page.follows
    assert read.url == backbrief.get_absolute_url()
    assert read.about == "Hjemmeplejen Nord"
    # Before it is accepted there is the initiative to follow.
    backbrief.accepted, backbrief.state = None, "submitted"
    backbrief.save()
    assert [row.url for row in front(employee).follows] == [started.get_absolute_url()]


def test_a_med_member_is_asked_for_the_committees_view_until_it_is_given(
    started: Any, top: Unit, north: Unit
) -> None:
    committee = org.committee(unit=north)
    member = org.person("Bent", "Dal", north)
    org.seat(committee, member)
    backbrief = make.backbrief(make.brief(started, top), north, "draft")
    assert [row.url for row in front(member).turns] == [backbrief.get_absolute_url()]
    CommitteeView.objects.create(
        organisation=north.organisation,
        backbrief=backbrief,
        committee=committee,
        committee_name=committee.name,
        text="Godt.",
        at=make.NOW,
        person_name="Bent Dal",
    )
    assert front(member).turns == ()


def test_a_committee_further_up_is_not_asked_where_a_nearer_one_speaks(
    started: Any, top: Unit, north: Unit
) -> None:
    org.committee(unit=north)
    member = org.person(unit=top)
    org.seat(org.committee("HMU", top), member)
    make.backbrief(make.brief(started, top), north, "draft")
    assert front(member).turns == ()


def test_a_substitute_sees_whose_turn_it_really_is(started: Any, top: Unit, north: Unit) -> None:
    absent = org.person("Dorthe", "Bakmann", north, role="leader")
    stand_in = org.person("Hassan", "El-Amin", north)
    Substitution.objects.create(
        organisation=north.organisation, absent=absent, substitute=stand_in, first=TODAY, last=TODAY
    )
    make.backbrief(make.brief(started, top), north)
    assert "Dorthe Bakmann" in front(stand_in).turns[0].who
    assert front(stand_in, TODAY + timedelta(days=1)).turns == ()


def test_a_sponsor_is_asked_to_start(top: Unit, boss: Person) -> None:
    prepared = make.initiative(top, boss, state="draft")
    assert [(row.about, row.url) for row in front(boss).turns] == [
        ("Kerneopgaven", prepared.get_absolute_url())
    ]
    assert front(org.person(unit=top)).turns == ()


def test_the_initiative_is_named_when_there_are_several(
    started: Any, top: Unit, north: Unit, boss: Person
) -> None:
    leader = org.person("Sara", "Lind", north, role="leader")
    make.backbrief(make.brief(started, top), north)
    other = make.initiative(top, boss, title="Vejen ind")
    make.backbrief(make.brief(other, top), north)
    assert {row.about for row in front(leader).turns} == {
        "Hjemmeplejen Nord, Kerneopgaven",
        "Hjemmeplejen Nord, Vejen ind",
    }


def test_nothing_of_another_organisation_is_ever_there(started: Any, top: Unit, north: Unit) -> None:
    make.backbrief(make.brief(started, top), north)
    stranger = org.person(unit=org.unit("Andet", organisation=org.organisation("Anden")), role="director")
    page = front(stranger)
    assert (page.turns, page.soon, page.follows) == ((), (), ())


def test_an_empty_page_says_so_and_points_somewhere(client: Client, north: Unit) -> None:
    client.force_login(org.account(org.person(unit=north)))
    shown = client.get("/")
    assert shown.status_code == 200
    assert shown.content.decode().count('class="empty"') == 1


@pytest.mark.parametrize("units", [3, 60])
def test_the_page_costs_the_same_for_few_and_for_many(
    client: Client, started: Any, top: Unit, boss: Person, units: int, django_assert_max_num_queries: Any
) -> None:
    org.Role.objects.create(organisation=top.organisation, person=boss, unit=top, kind="administrator")
    org.seat(org.committee("HMU", top), boss)
    make.initiative(top, boss, state="draft", title="Næste")
    order = make.brief(started, top)
    states = ("submitted", "draft", "accepted", "lifted", "brief_changed")
    for number in range(units):
        place = org.unit(f"Plads {number}", top)
        make.takes_part(started, place)
        make.backbrief(order, place, states[number % 5])
    own_brief = make.brief(make.initiative(top, boss, title="Tredje"), top)
    own_brief.state = "draft"
    own_brief.save()
    record.set_turns(own_brief, now=make.NOW)
    client.force_login(org.account(boss))
    with django_assert_max_num_queries(15):
        assert client.get("/").status_code == 200


def test_whose_a_risk_is_keeps_an_eye_on_it(started: Any, boss: Person, north: Unit) -> None:
    aide = org.person("Eva", "Krog", north)
    by = org.scope_of(boss).actor()
    initiatives.add_risk(started, title="Ferien", owner=aide, look_again=TODAY, by=by, now=org.NOW)
    with translation.override("en"):
        ((verb, about, _who, _when),) = said(front(aide))
    assert (verb, about) == ("Keep an eye on the risk:", "“Ferien”")
