"""Klintvig Kommune: a municipality that does not exist, the same on every run. Imports no Django.

`municipality()` gives units, people, committees, substitutes and the personas one can sign in as. Keys
never change: the texts point at them. The leader of a unit has the key `<unit>.leder`, its shop steward
`<unit>.tr`, its work-environment representative `<unit>.amr`, a deputy `<unit>.afdelingsleder`;
everybody else is numbered.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count, cycle

from pejlemaerke.demo.named import NAMED, PERSONAS, POLITICIANS
from pejlemaerke.demo.names import POOLS
from pejlemaerke.demo.units import CASEWORKERS, STAFF, TABLE

DOMAIN = "klintvig.example"
SEED = 2019
#: A workplace has a local MED committee from this many people on.
LOCAL_COMMITTEE_FROM = 20
#: A workplace has a deputy from this many people on. A deputy manages, but the leader answers upward.
DEPUTY_FROM = 26
#: Roles that are held for more than the unit where the post is: role → unit.
WORKS_FOR = {
    "programme_office": "klintvig",
    "communications": "klintvig",
    "auditor": "klintvig",
    "administrator": "klintvig",
    "support_person": "aeldre-sundhed",
}


@dataclass(frozen=True)
class Unit:
    """`number` is the payroll system's, `kind` their own word for the level, `parent` "" at the root."""

    key: str
    number: str
    name: str
    short: str
    kind: str
    parent: str


@dataclass(frozen=True)
class Person:
    """A person and their one post. `role` is a kind of role at the unit `role_at` and below; both are "" for
    politicians, who have a seat and no post in the line."""

    key: str
    number: str
    first_name: str
    last_name: str
    email: str
    title: str
    unit: str
    role: str
    role_at: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Seat:
    """`side` is management, employee, work_environment or political."""

    person: str
    side: str
    is_chair: bool = False
    is_vice_chair: bool = False


@dataclass(frozen=True)
class Committee:
    """`kind` is FMU, HMU, HAU, LMU, chefteam, fagudvalg or byråd; `parent` the committee above, or ""."""

    key: str
    name: str
    kind: str
    unit: str
    parent: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class Substitution:
    """`substitute` acts for `absent` from `first` to `last`, both in days from today."""

    absent: str
    substitute: str
    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Persona:
    """One to sign in as in the demo. `line_da` and `line_en` say who it is and what they come for."""

    person: str
    order: int
    line_da: str
    line_en: str


@dataclass(frozen=True)
class Municipality:
    name: str
    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    committees: tuple[Committee, ...]
    substitutions: tuple[Substitution, ...]
    personas: tuple[Persona, ...]

    def unit(self, key: str) -> Unit:
        """The unit with that key. Raises StopIteration when there is none."""
        return next(unit for unit in self.units if unit.key == key)

    def person(self, key: str) -> Person:
        """The person with that key. Raises StopIteration when there is none."""
        return next(person for person in self.people if person.key == key)


@dataclass(frozen=True)
class _Row:
    unit: Unit
    size: int
    leader: str
    staff: tuple[str, ...]


@cache
def municipality() -> Municipality:
    rows = _rows()
    units = tuple(row.unit for row in rows)
    people = tuple(_people(rows))
    return Municipality(
        name=units[0].name,
        units=units,
        people=people,
        committees=tuple(_committees(units, people)),
        substitutions=(
            Substitution("sygeplejen-syd.leder", "sygeplejen-syd.02", first=-24, last=66, reason="Orlov"),
        ),
        personas=tuple(Persona(person, order, da, en) for order, (person, da, en) in enumerate(PERSONAS, 1)),
    )


def _rows() -> tuple[_Row, ...]:
    rows = []
    for number, line in enumerate(TABLE.strip().splitlines()):
        key, name, short, kind, parent, size, leader, staff = (cell.strip() for cell in line.split("|"))
        unit = Unit(key, str(1000 + 10 * number), name, short, kind, parent)
        rows.append(_Row(unit, int(size), leader, STAFF[staff]))
    return tuple(rows)


def _people(rows: tuple[_Row, ...]) -> Iterator[Person]:
    draw = _names()
    numbers = (f"K{number}" for number in count(20001))
    addresses: dict[str, int] = {}
    for key, unit, title, role in _posts(rows):
        drawn = next(draw)
        first, last, named_title, named_role = NAMED.get(key, (*drawn, "", ""))
        role = named_role or role
        yield Person(
            key=key,
            number=next(numbers),
            first_name=first,
            last_name=last,
            email=_address(first, last, addresses),
            title=named_title or title,
            unit=unit,
            role=role,
            role_at=WORKS_FOR.get(role, unit) if role else "",
        )


def _posts(rows: tuple[_Row, ...]) -> Iterator[tuple[str, str, str, str]]:
    """Key, unit, title and role of every post, in the order of the units."""
    for row in rows:
        key, kind = row.unit.key, row.unit.kind
        yield f"{key}.leder", key, row.leader, _role_of_leader(kind)
        if not row.unit.parent:
            for number in range(1, len(POLITICIANS) + 1):
                yield f"byraad.{number:02}", key, "borgmester" if number == 1 else "byrådsmedlem", ""
        titles = cycle(row.staff)
        suffixes = [f"{number:02}" for number in range(1, row.size)]
        if kind == "arbejdsplads" and row.size >= LOCAL_COMMITTEE_FROM:
            suffixes[-2:] = ["tr", "amr"]
        if kind == "arbejdsplads" and row.size >= DEPUTY_FROM:
            suffixes[0] = "afdelingsleder"
        for suffix in suffixes:
            if suffix == "afdelingsleder":
                yield f"{key}.{suffix}", key, suffix, "employee"
                continue
            title = next(titles)
            if suffix in ("tr", "amr"):
                title = row.staff[0]
                role = "med_member"
            else:
                role = "caseworker" if title in CASEWORKERS else "employee"
            yield f"{key}.{suffix}", key, title, role


