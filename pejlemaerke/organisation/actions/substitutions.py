"""Who may do what another may, for a period."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused

from ..models import Person, Substitution


@transaction.atomic
def name_substitute(
    *, absent: Person, substitute: Person, first: date, last: date, by: Actor, now: datetime
) -> Substitution:
    """From the first day to the last, both counted. Several substitutes at once are allowed, the same one is not."""
    if absent.pk == substitute.pk:
        raise Refused(_("Choose somebody else: nobody is their own substitute."))
    if last < first:
        raise Refused(_("The last day comes before the first."))
    if substitute.left_on:
        raise Refused(_("%(name)s does not work here any more.") % {"name": substitute.name})
    same = Substitution.objects.filter(
        organisation=by.organisation, absent=absent, substitute=substitute, first__lte=last, last__gte=first
    )
    if same.exists():
        raise Conflict(
            _("%(name)s is already the substitute on some of these days.") % {"name": substitute.name}
        )
    made: Substitution = Substitution.objects.create(
        organisation_id=by.organisation, absent=absent, substitute=substitute, first=first, last=last
    )
    record.write_event(absent, "substitute_named", by=by, now=now, note=substitute.name)
    return made


@transaction.atomic
def end_substitution(substitution: Substitution, *, today: date, by: Actor, now: datetime) -> None:
    """From this moment on. One that has not begun is taken away: nothing was done in its name."""
    absent = substitution.absent
    ahead = Substitution.objects.filter(pk=substitution.pk)
    yesterday = today - timedelta(days=1)
    removed, _kinds = ahead.filter(first__gte=today).delete()
    ended = removed or ahead.filter(first__lt=today, last__gte=today).update(last=yesterday)
    if not ended:
        raise Conflict(_("The substitution has already ended."))
    record.write_event(absent, "substitute_ended", by=by, now=now, note=substitution.substitute.name)
