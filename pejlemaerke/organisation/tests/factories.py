"""A small organisation to test in. Every argument has a safe default; keys are numbered: nothing collides."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.models import Organisation

from .. import paths
from ..access import Scope, read_scope
from ..models import Account, Committee, CommitteeKind, Person, Post, Role, Seat, Side, Unit

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
PASSWORD = "en rolig kontorhavn"

_numbers = count(1)
SIDES = {"management": "Ledelsesside", "employees": "Medarbejderside", "work_environment": "Arbejdsmiljø"}


def organisation(name: str = "Testby") -> Organisation:
    """The organisation of that name, made the first time it is asked for."""
    found: Organisation = Organisation.objects.get_or_create(slug=name.lower(), defaults={"name": name})[0]
    return found


def unit(name: str = "Hjemmeplejen Nord", parent: Unit | None = None, level: str = "", **given: Any) -> Unit:
    """A unit under `parent`, or a root of the organisation "Testby" (give `organisation` for another)."""
    owner = given.pop("organisation", None) or (parent.organisation if parent else organisation())
    sisters = Unit.objects.filter(organisation=owner, parent=parent).order_by("-path").first()
    number = int(sisters.path[-paths.STEP :]) + 1 if sisters else 1
    made: Unit = Unit.objects.create(
        organisation=owner, key=given.pop("key", f"unit-{next(_numbers)}"), name=name, parent=parent, level=level,
        path=paths.child(parent.path if parent else "", number), **given,
    )  # fmt: skip
    return made


def person(
    first: str = "Sara",
    last: str = "Lind",
    unit: Unit | None = None,
    title: str = "",
    role: str = "",
    **given: Any,
) -> Person:
    """A person; with `unit` they have a post there, and with `role` ("leader", "auditor"…) that role too."""
    number = next(_numbers)
    owner = given.pop("organisation", None) or (unit.organisation if unit else organisation())
    made: Person = Person.objects.create(
        organisation=owner, key=given.pop("key", f"person-{number}"), first_name=first, last_name=last,
        email=given.pop("email", f"person{number}@testby.example"), **given,
    )  # fmt: skip
    if unit is not None:
        Post.objects.create(organisation=owner, person=made, unit=unit, title=title)
        if role:
            Role.objects.create(organisation=owner, person=made, unit=unit, kind=role)
    return made


def account(person: Person, password: str | None = None) -> Account:
    """A sign-in for `person`; without a password use `client.force_login(account(person))`."""
    return Account.objects.create_for(person, password=password)


def committee(kind: str = "LMU", unit: Unit | None = None, purpose: str = "med", name: str = "") -> Committee:
    """A committee of that kind at `unit`, whose sides are `SIDES`."""
    at = unit or globals()["unit"]()
    owner = at.organisation
    its_kind = CommitteeKind.objects.get_or_create(
        organisation=owner, short=kind, defaults={"name": kind, "purpose": purpose}
    )[0]
    for key, words in SIDES.items():
        Side.objects.get_or_create(organisation=owner, key=key, defaults={"name": words})
    made: Committee = Committee.objects.create(
        organisation=owner,
        key=f"committee-{next(_numbers)}",
        name=name or f"{kind} {at.name}",
        kind=its_kind,
        unit=at,
    )
    return made


def seat(committee: Committee, person: Person, side: str = "employees", function: str = "") -> Seat:
    """A seat on a side ("management", "employees", "work_environment"); `function` is "chair" or the like."""
    made: Seat = Seat.objects.create(
        organisation=committee.organisation, committee=committee, person=person, function=function,
        side=Side.objects.get(organisation=committee.organisation, key=side),
    )  # fmt: skip
    return made


def scope_of(person: Person, on: date = TODAY) -> Scope:
    return read_scope(person, on=on)


def by_system(owner: Organisation) -> Actor:
    return Actor(owner.pk, name="pejl")


def sheet(*rows: str) -> bytes:
    """A csv of the organisation: each row is the cells up to the last that matters, parted by semicolons."""
    head = (
        "enhedsnr;enhed;overordnet_enhedsnr;niveau;medarbejdernr;fornavn;efternavn;email;titel;rolle;fra;til"
    )
    filled = [row + ";" * (11 - row.count(";")) for row in rows]
    return "\n".join([head, *filled]).encode()
