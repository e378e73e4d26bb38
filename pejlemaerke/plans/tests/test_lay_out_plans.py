"""Starting an initiative lays out a plan for each workplace, and puts nothing into any of them."""

from __future__ import annotations

import pytest

from pejlemaerke.core.errors import Refused
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.playbooks.loader import library

from .. import actions
from ..actions import laying_out
from ..models import Activity, Plan, PlanStage, PlanStart
from . import factories as make

pytestmark = pytest.mark.django_db


def prepared(at: make.Line) -> Initiative:
    """A draft in which Nord and Syd take part."""
    made = initiatives.create_initiative(
        title="Ét første besøg", why="Rådet har besluttet det", sponsor=at.karin, unit=at.top,
        playbook_key="core-task", playbook_version=1, playbook_text=library()["core-task"].model_dump_json(),
        first=make.FIRST, by=make.by(at.karin), now=make.NOW,
    )  # fmt: skip
    initiatives.set_participants(made, [at.nord.pk, at.syd.pk], by=make.by(at.karin), now=make.NOW)
    return made


def test_starting_lays_out_a_plan_for_each_and_creates_no_activity():
    at = make.line()
    made = prepared(at)
    start = actions.start_initiative(made, by=make.by(at.karin), now=make.NOW)
    start.refresh_from_db()
    assert (start.total, start.done, start.fault) == (3, 3, "")
    assert start.finished_at is not None
    plans = Plan.objects.filter(initiative=made)
    assert {(plan.unit_id, plan.is_central) for plan in plans} == {
        (at.top.pk, True), (at.nord.pk, False), (at.syd.pk, False),
    }  # fmt: skip
    assert PlanStage.objects.filter(plan__in=plans).count() == 6
    assert not Activity.objects.exists()


def test_a_plan_hangs_on_its_initiative_and_its_stages_on_it():
    at = make.line()
    plan = make.plan("empty", at)
    assert make.causes(plan) == {("initiatives.initiative", at.initiative.pk)}
    stage = make.stage(plan)
    assert make.causes(stage) == {("plans.plan", plan.pk)}
    assert make.verbs(at.initiative)[-1] == "laid_out"


def test_an_empty_plan_asks_nobody_for_anything():
    plan = make.plan("empty")
    assert (plan.state, plan.begun_at) == ("running", None)
    assert {stage.state for stage in plan.stages.all()} == {"waiting"}
    assert all(not make.turns(stage) for stage in plan.stages.all())


def test_stages_get_the_days_of_the_timetable():
    first, second = make.plan("empty").stages.all()
    assert first.first == make.FIRST
    assert first.last < second.first <= second.last


def test_without_a_start_day_there_are_no_days():
    at = make.line()
    actions.lay_out(at.initiative, by=make.by(at.karin), now=make.NOW)
    assert set(PlanStage.objects.values_list("first", "last", "period_text")) == {(None, None, "")}


def test_the_centre_has_begun_by_starting():
    at = make.line()
    central = make.central(at)
    assert central.begun_at is not None
    assert [stage.state for stage in central.stages.all()] == ["open", "waiting"]
    assert make.turns(make.stage(central)) == {(f"person:{at.karin.pk}", "plans.end_stage")}


def test_laying_out_twice_is_laying_out_once():
    at = make.line()
    beats: list[int] = []
    who = {"by": make.by(at.karin), "now": make.NOW}
    assert actions.lay_out(at.initiative, **who) == 6
    assert actions.lay_out(at.initiative, **who, beat=beats.append) == 0
    assert (Plan.objects.count(), beats) == (6, [6])
    assert make.verbs(at.initiative).count("laid_out") == 1


def test_stopped_half_way_it_goes_on_where_it_was(monkeypatch):
    at = make.line()
    monkeypatch.setattr(laying_out, "BATCH", 2)
    who = {"by": make.by(at.karin), "now": make.NOW}

    def stops(done: int) -> None:
        if done > 2:
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        actions.lay_out(at.initiative, **who, beat=stops)
    assert Plan.objects.count() == 3
    beats: list[int] = []
    assert actions.lay_out(at.initiative, **who, beat=beats.append) == 3
    assert (Plan.objects.count(), beats) == (6, [3, 5, 6])
    assert PlanStage.objects.count() == 12


def test_the_centre_is_laid_out_with_its_stages_or_not_at_all(monkeypatch):
    at = make.line()
    who = {"by": make.by(at.karin), "now": make.NOW}

    def fails(*args, **kwargs):
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(laying_out, "begin_stages", fails)
        with pytest.raises(RuntimeError):
            actions.lay_out(at.initiative, **who)
    assert not Plan.objects.exists()
    actions.lay_out(at.initiative, **who)
    assert make.stage(Plan.objects.get(is_central=True)).state == "open"


def test_what_goes_wrong_stands_on_the_start_without_names(monkeypatch):
    at = make.line()
    made = prepared(at)

    def fails(*args, **kwargs):
        raise RuntimeError("Karin Dam")

    monkeypatch.setattr(actions, "lay_out", fails)
    start = actions.start_initiative(made, by=make.by(at.karin), now=make.NOW)
    start.refresh_from_db()
    assert start.finished_at is None
    assert start.fault
    assert "Karin" not in start.fault


def test_nobody_who_takes_part_means_no_start():
    at = make.line()
    made = prepared(at)
    initiatives.set_participants(made, [], by=make.by(at.karin), now=make.NOW)
    with pytest.raises(Refused):
        actions.start_initiative(made, by=make.by(at.karin), now=make.NOW)
    assert not PlanStart.objects.exists()


def test_who_joins_later_gets_a_plan_when_it_is_asked_for():
    at = make.line()
    make.plan("empty", at)
    new = people.unit("Vest", at.area)
    who = {"by": make.by(at.sara), "now": make.later()}
    with pytest.raises(Refused):
        actions.ensure_plan(at.initiative, new, **who)
    everybody = [*at.initiative.participations.values_list("unit", flat=True), new.pk]
    initiatives.set_participants(at.initiative, everybody, **who)
    plan = actions.ensure_plan(at.initiative, new, **who)
    assert (plan.unit, plan.stages.count(), make.verbs(plan)) == (new, 2, ["laid_out"])
    assert actions.ensure_plan(at.initiative, new, **who) == plan
    assert make.causes(plan) == {("initiatives.initiative", at.initiative.pk)}


def test_another_organisation_lays_out_nothing():
    at = make.line()
    stranger = people.person(
        "Ane", "Vik", people.unit("Andenby", organisation=people.organisation("Andenby"))
    )
    with pytest.raises(Refused):
        actions.lay_out(at.initiative, by=make.by(stranger), now=make.NOW)
    assert not Plan.objects.exists()
