"""Who an owner key means, by name: what the record says of whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pejlemaerke.organisation.access import leaders_of
from pejlemaerke.organisation.models import Committee, Person, RoleKind, Unit


def name_owners(owners: Iterable[str], scope: Any, today: date) -> Mapping[str, str]:
    """ "leader:<unit>" → "Sara Lindholm, Hjemmeplejen Nord". At most one query for each kind of owner."""
    keys: dict[str, dict[UUID, str]] = {}
    for owner in owners:
        kind, _colon, key = owner.partition(":")
        keys.setdefault(kind, {})[UUID(key)] = owner
    names: dict[str, str] = {}
    people = keys.pop("person", {})
    if people:
        persons = Person.objects.filter(organisation=scope.organisation, pk__in=people)
        names |= {people[one.pk]: one.name for one in persons}
    chairs = keys.pop("chair", {})
    if chairs:
        committees = Committee.objects.filter(organisation=scope.organisation, pk__in=chairs)
        names |= {chairs[one.pk]: one.name for one in committees}
    units = {unit for found in keys.values() for unit in found}
    if units:
        known = dict(
            Unit.objects.filter(organisation=scope.organisation, pk__in=units).values_list("pk", "name")
        )
        leaders = leaders_of(keys.get("leader", {}), on=today)
        for kind, found in keys.items():
            for unit, owner in found.items():
                who = leaders[unit].name if kind == "leader" and unit in leaders else _role(kind)
                names[owner] = ", ".join(part for part in (who, known.get(unit, "")) if part)
    return names


def _role(kind: str) -> str:
    return str(RoleKind(kind).label).capitalize() if kind in RoleKind.values else ""
