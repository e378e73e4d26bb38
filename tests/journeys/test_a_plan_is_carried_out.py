"""From an accepted backbrief through a workshop, the evaluation and the sketch to the next revision."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pejlemaerke.core.periods import parse_period
from pejlemaerke.plans.models import PhasePaper, Plan
from pejlemaerke.plans.tests import factories
from pejlemaerke.ui.dates import write_date

from .conftest import PHONE, Walker

pytestmark = pytest.mark.journey

PHASE = "Gør kerneopgaven kendt og konkret"
EVALUATION = "Process evaluation: %(stage)s"
SKETCH = "Sketch of what follows: %(stage)s"
WORKSHOP = "Sæt jeres egne ord på"
WORDING = "Vi kommer, så fru Berg selv kan gå ned efter posten."
KNOWS = "Alle på dagholdet kan sige det, de fleste på aftenholdet."
MISSED = "Vi nåede ikke vikarerne."
LEARNED = "Vi begynder hvert møde med en borger."
NEXT = "Vi begynder med morgenbesøgene, for dem har alle hold."


@pytest.fixture
def plan(line: Any) -> Plan:
    """Nord's, empty, beside an accepted backbrief in which one subtask has a time nobody can read."""
    words = factories.content(
        subtasks=(
            factories.subtask("a"),
            factories.subtask("b", "Bred det ud til alle", period=parse_period("den 31. februar 2027")),
        )
    )
    factories.backbrief("accepted", line, words)
    return factories.plan("empty", line)


def test_a_phase_is_carried_from_what_was_promised_to_the_next(
    line: Any, plan: Plan, arrive: Callable[..., Walker]
) -> None:
    # Given a leader who takes what she promised, and what fits of the suggestions
    sara = arrive(line.sara)
    open_plan(sara)
    take_subtasks(sara)
    take_suggestions(sara)
    list_services(sara)

    # When the workshop is held, service by service
    hold_workshop(sara, plan)

    # Then those who were there can read it on their phones, and MED writes along
    read_what_was_said(arrive(line.ali, PHONE))
    write_along(arrive(line.ida, PHONE))

    # When the leader finishes the evaluation and the sketch and presents both
    finish_evaluation(sara, plan)
    write_sketch(sara, plan)
    mette = arrive(line.mette)
    see(mette)

    # Then the sketch opens the backbrief's next revision and stands beside the editor
    open_next_phase(sara)


def open_plan(sara: Walker) -> None:
    sara.follows("Read your workplace's backbrief")
    sara.follows("Open the plan")
    sara.is_at("The plan of %(unit)s", unit="Nord")
    sara.looks("plan-empty-with-promises")


def take_subtasks(sara: Walker) -> None:
    sara.follows(
        ("Take one promised subtask into the plan", "Take %(n)s promised subtasks into the plan"), n=2
    )
    sara.reads("We could not read this as dates. Say when it is, or empty the field and decide later.")
    for title in ("Tal hvert forløb igennem", "Bred det ud til alle"):
        box = sara.page.get_by_role("checkbox", name=title)
        if not box.is_checked():
            sara.ticks(title)
    sara.looks("subtasks")
    sara.presses("Take what is ticked")
    sara.reads("We cannot read this as a time. Write it with the year, for example 10 November 2026.")
    sara.looks("subtasks-faults")
    for field in sara.page.locator("main input[name^=period-]").all():
        if "31" in field.input_value():
            field.fill("uge 6 2027")
    sara.presses("Take what is ticked")
    told(sara, 2)


def told(sara: Walker, n: int) -> None:
    sara.reads(
        (
            "%(n)d activity stands in the plan now, not confirmed yet.",
            "%(n)d activities stand in the plan now, not confirmed yet.",
        ),
        n=n,
    )


def take_suggestions(sara: Walker) -> None:
    sara.looks("plan-begun")
    sara.follows(re.compile(r"(Se|See) \d+ (forslag|suggestions)"))
    sara.ticks(WORKSHOP)
    sara.presses("Take what is ticked")
    told(sara, 1)


def list_services(sara: Walker) -> None:
    sara.follows("Our services")
    sara.looks("services-empty")
    for name in ("Morgenbesøg", "Aftenbesøg"):
        sara.writes("What is the service called?", name)
        sara.presses("Put it on the list")
        expect(sara.page.locator(".services")).to_contain_text(name)
    sara.looks("services")


