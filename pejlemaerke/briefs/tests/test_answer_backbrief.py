"""The five answers: what each leads to, whose turn it becomes, and what each needs."""

from __future__ import annotations

from datetime import date

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.models import Role
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Event, Turn

from .. import actions, rules
from ..models import Backbrief, Review
from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outcome", "state", "owner", "what"),
    [
        ("accepted", "accepted", None, None),
        ("accepted_with_adjustment", "accepted", None, None),
        ("returned", "returned", "nord", "briefs.rewrite"),
        ("brief_changed", "brief_changed", "area", "briefs.change_brief"),
        ("lifted", "lifted", "top", "briefs.answer_lifted"),
    ],
)
def test_each_answer(outcome, state, owner, what):
    at = make.line()
    found = make.backbrief("submitted", at)
    revision = found.submitted
    make.answer(found, outcome, at.mette, "Fordi det haster")
    found.refresh_from_db()
    assert found.state == state
    turns = [(turn.owner, turn.what) for turn in Turn.objects.about(found)]
    assert turns == ([(f"leader:{getattr(at, owner).pk}", what)] if owner else [])
    review = revision.reviews.get()
    assert (review.outcome, review.text, review.person_name) == (outcome, "Fordi det haster", "Mette Holm")
    event = Event.objects.about(found).order_by("id").last()
    assert (event.verb, event.note, event.to_state) == (outcome, "Fordi det haster", state)
    assert found.accepted == (revision if outcome in rules.ACCEPTING else None)


@pytest.mark.parametrize("outcome", sorted(rules.NEEDS_WORDS))
def test_all_but_plain_acceptance_need_words(outcome):
    at = make.line()
    found = make.backbrief("submitted", at)
    with pytest.raises(Refused):
        make.answer(found, outcome, at.mette, " \n ")
    found.refresh_from_db()
    assert found.state == "submitted"
    assert not Review.objects.filter(revision__backbrief=found).exists()


def test_plain_acceptance_needs_none():
    at = make.line()
    found = make.backbrief("submitted", at)
    make.answer(found, "accepted", at.mette, "")
    assert found.state == "accepted"


def test_there_is_no_sixth_answer():
    at = make.line()
    with pytest.raises(Refused):
        make.answer(make.backbrief("submitted", at), "måske", at.mette)


def test_an_adjustment_stands_on_the_accepted_revision():
    at = make.line()
    found = make.backbrief("submitted", at)
    make.answer(found, "accepted_with_adjustment", at.mette, "Husk aftenvagten")
    assert found.accepted.reviews.get().text == "Husk aftenvagten"
    assert found.accepted.content == make.content()
    assert found.revisions.count() == 1


def test_returned_with_a_new_date():
    at = make.line()
    found = make.backbrief("submitted", at)
    new = date(2027, 1, 15)
    actions.answer(
        found, found.submitted, "returned", text="Tænk om", due=new, by=make.by(at.mette), now=make.NOW
    )
    assert Turn.objects.about(found).get().due == new


def test_lifted_goes_one_up_and_no_further_than_the_top():
    at = make.line()
    found = make.backbrief("lifted", at)
    assert found.reviewer_unit == at.top
    with pytest.raises(Refused):
        make.answer(found, "lifted", at.karin)
    found.refresh_from_db()
    assert (found.state, found.reviewer_unit) == ("lifted", at.top)
    make.answer(found, "accepted", at.karin)
    assert (found.state, found.reviewer_unit) == ("accepted", at.area)


def test_lifted_passes_a_vacant_post_and_an_author():
    at = make.line()
    found = make.backbrief("submitted", at)
    Role.objects.filter(person=at.karin).delete()
    with pytest.raises(Refused):
        make.answer(found, "lifted", at.mette)
    found.refresh_from_db()
    make.role(at.sara, "director", at.top)
    with pytest.raises(Refused):
        make.answer(found, "lifted", at.mette)


@pytest.mark.parametrize("outcome", ["returned", "brief_changed"])
def test_what_was_lifted_comes_back_to_the_line(outcome):
    at = make.line()
    found = make.backbrief("lifted", at)
    make.answer(found, outcome, at.karin)
    found.refresh_from_db()
    assert (found.state, found.reviewer_unit) == (outcome, at.area)


def test_of_two_answers_the_first_stands():
    at = make.line()
    found = make.backbrief("submitted", at)
    stale = Backbrief.objects.get(pk=found.pk)
    make.answer(found, "accepted", at.mette)
    with pytest.raises(Conflict):
        make.answer(stale, "returned", at.mette)
    assert Review.objects.filter(revision__backbrief=found).count() == 1


