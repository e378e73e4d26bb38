"""Who sees what: a `Scope` is read once per request; every `visible_to(scope)` and rule is built from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.prepared import Prepared

from . import paths
from .models import LEADING, Committee, Person, Post, Role, Seat, Substitution
from .models.units import in_branches


@dataclass(frozen=True)
class Hold:
    """Something held at a unit: a role, a post or a seat. `person` is who holds it, the absent one when
    substituted."""

    kind: str
    unit: UUID
    path: str
    person: UUID
    committee: UUID | None = None
    function: str = ""
    side: str = ""
    purpose: str = ""
    #: For a MED seat: paths below where a nearer MED committee speaks instead.
    nearer: tuple[str, ...] = ()

    def speaks_for(self, path: str) -> bool:
        """True if this seat's committee is the nearest one over the unit at `path`."""
        return path.startswith(self.path) and not any(path.startswith(below) for below in self.nearer)


@dataclass(frozen=True)
class Scope:
    """What a signed-in person holds today, their own and what they hold as a substitute.

    `own` and `substituted` never overlap: what one holds oneself is not repeated on behalf of another.
    """

    organisation: UUID
    person: UUID
    name: str
    own: tuple[Hold, ...] = ()
    substituted: tuple[Hold, ...] = ()
    absent_names: tuple[tuple[UUID, str], ...] = ()

    @property
    def holds(self) -> tuple[Hold, ...]:
        return self.own + self.substituted

    # -- roles -----------------------------------------------------------------------------------------------

    def has_role(self, *kinds: str, at: str = "") -> bool:
        """True if one of the roles is held, at `at` (a unit path) or above it when given."""
        return any(hold.kind in kinds and (not at or at.startswith(hold.path)) for hold in self.holds)

    def branches(self, *kinds: str) -> tuple[str, ...]:
        """Paths below which one of these roles is held."""
        return tuple(sorted({hold.path for hold in self.holds if hold.kind in kinds}))

    @property
    def led(self) -> tuple[str, ...]:
        """Paths of the units this person leads; each counts for everything below."""
        return self.branches(*LEADING)

    @property
    def posts(self) -> tuple[str, ...]:
        """Paths of the units this person works in (in person: a substitute does not change workplace)."""
        return tuple(sorted({hold.path for hold in self.own if hold.kind == "post"}))

    @property
    def leads_directly(self) -> frozenset[UUID]:
        return frozenset(hold.unit for hold in self.holds if hold.kind in LEADING)

    # -- committees ------------------------------------------------------------------------------------------

    def seats(self, *, purpose: str = "") -> tuple[Hold, ...]:
        return tuple(
            hold for hold in self.holds if hold.kind == "seat" and (not purpose or hold.purpose == purpose)
        )

    def med_seat_for(self, path: str) -> Hold | None:
        """The seat in the MED committee nearest to `path`: it gives a part in what is decided there.

        A member of the main committee has no such part where a local committee stands.
        """
        return next((hold for hold in self.seats(purpose="med") if hold.speaks_for(path)), None)

    # -- turns and acting ------------------------------------------------------------------------------------

    @property
    def people(self) -> frozenset[UUID]:
        """This person and those they stand in for today."""
        return frozenset({self.person, *(absent for absent, _name in self.absent_names)})

    @property
    def owner_keys(self) -> frozenset[str]:
        """Every owner key of `record.Turn` that means this person."""
        return frozenset(self._key_holders())

    def _key_holders(self) -> dict[str, UUID]:
        holders: dict[str, UUID] = {f"person:{person}": person for person in self.people}
        for hold in self.substituted + self.own:  # one's own wins
            if hold.kind in LEADING:
                holders[f"leader:{hold.unit}"] = hold.person
            elif hold.kind == "seat" and hold.function == "chair":
                holders[f"chair:{hold.committee}"] = hold.person
            elif hold.kind not in ("post", "seat"):
                holders[f"{hold.kind}:{hold.unit}"] = hold.person
        return holders

    def actor(self, owner: str = "") -> Actor:
        """Who acts. An `owner` held only as a substitute makes it on behalf of the absent."""
        held_by = self._key_holders().get(owner, self.person) if owner else self.person
        if held_by == self.person:
            return Actor(self.organisation, self.person, self.name)
        return Actor(
            self.organisation, self.person, self.name, held_by, dict(self.absent_names).get(held_by, "")
        )

    def actor_leading(self, path: str) -> Actor:
        """Who acts as leader of the unit at `path` or, failing that, of the nearest one above it.

        What one may only as a substitute is on behalf of the absent, also for somebody who leads further up.
        """
        leading = [hold for hold in self.holds if hold.kind in LEADING and path.startswith(hold.path)]
        nearest = max(leading, key=lambda hold: len(hold.path), default=None)
        return self.actor(f"leader:{nearest.unit}") if nearest else self.actor()


