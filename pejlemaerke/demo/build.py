"""Builds the demo organisation; a second build of the same version changes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pejlemaerke.core.errors import Refused
from pejlemaerke.core.models import Organisation, Row
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.organisation.models import Account
from pejlemaerke.playbooks.loader import library
from pejlemaerke.record.models import Receipt

from .clock import moments
from .municipality import municipality
from .story import Story
from .texts import load_texts
from .town import Town, found_town

RECEIPT = "demo"


@dataclass(frozen=True)
class Built:
    """`made` is False when the demo was there already; `day` is the day it was built for."""

    organisation: Organisation
    made: bool
    day: date


def build(*, now: datetime, fresh: bool = False) -> Built:
    """Klintvig as it stands at `now`. One built from other texts than today's is built again, as with `fresh`.

    Refused in production, before anything is looked at.
    """
    if settings.MODE not in ("demo", "test"):
        raise Refused(_("The demo is built only with PEJL_MODE=demo."))
    written = version()
    receipt = Receipt.objects.filter(key=RECEIPT).select_related("organisation").first()
    if receipt and receipt.outcome and not fresh and receipt.outcome["version"] == written:
        return Built(receipt.organisation, False, date.fromisoformat(receipt.outcome["day"]))
    today = timezone.localdate(now)
    # What is stored is Danish, whoever builds it.
    with override("da"), transaction.atomic():
        if receipt:
            remove(receipt.organisation)
        town = _tell(today=today, now=now)
        Receipt.objects.create(
            organisation=town.organisation, key=RECEIPT, at=now,
            outcome={"version": written, "day": today.isoformat()},
        )  # fmt: skip
    return Built(town.organisation, True, today)


def _tell(*, today: date, now: datetime) -> Town:
    demo, texts = municipality(), load_texts(today=today)
    zone = timezone.get_current_timezone()

    def at(offset: int) -> datetime:
        return next(moments([(offset, None)], today=today, now=now, zone=zone))[0]

    town = found_town(demo, at=at)
    story = Story(demo, texts, town, today=today)
    for moment, do in moments(story.acts(), today=today, now=now, zone=zone):
        do(moment)
    return town


def version() -> str:
    """Another one when anything the demo is built from has changed."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    for _key, playbook in sorted(library().items()):
        found.update(playbook.model_dump_json().encode())
    for path in sorted([*here.glob("*.py"), *here.glob("texts/*.yaml")]):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@transaction.atomic
def remove(organisation: Organisation) -> None:
    """Everything the organisation owns, whatever was done in it since. Refused outside demo and test."""
    if settings.MODE not in ("demo", "test"):
        raise Refused(_("The demo is built only with PEJL_MODE=demo."))
    files = [
        (each.content.storage, each.content.name or "")
        for each in StoredFile.objects.filter(organisation=organisation)
    ]
    Account.objects.filter(person__organisation=organisation).delete()
    for model in apps.get_models():
        if issubclass(model, Row):
            # Foreign keys are looked at when the transaction ends: the order does not matter.
            rows = model._base_manager.filter(organisation=organisation)
            rows._raw_delete(rows.db)
    organisation.delete()

    def delete_files() -> None:
        for storage, name in files:
            storage.delete(name)

    transaction.on_commit(delete_files)
