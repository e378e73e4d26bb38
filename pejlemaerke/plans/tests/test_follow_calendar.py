"""A calendar address: made, shown once, read without signing in, ended."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from .. import actions
from ..calendars import event_of
from ..models import Activity, CalendarFeed
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("begun", at)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """The calendar is read in the days the activities are about."""
    monkeypatch.setattr(timezone, "now", lambda: make.NOW)


def make_address(client, **typed):
    made = client.post(reverse("plans:feeds"), typed)
    assert made.status_code == 302
    page = client.get(made["location"])
    assert "no-store" in page["cache-control"]
    return re.search(r'value="(http[^"]+\.ics)"', page.text).group(1)


def entries(answer):
    assert answer.status_code == 200
    assert answer["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    return {str(one["summary"]): one for one in calendar.walk("VEVENT")}


def test_an_address_is_shown_once_and_works_without_signing_in(client, at, plan):
    activity = make.activity("confirmed", plan, title="Fællesmøde")
    as_(client, at.sara)
    address = make_address(client)
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    # Shown again, the page neither shows it nor makes another.
    assert token not in client.get(reverse("plans:feeds")).text
    assert token not in str(dict(client.session))
    assert CalendarFeed.objects.count() == 1
    assert token not in str(CalendarFeed.objects.values().get())
    client.logout()
    found = entries(client.get(address))
    assert str(found["Fællesmøde · Nord"]["uid"]) == f"{activity.pk}@testserver"
    assert found["Fællesmøde · Nord"]["status"] == "CONFIRMED"


def test_what_is_given_up_is_cancelled_and_what_is_moved_grows(client, at, plan):
    activity = make.activity("confirmed", plan, title="Fællesmøde")
    address = make_address(as_(client, at.sara), plan=str(plan.pk))
    before = entries(client.get(address))["Fællesmøde · Nord"]["sequence"]
    actions.drop_activity(activity, by=make.by(at.sara), now=make.NOW)
    after = entries(client.get(address))["Fællesmøde · Nord"]
    assert after["status"] == "CANCELLED"
    assert after["sequence"] > before


def test_a_persons_own_are_those_that_are_theirs(client, at, plan):
    make.activity("confirmed", plan, title="Lederens")
    make.activity("confirmed", plan, title="Alis", responsible=at.ali)
    make.activity("confirmed", plan, title="LMUs", body=at.lmu)
    for person, titles in (
        (at.sara, {"Mød hinanden om planen · Nord", "Lederens · Nord"}),
        (at.ali, {"Alis · Nord"}),
        (at.ida, {"LMUs · Nord"}),
    ):
        assert set(entries(client.get(make_address(as_(client, person))))) == titles


def test_it_opens_what_its_maker_may_see_today(client, at, plan):
    address = make_address(as_(client, at.ali), plan=str(plan.pk))
    assert entries(client.get(address))
    at.ali.posts.update(last=make.TODAY - timedelta(days=1))
    assert client.get(address).status_code == 404


def test_whoever_has_left_or_may_not_sign_in_has_no_calendar(client, at, plan):
    address = make_address(as_(client, at.sara))
    at.sara.account.is_active = False
    at.sara.account.save()
    assert client.get(address).status_code == 404
    at.sara.account.is_active = True
    at.sara.account.save()
    assert client.get(address).status_code == 200
    type(at.sara).objects.filter(pk=at.sara.pk).update(left_on=make.TODAY)
    assert client.get(address).status_code == 404


def test_an_ended_or_replaced_address_is_not_there(client, at, plan):
    as_(client, at.sara)
    first = make_address(client)
    second = make_address(client)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.post(reverse("plans:end_feed"), {"plan": ""}).status_code == 302
    assert client.get(second).status_code == 404
    assert client.get(reverse("plans:feed", args=["gaet"])).status_code == 404


def test_a_calendar_that_has_it_already_gets_nothing_anew(client, at, plan):
    make.activity("confirmed", plan)
    address = make_address(as_(client, at.sara))
    answer = client.get(address)
    again = client.get(address, headers={"if-none-match": answer["etag"]})
    assert again.status_code == 304
    since = client.get(address, headers={"if-modified-since": answer["last-modified"]})
    assert since.status_code == 304
    make.activity("confirmed", plan, title="Ny")
    assert client.get(address, headers={"if-none-match": answer["etag"]}).status_code == 200


def test_only_plans_one_sees_get_an_address(client, at, plan):
    as_(client, at.bo)
    for key in (str(plan.pk), "x"):
        assert client.get(reverse("plans:feeds"), {"plan": key}).status_code == 404
        assert client.post(reverse("plans:feeds"), {"plan": key}).status_code == 404
        assert client.post(reverse("plans:end_feed"), {"plan": key}).status_code == 404


def test_ones_own_address_ends_also_for_a_plan_one_no_longer_sees(client, at, plan):
    make_address(as_(client, at.ali), plan=str(plan.pk))
    at.ali.posts.update(last=make.TODAY - timedelta(days=1))
    assert client.post(reverse("plans:end_feed"), {"plan": str(plan.pk)}).status_code == 302
    assert not CalendarFeed.objects.filter(ended_at=None).exists()


def test_it_speaks_the_language_of_its_owner(client, at, plan):
    type(at.sara).objects.filter(pk=at.sara.pk).update(language="en")
    address = make_address(as_(client, at.sara))
    assert b"My activities" in client.get(address, headers={"accept-language": "da"}).content


def test_an_activity_on_the_clock_has_its_times(at, plan):
    activity = make.activity("confirmed", plan, starts=time(9), ends=time(11, 30), place="Salen")
    event = event_of(activity, root="https://pejl.testby.dk:8443/")
    assert event.starts.isoformat() == "2026-11-10T09:00:00+01:00"
    assert event.ends - event.starts == timedelta(hours=2, minutes=30)
    assert event.uid == f"{activity.pk}@pejl.testby.dk"
    assert event.url == f"https://pejl.testby.dk:8443{activity.get_absolute_url()}"
    activity.ends = None
    assert event_of(activity, root="https://x").ends - event.starts == timedelta(hours=1)


def test_an_activity_without_days_is_not_in_it(client, at, plan):
    make.activity("tentative", plan, title="Engang", when="")
    found = entries(client.get(make_address(as_(client, at.sara), plan=str(plan.pk))))
    assert "Engang · Nord" not in found
    with pytest.raises(ValueError, match="without days"):
        event_of(Activity.objects.get(title="Engang"), root="https://x")
