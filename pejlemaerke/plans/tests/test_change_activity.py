"""An activity is added, changed, confirmed, taken out and up again; it waits for others, never in a ring."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Event, Turn

from .. import actions
from ..fields import HoursSaid
from ..models import Activity, Hours, Waits
from . import factories as make

pytestmark = pytest.mark.django_db


def test_added_it_is_tentative_and_the_leader_confirms_it():
    at = make.line()
    plan = make.plan("empty", at)
    made = make.activity("tentative", plan)
    assert (made.first, made.precision, made.sequence) == (date(2026, 11, 10), "day", 0)
    turn = Turn.objects.about(made).get()
    assert (turn.owner, turn.what, turn.due) == (f"leader:{at.nord.pk}", "plans.confirm", date(2026, 11, 10))
    assert make.causes(made) == {("plans.plan", plan.pk)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"starts": time(9), "ends": time(9)},
        {"starts": time(9), "when": "november 2026"},
        {"starts": time(9), "when": ""},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_begun(wrong):
    plan = make.plan("empty")
    with pytest.raises(Refused):
        make.activity("tentative", plan, **wrong)
    assert not Activity.objects.exists()
    assert make.again(plan).begun_at is None


def test_a_stage_of_another_plan_is_refused():
    at = make.line()
    plan, other = make.plan("empty", at), make.plan("empty", at, unit=at.syd)
    with pytest.raises(Refused):
        make.activity("tentative", plan, stage=make.stage(other))


def test_another_organisation_adds_nothing():
    plan = make.plan("empty")
    stranger = people.person(
        "Ane", "Vik", people.unit("Andenby", organisation=people.organisation("Andenby"))
    )
    with pytest.raises(Refused):
        actions.add_activity(plan, make.fields(), by=make.by(stranger), now=make.NOW)
    assert not Activity.objects.exists()


def test_who_is_responsible_holds_it():
    at = make.line()
    plan = make.plan("empty", at)
    its = {
        f"leader:{at.nord.pk}": {},
        f"person:{at.ali.pk}": {"responsible": at.ali},
        f"chair:{at.lmu.pk}": {"body": at.lmu},
    }
    for owner, given in its.items():
        assert make.turns(make.activity("confirmed", plan, **given)) == {(owner, "plans.hold")}


def test_a_moved_one_keeps_its_identity_and_says_where_it_was():
    at = make.line()
    made = make.activity("confirmed", make.plan("empty", at))
    since = Turn.objects.about(made).get().since
    actions.change_activity(
        made, make.fields(when="24. november 2026"), by=make.by(at.sara), now=make.later()
    )
    turn = Turn.objects.about(made).get()
    assert (turn.due, turn.since) == (date(2026, 11, 24), since)
    assert (made.state, made.sequence, made.changed_at) == ("confirmed", 2, make.later())
    event = Event.objects.about(made).get(verb="moved")
    assert event.detail["before"] == {"first": "2026-11-10", "last": "2026-11-10"}


def test_changed_without_moving_it_is_changed():
    at = make.line()
    made = make.activity("tentative", make.plan("empty", at))
    hours = (HoursSaid("støttepersonerne", Decimal("2.5"), "week", "De hjælper de andre"),)
    actions.change_activity(made, make.fields("Nyt navn", hours=hours), by=make.by(at.sara), now=make.NOW)
    assert make.verbs(made) == ["added", "changed"]
    assert make.again(made).title == "Nyt navn"
    assert Hours.objects.get(activity=made).hours == Decimal("2.5")
    actions.change_activity(made, make.fields("Nyt navn"), by=make.by(at.sara), now=make.NOW)
    assert not Hours.objects.exists()


def test_a_new_responsible_gets_the_turn():
    at = make.line()
    made = make.activity("confirmed", make.plan("empty", at))
    actions.change_activity(made, make.fields(responsible=at.ali), by=make.by(at.sara), now=make.later())
    assert make.turns(made) == {(f"person:{at.ali.pk}", "plans.hold")}
    assert Turn.objects.about(made).get().since == make.later()


@pytest.mark.parametrize("state", ["held", "not_held", "dropped"])
def test_what_is_closed_is_not_changed(state):
    at = make.line()
    made = make.activity(state, make.plan("empty", at))
    with pytest.raises(Refused):
        actions.change_activity(made, make.fields("Andet"), by=make.by(at.sara), now=make.NOW)
    assert make.again(made).title != "Andet"


@pytest.mark.parametrize("act", ["change", "confirm", "drop"])
def test_who_saw_it_open_gets_a_conflict_when_it_was_held_meanwhile(act):
    at = make.line()
    made = make.activity("tentative", make.plan("empty", at))
    stale = make.again(made)
    actions.close_held(made, held_on=make.TODAY, no_product_reason="Kort", by=make.by(at.sara), now=make.NOW)
    do = {
        "change": lambda **how: actions.change_activity(stale, make.fields(when="24. november 2026"), **how),
        "confirm": lambda **how: actions.confirm_activity(stale, **how),
        "drop": lambda **how: actions.drop_activity(stale, **how),
    }[act]
    with pytest.raises(Conflict):
        do(by=make.by(at.sara), now=make.NOW)
    assert (make.again(made).state, make.again(made).first) == ("held", date(2026, 11, 10))


def test_the_sequence_never_falls_whoever_saw_an_older_one():
    at = make.line()
    made = make.activity("tentative", make.plan("empty", at))
    stale = make.again(made)
    for day in ("11. november 2026", "12. november 2026"):
        actions.change_activity(made, make.fields(when=day), by=make.by(at.sara), now=make.NOW)
    actions.change_activity(stale, make.fields(when="13. november 2026"), by=make.by(at.sara), now=make.NOW)
    assert make.again(made).sequence == 3


def test_confirmed_needs_days():
    at = make.line()
    made = make.activity("tentative", make.plan("empty", at), when="planlægges senere")
    with pytest.raises(Refused):
        actions.confirm_activity(made, by=make.by(at.sara), now=make.NOW)
    assert make.again(made).state == "tentative"
    actions.change_activity(made, make.fields(), by=make.by(at.sara), now=make.NOW)
    actions.confirm_activity(made, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Refused):
        actions.change_activity(made, make.fields(when=""), by=make.by(at.sara), now=make.NOW)
    assert make.again(made).first == date(2026, 11, 10)


def test_days_taken_away_meanwhile_are_not_confirmed():
    at = make.line()
    made = make.activity("tentative", make.plan("empty", at))
    stale = make.again(made)
    actions.change_activity(made, make.fields(when=""), by=make.by(at.sara), now=make.NOW)
    with pytest.raises(Refused):
        actions.confirm_activity(stale, by=make.by(at.sara), now=make.NOW)


def test_back_to_tentative_and_out_and_up_again():
    at = make.line()
    made = make.activity("confirmed", make.plan("empty", at))
    who = {"by": make.by(at.sara), "now": make.NOW}
    actions.make_tentative(made, **who)
    assert make.turns(made) == {(f"leader:{at.nord.pk}", "plans.confirm")}
    actions.drop_activity(made, note="Vi har nok", **who)
    assert not make.turns(made)
    assert Event.objects.about(made).get(verb="dropped").note == "Vi har nok"
    actions.make_tentative(made, **who)
    assert make.again(made).state == "tentative"
    assert made.sequence == 4


def test_what_was_held_is_not_taken_out():
    at = make.line()
    made = make.activity("held", make.plan("empty", at))
    with pytest.raises(Refused):
        actions.drop_activity(made, by=make.by(at.sara), now=make.NOW)


def test_a_failure_leaves_nothing_half(monkeypatch):
    at = make.line()
    made = make.activity("tentative", make.plan("empty", at))

    def fails(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("pejlemaerke.record.actions.set_turns", fails)
    with pytest.raises(RuntimeError):
        actions.change_activity(made, make.fields("Halvt"), by=make.by(at.sara), now=make.NOW)
    assert make.again(made).title != "Halvt"
    assert make.verbs(made) == ["added"]


# -- waiting -----------------------------------------------------------------------------------------------------


def test_it_waits_for_others_of_the_plan():
    at = make.line()
    plan = make.plan("empty", at)
    one, two = make.activity("tentative", plan), make.activity("tentative", plan)
    who = {"by": make.by(at.sara), "now": make.NOW}
    actions.set_waits(one, [two, two], **who)
    assert Waits.objects.get().after == two
    actions.set_waits(one, [], **who)
    assert not Waits.objects.exists()
    assert make.verbs(one) == ["added", "waits", "waits"]


def test_a_ring_is_refused_and_named():
    at = make.line()
    plan = make.plan("empty", at)
    who = {"by": make.by(at.sara), "now": make.NOW}
    a, b, c = (make.activity("tentative", plan, title=name) for name in ("Første", "Anden", "Tredje"))
    actions.set_waits(a, [b], **who)
    actions.set_waits(b, [c], **who)
    for closing in ([a], [c]):
        with pytest.raises(Refused) as refused:
            actions.set_waits(c, closing, **who)
    assert "Tredje → Tredje" in str(refused.value)
    with pytest.raises(Refused) as refused:
        actions.set_waits(c, [a], **who)
    assert "Tredje → Første → Anden → Tredje" in str(refused.value)
    assert Waits.objects.filter(activity=c).count() == 0


def test_it_does_not_wait_for_another_plan():
    at = make.line()
    mine = make.activity("tentative", make.plan("empty", at))
    theirs = make.activity("tentative", make.plan("empty", at, unit=at.syd))
    with pytest.raises(Refused):
        actions.set_waits(mine, [theirs], by=make.by(at.sara), now=make.NOW)
