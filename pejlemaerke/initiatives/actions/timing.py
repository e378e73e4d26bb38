"""Days given to the stages and activities of an initiative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.periods import Period
from pejlemaerke.meetings.models import DecidedPoint

from ..models import Initiative, Timing
from ..timetable import Timed, items, resolve
from ..timetable_words import say_fault


@dataclass(frozen=True)
class TimingValue:
    """A period with days, or an open one; and where it comes from."""

    period: Period
    point: DecidedPoint | None = None
    note: str = ""


@transaction.atomic
def save_timetable(
    initiative: Initiative, values: Mapping[str, TimingValue | None], *, by: Actor, now: datetime
) -> bool:
    """Give these items these days, and take them from those that are None; the others stay. All or nothing, and one
    event. False where nothing differed."""
    unknown = [item for item in values if item not in items(initiative.playbook)]
    if unknown:
        raise Refused(_("The playbook holds no “%(item)s”.") % {"item": unknown[0]})
    kept = {one.item: one for one in initiative.timings.all()}
    changed = {item: value for item, value in values.items() if _differs(kept.get(item), value)}
    if not changed:
        return False
    for value in changed.values():
        if value is None:
            continue
        if value.period.precision == "unreadable":
            raise Refused(_("We cannot read when “%(words)s” is.") % {"words": value.period.text})
        point = value.point
        if point is not None and (point.organisation_id != by.organisation or not point.settled):
            raise Refused(_("Dates can only come from what a closed meeting decided."))
    _refuse_impossible(initiative, kept, changed)
    Timing.objects.filter(
        initiative=initiative, item__in=[key for key, one in changed.items() if one is None]
    ).delete()
    for item, value in changed.items():
        if value is not None:
            Timing.objects.update_or_create(
                organisation_id=by.organisation,
                initiative=initiative,
                item=item,
                defaults={
                    "period_text": value.period.text,
                    "first": value.period.first,
                    "last": value.period.last,
                    "precision": value.period.precision,
                    "point": value.point,
                    "note": value.note,
                },
            )
    record.write_event(initiative, "timetable", by=by, now=now, detail={"items": sorted(changed)})
    return True


def set_timing(
    initiative: Initiative,
    item: str,
    period: Period,
    *,
    by: Actor,
    now: datetime,
    point: DecidedPoint | None = None,
    note: str = "",
) -> None:
    save_timetable(initiative, {item: TimingValue(period, point, note)}, by=by, now=now)


def clear_timing(initiative: Initiative, item: str, *, by: Actor, now: datetime) -> None:
    save_timetable(initiative, {item: None}, by=by, now=now)


def _differs(kept: Timing | None, value: TimingValue | None) -> bool:
    if kept is None or value is None:
        return kept is not None or value is not None
    point = value.point.pk if value.point else None
    return (kept.period, kept.point_id, kept.note) != (value.period, point, value.note)


def _refuse_impossible(
    initiative: Initiative, kept: Mapping[str, Timing], changed: Mapping[str, TimingValue | None]
) -> None:
    """A stage that ends before it starts, or begins before the one it follows."""
    days = {item: (one.first, one.last) for item, one in kept.items() if item not in changed}
    days |= {item: (one.period.first, one.period.last) for item, one in changed.items() if one is not None}
    timed = [Timed(item, first, last) for item, (first, last) in days.items()]
    faults = resolve(initiative.playbook, initiative.first, timed).faults
    if faults:
        raise Refused(say_fault(faults[0], initiative.playbook))
