"""Every state has an owner or is at rest, can be reached and left as its table says, and is worded."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.life import Life
from pejlemaerke.record import panel
from pejlemaerke.record.models import Turn
from pejlemaerke.record.turns import asked

ROOT = Path(__file__).resolve().parents[2] / "pejlemaerke"
LIVING = [model for model in apps.get_models() if hasattr(model, "life")]
LIVES: dict[str, Life] = {model._meta.label: model.life for model in LIVING}

#: Every move an action makes, by hand: (old, new) and the action. What is not here nobody can do.
MOVES = {
    "initiatives.Initiative": {
        ("draft", "running"): "start_initiative",
        ("draft", "dropped"): "drop_initiative",
        ("running", "closed"): "close_initiative",
    },
    "initiatives.Risk": {("open", "closed"): "close_risk", ("closed", "open"): "reopen_risk"},
    "meetings.Memo": {
        ("draft", "sent"): "send_memo",
        ("sent", "draft"): "take_back_memo",
        ("draft", "dropped"): "drop_memo",
        ("sent", "dropped"): "drop_memo",
        ("sent", "on_agenda"): "add_item",
        ("on_agenda", "sent"): "release",
        ("on_agenda", "treated"): "close_meeting",
    },
    "meetings.Meeting": {
        ("draft", "called"): "call_meeting",
        ("called", "in_progress"): "open_meeting",
        ("in_progress", "closed"): "close_meeting",
        ("draft", "cancelled"): "cancel_meeting",
        ("called", "cancelled"): "cancel_meeting",
    },
    "meetings.Minutes": {
        ("written", "read_through"): "send_minutes",
        ("read_through", "approved"): "approve_minutes",
    },
    "meetings.MedItem": {
        ("planned", "on_agenda"): "add_item",
        ("on_agenda", "planned"): "release",
        **{(old, "concluded"): "conclude_med_item" for old in ("planned", "on_agenda")},
        **{(old, "withdrawn"): "withdraw_med_item" for old in ("planned", "on_agenda")},
    },
    "briefs.Brief": {("draft", "issued"): "issue_brief"},
    "briefs.Backbrief": {
        ("not_begun", "draft"): "save_section",
        ("draft", "submitted"): "submit_backbrief",
        ("returned", "submitted"): "submit_backbrief",
        ("submitted", "draft"): "withdraw_backbrief",
        **{("submitted", to): "answer" for to in ("accepted", "returned", "brief_changed", "lifted")},
        **{("lifted", to): "answer" for to in ("accepted", "returned", "brief_changed", "lifted")},
        ("brief_changed", "returned"): "issue_brief",
        ("accepted", "check_again"): "issue_brief",
        ("check_again", "accepted"): "confirm_still_holds",
        ("accepted", "draft"): "open_revision",
        ("check_again", "draft"): "open_revision",
        **{(old, to): "drop_revision" for old in ("draft", "returned") for to in ("accepted", "check_again")},
    },
    "briefs.SubtaskLife": {
        **{("open", to): "answer" for to in ("waiting", "ready", "dropped")},
        **{("waiting", to): "answer" for to in ("open", "ready", "dropped")},
        **{("ready", to): "answer" for to in ("open", "waiting", "dropped")},
        **{("dropped", to): "answer" for to in ("open", "waiting", "ready")},
        **{(old, "done"): "tick_subtask" for old in ("open", "waiting", "ready")},
        ("done", "open"): "tick_subtask",
    },
    "plans.Plan": {("running", "paused"): "pause_plan", ("paused", "running"): "resume_plan"},
    "plans.PlanStage": {
        ("waiting", "next"): "begin_stages, end_stage",
        ("next", "open"): "begin_stages, open_stage, override_stage",
        ("open", "ended"): "end_stage",
    },
    "plans.Activity": {
        ("tentative", "confirmed"): "confirm_activity",
        ("confirmed", "tentative"): "make_tentative",
        **{(old, "held"): "close_held" for old in ("tentative", "confirmed")},
        **{(old, "not_held"): "close_not_held" for old in ("tentative", "confirmed")},
        **{(old, "dropped"): "drop_activity" for old in ("tentative", "confirmed")},
        ("held", "confirmed"): "reopen_activity",
        **{(old, "tentative"): "reopen_activity, make_tentative" for old in ("not_held", "dropped")},
    },
    "plans.Proposal": {
        ("new", "answered"): "answer_proposal",
        **{(old, "taken"): "take_proposal" for old in ("new", "answered")},
    },
    "plans.PhasePaper": {
        ("writing", "written"): "finish_paper",
        ("written", "writing"): "reopen_paper",
        ("written", "presented"): "present_paper",
        ("presented", "seen"): "see_paper",
    },
    "plans.ApprovalRound": {
        **{("asked", to): "answer_approval" for to in ("approved", "change_asked")},
        **{(old, "withdrawn"): "ask_approval" for old in ("asked", "change_asked")},
    },
}


@pytest.mark.parametrize(
    ("label", "state"), [(label, state) for label in LIVES for state in LIVES[label].states]
)
def test_each_state_is_somebody_s_turn_or_at_rest(label, state):
    here = LIVES[label].states[state]
    assert here.at_rest != (here.turn is not None)


@pytest.mark.parametrize("label", LIVES)
def test_moves_lead_to_states_and_every_state_is_reached(label):
    life = LIVES[label]
    assert life.first in life.states
    reached, frontier = {life.first}, {life.first}
    while frontier:
        frontier = {to for state in frontier for to in life.states[state].moves} - reached
        assert frontier <= set(life.states)
        reached |= frontier
    assert reached == set(life.states)


@pytest.mark.parametrize("label", MOVES)
def test_what_actions_do_is_what_the_table_allows(label):
    life = LIVES[label]
    allowed = {(old, new) for old, state in life.states.items() for new in state.moves}
    done = set(MOVES[label])
    assert done <= allowed, f"no such move: {done - allowed}"
    assert allowed == done, f"nothing does: {allowed - done}"


def test_every_living_model_is_in_the_list_of_moves():
    assert set(LIVES) == {*MOVES, "organisation.OrganisationImport"}


# -- state × move, for the backbrief, through the real actions ---------------------------------------------------

STATES = tuple(LIVES["briefs.Backbrief"].states)

TRIES = {
    "write": lambda at, found: make.actions.save_section(
        found, "stop", {"stop": "Nyt"}, version=_version(found), by=make.by(at.sara), now=make.later(3)
    ),
    "send": lambda at, found: make.send(found, at.sara, make.later(3)),
    "take back": lambda at, found: make.actions.withdraw_backbrief(
        found, by=make.by(at.sara), now=make.later(3)
    ),
    "accept": lambda at, found: _answer(at, found, "accepted"),
    "return": lambda at, found: _answer(at, found, "returned"),
    "change brief": lambda at, found: _answer(at, found, "brief_changed"),
    "lift": lambda at, found: _answer(at, found, "lifted"),
    "open next": lambda at, found: make.actions.open_revision(
        found, kind="phase", phase="2", by=make.by(at.sara), now=make.later(3)
    ),
    "confirm": lambda at, found: make.actions.confirm_still_holds(
        found, note="", by=make.by(at.sara), now=make.later(3)
    ),
    "give up next": lambda at, found: make.actions.drop_revision(
        found, by=make.by(at.sara), now=make.later(3)
    ),
}

#: By hand: the state it ends in, or nothing where it is refused.
OUTCOMES = """
state          write      send       take_back  accept    return    change_brief   lift    open_next  confirm   give_up_next
not_begun      draft      .          .          .         .         .              .       .          .         .
draft          draft      submitted  .          .         .         .              .       .          .         .
submitted      .          .          draft      accepted  returned  brief_changed  lifted  .          .         .
returned       returned   submitted  .          .         .         .              .       .          .         .
brief_changed  .          .          .          .         .         .              .       .          .         .
lifted         .          .          .          accepted  returned  brief_changed  .       .          .         .
accepted       .          .          .          .         .         .              .       draft      .         .
check_again    .          .          .          .         .         .              .       draft      accepted  .
"""


def _version(found) -> int:
    return found.sections.filter(name="stop").values_list("version", flat=True).first() or 0


def _answer(at, found, outcome):
    revision = found.submitted or found.accepted
    if revision is None:
        raise Refused("nothing was ever sent")
    reviewer = at.karin if found.state == "lifted" else at.mette
    make.actions.answer(found, revision, outcome, text="Derfor", by=make.by(reviewer), now=make.later(3))


def _cells() -> Iterator[tuple[str, str, str]]:
    head, *rows = (line.split() for line in OUTCOMES.splitlines() if line.strip())
    assert [row[0] for row in rows] == list(STATES)
    assert [name.replace("_", " ") for name in head[1:]] == list(TRIES)
    for row in rows:
        for attempt, outcome in zip(head[1:], row[1:], strict=True):
            yield row[0], attempt.replace("_", " "), outcome


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_each_state_takes_the_moves_the_table_says(state):

    at = make.line()
    found = make.backbrief(state, at)
    for _state, attempt, outcome in (cell for cell in _cells() if cell[0] == state):
        before = list(Turn.objects.about(found).values_list("owner", "what", "due"))
        point = transaction.savepoint()
        try:
            TRIES[attempt](at, type(found).objects.get(pk=found.pk))
            happened = type(found).objects.get(pk=found.pk).state
        except (Refused, Conflict):
            happened = "."
            assert list(Turn.objects.about(found).values_list("owner", "what", "due")) == before
        transaction.savepoint_rollback(point)
        assert happened == outcome, f"{state}: {attempt}"


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_the_turn_stored_is_the_turn_of_the_state(state):
    found = make.backbrief(state)
    asks = found.life.states[state].turn
    wanted = [(ask.owner, ask.what, ask.due) for ask in (asks(found) if asks else ())]
    assert list(Turn.objects.about(found).values_list("owner", "what", "due")) == wanted


# -- words -----------------------------------------------------------------------------------------------------


def _asks() -> set[str]:
    """Everything the rules of a room ask of anybody, as it is written there."""
    texts = (path.read_text() for path in ROOT.glob("*/rules.py"))
    found = {what for text in texts for what in re.findall(r'"([a-z]+\.[a-z_]+[a-z])"', text)}
    kinds = ("evaluation", "sketch")
    return found | {f"plans.{verb}_{kind}" for verb in ("write", "present", "see") for kind in kinds}


def test_what_is_asked_is_worded():
    assert len(_asks()) > 20
    for what in _asks():
        assert str(asked(what).verb), what


def _verbs() -> set[tuple[str, str]]:
    """(file, verb) for every `verb="…"` written in a room's actions."""
    found = set()
    for path in ROOT.rglob("*.py"):
        if "tests" in path.parts or ("actions" not in path.parts and path.name != "actions.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "verb" and isinstance(node.value, ast.Constant):
                found.add((path.relative_to(ROOT).parts[0], node.value.value))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "record.write_event":
                for argument in node.args[1:2]:
                    if isinstance(argument, ast.Constant):
                        found.add((path.relative_to(ROOT).parts[0], argument.value))
    return found


def test_every_verb_written_to_the_record_is_worded():
    unworded = [
        f"{room}: {verb}"
        for room, verb in sorted(_verbs())
        if not any(key.startswith(f"{room}.") and key.endswith(f".{verb}") for key in panel._words)
    ]
    assert not unworded
