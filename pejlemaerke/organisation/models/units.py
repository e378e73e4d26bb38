from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pejlemaerke.core.models import Row
from pejlemaerke.core.words import danish_sort_key, fold

from .. import paths


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, scope: Any) -> UnitQuerySet:
        """The tree itself is open to everybody in the organisation."""
        return self.filter(organisation=scope.organisation)

    def live(self) -> UnitQuerySet:
        return self.filter(closed_on=None)

    def below(self, path: str) -> UnitQuerySet:
        """The unit at `path` and everything under it."""
        return self.filter(path__gte=path, path__lt=paths.end(path))

    def above(self, path: str) -> UnitQuerySet:
        """The unit at `path` and everything over it, root first."""
        return self.filter(path__in=paths.ancestors(path)).order_by("path")


def in_branches(field: str, branches: Any) -> Q:
    """`field` (a path) lies in one of these branches; matches nothing when there are none."""
    found = Q(pk__in=[])
    for branch in sorted(set(branches)):
        found |= Q(**{f"{field}__gte": branch, f"{field}__lt": paths.end(branch)})
    return found


class Unit(Row):
    """A place in the organisation. `level` is the municipality's own word for its layer."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    level = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=80)
    closed_on = models.DateField(null=True, blank=True)
    employees = models.PositiveIntegerField(
        default=0, help_text="people with a post here, from the last import"
    )
    folded = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="unit_key"),
            models.UniqueConstraint(fields=["organisation", "path"], name="unit_path"),
        ]
        indexes = [models.Index(fields=["organisation", "parent"], name="unit_children")]
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> Unit:
        """Fill the computed columns; call before a bulk write."""
        self.folded, self.sort_key = fold(self.name)[:200], danish_sort_key(self.name)[:400]
        return self

    def get_absolute_url(self) -> str:
        return reverse("organisation:unit", args=[self.pk])

    @property
    def depth(self) -> int:
        return len(self.path) // paths.STEP
