"""How it went. What was said survives: an activity that asks for a product closes with it, or with why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused

from ..fields import Said
from ..models import Activity, Product
from ..products import asks_for_product
from ..rules import OPEN
from .series import carry_over
from .shared import changed, claim_activity, day_of, days_of


@transaction.atomic
def close_held(
    activity: Activity,
    *,
    held_on: date,
    by: Actor,
    now: datetime,
    note: str = "",
    products: Sequence[Said] = (),
    no_product_reason: str = "",
    open_ends: str = "",
) -> None:
    """Open → held, on the day it was; one that had no days gets that. Open ends of a series that carries over stand on
    its next turn.

    Refused for a day to come, and where the playbook asks for a product and neither that nor a reason is given.
    """
    if held_on > timezone.localdate(now):
        raise Refused(_("It cannot have been held on a day that has not come yet."))
    said = [one for one in products if one.text.strip()]
    reason = no_product_reason.strip()
    if asks_for_product(activity) and not said and not reason:
        raise Refused(_("Write what came out of it, or why nothing did. Others build on what you write."))
    claim_activity(activity)
    days = {} if activity.first else days_of(day_of(held_on))
    record.move(
        activity, "held", by=by, now=now, verb="held", note=note, held_on=held_on, no_product_reason=reason,
        open_ends=open_ends.strip(), **days, **changed(activity, now=now),
    )  # fmt: skip
    _keep_note(activity, note)
    _keep_products(activity, said, by=by, now=now)
    carry_over(activity.series, now=now)


def _keep_note(activity: Activity, note: str) -> None:
    Activity.objects.filter(pk=activity.pk).update(note=note)
    activity.note = note


def _keep_products(activity: Activity, said: Sequence[Said], *, by: Actor, now: datetime) -> None:
    Product.objects.filter(activity=activity).delete()
    Product.objects.bulk_create(
        [
            Product(
                organisation_id=activity.organisation_id,
                activity=activity,
                key=one.key,
                question=one.question[:500],
                service=one.service,
                text=one.text.strip(),
                at=now,
                by_name=by.name,
            )
            for one in said
        ]
    )


@transaction.atomic
def close_not_held(activity: Activity, *, note: str, by: Actor, now: datetime) -> None:
    """Open → not held, because. What was carried to it goes on to the next turn."""
    note = note.strip()
    if not note:
        raise Refused(_("Write in a few words why it was not held. It helps when it is planned again."))
    claim_activity(activity)
    record.move(
        activity, "not_held", by=by, now=now, verb="not_held", note=note, **changed(activity, now=now)
    )
    _keep_note(activity, note)
    carry_over(activity.series, now=now)


@transaction.atomic
def reopen_activity(activity: Activity, *, by: Actor, now: datetime) -> None:
    """Held → confirmed, or not held and taken out → tentative. What was said stays until it is closed again."""
    if activity.state in OPEN:
        raise Refused(_("It is still open."))
    claim_activity(activity)
    to = "confirmed" if activity.state == "held" else "tentative"
    record.move(activity, to, by=by, now=now, verb="reopened", held_on=None, **changed(activity, now=now))
    carry_over(activity.series, now=now)
