from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from pejlemaerke.core.models import Row
from pejlemaerke.documents.models import StoredFile

from .. import rules


class OrganisationImportQuerySet(models.QuerySet["OrganisationImport"]):
    def visible_to(self, scope: Any) -> OrganisationImportQuerySet:
        """A file of everybody's names is the administrator's only."""
        if not rules.may_administer(scope):
            return self.none()
        return self.filter(organisation=scope.organisation)

    def without_contents(self) -> OrganisationImportQuerySet:
        """For lists and progress: a difference may be megabytes."""
        return self.defer("difference", "faults")


class OrganisationImport(Row):
    """A file brought in: read → approved → applied (or declined, or refused for its faults)."""

    life = rules.IMPORT

    state = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    #: None for a file with faults: what cannot be used, and may hold CPR numbers, is not kept.
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    rows_read = models.PositiveIntegerField(default=0)
    brought_by = models.UUIDField(null=True)
    brought_by_name = models.CharField(max_length=200, blank=True)
    brought_at = models.DateTimeField()
    #: The day the file was compared with what was known, and the fingerprint of what was known.
    day = models.DateField()
    base = models.CharField(max_length=64, blank=True)
    #: What differs, as `snapshot.difference_to_json` writes it.
    difference = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    fault_count = models.PositiveIntegerField(default=0)
    leaver_share = models.FloatField(default=0.0)
    #: For the progress bar: rows made ready of all, and when the worker was last heard of.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)

    objects = OrganisationImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "brought_at"], name="import_by_time")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation:import", args=[self.pk])
