"""A calendar that asks by itself, without signing in: what moves in the plan moves there."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar, Event

from pejlemaerke.plans.tests import factories
from pejlemaerke.ui.dates import write_date

from .conftest import Site, Walker

pytestmark = pytest.mark.journey

TITLE = "Formøde om morgenbesøgene"


def ask(address: str) -> tuple[int, bytes]:
    """As a calendar program asks: no cookies, no session."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310  (our own server's)
            assert answer.headers["Content-Type"].startswith("text/calendar")
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def event(address: str) -> Event:
    status, data = ask(address)
    assert status == 200
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    found = [one for one in calendar.walk("VEVENT") if TITLE in str(one["SUMMARY"])]
    assert len(found) == 1
    assert not found[0].errors
    return found[0]


def day(one: Event) -> date:
    return date.fromisoformat(one["DTSTART"].dt.isoformat()[:10])


@pytest.mark.parametrize("whose", ["own", "plan"])
def test_a_moved_meeting_moves_in_the_calendar(
    line: Any, site: Site, arrive: Callable[..., Walker], whose: str
) -> None:
    # Given a leader who has made an address
    plan = factories.plan("empty", line)
    first, then = timezone.localdate() + timedelta(days=10), timezone.localdate() + timedelta(days=17)
    activity = factories.activity("confirmed", plan, title=TITLE, when=write_date(first))
    sara = arrive(line.sara)
    sara.goes_to(plan.get_absolute_url())
    sara.follows("Put it in your own calendar")
    sara.looks("feeds-empty")
    sara.presses("Make an address for the plan" if whose == "plan" else "Make an address", exact=True)
    sara.reads("Whoever has the address can read the calendar. Keep it to yourself.")
    sara.looks("feeds-made")
    address = sara.page.locator("#feed-address").input_value()
    before = event(address)
    assert day(before) == first

    # When the meeting is moved
    sara.goes_to(activity.get_absolute_url())
    sara.follows("Change it")
    sara.writes("When?", write_date(then))
    sara.looks("activity-change")
    sara.presses("Save", exact=True)
    sara.is_at(TITLE)

    # Then it is the same meeting, on its new day
    after = event(address)
    assert (after["UID"], day(after)) == (before["UID"], then)
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])

    # And neither a guess nor an address that was stopped opens anything
    assert ask(address.replace(".ics", "x.ics"))[0] == 404
    sara.goes_to("/calendar/")
    sara.presses("Stop it")
    sara.reads("The address no longer works.")
    sara.looks("feeds-stopped")
    assert ask(address)[0] == 404
