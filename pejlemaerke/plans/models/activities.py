from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejlemaerke.briefs.models import SubtaskLife
from pejlemaerke.core.found import Findable
from pejlemaerke.core.models import Row
from pejlemaerke.core.periods import Period
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.organisation.models import Committee, Person, Unit

from .. import rules
from .plans import Plan, PlanStage, period_of


class Kind(models.TextChoices):
    MEETING = "meeting", pgettext_lazy("kind of activity", "meeting")
    WORKSHOP = "workshop", pgettext_lazy("kind of activity", "workshop")
    COURSE = "course", pgettext_lazy("kind of activity", "course")
    TRAINING = "training", pgettext_lazy("kind of activity", "training")
    VISIT = "visit", pgettext_lazy("kind of activity", "visit")
    MESSAGE = "message", pgettext_lazy("kind of activity", "message")
    MED_ITEM = "med_item", pgettext_lazy("kind of activity", "MED item")
    MEASUREMENT = "measurement", pgettext_lazy("kind of activity", "measurement")
    REPORT = "report", pgettext_lazy("kind of activity", "report")
    OTHER = "other", pgettext_lazy("kind of activity", "other")


class Series(Row):
    """Something that comes again: "every 5w" from a day to a day. Its turns are activities of their own."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="series")
    title = models.CharField(max_length=300)
    #: A length as in playbooks: "5w", "10d", "1m".
    every = models.CharField(max_length=6)
    first = models.DateField()
    last = models.DateField()
    #: What was left open at one time stands on the next.
    carries_over = models.BooleanField(default=False)
    item = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "plan"], name="series_of_plan")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "plan", "item"], condition=~Q(item=""), name="series_item_once"
            ),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="series_dates"),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, scope: Any) -> ActivityQuerySet:
        """As its plan."""
        return self.filter(
            organisation=scope.organisation, plan__in=Plan.objects.visible_to(scope).values("pk")
        )

    def open(self) -> ActivityQuerySet:
        return self.filter(state__in=rules.OPEN)

    def overdue(self, on: date) -> ActivityQuerySet:
        return self.open().filter(last__lt=on)


class Activity(Findable, Row):
    """Something that is done at a time: tentative until confirmed, then held or not held.

    A workshop, evaluation or meeting that has products asked for closes only with them, or with the reason for none.
    """

    life = rules.ACTIVITY
    turn_related = ("plan__initiative", "plan__unit")
    thread_related = ("plan__unit",)
    found_by = ("title", "text")

    state = models.CharField(max_length=20)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    stage = models.ForeignKey(
        PlanStage, null=True, blank=True, on_delete=models.SET_NULL, related_name="activities"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    # when and where
    period_text = models.CharField(max_length=200, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=12, blank=True)
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    # who
    responsible = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="responsible_activities"
    )
    #: A body that owns it: an implementation group, or the MED committee.
    body = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    #: A committee that holds or sends it together with the one responsible.
    co_host = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="co_hosts"
    )
    #: Who is responsible, in words, where it is neither the leader, a person nor a body.
    responsible_words = models.CharField(max_length=200, blank=True)
    participants = models.TextField(blank=True)
    # a message's own: keys of the playbook's audiences, and words
    audiences = models.JSONField(default=list, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=160, blank=True)
    sender = models.CharField(max_length=200, blank=True)
    # where it came from
    item = models.CharField(max_length=60, blank=True)
    subtask = models.ForeignKey(
        SubtaskLife, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    number = models.PositiveSmallIntegerField(default=0)
    med_item = models.ForeignKey(
        MedItem, null=True, blank=True, on_delete=models.PROTECT, related_name="activities"
    )
    # how it went
    held_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    no_product_reason = models.TextField(blank=True)
    #: What was carried here from the time before, and what this time leaves open for the next.
    carried = models.TextField(blank=True)
    open_ends = models.TextField(blank=True)
    #: For calendars: grows with each change that a calendar shows.
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    created_at = models.DateTimeField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        constraints = [
            # A suggestion is taken once; a series holds its turns.
            models.UniqueConstraint(
                fields=["organisation", "plan", "item"],
                condition=~Q(item="") & Q(series=None),
                name="activity_item_once",
            ),
            models.CheckConstraint(
                condition=Q(first=None) | Q(last=None) | Q(last__gte=models.F("first")),
                name="activity_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "plan", "first"], name="activity_of_plan"),
            models.Index(fields=["organisation", "responsible", "first"], name="activity_of_person"),
        ]
        ordering = ["first", "starts", "created_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period | None:
        return period_of(self)

    def get_absolute_url(self) -> str:
        return reverse("plans:activity", args=[self.pk])


class Waits(Row):
    """An activity that waits for another of the same plan. Never in a ring."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="waits_for")
    after = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="waited_for_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "activity", "after"], name="waits_once"),
            models.CheckConstraint(condition=~Q(activity=models.F("after")), name="waits_for_another"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} – {self.after_id}"


class Hours(Row):
    """Hours set aside: a support person's relief, a caseworker's extra time. Not good will."""

    class Per(models.TextChoices):
        ONCE = "once", pgettext_lazy("hours set aside", "in all")
        WEEK = "week", pgettext_lazy("hours set aside", "a week")
        TIME = "time", pgettext_lazy("hours set aside", "each time")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="hours")
    whom = models.CharField(max_length=160)
    hours = models.DecimalField(max_digits=6, decimal_places=1)
    per = models.CharField(max_length=4, choices=Per.choices)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "activity"], name="hours_of_activity")]
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0), name="hours_some")]

    def __str__(self) -> str:
        return f"{self.whom}: {self.hours}"


class ServiceQuerySet(models.QuerySet["Service"]):
    def here(self) -> ServiceQuerySet:
        return self.filter(ended_at=None)


class Service(Row):
    """Something the unit does for citizens, on its own short list. Workshops work through it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "unit", "position"], name="service_of_unit")]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Product(Row):
    """What was said: one answer to one question the playbook asks when it closes, perhaps about one service."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="products")
    #: The question's key in the playbook, and its words when it was answered.
    key = models.CharField(max_length=60)
    question = models.CharField(max_length=500)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="products"
    )
    text = models.TextField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "activity", "key", "service"], name="product_of_service_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "activity", "key"], condition=Q(service=None), name="product_once"
            ),
        ]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.key
