"""What several writes to a plan do alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.periods import Period

from ..models import Activity, Plan


def claim(plan: Plan, *, now: datetime) -> None:
    """From here to the end of the transaction nobody pauses this plan, and two writes to it do not mix.

    Conflict if it has been paused since the writer saw it.
    """
    if not Plan.objects.filter(pk=plan.pk, state="running").update(begun_at=F("begun_at")):
        raise Conflict(_("The plan has been paused. Take it up again before you change it."))


def begin_planning(plan: Plan, *, by: Actor, now: datetime) -> None:
    """The first thing taken into a plan begins it: it hangs on what was promised, and its first stage is next."""
    from .stages import begin_stages

    claim(plan, now=now)
    if plan.begun_at is not None:
        return
    if not Plan.objects.filter(pk=plan.pk, begun_at=None).update(begun_at=now):
        return
    plan.begun_at = now
    promised = plan.initiative.backbriefs.filter(unit=plan.unit_id).first()
    if promised is not None and not plan.is_central:
        record.link_all(promised, [plan], now=now)
    record.write_event(plan, "begun", by=by, now=now)
    begin_stages(plan, plan.stages.order_by("position"), by=by, now=now)


def days_of(period: Period | None) -> dict[str, Any]:
    """A period as an activity keeps it."""
    if period is None:
        return {"period_text": "", "first": None, "last": None, "precision": ""}
    return {
        "period_text": period.text[:200],
        "first": period.first,
        "last": period.last,
        "precision": period.precision,
    }


def changed(activity: Activity, *, now: datetime) -> dict[str, Any]:
    """What every change that a calendar shows brings with it."""
    return {"sequence": activity.sequence + 1, "changed_at": now}


def refuse_unless_open(activity: Activity) -> None:
    if activity.state not in ("tentative", "confirmed"):
        raise Refused(_("It has been closed. Open it again before you change it."))
