from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.models.units import in_branches

from .. import rules
from .initiatives import Initiative


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, scope: Any) -> RiskQuerySet:
        """Those of the whole initiative: whoever sees the initiative. A workplace's own: its people, the line above it,
        whoever reads along there, and the one whose it is."""
        here = {above for path in scope.posts for above in paths.ancestors(path)}
        return self.filter(
            organisation=scope.organisation, initiative__in=Initiative.objects.visible_to(scope).values("pk")
        ).filter(
            Q(unit=None)
            | Q(owner__in=scope.people)
            | Q(unit__path__in=here)
            | in_branches("unit__path", scope.led + scope.branches(*rules.READERS))
        )


class Risk(Row):
    """What may go wrong, why, what is done about it, and whose it is to keep an eye on it."""

    life = rules.RISK
    thread_related = ("initiative", "unit")

    state = models.CharField(max_length=20)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="risks")
    #: The workplace whose own it is; None for the whole initiative.
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    title = models.CharField(max_length=200)
    cause = models.TextField(blank=True)
    what_is_done = models.TextField(blank=True)
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_risks"
    )
    #: In words, where it is a role rather than a person.
    whose = models.CharField(max_length=160, blank=True)
    #: The day its owner looks at it again; until then it is nobody's turn.
    look_again = models.DateField(null=True, blank=True)
    #: The stated risk of the playbook it was taken from.
    playbook_key = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    objects = RiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk")
        indexes = [models.Index(fields=["organisation", "initiative", "unit"], name="risk_of_initiative")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "initiative", "unit", "playbook_key"],
                condition=~Q(playbook_key=""),
                name="risk_taken_once_here",
            ),
            models.UniqueConstraint(
                fields=["organisation", "initiative", "playbook_key"],
                condition=~Q(playbook_key="") & Q(unit=None),
                name="risk_taken_once",
            ),
        ]
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:risk", args=[self.initiative_id, self.pk])
