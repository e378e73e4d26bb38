"""What several writes to a plan do alike."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.periods import Period
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.rules import may_work_on
from pejlemaerke.ui.dates import say_span

from ..models import Activity, Plan


def stand_in_line(plan: Plan) -> None:
    """From here to the end of the transaction nobody else writes to this plan, nor closes its initiative, and it is
    known whether it is paused or over: what is asked of people follows that."""
    Plan.objects.filter(pk=plan.pk).update(begun_at=F("begun_at"))
    plan.state, plan.begun_at = Plan.objects.values_list("state", "begun_at").get(pk=plan.pk)
    hold(plan.initiative)


def hold(initiative: Initiative) -> None:
    """Nobody closes it until the transaction is over, and it is known whether somebody has."""
    Initiative.objects.filter(pk=initiative.pk).update(state=F("state"))
    initiative.state = Initiative.objects.values_list("state", flat=True).get(pk=initiative.pk)


def claim(plan: Plan) -> None:
    """As `stand_in_line`. Conflict if the plan was paused, or the initiative closed, since the writer saw it."""
    stand_in_line(plan)
    verdict = may_work_on(plan.initiative)
    if not verdict:
        raise Conflict(verdict.reason)
    if plan.state != "running":
        raise Conflict(_("The plan has been paused. Take it up again before you change it."))


def claim_activity(activity: Activity) -> None:
    """Claim its plan, and see the activity as it stands. Conflict if it was closed, confirmed or the like meanwhile."""
    claim(activity.plan)
    seen = activity.state
    activity.refresh_from_db(fields=("state", "sequence", "first", "last", "carried", "med_item"))
    if activity.state != seen:
        raise Conflict(_("Somebody else was just before you. Look at how it stands now."))


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


def day_of(day: date) -> Period:
    return Period(say_span(day, day), day, day, "day")


def changed(activity: Activity, *, now: datetime) -> dict[str, Any]:
    """What every change that a calendar shows brings with it."""
    return {"sequence": activity.sequence + 1, "changed_at": now}


def refuse_unless_open(activity: Activity) -> None:
    if activity.state not in ("tentative", "confirmed"):
        raise Refused(_("It has been closed. Open it again before you change it."))
