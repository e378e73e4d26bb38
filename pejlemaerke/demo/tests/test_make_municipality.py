"""The demo municipality hangs together and is the same every time."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from pejlemaerke.core.personal_data import find_cpr
from pejlemaerke.demo.municipality import municipality

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "organisation.csv"
ROLES = {
    "director",
    "senior_manager",
    "leader",
    "programme_office",
    "support_person",
    "caseworker",
    "employee",
    "med_member",
    "communications",
    "auditor",
    "administrator",
}


def test_it_has_the_size_that_was_promised() -> None:
    town = municipality()
    assert 1150 <= len(town.people) <= 1300
    assert 85 <= len(town.units) <= 95


def test_it_is_the_same_on_every_run() -> None:
    first = municipality()
    municipality.cache_clear()
    assert municipality() == first


def test_nothing_collides() -> None:
    town = municipality()
    for values in (
        [unit.key for unit in town.units],
        [unit.name.casefold() for unit in town.units],
        [unit.short for unit in town.units],
        [unit.number for unit in town.units],
        [person.key for person in town.people],
        [person.email for person in town.people],
        [person.number for person in town.people],
        [committee.key for committee in town.committees],
        [committee.name for committee in town.committees],
    ):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_addresses_can_never_reach_anybody() -> None:
    for person in municipality().people:
        assert person.email.endswith("@klintvig.example")
        assert person.email.isascii()


def test_every_parent_comes_before_its_children() -> None:
    seen: set[str] = set()
    for unit in municipality().units:
        assert unit.parent in seen or (not seen and not unit.parent)
        seen.add(unit.key)


def test_every_unit_has_its_leader_and_every_role_a_holder() -> None:
    town = municipality()
    keys = {person.key for person in town.people}
    assert {f"{unit.key}.leder" for unit in town.units} <= keys
    assert {person.role for person in town.people} - {""} == ROLES
    assert {person.unit for person in town.people} == {unit.key for unit in town.units}


def test_one_person_answers_for_a_unit() -> None:
    answering = ("director", "senior_manager", "leader")
    holders = Counter(person.role_at for person in municipality().people if person.role in answering)
    assert holders == Counter(unit.key for unit in municipality().units)


def test_who_works_for_all_has_the_role_at_the_root() -> None:
    town = municipality()
    for person in town.people:
        assert bool(person.role) == bool(person.role_at)
        assert person.role_at in ("", person.unit, "klintvig", "aeldre-sundhed")
    for role in ("programme_office", "communications", "auditor", "administrator"):
        assert {person.role_at for person in town.people if person.role == role} == {"klintvig"}


def test_committees_have_a_chair_a_vice_chair_and_both_sides() -> None:
    town = municipality()
    people = {person.key for person in town.people}
    keys = {committee.key for committee in town.committees} | {""}
    for committee in town.committees:
        holders = [seat.person for seat in committee.seats]
        sides = {seat.side for seat in committee.seats}
        assert set(holders) <= people
        assert len(set(holders)) == len(holders)
        assert committee.parent in keys
        assert sum(seat.is_chair for seat in committee.seats) == 1
        if committee.kind in ("FMU", "HMU", "LMU"):
            assert sides == {"management", "employee", "work_environment"}
        if committee.kind in ("FMU", "HMU", "HAU", "LMU"):
            [vice] = [seat for seat in committee.seats if seat.is_vice_chair]
            assert vice.side in ("employee", "work_environment")
    assert {"byråd", "fagudvalg", "chefteam", "FMU", "HMU", "HAU", "LMU"} == {c.kind for c in town.committees}


def test_workplaces_of_twenty_have_a_local_committee_and_smaller_ones_have_none() -> None:
    town = municipality()
    sizes = Counter(person.unit for person in town.people)
    with_committee = {committee.unit for committee in town.committees if committee.kind == "LMU"}
    workplaces = {unit.key for unit in town.units if unit.kind == "arbejdsplads"}
    assert with_committee == {key for key in workplaces if sizes[key] >= 20}


def test_personas_are_people_with_a_line_in_both_languages() -> None:
    town = municipality()
    assert [persona.order for persona in town.personas] == list(range(1, len(town.personas) + 1))
    assert 12 <= len(town.personas) <= 18
    assert len({persona.person for persona in town.personas}) == len(town.personas)
    for persona in town.personas:
        assert town.person(persona.person)
        assert persona.line_da
        assert persona.line_en
    roles = {town.person(persona.person).role for persona in town.personas}
    assert roles == ROLES


def test_a_substitute_stands_in_today() -> None:
    town = municipality()
    for substitution in town.substitutions:
        assert substitution.first <= 0 <= substitution.last
        assert town.person(substitution.absent) != town.person(substitution.substitute)
        assert substitution.substitute in {persona.person for persona in town.personas}


def test_the_example_file_tells_of_the_same_people() -> None:
    town = municipality()
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    units = {unit.number: unit for unit in town.units}
    people = {person.number: person for person in town.people}
    parents = {row["overordnet_enhedsnr"] for row in rows} - {""}
    assert parents <= {row["enhedsnr"] for row in rows}
    for row in rows:
        unit = units[row["enhedsnr"]]
        assert (row["enhed"], row["niveau"]) == (unit.name, unit.kind)
        if row["medarbejdernr"]:
            person = people[row["medarbejdernr"]]
            assert (row["fornavn"], row["efternavn"], row["email"]) == (
                person.first_name,
                person.last_name,
                person.email,
            )
    assert {row["rolle"] for row in rows} == {
        "",
        "direktør",
        "chef",
        "leder",
        "sagsbehandler",
        "programkontor",
        "støtteperson",
        "kommunikation",
        "auditor",
        "administrator",
    }
    assert not find_cpr(EXAMPLE.read_text(encoding="utf-8"))
