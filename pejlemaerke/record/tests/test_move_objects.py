"""State, event, turn and link stand or fall together, and of two who move the same thing one loses."""

from __future__ import annotations

import pytest
from django.db import transaction

from pejlemaerke import record
from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.tests.at_once import at_once
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.tests import factories as people

from ..models import Event, Link, Receipt, Turn

pytestmark = pytest.mark.django_db


def a_draft(at: make.Line, **given) -> Initiative:
    return Initiative(
        organisation=at.organisation, title="Nye veje", why="Rådet", sponsor=at.karin, unit=at.top,
        playbook_key="core-task", playbook_version=1, playbook_text="", created_at=make.NOW, **given,
    ).prepare()  # fmt: skip


def test_begin_writes_row_event_turn_and_cause():
    at = make.line()
    draft = a_draft(at)
    record.begin(draft, by=make.by(at.karin), now=make.NOW, cause=at.initiative)

    draft.refresh_from_db()
    assert draft.state == "draft"
    event = Event.objects.about(draft).get()
    assert (event.verb, event.to_state, event.person, event.person_name) == (
        "began", "draft", at.karin.pk, "Karin Dam",
    )  # fmt: skip
    turn = Turn.objects.about(draft).get()
    assert (turn.owner, turn.what) == (f"person:{at.karin.pk}", "initiatives.start")
    link = Link.objects.get(effect_id=draft.pk)
    assert (link.cause_type, link.cause_id) == ("initiatives.initiative", at.initiative.pk)


def test_begin_all_writes_no_event_of_its_own():
    at = make.line()
    drafts = [a_draft(at), a_draft(at)]
    record.begin_all(drafts, by=make.by(at.karin), now=make.NOW)
    keys = [draft.pk for draft in drafts]
    assert Turn.objects.filter(object_id__in=keys).count() == 2
    assert not Event.objects.filter(object_id__in=keys).exists()


def test_begin_refuses_another_organisation():
    at = make.line()
    stranger = people.person("Olga", "Nyt", organisation=people.organisation("Andenby"))
    with pytest.raises(Refused):
        record.begin(a_draft(at), by=make.by(stranger), now=make.NOW)
    assert not Initiative.objects.filter(title="Nye veje").exists()


def test_move_changes_state_fields_event_and_turn():
    at = make.line()
    backbrief = make.backbrief("draft", at)
    record.move(
        backbrief, "accepted", by=make.by(at.mette, behalf=at.sara), now=make.later(), verb="tried", note="Ja",
        phase="Fase 2",
    )  # fmt: skip
    backbrief.refresh_from_db()
    assert (backbrief.state, backbrief.phase) == ("accepted", "Fase 2")
    event = Event.objects.about(backbrief).order_by("at").last()
    assert (event.from_state, event.to_state, event.note) == ("draft", "accepted", "Ja")
    assert (event.person, event.on_behalf_of, event.on_behalf_of_name) == (
        at.mette.pk, at.sara.pk, "Sara Lind",
    )  # fmt: skip
    assert not Turn.objects.about(backbrief).exists()


def test_move_the_life_does_not_have_is_refused_and_writes_nothing():
    at = make.line()
    backbrief = make.backbrief("draft", at)
    before = Event.objects.count()
    with pytest.raises(Refused):
        record.move(backbrief, "lifted", by=make.by(at.sara), now=make.NOW, verb="tried")
    backbrief.refresh_from_db()
    assert backbrief.state == "draft"
    assert Event.objects.count() == before


def test_move_of_what_somebody_moved_first_is_a_conflict():
    at = make.line()
    backbrief = make.backbrief("draft", at)
    seen_before = Backbrief.objects.get(pk=backbrief.pk)
    make.send(backbrief, at.sara)
    turns = list(Turn.objects.about(backbrief).values_list("owner", "what"))
    with pytest.raises(Conflict):
        record.move(seen_before, "submitted", by=make.by(at.sara), now=make.NOW, verb="tried")
    assert seen_before.state == "draft"
    assert list(Turn.objects.about(backbrief).values_list("owner", "what")) == turns
    assert not Event.objects.about(backbrief).filter(verb="tried").exists()


