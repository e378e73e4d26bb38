"""A matter for MED on an agenda: it follows its meeting, is seen where that is recorded, and then treated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Turn

from .. import actions
from ..models import MedItem, Meeting
from ..pages.med import warn
from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.body()


@pytest.fixture
def be(client):
    """Sign in as somebody; gives the client."""

    def sign_in(person):
        client.force_login(people.account(person) if not hasattr(person, "account") else person.account)
        return client

    return sign_in


def text(response):
    return response.content.decode()


def meeting_of(at, days: int) -> Meeting:
    return actions.create_meeting(
        committee=at.lmu, starts_at=make.later(days), ends_at=None, place="", secretary=at.sara,
        by=make.by(at.sara), now=make.NOW,
    )  # fmt: skip


def put_on(meeting, item, at):
    return actions.add_item(meeting, med_item=item, by=make.by(at.sara), now=make.NOW)


def held(at, item) -> Meeting:
    meeting = meeting_of(at, 30)
    put_on(meeting, item, at)
    actions.call_meeting(meeting, by=make.by(at.sara), now=make.NOW)
    actions.open_meeting(meeting, by=make.by(at.sara), now=make.later(30))
    return meeting


def again(item) -> MedItem:
    return MedItem.objects.select_related("committee__unit", "committee__kind", "decides_at").get(pk=item.pk)


def test_its_day_is_the_meetings_also_when_that_moves(at):
    item = make.med_item("planned", at, discuss_on=None)
    meeting = meeting_of(at, 30)
    put_on(meeting, item, at)
    assert again(item).discuss_on == timezone.localdate(meeting.starts_at)
    given = {"ends_at": None, "place": "", "secretary": at.sara, "by": make.by(at.sara), "now": make.NOW}
    actions.change_meeting(meeting, starts_at=make.later(37), **given)
    day = timezone.localdate(make.later(37))
    assert again(item).discuss_on == day
    assert Turn.objects.about(item).get().due == day


def test_an_item_carried_on_and_brought_back_follows(at):
    item = make.med_item("planned", at)
    meeting, later = held(at, item), meeting_of(at, 60)
    on_agenda = meeting.items.select_related("med_item__committee", "med_item__decides_at").get()
    actions.move_item(on_agenda, later, by=make.by(at.sara), now=make.later(30))
    assert again(item).discuss_on == timezone.localdate(later.starts_at)
    actions.bring_back_item(on_agenda, by=make.by(at.sara), now=make.later(30))
    assert again(item).discuss_on == timezone.localdate(meeting.starts_at)


def test_warnings_that_no_longer_hold_are_dropped_on_an_agenda(at):
    with translation.override("en"):
        late = make.med_item("planned", at, discuss_on=make.TODAY + timedelta(days=3), papers_on=None)
        undated = make.med_item("planned", at, discuss_on=None, decision_on=None, papers_on=None)
        assert warn(late)
        assert warn(undated)
        meeting = meeting_of(at, 5)
        put_on(meeting, late, at)
        put_on(meeting, undated, at)
        assert warn(again(late)) == ()
        assert warn(again(undated)) == ()


def test_the_record_page_shows_the_matter_as_it_stands_and_leads_to_its_conclusion(at, be):
    item = make.med_item("planned", at)
    meeting = held(at, item)
    words = {"staff_view": "Vi vil gerne to grupper.", "management_answer": "Det gør vi."}
    actions.write_views(again(item), **words, by=make.by(at.sara), now=make.later(30))
    page = text(be(at.sara).get(f"/meetings/{meeting.pk}/record/{meeting.items.get().pk}/"))
    assert all(one in page for one in words.values())
    assert f"{item.get_absolute_url()}conclude/" in page


def test_once_concluded_its_item_is_treated_and_one_goes_on_recording(at, be):
    item = make.med_item("planned", at, discuss_on=make.TODAY, decision_on=None)
    meeting = held(at, item)
    said = {
        "discussed_on": "1. december 2020", "staff_view": "Ja", "management_answer": "Godt", "conclusion": "Vi gør det",
        "do": "conclude",
    }  # fmt: skip
    response = be(at.sara).post(f"{item.get_absolute_url()}conclude/", said)
    on_agenda = meeting.items.get()
    assert response.url == f"/meetings/{meeting.pk}/record/{on_agenda.pk}/"
    assert (again(item).state, on_agenda.outcome) == ("concluded", "treated")
    actions.close_meeting(Meeting.objects.get(pk=meeting.pk), by=make.by(at.sara), now=make.later(30))


def test_while_it_waits_the_first_button_puts_it_on_an_agenda(at, be):
    item = make.med_item("planned", at)
    page = text(be(at.sara).get(item.get_absolute_url()))
    assert f"/meetings/new/?committee={at.lmu.pk}" in page
    meeting = meeting_of(at, 30)
    agenda = f"/meetings/{meeting.pk}/agenda/"
    page = text(be(at.sara).get(item.get_absolute_url()))
    assert page.index(agenda) < page.index("/conclude/")
    assert agenda not in text(be(at.ali).get(item.get_absolute_url()))
    put_on(meeting, item, at)
    assert agenda not in text(be(at.sara).get(item.get_absolute_url()))
