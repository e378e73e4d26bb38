from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.models import Unit
from pejlemaerke.organisation.models.units import in_branches

from .. import rules
from ..brief_content import BriefContent, brief_from_json


class BriefQuerySet(models.QuerySet["Brief"]):
    def visible_to(self, scope: Any) -> BriefQuerySet:
        """An issued brief is open to those at, above and below its unit; a draft to its leader and the office."""
        here = self.filter(organisation=scope.organisation)
        above = {path for hold in scope.holds for path in paths.ancestors(hold.path)}
        issued = ~Q(current=None) & (
            Q(unit__path__in=above) | in_branches("unit__path", scope.led + scope.branches(*rules.READERS))
        )
        making = Q(unit__in=scope.leads_directly) | in_branches(
            "unit__path", scope.branches("programme_office")
        )
        return here.filter(issued | making)


class Brief(Row):
    """What a superior's unit says to the units below in one initiative."""

    life = rules.BRIEF
    thread_related = ("unit",)

    state = models.CharField(max_length=20)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="briefs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="briefs")
    #: The accepted backbrief this brief was made from, to the exact revision; None at the top of the line.
    made_from = models.ForeignKey(
        "briefs.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="became"
    )
    draft = models.JSONField(default=dict)
    draft_version = models.PositiveIntegerField(default=0)
    draft_saved_at = models.DateTimeField(null=True)
    draft_saved_by = models.CharField(max_length=200, blank=True)
    current = models.ForeignKey(
        "briefs.BriefRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("brief")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "unit"], name="brief_one_a_unit")
        ]
        indexes = [models.Index(fields=["organisation", "unit"], name="brief_of_unit")]

    def __str__(self) -> str:
        return self.initiative.title

    def get_absolute_url(self) -> str:
        return reverse("briefs:brief", args=[self.pk])

    @property
    def thread_title(self) -> str:
        return self.unit.name

    @property
    def draft_content(self) -> BriefContent:
        return brief_from_json(self.draft)


class BriefRevision(Row):
    """A brief as it went out. Unchangeable."""

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content_json = models.JSONField()
    intent_changed = models.BooleanField()
    reason = models.TextField(blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField(null=True)
    issued_by_name = models.CharField(max_length=200)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "brief", "number"], name="brief_revision_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.brief_id} {self.number}"

    @property
    def content(self) -> BriefContent:
        return brief_from_json(self.content_json)
