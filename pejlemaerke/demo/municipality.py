"""Klintvig Kommune: a municipality that does not exist, the same on every run. Imports no Django.

`municipality()` gives units, people, committees, substitutes and the personas one can sign in as. Keys
never change: the texts point at them. The leader of a unit has the key `<unit>.leder`, its shop steward
`<unit>.tr`, its work-environment representative `<unit>.amr`, a deputy leader `<unit>.afdelingsleder`;
everybody else is numbered.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
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
#: A workplace has a deputy leader from this many people on.
DEPUTY_FROM = 26


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
    """A person and their one post. `role` is a kind of role at `unit` and below, "" for politicians."""

    key: str
    number: str
    first_name: str
    last_name: str
    email: str
    title: str
    unit: str
    role: str

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
            Substitution(
                "sygeplejen-syd.leder",
                "sygeplejen-syd.02",
                -24,
                66,
                "Orlov",
            ),
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
        yield Person(
            key=key,
            number=next(numbers),
            first_name=first,
            last_name=last,
            email=_address(first, last, addresses),
            title=named_title or title,
            unit=unit,
            role=named_role or role,
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
                yield f"{key}.{suffix}", key, suffix, "leader"
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
    root = units[0]
    departments = [unit for unit in units if unit.kind == "forvaltning"]
    local = [unit for unit in units if f"{unit.key}.tr" in keys]

    def below(unit: Unit, top: Unit) -> bool:
        while unit.key != top.key and unit.parent:
            unit = next(other for other in units if other.key == unit.parent)
        return unit.key == top.key

    def managers(*heads: str) -> tuple[Seat, ...]:
        return tuple(Seat(key, "management", is_chair=not at) for at, key in enumerate(heads))

    def representatives(places: list[Unit], employees: int, work_environment: int) -> tuple[Seat, ...]:
        tr = [Seat(f"{unit.key}.tr", "employee", is_vice_chair=not at) for at, unit in enumerate(places)]
        amr = [Seat(f"{unit.key}.amr", "work_environment") for unit in places]
        return (*tr[:employees], *amr[:work_environment])

    yield Committee(
        "byraadet",
        "Byrådet",
        "byråd",
        root.key,
        "",
        tuple(
            Seat(f"byraad.{number:02}", "political", number == 1, number == 2)
            for number in range(1, len(POLITICIANS) + 1)
        ),
    )
    for key, name, members in (
        ("udvalg-aeldre-sundhed", "Udvalget for Ældre og Sundhed", (3, 4, 7, 9, 11)),
        ("udvalg-boern-skole", "Udvalget for Børn og Skole", (5, 6, 8, 10, 12)),
    ):
        unit = key.removeprefix("udvalg-")
        seats = (
            Seat(f"byraad.{number:02}", "political", not at, at == 1) for at, number in enumerate(members)
        )
        yield Committee(key, name, "fagudvalg", unit, "byraadet", tuple(seats))
    directors = [f"{unit.key}.leder" for unit in departments]
    yield Committee(
        "direktionen", "Direktionen", "chefteam", root.key, "", managers(f"{root.key}.leder", *directors)
    )
    yield Committee(
        "fmu",
        "FællesMED-udvalget",
        "FMU",
        root.key,
        "",
        # One shop steward from each department first, then the rest in the order of the units.
        (
            *managers(f"{root.key}.leder", *directors),
            *representatives(
                [
                    next(unit for unit in local if below(unit, department))
                    for department in departments
                    if any(below(unit, department) for unit in local)
                ],
                5,
                2,
            ),
        ),
    )
    for department in departments:
        places = [unit for unit in local if below(unit, department)]
        chiefs = [f"{unit.key}.leder" for unit in units if unit.parent == department.key][:3]
        heads = (f"{department.key}.leder", *chiefs)
        yield Committee(
            f"chefteam-{department.key}",
            f"Chefteam {department.name}",
            "chefteam",
            department.key,
            "direktionen",
            managers(*heads),
        )
        if not places:
            continue
        yield Committee(
            f"hmu-{department.key}",
            f"HMU {department.name}",
            "HMU",
            department.key,
            "fmu",
            (*managers(*heads), *representatives(places, 6, 2)),
        )
        if len(places) >= 5:
            seats = tuple(
                Seat(f"{unit.key}.amr", "work_environment", False, not at) for at, unit in enumerate(places)
            )
            yield Committee(
                f"hau-{department.key}",
                f"HAU {department.name}",
                "HAU",
                department.key,
                f"hmu-{department.key}",
                (*managers(*heads[:2]), *seats[:5]),
            )
    for unit in local:
        yield _local_committee(unit, next(d for d in departments if below(unit, d)), keys)


def _local_committee(unit: Unit, department: Unit, people: set[str]) -> Committee:
    deputy = f"{unit.key}.afdelingsleder"
    management = [Seat(f"{unit.key}.leder", "management", is_chair=True)]
    if deputy in people:
        management.append(Seat(deputy, "management"))
    return Committee(
        f"lmu-{unit.key}",
        f"LMU {unit.name}",
        "LMU",
        unit.key,
        f"hmu-{department.key}",
        (
            *management,
            Seat(f"{unit.key}.tr", "employee", is_vice_chair=True),
            Seat(f"{unit.key}.05", "employee"),
            Seat(f"{unit.key}.08", "employee"),
            Seat(f"{unit.key}.amr", "work_environment"),
        ),
    )
