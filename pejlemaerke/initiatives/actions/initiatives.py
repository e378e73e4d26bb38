"""Every write to an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.record.models import Turn, type_of

from ..models import Initiative, Participation, Risk


@transaction.atomic
def create_initiative(
    *,
    title: str,
    why: str,
    sponsor: Person,
    unit: Unit,
    playbook_key: str,
    playbook_version: int,
    playbook_text: str,
    by: Actor,
    now: datetime,
    period_text: str = "",
    first: date | None = None,
    last: date | None = None,
    predecessor: Initiative | None = None,
    points: Sequence[DecidedPoint] = (),
) -> Initiative:
    """A draft that its sponsor can start. The playbook's text is kept as it is today. `points` are what it carries out:
    only what a closed meeting decided can be."""
    drivers = DecidedPoint.objects.filter(organisation=by.organisation, pk__in=[one.pk for one in points])
    if drivers.settled().count() < len({one.pk for one in points}):
        raise Refused(_("Only what was decided, and not declined or postponed, can be carried out."))
    initiative = Initiative(
        organisation_id=by.organisation,
        title=title,
        why=why,
        sponsor=sponsor,
        unit=unit,
        playbook_key=playbook_key,
        playbook_version=playbook_version,
        playbook_text=playbook_text,
        period_text=period_text,
        first=first,
        last=last,
        predecessor=predecessor,
        created_at=now,
    ).prepare()
    record.begin(initiative, by=by, now=now, cause=predecessor)
    for point in points:
        record.link_all(point, [initiative], now=now)
    return initiative


@transaction.atomic
def edit_initiative(initiative: Initiative, *, by: Actor, now: datetime, **changes: Any) -> None:
    """Change what the initiative says of itself; the sponsor's turn follows the sponsor."""
    for name, value in changes.items():
        setattr(initiative, name, value)
    initiative.prepare().save(update_fields=[*changes, "folded", "sort_key"])
    record.write_event(initiative, "edited", by=by, now=now, detail={"fields": sorted(changes)})
    record.set_turns(initiative, now=now)


@transaction.atomic
def set_participants(
    initiative: Initiative, units: Iterable[UUID], *, by: Actor, now: datetime
) -> tuple[int, int]:
    """Make exactly `units` take part; gives (joined, left). A unit that has been briefed cannot be taken out."""
    wanted = set(units)
    present = set(initiative.participations.values_list("unit_id", flat=True))
    joining, leaving = wanted - present, present - wanted
    if leaving and initiative.state != "draft":
        raise Refused(_("A unit that takes part in a running initiative cannot be taken out of it."))
    known = set(
        Unit.objects.live().filter(organisation=by.organisation, pk__in=joining).values_list("pk", flat=True)
    )
    if known != joining:
        raise Refused(_("One of the units is not there any more."))
    initiative.participations.filter(unit_id__in=leaving).delete()
    Participation.objects.bulk_create(
        [
            Participation(organisation_id=by.organisation, initiative=initiative, unit_id=unit)
            for unit in sorted(joining)
        ],
        batch_size=500,
    )
    if joining or leaving:
        record.write_event(
            initiative, "participants", by=by, now=now, detail={"joined": len(joining), "left": len(leaving)}
        )
    return len(joining), len(leaving)


@transaction.atomic
def set_earlier_decision(
    initiative: Initiative,
    *,
    decided_by: str,
    decided_when: str,
    decided_what: str,
    by: Actor,
    now: datetime,
    file: StoredFile | None = None,
) -> None:
    """Name the decision made outside the system that this builds on; without `file` an attached one stays."""
    initiative.decided_by, initiative.decided_when, initiative.decided_what = (
        decided_by,
        decided_when,
        decided_what,
    )
    if file is not None:
        initiative.decided_file = file
    initiative.save(update_fields=["decided_by", "decided_when", "decided_what", "decided_file"])
    record.write_event(initiative, "earlier_decision", by=by, now=now)


@transaction.atomic
def start_initiative(initiative: Initiative, *, by: Actor, now: datetime) -> None:
    """Draft → running. Creates nothing in anybody's plan; the first brief is the next step."""
    if not initiative.participations.exists():
        raise Refused(_("Choose the units that take part before you start."))
    record.move(initiative, "running", by=by, now=now, verb="started")
    for risk in initiative.risks.filter(state="open").exclude(owner=None).select_related("unit"):
        risk.initiative = initiative
        record.set_turns(risk, now=now)


@transaction.atomic
def close_initiative(initiative: Initiative, *, by: Actor, now: datetime, note: str = "") -> None:
    """Running → closed. What it gave rise to is nobody's turn any more."""
    record.move(initiative, "closed", by=by, now=now, verb="closed", note=note)
    # A matter that lies before a committee stays there: it is for MED to conclude or withdraw it.
    record.end_turns_under(initiative, beside="meetings")
    risks = Risk.objects.filter(initiative=initiative)
    Turn.objects.filter(
        organisation=by.organisation, object_type=type_of(Risk), object_id__in=risks.values("pk")
    ).delete()


@transaction.atomic
def drop_initiative(initiative: Initiative, *, by: Actor, now: datetime) -> None:
    """Draft → dropped: it never started, and nobody is asked for anything in it."""
    record.move(initiative, "dropped", by=by, now=now, verb="dropped")
    record.end_turns_under(initiative)
