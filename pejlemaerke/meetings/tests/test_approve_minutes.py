"""Minutes are sent for read-through, corrected and approved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.tests.at_once import at_once
from pejlemaerke.mail.models import Letter
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Event, Turn

from .. import actions
from ..composing import read_minutes
from ..minutes_content import minutes_from_json, minutes_to_json
from ..models import Correction, Minutes
from . import factories as make

pytestmark = pytest.mark.django_db


def again(minutes):
    return Minutes.objects.select_related("meeting__committee", "meeting__secretary").get(pk=minutes.pk)


def test_sent_round_the_members_are_told_and_the_chair_has_the_turn():
    at = make.body()
    minutes = make.minutes("written", at)
    Letter.objects.all().delete()
    actions.send_minutes(
        minutes, read_by=make.TODAY + timedelta(days=14), by=make.by(at.hanne), now=make.later(8)
    )
    turn = Turn.objects.about(minutes).get()
    assert (turn.owner, turn.due) == (f"chair:{at.committee.pk}", make.TODAY + timedelta(days=14))
    assert Letter.objects.count() == 3


def test_a_day_that_has_passed_gives_nobody_time():
    at = make.body()
    minutes = make.minutes("written", at)
    with pytest.raises(Refused):
        actions.send_minutes(minutes, read_by=make.TODAY, by=make.by(at.hanne), now=make.later(8))
    assert again(minutes).state == "written"


def test_corrections_are_added_and_the_text_stands():
    at = make.body()
    minutes = make.minutes("read_through", at)
    before = read_minutes(minutes).items
    actions.add_correction(minutes, " Mette gik kl. 14. ", by=make.by(at.mette), now=make.later(9))
    read = read_minutes(again(minutes))
    assert read.items == before
    assert [(one.who, one.text) for one in read.corrections] == [(at.mette.name, "Mette gik kl. 14.")]


@pytest.mark.parametrize("state", ["written", "approved"])
def test_outside_the_read_through_nothing_is_corrected(state):
    at = make.body()
    minutes = make.minutes(state, at)
    before = Correction.objects.count()
    with pytest.raises(Refused):
        actions.add_correction(minutes, "For sent", by=make.by(at.mette), now=make.later(11))
    with pytest.raises(Refused):
        actions.add_correction(minutes, " ", by=make.by(at.mette), now=make.later(11))
    assert Correction.objects.count() == before


def test_approval_keeps_the_whole_text_with_who_and_when():
    at = make.body()
    minutes = make.minutes("approved", at)
    content = minutes_from_json(again(minutes).content_json)
    item = content.items[0]
    assert (content.body, content.place, content.secretary) == ("Chefteamet", "Rådhuset", at.hanne.name)
    assert [asked.key for asked in item.asked] == ["a", "b", "c"]
    assert [(point.asked, point.answer) for point in item.points] == [("b", "changed"), ("", "")]
    assert item.points[0].period_text == "efter sommerferien 2027"
    assert item.discussed == "Der blev talt om vagterne."
    assert [one.text for one in content.corrections] == ["Mette gik kl. 14."]
    assert (content.approved.who, content.approved.at) == (at.karin.name, make.later(10).isoformat())
    assert minutes_to_json(content) == again(minutes).content_json
    assert not Turn.objects.about(minutes).exists()
    assert Event.objects.about(minutes).filter(verb="approved").count() == 1


def test_minutes_of_another_version_are_not_guessed_at():
    at = make.body()
    kept = make.minutes("approved", at).content_json
    with pytest.raises(ValueError, match="version"):
        minutes_from_json({**kept, "v": 2})


def test_minutes_that_nobody_has_read_are_not_approved():
    at = make.body()
    minutes = make.minutes("written", at)
    with pytest.raises(Refused):
        actions.approve_minutes(minutes, by=make.by(at.karin), now=make.later(10))
    assert again(minutes).content_json is None


def test_a_failure_while_approving_keeps_nothing(monkeypatch):
    at = make.body()
    minutes = make.minutes("read_through", at)

    def fails(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("pejlemaerke.record.actions.set_turns", fails)
    with pytest.raises(RuntimeError):
        actions.approve_minutes(minutes, by=make.by(at.karin), now=make.later(10))
    assert (again(minutes).state, again(minutes).content_json) == ("read_through", None)


def test_who_saw_them_unapproved_gets_a_conflict():
    at = make.body()
    minutes = make.minutes("read_through", at)
    stale = again(minutes)
    actions.approve_minutes(minutes, by=make.by(at.karin), now=make.later(10))
    with pytest.raises(Conflict):
        actions.approve_minutes(stale, by=make.by(at.per), now=make.later(10))
    assert again(minutes).approved_by_name == at.karin.name


# -- real threads ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_chairs_who_approve_at_once_one_gets_a_conflict():
    at = make.body()
    minutes = make.minutes("read_through", at)

    def approving(person):
        mine = again(minutes)

        def job():
            actions.approve_minutes(mine, by=make.by(person), now=make.later(10))
            return person.name

        return job

    outcomes = at_once(approving(at.karin), approving(at.per))
    names = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert [type(outcome) for outcome in outcomes if not isinstance(outcome, str)] == [Conflict]
    kept = again(minutes)
    assert [kept.approved_by_name] == names
    assert kept.content_json["approved"]["who"] == names[0]
    assert Event.objects.about(minutes).filter(verb="approved").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_correction_at_the_moment_of_approval_is_in_them_or_refused():
    at = make.body()
    minutes = make.minutes("read_through", at)
    one, other = again(minutes), again(minutes)
    outcomes = at_once(
        lambda: actions.approve_minutes(one, by=make.by(at.karin), now=make.later(10)),
        lambda: actions.add_correction(other, "I sidste øjeblik", by=make.by(at.mette), now=make.later(10)),
    )
    assert outcomes[0] is None
    kept = again(minutes).content_json["corrections"]
    refused = isinstance(outcomes[1], Conflict)
    assert refused == (not kept)
    assert Correction.objects.filter(minutes=minutes).count() == len(kept)


@pytest.mark.django_db(transaction=True)
def test_a_decision_at_the_moment_of_closing_is_settled_or_refused():
    at = make.body()
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    actions.record_outcome(item, discussed="", outcome="treated", by=make.by(at.hanne), now=make.later(7))
    outcomes = at_once(
        lambda: actions.close_meeting(meeting, by=make.by(at.hanne), now=make.later(7)),
        lambda: make.point(item, at),
    )
    assert isinstance(outcomes[0], Minutes)
    settled = list(item.points.values_list("settled", flat=True))
    assert settled in ([], [True])
    assert isinstance(outcomes[1], Conflict) == (settled == [])


def test_the_thread_of_minutes_is_read_by_those_who_may_know_of_the_meeting(client):
    at = make.body()
    minutes = make.minutes("read_through", at)
    page = f"/trail/meetings.minutes/{minutes.pk}/"
    client.force_login(people.account(at.mette))
    answer = client.get(page)
    assert answer.status_code == 200
    assert minutes.meeting.get_absolute_url() in answer.content.decode()
    client.force_login(people.account(at.ali))
    assert client.get(page).status_code == 404