def test_move_all_leaves_those_somebody_moved_meanwhile():
    at = make.line()
    brief = at.area_brief
    both = list(Backbrief.objects.filter(brief=brief).select_related("unit", "reviewer_unit"))
    assert [backbrief.state for backbrief in both] == ["not_begun", "not_begun"]
    make.write(Backbrief.objects.get(pk=both[0].pk), make.content(), at.sara)
    make.send(Backbrief.objects.get(pk=both[0].pk), at.sara)

    record.move_all(both, "draft", by=make.by(at.mette), now=make.NOW, verb="tried")

    first, second = (Backbrief.objects.get(pk=each.pk) for each in both)
    assert (first.state, second.state) == ("submitted", "draft")
    assert Turn.objects.about(first).get().what == "briefs.answer"
    assert Turn.objects.about(second).get().what == "briefs.finish"
    assert [event.object_id for event in Event.objects.filter(verb="tried")] == [second.pk]
    assert [backbrief.state for backbrief in both] == ["not_begun", "draft"]


def test_move_all_refuses_a_mixed_lot():
    at = make.line()
    draft = make.backbrief("draft", at)
    other = Backbrief.objects.get(brief=at.area_brief, unit=at.syd)
    with pytest.raises(ValueError, match="draft"):
        record.move_all([draft, other], "submitted", by=make.by(at.mette), now=make.NOW, verb="tried")


def test_a_new_date_does_not_make_a_turn_younger():
    at = make.line()
    backbrief = make.backbrief("draft", at)
    since = Turn.objects.about(backbrief).get().since
    backbrief.due = make.TOMORROW
    record.set_turns(backbrief, now=make.later(5))
    turn = Turn.objects.about(backbrief).get()
    assert (turn.since, turn.due) == (since, make.TOMORROW)


def test_rollback_takes_state_event_turn_and_link_together():
    at = make.line()
    at.initiative  # noqa: B018
    counted = (Event, Turn, Link, Initiative)
    before = [model.objects.count() for model in counted]

    def fails_at_the_end() -> None:
        with transaction.atomic():
            record.begin(a_draft(at), by=make.by(at.karin), now=make.NOW, cause=at.initiative)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_at_the_end()
    assert [model.objects.count() for model in counted] == before


def test_link_said_twice_is_one_link():
    at = make.line()
    draft = a_draft(at)
    record.begin(draft, by=make.by(at.karin), now=make.NOW, cause=at.initiative)
    record.link_all(at.initiative, [draft], now=make.later())
    assert Link.objects.filter(effect_id=draft.pk).count() == 1


# -- once ------------------------------------------------------------------------------------------------------


def test_once_gives_the_first_outcome_and_does_it_once():
    at = make.line()
    done = []

    def do() -> str:
        done.append(1)
        return f"outcome {len(done)}"

    outcomes = [record.once("klik", do, by=make.by(at.sara), now=make.NOW) for _again in range(3)]
    assert outcomes == ["outcome 1"] * 3
    assert len(done) == 1


def test_once_keeps_nothing_of_what_was_refused():
    at = make.line()

    def refused() -> None:
        raise Refused("nej")

    with pytest.raises(Refused):
        record.once("klik", refused, by=make.by(at.sara), now=make.NOW)
    assert record.once("klik", lambda: 7, by=make.by(at.sara), now=make.NOW) == 7


def test_once_tells_persons_and_long_keys_apart():
    at = make.line()
    long = "n" * 200
    assert record.once("klik", lambda: 1, by=make.by(at.sara), now=make.NOW) == 1
    assert record.once("klik", lambda: 2, by=make.by(at.bo), now=make.NOW) == 2
    assert record.once(long + "a", lambda: 3, by=make.by(at.bo), now=make.NOW) == 3
    assert record.once(long + "b", lambda: 4, by=make.by(at.bo), now=make.NOW) == 4


def test_once_without_a_key_simply_does_it():
    at = make.line()
    assert [record.once("", lambda: 1, by=make.by(at.sara), now=make.NOW) for _again in "ab"] == [1, 1]
    assert not Receipt.objects.exists()


# -- real threads ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_moves_and_one_gets_a_conflict():
    at = make.line()
    backbrief = make.backbrief("draft", at)
    mine, theirs = (Backbrief.objects.get(pk=backbrief.pk) for _each in "ab")

    def moving(obj: Backbrief):
        def job() -> str:
            with transaction.atomic():
                record.move(obj, "accepted", by=make.by(at.sara), now=make.NOW, verb="tried")
            return "moved"

        return job

    outcomes = at_once(moving(mine), moving(theirs))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "str"]
    assert Event.objects.about(backbrief).filter(verb="tried").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_clicks_at_once_one_is_done_and_all_get_its_outcome():
    at = make.line()
    done: list[int] = []

    def click() -> int:
        def do() -> int:
            done.append(1)
            return 42

        return record.once("klik", do, by=make.by(at.sara), now=make.NOW)

    assert at_once(*[click] * 4) == [42] * 4
    assert done == [1]
