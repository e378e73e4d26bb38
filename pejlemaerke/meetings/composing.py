"""Minutes as they are composed from what was recorded and, once approved, as they are kept."""

from __future__ import annotations

from datetime import date, datetime

from .minutes_content import Approval, Asked, Item, MinutesContent, Point, Said, minutes_from_json
from .models import AgendaItem, DecidedPoint, Minutes


def read_minutes(minutes: Minutes) -> MinutesContent:
    """What they say: approved ones as kept, others from what was recorded."""
    if minutes.content_json is not None:
        return minutes_from_json(minutes.content_json)
    return compose(minutes)


def compose(minutes: Minutes, *, approval: Approval | None = None) -> MinutesContent:
    """The whole of them, from the meeting, its items, points and corrections. Three queries when the meeting, body and
    secretary are at hand."""
    meeting = minutes.meeting
    items = meeting.items.select_related("revision", "moved_to__meeting").prefetch_related("points")
    return MinutesContent(
        body=meeting.committee.name,
        starts_at=_moment(meeting.starts_at),
        ends_at=_moment(meeting.ends_at),
        place=meeting.place,
        secretary=meeting.secretary.name,
        present=meeting.present,
        items=tuple(item_content(number, item) for number, item in enumerate(items, start=1)),
        corrections=tuple(
            Said(one.person_name, one.on_behalf_of_name, _moment(one.at), one.text)
            for one in minutes.corrections.order_by("at", "id")
        ),
        sent_at=_moment(minutes.sent_at),
        approved=approval,
    )


def item_content(number: int, item: AgendaItem) -> Item:
    """One item with its points, which are at hand."""
    return Item(
        number=number,
        title=item.title,
        text=item.text,
        is_closed=item.is_closed,
        memo=str(item.memo_id or ""),
        revision=item.revision.number if item.revision else None,
        asked=tuple(Asked(one.key, one.text) for one in item.revision.content.asked) if item.revision else (),
        discussed=item.discussed,
        outcome=item.outcome,
        moved_to=_moment(item.moved_to.meeting.starts_at) if item.moved_to else "",
        points=tuple(_point(point) for point in item.points.all()),
    )


def _point(point: DecidedPoint) -> Point:
    return Point(
        id=str(point.pk),
        heading=point.heading,
        text=point.text,
        asked=point.asked,
        answer=point.answer,
        period_text=point.period_text,
        first=_day(point.first),
        last=_day(point.last),
        precision=point.precision,
        audience=point.audience,
        who=point.who,
    )


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
