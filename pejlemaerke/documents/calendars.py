"""Dates as a calendar file that Outlook, Google and phones take in. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from icalendar import Event

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]

_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class CalendarEvent:
    """An all-day event from `first` to `last`, both included, or one on the clock from `starts` to `ends`.

    `uid` never changes; `sequence` grows with each change, so that a calendar replaces what it has. An event that is
    given up stays in the file as CANCELLED: left out, it would stay in the calendars that took it in.
    """

    uid: str
    title: str
    first: date | None = None
    last: date | None = None
    description: str = ""
    url: str = ""
    sequence: int = 0
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    status: Status | None = None
    categories: tuple[str, ...] = ()
    changed: datetime | None = None


def write_calendar(
    events: Iterable[CalendarEvent], *, name: str, now: datetime, refresh: timedelta | None = None
) -> bytes:
    """The events as iCalendar (RFC 5545). `now` is an aware instant.

    `refresh` is how often a calendar that subscribes should ask again. Nobody is named as organizer: the file tells
    what goes on and invites nobody. ValueError when an event ends before it begins, has both kinds of time or
    neither, has a time without its zone, or has the uid of another.
    """
    from icalendar import Calendar, vDuration, vText  # only when it is needed: it is large

    calendar = Calendar()
    calendar.add("prodid", "-//Pejlemaerke//Pejlemaerke//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # As a text, or its commas and semicolons would not be escaped.
    calendar.add("x-wr-calname", vText(_line(name)))
    if refresh is not None:
        if refresh < timedelta(minutes=1):
            raise ValueError("a calendar is asked for once a minute at most")
        length: Any = vDuration(refresh)
        calendar.add("refresh-interval", length, parameters={"VALUE": "DURATION"})
        # What Outlook reads instead.
        calendar.add("x-published-ttl", length.to_ical().decode())
    seen: set[str] = set()
    for event in events:
        entry = _entry(event, now)
        uid = str(entry["uid"])
        if uid in seen:
            raise ValueError(f"two events have the uid {uid}")
        seen.add(uid)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _entry(event: CalendarEvent, now: datetime) -> Event:
    from icalendar import Event

    entry = Event()
    entry.add("uid", _line(event.uid))
    entry.add("dtstamp", _utc(now))
    begins, ends = _times(event)
    entry.add("dtstart", begins)
    entry.add("dtend", ends)
    entry.add("summary", _clean(event.title))
    entry.add("sequence", event.sequence)
    # Only what has a place on the clock takes somebody's time; a period of days is something to know.
    busy = isinstance(begins, datetime) and event.status != "CANCELLED"
    entry.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    if event.status:
        entry.add("status", event.status)
    if event.changed is not None:
        entry.add("last-modified", _utc(event.changed))
    if event.place:
        entry.add("location", _line(event.place))
    if categories := [word for category in event.categories if (word := _line(category))]:
        entry.add("categories", categories)
    if event.description:
        entry.add("description", _clean(event.description))
    if event.url:
        entry.add("url", "".join(_clean(event.url).split()))
    return entry


def _times(event: CalendarEvent) -> tuple[Any, Any]:
    """DTSTART and DTEND: two days, or two instants in UTC."""
    if event.starts is not None and event.ends is not None and event.first is None and event.last is None:
        starts, ends = _utc(event.starts), _utc(event.ends)
        if ends <= starts:
            raise ValueError(f"event {event.uid} ends before it begins")
        return starts, ends
    if event.first is not None and event.last is not None and event.starts is None and event.ends is None:
        if event.last < event.first:
            raise ValueError(f"event {event.uid} ends before it begins")
        # The end of an all-day event is the day after its last one.
        return event.first, event.last + timedelta(days=1)
    raise ValueError(f"event {event.uid} needs either its days or its times")


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    return " ".join(_clean(text).split())
