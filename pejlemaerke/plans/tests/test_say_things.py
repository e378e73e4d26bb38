"""Checklists are answered, services are listed, calendars get their addresses."""

from __future__ import annotations

import hashlib

import pytest

from pejlemaerke.core.errors import Refused
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.playbooks.loader import library

from .. import actions
from ..actions.saying import MOST_SERVICES
from ..criteria import read_facts
from ..fields import Answered
from ..models import Activity, CalendarFeed, ChecklistAnswer, Service
from . import factories as make

pytestmark = pytest.mark.django_db


# -- checklists --------------------------------------------------------------------------------------------------


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    book = library()["good-casework"].model_dump_json()
    Initiative.objects.filter(pk=at.initiative.pk).update(playbook_text=book)
    at.initiative.refresh_from_db()
    return make.plan("begun", at)


def question(plan, kind):
    return next(
        (one.key, asked.key)
        for one in plan.initiative.playbook.checklists
        for asked in one.questions
        if asked.answer == kind
    )


def say(plan, at, kind="yes_no", **given):
    checklist, asked = question(plan, kind)
    return actions.answer_checklist(plan, checklist, asked, by=make.by(at.sara), now=make.NOW, **given)


def met(plan, kind="yes_no"):
    return read_facts(plan).answers.get(question(plan, kind))


def test_yes_is_met_and_says_who_and_when(plan, at):
    kept = say(plan, at, answer="yes")
    assert (kept.by, kept.by_name, kept.at) == (at.sara.pk, at.sara.name, make.NOW)
    assert met(plan) is True


def test_no_stays_open_until_a_reason_or_an_activity_meets_it(plan, at):
    say(plan, at, answer="no")
    assert met(plan) is False
    say(plan, at, answer="no", reason="Det sker hos naboen")
    assert met(plan) is True
    say(plan, at, answer="no", activity=plan.activities.get())
    assert met(plan) is True
    assert ChecklistAnswer.objects.count() == 1


@pytest.mark.parametrize(("act", "is_met"), [("drop", False), ("not_held", False), ("held", True)])
def test_an_activity_that_does_not_happen_meets_nothing(plan, at, act, is_met):
    activity = make.again(plan.activities.get())
    say(plan, at, answer="no", activity=activity)
    how = {"by": make.by(at.sara), "now": make.NOW}
    if act == "drop":
        actions.drop_activity(activity, **how)
    elif act == "not_held":
        actions.close_not_held(activity, note="Sne", **how)
    else:
        actions.close_held(activity, held_on=make.TODAY, no_product_reason="Kort", **how)
    assert met(plan) is is_met


def test_answered_anew_a_yes_forgets_what_met_the_no(plan, at):
    say(plan, at, answer="no", reason="Det sker hos naboen")
    kept = say(plan, at, answer="yes", reason="Det sker hos naboen")
    assert (kept.reason, kept.activity) == ("", None)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("yes_no", {"answer": "words", "words": "Ja"}),
        ("yes_no", {"answer": "maybe"}),
        ("words", {"answer": "yes"}),
        ("words", {"answer": "words", "words": " "}),
    ],
)
def test_what_is_no_answer_is_refused(plan, at, kind, given):
    with pytest.raises(Refused):
        say(plan, at, kind, **given)
    assert not ChecklistAnswer.objects.exists()


def test_questions_and_activities_of_others_are_refused(plan, at):
    checklist, asked = question(plan, "yes_no")
    how = {"answer": "no", "by": make.by(at.sara), "now": make.NOW}
    with pytest.raises(Refused):
        actions.answer_checklist(plan, checklist, "who-knows-what", **how)
    with pytest.raises(Refused):
        actions.answer_checklist(plan, "another", asked, **how)
    theirs = make.activity("tentative", make.plan("empty", at, unit=at.syd))
    with pytest.raises(Refused):
        say(plan, at, answer="no", activity=theirs)


def test_several_at_once_make_the_activities_they_name_or_nothing(plan, at):
    checklist, asked = question(plan, "yes_no")
    how = {"by": make.by(at.sara), "now": make.NOW}
    wrong = Answered("who-knows-what", "yes")
    named = Answered(asked, "no", new_activity=" Skaf en tolk ")
    before = Activity.objects.count()
    with pytest.raises(Refused):
        actions.answer_questions(plan, checklist, [named, wrong], **how)
    assert Activity.objects.count() == before
    (kept,) = actions.answer_questions(plan, checklist, [named], **how)
    assert (kept.activity.title, kept.activity.state, kept.is_met) == ("Skaf en tolk", "tentative", True)


# -- services ----------------------------------------------------------------------------------------------------


def test_the_list_is_short_ordered_and_without_doubles(at):
    first, second, third = (
        make.service(at.nord, name, at.sara) for name in ("Bad", "Ældremad", "  Ture   ud ")
    )
    assert third.name == "Ture ud"
    for name in ("bad", "ÆLDREMAD", " "):
        with pytest.raises(Refused):
            make.service(at.nord, name, at.sara)
    actions.order_services(at.nord, [third.pk, first.pk], by=make.by(at.sara), now=make.NOW)
    assert list(Service.objects.filter(unit=at.nord).here()) == [third, first, second]


def test_ended_it_stays_for_what_was_said_and_can_be_taken_up(at):
    bath = make.service(at.nord, "Bad", at.sara)
    how = {"by": make.by(at.sara), "now": make.NOW}
    for _twice in range(2):
        actions.end_service(bath, **how)
    assert not Service.objects.filter(unit=at.nord).here().exists()
    actions.take_up_service(bath, **how)
    assert Service.objects.filter(unit=at.nord).here().get() == bath
    actions.end_service(bath, **how)
    make.service(at.nord, "BAD", at.sara)
    with pytest.raises(Refused):
        actions.take_up_service(bath, **how)


def test_it_does_not_grow_for_ever(at):
    Service.objects.bulk_create(
        Service(organisation=at.organisation, unit=at.nord, name=f"Nr. {number}", position=number)
        for number in range(MOST_SERVICES)
    )
    with pytest.raises(Refused):
        make.service(at.nord, "En til", at.sara)


# -- calendar addresses ------------------------------------------------------------------------------------------


def test_only_a_hash_of_the_address_is_kept(at):
    token = actions.make_feed(at.ali, None, by=make.by(at.ali), now=make.NOW)
    feed = CalendarFeed.objects.get()
    assert len(token) >= 43
    assert feed.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(CalendarFeed.objects.values().get())


def test_a_new_one_stops_the_old_and_no_other(at):
    plan = make.plan("empty", at)
    how = {"by": make.by(at.sara), "now": make.NOW}
    first = actions.make_feed(at.sara, None, **how)
    actions.make_feed(at.sara, plan, **how)
    actions.make_feed(at.ali, None, **how)
    second = actions.make_feed(at.sara, None, **how)
    assert first != second
    ended = CalendarFeed.objects.exclude(ended_at=None)
    assert [feed.token_hash for feed in ended] == [hashlib.sha256(first.encode()).hexdigest()]
    actions.end_feed(at.sara, None, **how)
    assert CalendarFeed.objects.filter(ended_at=None).count() == 2
