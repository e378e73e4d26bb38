"""Groups that carry an initiative out: committees of the kind for that, known by the link from the initiative."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.organisation import actions as organisation
from pejlemaerke.organisation.models import Committee, CommitteeKind, Person, Seat, Side, Unit

from ..models import Initiative

PURPOSE = CommitteeKind.Purpose.IMPLEMENTATION
#: The one side of such a group: nobody sits across the table.
SIDE = "group"


@transaction.atomic
def form_group(
    initiative: Initiative,
    *,
    name: str,
    members: Sequence[Person],
    by: Actor,
    now: datetime,
    today: date,
    unit: Unit | None = None,
    leads: Person | None = None,
) -> Committee:
    """A group of the initiative, or of the plan of a `unit` that takes part in it. `leads` is its chair, else the one
    who is named first: what the group is to do must be somebody's turn."""
    if unit is not None and not initiative.participations.filter(unit=unit).exists():
        raise Refused(_("%(unit)s does not take part in the initiative.") % {"unit": unit.name})
    made = organisation.add_committee(
        name=name, kind=_kind(by, now), unit=unit or initiative.unit, parent=None, by=by, now=now
    )
    record.link_all(initiative, [made], now=now)
    everybody = dict.fromkeys([*([leads] if leads else []), *members])
    if not everybody:
        raise Refused(_("A group needs somebody in it."))
    _seat(made, everybody, leads or next(iter(everybody)), by=by, now=now, today=today)
    record.write_event(initiative, "group_formed", by=by, now=now, note=name)
    return made


@transaction.atomic
def add_members(group: Committee, members: Sequence[Person], *, by: Actor, now: datetime, today: date) -> int:
    """Gives how many were new to it; those already there are passed over."""
    return _seat(group, dict.fromkeys(members), None, by=by, now=now, today=today)


@transaction.atomic
def take_out(group: Committee, seats: Sequence[Seat], *, by: Actor, now: datetime, today: date) -> int:
    """End these seats. A group without anybody in it carries nothing, so the last ones stay; when its chair leaves, the
    one who has sat longest chairs."""
    ending = [seat for seat in seats if seat.committee_id == group.pk]
    if len(ending) >= Seat.objects.filter(committee=group).live(today).count():
        raise Refused(_("Somebody has to stay in the group."))
    for seat in ending:
        organisation.end_seat(seat, today=today, by=by, now=now)
    staying = list(Seat.objects.filter(committee=group).live(today).select_related("person").order_by("id"))
    if not any(seat.function == Seat.Function.CHAIR for seat in staying):
        organisation.name_chair(staying[0], by=by, now=now)
    return len(ending)


def _seat(
    group: Committee,
    people: dict[Person, None],
    leads: Person | None,
    *,
    by: Actor,
    now: datetime,
    today: date,
) -> int:
    there = set(Seat.objects.filter(committee=group).live(today).values_list("person", flat=True))
    if any(person.organisation_id != by.organisation for person in people):
        raise Refused(_("Somebody on the list does not work here."))
    new = [person for person in people if person.pk not in there]
    side = _side(by)
    for person in new:
        function = Seat.Function.CHAIR if person == leads else ""
        organisation.add_seat(group, person=person, side=side, function=function, by=by, now=now, first=today)
    return len(new)


def _kind(by: Actor, now: datetime) -> CommitteeKind:
    """Made the first time somebody forms a group; from then on its words are the municipality's own."""
    found = CommitteeKind.objects.filter(organisation=by.organisation, purpose=PURPOSE).order_by("id").first()
    if found is not None:
        return found
    with override(settings.LANGUAGE_CODE):
        name = _("Implementation group")
    return organisation.add_kind(short=name, name=name, purpose=PURPOSE, parent=None, by=by, now=now)


def _side(by: Actor) -> Side:
    with override(settings.LANGUAGE_CODE):
        name = _("Members of the group")
    found: Side = Side.objects.get_or_create(
        organisation_id=by.organisation, key=SIDE, defaults={"name": name}
    )[0]
    return found