def _role_of_leader(kind: str) -> str:
    return {"kommune": "director", "forvaltning": "director", "fagområde": "senior_manager"}.get(
        kind, "leader"
    )


def _names() -> Iterator[tuple[str, str]]:
    """First and last names without end; no full name twice, and none that a named person has."""
    rng = random.Random(SEED)  # noqa: S311 -- names in a demo, the same on every run
    weights = [pool.weight for pool in POOLS]
    taken = {(first, last) for first, last, _title, _role in NAMED.values()}
    while True:
        pool = rng.choices(POOLS, weights)[0]
        # One in eight has married or was born into a name of another pool.
        other = rng.choices(POOLS, weights)[0] if rng.random() < 0.125 else pool
        name = (rng.choice(pool.first), rng.choice(other.last))
        if name not in taken:
            taken.add(name)
            yield name


def _address(first: str, last: str, taken: dict[str, int]) -> str:
    letters = f"{first}.{last}".lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    local = re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.")
    taken[local] = taken.get(local, 0) + 1
    return f"{local}{taken[local] if taken[local] > 1 else ''}@{DOMAIN}"


def _committees(units: tuple[Unit, ...], people: tuple[Person, ...]) -> Iterator[Committee]:
    keys = {person.key for person in people}
    above = {unit.key: unit.parent for unit in units}
    root, departments = units[0], [unit for unit in units if unit.kind == "forvaltning"]
    #: The workplaces with a local committee under each department.
    places: dict[str, list[Unit]] = {department.key: [] for department in departments}
    for unit in units:
        if f"{unit.key}.tr" in keys:
            places[next(key for key in _way_up(unit.key, above) if key in places)].append(unit)

    yield from _political_committees(root)
    heads = [f"{unit.key}.leder" for unit in (root, *departments)]
    first_places = [found[0] for found in places.values() if found]
    yield Committee("direktionen", "Direktionen", "chefteam", root.key, "", _management(heads))
    seats = (*_management(heads), *_representatives(first_places, employees=5, work_environment=2))
    yield Committee("fmu", "FællesMED-udvalget", "FMU", root.key, "", seats)
    for department in departments:
        below = [f"{unit.key}.leder" for unit in units if unit.parent == department.key][:3]
        yield from _department_committees(
            department, [f"{department.key}.leder", *below], places[department.key]
        )
    for key, found in places.items():
        for unit in found:
            yield _local_committee(unit, f"hmu-{key}", keys)


def _way_up(key: str, above: dict[str, str]) -> Iterator[str]:
    while key:
        yield key
        key = above[key]


def _political_committees(root: Unit) -> Iterator[Committee]:
    def seats(numbers: Iterable[int]) -> tuple[Seat, ...]:
        return tuple(
            Seat(f"byraad.{number:02}", "political", is_chair=at == 0, is_vice_chair=at == 1)
            for at, number in enumerate(numbers)
        )

    everybody = range(1, len(POLITICIANS) + 1)
    yield Committee("byraadet", "Byrådet", "byråd", root.key, "", seats(everybody))
    for unit, name, members in (
        ("aeldre-sundhed", "Udvalget for Ældre og Sundhed", (3, 4, 7, 9, 11)),
        ("boern-skole", "Udvalget for Børn og Skole", (5, 6, 8, 10, 12)),
    ):
        yield Committee(f"udvalg-{unit}", name, "fagudvalg", unit, "byraadet", seats(members))


def _department_committees(department: Unit, heads: list[str], places: list[Unit]) -> Iterator[Committee]:
    key, name = department.key, department.name
    yield Committee(f"chefteam-{key}", f"Chefteam {name}", "chefteam", key, "direktionen", _management(heads))
    if places:
        seats = (*_management(heads), *_representatives(places, employees=6, work_environment=2))
        yield Committee(f"hmu-{key}", f"HMU {name}", "HMU", key, "fmu", seats)
    if len(places) >= 5:
        safety = (
            Seat(f"{unit.key}.amr", "work_environment", is_vice_chair=at == 0)
            for at, unit in enumerate(places[:5])
        )
        seats = (*_management(heads[:2]), *safety)
        yield Committee(f"hau-{key}", f"HAU {name}", "HAU", key, f"hmu-{key}", seats)


def _local_committee(unit: Unit, parent: str, people: set[str]) -> Committee:
    managers = [f"{unit.key}.leder", f"{unit.key}.afdelingsleder"]
    seats = (
        *_management([key for key in managers if key in people]),
        Seat(f"{unit.key}.tr", "employee", is_vice_chair=True),
        Seat(f"{unit.key}.05", "employee"),
        Seat(f"{unit.key}.08", "employee"),
        Seat(f"{unit.key}.amr", "work_environment"),
    )
    return Committee(f"lmu-{unit.key}", f"LMU {unit.name}", "LMU", unit.key, parent, seats)


def _management(heads: list[str]) -> tuple[Seat, ...]:
    """The first of them takes the chair."""
    return tuple(Seat(key, "management", is_chair=at == 0) for at, key in enumerate(heads))


def _representatives(places: list[Unit], *, employees: int, work_environment: int) -> tuple[Seat, ...]:
    """The first shop steward is vice-chair, as the staff side supplies it."""
    stewards = (
        Seat(f"{unit.key}.tr", "employee", is_vice_chair=at == 0)
        for at, unit in enumerate(places[:employees])
    )
    safety = (Seat(f"{unit.key}.amr", "work_environment") for unit in places[:work_environment])
    return (*stewards, *safety)
