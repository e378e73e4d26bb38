from __future__ import annotations

from typing import Any, cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejlemaerke.core.found import Findable
from pejlemaerke.core.models import Row
from pejlemaerke.core.periods import Period, Precision
from pejlemaerke.organisation.models import Committee, Person
from pejlemaerke.organisation.models.units import in_branches

from .. import rules
from .med import MedItem
from .memos import Memo, MemoRevision


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, scope: Any) -> MeetingQuerySet:
        """Those who prepare the body's meetings; its members once called; everybody once the minutes are approved.
        What was said under a closed item stays with the body: `AgendaItem.readable_by`."""
        return (
            self.filter(organisation=scope.organisation)
            .filter(
                Q(secretary__in=scope.people)
                | in_branches("committee__unit__path", scope.branches(*rules.PREPARERS))
                | Q(committee__in=rules.chaired(scope))
                | (~Q(state="draft") & Q(committee__in=rules.committees(scope)))
                | Q(minutes__state="approved")
            )
            .distinct()
        )


class Meeting(Row):
    """A body meets: agenda before, outcomes while it lasts, minutes after."""

    life = rules.MEETING
    thread_related = ("committee",)

    state = models.CharField(max_length=20)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    #: Who calls it, writes the minutes and sends them round.
    secretary = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="keeps_minutes_of")
    #: Who was there, in words, as it stands in the minutes.
    present = models.TextField(blank=True)
    #: Grows whenever time or place changes, so that calendars move it.
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        indexes = [models.Index(fields=["organisation", "committee", "starts_at"], name="meeting_of_body")]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return self.committee.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])


class AgendaItem(Row):
    """A point on the agenda: a memo, a MED item or words of its own. `settled` when the meeting closed: from then it
    refuses every change."""

    class Outcome(models.TextChoices):
        OPEN = "", pgettext_lazy("agenda item", "not yet treated")
        TREATED = "treated", pgettext_lazy("agenda item", "treated")
        MOVED = "moved", pgettext_lazy("agenda item", "moved to a later meeting")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    memo = models.ForeignKey(
        Memo, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    #: The memo as the body has it before it; set when the meeting is called, and again if a newer one is sent.
    revision = models.ForeignKey(
        MemoRevision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    med_item = models.ForeignKey(
        MedItem, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    is_closed = models.BooleanField(default=False)
    #: What was talked about, in the minutes' own words; a line in capitals or ending with a colon is a heading.
    discussed = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    #: The item it was carried on to, at a later meeting.
    moved_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from"
    )
    settled = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "meeting", "position"], name="item_of_meeting")]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#item-{self.position}"


class DecidedPointQuerySet(models.QuerySet["DecidedPoint"]):
    def visible_to(self, scope: Any) -> DecidedPointQuerySet:
        """Settled ones under open items: the body, its preparers, those who prepare initiatives there, and everybody
        once the minutes are approved. Under closed items: the body and its preparers."""
        near = (
            Q(item__meeting__secretary__in=scope.people)
            | in_branches("item__meeting__committee__unit__path", scope.branches(*rules.PREPARERS))
            | Q(item__meeting__committee__in=rules.committees(scope))
        )
        return (
            self.filter(organisation=scope.organisation)
            .filter(near | Q(item__is_closed=False, settled=True, item__meeting__minutes__state="approved"))
            .distinct()
        )

    def settled(self) -> DecidedPointQuerySet:
        """Those that can drive something: the meeting is over, and they were not turned down or put off."""
        return self.filter(settled=True).exclude(answer__in=("declined", "postponed"))


class DecidedPoint(Findable, Row):
    """Something a body decided, in its own words under the minutes' own heading. It may answer an asked point of the
    memo, or none. Only decided points drive anything. Unchangeable once `settled`."""

    thread_related = ("item__meeting__committee",)
    found_by = ("text",)

    class Answer(models.TextChoices):
        NONE = "", pgettext_lazy("answer to an asked point", "answers none of the points asked")
        APPROVED = "approved", pgettext_lazy("answer to an asked point", "approved")
        CHANGED = "changed", pgettext_lazy("answer to an asked point", "changed")
        DECLINED = "declined", pgettext_lazy("answer to an asked point", "declined")
        POSTPONED = "postponed", pgettext_lazy("answer to an asked point", "postponed")

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    #: The key of the asked point it answers in the item's memo revision, and how.
    asked = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    #: When, for whom and by whom, as decided; each in the minutes' own words.
    period_text = models.CharField(max_length=200, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=12, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    who = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=200)
    settled = models.BooleanField(default=False)

    objects = DecidedPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("decided point")
        indexes = [models.Index(fields=["organisation", "item", "position"], name="point_of_item")]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 90 else f"{self.text[:89].rsplit(' ', 1)[0]} …"

    @property
    def period(self) -> Period | None:
        """The period as decided; None where none was named."""
        if not self.period_text:
            return None
        return Period(
            self.period_text, self.first, self.last, cast(Precision, self.precision or "unreadable")
        )

    def get_absolute_url(self) -> str:
        return reverse("meetings:point", args=[self.pk])
