"""An organisation's file: brought, approved, applied all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused, Unreadable
from pejlemaerke.core.models import Organisation
from pejlemaerke.core.words import fold
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit, check_bytes
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.sheets import read_rows

from ..known import known_snapshot
from ..models import OrganisationImport, Side
from ..snapshot import (
    MOST_LEAVERS,
    Difference,
    as_of,
    difference,
    difference_from_json,
    difference_to_json,
    fault_to_json,
)
from ..snapshot_reading import read_snapshot
from ..writes import Preparation

#: The sides a new organisation begins with; they are data and can be renamed.
SIDES = {
    "management": "Ledelsesside",
    "employees": "Medarbejderside",
    "work_environment": "Arbejdsmiljørepræsentanter",
    "political": "Politisk valgte",
}


@transaction.atomic
def start_organisation(name: str) -> Organisation:
    """An empty organisation that a file can be brought to. Refused when one of that name is there."""
    slug = slugify(fold(name))[:60]
    if not slug or Organisation.objects.filter(slug=slug).exists():
        raise Refused(_("There is already an organisation of that name."))
    made = Organisation.objects.create(name=name[:120], slug=slug)
    Side.objects.bulk_create([Side(organisation=made, key=key, name=words) for key, words in SIDES.items()])
    return made


def bring_import(*, data: bytes, name: str, by: Actor, now: datetime) -> OrganisationImport:
    """Read a file and keep how it differs from what is known, or all its faults; nothing else is changed.

    Raises Unreadable for a file that is no sheet. A file with faults is not itself kept.
    """
    try:
        kind = check_bytes(data, name)
        rows = read_rows(data, name)
    except Unfit as unfit:
        raise Unreadable(sentence(unfit)) from unfit
    day = timezone.localdate(now)
    reading = read_snapshot(rows)
    brought = OrganisationImport(
        organisation_id=by.organisation, name=name.replace("\\", "/").rsplit("/", 1)[-1][-200:],
        rows_read=len(rows), brought_by=by.person, brought_by_name=by.name, brought_at=now, day=day,
        faults=[fault_to_json(fault) for fault in reading.faults], fault_count=len(reading.faults),
    )  # fmt: skip
    if reading.snapshot is not None:
        known = known_snapshot(by.organisation, on=day)
        what = difference(known, as_of(reading.snapshot, day))
        brought.base, brought.difference = known.fingerprint(), difference_to_json(what)
        brought.leaver_share = what.leaver_share
        brought.total = len(what.units) + len(what.people) + len(what.posts) + len(what.roles)
    with transaction.atomic():
        if reading.snapshot is not None:
            brought.file = StoredFile.keep(data, name=name, kind=kind, organisation=by.organisation, now=now)
        record.begin(brought, by=by, now=now, verb="brought")
        if reading.faults:
            record.move(brought, "refused", by=by, now=now, verb="refused")
    return brought


def approve_import(
    imported: OrganisationImport, *, explicit_leavers: bool, by: Actor, now: datetime, enqueue: bool = True
) -> None:
    """A person's yes: the job is queued with it (or the caller applies, with `enqueue` False).

    Refused with faults, without a difference, and for more than 5 % leavers without the explicit yes. Conflict when
    the organisation is no longer as it was when the file was compared with it.
    """
    _check_approval(imported, difference_from_json(imported.difference), explicit_leavers)
    _check_base(imported)
    with transaction.atomic():
        record.move(
            imported, "approved", by=by, now=now, verb="approved",
            detail={"explicit_leavers": explicit_leavers}, beat_at=now, done=0,
        )  # fmt: skip
        if enqueue:
            _enqueue(imported, by)


def _check_approval(imported: OrganisationImport, what: Difference, explicit_leavers: bool) -> None:
    if imported.fault_count:
        raise Refused(_("The file has faults. Mend them and bring the file again."))
    if not what:
        raise Refused(_("The file says what is already known. There is nothing to change."))
    if what.leaver_share > MOST_LEAVERS and not explicit_leavers:
        raise Refused(
            _("%(count)d people would leave, more than 5 %% of all. Say explicitly that it is right.")
            % {"count": len(what.people.gone)}
        )


def _check_base(imported: OrganisationImport) -> None:
    known = known_snapshot(imported.organisation_id, on=imported.day)
    if known.fingerprint() != imported.base:
        raise Conflict(
            _(
                "The organisation has changed since the file was read. Read the file again to see what differs now."
            )
        )


@transaction.atomic
def decline_import(imported: OrganisationImport, *, by: Actor, now: datetime) -> None:
    record.move(imported, "declined", by=by, now=now, verb="declined")


def read_again(imported: OrganisationImport, *, by: Actor, now: datetime) -> OrganisationImport:
    """The same file against what is known today, as a new import; the old one is declined."""
    if imported.file is None:
        raise Refused(_("The file has faults. Mend them and bring the file again."))
    with transaction.atomic():
        record.move(imported, "declined", by=by, now=now, verb="declined")
        return bring_import(data=imported.file.read(), name=imported.name, by=by, now=now)


@transaction.atomic
def retry_import(imported: OrganisationImport, *, by: Actor, now: datetime) -> None:
    """The worker died: what it had not written it never will. Queue the same approved import again."""
    record.move(imported, "failed", by=by, now=now, verb="stopped")
    record.move(imported, "approved", by=by, now=now, verb="retried", beat_at=now, done=0)
    _enqueue(imported, by)


def _enqueue(imported: OrganisationImport, by: Actor) -> None:
    """The job stands in the same transaction as what caused it."""
    from ..jobs import apply

    apply.enqueue(
        str(imported.pk), str(by.person or ""), by.name, str(by.on_behalf_of or ""), by.on_behalf_of_name
    )


def apply_import(
    imported: OrganisationImport, *, by: Actor, now: datetime, beat: Callable[[int], None] = lambda done: None
) -> None:
    """Write an approved import, all or nothing: computed first, then one short transaction.

    Raises Conflict when the organisation has changed since it was approved or another worker was first.
    """
    organisation = imported.organisation_id
    newest = _newest_applied(organisation)
    known = known_snapshot(organisation, on=imported.day)
    if known.fingerprint() != imported.base:
        _check_base(imported)
    preparation = Preparation(
        organisation, known, difference_from_json(imported.difference), day=timezone.localdate(now), beat=beat
    )
    try:
        writes = preparation.writes()
    except ValueError as error:
        raise Refused(_("A unit holds more units than can be numbered.")) from error
    beat(imported.total)
    with transaction.atomic():
        record.move(
            imported, "applied", by=by, now=now, verb="applied", done=imported.total, applied_at=now,
            beat_at=now,
        )  # fmt: skip
        if _newest_applied(organisation, but=imported.pk) != newest:
            raise Conflict(
                _("Another file was applied just before. Read the file again to see what differs now.")
            )
        for write in writes:
            write.run()


def _newest_applied(organisation: UUID, but: UUID | None = None) -> UUID | None:
    applied = OrganisationImport.objects.filter(organisation=organisation, state="applied")
    if but is not None:
        applied = applied.exclude(pk=but)
    return applied.order_by("-applied_at", "-id").values_list("pk", flat=True).first()


@transaction.atomic
def fail_import(imported: OrganisationImport, *, reason: str, by: Actor, now: datetime) -> None:
    """Nothing was written; the reason stands in the history, and it is the bringer's turn."""
    record.move(imported, "failed", by=by, now=now, verb="failed", note=reason)
