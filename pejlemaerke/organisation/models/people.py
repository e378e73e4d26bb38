from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row
from pejlemaerke.core.words import danish_sort_key, fold

from .units import Unit


class DatedQuerySet(models.QuerySet[Any]):
    def live(self, on: date) -> DatedQuerySet:
        """Those that hold on that day."""
        return self.filter(Q(first=None) | Q(first__lte=on), Q(last=None) | Q(last__gte=on))


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, scope: Any) -> PersonQuerySet:
        """Who works here is known to everybody who does."""
        return self.filter(organisation=scope.organisation)

    def here(self) -> PersonQuerySet:
        return self.filter(left_on=None)


class Person(Row):
    """Somebody who works here or sits in a committee. `key` is the employee number."""

    key = models.CharField(max_length=40)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="da")
    left_on = models.DateField(null=True, blank=True)
    folded = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="person_key")]
        indexes = [models.Index(fields=["organisation", "sort_key"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_absolute_url(self) -> str:
        return reverse("organisation:person", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> Person:
        """Fill the computed columns; call before a bulk write."""
        self.folded = fold(self.name)[:200]
        self.sort_key = danish_sort_key(self.name)[:400]
        return self


class Post(Row):
    """A person's post (stilling) in a unit. The title is the municipality's own word."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "person"], name="post_of_person"),
            models.Index(fields=["organisation", "unit"], name="post_in_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.title} – {self.unit_id}"


class RoleKind(models.TextChoices):
    """What a person may do at a unit and below. Employee follows from a post, MED member from a seat."""

    DIRECTOR = "director", _("director")
    SENIOR_MANAGER = "senior_manager", _("senior manager")
    LEADER = "leader", _("leader")
    PROGRAMME_OFFICE = "programme_office", _("programme office")
    SUPPORT_PERSON = "support_person", _("support person")
    CASEWORKER = "caseworker", _("caseworker")
    COMMUNICATIONS = "communications", _("communications")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


#: The roles that lead a unit: they write its backbrief and answer those below.
LEADING = frozenset({RoleKind.DIRECTOR, RoleKind.SENIOR_MANAGER, RoleKind.LEADER})


class Role(Row):
    """Access: holds at a unit and below. Not a role description (texts)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=30, choices=RoleKind.choices)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    imported = models.BooleanField(default=False, help_text="from the organisation file, not given by hand")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # One by hand and one from the file may stand side by side; neither touches the other.
                fields=["organisation", "person", "unit", "kind", "imported"],
                condition=Q(last=None),
                name="role_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "unit", "kind"], name="role_at_unit")]

    def __str__(self) -> str:
        return f"{self.kind} – {self.unit_id}"


class Substitution(Row):
    """For a period somebody may do what another may; it is recorded as theirs on behalf of."""

    absent = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="substituted_by")
    substitute = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="substitutes_for")
    first = models.DateField()
    last = models.DateField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="substitution_dates"),
            models.CheckConstraint(condition=~Q(absent=models.F("substitute")), name="substitution_other"),
        ]
        indexes = [models.Index(fields=["organisation", "substitute"], name="substitution_by")]

    def __str__(self) -> str:
        return f"{self.substitute_id} for {self.absent_id}"
