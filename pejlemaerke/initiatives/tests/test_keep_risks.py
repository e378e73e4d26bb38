"""Risks: what may go wrong, why, what is done, and whose it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives import actions, rules
from pejlemaerke.initiatives.models import Initiative, Risk
from pejlemaerke.organisation.models import Person
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.organisation.tests.factories import NOW
from pejlemaerke.record.faults import find_faults
from pejlemaerke.record.models import Event, Turn

from . import factories as make

pytestmark = pytest.mark.django_db


class Town:
    def __init__(self) -> None:
        self.top = org.unit("Kommunen")
        self.house = org.unit("Havnen", self.top)
        self.team = org.unit("Team Syd", self.house)
        self.beside = org.unit("Skoven", self.top)
        self.boss = org.person("Mette", "Holm", self.top, role="director")
        self.leader = org.person("Sara", "Lind", self.house, role="leader")
        self.by = Actor(self.top.organisation_id, self.boss.pk, self.boss.name)
        self.made = make.initiative(
            self.top, self.boss, self.house, self.beside, playbook=make.visits(), state="running"
        )

    def risk(self, **given: Any) -> Risk:
        given.setdefault("title", "Vagtplanen er lagt")
        given.setdefault("look_again", date(2026, 12, 1))
        return actions.add_risk(given.pop("initiative", self.made), by=self.by, now=NOW, **given)


@pytest.fixture
def town() -> Town:
    return Town()


def turns() -> list[str]:
    return list(Turn.objects.filter(what="initiatives.keep_an_eye").values_list("owner", flat=True))


def test_a_risk_is_its_owners_turn_until_it_is_closed(town: Town) -> None:
    risk = town.risk(owner=town.leader, cause="Ferie", what_is_done="Vi bytter")
    assert turns() == [f"person:{town.leader.pk}"]
    actions.close_risk(risk, by=town.by, now=NOW, note="Planen er ændret")
    assert turns() == []
    assert Event.objects.get(verb="closed").note == "Planen er ændret"
    actions.reopen_risk(risk, by=town.by, now=NOW)
    assert turns() == [f"person:{town.leader.pk}"]
    with pytest.raises(Refused):
        actions.reopen_risk(risk, by=town.by, now=NOW)


def test_a_risk_nobody_owns_is_nobodys_turn_and_the_turn_follows_the_owner(town: Town) -> None:
    risk = town.risk(whose="Lederne")
    assert turns() == []
    actions.edit_risk(risk, owner=town.leader, by=town.by, now=NOW)
    assert turns() == [f"person:{town.leader.pk}"]
    actions.edit_risk(risk, owner=town.boss, title="Nyt", by=town.by, now=NOW)
    assert turns() == [f"person:{town.boss.pk}"]
    assert Event.objects.filter(verb="edited").count() == 2


def test_a_risk_without_a_day_to_look_again_asks_nobody_until_it_has_one(town: Town) -> None:
    risk = town.risk(owner=town.leader, look_again=None)
    assert turns() == []
    actions.edit_risk(risk, look_again=date(2026, 12, 1), by=town.by, now=NOW)
    assert turns() == [f"person:{town.leader.pk}"]
    assert Turn.objects.get(what="initiatives.keep_an_eye").due == date(2026, 12, 1)


def test_of_two_who_close_it_one_is_told(town: Town) -> None:
    risk = town.risk()
    other = Risk.objects.get(pk=risk.pk)
    actions.close_risk(risk, by=town.by, now=NOW)
    with pytest.raises(Conflict):
        actions.close_risk(other, by=town.by, now=NOW)
    assert Event.objects.filter(verb="closed").count() == 1


def test_nobody_is_asked_before_it_starts_or_after_it_ends(town: Town) -> None:
    draft = make.initiative(town.top, town.boss, town.house, playbook=make.visits())
    town.risk(initiative=draft, owner=town.leader)
    assert turns() == []
    actions.start_initiative(draft, by=town.by, now=NOW)
    assert turns() == [f"person:{town.leader.pk}"]
    actions.close_initiative(draft, by=town.by, now=NOW)
    assert turns() == []
    assert list(find_faults()) == []


def test_a_stated_risk_is_taken_once_for_each_place(town: Town) -> None:
    taken = actions.take_suggested(town.made, "time", by=town.by, now=NOW)
    assert (taken.title, taken.what_is_done) == ("Der er ikke tid", "Dagene lægges tidligt")
    assert taken.whose
    actions.take_suggested(town.made, "time", unit=town.house, by=town.by, now=NOW)
    for unit in (None, town.house):
        with pytest.raises(Conflict):
            actions.take_suggested(town.made, "time", unit=unit, by=town.by, now=NOW)
    with pytest.raises(Refused):
        actions.take_suggested(town.made, "weather", by=town.by, now=NOW)
    assert Risk.objects.count() == 2


def test_only_a_workplace_that_takes_part_has_risks_of_its_own(town: Town) -> None:
    with pytest.raises(Refused):
        town.risk(unit=town.team)
    assert not Risk.objects.exists()


# -- who sees and who keeps them ---------------------------------------------------------------------------------

TABLE = """
persona                  central house-sees keeps-central keeps-house changes-own
director                 y       y          y             y           y
leader                   y       y          -             y           y
employee                 y       y          -             -           -
employee-of-team         y       y          -             -           -
leader-beside            y       -          -             -           -
employee-beside          y       -          -             -           -
programme-office         y       y          y             y           y
support-person           y       y          -             -           -
owner                    y       y          -             -           y
abroad                   -       -          -             -           -
"""


def personas(town: Town) -> dict[str, Person]:
    abroad = org.unit("Andenby", organisation=org.organisation("Andenby"))
    return {
        "director": town.boss,
        "leader": town.leader,
        "employee": org.person("Ali", "Demir", town.house),
        "employee-of-team": org.person("Ida", "Juul", town.team),
        "leader-beside": org.person("Bo", "Ek", town.beside, role="leader"),
        "employee-beside": org.person("Liv", "Berg", town.beside),
        "programme-office": org.person("Nadia", "Rahbek", town.top, role="programme_office"),
        "support-person": org.person("Tom", "Friis", town.top, role="support_person"),
        "owner": org.person("Eva", "Krog", town.beside),
        "abroad": org.person("Olga", "Nyt", abroad, role="director"),
    }


def test_who_sees_and_keeps_risks(town: Town) -> None:
    people = personas(town)
    central, own = town.risk(), town.risk(unit=town.house, owner=people["owner"])
    made = Initiative.objects.get(pk=town.made.pk)

    def said(person: Person) -> list[bool]:
        scope = org.scope_of(person)
        seen = set(Risk.objects.visible_to(scope).values_list("pk", flat=True))
        here = scope.organisation == made.organisation_id
        return [
            central.pk in seen,
            own.pk in seen,
            here and bool(rules.may_keep_risks(scope, made, None)),
            here and bool(rules.may_keep_risks(scope, made, town.house)),
            here and bool(rules.may_change_risk(scope, own)),
        ]

    wanted = {row.split()[0]: [cell == "y" for cell in row.split()[1:]] for row in TABLE.split("\n")[2:-1]}
    assert {name: said(person) for name, person in people.items()} == wanted


def test_risks_of_a_draft_are_its_makers_own(town: Town) -> None:
    draft = make.initiative(town.top, town.boss, town.house, playbook=make.visits())
    risk = town.risk(initiative=draft, unit=town.house)
    assert not Risk.objects.visible_to(org.scope_of(town.leader)).filter(pk=risk.pk).exists()
    assert Risk.objects.visible_to(org.scope_of(town.boss)).filter(pk=risk.pk).exists()
