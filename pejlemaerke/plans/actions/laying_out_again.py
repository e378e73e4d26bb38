"""The laying out of the plans, put in the queue again when it stopped on the way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict

from .. import jobs
from ..models import PlanStart


@transaction.atomic
def lay_out_again(start: PlanStart, *, by: Actor, now: datetime) -> None:
    """It goes on where it stopped. Conflict for the later of two who ask, and when it has come to its end."""
    claimed = PlanStart.objects.filter(
        pk=start.pk, finished_at=None, beat_at=start.beat_at, fault=start.fault
    ).update(beat_at=now, fault="")
    if not claimed:
        raise Conflict(_("Somebody else was just before you. Look at how it stands now."))
    jobs.lay_out.enqueue(str(start.initiative_id), **jobs.named(by))
