from __future__ import annotations

from django.db import models
from django.urls import reverse

from pejlemaerke.core.models import Row
from pejlemaerke.documents.models import StoredFile

from .. import rules


class OrganisationImport(Row):
    """A file brought in: read → approved → applied (or declined, or refused for its faults)."""

    life = rules.IMPORT

    state = models.CharField(max_length=20)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    rows_read = models.PositiveIntegerField(default=0)
    brought_by = models.UUIDField(null=True)
    brought_at = models.DateTimeField()
    #: What differs, as `snapshot.difference_to_json` writes it.
    difference = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    leaver_share = models.FloatField(default=0.0)
    #: For the progress bar: steps done of steps in all while being applied.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["organisation", "brought_at"], name="import_by_time")]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:import", args=[self.pk])
