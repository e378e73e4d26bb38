from __future__ import annotations

from django.db import models

from pejlemaerke.core.models import Row


class Letter(Row):
    """A mail to one address. `organisation` is whose it is; the body is deleted some time after it was sent."""

    class State(models.TextChoices):
        QUEUED = "queued", "queued"
        SENDING = "sending", "sending"
        SENT = "sent", "sent"
        FAILED = "failed", "failed"
        DROPPED = "dropped", "dropped"

    to = models.EmailField()
    subject = models.CharField(max_length=240)
    body = models.TextField()
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    message_id = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    fault = models.CharField(max_length=240, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "next_try_at"], name="letter_by_state")]
        ordering = ["queued_at", "id"]

    def __str__(self) -> str:
        return str(self.id)
