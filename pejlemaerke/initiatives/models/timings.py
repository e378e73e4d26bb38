from __future__ import annotations

from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row
from pejlemaerke.core.periods import Period, Precision
from pejlemaerke.meetings.models import DecidedPoint

from .initiatives import Initiative


class Timing(Row):
    """The days given to one item of the initiative's playbook, in words, and the decision they come from. What has none
    is counted from what comes before it."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="timings")
    #: The dotted key in the playbook: "stages.before", "activities.kick-off", "reports.first".
    item = models.CharField(max_length=140)
    period_text = models.CharField(max_length=200)
    #: None for what is expressly left to be planned later.
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=12, blank=True)
    point = models.ForeignKey(
        DecidedPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="timings"
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("date in the timetable")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "item"], name="timing_once")
        ]
        ordering = ["item"]

    def __str__(self) -> str:
        return f"{self.item}: {self.period_text}"

    @property
    def is_decided(self) -> bool:
        """Its days are those of the decision it names (read `point` with it)."""
        point = self.point
        return point is not None and (self.first, self.last) == (point.first, point.last)

    @property
    def differs(self) -> bool:
        """It names a decision that gave other days, or none."""
        return self.point_id is not None and not self.is_decided

    @property
    def period(self) -> Period:
        return Period(
            self.period_text, self.first, self.last, cast(Precision, self.precision or "unreadable")
        )
