from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejlemaerke.core.found import Findable
from pejlemaerke.core.models import Row
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.models import Committee, Unit
from pejlemaerke.organisation.models.units import in_branches

from .. import rules


class MedItemQuerySet(models.QuerySet["MedItem"]):
    def visible_to(self, scope: Any) -> MedItemQuerySet:
        """MED is open: the committee, everybody it speaks for, and the line above and readers of the branch."""
        here = {above for path in scope.posts for above in paths.ancestors(path)}
        return self.filter(organisation=scope.organisation).filter(
            Q(committee__in=rules.committees(scope))
            | Q(committee__unit__path__in=here)
            | Q(decides_at__path__in=here)
            | in_branches("committee__unit__path", scope.led + scope.branches(*rules.READERS))
            | in_branches("decides_at__path", scope.led + scope.branches(*rules.READERS))
        )


class MedItem(Findable, Row):
    """A matter brought before a MED committee, in MED's own words. Sent is not discussed: it is concluded only with
    the staff side's view, management's answer and a conclusion (information: when it was given)."""

    life = rules.MED_ITEM

    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("kind of MED item", "information")
        DISCUSSION = "discussion", pgettext_lazy("kind of MED item", "discussion")
        GUIDELINE = "guideline", pgettext_lazy("kind of MED item", "guideline")

    state = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="med_items")
    #: The unit at whose level the decision lies.
    decides_at = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="med_items")
    title = models.CharField(max_length=300)
    #: What it is about, and what it is expected to mean for work, staff and work environment.
    text = models.TextField(blank=True)
    #: When the matter is to be decided, when it is to be discussed, and when the papers are sent.
    decision_on = models.DateField(null=True, blank=True)
    discuss_on = models.DateField(null=True, blank=True)
    papers_on = models.DateField(null=True, blank=True)
    staff_view = models.TextField(blank=True)
    management_answer = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = MedItemQuerySet.as_manager()
    thread_related = ("committee",)
    found_by = ("title", "text")

    class Meta:
        verbose_name = _("MED item")
        indexes = [models.Index(fields=["organisation", "committee", "state"], name="med_item_of_committee")]
        ordering = ["discuss_on", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:med_item", args=[self.pk])
