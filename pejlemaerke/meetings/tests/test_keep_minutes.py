"""Approved minutes cannot be changed: whatever is tried, in whatever order, by action, row or query."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pejlemaerke.core.errors import Refused

from .. import actions
from ..models import AgendaItem, Correction, DecidedPoint, Meeting, MemoRevision, Minutes
from . import factories as make


def rows(minutes: Minutes) -> dict[str, list[dict[str, Any]]]:
    """Everything that was said and decided, as it stands in the database."""
    meeting = minutes.meeting_id
    return {
        "points": list(DecidedPoint.objects.filter(item__meeting=meeting).order_by("pk").values()),
        "items": list(AgendaItem.objects.filter(meeting=meeting).order_by("pk").values()),
        "corrections": list(Correction.objects.filter(minutes=minutes).order_by("pk").values()),
        "minutes": list(Minutes.objects.filter(pk=minutes.pk).values()),
        "meeting": list(Meeting.objects.filter(pk=meeting).values()),
        "memos": list(MemoRevision.objects.order_by("pk").values()),
    }


def save(model: Any, field: str) -> Callable[[Any, str], None]:
    def attack(machine: Any, words: str) -> None:
        row = model.objects.first()
        if row is not None:
            setattr(row, field, words)
            row.save()

    return attack


def update(model: Any, field: str, value: Any = None) -> Callable[[Any, str], None]:
    return lambda machine, words: model.objects.update(**{field: words if value is None else value})


def bulk(model: Any, field: str) -> Callable[[Any, str], None]:
    def attack(machine: Any, words: str) -> None:
        found = list(model.objects.all())
        for row in found:
            setattr(row, field, words)
        model.objects.bulk_update(found, [field])

    return attack


def add_point(machine: Any, words: str) -> None:
    DecidedPoint.objects.create(
        organisation=machine.at.organisation, item=AgendaItem.objects.first(), position=9, text=words,
        recorded_at=make.NOW,
    )  # fmt: skip


def add_row_to_agenda(machine: Any, words: str) -> None:
    AgendaItem.objects.create(
        organisation=machine.at.organisation, meeting=machine.minutes.meeting, position=9, title=words
    )


def add_row_of_correction(machine: Any, words: str) -> None:
    Correction.objects.create(
        organisation=machine.at.organisation, minutes=machine.minutes, text=words, at=make.NOW
    )


def act(do: Callable[[Any, str, dict[str, Any]], Any]) -> Callable[[Any, str], None]:
    return lambda machine, words: do(machine, words, {"by": make.by(machine.at.hanne), "now": make.later(12)})


def item(machine: Any) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting", "memo").filter(meeting=machine.minutes.meeting)[0]


def point(machine: Any) -> DecidedPoint:
    return DecidedPoint.objects.select_related("item__meeting").filter(item__meeting=machine.minutes.meeting)[
        0
    ]


def fresh(machine: Any) -> Minutes:
    return Minutes.objects.select_related("meeting__committee", "meeting__secretary").get(
        pk=machine.minutes.pk
    )


def pretending(machine: Any, state: str) -> Meeting:
    """The meeting as somebody sees it who has not noticed that it is over."""
    meeting = Meeting.objects.get(pk=machine.minutes.meeting_id)
    meeting.state = state
    return meeting


ATTACKS: dict[str, Callable[[Any, str], None]] = {
    "save point": save(DecidedPoint, "text"),
    "save item": save(AgendaItem, "discussed"),
    "save correction": save(Correction, "text"),
    "save meeting": save(Meeting, "present"),
    "save minutes": save(Minutes, "content_json"),
    "save memo": save(MemoRevision, "content_json"),
    "update point": update(DecidedPoint, "text"),
    "unsettle point": update(DecidedPoint, "settled", False),
    "unsettle item": update(AgendaItem, "settled", False),
    "update item": update(AgendaItem, "title"),
    "update correction": update(Correction, "text"),
    "update minutes": update(Minutes, "content_json"),
    "reopen minutes": update(Minutes, "state", "read_through"),
    "reopen meeting": update(Meeting, "state", "in_progress"),
    "update meeting": update(Meeting, "place"),
    "update memo": update(MemoRevision, "content_json"),
    "bulk point": bulk(DecidedPoint, "heading"),
    "bulk item": bulk(AgendaItem, "title"),
    "add point": add_point,
    "add item": add_row_to_agenda,
    "add correction": add_row_of_correction,
    "action record_point": act(lambda m, words, how: actions.record_point(item(m), text=words, **how)),
    "action edit_point": act(lambda m, words, how: actions.edit_point(point(m), text=words, **how)),
    "action remove_point": act(lambda m, words, how: actions.remove_point(point(m), **how)),
    "action record_outcome": act(
        lambda m, words, how: actions.record_outcome(item(m), discussed=words, outcome="", **how)
    ),
    "action move_item": act(lambda m, words, how: actions.move_item(item(m), None, **how)),
    "action remove_item": act(lambda m, words, how: actions.remove_item(item(m), **how)),
    "action add_item": act(
        lambda m, words, how: actions.add_item(pretending(m, "called"), title=words, **how)
    ),
    "action close": act(lambda m, words, how: actions.close_meeting(pretending(m, "in_progress"), **how)),
    "action cancel": act(lambda m, words, how: actions.cancel_meeting(pretending(m, "called"), **how)),
    "action present": act(
        lambda m, words, how: actions.record_present(pretending(m, "in_progress"), words, **how)
    ),
    "action correct": act(lambda m, words, how: actions.add_correction(fresh(m), words, **how)),
    "action approve again": act(lambda m, words, how: actions.approve_minutes(fresh(m), **how)),
}


class Keeping(RuleBasedStateMachine):
    """One meeting, whose minutes are read through; then approved at some moment, with attempts before and after."""

    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.at = make.body()
        self.minutes = make.minutes("read_through", self.at)
        self.kept: dict[str, list[dict[str, Any]]] | None = None

    @rule(name=st.sampled_from(sorted(ATTACKS)), words=st.sampled_from(["Nej", "Ja", "x" * 40]))
    def attempt(self, name: str, words: str) -> None:
        if self.kept is None and name.partition(" ")[0] != "action":
            return  # before approval only what people can do
        try:
            with transaction.atomic():
                ATTACKS[name](self, words)
        except (DatabaseError, Refused):
            return

    @rule()
    def approve(self) -> None:
        if self.kept is not None or fresh(self).state == "approved":
            return
        actions.approve_minutes(fresh(self), by=make.by(self.at.karin), now=make.later(10))

    @invariant()
    def nothing_has_changed(self) -> None:
        if not hasattr(self, "minutes"):
            return
        now = rows(self.minutes)
        if self.kept is None:
            if now["minutes"][0]["state"] == "approved":
                self.kept = now
            return
        assert now == self.kept

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)


@pytest.mark.django_db
def test_approved_minutes_stand_whatever_is_tried():
    run_state_machine_as_test(
        Keeping,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_each_way_in_is_shut(name):
    class At:
        at = make.body()
        minutes = make.minutes("approved", at)

    before = rows(At.minutes)
    with pytest.raises((DatabaseError, Refused)), transaction.atomic():
        ATTACKS[name](At, "Ændret bagefter")
    assert rows(At.minutes) == before
