"""What may go wrong, and what is done about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.models import Person, Unit

from ..models import Initiative, Risk
from ..role_words import role_word


@transaction.atomic
def add_risk(
    initiative: Initiative,
    *,
    title: str,
    by: Actor,
    now: datetime,
    unit: Unit | None = None,
    cause: str = "",
    what_is_done: str = "",
    owner: Person | None = None,
    whose: str = "",
    look_again: date | None = None,
    playbook_key: str = "",
) -> Risk:
    """A risk of the whole initiative, or of one workplace that takes part. Conflict when it is taken twice."""
    if unit is not None and not initiative.participations.filter(unit=unit).exists():
        raise Refused(_("%(unit)s does not take part in the initiative.") % {"unit": unit.name})
    risk = Risk(
        organisation_id=by.organisation,
        initiative=initiative,
        unit=unit,
        title=title,
        cause=cause,
        what_is_done=what_is_done,
        owner=owner,
        whose=whose,
        look_again=look_again,
        playbook_key=playbook_key,
        created_at=now,
    )
    try:
        with transaction.atomic():
            record.begin(risk, by=by, now=now, cause=initiative)
    except IntegrityError as error:
        raise Conflict(_("“%(title)s” is on the list already.") % {"title": title}) from error
    return risk


def take_suggested(
    initiative: Initiative,
    key: str,
    *,
    by: Actor,
    now: datetime,
    unit: Unit | None = None,
    owner: Person | None = None,
) -> Risk:
    """One of the playbook's stated risks, in the language now spoken; from then on it is ours to change."""
    language = get_language() or "da"
    for stated in initiative.playbook.risks:
        if stated.key == key:
            return add_risk(
                initiative,
                unit=unit,
                title=stated.title.in_language(language)[:200],
                cause=stated.cause.in_language(language),
                what_is_done=stated.what_is_done.in_language(language),
                owner=owner,
                whose="" if owner else role_word(stated.whose),
                playbook_key=key,
                by=by,
                now=now,
            )
    raise Refused(_("The playbook does not state that risk."))


@transaction.atomic
def edit_risk(risk: Risk, *, by: Actor, now: datetime, **changes: Any) -> None:
    """Change what it says and whose it is; the turn follows."""
    for name, value in changes.items():
        setattr(risk, name, value)
    risk.save(update_fields=list(changes))
    record.write_event(risk, "edited", by=by, now=now, detail={"fields": sorted(changes)})
    record.set_turns(risk, now=now)


@transaction.atomic
def close_risk(risk: Risk, *, by: Actor, now: datetime, note: str = "") -> None:
    """Open → closed: it is no longer one, and `note` says why."""
    record.move(risk, "closed", by=by, now=now, verb="closed", note=note)


@transaction.atomic
def reopen_risk(risk: Risk, *, by: Actor, now: datetime) -> None:
    """Closed → open."""
    record.move(risk, "open", by=by, now=now, verb="reopened")
