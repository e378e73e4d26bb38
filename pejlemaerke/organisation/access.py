"""Who sees what: a `Scope` is read once per request, and every `visible_to(scope)` and rule is built from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from pejlemaerke.core.actor import Actor

from . import paths
from .models import LEADING, Person, Post, Role, Seat, Substitution


@dataclass(frozen=True)
class Hold:
    """Something held at a unit: a role, a post or a seat. `person` is who holds it (the absent one, when substituted)."""

    kind: str
    unit: UUID
    path: str
    person: UUID
    committee: UUID | None = None
    function: str = ""
    side: str = ""
    purpose: str = ""


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

    # -- roles -------------------------------------------------------------------------------------------------

    def has_role(self, *kinds: str, at: str = "") -> bool:
        """True if one of the roles is held, at `at` (a unit path) or above it when given."""
        return any(hold.kind in kinds and at.startswith(hold.path) for hold in self.holds)

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

    # -- committees --------------------------------------------------------------------------------------------

    def seats(self, *, purpose: str = "") -> tuple[Hold, ...]:
        return tuple(
            hold for hold in self.holds if hold.kind == "seat" and (not purpose or hold.purpose == purpose)
        )

    def med_seat_for(self, path: str) -> Hold | None:
        """The MED seat that gives this person a part in what is decided at `path`: the nearest committee's."""
        found = [hold for hold in self.seats(purpose="med") if path.startswith(hold.path)]
        return max(found, key=lambda hold: len(hold.path), default=None)

    # -- turns and acting --------------------------------------------------------------------------------------

    @property
    def owner_keys(self) -> frozenset[str]:
        """Every owner key of `record.Turn` that means this person."""
        return frozenset(self._key_holders())

    def _key_holders(self) -> dict[str, UUID]:
        holders: dict[str, UUID] = {}
        for hold in self.substituted + self.own:  # one's own wins
            if hold.kind in LEADING:
                holders[f"leader:{hold.unit}"] = hold.person
            elif hold.kind == "seat" and hold.function == "chair":
                holders[f"chair:{hold.committee}"] = hold.person
            elif hold.kind not in ("post", "seat"):
                holders[f"{hold.kind}:{hold.unit}"] = hold.person
            if hold.person != self.person:
                holders[f"person:{hold.person}"] = hold.person
        holders[f"person:{self.person}"] = self.person
        return holders

    def actor(self, owner: str = "") -> Actor:
        """Who acts. When `owner` is held only as a substitute, the act is recorded on behalf of the absent."""
        held_by = self._key_holders().get(owner, self.person) if owner else self.person
        if held_by == self.person:
            return Actor(self.organisation, self.person, self.name)
        return Actor(self.organisation, self.person, self.name, held_by, dict(self.absent_names).get(held_by, ""))

    def actor_leading(self, path: str) -> Actor:
        """Who acts as leader of the unit at `path` or above it; own leadership before a substituted one."""
        for holds in (self.own, self.substituted):
            for hold in sorted(holds, key=lambda hold: -len(hold.path)):
                if hold.kind in LEADING and path.startswith(hold.path):
                    return self.actor(f"leader:{hold.unit}")
        return self.actor()


def read_scope(person: Person, *, on: date) -> Scope:
    """What `person` holds on that day: four queries, whatever the size of the organisation."""
    absences = list(
        Substitution.objects.filter(organisation=person.organisation_id, substitute=person.pk)
        .live(on)
        .select_related("absent")
    )
    absent = {row.absent_id: row.absent.name for row in absences}
    people = [person.pk, *absent]
    mine = Q(organisation=person.organisation_id, person__in=people)
    holds = [
        Hold("post", unit, path, who)
        for unit, path, who in Post.objects.filter(mine).live(on).values_list("unit", "unit__path", "person")
    ]
    holds += [
        Hold(kind, unit, path, who)
        for kind, unit, path, who in Role.objects.filter(mine)
        .live(on)
        .values_list("kind", "unit", "unit__path", "person")
    ]
    holds += [
        Hold(
            "seat",
            seat.committee.unit_id,
            seat.committee.unit.path,
            seat.person_id,
            seat.committee_id,
            seat.function,
            seat.side.key,
            seat.committee.kind.purpose,
        )
        for seat in Seat.objects.filter(mine)
        .live(on)
        .select_related("committee__unit", "committee__kind", "side")
    ]
    return Scope(
        organisation=person.organisation_id,
        person=person.pk,
        name=person.name,
        own=tuple(hold for hold in holds if hold.person == person.pk),
        # A seat is personal: a substitute in the post does not sit in the committee.
        substituted=tuple(hold for hold in holds if hold.person != person.pk and hold.kind not in ("post", "seat")),
        absent_names=tuple(absent.items()),
    )


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
