from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.found import Findable
from pejlemaerke.core.models import Row
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.organisation.models import Committee, Person
from pejlemaerke.organisation.models.units import in_branches

from .. import rules
from ..memo_content import MemoContent
from ..memo_json import content_from_json


class MemoQuerySet(models.QuerySet["Memo"]):
    def visible_to(self, scope: Any) -> MemoQuerySet:
        """Its writers and those who prepare the body's meetings; once sent, the body's members; once treated in
        minutes that are approved, everybody, if the item was open."""
        return (
            self.filter(organisation=scope.organisation)
            .filter(
                Q(made_by__in=scope.people)
                | Q(responsible__in=scope.people)
                | in_branches("committee__unit__path", scope.branches(*rules.PREPARERS))
                | (~Q(state="draft") & Q(committee__in=rules.committees(scope)))
                | Q(
                    is_closed=False,
                    state="treated",
                    agenda_items__is_closed=False,
                    agenda_items__outcome="treated",
                    agenda_items__meeting__minutes__state="approved",
                )
            )
            .distinct()
        )


class Memo(Findable, Row):
    """An indstilling: what a body is asked to decide, and on what ground. It drives nothing by itself."""

    life = rules.MEMO
    found_by = ("title",)

    state = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    #: The date it bears, as written, where a document was brought in.
    date_text = models.CharField(max_length=80, blank=True)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="memos")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memos")
    responsible = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="responsible_for"
    )
    #: A closed item: read only by the body and its preparers, also after the meeting.
    is_closed = models.BooleanField(default=False)
    #: The document it was brought in from.
    source = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    #: What was sent, as it stands for the body; None until then.
    current = models.ForeignKey(
        "meetings.MemoRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = MemoQuerySet.as_manager()

    class Meta:
        verbose_name = _("memo")
        indexes = [models.Index(fields=["organisation", "committee", "state"], name="memo_of_committee")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:memo", args=[self.pk])


class MemoSection(Row):
    """One section of the draft. Its version tells two writers apart."""

    memo = models.ForeignKey(Memo, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=30)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField(null=True)
    saved_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "memo", "name"], name="memo_section_once")
        ]

    def __str__(self) -> str:
        return self.name


class MemoRevision(Row):
    """A memo as it was sent. Unchangeable: the proposal that a decision is compared with."""

    memo = models.ForeignKey(Memo, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content_json = models.JSONField()
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField(null=True)
    sent_by_name = models.CharField(max_length=200)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "memo", "number"], name="memo_revision_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.memo_id} {self.number}"

    @property
    def content(self) -> MemoContent:
        return content_from_json(self.content_json)


class Attachment(Row):
    """A document that goes with a memo."""

    memo = models.ForeignKey(Memo, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [models.Index(fields=["organisation", "memo"], name="attachment_of_memo")]

    def __str__(self) -> str:
        return self.title
