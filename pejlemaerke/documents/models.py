from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from pejlemaerke.core.models import Organisation, Row


def _place(stored: StoredFile, name: str) -> str:
    """organisation/uuid: nothing a person typed becomes part of a path."""
    return f"{stored.organisation_id}/{stored.id}"


class StoredFile(Row):
    """A file somebody brought. Private: served only through the view of the object that owns it."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, help_text="what it really is, from its content")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to=_place)
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "sha256"], name="file_by_hash")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, data: bytes, *, name: str, kind: str, organisation: Any, now: Any) -> StoredFile:
        """Store `data` under the organisation's own folder; `name` is only shown, never used as a path."""
        owner = organisation.pk if isinstance(organisation, Organisation) else organisation
        stored = cls(
            organisation_id=owner,
            name=name.replace("\\", "/").rsplit("/", 1)[-1][-200:] or "file",
            kind=kind,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            stored_at=now,
        )
        stored.content.save(str(stored.id), ContentFile(data), save=False)
        stored.save(force_insert=True)
        return stored

    def read(self) -> bytes:
        with self.content.open("rb") as file:
            return bytes(file.read())
