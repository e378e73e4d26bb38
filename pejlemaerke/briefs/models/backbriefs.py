from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.models.units import in_branches

from .. import rules
from ..content import Content
from ..content_json import content_from_json
from .briefs import Brief, BriefRevision


class BackbriefQuerySet(models.QuerySet["Backbrief"]):
    def visible_to(self, scope: Any) -> BackbriefQuerySet:
        """That a workplace has a backbrief, and its state: its own people (those of units below it too), the
        line above, MED over it, the readers of the branch, co-writers, and leaders of units under the same
        brief. What it *says* is asked of `rules.may_read_draft` and `Revision.visible_to`."""
        return self.filter(organisation=scope.organisation).filter(
            in_branches("unit__path", rules.branches_read(scope))
            | Q(unit__path__in=rules.workplaces(scope))
            | Q(pk__in=CoWriter.objects.filter(person=scope.person).values("backbrief"))
            | Q(brief__in=Backbrief.objects.filter(unit__in=scope.leads_directly).values("brief"))
        )

    def overdue(self, on: date) -> BackbriefQuerySet:
        return self.filter(due__lt=on, state__in=rules.NOT_YET_ANSWERED, accepted=None)


class Backbrief(Row):
    """A workplace's answer to a brief, through all its revisions."""

    life = rules.BACKBRIEF
    thread_related = ("unit",)

    state = models.CharField(max_length=20)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="backbriefs")
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="backbriefs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="backbriefs")
    #: The unit whose leader answers: the brief's, or one further up when lifted or when author and reviewer are one.
    reviewer_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reviews_of")
    #: The brief as it stood when the writer last looked and answered it.
    answers = models.ForeignKey(BriefRevision, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True, blank=True)
    #: The day by which the reviewer should have answered, while it is the reviewer's turn.
    answer_due = models.DateField(null=True, blank=True)
    #: "phase" while the draft is a sketch of the next phase, "change" for another new revision, "" before the first.
    drafting = models.CharField(max_length=10, blank=True)
    phase = models.CharField(max_length=80, blank=True)
    #: What the next revision builds on, shown beside its editor: a sketch's questions and answers.
    opening = models.JSONField(default=dict, blank=True)
    submitted = models.ForeignKey(
        "briefs.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted = models.ForeignKey(
        "briefs.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: When an intent above was changed, until the leader answers or a revision sent since is accepted.
    intent_changed_at = models.DateTimeField(null=True, blank=True)
    #: Last sign of life from the workplace: a save, a submission, an answer.
    touched_at = models.DateTimeField(null=True, blank=True)

    objects = BackbriefQuerySet.as_manager()

    class Meta:
        verbose_name = _("backbrief")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "brief", "unit"], name="backbrief_one_a_unit")
        ]
        indexes = [
            models.Index(fields=["organisation", "initiative", "state"], name="backbrief_by_state"),
            models.Index(fields=["organisation", "unit"], name="backbrief_of_unit"),
        ]

    def __str__(self) -> str:
        return self.unit.name

    def get_absolute_url(self) -> str:
        return reverse("briefs:backbrief", args=[self.pk])


class Section(Row):
    """One section of the draft. Its version tells two writers apart."""

    backbrief = models.ForeignKey(Backbrief, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=30)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField(null=True)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "backbrief", "name"], name="section_once")
        ]

    def __str__(self) -> str:
        return self.name


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, scope: Any) -> RevisionQuerySet:
        """Accepted ones: the unit's every employee and leaders under the same brief too. Others: those who
        write and answer, MED, and the line above."""
        in_line = in_branches("backbrief__unit__path", rules.branches_read(scope)) | Q(
            backbrief__in=CoWriter.objects.filter(person=scope.person).values("backbrief")
        )
        neighbours = Q(
            backbrief__brief__in=Backbrief.objects.filter(unit__in=scope.leads_directly).values("brief")
        )
        accepted = Q(
            pk__in=Revision.objects.filter(
                organisation=scope.organisation, reviews__outcome__in=rules.ACCEPTING
            ).values("pk")
        )
        workplace = Q(backbrief__unit__path__in=rules.workplaces(scope))
        return self.filter(organisation=scope.organisation).filter(
            in_line | (accepted & (workplace | neighbours))
        )


class Revision(Row):
    """A backbrief as it was submitted. Unchangeable."""

    backbrief = models.ForeignKey(Backbrief, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, blank=True)
    phase = models.CharField(max_length=80, blank=True)
    content_json = models.JSONField()
    answers = models.ForeignKey(BriefRevision, on_delete=models.PROTECT, related_name="answered_by")
    submitted_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)
    submitted_by_name = models.CharField(max_length=200)
    on_behalf_of = models.UUIDField(null=True)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "backbrief", "number"], name="revision_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.backbrief_id} {self.number}"

    @property
    def content(self) -> Content:
        return content_from_json(self.content_json)

    def get_absolute_url(self) -> str:
        return reverse("briefs:revision", args=[self.backbrief_id, self.number])


class CoWriter(Row):
    """Somebody the leader asked to write along."""

    backbrief = models.ForeignKey(Backbrief, on_delete=models.CASCADE, related_name="co_writers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="co_writes")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "backbrief", "person"], name="co_writer_once")
        ]
        indexes = [models.Index(fields=["organisation", "person"], name="co_writer_by_person")]

    def __str__(self) -> str:
        return str(self.person_id)
