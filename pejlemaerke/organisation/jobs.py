"""Long work of the organisation, done by a worker."""

from __future__ import annotations

import logging
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused

from . import actions
from .models import OrganisationImport

log = logging.getLogger(__name__)


@task()
def apply(imported: str, person: str, name: str, on_behalf_of: str, on_behalf_of_name: str) -> None:
    """Apply an approved import in the name of who approved it. What goes wrong stands on the import itself."""
    brought = OrganisationImport.objects.get(pk=imported)
    by = Actor(
        brought.organisation_id,
        UUID(person) if person else None,
        name,
        UUID(on_behalf_of) if on_behalf_of else None,
        on_behalf_of_name,
    )

    def beat(done: int) -> None:
        OrganisationImport.objects.filter(pk=brought.pk, state="approved").update(
            done=done, beat_at=timezone.now()
        )

    try:
        actions.apply_import(brought, by=by, now=timezone.now(), beat=beat)
    except Exception as error:
        # Only the kind of fault: a database's own words may hold people's names.
        log.error("import %s was not applied: %s", imported, type(error).__name__)
        reason = str(error) if isinstance(error, Refused) else _("Nothing was changed. Try again.")
        _fail(imported, reason, by)


def _fail(imported: str, reason: str, by: Actor) -> None:
    brought = OrganisationImport.objects.without_contents().get(pk=imported)
    if brought.state != "approved":
        return  # another worker has finished it, or a person has taken it over
    try:
        actions.fail_import(brought, reason=reason, by=by, now=timezone.now())
    except Conflict:
        return
