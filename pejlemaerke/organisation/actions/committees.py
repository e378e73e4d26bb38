"""Committees, their kinds, and who sits in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.ids import uuid7

from ..models import Committee, CommitteeKind, Person, Seat, Side, Unit


@transaction.atomic
def add_kind(
    *,
    short: str,
    name: str,
    purpose: str,
    parent: CommitteeKind | None,
    by: Actor,
    now: datetime,
    item_days: int = 14,
    papers_days: int = 7,
) -> CommitteeKind:
    """A kind of committee in the municipality's own words. Conflict when its short name is taken.

    The days are those before a meeting by which a matter is put to it, and by which its papers are sent.
    """
    kind = CommitteeKind(
        organisation_id=by.organisation, short=short, name=name, purpose=purpose, parent=parent,
        item_days=item_days, papers_days=papers_days,
    )  # fmt: skip
    _save_kind(kind)
    record.write_event(kind, "added", by=by, now=now)
    return kind


@transaction.atomic
def edit_kind(kind: CommitteeKind, *, by: Actor, now: datetime, **changes: Any) -> None:
    for field, value in changes.items():
        setattr(kind, field, value)
    _save_kind(kind)
    record.write_event(kind, "edited", by=by, now=now)


def _save_kind(kind: CommitteeKind) -> None:
    above, seen = kind.parent, {kind.pk}
    while above is not None:
        if above.pk in seen:
            raise Refused(_("A kind of committee cannot be above itself."))
        seen.add(above.pk)
        above = above.parent
    try:
        with transaction.atomic():
            kind.save()
    except IntegrityError as error:
        raise Conflict(_("There is already a kind called %(short)s.") % {"short": kind.short}) from error


@transaction.atomic
def add_committee(
    *, name: str, kind: CommitteeKind, unit: Unit, parent: Committee | None, by: Actor, now: datetime
) -> Committee:
    key = uuid7()
    committee = Committee(
        id=key, organisation_id=by.organisation, key=key.hex, name=name, kind=kind, unit=unit, parent=parent
    )
    committee.save(force_insert=True)
    record.write_event(committee, "added", by=by, now=now)
    return committee


@transaction.atomic
def edit_committee(committee: Committee, *, by: Actor, now: datetime, **changes: Any) -> None:
    for field, value in changes.items():
        setattr(committee, field, value)
    above, seen = committee.parent, {committee.pk}
    while above is not None:
        if above.pk in seen:
            raise Refused(_("A committee cannot be above itself."))
        seen.add(above.pk)
        above = above.parent
    committee.save()
    record.write_event(committee, "edited", by=by, now=now, detail={"fields": sorted(changes)})


@transaction.atomic
def add_seat(
    committee: Committee, *, person: Person, side: Side, function: str, by: Actor, now: datetime,
    first: date | None = None,
) -> Seat:  # fmt: skip
    """A seat on a side; one chair and one vice-chair at a time."""
    if person.left_on:
        raise Refused(_("%(name)s does not work here any more.") % {"name": person.name})
    taken = Seat.objects.filter(committee=committee, last=None)
    if function and taken.filter(function=function).exists():
        raise Conflict(_("The committee already has one. End that seat first."))
    try:
        with transaction.atomic():
            seat: Seat = Seat.objects.create(
                organisation_id=by.organisation, committee=committee, person=person, side=side,
                function=function, first=first,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(_("%(name)s already has a seat in the committee.") % {"name": person.name}) from error
    record.write_event(committee, "seated", by=by, now=now, note=f"{person.name} · {side.name}")
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, today: date, by: Actor, now: datetime) -> None:
    ended = today - timedelta(days=1)
    if not Seat.objects.live(today).filter(pk=seat.pk).update(last=ended):
        raise Conflict(_("The seat has already ended."))
    record.write_event(seat.committee, "seat_ended", by=by, now=now, note=seat.person.name)


@transaction.atomic
def name_chair(seat: Seat, *, by: Actor, now: datetime) -> None:
    """The one in this seat chairs from now. Refused while somebody else does."""
    others = Seat.objects.filter(committee=seat.committee_id, function=Seat.Function.CHAIR, last=None)
    if others.exclude(pk=seat.pk).exists():
        raise Refused(_("The committee has a chair already."))
    Seat.objects.filter(pk=seat.pk).update(function=Seat.Function.CHAIR)
    seat.function = Seat.Function.CHAIR
    record.write_event(seat.committee, "chair_named", by=by, now=now, note=seat.person.name)
