from __future__ import annotations

from django.db import models

from pejlemaerke.core.models import Row

from .. import rules
from .backbriefs import Backbrief, Revision


class SubtaskLife(Row):
    """A promised subtask after acceptance. The revision keeps the promise; this keeps whether it is done and what
    waits for it. `key` is the subtask's key in every revision."""

    life = rules.SUBTASK

    state = models.CharField(max_length=20)
    backbrief = models.ForeignKey(Backbrief, on_delete=models.CASCADE, related_name="subtask_lives")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    after = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "backbrief", "key"], name="subtask_key")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.backbrief.get_absolute_url()
