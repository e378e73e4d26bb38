"""A backbrief lives on: next phases, changes, and the question whether it still holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pejlemaerke.core.errors import Refused
from pejlemaerke.organisation.tests.factories import account
from pejlemaerke.record.models import Event, Turn

from .. import actions
from ..actions.drafting import draft_content
from ..models import Backbrief
from . import factories as make

pytestmark = pytest.mark.django_db


def open_next(found: Backbrief, at: make.Line, kind: str = "phase") -> None:
    actions.open_revision(found, kind=kind, phase="Fase 2", by=make.by(at.sara), now=make.later(2))


def drop(found: Backbrief, at: make.Line) -> None:
    found.refresh_from_db()
    actions.drop_revision(found, by=make.by(at.sara), now=make.later(4))


def changed_intent(at: make.Line, words: str, days: int = 3) -> None:
    make.reissue(at.area_brief, at.mette, now=make.later(days), intent=words)


@pytest.mark.parametrize(
    ("kind", "what"), [("phase", "briefs.write_next_phase"), ("change", "briefs.finish")]
)
def test_it_opens_from_the_accepted_text(kind, what):
    at = make.line()
    found = make.backbrief("accepted", at)
    found.sections.filter(name="stop").update(value={"stop": "gammel kladde"})
    open_next(found, at, kind)
    assert draft_content(found) == make.content()
    assert (found.state, found.drafting, found.accepted.number) == ("draft", kind, 1)
    assert Turn.objects.about(found).get().what == what


def test_an_editor_left_open_from_before_cannot_overwrite_it():
    at = make.line()
    found = make.backbrief("accepted", at)
    seen = found.sections.get(name="stop").version
    open_next(found, at)
    with pytest.raises(actions.SectionConflict):
        actions.save_section(
            found, "stop", {"stop": "gammel fane"}, version=seen, by=make.by(at.sara), now=make.NOW
        )


def test_only_two_kinds():
    at = make.line()
    with pytest.raises(Refused):
        open_next(make.backbrief("accepted", at), at, "andet")


def test_the_next_phase_goes_the_same_way():
    at = make.line()
    found = make.backbrief("accepted", at)
    open_next(found, at)
    make.write(found, replace(make.content(), main_task="Fase 2 begynder"), at.sara)
    second = make.send(found, at.sara, make.later(3))
    assert (second.number, second.kind, second.phase) == (2, "phase", "Fase 2")
    assert found.accepted.number == 1
    make.answer(found, "accepted", at.mette)
    assert (found.accepted, found.drafting, found.phase) == (second, "", "")


@pytest.mark.parametrize("returned_first", [False, True])
def test_given_up_the_accepted_one_holds(returned_first):
    at = make.line()
    found = make.backbrief("accepted", at)
    open_next(found, at)
    make.write(found, replace(make.content(), stop="Ny kladde"), at.sara)
    if returned_first:
        make.send(found, at.sara)
        make.answer(found, "returned", at.mette)
    drop(found, at)
    assert (found.state, found.drafting, found.accepted.number) == ("accepted", "", 1)
    assert draft_content(found) == make.content()
    assert not Turn.objects.about(found).exists()


def test_a_first_backbrief_cannot_be_given_up():
    at = make.line()
    with pytest.raises(Refused):
        drop(make.backbrief("draft", at), at)


# -- does it still hold? ---------------------------------------------------------------------------------------


def test_the_leader_answers_that_it_holds():
    at = make.line()
    found = make.backbrief("check_again", at)
    actions.confirm_still_holds(found, note="Samme opgave", by=make.by(at.sara), now=make.later(2))
    assert (found.state, found.intent_changed_at) == ("accepted", None)
    assert found.answers == at.area_brief.current
    event = Event.objects.about(found).order_by("id").last()
    assert (event.verb, event.note) == ("still_holds", "Samme opgave")
    assert not Turn.objects.about(found).exists()


def test_the_question_stands_when_a_revision_opened_for_it_is_given_up():
    at = make.line()
    found = make.backbrief("check_again", at)
    open_next(found, at, "change")
    drop(found, at)
    assert found.state == "check_again"


def test_the_question_comes_when_the_intent_changed_while_writing():
    at = make.line()
    found = make.backbrief("accepted", at)
    open_next(found, at)
    changed_intent(at, "Et nyt mål")
    found.refresh_from_db()
    assert found.state == "draft"
    drop(found, at)
    assert found.state == "check_again"


def test_a_later_change_of_freedoms_does_not_answer_the_question():
    at = make.line()
    found = make.backbrief("accepted", at)
    open_next(found, at)
    changed_intent(at, "Et nyt mål")
    make.reissue(at.area_brief, at.mette, now=make.later(3), freedoms="Lidt mere")
    drop(found, at)
    assert found.state == "check_again"


def test_a_question_already_answered_is_not_asked_again():
    at = make.line()
    found = make.backbrief("check_again", at)
    actions.confirm_still_holds(found, note="", by=make.by(at.sara), now=make.later(2))
    open_next(found, at)
    drop(found, at)
    assert found.state == "accepted"


def test_a_change_two_levels_up_is_remembered_too():
    at = make.line()
    found = make.backbrief("accepted", at)
    open_next(found, at)
    make.reissue(at.top_brief, at.karin, now=make.later(3), intent="Et nyt mål")
    drop(found, at)
    assert found.state == "check_again"


def test_sent_but_not_accepted_does_not_answer_the_question():
    at = make.line()
    found = make.backbrief("check_again", at)
    open_next(found, at, "change")
    make.send(found, at.sara, make.later(3))
    actions.withdraw_backbrief(found, by=make.by(at.sara), now=make.later(3))
    drop(found, at)
    assert found.state == "check_again"


def test_a_new_accepted_revision_answers_it():
    at = make.line()
    found = make.backbrief("check_again", at)
    open_next(found, at, "change")
    make.send(found, at.sara, make.later(3))
    make.answer(found, "accepted", at.mette)
    assert (found.state, found.intent_changed_at) == ("accepted", None)


def test_accepted_after_a_change_its_writer_had_not_seen_it_asks_at_once():
    at = make.line()
    found = make.backbrief("submitted", at)
    changed_intent(at, "Et nyt mål", days=1)
    found.refresh_from_db()
    make.answer(found, "accepted", at.mette, now=make.later(2))
    assert found.state == "check_again"
    assert Turn.objects.about(found).get().what == "briefs.check_again"
    assert found.accepted.number == 1


OPENING = {"title": "Skitse", "said": [["Hvilke ydelser begynder I med?", "Bad og spisning."]]}


@pytest.mark.parametrize("ends", ["accepted", "dropped"])
def test_what_it_builds_on_stands_beside_the_editor_until_it_is_accepted_or_dropped(client, ends):
    at = make.line()
    found = make.backbrief("accepted", at)
    actions.open_revision(
        found, kind="phase", phase="Fase 2", by=make.by(at.sara), now=make.later(2), opening=OPENING
    )
    client.force_login(account(at.sara))
    assert "Bad og spisning." in client.get(f"/backbriefs/{found.pk}/write/").content.decode()
    assert "Bad og spisning." in client.get(f"/backbriefs/{found.pk}/write/subtasks/").content.decode()
    if ends == "dropped":
        drop(found, at)
    else:
        make.send(found, at.sara, make.later(3))
        make.answer(found, "accepted", at.mette, now=make.later(4))
    found.refresh_from_db()
    assert found.opening == {}
