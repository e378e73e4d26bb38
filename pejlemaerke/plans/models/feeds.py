from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejlemaerke.core.models import Row
from pejlemaerke.organisation.models import Person

from .plans import Plan


class CalendarFeed(Row):
    """An address a calendar program reads by itself: a person's own activities, or those of a plan.

    Only a hash of the token is kept; the address is shown once, when it is made. It opens what its maker may see on the
    day it is read, and nothing when they have left.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    #: None: all that the person is responsible for or takes part in.
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "plan"],
                condition=Q(ended_at=None),
                name="calendar_feed_of_plan_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(ended_at=None, plan=None),
                name="calendar_feed_of_person_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
