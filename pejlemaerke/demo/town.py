"""Klintvig's organisation brought in as a municipality brings its own: a file, and then what no file says.

Committees, roles held for more than one's own unit, substitutes and accounts are given by hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.models import Organisation
from pejlemaerke.organisation import actions
from pejlemaerke.organisation.access import Scope, read_scope
from pejlemaerke.organisation.models import Account, Committee, CommitteeKind, Person, Side, Unit

from .clock import working_day
from .municipality import Municipality

COLUMNS = (
    "enhedsnr", "enhed", "overordnet_enhedsnr", "niveau", "medarbejdernr", "fornavn", "efternavn", "email",
    "titel", "rolle", "fra", "til",
)  # fmt: skip

#: Short name, whole name, purpose, the kind above.
KINDS = (
    ("byråd", "Byråd", "political", ""),
    ("fagudvalg", "Politisk fagudvalg", "political", "byråd"),
    ("chefteam", "Chefteam", "management", ""),
    ("FMU", "FællesMED-udvalg", "med", ""),
    ("HMU", "HovedMED-udvalg", "med", "FMU"),
    ("HAU", "Hovedarbejdsmiljøudvalg", "work_environment", "HMU"),
    ("LMU", "Lokalt MED-udvalg", "med", "HMU"),
)
#: The side of a seat in the demo's data → the key of the organisation's side.
SIDES = {"employee": "employees"}


@dataclass(frozen=True)
class Town:
    """Every row of the organisation by its key in the demo's texts."""

    organisation: Organisation
    units: dict[str, Unit]
    people: dict[str, Person]
    committees: dict[str, Committee]
    _scopes: dict[tuple[str, date], Scope] = field(default_factory=dict)

    def scope(self, person: str, now: datetime) -> Scope:
        """What that person holds on the day of `now`."""
        key = (person, timezone.localdate(now))
        if key not in self._scopes:
            self._scopes[key] = read_scope(self.people[person], on=key[1])
        return self._scopes[key]


def found_town(demo: Municipality, *, at: Callable[[int], datetime]) -> Town:
    """Make the organisation; `at` gives the moment of a day counted from today."""
    now = at(-130)
    organisation = actions.start_organisation(demo.name)
    system = Actor(organisation.pk, None, "Pejlemærke")
    brought = actions.bring_import(data=_file(demo), name="klintvig.csv", by=system, now=now)
    if brought.fault_count:
        raise ValueError(f"the demo's own file has faults: {brought.faults[:3]}")
    actions.approve_import(brought, explicit_leavers=False, by=system, now=now, enqueue=False)
    actions.apply_import(brought, by=system, now=now)

    # Politicians have no post: no payroll file knows them.
    Person.objects.bulk_create(
        Person(
            organisation=organisation, key=person.number, first_name=person.first_name,
            last_name=person.last_name, email=person.email,
        ).prepare()
        for person in demo.people if not person.role
    )  # fmt: skip
    units = {unit.key: unit for unit in Unit.objects.filter(organisation=organisation)}
    people = {person.key: person for person in Person.objects.filter(organisation=organisation)}
    town = Town(
        organisation,
        {unit.key: units[unit.number] for unit in demo.units},
        {person.key: people[person.number] for person in demo.people},
        {},
    )
    for row in demo.people:
        if row.role and row.role_at != row.unit:
            actions.give_role(
                town.people[row.key], unit=town.units[row.role_at], kind=row.role, by=system, now=now
            )
    _seat_committees(demo, town, system, now)
    for each in demo.substitutions:
        absent = town.people[each.absent]
        actions.name_substitute(
            absent=absent, substitute=town.people[each.substitute], first=working_day(at(each.first).date()),
            last=at(0).date() + timedelta(days=each.last),
            by=Actor(organisation.pk, absent.pk, absent.name), now=at(each.first - 3),
        )  # fmt: skip
    for persona in demo.personas:
        Account.objects.create_for(town.people[persona.person])
    return town


def _file(demo: Municipality) -> bytes:
    """The organisation as the payroll system writes it."""
    units = {unit.key: unit for unit in demo.units}
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for person in demo.people:
        if not person.role:
            continue
        unit = units[person.unit]
        above = units[unit.parent].number if unit.parent else ""
        own = person.role_at == person.unit and person.role not in ("employee", "med_member")
        role = person.role.replace("_", " ") if own else ""
        writer.writerow(
            (unit.number, unit.name, above, unit.kind, person.number, person.first_name, person.last_name,
             person.email, person.title, role, "", "")
        )  # fmt: skip
    return sheet.getvalue().encode()


def _seat_committees(demo: Municipality, town: Town, system: Actor, now: datetime) -> None:
    sides = {side.key: side for side in Side.objects.filter(organisation=town.organisation)}
    kinds: dict[str, CommitteeKind] = {}
    for short, name, purpose, above in KINDS:
        kinds[short] = actions.add_kind(
            short=short, name=name, purpose=purpose, parent=kinds.get(above), by=system, now=now
        )
    for row in demo.committees:
        committee = actions.add_committee(
            name=row.name, kind=kinds[row.kind], unit=town.units[row.unit],
            parent=town.committees.get(row.parent), by=system, now=now,
        )  # fmt: skip
        town.committees[row.key] = committee
        for seat in row.seats:
            function = "chair" if seat.is_chair else "vice_chair" if seat.is_vice_chair else ""
            actions.add_seat(
                committee, person=town.people[seat.person], side=sides[SIDES.get(seat.side, seat.side)],
                function=function, by=system, now=now,
            )  # fmt: skip
