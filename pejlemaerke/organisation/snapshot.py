"""The organisation as one file says it is, and how that differs from what is known. Imports no Django.

`apply(current, difference(current, new)) == new`; the difference is what a person approves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

#: A larger share of leavers than this needs an explicit yes: such a file is most often only a part.
MOST_LEAVERS = 0.05


@dataclass(frozen=True, order=True)
class UnitRow:
    """`parent` is the number of the unit above, "" for the root."""

    number: str
    name: str
    parent: str
    level: str


@dataclass(frozen=True, order=True)
class PersonRow:
    number: str
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class PostRow:
    """A person holds at most one post in a unit. `last` is the last day of it."""

    person: str
    unit: str
    title: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class RoleRow:
    """`kind` is a kind of role; it holds as long as the post it stands beside."""

    person: str
    unit: str
    kind: str
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Snapshot:
    """One moment of the organisation; every part is sorted by its key."""

    units: tuple[UnitRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    posts: tuple[PostRow, ...] = ()
    roles: tuple[RoleRow, ...] = ()

    def fingerprint(self) -> str:
        """The same for two snapshots only when they are equal."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place. `row` counts from 1, the column names; 0 is the file as a whole.

    `column` is the name as it stands in the file. `detail` completes the sentence: another row, the words to
    use. It never holds a value that looks like a CPR number.
    """

    row: int
    column: str
    code: str
    detail: str = ""


class FileRow(Protocol):
    @property
    def number(self) -> int: ...

    @property
    def cells(self) -> Mapping[str, str]: ...


Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Delta(Generic[Kept]):
    """What is new, what changed (as before, as now) and what is gone among things of one kind."""

    new: tuple[Kept, ...] = ()
    changed: tuple[tuple[Kept, Kept], ...] = ()
    gone: tuple[Kept, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)


@dataclass(frozen=True)
class Difference:
    """`known` is how many people were known before."""

    units: Delta[UnitRow] = field(default_factory=Delta)
    people: Delta[PersonRow] = field(default_factory=Delta)
    posts: Delta[PostRow] = field(default_factory=Delta)
    roles: Delta[RoleRow] = field(default_factory=Delta)
    known: int = 0

    def __bool__(self) -> bool:
        return bool(self.units or self.people or self.posts or self.roles)

    @property
    def leaver_share(self) -> float:
        """People who leave as a share (0–1) of those known before."""
        return len(self.people.gone) / self.known if self.known else 0.0

    @property
    def needs_explicit_yes(self) -> bool:
        return self.leaver_share > MOST_LEAVERS


def unit_key(row: UnitRow) -> str:
    return row.number


def person_key(row: PersonRow) -> str:
    return row.number


def post_key(row: PostRow) -> tuple[str, str]:
    return (row.person, row.unit)


def role_key(row: RoleRow) -> tuple[str, str, str]:
    return (row.person, row.unit, row.kind)


def make_snapshot(
    units: Iterable[UnitRow], people: Iterable[PersonRow], posts: Iterable[PostRow], roles: Iterable[RoleRow]
) -> Snapshot:
    """The same snapshot for the same facts in any order."""
    return Snapshot(
        tuple(sorted(units, key=unit_key)),
        tuple(sorted(people, key=person_key)),
        tuple(sorted(posts, key=post_key)),
        tuple(sorted(roles, key=role_key)),
    )


def as_of(snapshot: Snapshot, on: date) -> Snapshot:
    """Without what had ended before `on`; a person all of whose posts have ended is no longer here."""
    posts = [row for row in snapshot.posts if row.last is None or row.last >= on]
    here = {row.person for row in posts}
    return replace(
        snapshot,
        people=tuple(row for row in snapshot.people if row.number in here),
        posts=tuple(posts),
        roles=tuple(row for row in snapshot.roles if row.last is None or row.last >= on),
    )


def difference(current: Snapshot, new: Snapshot) -> Difference:
    """What must be done to make `current` into `new`."""
    return Difference(
        _delta(current.units, new.units, unit_key),
        _delta(current.people, new.people, person_key),
        _delta(current.posts, new.posts, post_key),
        _delta(current.roles, new.roles, role_key),
        known=len(current.people),
    )


def apply(current: Snapshot, what: Difference) -> Snapshot:
    """`current` after the difference."""
    return make_snapshot(
        _applied(current.units, what.units, unit_key),
        _applied(current.people, what.people, person_key),
        _applied(current.posts, what.posts, post_key),
        _applied(current.roles, what.roles, role_key),
    )


def _delta(old: Sequence[Kept], new: Sequence[Kept], key: Callable[[Kept], Hashable]) -> Delta[Kept]:
    before = {key(row): row for row in old}
    after = {key(row) for row in new}
    return Delta(
        tuple(row for row in new if key(row) not in before),
        tuple((before[key(row)], row) for row in new if key(row) in before and before[key(row)] != row),
        tuple(row for row in old if key(row) not in after),
    )


def _applied(rows: Sequence[Kept], delta: Delta[Kept], key: Callable[[Kept], Hashable]) -> list[Kept]:
    kept = {key(row): row for row in rows}
    for row in delta.gone:
        del kept[key(row)]
    for row in (*delta.new, *(now for _, now in delta.changed)):
        kept[key(row)] = row
    return list(kept.values())


# ---------------------------------------------------------------------------- kept as JSON

_PARTS: dict[str, type[Any]] = {"units": UnitRow, "people": PersonRow, "posts": PostRow, "roles": RoleRow}


def difference_to_json(what: Difference) -> dict[str, Any]:
    """Plain lists: each row is the values of its dataclass in order, dates in ISO form."""
    kept: dict[str, Any] = {"known": what.known}
    for part in _PARTS:
        delta: Delta[Any] = getattr(what, part)
        kept[part] = {
            "new": [_to_list(row) for row in delta.new],
            "changed": [[_to_list(old), _to_list(new)] for old, new in delta.changed],
            "gone": [_to_list(row) for row in delta.gone],
        }
    return kept


def difference_from_json(kept: Mapping[str, Any]) -> Difference:
    """The inverse of `difference_to_json`; an empty mapping is an empty difference."""
    deltas: dict[str, Any] = {}
    for part, kind in _PARTS.items():
        written = kept.get(part, {})
        deltas[part] = Delta(
            tuple(_from_list(kind, row) for row in written.get("new", ())),
            tuple((_from_list(kind, old), _from_list(kind, new)) for old, new in written.get("changed", ())),
            tuple(_from_list(kind, row) for row in written.get("gone", ())),
        )
    return Difference(**deltas, known=kept.get("known", 0))


def _to_list(row: Any) -> list[str | None]:
    return [value.isoformat() if isinstance(value, date) else value for value in vars(row).values()]


def _from_list(kind: type[Any], values: Sequence[Any]) -> Any:
    if kind in (PostRow, RoleRow):
        *words, first, last = values
        return kind(*words, *(date.fromisoformat(day) if day else None for day in (first, last)))
    return kind(*values)


def fault_to_json(fault: Fault) -> dict[str, Any]:
    return asdict(fault)
