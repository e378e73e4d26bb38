"""A meeting is prepared, called, held and closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.mail.models import Letter
from pejlemaerke.record.models import Event, Link, Turn
from pejlemaerke.record.panel import read_trail

from .. import actions
from ..models import AgendaItem, DecidedPoint, MedItem, Meeting, Memo, Minutes
from . import factories as make

pytestmark = pytest.mark.django_db


def verbs(obj):
    return list(Event.objects.about(obj).values_list("verb", flat=True))


def state_of(obj):
    return type(obj).objects.get(pk=obj.pk).state


def turn(obj):
    return Turn.objects.about(obj).get()


def change(meeting, at, **given):
    words = {
        "starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "place": meeting.place,
        "secretary": meeting.secretary,
    }  # fmt: skip
    actions.change_meeting(meeting, **{**words, **given}, by=make.by(at.karin), now=make.NOW)


# -- before ----------------------------------------------------------------------------------------------------


def test_a_new_meeting_is_its_secretarys_turn():
    at = make.body()
    meeting = make.meeting("draft", at, memos=[])
    assert (turn(meeting).owner, turn(meeting).what) == (f"person:{at.hanne.pk}", "meetings.call")
    assert turn(meeting).due == meeting.starts_at.date()


def test_it_cannot_end_before_it_begins_nor_be_kept_by_somebody_who_left():
    at = make.body()
    given = {"committee": at.committee, "place": "", "by": make.by(at.hanne), "now": make.NOW}
    with pytest.raises(Refused):
        actions.create_meeting(
            starts_at=make.later(), ends_at=make.later() - timedelta(hours=1), secretary=at.hanne, **given
        )
    at.mette.left_on = date(2026, 1, 1)
    with pytest.raises(Refused):
        actions.create_meeting(starts_at=make.later(), ends_at=None, secretary=at.mette, **given)
    assert not Meeting.objects.exists()


def test_a_memo_on_the_agenda_waits_for_no_other():
    at = make.body()
    memo = make.memo("sent", at)
    meeting = make.meeting("draft", at, memos=[memo])
    assert (state_of(memo), meeting.items.get().title) == ("on_agenda", memo.title)
    assert not Turn.objects.about(memo).exists()
    assert verbs(memo)[-1] == "put_on_agenda"
    with pytest.raises(Refused):
        actions.add_item(meeting, memo=memo, by=make.by(at.hanne), now=make.NOW)
    assert meeting.items.count() == 1


def test_only_what_was_sent_to_this_body_goes_on_its_agenda():
    at = make.body()
    meeting = make.meeting("draft", at, memos=[])
    elsewhere = make.memo("sent", at, committee=at.lmu)
    for given in (
        {"memo": make.memo("draft", at)},
        {"memo": elsewhere},
        {"med_item": make.med_item("planned", at)},
        {"title": " "},
    ):
        with pytest.raises(Refused):
            actions.add_item(meeting, **given, by=make.by(at.hanne), now=make.NOW)
    assert not meeting.items.exists()


def test_a_closed_memo_makes_a_closed_item_that_stays_closed():
    at = make.body()
    memo = make.memo("sent", at, make.content(is_closed=True))
    item = make.meeting("draft", at, memos=[memo]).items.get()
    assert item.is_closed
    actions.edit_item(item, title="Nyt navn", text="", is_closed=False, by=make.by(at.hanne), now=make.NOW)
    item.refresh_from_db()
    assert (item.title, item.is_closed) == ("Nyt navn", True)


def test_items_are_put_in_order_and_taken_off():
    at = make.body()
    memos = [make.memo("sent", at, title=title) for title in ("Et", "To", "Tre")]
    meeting = make.meeting("draft", at, memos=memos)
    one, two, three = meeting.items.all()
    actions.order_items(meeting, [three.pk, one.pk, two.pk], by=make.by(at.hanne), now=make.NOW)
    assert [item.title for item in meeting.items.all()] == ["Tre", "Et", "To"]
    with pytest.raises(Conflict):
        actions.order_items(meeting, [three.pk], by=make.by(at.hanne), now=make.NOW)
    actions.remove_item(AgendaItem.objects.get(pk=two.pk), by=make.by(at.hanne), now=make.NOW)
    assert [item.position for item in meeting.items.all()] == [1, 2]
    assert state_of(memos[1]) == "sent"
    assert turn(memos[1]).what == "meetings.take_up_memo"


def test_calling_fixes_the_memos_and_writes_to_the_members_but_names_no_closed_item():
    at = make.body()
    open_, closed = (
        make.memo("sent", at),
        make.memo("sent", at, make.content(is_closed=True), title="Hemmeligt"),
    )
    meeting = make.meeting("called", at, memos=[open_, closed])
    assert [item.revision_id for item in meeting.items.all()] == [open_.current_id, closed.current_id]
    letters = list(Letter.objects.all())
    assert {letter.to for letter in letters} == {person.email for person in (at.karin, at.per, at.mette)}
    assert open_.title in letters[0].body
    assert "Hemmeligt" not in letters[0].body
    assert meeting.get_absolute_url() in letters[0].body
    assert turn(meeting).what == "meetings.open"


def test_an_empty_agenda_is_not_called():
    at = make.body()
    meeting = make.meeting("draft", at, memos=[])
    with pytest.raises(Refused):
        actions.call_meeting(meeting, by=make.by(at.hanne), now=make.NOW)
    assert (state_of(meeting), Letter.objects.count()) == ("draft", 0)


def test_moving_a_called_meeting_moves_it_in_calendars_and_tells_the_members():
    at = make.body()
    meeting = make.meeting("called", at)
    Letter.objects.all().delete()
    change(meeting, at, starts_at=make.later(9), ends_at=None)
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert turn(meeting).due == meeting.starts_at.date()
    assert {letter.to for letter in Letter.objects.all()} == {at.per.email, at.mette.email}
    change(meeting, at, secretary=at.sara)
    meeting.refresh_from_db()
    assert (meeting.sequence, turn(meeting).owner) == (1, f"person:{at.sara.pk}")
    assert Letter.objects.count() == 2


def test_nothing_changes_nothing_happens():
    at = make.body()
    meeting = make.meeting("draft", at)
    before = verbs(meeting)
    change(meeting, at)
    assert verbs(meeting) == before


def test_cancelled_its_items_wait_for_another_meeting():
    at = make.body()
    memo = make.memo("sent", at)
    meeting = make.meeting("called", at, memos=[memo])
    actions.cancel_meeting(meeting, by=make.by(at.hanne), now=make.NOW, reason="Sygdom")
    assert (state_of(meeting), meeting.sequence, state_of(memo)) == ("cancelled", 1, "sent")
    assert Letter.objects.filter(subject__contains=at.committee.name).count() == 6


def test_it_begins_only_when_called_and_then_the_agenda_stands():
    at = make.body()
    meeting = make.meeting("draft", at)
    with pytest.raises(Refused):
        actions.open_meeting(meeting, by=make.by(at.hanne), now=make.NOW)
    actions.call_meeting(meeting, by=make.by(at.hanne), now=make.NOW)
    actions.open_meeting(meeting, by=make.by(at.hanne), now=make.NOW)
    item = meeting.items.get()
    for act in (
        lambda: actions.add_item(meeting, title="Nyt", by=make.by(at.hanne), now=make.NOW),
        lambda: actions.remove_item(item, by=make.by(at.hanne), now=make.NOW),
        lambda: actions.cancel_meeting(meeting, by=make.by(at.hanne), now=make.NOW),
        lambda: change(meeting, at, place="Et andet sted"),
    ):
        with pytest.raises(Refused):
            act()
    assert meeting.items.count() == 1


# -- while it lasts --------------------------------------------------------------------------------------------


def test_outcomes_are_recorded_only_while_it_lasts():
    at = make.body()
    for state in ("called", "closed"):
        item = make.meeting(state, at).items.get()
        for act in (
            lambda item=item: actions.record_outcome(
                item, discussed="x", outcome="treated", by=make.by(at.hanne), now=make.NOW
            ),
            lambda item=item: make.point(item, at),
            lambda item=item: actions.move_item(item, None, by=make.by(at.hanne), now=make.NOW),
            lambda item=item: actions.record_present(
                item.meeting, "Alle", by=make.by(at.hanne), now=make.NOW
            ),
        ):
            with pytest.raises(Conflict):
                act()


def test_a_point_reads_its_period_and_keeps_its_own_words():
    at = make.body()
    item = make.meeting("in_progress", at).items.get()
    point = make.point(item, at)
    assert (point.position, point.period_text, point.recorded_by_name) == (
        1, "efter sommerferien 2027", at.hanne.name,
    )  # fmt: skip
    assert point.first is not None
    confirmed = make.point(
        item,
        at,
        period_text="når det er lyst",
        first=date(2027, 4, 1),
        last=date(2027, 4, 30),
        precision="month",
    )
    assert (confirmed.first, confirmed.position) == (date(2027, 4, 1), 2)
    unread = make.point(item, at, period_text="snarest muligt")
    assert unread.first is None


@pytest.mark.parametrize(
    "given",
    [
        {"text": " "},
        {"asked": "b", "answer": ""},
        {"asked": "", "answer": "approved"},
        {"asked": "z", "answer": "approved"},
        {"answer": "maybe"},
        {"period_text": "x", "first": date(2027, 2, 1), "last": date(2027, 1, 1), "precision": "range"},
    ],
)
def test_a_point_that_says_too_little_is_refused(given):
    at = make.body()
    item = make.meeting("in_progress", at).items.get()
    with pytest.raises(Refused):
        make.point(item, at, **given)
    assert not item.points.exists()


def test_points_are_changed_ordered_and_removed_while_it_lasts():
    at = make.body()
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    one, two = make.point(item, at), make.point(item, at, text="To", asked="", answer="")
    actions.edit_point(one, text="Et", by=make.by(at.hanne), now=make.later(7))
    actions.order_points(item, [two.pk, one.pk], by=make.by(at.hanne), now=make.later(7))
    assert [point.text for point in item.points.all()] == ["To", "Et"]
    assert (DecidedPoint.objects.get(pk=one.pk).asked, DecidedPoint.objects.get(pk=one.pk).first) == (
        "",
        None,
    )
    actions.remove_point(two, by=make.by(at.hanne), now=make.later(7))
    assert Event.objects.about(meeting).get(verb="point_removed").note == "To"
    with pytest.raises(Conflict):
        actions.edit_point(two, text="Tilbage", by=make.by(at.hanne), now=make.later(7))
    assert item.points.count() == 1


def test_moved_to_a_later_meeting_the_memo_goes_along():
    at = make.body()
    memo = make.memo("sent", at)
    meeting = make.meeting("in_progress", at, memos=[memo])
    later = make.meeting("called", at, memos=[make.memo("sent", at)], starts=make.later(20))
    item = meeting.items.get()
    there = actions.move_item(item, later, by=make.by(at.hanne), now=make.later(7))
    assert (item.outcome, item.moved_to, there.position) == ("moved", there, 2)
    assert (there.memo_id, there.revision_id) == (memo.pk, memo.current_id)
    assert state_of(memo) == "on_agenda"
    actions.close_meeting(meeting, by=make.by(at.hanne), now=make.later(7))
    assert state_of(memo) == "on_agenda"
    with pytest.raises(Refused):
        actions.remove_item(there, by=make.by(at.hanne), now=make.later(7))


def test_moved_without_a_meeting_the_memo_waits_and_can_be_brought_back():
    at = make.body()
    memo = make.memo("sent", at)
    item = make.meeting("in_progress", at, memos=[memo]).items.get()
    actions.move_item(item, None, by=make.by(at.hanne), now=make.later(7))
    assert state_of(memo) == "sent"
    with pytest.raises(Refused):
        actions.record_outcome(item, discussed="", outcome="treated", by=make.by(at.hanne), now=make.later(7))
    item = AgendaItem.objects.get(pk=item.pk)
    actions.bring_back_item(item, by=make.by(at.hanne), now=make.later(7))
    assert (item.outcome, state_of(memo)) == ("", "on_agenda")


def test_brought_back_from_a_later_meeting_it_leaves_that_agenda():
    at = make.body()
    item = make.meeting("in_progress", at).items.get()
    later = make.meeting("draft", at, memos=[], starts=make.later(20))
    actions.move_item(item, later, by=make.by(at.hanne), now=make.later(7))
    actions.bring_back_item(AgendaItem.objects.get(pk=item.pk), by=make.by(at.hanne), now=make.later(7))
    assert not later.items.exists()


def test_what_got_on_since_is_not_brought_back():
    at = make.body()
    memo = make.memo("sent", at)
    item = make.meeting("in_progress", at, memos=[memo]).items.get()
    actions.move_item(item, None, by=make.by(at.hanne), now=make.later(7))
    actions.take_back_memo(Memo.objects.get(pk=memo.pk), by=make.by(at.sara), now=make.later(7))
    with pytest.raises(Refused):
        actions.bring_back_item(AgendaItem.objects.get(pk=item.pk), by=make.by(at.hanne), now=make.later(7))


def test_an_item_moves_only_forward_within_its_body_and_never_into_oblivion():
    at = make.body()
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    earlier = make.meeting("draft", at, memos=[], starts=make.later(1))
    elsewhere = actions.create_meeting(
        committee=at.lmu, starts_at=make.later(20), ends_at=None, place="", secretary=at.sara, by=make.by(at.sara),
        now=make.NOW,
    )  # fmt: skip
    for there in (earlier, elsewhere, meeting):
        with pytest.raises(Refused):
            actions.move_item(item, there, by=make.by(at.hanne), now=make.later(7))
    plain = AgendaItem.objects.create(
        organisation=at.organisation, meeting=meeting, position=2, title="Eventuelt"
    )
    with pytest.raises(Refused):
        actions.move_item(plain, None, by=make.by(at.hanne), now=make.later(7))
    make.point(item, at)
    with pytest.raises(Refused):
        actions.move_item(item, None, by=make.by(at.hanne), now=make.later(7))


# -- closing ---------------------------------------------------------------------------------------------------


def test_closing_settles_what_was_decided_and_begins_the_minutes():
    at = make.body()
    memo = make.memo("sent", at)
    meeting = make.meeting("closed", at, memos=[memo])
    minutes = Minutes.objects.get(meeting=meeting)
    assert (state_of(memo), minutes.state) == ("treated", "written")
    assert set(DecidedPoint.objects.values_list("settled", flat=True)) == {True}
    assert set(AgendaItem.objects.values_list("settled", flat=True)) == {True}
    assert turn(minutes).what == "meetings.send_minutes"
    assert not Turn.objects.about(meeting).exists()


def test_the_thread_of_a_decision_names_its_memo_and_meeting_and_no_other_memo():
    at = make.body()
    memo, other = make.memo("sent", at), make.memo("sent", at, title="Noget helt andet")
    meeting = make.meeting("closed", at, memos=[memo, other])
    point = DecidedPoint.objects.filter(item__memo=memo).first()
    trail = read_trail(point, make.scope_of(at.karin))
    assert {step.url for step in trail.causes} == {memo.get_absolute_url(), meeting.get_absolute_url()}
    down = read_trail(memo, make.scope_of(at.karin))
    assert point.get_absolute_url() in {step.url for step in down.effects}


def test_a_point_under_a_med_item_comes_from_it():
    at = make.body()
    matter = make.med_item("on_agenda", at)
    meeting = matter.agenda_items.get().meeting
    actions.call_meeting(meeting, by=make.by(at.sara), now=make.NOW)
    actions.open_meeting(meeting, by=make.by(at.sara), now=make.later(30))
    item = meeting.items.get()
    point = make.point(item, at)
    actions.record_outcome(item, discussed="", outcome="treated", by=make.by(at.sara), now=make.later(30))
    actions.close_meeting(meeting, by=make.by(at.sara), now=make.later(30))
    assert Link.objects.filter(cause_id=matter.pk, effect_id=point.pk).exists()
    assert MedItem.objects.get(pk=matter.pk).state == "on_agenda"


def test_untreated_items_are_named_and_nothing_is_settled():
    at = make.body()
    meeting = make.meeting("in_progress", at)
    make.point(meeting.items.get(), at)
    with pytest.raises(Refused, match="Besøg hos nye borgere"):
        actions.close_meeting(meeting, by=make.by(at.hanne), now=make.later(7))
    assert state_of(meeting) == "in_progress"
    assert not DecidedPoint.objects.filter(settled=True).exists()
    assert not Minutes.objects.exists()


def test_a_failure_while_closing_settles_nothing(monkeypatch):
    at = make.body()
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    make.point(item, at)
    actions.record_outcome(item, discussed="", outcome="treated", by=make.by(at.hanne), now=make.later(7))

    def fails(*args, **kwargs):
        raise RuntimeError("the power went")

    monkeypatch.setattr("pejlemaerke.record.actions.begin_all", fails)
    with pytest.raises(RuntimeError):
        actions.close_meeting(meeting, by=make.by(at.hanne), now=make.later(7))
    assert state_of(meeting) == "in_progress"
    assert state_of(item.memo) == "on_agenda"
    assert not DecidedPoint.objects.filter(settled=True).exists()
    assert not Link.objects.filter(cause_id=meeting.pk).exists()


def test_closed_twice_the_second_is_told():
    at = make.body()
    meeting = make.meeting("closed", at)
    with pytest.raises(Refused):
        actions.close_meeting(meeting, by=make.by(at.hanne), now=make.later(7))
    meeting.state = "in_progress"  # as somebody who has not seen it sees it
    with pytest.raises(Conflict):
        actions.close_meeting(meeting, by=make.by(at.hanne), now=make.later(7))
    assert Minutes.objects.count() == 1
