"""What is written is held against RFC 5545 here, line by line, and not only against a reader that forgives."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.documents.calendars import CalendarEvent, write_calendar

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
#: A TEXT value: every backslash, comma and semicolon is escaped, and no control sign is left.
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
FORMS = {
    "UID": TEXT,
    "SUMMARY": TEXT,
    "DESCRIPTION": TEXT,
    "LOCATION": TEXT,
    "X-WR-CALNAME": TEXT,
    "CATEGORIES": re.compile(rf"{TEXT.pattern}(?:,{TEXT.pattern})*"),
    "DTSTAMP": re.compile(r"\d{8}T\d{6}Z"),
    "LAST-MODIFIED": re.compile(r"\d{8}T\d{6}Z"),
    "DTSTART": re.compile(r"\d{8}(?:T\d{6}Z)?"),
    "DTEND": re.compile(r"\d{8}(?:T\d{6}Z)?"),
    "SEQUENCE": re.compile(r"\d+"),
    "STATUS": re.compile(r"TENTATIVE|CONFIRMED|CANCELLED"),
    "TRANSP": re.compile(r"OPAQUE|TRANSPARENT"),
    "URL": re.compile(r"\S+"),
    "REFRESH-INTERVAL": re.compile(r"P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"),
    "X-PUBLISHED-TTL": re.compile(r"P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"),
    "VERSION": re.compile(r"2\.0"),
    "METHOD": re.compile(r"PUBLISH"),
    "PRODID": TEXT,
}


def _strictly(data: bytes) -> list[dict[str, str]]:
    """The events as name → value, after everything a strict reader asks for has been asked."""
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    raw = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in raw)
    assert all(line for line in raw)
    for line in raw:
        line.decode()  # a fold never stands inside a letter
    lines = data.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")

    around: dict[str, str] = {}
    events: list[dict[str, str]] = []
    inside = around
    for line in lines[1:-1]:
        found = LINE.fullmatch(line)
        assert found, line
        name, parameters, value = found.groups()
        if name == "BEGIN":
            assert value == "VEVENT"
            assert inside is around
            inside = {}
            events.append(inside)
        elif name == "END":
            assert value == "VEVENT"
            assert inside is not around
            inside = around
        else:
            assert name in FORMS, name
            assert FORMS[name].fullmatch(value), line
            assert name not in inside, f"{name} twice"
            inside[name] = value
            if name in {"DTSTART", "DTEND"}:
                assert parameters == ("" if "T" in value else ";VALUE=DATE")
            elif name == "REFRESH-INTERVAL":
                assert parameters == ";VALUE=DURATION"
            else:
                assert parameters == ""
    assert {"PRODID", "VERSION", "METHOD"} <= around.keys()
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND"} <= event.keys()
        assert len(event["DTSTART"]) == len(event["DTEND"])
        assert event["DTEND"] > event["DTSTART"]
    assert len({event["UID"] for event in events}) == len(events)
    return events


def _with_icalendar(data: bytes) -> list[icalendar.Event]:
    """Read by the library with its forgiveness taken away: one bad property is an error."""
    with mock.patch.object(icalendar.Event, "ignore_exceptions", False):
        calendar = icalendar.Calendar.from_ical(data)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return calendar.walk("VEVENT")


FULL = CalendarEvent(
    "activity-7@pejl.example",
    "Workshop; første, med Ærø",
    starts=datetime(2026, 10, 26, 9, 30, tzinfo=COPENHAGEN),
    ends=datetime(2026, 10, 26, 11, 0, tzinfo=COPENHAGEN),
    description="Tag med:\nen sætning, og en idé",
    url="https://pejl.example/plan/7/",
    sequence=3,
    place="Rådhuset, lokale 3; vest",
    status="TENTATIVE",
    categories=("MED", "Plan, fælles"),
    changed=datetime(2026, 9, 1, 8, tzinfo=COPENHAGEN),
)


def test_a_meeting_on_the_clock_says_all_it_knows() -> None:
    data = write_calendar([FULL], name="Plan, fælles; Nord", now=NOW)
    assert "X-WR-CALNAME:Plan\\, fælles\\; Nord\r\n".encode() in data
    (event,) = _strictly(data)
    assert (event["DTSTART"], event["DTEND"]) == ("20261026T083000Z", "20261026T100000Z")
    assert event["LOCATION"] == r"Rådhuset\, lokale 3\; vest"
    assert event["CATEGORIES"] == r"MED,Plan\, fælles"
    assert (event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == ("TENTATIVE", "3", "OPAQUE")
    assert event["LAST-MODIFIED"] == "20260901T060000Z"
    (read,) = _with_icalendar(data)
    assert read.decoded("dtstart") == FULL.starts
    assert str(read["summary"]) == FULL.title
    assert str(read["location"]) == FULL.place
    assert str(read["description"]) == FULL.description
    assert [str(word) for word in read["categories"].cats] == list(FULL.categories)


def test_a_night_when_the_clock_is_moved_keeps_its_length() -> None:
    event = CalendarEvent(
        "n",
        "Nat",
        starts=datetime(2026, 10, 24, 22, tzinfo=COPENHAGEN),
        ends=datetime(2026, 10, 25, 6, tzinfo=COPENHAGEN),
    )
    (written,) = _strictly(write_calendar([event], name="", now=NOW))
    assert (written["DTSTART"], written["DTEND"]) == ("20261024T200000Z", "20261025T050000Z")


def test_what_is_given_up_stays_and_takes_nobodys_time() -> None:
    day = date(2026, 5, 4)
    timed = CalendarEvent("b", "B", starts=NOW, ends=NOW + timedelta(hours=1), status="CANCELLED", sequence=2)
    data = write_calendar([CalendarEvent("a", "A", day, day, status="CONFIRMED"), timed], name="", now=NOW)
    kept, given_up = _strictly(data)
    assert (kept["STATUS"], kept["TRANSP"], kept["DTEND"]) == ("CONFIRMED", "TRANSPARENT", "20260505")
    assert (given_up["STATUS"], given_up["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_a_subscription_says_how_often_to_ask() -> None:
    data = write_calendar([FULL], name="", now=NOW, refresh=timedelta(hours=4))
    _strictly(data)
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in data
    assert b"\r\nX-PUBLISHED-TTL:PT4H\r\n" in data
    assert b"REFRESH" not in write_calendar([FULL], name="", now=NOW)
    with pytest.raises(ValueError, match="once a minute"):
        write_calendar([], name="", now=NOW, refresh=timedelta())


DAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (CalendarEvent("x", "y"), "either its days or its times"),
        (CalendarEvent("x", "y", first=DAY), "either its days or its times"),
        (CalendarEvent("x", "y", starts=NOW), "either its days or its times"),
        (CalendarEvent("x", "y", DAY, DAY, starts=NOW, ends=NOW), "either its days or its times"),
        (CalendarEvent("x", "y", starts=NOW, ends=NOW), "ends before"),
        (
            CalendarEvent("x", "y", starts=NOW.replace(tzinfo=None), ends=NOW.replace(tzinfo=None)),
            "needs its time zone",
        ),
    ],
)
def test_an_event_without_a_right_time_is_an_error(event: CalendarEvent, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        write_calendar([event], name="", now=NOW)


def test_two_events_cannot_be_one() -> None:
    event = CalendarEvent("x", "y", DAY, DAY)
    with pytest.raises(ValueError, match="two events have the uid x"):
        write_calendar([event, event], name="", now=NOW)


#: The signs that mean something in the file are frequent here.
WORDS = st.text(st.sampled_from(';,\\:"^nN\r\n\t æ') | st.characters(codec="utf-8"), max_size=200)
MOMENTS = st.integers(0, 90 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(
    title=WORDS,
    description=WORDS,
    place=WORDS,
    name=WORDS,
    categories=st.lists(WORDS, max_size=4),
    starts=MOMENTS,
    minutes=st.integers(1, 5000),
    status=st.sampled_from([None, "TENTATIVE", "CONFIRMED", "CANCELLED"]),
    sequence=st.integers(0, 10_000),
)
def test_whatever_people_write_the_file_is_strict(
    title: str,
    description: str,
    place: str,
    name: str,
    categories: list[str],
    starts: datetime,
    minutes: int,
    status: str | None,
    sequence: int,
) -> None:
    event = CalendarEvent(
        "one@pejl",
        title,
        description=description,
        sequence=sequence,
        starts=starts.astimezone(COPENHAGEN),
        ends=starts + timedelta(minutes=minutes),
        place=place,
        status=status,  # type: ignore[arg-type]
        categories=tuple(categories),
        changed=starts,
    )
    other = CalendarEvent("two@pejl", title, starts.date(), starts.date(), url="https://x/ æ?a=1;b=2,3")
    data = write_calendar([event, other], name=name, now=NOW, refresh=timedelta(hours=1))
    assert len(_strictly(data)) == 2
    assert len(_with_icalendar(data)) == 2