def test_an_answer_to_an_older_revision_is_a_conflict():
    at = make.line()
    found = make.backbrief("submitted", at)
    read = found.submitted
    actions.withdraw_backbrief(found, by=make.by(at.sara), now=make.NOW)
    make.send(found, at.sara)
    with pytest.raises(Conflict):
        actions.answer(found, read, "accepted", by=make.by(at.mette), now=make.NOW)


@pytest.mark.parametrize("state", ["draft", "returned", "brief_changed", "accepted", "check_again"])
def test_only_what_waits_can_be_answered(state):
    at = make.line()
    found = make.backbrief(state, at)
    revision = found.submitted or found.accepted
    if revision is None:
        make.send(found, at.sara)
        revision = found.submitted
        actions.withdraw_backbrief(found, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Refused):
        actions.answer(found, revision, "accepted", by=make.by(at.mette), now=make.NOW)
    found.refresh_from_db()
    assert found.state == state


def test_an_answer_by_a_substitute_is_on_behalf_of_the_absent():
    at = make.line()
    found = make.backbrief("submitted", at)
    make.substitution(at.mette, at.bo)
    actor = people.scope_of(at.bo).actor(f"leader:{at.area.pk}")
    review = actions.answer(found, found.submitted, "accepted", by=actor, now=make.NOW)
    assert (review.person_name, review.on_behalf_of_name) == ("Bo Ek", "Mette Holm")
    event = Event.objects.about(found).order_by("id").last()
    assert (event.person, event.on_behalf_of) == (at.bo.pk, at.mette.pk)


# -- who may answer: persons are compared, not roles -------------------------------------------------------------


def may(person, found) -> bool:
    return bool(rules.may_review(people.scope_of(person), found, found.submitted, actions_authors(found)))


def actions_authors(found: Backbrief) -> frozenset:
    return frozenset(found.co_writers.values_list("person", flat=True))


def test_the_superior_may_and_the_author_may_not():
    at = make.line()
    found = make.backbrief("submitted", at)
    assert may(at.mette, found)
    assert not may(at.sara, found)
    assert not may(at.karin, found)


def test_the_author_may_not_as_a_substitute_for_the_superior():
    at = make.line()
    found = make.backbrief("submitted", at)
    make.substitution(at.mette, at.sara)
    assert not may(at.sara, found)


def test_the_superior_may_not_when_she_sent_it_for_the_absent_leader():
    at = make.line()
    found = make.backbrief("draft", at)
    make.substitution(at.sara, at.mette)
    actor = people.scope_of(at.mette).actor_leading(at.nord.path)
    assert (actor.person, actor.on_behalf_of) == (at.mette.pk, at.sara.pk)
    actions.submit_backbrief(found, by=actor, now=make.NOW)
    assert found.reviewer_unit == at.top
    assert not may(at.mette, found)
    assert may(at.karin, found)


def test_nobody_may_on_behalf_of_an_author():
    at = make.line()
    make.role(at.sara, "senior_manager", at.area)
    found = make.backbrief("submitted", at)
    make.substitution(at.sara, at.ali)
    assert found.reviewer_unit == at.area
    assert not may(at.ali, found)
    assert may(at.mette, found)


# -- by when ---------------------------------------------------------------------------------------------------


def test_the_reviewer_has_two_weeks_from_the_day_it_was_sent():
    at = make.line()
    found = make.backbrief("submitted", at)
    assert Turn.objects.about(found).get().due == make.TODAY + rules.ANSWERED_WITHIN
    assert not Turn.objects.about(found).overdue(make.TODAY + rules.ANSWERED_WITHIN).exists()
    assert Turn.objects.about(found).overdue(make.later(15).date()).exists()


@pytest.mark.parametrize("outcome", ["lifted", "brief_changed"])
def test_whoever_gets_the_turn_next_has_two_weeks_of_their_own(outcome):
    at = make.line()
    found = make.backbrief("submitted", at)
    make.answer(found, outcome, at.mette, now=make.later(9))
    assert Turn.objects.about(found).get().due == make.later(9).date() + rules.ANSWERED_WITHIN


def test_the_writer_s_own_date_holds_when_it_comes_back():
    at = make.line()
    found = make.backbrief("returned", at)
    assert Turn.objects.about(found).get().due == make.DUE
    make.send(found, at.sara, make.later(3))
    actions.withdraw_backbrief(found, by=make.by(at.sara), now=make.later(3))
    assert Turn.objects.about(found).get().due == make.DUE
    found.refresh_from_db()
    assert found.answer_due is None