def read_scope(person: Person, *, on: date) -> Scope:
    """What `person` holds on that day: one query whatever the size of the organisation, and one more for those
    with a MED seat."""
    rows = _HELD.rows(organisation=person.organisation_id, person=person.pk, on=on)
    holds, absent = [], {}
    for kind, unit, path, who, committee, function, side, purpose in rows:
        if kind == "absent":
            absent[who] = side  # the name
        else:
            holds.append(Hold(kind, unit, path, who, committee, function, side, purpose))
    holds = _with_nearer(holds, person)
    return Scope(
        organisation=person.organisation_id,
        person=person.pk,
        name=person.name,
        own=tuple(hold for hold in holds if hold.person == person.pk),
        substituted=tuple(hold for hold in holds if hold.person != person.pk),
        absent_names=tuple(absent.items()),
    )


_WORD = models.CharField(max_length=200)
_NO_ID = Cast(Value(None), models.UUIDField())
_NO_WORD = Value("", output_field=_WORD)


def _row(found: models.QuerySet[Any], kind: Any, unit: Any, path: Any, person: str, *more: Any) -> Any:
    """Rows of one shape, so that all that is held comes in one query: kind, unit, path, person, committee,
    function, side (or a name), purpose."""
    committee, function, side, purpose = more or (_NO_ID, _NO_WORD, _NO_WORD, _NO_WORD)
    return found.order_by().values_list(
        Cast(kind, _WORD), unit, Cast(path, _WORD), person, committee, function, side, purpose
    )


def _held(organisation: UUID, person: UUID, on: date) -> Any:
    return _posts(organisation, person, on).union(
        _roles(organisation, person, on),
        _seats(organisation, person, on),
        _absences(organisation, person, on),
        all=True,
    )


_HELD = Prepared(_held, organisation=UUID, person=UUID, on=date)


def _posts(organisation: UUID, person: UUID, on: date) -> Any:
    """A substitute does not change workplace, so only one's own."""
    own = Post.objects.filter(organisation=organisation, person=person).live(on)
    return _row(own, Value("post"), F("unit"), F("unit__path"), "person")


def _roles(organisation: UUID, person: UUID, on: date) -> Any:
    absences = Substitution.objects.filter(organisation=organisation, substitute=person).live(on)
    held = Role.objects.filter(organisation=organisation).live(on)
    return _row(
        held.filter(Q(person=person) | Q(person__in=absences.values("absent"))),
        F("kind"),
        F("unit"),
        F("unit__path"),
        "person",
    )


def _seats(organisation: UUID, person: UUID, on: date) -> Any:
    """A seat is personal: a substitute in the post does not sit in the committee."""
    own = Seat.objects.filter(organisation=organisation, person=person).live(on)
    return _row(
        own,
        Value("seat"),
        F("committee__unit"),
        F("committee__unit__path"),
        "person",
        F("committee"),
        Cast("function", _WORD),
        Cast("side__key", _WORD),
        Cast("committee__kind__purpose", _WORD),
    )


def _absences(organisation: UUID, person: UUID, on: date) -> Any:
    """Whom this person stands in for, the name in the place of the side."""
    rows = Substitution.objects.filter(organisation=organisation, substitute=person).live(on)
    name = Concat("absent__first_name", Value(" "), "absent__last_name", output_field=_WORD)
    return _row(rows, Value("absent"), _NO_ID, _NO_WORD, "absent", _NO_ID, _NO_WORD, name, _NO_WORD)


def _with_nearer(holds: list[Hold], person: Person) -> list[Hold]:
    """MED seats, each knowing where a nearer committee speaks instead."""
    branches = [hold.path for hold in holds if hold.purpose == "med"]
    if not branches:
        return holds
    med = (
        Committee.objects.filter(organisation=person.organisation_id, kind__purpose="med")
        .filter(in_branches("unit__path", branches))
        .values_list("unit__path", flat=True)
    )
    paths_with_med = sorted(set(med))
    return [
        replace(
            hold,
            nearer=tuple(path for path in paths_with_med if path.startswith(hold.path) and path != hold.path),
        )
        if hold.purpose == "med"
        else hold
        for hold in holds
    ]


def leaders_of(units: Iterable[UUID], *, on: date) -> dict[UUID, Person]:
    """Who leads each of these units that day; units without a leader are not in it. One query."""
    rows = (
        Role.objects.filter(unit__in=list(units), kind__in=LEADING)
        .live(on)
        .select_related("person")
        .order_by("first", "id")
    )
    return {row.unit_id: row.person for row in rows}


def superior_of(path: str, *, organisation: UUID, on: date) -> UUID | None:
    """The id of the nearest unit above `path` that has a leader that day; None at the top."""
    above = paths.ancestors(path)[:-1]
    row = (
        Role.objects.filter(organisation=organisation, unit__path__in=above, kind__in=LEADING)
        .live(on)
        .order_by("-unit__path")
        .values_list("unit", flat=True)
        .first()
    )
    return row


def leaders_from(path: str, *, organisation: UUID, on: date) -> list[tuple[UUID, frozenset[UUID]]]:
    """The units with a leader, from the one at `path` and up, nearest first, and who leads each. One query."""
    rows = (
        Role.objects.filter(organisation=organisation, unit__path__in=paths.ancestors(path), kind__in=LEADING)
        .live(on)
        .order_by("-unit__path", "id")
        .values_list("unit", "person")
    )
    found: dict[UUID, set[UUID]] = {}
    for unit, person in rows:
        found.setdefault(unit, set()).add(person)
    return [(unit, frozenset(people)) for unit, people in found.items()]
