"""How it went is said, and survives: products, reasons, and what goes on to the next turn of a series."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pejlemaerke.core.errors import Refused
from pejlemaerke.record.models import Event

from .. import actions
from ..fields import Said
from ..models import Activity, Product
from . import factories as make

pytestmark = pytest.mark.django_db

SAID = Said("came-out", "Hvad kom der ud af det?", "Vi begynder i Nord")


def held(activity, **given):
    who = make.by(make.leader_of(activity.plan))
    actions.close_held(activity, **{"held_on": make.TODAY, "by": who, "now": make.NOW, **given})


@pytest.mark.parametrize("state", ["tentative", "confirmed"])
def test_a_meeting_is_held_with_what_was_said(state):
    made = make.activity(state)
    held(made, products=[SAID], note="Alle var med")
    made = make.again(made)
    assert (made.state, made.held_on, made.note) == ("held", make.TODAY, "Alle var med")
    assert make.verbs(made)[-1] == "held"
    assert make.verbs(made).count("confirmed") == (state == "confirmed")
    assert Product.objects.get(activity=made).text == "Vi begynder i Nord"
    assert not make.turns(made)


@pytest.mark.parametrize("kind", ["meeting", "workshop"])
def test_without_a_product_a_reason_is_asked_for(kind):
    made = make.activity("confirmed", kind=kind)
    for products in ([], [Said("came-out", "Hvad kom der ud af det?", "  ")]):
        with pytest.raises(Refused):
            held(made, products=products)
    assert make.again(made).state == "confirmed"
    held(made, no_product_reason="Vi nåede det ikke")
    assert make.again(made).no_product_reason == "Vi nåede det ikke"


def test_other_things_are_simply_held():
    made = make.activity("confirmed", kind="visit")
    held(made)
    assert make.again(made).state == "held"


def test_what_the_playbook_asks_for_is_asked_of_any_kind():
    at = make.line()
    plan = make.plan("empty", at)
    (gathered,) = make.take(plan, at.sara, "gather")
    with pytest.raises(Refused):
        held(gathered)


def test_it_is_not_held_on_a_day_to_come():
    made = make.activity("confirmed")
    with pytest.raises(Refused):
        held(made, held_on=make.TODAY + timedelta(days=1), products=[SAID])


def test_what_had_no_days_gets_the_one_it_was_held_on():
    made = make.activity("tentative", when="planlægges senere")
    held(made, products=[SAID])
    made = make.again(made)
    assert (made.first, made.last, made.precision) == (make.TODAY, make.TODAY, "day")
    actions.reopen_activity(made, by=make.by(make.leader_of(made.plan)), now=make.NOW)
    assert (made.state, made.first) == ("confirmed", make.TODAY)


def test_a_workshop_says_it_for_each_service():
    at = make.line()
    plan = make.plan("empty", at)
    (workshop,) = make.take(plan, at.sara, "own-words")
    baths, meals = (make.service(at.nord, name, at.sara) for name in ("Bad", "Måltider"))
    held(
        workshop,
        products=[
            Said("wording", "Vores ord", "Trygge bade", baths),
            Said("wording", "Vores ord", "Mad i ro", meals),
            Said("wording", "Vores ord", "Det hele"),
        ],
    )
    found = Product.objects.filter(activity=workshop).values_list("service__name", "text")
    assert set(found) == {("Bad", "Trygge bade"), ("Måltider", "Mad i ro"), (None, "Det hele")}


def test_reopened_what_was_said_stays_until_it_is_closed_again():
    at = make.line()
    made = make.activity("held", make.plan("empty", at))
    actions.reopen_activity(made, by=make.by(at.sara), now=make.NOW)
    assert (made.state, made.held_on) == ("confirmed", None)
    assert make.turns(made) == {(f"leader:{at.nord.pk}", "plans.hold")}
    assert Product.objects.count() == 1
    held(made, products=[Said("came-out", "Hvad kom der ud af det?", "Noget andet")])
    assert Product.objects.get().text == "Noget andet"


@pytest.mark.parametrize("state", ["tentative", "confirmed"])
def test_not_held_says_why_and_can_be_planned_again(state):
    at = make.line()
    made = make.activity(state, make.plan("empty", at))
    who = {"by": make.by(at.sara), "now": make.NOW}
    with pytest.raises(Refused):
        actions.close_not_held(made, note=" ", **who)
    actions.close_not_held(made, note="For mange var syge", **who)
    assert (make.again(made).state, make.again(made).note) == ("not_held", "For mange var syge")
    assert Event.objects.about(made).get(verb="not_held").note == "For mange var syge"
    assert not make.turns(made)
    actions.reopen_activity(made, **who)
    assert made.state == "tentative"


@pytest.mark.parametrize("state", ["tentative", "confirmed"])
def test_what_is_open_is_not_opened_again(state):
    made = make.activity(state)
    with pytest.raises(Refused):
        actions.reopen_activity(made, by=make.by(make.leader_of(made.plan)), now=make.NOW)
    assert make.again(made).state == state


def test_closed_twice_is_refused():
    made = make.activity("held")
    with pytest.raises(Refused):
        held(made, products=[SAID])


# -- a series that carries over ----------------------------------------------------------------------------------


@pytest.fixture
def turns():
    at = make.line()
    plan = make.plan("empty", at)
    return make.take(plan, at.sara, "walk-through")


def carried(turns):
    return list(
        Activity.objects.filter(series=turns[0].series).order_by("number").values_list("carried", flat=True)
    )[:4]


def close(turn, ends=""):
    held(turn, products=[SAID], open_ends=ends)


def who(turns):
    return {"by": make.by(make.leader_of(turns[0].plan)), "now": make.NOW}


def test_what_is_left_open_stands_on_the_next(turns):
    close(turns[0], "Nøglerne")
    assert carried(turns) == ["", "Nøglerne", "", ""]
    close(turns[1])
    assert carried(turns) == ["", "Nøglerne", "", ""]


def test_a_turn_not_held_hands_on_what_it_carried(turns):
    close(turns[0], "Nøglerne")
    actions.close_not_held(turns[1], note="Sne", **who(turns))
    assert carried(turns) == ["", "Nøglerne", "Nøglerne", ""]
    close(turns[2], "Bilen")
    assert carried(turns)[3] == "Bilen"


def test_so_does_one_that_is_taken_out_until_it_is_taken_up_again(turns):
    close(turns[0], "Nøglerne")
    actions.drop_activity(turns[1], **who(turns))
    assert carried(turns)[2] == "Nøglerne"
    actions.make_tentative(turns[1], **who(turns))
    assert carried(turns) == ["", "Nøglerne", "", ""]


def test_a_turn_closed_anew_says_what_it_leaves_now(turns):
    close(turns[0], "Nøglerne")
    actions.reopen_activity(turns[0], **who(turns))
    close(turns[0], "Bilen")
    assert carried(turns)[1] == "Bilen"


def test_and_does_not_cover_what_the_one_after_it_left(turns):
    close(turns[0], "Nøglerne")
    close(turns[1], "Bilen")
    actions.reopen_activity(turns[0], **who(turns))
    close(turns[0], "Vagterne")
    assert carried(turns)[2] == "Bilen"


def test_a_pause_in_mid_series_moves_what_is_to_be_and_carries_on(turns):
    plan = turns[0].plan
    close(turns[0], "Nøglerne")
    before = list(
        Activity.objects.filter(series=turns[0].series).order_by("number").values_list("first", flat=True)
    )
    actions.pause_plan(plan, reason="Influenza", on=make.TODAY, **who(turns))
    actions.resume_plan(plan, days=14, **who(turns))
    after = list(
        Activity.objects.filter(series=turns[0].series).order_by("number").values_list("first", flat=True)
    )
    assert after[0] == before[0]
    assert all(new >= old + timedelta(days=14) for old, new in zip(before[1:], after[1:], strict=True))
    assert carried(turns)[1] == "Nøglerne"
    close(make.again(turns[1]), "Bilen")
    assert carried(turns)[2] == "Bilen"


def test_a_series_that_does_not_carry_leaves_the_next_alone(turns):
    type(turns[0].series).objects.update(carries_over=False)
    close(make.again(turns[0]), "Nøglerne")
    assert carried(turns) == ["", "", "", ""]
