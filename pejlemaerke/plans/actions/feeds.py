"""Calendar addresses: made, shown once, ended."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from pejlemaerke.core.actor import Actor
from pejlemaerke.organisation.models import Person

from ..models import CalendarFeed, Plan


def hash_of(token: str) -> str:
    """What is kept of a token: enough to know it again, not to guess it."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(person: Person, plan: Plan | None, *, by: Actor, now: datetime) -> str:
    """A new address for a person's own activities (`plan` None) or for a plan; the former one stops. Gives the token,
    which is shown once and not kept."""
    end_feed(person, plan, by=by, now=now)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        organisation_id=by.organisation, person=person, plan=plan, token_hash=hash_of(token), made_at=now
    )
    return token


@transaction.atomic
def end_feed(person: Person, plan: Plan | None, *, by: Actor, now: datetime) -> None:
    """The address stops: a calendar that asks gets nothing."""
    CalendarFeed.objects.filter(organisation=by.organisation, person=person, plan=plan, ended_at=None).update(
        ended_at=now
    )
