"""Dates as a calendar file that Outlook, Google and phones take in. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class CalendarEvent:
    """An all-day event from `first` to `last`, both included. `uid` never changes; `sequence` grows with each
    change, so that a calendar replaces what it has."""

    uid: str
    title: str
    first: date
    last: date
    description: str = ""
    url: str = ""
    sequence: int = 0


def write_calendar(events: Iterable[CalendarEvent], *, name: str, now: datetime) -> bytes:
    """The events as iCalendar (RFC 5545). `now` is an aware instant. Raises ValueError when `last` is before
    `first`."""
    from icalendar import Calendar, Event  # only when it is needed: it is large

    calendar = Calendar()
    calendar.add("prodid", "-//Pejlemaerke//Pejlemaerke//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(_clean(name).split()))
    for event in events:
        if event.last < event.first:
            raise ValueError(f"event {event.uid} ends before it begins")
        entry = Event()
        entry.add("uid", _clean(event.uid))
        entry.add("dtstamp", now.astimezone(UTC))
        entry.add("dtstart", event.first)
        # The end of an all-day event is the day after its last one.
        entry.add("dtend", event.last + timedelta(days=1))
        entry.add("summary", _clean(event.title))
        entry.add("sequence", event.sequence)
        entry.add("transp", "TRANSPARENT")
        if event.description:
            entry.add("description", _clean(event.description))
        if event.url:
            entry.add("url", "".join(_clean(event.url).split()))
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
