"""A matter is brought before MED, talked through and concluded: sent is not discussed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Event, Link, Turn

from .. import actions
from ..models import MedItem
from . import factories as make

pytestmark = pytest.mark.django_db


def again(item):
    return MedItem.objects.get(pk=item.pk)


def edit(item, at, **given):
    words = {
        "committee": item.committee, "decides_at": item.decides_at, "kind": item.kind, "title": item.title,
        "text": item.text, "decision_on": item.decision_on, "discuss_on": item.discuss_on,
        "papers_on": item.papers_on,
    }  # fmt: skip
    actions.edit_med_item(item, **{**words, **given}, by=make.by(at.sara), now=make.NOW)


def test_a_new_matter_is_the_chairs_turn_by_the_day_its_papers_go_out():
    at = make.body()
    item = make.med_item("planned", at)
    turn = Turn.objects.about(item).get()
    assert (turn.owner, turn.due) == (f"chair:{at.lmu.pk}", item.papers_on)


def test_it_is_traced_to_what_caused_it():
    at = make.body()
    memo = make.memo("sent", at)
    item = make.med_item("planned", at, cause=memo)
    assert Link.objects.get(effect_id=item.pk).cause_id == memo.pk


def test_only_med_and_work_environment_committees_are_asked():
    at = make.body()
    for given in ({"committee": at.committee}, {"kind": "hearing"}):
        with pytest.raises(Refused):
            make.med_item("planned", at, **given)
    elsewhere = people.committee(
        "LMU", people.unit("Andetsteds", organisation=people.organisation("Andenby"))
    )
    with pytest.raises(Refused):
        make.med_item("planned", at, committee=elsewhere)
    assert not MedItem.objects.exists()
    group = people.committee("AMG", at.nord, purpose="work_environment")
    assert make.med_item("planned", at, committee=group).state == "planned"


def test_changed_dates_move_the_turn():
    at = make.body()
    item = make.med_item("planned", at)
    edit(item, at, papers_on=None, discuss_on=item.discuss_on + timedelta(days=7))
    assert Turn.objects.about(item).get().due == again(item).discuss_on
    assert Event.objects.about(item).filter(verb="edited").exists()


def test_on_an_agenda_it_stays_with_its_committee():
    at = make.body()
    item = make.med_item("on_agenda", at)
    with pytest.raises(Refused):
        edit(item, at, committee=people.committee("LMU", at.nord))
    assert again(item).committee == at.lmu


def test_concluded_it_stands():
    at = make.body()
    item = make.med_item("planned", at)
    actions.write_views(
        item, staff_view="Vi er i tvivl", management_answer="", by=make.by(at.sara), now=make.later(36)
    )
    assert again(item).staff_view == "Vi er i tvivl"
    make.conclude(item, at)
    assert (item.state, item.concluded_by_name, again(item).conclusion) == (
        "concluded", at.sara.name, "Nord begynder med to grupper.",
    )  # fmt: skip
    assert not Turn.objects.about(item).exists()
    for change in (
        lambda: edit(item, at, title="Andet"),
        lambda: actions.write_views(
            item, staff_view="x", management_answer="", by=make.by(at.sara), now=make.later(38)
        ),
        lambda: actions.withdraw_med_item(item, by=make.by(at.sara), now=make.later(38)),
        lambda: make.conclude(item, at),
    ):
        with pytest.raises(Refused):
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        MedItem.objects.update(conclusion="Noget andet")


@pytest.mark.parametrize(
    ("kind", "left_out", "needs"),
    [
        ("discussion", "staff_view", "staff side"),
        ("discussion", "management_answer", "management"),
        ("guideline", "conclusion", "conclusion"),
        ("information", "discussed_on", "the day"),
    ],
)
def test_what_is_missing_is_named(kind, left_out, needs):
    at = make.body()
    item = make.med_item("planned", at, kind=kind)
    with translation.override("en"), pytest.raises(Refused, match=needs):
        make.conclude(item, at, **{left_out: None if left_out == "discussed_on" else " "})
    assert again(item).state == "planned"


def test_information_needs_only_the_day_it_was_given():
    at = make.body()
    item = make.med_item("planned", at, kind="information")
    make.conclude(item, at, staff_view="", management_answer="", conclusion="")
    assert item.state == "concluded"


def test_nothing_is_concluded_before_it_has_been_talked_through():
    at = make.body()
    item = make.med_item("on_agenda", at)
    with translation.override("en"):
        with pytest.raises(Refused, match="day that has not come"):
            make.conclude(item, at, discussed_on=make.TODAY + timedelta(days=60))
        with pytest.raises(Refused, match="has not begun"):
            make.conclude(item, at)
    assert again(item).state == "on_agenda"
    meeting = item.agenda_items.get().meeting
    actions.call_meeting(meeting, by=make.by(at.sara), now=make.NOW)
    actions.open_meeting(meeting, by=make.by(at.sara), now=make.later(30))
    make.conclude(again(item), at)
    assert again(item).state == "concluded"


def test_withdrawn_it_leaves_the_agenda():
    at = make.body()
    item = make.med_item("on_agenda", at)
    meeting = item.agenda_items.get().meeting
    actions.withdraw_med_item(item, by=make.by(at.sara), now=make.NOW, reason="Droppet af rådet")
    assert again(item).state == "withdrawn"
    assert not meeting.items.exists()


def test_of_two_who_conclude_the_second_is_told():
    at = make.body()
    item = make.med_item("planned", at)
    stale = again(item)
    make.conclude(item, at)
    with pytest.raises(Conflict):
        make.conclude(stale, at, conclusion="Noget andet")
    assert again(item).conclusion == "Nord begynder med to grupper."
