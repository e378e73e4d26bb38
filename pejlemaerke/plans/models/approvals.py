from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejlemaerke.core.models import Row
from pejlemaerke.organisation.models import Person

from .. import rules
from .plans import Plan
from .said import WithPlanQuerySet


class ApprovalRound(Row):
    """The plan as it was laid before the whole leadership group. Approved when all have approved."""

    life = rules.APPROVAL
    turn_related = ("plan__initiative", "plan__unit")
    thread_related = ("plan",)

    state = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="approvals")
    number = models.PositiveSmallIntegerField()
    #: The activities as they stood when it was asked: [{"title", "when", "participants", "responsible", "hours"}, …].
    content_json = models.JSONField()
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WithPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "plan", "number"], name="approval_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return str(self.plan)

    def get_absolute_url(self) -> str:
        return reverse("plans:approval", args=[self.plan_id])


class ApprovalVoice(Row):
    """One leader's voice in a round. Nobody answers for another."""

    class Answer(models.TextChoices):
        NONE = "", pgettext_lazy("voice in an approval", "has not answered")
        APPROVED = "approved", pgettext_lazy("voice in an approval", "approves")
        CHANGE = "change", pgettext_lazy("voice in an approval", "asks for a change")

    round = models.ForeignKey(ApprovalRound, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="approval_voices")
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "round", "person"], name="voice_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.answer}"
