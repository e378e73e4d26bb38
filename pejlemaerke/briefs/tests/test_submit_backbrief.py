"""A backbrief is sent: frozen, once, to somebody who did not write it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.tests.at_once import at_once
from pejlemaerke.organisation.models import Role
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Event, Turn

from .. import actions
from ..models import Backbrief, Revision
from . import factories as make

pytestmark = pytest.mark.django_db


def test_it_freezes_the_draft_and_gives_the_superior_the_turn():
    at = make.line()
    found = make.backbrief("draft", at)
    revision = make.send(found, at.sara)
    assert revision.content == make.content()
    assert (revision.number, revision.answers, revision.submitted_by_name) == (
        1, at.area_brief.current, "Sara Lind",
    )  # fmt: skip
    turn = Turn.objects.about(found).get()
    assert (turn.owner, turn.what, turn.waiting) == (f"leader:{at.area.pk}", "briefs.answer", "Nord")
    assert Event.objects.about(found).order_by("id").last().detail == {"number": 1}


@pytest.mark.parametrize(
    "missing",
    [
        {"main_task": " "},
        {"subtasks": ()},
        {"time_plan": " \n", "timetable": ()},
        {"reporting": make.Reporting(when="hver måned")},
    ],
)
def test_the_four_sections_are_needed(missing):
    at = make.line()
    found = make.backbrief("draft", at, words=make.content(**missing))
    with pytest.raises(Refused):
        make.send(found, at.sara)
    found.refresh_from_db()
    assert found.state == "draft"
    assert not Revision.objects.filter(backbrief=found).exists()
    assert Turn.objects.about(found).get().what == "briefs.finish"


def test_a_double_click_gives_one_revision():
    at = make.line()
    found = make.backbrief("draft", at)
    first = make.send(found, at.sara, key="klik")
    again = make.send(Backbrief.objects.get(pk=found.pk), at.sara, key="klik")
    assert first == again
    assert found.revisions.count() == 1


def test_a_second_send_without_a_key_is_refused():
    at = make.line()
    found = make.backbrief("draft", at)
    stale = Backbrief.objects.get(pk=found.pk)
    make.send(found, at.sara)
    with pytest.raises(Refused):
        make.send(found, at.sara)
    with pytest.raises(Conflict):
        make.send(stale, at.sara)
    assert found.revisions.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["", "klik"])
def test_two_sends_at_the_same_moment_make_one_revision(key):
    at = make.line()
    found = make.backbrief("draft", at)
    one, two = (Backbrief.objects.select_related("brief__unit").get(pk=found.pk) for _each in "ab")
    outcomes = at_once(lambda: make.send(one, at.sara, key=key), lambda: make.send(two, at.sara, key=key))
    assert found.revisions.count() == 1
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == (["Revision", "Revision"] if key else ["Conflict", "Revision"])


@pytest.mark.django_db(transaction=True)
def test_words_saved_while_it_is_sent_are_in_it_or_refused():
    at = make.line()
    found = make.backbrief("draft", at)
    sent, written = (Backbrief.objects.select_related("brief__unit").get(pk=found.pk) for _each in "ab")
    outcomes = at_once(
        lambda: make.send(sent, at.sara),
        lambda: actions.save_section(
            written, "stop", {"stop": "Sidste ord"}, version=1, by=make.by(at.ali), now=make.NOW
        ),
    )
    in_it = found.revisions.get().content.stop == "Sidste ord"
    assert in_it != isinstance(outcomes[1], Conflict)


def test_comments_and_the_view_on_the_draft_follow_it():
    at = make.line()
    found = make.backbrief("draft", at)
    said = actions.comment(
        found, section="stop", text="Godt", voice="committee", by=make.by(at.ida), now=make.NOW
    )
    seat = people.scope_of(at.ida).med_seat_for(at.nord.path)
    view = actions.give_view(found, seat, "Vi er med", by=make.by(at.ida), now=make.NOW)
    revision = make.send(found, at.sara)
    said.refresh_from_db()
    view.refresh_from_db()
    assert (said.revision, view.revision) == (revision, revision)


# -- author ≠ reviewer -----------------------------------------------------------------------------------------


def reviewer_of(found: Backbrief) -> str:
    found.refresh_from_db()
    return found.reviewer_unit.name


def test_it_passes_a_leader_who_leads_both_units():
    at = make.line()
    make.role(at.sara, "senior_manager", at.area)
    Role.objects.filter(person=at.mette, unit=at.area).delete()
    found = make.backbrief("draft", at)
    make.send(found, at.sara)
    assert reviewer_of(found) == "Sundhed og Omsorg"


def test_a_co_leader_who_did_not_write_may_answer():
    at = make.line()
    make.role(at.sara, "senior_manager", at.area)
    found = make.backbrief("draft", at)
    make.send(found, at.sara)
    assert reviewer_of(found) == "Hjemmeplejen"


def test_it_passes_a_leader_who_sent_it_for_the_absent():
    at = make.line()
    found = make.backbrief("draft", at)
    actions.submit_backbrief(found, by=make.by(at.mette, behalf=at.sara), now=make.NOW)
    assert reviewer_of(found) == "Sundhed og Omsorg"
    revision = found.revisions.get()
    assert (revision.submitted_by, revision.on_behalf_of) == (at.mette.pk, at.sara.pk)


def test_it_passes_a_leader_who_wrote_along():
    at = make.line()
    found = make.backbrief("draft", at)
    actions.name_co_writer(found, at.mette, by=make.by(at.sara), now=make.NOW)
    make.send(found, at.sara)
    assert reviewer_of(found) == "Sundhed og Omsorg"


def test_it_is_refused_where_only_authors_could_answer():
    at = make.line()
    found = make.backbrief("draft", at)
    for leader in (at.mette, at.karin):
        actions.name_co_writer(found, leader, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Refused):
        make.send(found, at.sara)
    found.refresh_from_db()
    assert found.state == "draft"


def test_it_waits_at_a_vacant_post_when_nobody_leads_above():
    at = make.line()
    found = make.backbrief("draft", at)
    Role.objects.filter(person__in=[at.mette, at.karin]).delete()
    make.send(found, at.sara)
    assert reviewer_of(found) == "Hjemmeplejen"


def test_who_writes_along_cannot_change_while_it_waits():
    at = make.line()
    found = make.backbrief("draft", at)
    actions.name_co_writer(found, at.mette, by=make.by(at.sara), now=make.NOW)
    make.send(found, at.sara)
    with pytest.raises(Refused):
        actions.remove_co_writer(found, at.mette, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Refused):
        actions.name_co_writer(found, at.karin, by=make.by(at.sara), now=make.NOW)
    assert found.co_writers.get().person == at.mette


# -- back again ------------------------------------------------------------------------------------------------


def test_taken_back_it_is_a_draft_and_cannot_be_answered():
    at = make.line()
    found = make.backbrief("submitted", at)
    revision = found.submitted
    actions.withdraw_backbrief(found, by=make.by(at.sara), now=make.NOW)
    assert (found.state, found.submitted) == ("draft", None)
    assert Turn.objects.about(found).get().owner == f"leader:{at.nord.pk}"
    with pytest.raises(Refused):
        actions.answer(found, revision, "accepted", by=make.by(at.mette), now=make.NOW)
    make.write(found, replace(make.content(), stop="Ændret"), at.sara)
    assert make.send(found, at.sara).number == 2


def test_of_taking_back_and_answering_one_wins():
    at = make.line()
    found = make.backbrief("submitted", at)
    stale = Backbrief.objects.get(pk=found.pk)
    actions.withdraw_backbrief(found, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Conflict):
        actions.answer(stale, stale.submitted, "accepted", by=make.by(at.mette), now=make.NOW)
    found.refresh_from_db()
    assert found.state == "draft"
    assert not found.revisions.get().reviews.exists()
