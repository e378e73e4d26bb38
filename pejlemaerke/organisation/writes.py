"""The rows of an import made ready outside the transaction, so that the transaction itself is short.

Django's own bulk writes build their statements while the lock is held; here only `executemany` is left to do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models

from .models import Account, Person, Post, Role, Unit
from .placing import Place, place_units
from .snapshot import Difference, Snapshot, apply

CHUNK = 1000
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Write:
    """One statement and the rows it is run for."""

    sql: str
    rows: list[tuple[Any, ...]]

    def run(self) -> None:
        with connection.cursor() as cursor:
            for start in range(0, len(self.rows), CHUNK):
                cursor.executemany(self.sql, self.rows[start : start + CHUNK])


def insert(model: type[models.Model], objects: Iterable[models.Model]) -> Write:
    fields: Sequence[Any] = model._meta.concrete_fields
    columns = ", ".join(_quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return Write(
        f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608
        [tuple(_saved(field, getattr(one, field.attname)) for field in fields) for one in objects],
    )


def update(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]], by: str = "id"
) -> Write:
    """Each row is the values of `names` and then that of `by`."""
    fields: list[Any] = [model._meta.get_field(name) for name in (*names, by)]
    assign = ", ".join(f"{_quoted(field.column)} = %s" for field in fields[:-1])
    return Write(
        f"UPDATE {_quoted(model._meta.db_table)} SET {assign} WHERE {_quoted(fields[-1].column)} = %s",  # noqa: S608
        [tuple(_saved(field, value) for field, value in zip(fields, row, strict=True)) for row in rows],
    )


def _saved(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


class Preparation:
    """From a difference to the writes that carry it out for one organisation on `day`.

    `beat(done)` is called now and then with how many rows of the difference are ready.
    """

    def __init__(
        self, organisation: UUID, known: Snapshot, what: Difference, *, day: date, beat: Callable[[int], None]
    ) -> None:
        self.organisation = organisation
        self.what = what
        self.day = day
        #: What ends today has yesterday as its last day: from now on it gives nothing.
        self.ended = day - timedelta(days=1)
        self.after = apply(known, what)
        self.beat = beat
        self.done = 0
        self.unit_ids: dict[str, UUID] = {}
        self.person_ids: dict[str, UUID] = {}

    def writes(self) -> list[Write]:
        """In an order that every foreign key and unique constraint allows."""
        made = [*self._units(), *self._people(), *self._posts(), *self._roles(), *self._leavers()]
        return [write for write in made if write.rows]

    def _counted(self, things: Iterable[Thing]) -> Iterator[Thing]:
        for thing in things:
            yield thing
            self.done += 1
            if self.done % CHUNK == 0:
                self.beat(self.done)

    # -- units

    def _units(self) -> list[Write]:
        known = {unit.key: unit for unit in self._mine(Unit).select_related("parent")}
        wanted = {row.number: row for row in self.after.units}
        places = {
            key: Place(unit.path, unit.parent.key if unit.parent else "") for key, unit in known.items()
        }
        placed = place_units(places, {key: row.parent for key, row in wanted.items()})
        employees = Counter(
            post.unit
            for post in self.after.posts
            if (post.first is None or post.first <= self.day) and (post.last is None or post.last >= self.day)
        )
        new = [
            Unit(organisation_id=self.organisation, key=key, path=placed[key])
            for key in sorted(wanted.keys() - known.keys(), key=lambda key: placed[key])
        ]
        everyone = {**known, **{unit.key: unit for unit in new}}
        self.unit_ids = {key: unit.pk for key, unit in everyone.items()}
        before = {key: _unit_values(unit) for key, unit in known.items()}
        for key, unit in everyone.items():
            row = wanted.get(key)
            if row is not None:
                unit.name, unit.level, unit.closed_on = row.name, row.level, None
                unit.parent_id = self.unit_ids[row.parent] if row.parent else None
                unit.prepare()
            elif unit.closed_on is None:
                unit.closed_on = self.day
            unit.path, unit.employees = placed.get(key, unit.path), employees[key]
        changed = [unit for key, unit in known.items() if _unit_values(unit) != before[key]]
        self.done += len(self.what.units)
        # Parents before children: a new unit's parent is there when the row is written.
        return [
            insert(Unit, new),
            update(Unit, _UNIT_FIELDS, ((*_unit_values(unit), unit.pk) for unit in changed)),
        ]

    # -- people

    def _people(self) -> list[Write]:
        known = dict(self._mine(Person).values_list("key", "id"))
        new, changed, addresses = [], [], []
        for row in self._counted((*self.what.people.new, *(now for _, now in self.what.people.changed))):
            person = Person(
                organisation_id=self.organisation, key=row.number, first_name=row.first_name,
                last_name=row.last_name, email=row.email,
            ).prepare()  # fmt: skip
            if row.number in known:
                values = (person.first_name, person.last_name, person.email, person.folded, person.sort_key)
                changed.append((*values, None, known[row.number]))
            else:
                known[row.number] = person.pk
                new.append(person)
        for old, now in self.what.people.changed:
            if now.email and old.email != now.email:
                addresses.append((now.email, known[now.number]))
        self.person_ids = known
        names = ("first_name", "last_name", "email", "folded", "sort_key", "left_on")
        return [insert(Person, new), update(Person, names, changed), _move_addresses(addresses)]

    # -- posts and roles

    def _posts(self) -> list[Write]:
        delta = self.what.posts
        ids = self._held(Post.objects.all(), "person__key", "unit__key")
        new = (
            Post(
                organisation_id=self.organisation, person_id=self.person_ids[row.person],
                unit_id=self.unit_ids[row.unit], title=row.title, first=row.first, last=row.last,
            )
            for row in self._counted(delta.new)
        )  # fmt: skip
        changed = [
            (now.title, now.first, now.last, one)
            for _, now in self._counted(delta.changed)
            for one in ids[now.person, now.unit]
        ]
        ended = [(self.ended, one) for row in self._counted(delta.gone) for one in ids[row.person, row.unit]]
        return [
            insert(Post, new),
            update(Post, ("title", "first", "last"), changed),
            update(Post, ("last",), ended),
        ]

    def _roles(self) -> list[Write]:
        delta = self.what.roles
        ids = self._held(Role.objects.filter(imported=True), "person__key", "unit__key", "kind")
        new = (
            Role(
                organisation_id=self.organisation, person_id=self.person_ids[row.person],
                unit_id=self.unit_ids[row.unit], kind=row.kind, first=row.first, last=row.last, imported=True,
            )
            for row in self._counted(delta.new)
        )  # fmt: skip
        changed = [
            (now.first, now.last, one)
            for _, now in self._counted(delta.changed)
            for one in ids[now.person, now.unit, now.kind]
        ]
        ended = [
            (self.ended, one)
            for row in self._counted(delta.gone)
            for one in ids[row.person, row.unit, row.kind]
        ]
        return [insert(Role, new), update(Role, ("first", "last"), changed), update(Role, ("last",), ended)]

    def _leavers(self) -> list[Write]:
        """They are kept by name, and hold nothing any more: roles given by hand end as well."""
        gone = [self.person_ids[row.number] for row in self._counted(self.what.people.gone)]
        leaving = set(gone)
        by_hand = [
            (self.ended, role)
            for role, person in self._live(Role.objects.filter(imported=False)).values_list("id", "person_id")
            if person in leaving
        ]
        return [
            update(Person, ("left_on",), ((self.day, one) for one in gone)),
            update(Role, ("last",), by_hand),
            update(Account, ("is_active",), ((False, one) for one in gone), by="person"),
        ]

    def _mine(self, model: Any) -> Any:
        return model.objects.filter(organisation=self.organisation)

    def _live(self, found: Any) -> Any:
        not_ended = models.Q(last=None) | models.Q(last__gte=self.day)
        return found.filter(not_ended, organisation=self.organisation)

    def _held(self, found: Any, *key: str) -> dict[tuple[Any, ...], list[UUID]]:
        held: dict[tuple[Any, ...], list[UUID]] = defaultdict(list)
        for one, *what in self._live(found).values_list("id", *key):
            held[tuple(what)].append(one)
        return held


_UNIT_FIELDS = ("name", "level", "parent", "path", "closed_on", "employees", "folded", "sort_key")


def _unit_values(unit: Unit) -> tuple[Any, ...]:
    return (
        unit.name, unit.level, unit.parent_id, unit.path, unit.closed_on, unit.employees, unit.folded,
        unit.sort_key,
    )  # fmt: skip


def _move_addresses(addresses: Iterable[tuple[str, UUID]]) -> Write:
    """An account follows its person's new address, unless another account already has it."""
    table = _quoted(Account._meta.db_table)
    owner = Account._meta.get_field("person")
    return Write(
        f"UPDATE {table} SET email = %s WHERE person_id = %s"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE email = %s)",
        [(email, _saved(owner, person), email) for email, person in addresses],
    )
