"""A stage opens where what it waits for is in place: no neighbour waits with it, and a way round stays in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pejlemaerke.organisation.tests import factories as make
from pejlemaerke.plans import actions
from pejlemaerke.plans.models import Plan
from pejlemaerke.plans.tests import factories
from pejlemaerke.ui.dates import write_date

from .conftest import PHONE, Walker

pytestmark = pytest.mark.journey

MED_ITEM = "Drøft skitsen, og planlæg fasen i MED"
REASON = "Udvalget mødes først i januar, og holdene er klar nu."


def at_the_gate(line: Any, unit: Any, leader: Any, *, papers: bool = True) -> Plan:
    """A plan whose first phase has ended, with its evaluation and sketch presented."""
    plan = factories.plan("empty", line, unit)
    now = timezone.now()
    given: dict[str, Any] = {"by": factories.by(leader), "now": now}
    actions.add_activity(plan, factories.fields(), **given)
    actions.end_stage(factories.stage(plan), **given)
    for kind in ("evaluation", "sketch") if papers else ():
        paper = actions.begin_paper(plan, kind=kind, stage="phase-1", **given)
        asked = plan.initiative.playbook.stage("phase-1")
        lines = asked.evaluation if kind == "evaluation" else asked.sketch
        actions.save_paper(
            paper, {line.key: "Næsten alle" for line in lines}, conclusion="Vi går videre", version=0, **given
        )
        actions.finish_paper(paper, **given)
        actions.present_paper(paper, **given)
    return plan


def test_a_stage_waits_for_its_med_item_and_its_neighbour_does_not(
    line: Any, arrive: Callable[..., Walker]
) -> None:
    # Given two workplaces at the gate of phase 2, whose committees the leaders chair
    make.seat(line.lmu, line.sara, "management", "chair")
    make.seat(line.lmu_syd, line.bo, "management", "chair")
    nord, syd = at_the_gate(line, line.nord, line.sara), at_the_gate(line, line.syd, line.bo)
    sara = arrive(line.sara)
    sara.goes_to(nord.get_absolute_url())
    sara.reads("Missing before it can open:", MED_ITEM)
    sara.looks("plan-at-gate")
    sara.page.locator(".plan-stages a").nth(1).click()
    sara.reads("It can open when this is in place", "Missing", "In place")
    assert not sara.page.get_by_role("button", name=str(sara.words("Open the stage")), exact=True).count()
    sara.looks("stage-waiting")
    sara.is_refused(f"{sara.page.url}open/", MED_ITEM)

    # When the matter is taken up and concluded
    bring_before_med(sara)
    # Then Syd, which is there too, has not waited for Nord, nor opened with it
    bo = arrive(line.bo, PHONE)
    bo.goes_to(f"{syd.get_absolute_url()}stages/phase-2/")
    bo.looks("stage-waiting")
    conclude(sara)
    sara.goes_to(f"{nord.get_absolute_url()}stages/phase-2/")
    sara.reads("All is in place")
    sara.looks("stage-ready")
    sara.presses("Open the stage")
    sara.reads("What had to be in place")
    sara.looks("stage-open")
    bo.page.reload()
    bo.reads("It can open when this is in place")
    assert factories.stage(syd, "phase-2").state == "next"


def bring_before_med(sara: Walker) -> None:
    sara.page.locator(".criteria").get_by_role("link", name=str(sara.words("Take it into the plan"))).click()
    sara.ticks(MED_ITEM)
    sara.presses("Take what is ticked")
    sara.page.locator(".plan-stages a").nth(1).click()
    sara.page.locator(".criteria").get_by_role("link", name=str(sara.words("Bring it before MED"))).click()
    sara.looks("before-med")
    sara.writes(
        "What is it about, and what does it mean for work and staff?", "Hvilke ydelser begynder vi med?"
    )
    sara.presses("Bring it before the committee")
    sara.reads("“%(title)s” is before %(committee)s.", title=MED_ITEM, committee="LMU Nord")
    sara.looks("activity-before-med")


def conclude(sara: Walker) -> None:
    sara.page.locator(".facts").get_by_role("link", name=MED_ITEM).click()
    sara.follows("Write down what was said")
    sara.presses("Conclude the matter")
    sara.is_at("What was said")
    sara.looks("conclude-faults")
    sara.writes("What does the staff side say?", "Vi vil gerne begynde med morgenbesøgene.")
    sara.writes("What does management answer?", "Det gør vi.")
    sara.writes("What is the conclusion?", "Fase 2 begynder med morgenbesøgene.")
    sara.writes("Which day was it treated?", write_date(timezone.localdate()))
    sara.presses("Conclude the matter")
    sara.reads("Fase 2 begynder med morgenbesøgene.")
    sara.looks("med-item-concluded")


def test_a_way_round_the_gate_needs_a_reason_and_stays_in_sight(
    line: Any, arrive: Callable[..., Walker]
) -> None:
    nord = at_the_gate(line, line.nord, line.sara)
    syd = at_the_gate(line, line.syd, line.bo)
    sara = arrive(line.sara, PHONE)
    sara.goes_to(f"{nord.get_absolute_url()}stages/phase-2/")
    sara.follows("Open it although something is missing")
    sara.presses("Open the stage")
    expect(sara.page.locator(".form-error-message").first).to_be_visible()
    sara.looks("override-faults")
    sara.writes("Why does it open anyway?", REASON)
    sara.presses("Open the stage")
    sara.reads(REASON, "Sara Lind")
    sara.looks("stage-overridden")
    # Those above and those who work there see it, and the neighbour's gate is as it was.
    for person in (line.mette, line.ali):
        walker = arrive(person)
        walker.goes_to(f"{nord.get_absolute_url()}stages/phase-2/")
        walker.reads(REASON)
        walker.does_not_read("Open it although something is missing")
    assert factories.stage(syd, "phase-2").state == "next"
