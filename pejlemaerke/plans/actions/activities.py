"""Adding, changing and confirming what stands in a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused

from ..fields import ActivityFields, HoursSaid
from ..models import Activity, Hours, Plan, Waits
from ..waiting import ring
from .series import carry_over
from .shared import changed, claim, claim_activity, days_of, refuse_unless_open
from .stages import begin_planning


@transaction.atomic
def add_activity(
    plan: Plan, fields: ActivityFields, *, by: Actor, now: datetime, cause: Any = None, **origin: Any
) -> Activity:
    """A tentative activity. `cause` is what gave rise to it, else the plan; `origin` names where it came from
    (`item`, `subtask`, `series`, `number`)."""
    begin_planning(plan, by=by, now=now)
    activity = Activity(
        organisation_id=plan.organisation_id,
        plan=plan,
        created_at=now,
        changed_at=now,
        **_values(plan, fields),
        **origin,
    )
    record.begin(activity, by=by, now=now, verb="added", cause=cause or plan)
    _set_hours(activity, fields.hours)
    return activity


@transaction.atomic
def change_activity(activity: Activity, fields: ActivityFields, *, by: Actor, now: datetime) -> None:
    """Everything somebody can say of it. A moved one keeps its identity, so that calendars move it too."""
    refuse_unless_open(activity)
    claim_activity(activity)
    values = _values(activity.plan, fields)
    if activity.state == "confirmed" and values["first"] is None:
        raise Refused(
            _("A confirmed activity needs a time. Make it tentative first, if the time is open again.")
        )
    different = [name for name, value in values.items() if getattr(activity, name) != value]
    moved = {name: str(getattr(activity, name) or "") for name in ("first", "last") if name in different}
    for name, value in (values | changed(activity, now=now)).items():
        setattr(activity, name, value)
    activity.save(update_fields=[*values, "sequence", "changed_at"])
    _set_hours(activity, fields.hours)
    record.write_event(
        activity,
        "moved" if moved else "changed",
        by=by,
        now=now,
        detail={"fields": different, "before": moved},
    )
    record.set_turns(activity, now=now)


@transaction.atomic
def confirm_activity(activity: Activity, *, by: Actor, now: datetime) -> None:
    """Tentative → confirmed. It must have days: what could not be read is made out first."""
    claim_activity(activity)
    if activity.first is None:
        raise Refused(_("Say when it is before you confirm it."))
    record.move(activity, "confirmed", by=by, now=now, verb="confirmed", **changed(activity, now=now))


@transaction.atomic
def confirm_activities(activities: Iterable[Activity], *, by: Actor, now: datetime) -> int:
    """Confirm several; all or none. Gives how many."""
    count = 0
    for activity in activities:
        confirm_activity(activity, by=by, now=now)
        count += 1
    return count


@transaction.atomic
def make_tentative(activity: Activity, *, by: Actor, now: datetime) -> None:
    """Back to tentative: from confirmed, from not held, or from dropped."""
    claim_activity(activity)
    record.move(activity, "tentative", by=by, now=now, verb="tentative", **changed(activity, now=now))
    carry_over(activity.series, now=now)


@transaction.atomic
def drop_activity(activity: Activity, *, by: Actor, now: datetime, note: str = "") -> None:
    """It will not be. Calendars take it out; it can be taken up again. What was carried to it goes on."""
    claim_activity(activity)
    record.move(activity, "dropped", by=by, now=now, verb="dropped", note=note, **changed(activity, now=now))
    carry_over(activity.series, now=now)


@transaction.atomic
def set_waits(activity: Activity, after: Iterable[Activity], *, by: Actor, now: datetime) -> None:
    """Which activities of the same plan it waits for. Refused where that would close a ring, which is named."""
    claim(activity.plan)
    wanted = list(dict.fromkeys(after))
    if any(one.plan_id != activity.plan_id for one in wanted):
        raise Refused(_("An activity can only wait for another one in the same plan."))
    waits: dict[Any, list[Any]] = {}
    rows = Waits.objects.filter(activity__plan=activity.plan_id).exclude(activity=activity)
    for one, other in rows.values_list("activity", "after"):
        waits.setdefault(one, []).append(other)
    for each in wanted:
        found = ring(waits, activity.pk, each.pk)
        if found:
            names = dict(Activity.objects.filter(pk__in=found).values_list("pk", "title"))
            raise Refused(
                _("Then they would wait for each other: %(ring)s.")
                % {"ring": " → ".join(names[key] for key in found)}
            )
    Waits.objects.filter(activity=activity).delete()
    Waits.objects.bulk_create(
        [Waits(organisation_id=activity.organisation_id, activity=activity, after=each) for each in wanted]
    )
    record.write_event(activity, "waits", by=by, now=now)


def _values(plan: Plan, fields: ActivityFields) -> dict[str, Any]:
    title = fields.title.strip()
    if not title:
        raise Refused(_("Give it a name."))
    if fields.stage is not None and fields.stage.plan_id != plan.pk:
        raise Refused(_("That stage belongs to another plan."))
    period = fields.period
    if fields.starts and fields.ends and fields.ends <= fields.starts:
        raise Refused(_("It ends before it begins."))
    if fields.starts and (period is None or period.first is None or period.first != period.last):
        raise Refused(_("A time of day needs one single day."))
    return {
        "kind": fields.kind,
        "title": title,
        "text": fields.text,
        **days_of(period),
        "starts": fields.starts,
        "ends": fields.ends,
        "place": fields.place,
        "stage": fields.stage,
        "responsible": fields.responsible,
        "body": fields.body,
        "co_host": fields.co_host,
        "responsible_words": fields.responsible_words,
        "participants": fields.participants,
        "audiences": list(fields.audiences),
        "audience": fields.audience,
        "channel": fields.channel,
        "sender": fields.sender,
    }


def _set_hours(activity: Activity, hours: Iterable[HoursSaid]) -> None:
    Hours.objects.filter(activity=activity).delete()
    Hours.objects.bulk_create(
        [
            Hours(
                organisation_id=activity.organisation_id,
                activity=activity,
                whom=said.whom,
                hours=said.hours,
                per=said.per,
                why=said.why,
            )
            for said in hours
        ]
    )
