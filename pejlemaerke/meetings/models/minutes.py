from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row

from .. import rules
from .meetings import Meeting


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, scope: Any) -> MinutesQuerySet:
        """Those who may know of the meeting."""
        return self.filter(
            organisation=scope.organisation, meeting__in=Meeting.objects.visible_to(scope).values("pk")
        )


class Minutes(Row):
    """The referat of a meeting: made when it closes, sent for read-through, approved, and then unchangeable.

    `content_json` is the whole text with its corrections, as it was when it was approved.
    """

    life = rules.MINUTES
    thread_related = ("meeting__committee",)

    state = models.CharField(max_length=20)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    read_by = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True)
    approved_by_name = models.CharField(max_length=200, blank=True)
    content_json = models.JSONField(null=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")

    def __str__(self) -> str:
        return self.meeting.committee.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.meeting_id])


class Correction(Row):
    """What somebody said at the read-through. Appended; the text that was recorded is never changed."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField()
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "minutes", "at"], name="correction_of_minutes")]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.person_name
