from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejlemaerke.core.models import Row
from pejlemaerke.organisation.models import Person, Unit

from .. import rules
from .activities import Activity
from .plans import Plan


class WithPlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Any) -> WithPlanQuerySet:
        """As the plan."""
        return self.filter(
            organisation=scope.organisation, plan__in=Plan.objects.visible_to(scope).values("pk")
        )


class Proposal(Row):
    """An employee's proposal to the plan. The leader takes it, or answers why not."""

    life = rules.PROPOSAL
    turn_related = ("plan__initiative", "plan__unit")
    thread_related = ("plan",)

    class Kind(models.TextChoices):
        ACTIVITY = "activity", pgettext_lazy("kind of proposal", "an activity")
        IDEA = "idea", pgettext_lazy("kind of proposal", "an idea")

    state = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    #: What it became.
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )

    objects = WithPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        indexes = [models.Index(fields=["organisation", "plan", "state"], name="proposal_of_plan")]
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79].rsplit(' ', 1)[0]} …"

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:proposals', args=[self.plan_id])}#{self.pk}"


class ChecklistAnswer(Row):
    """One question of a checklist answered: by whom and when. A *no* is met by an activity or by a reason."""

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("answer in a checklist", "yes")
        NO = "no", pgettext_lazy("answer in a checklist", "no")
        WORDS = "words", pgettext_lazy("answer in a checklist", "in words")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="checklist_answers")
    checklist = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    answer = models.CharField(max_length=5, choices=Answer.choices)
    words = models.TextField(blank=True)
    #: What meets a no.
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="meets"
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "plan", "checklist", "question"], name="checklist_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.checklist}.{self.question}: {self.answer}"

    @property
    def is_met(self) -> bool:
        """A *no* is met by a reason, or by an activity that was held or is still to be."""
        if self.answer != "no" or self.reason:
            return True
        return self.activity is not None and self.activity.state not in ("dropped", "not_held")


class PhasePaper(Row):
    """The process evaluation of a stage, or the sketch of the one that follows. Written by the leader with the MED
    committee, presented to the superior, who sees it."""

    life = rules.PAPER
    turn_related = ("plan__initiative", "plan__unit")
    thread_related = ("plan",)

    class Kind(models.TextChoices):
        EVALUATION = "evaluation", _("process evaluation")
        SKETCH = "sketch", _("sketch of the next phase")

    state = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    #: The stage that has been evaluated, or that the sketch comes after.
    stage = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    #: Question key → words.
    answers = models.JSONField(default=dict)
    conclusion = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by_name = models.CharField(max_length=200, blank=True)
    #: Everybody who has written in it, by name; the leader and members of MED.
    writers = models.JSONField(default=list)
    due = models.DateField(null=True, blank=True)
    #: The unit whose leader it is presented to.
    presented_to = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="papers_presented"
    )
    presented_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by_name = models.CharField(max_length=200, blank=True)
    seen_note = models.TextField(blank=True)

    objects = WithPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation or sketch")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "plan", "kind", "stage"], name="phase_paper_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:paper", args=[self.pk])
