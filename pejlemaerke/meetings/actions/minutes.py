"""Minutes are sent round, corrected and approved. Approved, they are unchangeable."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused

from .. import letters
from ..composing import compose
from ..minutes_content import Approval, minutes_to_json
from ..models import Correction, Minutes


@transaction.atomic
def send_minutes(minutes: Minutes, *, read_by: date, by: Actor, now: datetime) -> None:
    """To the members, who may add corrections until that day; then the chair's turn."""
    if minutes.state != "written":
        raise Refused(_("The minutes have already been sent for read-through."))
    if read_by < timezone.localdate(now):
        raise Refused(_("Choose a day that has not passed."))
    record.move(
        minutes, "read_through", by=by, now=now, verb="sent", detail={"read_by": read_by.isoformat()},
        read_by=read_by, sent_at=now,
    )  # fmt: skip
    letters.tell_minutes(minutes, by=by, now=now)


@transaction.atomic
def add_correction(minutes: Minutes, text: str, *, by: Actor, now: datetime) -> Correction:
    """What somebody said at the read-through. The text that was recorded stands."""
    if not text.strip():
        raise Refused(_("Write what should be corrected."))
    _claim_read_through(minutes, _("The minutes are not being read through, so they cannot be corrected."))
    correction = Correction.objects.create(
        organisation_id=by.organisation, minutes=minutes, text=text.strip(), at=now, person=by.person,
        person_name=by.name, on_behalf_of_name=by.on_behalf_of_name,
    )  # fmt: skip
    record.write_event(minutes, "corrected", by=by, now=now)
    return correction


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: Actor, now: datetime) -> None:
    """Keep the whole text, with corrections and who approved it. Of two who approve at once one gets Conflict."""
    if minutes.state == "approved":
        raise Refused(_("The minutes are already approved."))
    if minutes.state != "read_through":
        raise Refused(_("The minutes are approved after they have been sent for read-through."))
    _claim_read_through(minutes, _("Somebody else has just approved the minutes."))
    approval = Approval(at=now.isoformat(), who=by.name, on_behalf_of=by.on_behalf_of_name)
    record.move(
        minutes, "approved", by=by, now=now, verb="approved", approved_at=now, approved_by=by.person,
        approved_by_name=by.name, content_json=minutes_to_json(compose(minutes, approval=approval)),
    )  # fmt: skip


def _claim_read_through(minutes: Minutes, otherwise: str) -> None:
    """From here to the end of the transaction nobody corrects or approves them."""
    if not Minutes.objects.filter(pk=minutes.pk, state="read_through").update(state=F("state")):
        raise Conflict(otherwise)
