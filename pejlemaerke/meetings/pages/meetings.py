"""A meeting as it is prepared, held and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.organisation.access import Scope
from pejlemaerke.ui.dates import say_date, say_time, write_date

from .. import rules
from ..composing import read_minutes
from ..minutes_content import Item, MinutesContent
from ..models import Meeting, Minutes
from ..words import MEETING_STATES, MINUTES_STATES, Mark
from .comparison import Compared, compare


@dataclass(frozen=True)
class ShownItem:
    """An item as this reader may see it: a closed one keeps its words to the body."""

    number: int
    anchor: str
    title: str
    text: str
    is_closed: bool
    readable: bool
    memo_url: str
    memo_version: int | None
    outcome: str
    moved_to: str
    discussed: str
    compared: Compared


@dataclass(frozen=True)
class Say:
    who: str
    when: str
    text: str


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    minutes: Minutes | None
    state: Mark
    minutes_state: Mark | None
    day: str
    hours: str
    items: tuple[ShownItem, ...]
    present: str
    corrections: tuple[Say, ...]
    approved: str
    read_by: str
    untreated: int
    open_points: int


def meetings(scope: Scope) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(scope).select_related(
        "committee__unit", "committee__kind", "secretary", "minutes", "organisation"
    )


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes, with the meeting at hand; None before it is closed. Reads nothing after `meetings`."""
    found: Minutes | None = getattr(meeting, "minutes", None)
    if found is not None:
        found.meeting = meeting
    return found


def say_when(meeting: Meeting, today: date) -> str:
    """The whole date, so that two meetings of a body are told apart; near ones also as one would say it."""
    day = timezone.localdate(meeting.starts_at)
    return f"{say_date(day, today)}, {write_date(day)}" if abs((day - today).days) <= 1 else write_date(day)


def say_hours(meeting: Meeting) -> str:
    begins = say_time(meeting.starts_at)
    return f"{begins}–{say_time(meeting.ends_at)}" if meeting.ends_at else begins


def read_meeting(meeting: Meeting, scope: Scope) -> MeetingPage:
    """Three queries, whatever the number of items and decisions; approved minutes are read as they were kept."""
    minutes = minutes_of(meeting)
    content = read_minutes(minutes or Minutes(meeting=meeting))
    inside = rules.reads_closed_items(scope, meeting)
    items = tuple(_show_item(item, inside) for item in content.items)
    return MeetingPage(
        meeting=meeting,
        minutes=minutes,
        state=MEETING_STATES[meeting.state],
        minutes_state=MINUTES_STATES[minutes.state] if minutes else None,
        day=write_date(timezone.localdate(meeting.starts_at)),
        hours=say_hours(meeting),
        items=items,
        present=content.present,
        corrections=tuple(
            Say(_who(one.who, one.on_behalf_of), _write_moment(one.at), one.text)
            for one in content.corrections
        ),
        approved=_approved(content),
        read_by=write_date(minutes.read_by) if minutes and minutes.read_by else "",
        untreated=sum(not item.outcome for item in content.items),
        open_points=sum(item.compared.open_count for item in items if item.outcome != "moved"),
    )


def _show_item(item: Item, inside: bool) -> ShownItem:
    readable = inside or not item.is_closed
    return ShownItem(
        number=item.number,
        anchor=f"item-{item.number}",
        title=item.title if readable else _("Closed item"),
        text=item.text if readable else "",
        is_closed=item.is_closed,
        readable=readable,
        memo_url=reverse("meetings:memo", args=[item.memo]) if item.memo and readable else "",
        memo_version=item.revision,
        outcome=item.outcome,
        moved_to=write_date(timezone.localdate(datetime.fromisoformat(item.moved_to)))
        if item.moved_to
        else "",
        discussed=item.discussed if readable else "",
        compared=compare(item) if readable else Compared((), (), 0, 0),
    )


def _who(name: str, on_behalf_of: str) -> str:
    return (
        _("%(name)s on behalf of %(absent)s") % {"name": name, "absent": on_behalf_of}
        if on_behalf_of
        else name
    )


def _write_moment(at: str) -> str:
    """The whole date: minutes are read long after."""
    moment = timezone.localtime(datetime.fromisoformat(at))
    return _("%(day)s at %(time)s") % {"day": write_date(moment.date()), "time": say_time(moment)}


def _approved(content: MinutesContent) -> str:
    if content.approved is None:
        return ""
    at = timezone.localtime(datetime.fromisoformat(content.approved.at))
    return _("Approved %(day)s at %(time)s by %(name)s") % {
        "day": write_date(at.date()),
        "time": say_time(at),
        "name": _who(content.approved.who, content.approved.on_behalf_of),
    }
