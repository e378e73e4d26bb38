"""A crowded plan, seen over time, as a list and as a month; moved, paused and taken up again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pejlemaerke.plans import actions
from pejlemaerke.plans.models import Activity, Plan
from pejlemaerke.plans.tests import factories
from pejlemaerke.ui.dates import write_date

from .conftest import DESKTOP, PHONE, Walker

pytestmark = pytest.mark.journey

MANY = 60
TITLES = ("Teammøde", "Besøg med en kollega", "Kursus i samtaler", "Måling af ventetid")


@pytest.fixture
def plan(line: Any) -> Plan:
    """Nord's, with more in it than is good for a plan, around today."""
    made = factories.plan("empty", line)
    now = timezone.now()
    stages = [factories.stage(made), factories.stage(made, "phase-2")]
    for number in range(MANY):
        day = timezone.localdate() + timedelta(days=3 * number - 40)
        fields = factories.fields(
            f"{TITLES[number % 4]} {number + 1}", write_date(day),
            kind=("meeting", "visit", "course", "measurement")[number % 4], stage=stages[number > MANY // 2],
        )  # fmt: skip
        actions.add_activity(made, fields, by=factories.by(line.sara), now=now)
    return made


#: Which of the page's links has the focus; two may lead to the same place.
_FOCUSED = "() => [...document.querySelectorAll('a[href]')].indexOf(document.activeElement)"


def walk(page: Page, box: str) -> None:
    """Through the links with the arrows, to the end and back to the first."""
    page.locator(f"{box} a[href]").first.focus()
    first = page.evaluate(_FOCUSED)
    seen = {first}
    for key in ("ArrowRight", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(page.evaluate(_FOCUSED))
    assert len(seen) == 4
    page.keyboard.press("End")
    assert page.evaluate(_FOCUSED) not in seen
    page.keyboard.press("Home")
    assert page.evaluate(_FOCUSED) == first


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_crowded_plan_is_seen_three_ways_and_walked_by_keyboard(
    line: Any, plan: Plan, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    ali = arrive(line.ali, size)
    ali.goes_to(plan.get_absolute_url())
    ali.looks("plan-crowded-timeline")
    walk(ali.page, ".timeline-scroll")
    ali.follows("As a list", within="nav.plan-views")
    ali.looks("plan-crowded-list")
    walk(ali.page, "ul[data-moves]")
    ali.follows("Month", within="nav.plan-views")
    ali.looks("plan-crowded-month")
    walk(ali.page, ".month")
    before = ali.page.locator(".month caption").inner_text()
    ali.page.locator("nav.plan-months a[rel=next]").click()
    expect(ali.page.locator(".month caption")).not_to_have_text(before)
    # What one came to is opened from where it stands.
    ali.page.locator(".month a[href]").first.focus()
    ali.page.keyboard.press("Enter")
    ali.is_at(re.compile("|".join(TITLES)))


def test_a_crowded_plan_keeps_to_the_paper(line: Any, plan: Plan, arrive: Callable[..., Walker]) -> None:
    ali = arrive(line.ali)
    for view in ("timeline", "list", "month"):
        ali.goes_to(f"{plan.get_absolute_url()}?view={view}")
        ali.page.emulate_media(media="print")
        ali.page.set_viewport_size({"width": 1000, "height": 700})
        ali.looks(f"plan-crowded-{view}-paper")
        assert not ali.page.locator("nav.plan-views").is_visible()
        ali.page.emulate_media(media="screen")


def test_what_a_stage_takes_along_is_shown_before_it_moves(
    line: Any, plan: Plan, arrive: Callable[..., Walker]
) -> None:
    stage = factories.stage(plan, "phase-2")
    last = plan.activities.filter(stage=stage).order_by("-first").first()
    assert stage.first is not None
    assert last is not None
    assert last.first is not None
    sara = arrive(line.sara)
    sara.goes_to(stage.get_absolute_url())
    sara.follows("Move the stage")
    sara.writes("When does it begin?", write_date(stage.first + timedelta(days=14)))
    sara.writes("When does it end?", write_date(stage.first))
    sara.presses("See what moves")
    sara.reads("The stage would end before it starts.")
    sara.looks("move-stage-faults")
    sara.writes("When does it end?", "")
    sara.presses("See what moves")
    sara.reads(last.title)
    sara.looks("move-stage")
    assert Activity.objects.get(pk=last.pk).first == last.first
    sara.presses("Move them")
    sara.is_at(stage.title)
    assert Activity.objects.get(pk=last.pk).first == last.first + timedelta(days=14)
    assert factories.stage(plan, "phase-2").first == stage.first + timedelta(days=14)


def test_a_plan_pauses_and_is_taken_up_again_with_its_days_moved(
    line: Any, plan: Plan, arrive: Callable[..., Walker]
) -> None:
    coming = plan.activities.order_by("-first").first()
    assert coming is not None
    assert coming.first is not None
    sara = arrive(line.sara, PHONE)
    sara.goes_to(plan.get_absolute_url())
    sara.follows("Pause the plan")
    sara.presses("Pause the plan")
    expect(sara.page.locator(".form-error-message").first).to_be_visible()
    sara.writes("Why the pause?", "Halvdelen af huset er syg.")
    sara.looks("pause")
    sara.presses("Pause the plan")
    sara.reads("Halvdelen af huset er syg.")
    sara.looks("plan-paused")
    # Nobody is asked for anything meanwhile.
    sara.goes_to_front()
    sara.looks("front-plan-paused")
    sara.does_not_read(coming.title)
    sara.goes_to(plan.get_absolute_url())
    sara.follows("Take the plan up again")
    sara.writes("How much should the dates move?", "om lidt")
    sara.presses("See what moves")
    sara.reads("Write a number of days or weeks, or a date with its year.")
    sara.writes("How much should the dates move?", "2 uger")
    sara.presses("See what moves")
    expect(sara.page.locator("#moves")).to_be_visible()
    sara.looks("resume")
    sara.presses("Take it up again", exact=True)
    sara.is_at("The plan of %(unit)s", unit="Nord")
    expect(sara.page.get_by_role("link", name=str(sara.words("Pause the plan")))).to_be_visible()
    assert Activity.objects.get(pk=coming.pk).first == coming.first + timedelta(days=14)
