"""A group that carries an initiative out is a committee, with people in it."""

from __future__ import annotations

from typing import Any

import pytest

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.initiatives import actions
from pejlemaerke.organisation.models import Committee, CommitteeKind, Person, Seat, Unit
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.organisation.tests.factories import NOW, TODAY
from pejlemaerke.record.models import Event, Link

from . import factories as make

pytestmark = pytest.mark.django_db


class Town:
    def __init__(self) -> None:
        self.top: Unit = org.unit("Kommunen")
        self.house: Unit = org.unit("Havnen", self.top)
        self.boss = org.person("Mette", "Holm", self.top, role="director")
        self.it = org.person("Ib", "Juhl", self.top, title="IT-konsulent")
        self.lawyer = org.person("Jo", "Ravn", self.top, title="jurist")
        self.by = Actor(self.top.organisation_id, self.boss.pk, self.boss.name)
        self.when: dict[str, Any] = {"by": self.by, "now": NOW, "today": TODAY}
        self.made = make.initiative(self.top, self.boss, self.house)

    def group(self, *members: Person, **given: Any) -> Committee:
        given.setdefault("name", "Gruppen bag besøgene")
        return actions.form_group(self.made, members=members, **self.when, **given)


@pytest.fixture
def town() -> Town:
    return Town()


def sitting(group: Committee) -> dict[str, str]:
    return {seat.person.last_name: seat.function for seat in Seat.objects.filter(committee=group).live(TODAY)}


def test_the_first_group_brings_its_kind_and_the_next_uses_it(town: Town) -> None:
    group = town.group(town.it, town.lawyer, leads=town.boss)
    assert sitting(group) == {"Juhl": "", "Ravn": "", "Holm": "chair"}
    assert (group.kind.purpose, group.unit) == ("implementation", town.top)
    link = Link.objects.get(effect_id=group.pk)
    assert (link.cause_type, link.cause_id) == ("initiatives.initiative", town.made.pk)
    other = town.group(town.it, unit=town.house, name="Havnens egen")
    assert other.kind == group.kind
    assert other.unit == town.house
    assert CommitteeKind.objects.filter(purpose="implementation").count() == 1
    assert Event.objects.filter(object_id=town.made.pk, verb="group_formed").count() == 2


def test_people_join_and_leave(town: Town) -> None:
    group = town.group(town.it)
    assert actions.add_members(group, [town.it, town.lawyer], **town.when) == 1
    seat = Seat.objects.get(committee=group, person=town.it)
    assert actions.take_out(group, [seat], **town.when) == 1
    assert sitting(group) == {"Ravn": "chair"}
    actions.add_members(group, [town.it], **town.when)
    assert set(sitting(group)) == {"Ravn", "Juhl"}


def test_somebody_stays_in_the_group(town: Town) -> None:
    with pytest.raises(Refused):
        town.group()
    assert not Committee.objects.exists()
    group = town.group(town.it)
    with pytest.raises(Refused):
        actions.take_out(group, list(Seat.objects.filter(committee=group)), **town.when)
    assert sitting(group) == {"Juhl": "chair"}


def test_neither_strangers_nor_workplaces_outside_are_taken_in(town: Town) -> None:
    stranger = org.person(unit=org.unit("Andenby", organisation=org.organisation("Andenby")))
    with pytest.raises(Refused):
        town.group(town.it, stranger)
    with pytest.raises(Refused):
        town.group(town.it, unit=org.unit("Skoven", town.top))
    assert not Seat.objects.exists()
    assert not Link.objects.filter(effect_type="organisation.committee").exists()


def test_the_same_person_twice_has_one_seat(town: Town) -> None:
    assert sitting(town.group(town.it, town.it, leads=town.it)) == {"Juhl": "chair"}


def test_what_a_group_is_to_do_is_always_somebodys_turn(town: Town) -> None:
    assert sitting(town.group(town.lawyer, town.it)) == {"Ravn": "chair", "Juhl": ""}