def hold_workshop(sara: Walker, plan: Plan) -> None:
    sara.goes_to(f"{plan.get_absolute_url()}?view=list")
    sara.looks("plan-list")
    sara.follows(re.compile(WORKSHOP))
    sara.is_at(WORKSHOP)
    sara.looks("activity-tentative")
    sara.presses("Confirm", exact=True)
    sara.follows("Say how it went")
    sara.writes("Which day was it?", write_date(timezone.localdate()))
    sara.presses("Save that it was held")
    # It closes with what came out of it, or a reason for nothing.
    sara.is_at("How did “%(title)s” go?", title=WORKSHOP)
    sara.looks("close-activity-faults")
    sara.unfolds("Morgenbesøg")
    sara.page.locator("details", has_text="Morgenbesøg").locator("textarea").first.fill(WORDING)
    sara.looks("close-activity")
    sara.presses("Save that it was held")
    sara.is_at(WORKSHOP)
    sara.reads(WORDING, "Morgenbesøg")
    sara.looks("activity-held")


def read_what_was_said(ali: Walker) -> None:
    ali.follows("My unit", within="nav.places")
    ali.follows("See the plans")
    ali.follows("What has been said")
    ali.reads(WORDING, "Morgenbesøg")
    ali.looks("said")


def write_along(ida: Walker) -> None:
    ida.follows("My unit", within="nav.places")
    ida.follows("See the plans")
    ida.page.locator(".plan-stages a").first.click()
    ida.looks("stage-med")
    ida.presses("Begin to write")
    ida.is_at(EVALUATION, stage=PHASE)
    ida.reads(WORDING)
    boxes = ida.page.locator("form[data-autosave] textarea")
    boxes.nth(2).fill(MISSED)
    ida.sees_it_saved()
    ida.looks("paper-write-med")


def finish_evaluation(sara: Walker, plan: Plan) -> None:
    paper = PhasePaper.objects.get(plan=plan, kind="evaluation")
    sara.goes_to(paper.get_absolute_url())
    sara.follows("Write on")
    boxes = sara.page.locator("form[data-autosave] textarea")
    expect(boxes.nth(2)).to_have_value(MISSED)
    boxes.nth(0).fill(KNOWS)
    sara.sees_it_saved()
    sara.presses("Save and read it through")
    sara.reads(KNOWS, MISSED, "Ida Juul")
    sara.presses("It is written")
    sara.reads("Write the conclusion: what you take with you from this phase.")
    sara.looks("paper-not-finished")
    sara.follows("Write on")
    sara.writes("What do you take with you from this phase?", LEARNED)
    sara.presses("Save and read it through")
    sara.presses("It is written")
    sara.reads("It is written, and the workplace can read it.")
    sara.presses("Present it to %(name)s", name="Mette Holm")
    sara.reads("Presented to %(name)s.", name="Mette Holm")
    sara.looks("paper-presented")


def write_sketch(sara: Walker, plan: Plan) -> None:
    sara.goes_to(f"{plan.get_absolute_url()}stages/phase-1/")
    sara.presses("Begin to write")
    for box in sara.page.locator("form[data-autosave] textarea").all():
        box.fill(NEXT)
    sara.presses("Save and read it through")
    sara.presses("It is written")
    sara.presses("Present it to %(name)s", name="Mette Holm")
    sara.reads("Presented to %(name)s.", name="Mette Holm")


def see(mette: Walker) -> None:
    mette.looks("front-papers")
    for title in (EVALUATION, SKETCH):
        mette.goes_to_front()
        mette.follows(title, stage=PHASE)
        mette.looks("paper-to-see")
        mette.writes("A word back to the workplace, if you wish", "Tak. Det vil jeg gerne høre mere om.")
        mette.presses("Say that you have read it")
        mette.reads("%(unit)s can see that you have read it.", unit="Nord")


def open_next_phase(sara: Walker) -> None:
    sara.page.reload()
    sara.reads("Tak. Det vil jeg gerne høre mere om.")
    sara.presses("Write the next phase in the backbrief")
    sara.reads("The backbrief is open for the next phase. The sketch stands beside it.", NEXT)
    sara.looks("write-with-sketch")
    sara.follows(re.compile("^Underopgaver"))
    sara.reads(NEXT)
    sara.looks("section-with-sketch")
