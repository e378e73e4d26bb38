"""The place "Meetings": what is coming, what waits for me, what was held lately. A number of queries that does not
grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Committee
from pejlemaerke.ui.dates import say_date, say_due

from .. import rules
from ..models import MedItem, Meeting, Memo, Minutes
from ..words import MED_STATES, MEETING_STATES, MEMO_STATES, MINUTES_STATES
from . import bodies
from .med import med_items
from .meetings import meetings, say_when
from .memos import memos

#: A list longer than this is a list nobody reads; the body's own page has all of them.
MOST = 30
LATELY = timedelta(days=120)


@dataclass(frozen=True)
class Row:
    """One row of a list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    about: str = ""
    who: str = ""
    when: str = ""
    mine: bool = False
    late: bool = False
    shape: str = "half"


@dataclass(frozen=True)
class ListPage:
    coming: tuple[Row, ...]
    to_read: tuple[Row, ...]
    waiting: tuple[Row, ...]
    my_memos: tuple[Row, ...]
    med: tuple[Row, ...]
    held: tuple[Row, ...]
    bodies: tuple[tuple[str, str], ...]
    may_write: bool
    may_prepare: bool
    may_raise: bool

    @property
    def is_empty(self) -> bool:
        return not any((self.coming, self.to_read, self.waiting, self.my_memos, self.med, self.held))


def read_list(scope: Scope, today: date) -> ListPage:
    """Eight queries."""
    mine = rules.committees(scope)
    near = Q(committee__in=mine) | Q(secretary__in=scope.people) | Q(committee__in=rules.chaired(scope))
    own = meetings(scope).filter(near)
    coming = own.filter(state__in=("draft", "called", "in_progress")).annotate(n=Count("items"))
    held = own.filter(state="closed", starts_at__date__gte=today - LATELY).order_by("-starts_at")
    prepared = bodies.to_meet(scope)
    writing = memos(scope).filter(Q(made_by__in=scope.people) | Q(responsible__in=scope.people))
    sent = memos(scope).filter(state="sent")
    sits_in = list(Committee.objects.filter(pk__in=mine).order_by("name"))
    return ListPage(
        coming=tuple(_coming(one, scope, today) for one in coming.order_by("starts_at")[:MOST]),
        to_read=tuple(_to_read(one, scope, today) for one in _minutes(scope)[:MOST]),
        waiting=tuple(
            _memo(one, today)
            for one in sent.filter(committee__in=prepared).exclude(made_by__in=scope.people)[:MOST]
        ),
        my_memos=tuple(_memo(one, today) for one in writing.exclude(state__in=("treated", "dropped"))[:MOST]),
        med=tuple(_med(one, today) for one in _med_items(scope)[:MOST]),
        held=tuple(_held(one, today) for one in held[:MOST]),
        bodies=tuple((one.name, reverse("meetings:committee", args=[one.pk])) for one in sits_in),
        may_write=bool(rules.may_write_memos(scope)),
        may_prepare=bool(rules.chaired(scope)) or scope.has_role(*rules.PREPARERS),
        may_raise=bodies.for_med(scope).exists(),
    )  # fmt: skip


def _coming(meeting: Meeting, scope: Scope, today: date) -> Row:
    count: int = getattr(meeting, "n", 0)
    return Row(
        meeting.get_absolute_url(),
        meeting.committee.name,
        ngettext("%(n)d item", "%(n)d items", count) % {"n": count},
        str(MEETING_STATES[meeting.state].word),
        say_when(meeting, today),
        mine=meeting.secretary_id in scope.people
        and (meeting.state != "called" or timezone.localdate(meeting.starts_at) <= today),
        shape=MEETING_STATES[meeting.state].shape,
    )


def _held(meeting: Meeting, today: date) -> Row:
    state = MINUTES_STATES[meeting.minutes.state]
    return Row(
        reverse("meetings:minutes", args=[meeting.pk]), meeting.committee.name, "",
        _("minutes %(state)s") % {"state": state.word}, say_when(meeting, today), shape=state.shape,
    )  # fmt: skip


def _minutes(scope: Scope) -> QuerySet[Minutes]:
    return (
        Minutes.objects.filter(organisation=scope.organisation, state="read_through")
        .filter(Q(meeting__committee__in=rules.committees(scope)) | Q(meeting__secretary__in=scope.people))
        .select_related("meeting__committee")
        .order_by("read_by", "id")
    )


def _to_read(minutes: Minutes, scope: Scope, today: date) -> Row:
    return Row(
        reverse("meetings:minutes", args=[minutes.meeting_id]), _("Read the minutes of"),
        minutes.meeting.committee.name,
        say_when(minutes.meeting, today), say_due(minutes.read_by, today) if minutes.read_by else "",
        mine=True, late=minutes.read_by is not None and minutes.read_by < today,
    )  # fmt: skip


def _memo(memo: Memo, today: date) -> Row:
    state = MEMO_STATES[memo.state]
    url = reverse("meetings:write_memo", args=[memo.pk]) if memo.state == "draft" else memo.get_absolute_url()
    about = f"{memo.committee.name} · {memo.made_by.name}"
    return Row(url, memo.title, "", about, str(state.word), shape=state.shape)


def _med_items(scope: Scope) -> QuerySet[MedItem]:
    """Those before the committees one sits in or prepares for, and those of the units one leads."""
    here = Q(committee__in=rules.committees(scope)) | Q(decides_at__in=scope.leads_directly)
    found = med_items(scope).filter(here | Q(committee__in=bodies.to_meet(scope)))
    return found.filter(state__in=("planned", "on_agenda"))


def _med(item: MedItem, today: date) -> Row:
    state = MED_STATES[item.state]
    return Row(
        item.get_absolute_url(), item.title, "", f"{item.committee.name} · {item.get_kind_display()}",
        say_date(item.discuss_on, today) if item.discuss_on else str(state.word), late=rules.is_late(item, today),
        shape=state.shape,
    )  # fmt: skip


# -- one body ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyPage:
    committee: Committee
    coming: tuple[Row, ...]
    held: tuple[Row, ...]
    may_prepare: bool
    may_raise: bool


def read_body(committee: Committee, scope: Scope, today: date) -> BodyPage:
    """The meetings of one body that this person may know of. One query."""
    found = list(
        meetings(scope).filter(committee=committee).annotate(n=Count("items")).order_by("-starts_at")[:200]
    )
    over = ("closed", "cancelled")
    return BodyPage(
        committee,
        tuple(_coming(one, scope, today) for one in reversed(found) if one.state not in over),
        tuple(
            _held(one, today) if one.state == "closed" else _coming(one, scope, today)
            for one in found
            if one.state in over
        ),
        bool(rules.prepares(scope, committee)),
        committee.kind.purpose in ("med", "work_environment")
        and bool(rules.may_raise_med_item(scope, committee)),
    )
