from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from pejlemaerke.documents.calendars import CalendarEvent, write_calendar

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def test_an_event_lasts_to_and_with_its_last_day() -> None:
    event = CalendarEvent(
        "a@b", "Møde; om børn, ro", date(2025, 3, 3), date(2025, 3, 4), "Linje\nto", "https://x/y", 2
    )
    data = write_calendar([event], name="Ærø", now=NOW)
    calendar = Calendar.from_ical(data)
    (read,) = calendar.walk("VEVENT")
    assert str(calendar["x-wr-calname"]) == "Ærø"
    assert str(read["summary"]) == "Møde; om børn, ro"
    assert str(read["description"]) == "Linje\nto"
    assert (read.decoded("dtstart"), read.decoded("dtend")) == (date(2025, 3, 3), date(2025, 3, 5))
    assert (str(read["uid"]), read["sequence"], str(read["url"])) == ("a@b", 2, "https://x/y")
    assert read.decoded("dtstamp") == NOW
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_an_empty_calendar_is_a_calendar() -> None:
    assert Calendar.from_ical(write_calendar([], name="", now=NOW)).walk("VEVENT") == []


def test_an_event_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(ValueError, match="ends before"):
        write_calendar([CalendarEvent("a", "b", date(2025, 3, 4), date(2025, 3, 3))], name="", now=NOW)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200)


@given(TEXT, TEXT, st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_whatever_is_written_can_be_read(title: str, description: str, first: date, days: int) -> None:
    event = CalendarEvent("x", title, first, first + timedelta(days=days), description)
    (read,) = Calendar.from_ical(write_calendar([event], name=title, now=NOW)).walk("VEVENT")
    assert str(read["summary"]) == title
    assert str(read.get("description", "")) == description
    assert read.decoded("dtend") - read.decoded("dtstart") == timedelta(days=days + 1)


def test_no_line_can_be_smuggled_in() -> None:
    event = CalendarEvent("x", "Hej\r\nATTENDEE:mailto:a@b", NOW.date(), NOW.date(), url="https://x\r\nX-A:1")
    data = write_calendar([event], name="Hej\nX-B:1", now=NOW)
    names = {line.split(b":")[0] for line in data.split(b"\r\n")}
    assert not names & {b"ATTENDEE", b"X-A", b"X-B"}
