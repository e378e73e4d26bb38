"""What others say of a backbrief. Written once; names are kept as they were."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from pejlemaerke.core.models import Row
from pejlemaerke.organisation.models import Committee

from .backbriefs import Backbrief, Revision


class Comment(Row):
    """A remark at a section, on the draft (no revision) or on a submitted revision."""

    class Voice(models.TextChoices):
        WRITER = "writer", pgettext_lazy("voice of a comment", "writer")
        COMMITTEE = "committee", pgettext_lazy("voice of a comment", "MED member")
        REVIEWER = "reviewer", pgettext_lazy("voice of a comment", "reviewer")

    backbrief = models.ForeignKey(Backbrief, on_delete=models.CASCADE, related_name="comments")
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    section = models.CharField(max_length=30)
    text = models.TextField()
    voice = models.CharField(max_length=10, choices=Voice.choices)
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "backbrief", "at"], name="comment_of_backbrief")]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.section


class CommitteeView(Row):
    """What the local MED committee thinks of the draft. The latest one stands beside the review."""

    backbrief = models.ForeignKey(Backbrief, on_delete=models.CASCADE, related_name="committee_views")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="views")
    committee_name = models.CharField(max_length=160)
    text = models.TextField()
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200)
    side = models.CharField(max_length=80, blank=True)
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="committee_views"
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "backbrief", "at"], name="view_of_backbrief")]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.committee_name


class Review(Row):
    """The superior's answer to a revision. Unchangeable."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "revision", "at"], name="review_of_revision")]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.outcome
