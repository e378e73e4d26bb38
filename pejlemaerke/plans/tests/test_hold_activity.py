"""An activity on its pages: added, changed, confirmed, waited for, held with what came of it, or taken out."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from .. import actions
from ..models import Activity, Plan, Product
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at) -> Plan:
    return make.plan("empty", at)


def url(name: str, thing) -> str:
    return reverse(f"plans:{name}", args=[thing.pk])


TYPED = {
    "title": "Fyraftensmøde",
    "kind": "meeting",
    "period": "12. november 2026",
    "starts": "16.30",
    "ends": "18",
    "place": "Kantinen",
    "stage": "phase-1",
    "who": "Ali Demir",
    "participants": "Alle",
    "hours-0-whom": "Nattevagten",
    "hours-0-hours": "2,5",
    "hours-0-per": "once",
    "key": "abc",
}


def test_an_activity_is_added_once(client, at, plan):
    as_(client, at.sara)
    assert client.get(url("add_activity", plan)).status_code == 200
    for _twice in range(2):
        answer = client.post(url("add_activity", plan), TYPED)
        assert answer.status_code == 302
    (made,) = plan.activities.all()
    assert (made.state, made.first, made.place, made.stage.key) == (
        "tentative",
        date(2026, 11, 12),
        "Kantinen",
        "phase-1",
    )
    assert (made.starts.hour, made.ends.hour, made.responsible) == (16, 18, at.ali)
    assert [(line.whom, float(line.hours)) for line in made.hours.all()] == [("Nattevagten", 2.5)]


@pytest.mark.parametrize(
    "slip",
    [
        {"title": ""},
        {"period": "en dag"},
        {"ends": "9"},
        {"period": "uge 46 2026"},
        {"starts": "halv fem"},
        {"hours-0-whom": ""},
        {"hours-0-hours": "mange"},
        {"text": "Ring til 010190-1234"},
        {"stage": "no-such"},
    ],
)
def test_a_slip_is_told_and_nothing_is_lost(client, at, plan, slip):
    answer = as_(client, at.sara).post(url("add_activity", plan), {**TYPED, **slip})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "Kantinen" in answer.text
    assert not plan.activities.exists()


def test_a_role_in_words_stays_words_and_two_of_a_name_are_told_apart(client, at, plan):
    from pejlemaerke.organisation.tests import factories as people

    as_(client, at.sara).post(url("add_activity", plan), {**TYPED, "who": "støttepersonerne", "key": "1"})
    assert plan.activities.get().responsible_words == "støttepersonerne"
    other = people.person("Ali", "Demir", at.syd)
    asked = client.post(url("add_activity", plan), {**TYPED, "key": "2"})
    assert asked.status_code == 422
    assert "who_pick" in asked.text
    client.post(url("add_activity", plan), {**TYPED, "key": "2", "who_pick": str(other.pk)})
    assert plan.activities.filter(responsible=other).exists()


def test_an_employee_does_not_add(client, at, plan):
    as_(client, at.ali)
    assert client.get(url("add_activity", plan)).status_code == 403
    assert client.post(url("add_activity", plan), TYPED).status_code == 403


def test_a_proposal_becomes_an_activity(client, at, plan):
    proposal = make.proposal(plan, at.ali, "Vi kunne gå tur med naboen")
    as_(client, at.sara)
    where = f"{url('add_activity', plan)}?from={proposal.pk}"
    assert "Vi kunne gå tur med naboen" in client.get(where).text
    for _twice in range(2):
        assert client.post(where, TYPED).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.activity) == ("taken", plan.activities.get())
    assert client.get(where).status_code == 409
    assert client.get(f"{url('add_activity', plan)}?from=x").status_code == 404


def test_its_page_says_all_of_it(client, at, plan):
    first = make.activity("held", plan, at.sara, title="Planlægning", when="1. november 2026")
    activity = make.activity(
        "confirmed", plan, at.sara, place="Kantinen", body=at.lmu, stage=make.stage(plan)
    )
    actions.set_waits(activity, [first], by=make.by(at.sara), now=make.NOW)
    as_(client, at.ida)
    with CaptureQueriesContext(connection) as asked:
        client.get(activity.get_absolute_url())
    assert len(asked) <= 15
    page = as_(client, at.ali).get(activity.get_absolute_url())
    assert all(words in page.text for words in ("Kantinen", "LMU", "Planlægning", first.get_absolute_url()))
    assert url("change_activity", activity) not in page.text
    leader = as_(client, at.sara).get(activity.get_absolute_url()).text
    assert url("change_activity", activity) in leader
    assert as_(client, at.bo).get(activity.get_absolute_url()).status_code == 404


def test_it_is_changed_and_keeps_what_was_not(client, at, plan):
    activity = make.activity("confirmed", plan, at.sara, place="Kantinen")
    page = as_(client, at.sara).get(url("change_activity", activity))
    form = page.context["form"]
    typed = {bound.html_name: bound.value() or "" for bound in form}
    assert typed["period"] == "10. november 2026"
    answer = client.post(url("change_activity", activity), {**typed, "period": "11. november 2026"})
    assert answer.status_code == 302
    before = activity.sequence
    activity.refresh_from_db()
    assert (activity.first, activity.place, activity.sequence) == (date(2026, 11, 11), "Kantinen", before + 1)
    refused = client.post(url("change_activity", activity), {**typed, "period": ""})
    assert refused.status_code == 422
    assert as_(client, at.ali).post(url("change_activity", activity), typed).status_code == 403


def test_it_is_confirmed_and_the_confirming_undone(client, at, plan):
    activity = make.activity("tentative", plan, at.sara)
    as_(client, at.ali)
    assert client.post(url("confirm_activity", activity)).status_code == 403
    as_(client, at.sara).post(url("confirm_activity", activity))
    activity.refresh_from_db()
    assert activity.state == "confirmed"
    client.post(url("tentative", activity))
    activity.refresh_from_db()
    assert activity.state == "tentative"


def test_several_are_confirmed_at_once(client, at, plan):
    first, second, third = make.take(plan, at.sara, "plan-in-med-1", "invite", "meet-together")
    where = f"{plan.get_absolute_url()}?view=list&show=tentative"
    assert "tick-" not in as_(client, at.ali).get(where).text
    assert client.post(url("confirm_activities", plan), {"activity": str(first.pk)}).status_code == 403
    assert f"tick-{first.pk}" in as_(client, at.sara).get(where).text
    answer = client.post(url("confirm_activities", plan), {"activity": [str(first.pk), str(second.pk), "x"]})
    assert answer.url == where
    assert [one.state for one in plan.activities.order_by("created_at", "id")] == [
        "confirmed",
        "confirmed",
        "tentative",
    ]
    assert "alert-warning" in client.post(url("confirm_activities", plan), {}, follow=True).text
    assert third.state == "tentative"


def test_without_a_day_it_cannot_be_confirmed(client, at, plan):
    activity = make.activity("tentative", plan, at.sara, when="")
    assert as_(client, at.sara).post(url("confirm_activity", activity)).status_code == 409


def test_it_is_taken_out_and_put_back_as_it_was(client, at, plan):
    activity = make.activity("confirmed", plan, at.sara)
    as_(client, at.sara)
    assert client.get(url("drop_activity", activity)).status_code == 200
    answer = client.post(url("drop_activity", activity), {"note": "Vi når det ikke"}, follow=True)
    activity.refresh_from_db()
    assert activity.state == "dropped"
    undo = f"{url('tentative', activity)}?again=confirmed"
    assert undo in answer.text
    client.post(undo)
    activity.refresh_from_db()
    assert activity.state == "confirmed"
    assert as_(client, at.ali).post(url("drop_activity", activity)).status_code == 403


def test_it_waits_for_another_and_never_in_a_ring(client, at, plan):
    one = make.activity("confirmed", plan, at.sara, title="Et", when="3. november 2026")
    two = make.activity("confirmed", plan, at.sara, title="To", when="9. november 2026")
    as_(client, at.sara)
    assert "Et" in client.get(url("set_waits", two)).text
    assert "Et" not in client.get(url("set_waits", two), {"q": "findes ikke"}).context["choices"]
    client.post(url("set_waits", two), {"after": [str(one.pk), "no-id"]})
    assert two.waits_for.get().after == one
    ring = client.post(url("set_waits", one), {"after": str(two.pk)})
    assert ring.status_code == 409
    assert "Et → To → Et" in ring.text
    assert as_(client, at.ali).post(url("set_waits", two), {}).status_code == 403


# -- how it went -----------------------------------------------------------------------------------------------


def test_a_workshop_closes_with_what_was_said_of_each_service(client, at, plan):
    (workshop,) = make.take(plan, at.sara, "own-words")
    bath, meal = make.service(at.nord, "Bad", at.sara), make.service(at.nord, "Måltid", at.sara)
    as_(client, at.sara)
    page = client.get(url("close_activity", workshop)).text
    assert "Bad" in page
    assert f"said-wording-{bath.pk}" in page
    typed = {"how": "held", "held_on": "2. november 2026"}
    typed |= {f"said-wording-{bath.pk}": "I eget tempo", f"said-keep-{meal.pk}": "Borddugen"}
    assert client.post(url("close_activity", workshop), typed).status_code == 302
    workshop.refresh_from_db()
    assert workshop.state == "held"
    assert {(one.service.name, one.key, one.text) for one in Product.objects.all()} == {
        ("Bad", "wording", "I eget tempo"),
        ("Måltid", "keep", "Borddugen"),
    }
    said = as_(client, at.ali).get(url("said", plan)).text
    assert "I eget tempo" in said
    assert "Borddugen" in client.get(workshop.get_absolute_url()).text


def test_nothing_said_needs_a_reason(client, at, plan):
    (workshop,) = make.take(plan, at.sara, "own-words")
    as_(client, at.sara)
    refused = client.post(url("close_activity", workshop), {"how": "held", "held_on": "2. november 2026"})
    assert refused.status_code == 422
    assert "error-summary" in refused.text
    assert len(refused.context["held"].errors) == 1
    assert not refused.context["held"].non_field_errors()  # it stands where the first answer is to be written
    assert 'aria-invalid="true"' in refused.text
    typed = {"how": "held", "held_on": "2. november 2026", "no_product_reason": "Strømmen gik"}
    assert client.post(url("close_activity", workshop), typed).status_code == 302
    assert "Strømmen gik" in client.get(url("said", plan)).text


@pytest.mark.parametrize("day", ["i morgen", "3. november 2031"])
def test_a_day_that_is_none_is_told(client, at, plan, day):
    activity = make.activity("confirmed", plan, at.sara)
    typed = {"how": "held", "held_on": day, "said-came-out-all": "Vi begynder i Nord"}
    refused = as_(client, at.sara).post(url("close_activity", activity), typed)
    assert refused.status_code == 422
    assert "Vi begynder i Nord" in refused.text


def test_what_was_not_held_says_why_and_can_be_planned_again(client, at, plan):
    activity = make.activity("confirmed", plan, at.sara)
    as_(client, at.sara)
    assert client.post(url("close_activity", activity), {"how": "not_held", "why": ""}).status_code == 422
    client.post(url("close_activity", activity), {"how": "not_held", "why": "Influenza"})
    assert "Influenza" in client.get(activity.get_absolute_url()).text
    client.post(url("reopen_activity", activity))
    activity.refresh_from_db()
    assert activity.state == "tentative"


def test_what_was_said_stands_there_when_it_is_opened_again(client, at, plan):
    activity = make.activity("held", plan, at.sara)
    as_(client, at.ali)
    assert client.post(url("reopen_activity", activity)).status_code == 403
    as_(client, at.sara).post(url("reopen_activity", activity))
    assert "Vi begynder i Nord" in client.get(url("close_activity", activity)).text


def test_the_one_responsible_says_how_it_went_and_others_do_not(client, at, plan):
    activity = make.activity("confirmed", plan, at.sara, responsible=at.ali)
    as_(client, at.ida)
    assert client.get(url("close_activity", activity)).status_code == 403
    typed = {"how": "held", "held_on": "2. november 2026", "said-came-out-all": "Alle kom"}
    assert as_(client, at.ali).post(url("close_activity", activity), typed).status_code == 302
    assert Product.objects.get().by_name == "Ali Demir"
    assert client.post(url("close_activity", activity), typed).status_code == 409


def test_what_is_left_open_is_asked_for_and_carried(client, at, plan):
    turns = make.take(plan, at.sara, "walk-through")
    as_(client, at.sara)
    typed = {
        "how": "held",
        "held_on": "2. november 2026",
        "said-keep-all": "Kaffen",
        "open_ends": "Natten mangler",
    }
    assert client.post(url("close_activity", turns[0]), typed).status_code == 302
    assert "Natten mangler" in client.get(turns[1].get_absolute_url()).text
    assert "Natten mangler" in client.get(url("close_activity", turns[1])).text


def test_all_that_was_said_is_read_by_those_of_the_plan(client, at, plan):
    make.activity("held", plan, at.sara)
    paper = make.paper("written", plan)
    page = as_(client, at.ali).get(url("said", plan))
    assert paper.title in page.text
    assert "Vi begynder i Nord" in page.text
    assert as_(client, at.bo).get(url("said", plan)).status_code == 404


def test_all_that_was_said_costs_the_same_for_many(client, at, plan):
    make.activity("held", plan, at.sara)
    as_(client, at.sara).get(url("said", plan))
    with CaptureQueriesContext(connection) as few:
        client.get(url("said", plan))
    for _more in range(8):
        make.activity("held", plan, at.sara)
    with CaptureQueriesContext(connection) as many:
        client.get(url("said", plan))
    assert len(many) == len(few) <= 15


# -- the calendar ----------------------------------------------------------------------------------------------


def test_a_moved_meeting_keeps_its_identity_in_calendars(client, at, plan):
    activity = make.activity("confirmed", plan, at.sara)
    as_(client, at.ali)

    def event():
        (found,) = Calendar.from_ical(client.get(url("activity_ics", activity)).content).walk("VEVENT")
        return found

    before = event()
    actions.change_activity(
        Activity.objects.select_related("plan__initiative").get(pk=activity.pk),
        make.fields(when="11. november 2026"),
        by=make.by(at.sara),
        now=make.later(),
    )
    after = event()
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == date(2026, 11, 11)
    undated = make.activity("tentative", plan, at.sara, when="")
    assert client.get(url("activity_ics", undated)).status_code == 404
    assert as_(client, at.bo).get(url("activity_ics", activity)).status_code == 404
