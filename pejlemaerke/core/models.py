"""The organisation that owns everything, and the base of every row it owns."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from .ids import uuid7


class Organisation(models.Model):
    """A municipality. No row of one is ever seen from another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    primary_colour = models.CharField(
        max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )

    def __str__(self) -> str:
        return self.name


class Row(models.Model):
    """Base of every own row: one UUIDv7 id and the organisation it belongs to.

    The organisation has no index of its own: it stands first in each model's composite ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False, editable=False
    )

    class Meta:
        abstract = True
