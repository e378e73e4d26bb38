from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from pejlemaerke.core.models import Row


def type_of(obj: models.Model | type[models.Model]) -> str:
    """The name an object's kind goes by in the record: "briefs.backbrief"."""
    return obj._meta.label_lower


def model_of(object_type: str) -> type[models.Model]:
    return apps.get_model(object_type)


class ObjectQuerySet(models.QuerySet[Any]):
    def about(self, obj: Any) -> ObjectQuerySet:
        return self.filter(organisation=obj.organisation_id, object_type=type_of(obj), object_id=obj.pk)


class Event(Row):
    """Something that happened to an object. Written once; names are kept as they were."""

    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    verb = models.CharField(max_length=60)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    person_name = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.UUIDField(null=True)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    objects = ObjectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "object_type", "object_id", "at"], name="event_of_object"),
            models.Index(fields=["organisation", "at"], name="event_by_time"),
        ]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type}"


class Link(Row):
    """Gave rise to: written when the effect is created."""

    cause_type = models.CharField(max_length=60)
    cause_id = models.UUIDField()
    effect_type = models.CharField(max_length=60)
    effect_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "effect_type", "effect_id", "cause_type", "cause_id"],
                name="link_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "cause_type", "cause_id"], name="link_by_cause")]

    def __str__(self) -> str:
        return f"{self.cause_type} → {self.effect_type}"


class TurnQuerySet(ObjectQuerySet):
    def of(self, owners: Any) -> TurnQuerySet:
        """Those that wait for any of these owner keys."""
        return self.filter(owner__in=list(owners))

    def overdue(self, on: date) -> TurnQuerySet:
        return self.filter(due__lt=on)


class Turn(Row):
    """It is somebody's turn. Overdue is computed, never stored."""

    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    owner = models.CharField(max_length=80)
    what = models.CharField(max_length=60)
    since = models.DateTimeField()
    due = models.DateField(null=True)
    waiting = models.CharField(max_length=200, blank=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "object_type", "object_id", "owner"], name="turn_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "owner", "due"], name="turn_by_owner")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.what}"


class Receipt(Row):
    """The first outcome of something sent with a client key; a repeat gets the same."""

    key = models.CharField(max_length=80)
    outcome = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="receipt_once")]

    def __str__(self) -> str:
        return self.key
