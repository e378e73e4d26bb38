"""Evaluations and sketches are written together, presented, seen, and carried into the next phase."""

from __future__ import annotations

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.record.models import Turn

from .. import actions
from ..models import PhasePaper
from . import factories as make

pytestmark = pytest.mark.django_db


def save(paper, who, version, text="Næsten alle", conclusion=""):
    return actions.save_paper(
        paper, {"who-knows": text}, conclusion=conclusion, version=version, by=make.by(who), now=make.later()
    )


@pytest.mark.parametrize("kind", ["evaluation", "sketch"])
def test_begun_it_is_the_leaders_turn_until_the_stage_ends(kind):
    at = make.line()
    plan = make.plan("begun", at)
    paper = make.paper("writing", plan, kind)
    turn = Turn.objects.about(paper).get()
    assert (turn.owner, turn.what) == (f"leader:{at.nord.pk}", f"plans.write_{kind}")
    assert turn.due == make.stage(plan).last
    assert make.causes(paper) == {("plans.plan", plan.pk)}


def test_begun_twice_it_is_one():
    at = make.line()
    plan = make.plan("begun", at)
    first = make.paper("writing", plan)
    again = actions.begin_paper(plan, kind="evaluation", stage="phase-1", by=make.by(at.ida), now=make.NOW)
    assert again == first
    assert PhasePaper.objects.count() == 1


@pytest.mark.parametrize("kind", ["evaluation", "sketch"])
def test_only_what_the_playbook_asks_for_is_written(kind):
    at = make.line()
    plan = make.plan("begun", at)
    with pytest.raises(Refused):
        actions.begin_paper(plan, kind=kind, stage="phase-9", by=make.by(at.sara), now=make.NOW)
    assert not PhasePaper.objects.exists()


def test_leader_and_med_write_together_and_both_are_named():
    at = make.line()
    paper = make.paper("writing", make.plan("begun", at))
    save(paper, at.sara, 0)
    save(paper, at.ida, 1, "Flere end før", "Vi går videre")
    paper = make.again(paper)
    assert paper.writers == [at.sara.name, at.ida.name]
    assert (paper.answers, paper.conclusion, paper.version) == (
        {"who-knows": "Flere end før"}, "Vi går videre", 2,
    )  # fmt: skip
    assert paper.saved_by_name == at.ida.name


def test_of_two_who_write_at_once_the_later_sees_the_other():
    at = make.line()
    paper = make.paper("writing", make.plan("begun", at))
    mine, theirs = make.again(paper), make.again(paper)
    save(theirs, at.ida, 0, "Idas ord")
    with pytest.raises(actions.PaperConflict) as conflict:
        save(mine, at.sara, 0, "Saras ord")
    assert conflict.value.theirs.answers == {"who-knows": "Idas ord"}
    assert at.ida.name in str(conflict.value)
    assert make.again(paper).answers == {"who-knows": "Idas ord"}


def test_finished_needs_something_to_read():
    at = make.line()
    plan = make.plan("begun", at)
    evaluation, sketch = make.paper("writing", plan), make.paper("writing", plan, "sketch")
    save(evaluation, at.sara, 0)
    for paper in (evaluation, sketch):
        with pytest.raises(Refused):
            actions.finish_paper(paper, by=make.by(at.sara), now=make.NOW)
        assert make.again(paper).state == "writing"


def test_finished_nothing_more_is_written_until_it_is_opened_again():
    at = make.line()
    paper = make.paper("written", make.plan("begun", at))
    assert make.turns(paper) == {(f"leader:{at.nord.pk}", "plans.present_evaluation")}
    with pytest.raises(Refused):
        save(paper, at.ida, paper.version, "For sent")
    actions.reopen_paper(paper, by=make.by(at.sara), now=make.NOW)
    save(paper, at.ida, paper.version, "I tide")
    assert make.verbs(paper) == ["began", "written", "reopened"]


def test_presented_the_superior_sees_it():
    at = make.line()
    paper = make.paper("presented", make.plan("begun", at), "sketch")
    assert (paper.presented_to_id, paper.presented_at) == (at.area.pk, make.NOW)
    assert make.turns(paper) == {(f"leader:{at.area.pk}", "plans.see_sketch")}
    with pytest.raises(Refused):
        actions.reopen_paper(paper, by=make.by(at.sara), now=make.NOW)
    actions.see_paper(paper, note=" Godt set ", by=make.by(at.mette), now=make.later())
    assert (paper.state, paper.seen_by_name, paper.seen_note) == ("seen", at.mette.name, "Godt set")
    assert not make.turns(paper)


def test_at_the_top_of_the_line_there_is_nobody_to_present_to():
    at = make.line()
    with pytest.raises(Refused):
        make.paper("presented", make.central(at))
    assert PhasePaper.objects.get().state == "written"


def test_seen_twice_the_later_is_told():
    at = make.line()
    paper = make.paper("presented", make.plan("begun", at))
    stale = make.again(paper)
    actions.see_paper(paper, by=make.by(at.mette), now=make.NOW)
    with pytest.raises(Conflict):
        actions.see_paper(stale, by=make.by(at.karin), now=make.NOW)


def test_while_the_plan_is_paused_it_is_nobodys_turn():
    at = make.line()
    plan = make.plan("begun", at)
    paper, stale = make.paper("writing", plan), make.plan("empty", at)
    save(paper, at.sara, 0, conclusion="Vi går videre")
    late = make.again(paper)
    actions.pause_plan(stale, reason="Influenza", on=make.TODAY, by=make.by(at.sara), now=make.NOW)
    actions.finish_paper(late, by=make.by(at.sara), now=make.NOW)
    assert (late.state, make.turns(late)) == ("written", set())
    with pytest.raises(Conflict):
        actions.begin_paper(plan, kind="sketch", stage="phase-1", by=make.by(at.sara), now=make.NOW)


# -- the next phase ----------------------------------------------------------------------------------------------


def test_a_presented_sketch_opens_the_next_revision_and_stands_beside_it():
    at = make.line()
    found = make.backbrief("accepted", at)
    plan = make.plan("begun", at)
    sketch = make.paper("presented", plan, "sketch")
    opened = actions.open_next_phase(sketch, by=make.by(at.sara), now=make.later())
    assert opened == found
    found.refresh_from_db()
    book = plan.initiative.playbook
    assert (found.state, found.drafting, found.phase) == (
        "draft",
        "phase",
        book.stage("phase-2").title.da[:80],
    )
    assert found.opening["title"] == sketch.title
    questions = [line.text.da for line in book.stage("phase-1").sketch]
    assert [question for question, _answer in found.opening["said"]] == [*questions, ""]
    assert ("plans.phasepaper", sketch.pk) in make.causes(found)
    with pytest.raises(Refused):
        actions.open_next_phase(sketch, by=make.by(at.sara), now=make.later())


@pytest.mark.parametrize(("kind", "state"), [("sketch", "written"), ("evaluation", "seen")])
def test_only_a_presented_sketch_does(kind, state):
    at = make.line()
    found = make.backbrief("accepted", at)
    paper = make.paper(state, make.plan("begun", at), kind)
    with pytest.raises(Refused):
        actions.open_next_phase(paper, by=make.by(at.sara), now=make.NOW)
    found.refresh_from_db()
    assert found.state == "accepted"


def test_without_a_backbrief_there_is_nothing_to_carry_on():
    at = make.line()
    sketch = make.paper("presented", make.plan("begun", at), "sketch")
    with pytest.raises(Refused):
        actions.open_next_phase(sketch, by=make.by(at.sara), now=make.NOW)
