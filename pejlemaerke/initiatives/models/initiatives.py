from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.models import Row
from pejlemaerke.core.words import danish_sort_key, fold
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.models.units import in_branches
from pejlemaerke.playbooks.schema import Playbook

from .. import rules
from ..timetable import Timed, Timetable, resolve

if TYPE_CHECKING:
    from .timings import Timing


@lru_cache(maxsize=64)
def _playbook(text: str) -> Playbook:
    """Reading a playbook takes milliseconds, and every page of its initiative asks for it."""
    return Playbook.model_validate_json(text)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, scope: Any) -> InitiativeQuerySet:
        """Once started, a decided direction is open to everybody in the organisation; until then to its makers, and
        so are those that never started."""
        return self.filter(organisation=scope.organisation).filter(
            ~Q(state__in=("draft", "dropped"))
            | Q(sponsor__in=scope.people)
            | in_branches("unit__path", scope.branches(*rules.MAKERS))
        )


class Initiative(Row):
    """A decided direction on its way to practice. It keeps the playbook it started on, word for word."""

    life = rules.INITIATIVE
    #: What was decided stands on its page with its own words.
    trail_leaves_out = ("meetings.decidedpoint",)

    state = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    why = models.TextField()
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sponsored")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="initiatives")
    period_text = models.CharField(max_length=200, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    playbook_key = models.CharField(max_length=60)
    playbook_version = models.PositiveIntegerField()
    #: The whole playbook as JSON.
    playbook_text = models.TextField(editable=False)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    decided_by = models.CharField(max_length=160, blank=True)
    decided_when = models.CharField(max_length=120, blank=True)
    decided_what = models.TextField(blank=True)
    decided_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    folded = models.CharField(max_length=240, editable=False)
    sort_key = models.CharField(max_length=400, editable=False)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        indexes = [models.Index(fields=["organisation", "state"], name="initiative_by_state")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> Initiative:
        self.folded, self.sort_key = fold(self.title)[:240], danish_sort_key(self.title)[:400]
        return self

    @property
    def playbook(self) -> Playbook:
        """The playbook this initiative started on, as it was then."""
        return _playbook(self.playbook_text)

    def read_timetable(self, timings: Iterable[Timing] | None = None) -> Timetable:
        """The days of its stages, activities and reports: as decided, as set, else as the playbook says. One query,
        or none with the `timings` already read together with their points."""
        timed = [
            Timed(one.item, one.first, one.last, decided=one.is_decided)
            for one in (self.timings.select_related("point") if timings is None else timings)
        ]
        return resolve(self.playbook, self.first, timed)

    def get_absolute_url(self) -> str:
        return reverse("initiatives:initiative", args=[self.pk])


class Participation(Row):
    """A unit that takes part. "Nothing yet" is read from here."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="participations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "initiative", "unit"], name="participation_once")
        ]
        indexes = [models.Index(fields=["organisation", "unit"], name="participation_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} – {self.initiative_id}"
