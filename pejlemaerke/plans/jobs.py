"""Long work of plans, done by a worker."""

from __future__ import annotations

import logging
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.initiatives.models import Initiative

from .models import PlanStart

log = logging.getLogger(__name__)


def named(by: Actor) -> dict[str, str]:
    """Who it is done for, as a job can carry it."""
    return {
        "person": str(by.person or ""),
        "name": by.name,
        "on_behalf_of": str(by.on_behalf_of or ""),
        "on_behalf_of_name": by.on_behalf_of_name,
    }


def _actor(
    initiative: Initiative, person: str, name: str, on_behalf_of: str, on_behalf_of_name: str
) -> Actor:
    return Actor(
        initiative.organisation_id,
        UUID(person) if person else None,
        name,
        UUID(on_behalf_of) if on_behalf_of else None,
        on_behalf_of_name,
    )


def _find(initiative: str) -> Initiative:
    found: Initiative = Initiative.objects.select_related("unit", "sponsor").get(pk=initiative)
    return found


@task()
def pause_all(initiative: str, reason: str, on: str, **who: str) -> None:
    """Pause every plan of an initiative. Run again it goes on where it was."""
    from . import actions

    found = _find(initiative)
    actions.pause_initiative(
        found, reason=reason, on=date.fromisoformat(on), by=_actor(found, **who), now=timezone.now()
    )


@task()
def resume_all(initiative: str, days: int, **who: str) -> None:
    """Take up again the plans that were paused together. Run again it goes on where it was."""
    from . import actions

    found = _find(initiative)
    actions.resume_initiative(found, days=days, by=_actor(found, **who), now=timezone.now())


@task()
def lay_out(initiative: str, person: str, name: str, on_behalf_of: str, on_behalf_of_name: str) -> None:
    """Lay out the plans of a started initiative. What goes wrong stands on its `PlanStart`; run again it goes on."""
    from . import actions

    found = _find(initiative)
    by = _actor(found, person, name, on_behalf_of, on_behalf_of_name)
    start = PlanStart.objects.filter(initiative=found)

    def beat(done: int) -> None:
        start.update(done=done, beat_at=timezone.now())

    try:
        actions.lay_out(found, by=by, now=timezone.now(), beat=beat)
        start.update(finished_at=timezone.now(), fault="")
    except Exception as error:
        # Only the kind of fault: a database's own words may hold people's names.
        log.error("plans of %s were not laid out: %s", initiative, type(error).__name__)
        start.update(fault=str(error) if isinstance(error, Refused) else _("Nothing is lost. Try again."))
