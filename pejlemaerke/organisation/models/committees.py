from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row

from .people import DatedQuerySet, Person
from .units import Unit


class CommitteeKind(Row):
    """FMU, HMU, HAU, LMU, chefteam, a political committee: names and parents are data, never code."""

    class Purpose(models.TextChoices):
        MED = "med", "MED"
        WORK_ENVIRONMENT = "work_environment", _("work environment")
        MANAGEMENT = "management", _("management")
        POLITICAL = "political", _("political")
        IMPLEMENTATION = "implementation", _("implementation group")
        OTHER = "other", _("other")

    short = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    #: Days before the meeting by which a matter must be on the agenda, and its papers sent. The local agreement's own
    #: numbers; these are only where one begins.
    item_days = models.PositiveSmallIntegerField(default=14)
    papers_days = models.PositiveSmallIntegerField(default=7)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "short"], name="committee_kind_short")]

    def __str__(self) -> str:
        return self.short


class Side(Row):
    """The sides of a committee, in the municipality's words (management, employees, work environment…)."""

    key = models.CharField(max_length=30)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="side_key")]

    def __str__(self) -> str:
        return self.name


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, scope: Any) -> CommitteeQuerySet:
        """Who sits where is open to everybody in the organisation."""
        return self.filter(organisation=scope.organisation)


class Committee(Row):
    """A body that meets. It belongs to a unit: a MED committee speaks for that unit and what is below."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    kind = models.ForeignKey(CommitteeKind, on_delete=models.PROTECT, related_name="committees")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="committees")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="committee_key")]
        indexes = [models.Index(fields=["organisation", "unit"], name="committee_of_unit")]

    def get_absolute_url(self) -> str:
        return reverse("organisation:committee", args=[self.pk])

    def __str__(self) -> str:
        return self.name


class Seat(Row):
    """A person's seat in a committee, on a side, perhaps as its chair or vice-chair."""

    class Function(models.TextChoices):
        MEMBER = "", _("member")
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice-chair")

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="seats")
    function = models.CharField(max_length=12, choices=Function.choices, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "committee", "person"], condition=Q(last=None), name="seat_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "committee", "function"],
                condition=Q(last=None) & ~Q(function=""),
                name="seat_one_chair",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "person"], name="seat_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.committee_id}"
