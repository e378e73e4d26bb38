"""A gate opens when everything it names is in place, and says what is not."""

from __future__ import annotations

import pytest

from pejlemaerke.playbooks.loader import library

from ..gates import Facts, criteria, missing

CORE_TASK = library()["core-task"]
GATED = next(stage for stage in CORE_TASK.stages if stage.gate)


def all_met() -> dict:
    gate = GATED.gate
    checklists = {one.key: one for one in CORE_TASK.checklists}
    return {
        "answers": {(key, q.key): True for key in gate.checklists for q in checklists[key].questions},
        "med": dict.fromkeys(gate.med_items, "concluded"),
        "papers": {("evaluation", key): "written" for key in gate.evaluations}
        | {("sketch", key): "presented" for key in gate.sketches},
        "held": frozenset(gate.activities),
    }


def test_a_stage_without_a_gate_waits_for_nothing():
    free = next(stage for stage in CORE_TASK.stages if stage.gate is None)
    assert criteria(CORE_TASK, free.key, Facts()) == ()


def test_nothing_done_leaves_everything_missing():
    found = criteria(CORE_TASK, GATED.key, Facts())
    assert found
    assert missing(found) == found


def test_everything_done_opens_it():
    assert not missing(criteria(CORE_TASK, GATED.key, Facts(**all_met())))


@pytest.mark.parametrize(
    ("kind", "part", "not_yet"),
    [
        ("med_item", "med", ["planned", "on_agenda", "withdrawn"]),
        ("evaluation", "papers", ["writing"]),
        ("sketch", "papers", ["writing", "written"]),
    ],
)
def test_half_done_is_not_done(kind, part, not_yet):
    found = [one for one in criteria(CORE_TASK, GATED.key, Facts()) if one.kind == kind]
    assert found
    for state in not_yet:
        facts = all_met()
        key = found[0].key if part == "med" else (kind, found[0].key)
        facts[part] = facts[part] | {key: state}
        still = missing(criteria(CORE_TASK, GATED.key, Facts(**facts)))
        assert [(one.kind, one.key) for one in still] == [(kind, found[0].key)]


def test_a_checklist_names_the_questions_still_open():
    book = library()["good-casework"]
    stage = next(one for one in book.stages if one.gate and one.gate.checklists)
    checklist = next(one for one in book.checklists if one.key in stage.gate.checklists)
    answered = {(checklist.key, question.key): True for question in checklist.questions[1:]}
    found = next(
        one
        for one in criteria(book, stage.key, Facts(answers=answered))
        if (one.kind, one.key) == ("checklist", checklist.key)
    )
    assert (found.is_met, found.open) == (False, (checklist.questions[0].key,))
    no = answered | {(checklist.key, checklist.questions[0].key): False}
    again = criteria(book, stage.key, Facts(answers=no))
    assert not next(one for one in again if one.key == checklist.key and one.kind == "checklist").is_met
