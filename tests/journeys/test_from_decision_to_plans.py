"""What was decided becomes an initiative, its timetable and a plan in every workplace: the decision's days, not the
proposal's, and nothing in a plan that its leader has not taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings.memo_content import AskedPoint, MemoContent
from pejlemaerke.meetings.models import Meeting
from pejlemaerke.meetings.tests.factories import by
from pejlemaerke.organisation.models import Person
from pejlemaerke.organisation.tests import factories as make
from pejlemaerke.plans.models import Activity, Plan, PlanStart

from .conftest import PHONE, Walker

pytestmark = pytest.mark.journey

TITLE = "Med på besøg hos nye borgere"
PROPOSED = "Besøgene lægges i februar 2027."
BEFORE = "Lederne hører om det og gør forberedelserne færdige, før vagtplanen lægges."
DURING = "Alle ledere følger en medarbejder en halv dag ude hos borgerne."
AFTER = "Udbyttet samles op, og hver idé får svar."
DECLINED = "Besøgene gentages hvert år."


@dataclass(frozen=True)
class Decided:
    """A held meeting of the top team whose minutes are approved. Hanne of the programme office kept them."""

    line: Any
    meeting: Meeting
    hanne: Person


@pytest.fixture
def decided(line: Any) -> Decided:
    committee = make.committee("Chefteam", line.top, purpose="management", name="Chefteamet")
    make.seat(committee, line.karin, "management", "chair")
    hanne = make.person("Hanne", "Vig", line.top, role="programme_office")
    make.account(hanne)
    now = timezone.now()
    given: dict[str, Any] = {"by": by(hanne), "now": now}
    memo = meetings.create_memo(
        committee=committee, title=TITLE, **given,
        content=MemoContent(
            background="Medarbejderne vil gerne vise deres hverdag frem.",
            asked=(AskedPoint("when", PROPOSED), AskedPoint("again", DECLINED)),
        ),
    )  # fmt: skip
    meetings.send_memo(memo, **given)
    meeting = meetings.create_meeting(
        committee=committee, starts_at=now, ends_at=None, place="Rådhuset", secretary=hanne, **given
    )
    item = meetings.add_item(meeting, memo=memo, **given)
    meetings.call_meeting(meeting, **given)
    meetings.open_meeting(meeting, **given)
    item.refresh_from_db()
    for heading, text, asked, answer, period in (
        ("FØR", BEFORE, "", "", "december 2026 – februar 2027"),
        ("UNDER", DURING, "when", "changed", "marts – april 2027"),
        ("EFTER", AFTER, "", "", "maj – juni 2027"),
        ("EFTER", DECLINED, "again", "declined", ""),
    ):
        meetings.record_point(
            item, heading=heading, text=text, asked=asked, answer=answer, period_text=period, **given
        )
    meetings.record_outcome(item, discussed="", outcome="treated", **given)
    minutes = meetings.close_meeting(meeting, **given)
    meetings.send_minutes(minutes, read_by=timezone.localdate() + timedelta(days=7), **given)
    meetings.approve_minutes(minutes, by=by(line.karin), now=now)
    return Decided(line, meeting, hanne)


def test_decided_points_start_an_initiative_and_give_it_their_days(
    decided: Decided, arrive: Callable[..., Walker]
) -> None:
    # Given a programme office that prepares it from what was decided
    hanne = arrive(decided.hanne)
    prepare(hanne)
    choose_workplaces(hanne)
    set_timetable(hanne)

    # When the one who stands behind it has seen the plan and starts it
    karin = arrive(decided.line.karin)
    start(karin)
    watch_it_being_laid_out(karin, decided)

    # Then every workplace has a plan with the decided days, and nothing stands in it
    plans = Plan.objects.filter(organisation=decided.line.organisation, is_central=False)
    assert {plan.unit.name for plan in plans} == {"Nord", "Syd"}
    assert not Activity.objects.filter(plan__in=plans).exists()
    take_suggestions(arrive(decided.line.sara, PHONE))
    taken = Activity.objects.get(plan__in=plans, title="En halv dag i følgeskab")
    assert taken.first is not None
    assert (taken.plan.unit.name, taken.first.year, taken.first.month) == ("Nord", 2027, 3)


def prepare(hanne: Walker) -> None:
    hanne.follows("Meetings", within="nav.places")
    hanne.looks("meetings-held")
    hanne.follows(re.compile("^Chefteamet"))
    hanne.follows(DURING)
    hanne.looks("decided-point")
    hanne.follows("Start an initiative from this")
    hanne.is_at("Prepare an initiative")
    # What was declined stands there and cannot be ticked.
    hanne.reads("Declined or postponed at the same meeting, so not to be carried out:", DECLINED)
    assert not hanne.page.get_by_role("checkbox", name=DECLINED).count()
    expect(hanne.page.get_by_role("checkbox", name=DURING)).to_be_checked()
    expect(hanne.field("What is it called?")).to_have_value(TITLE)
    hanne.writes("Who stands behind it?", "Karin Dam")
    hanne.ticks("En halv dag hos borgerne")
    hanne.looks("initiative-from-point")
    hanne.presses("Go on")
    hanne.reads("This is how we understood you", "Karin Dam")
    hanne.presses("That is right, go on")
    hanne.is_at("Who takes part")


def choose_workplaces(hanne: Walker) -> None:
    for name in ("Nord", "Syd"):
        hanne.writes("Its name", name)
        hanne.presses("Find it")
        hanne.presses("Add", within="#single", exact=False)
        hanne.reads(("%(n)s workplace joined.", "%(n)s workplaces joined."), n=1)
    hanne.follows("Go on to the initiative")
    hanne.reads(DURING, "What the proposal said")
    hanne.looks("initiative-from-decision")


def set_timetable(hanne: Walker) -> None:
    hanne.follows("Timetable")
    hanne.is_at("Timetable")
    hanne.looks("timetable-suggested")
    for number, text in enumerate((BEFORE, DURING, AFTER)):
        row = hanne.page.locator(".time-rows").first.locator(":scope > li").nth(number)
        choice = row.locator("select")
        key = choice.locator("option", has_text=text[:40]).get_attribute("value")
        choice.select_option(key)
        row.locator("input[type=text]").fill("")
    hanne.presses("Save the timetable")
    hanne.reads("marts – april 2027")
    hanne.does_not_read("februar 2027.")
    hanne.looks("timetable-decided")


def start(karin: Walker) -> None:
    karin.looks("front-start")
    karin.follows("Finish preparing and start")
    karin.follows("See the plan it will give, and start")
    karin.is_at("The plan it will give")
    karin.reads("From the decision", "marts – april 2027", "maj – juni 2027")
    karin.does_not_read(PROPOSED)
    karin.looks("preview")
    karin.presses("Start the initiative")
    karin.reads("The initiative is under way. The next step is the first brief.")
    karin.looks("central-plan-empty")


def watch_it_being_laid_out(karin: Walker, decided: Decided) -> None:
    """The job is done at once here; it is put back to see the bar, and the page that goes on by itself."""
    begun = PlanStart.objects.get(initiative__organisation=decided.line.organisation)
    central = karin.page.url
    PlanStart.objects.filter(pk=begun.pk).update(finished_at=None, beat_at=timezone.now(), done=1, total=2)
    karin.goes_to(f"/initiatives/{begun.initiative_id}/start/progress/")
    karin.is_at("The plans are being laid out")
    karin.reads("50 %")
    karin.looks("start-progress")
    PlanStart.objects.filter(pk=begun.pk).update(finished_at=timezone.now())
    karin.page.wait_for_url(central)


def take_suggestions(sara: Walker) -> None:
    sara.follows("My unit", within="nav.places")
    sara.follows("See the plans")
    sara.is_at("The plan of %(unit)s", unit="Nord")  # the only one is opened at once
    sara.reads("Nothing stands in the plan yet. The playbook has suggestions, and you decide what you take.")
    sara.looks("plan-empty")
    sara.follows("See the suggestions")
    sara.reads("1. marts til 30. april 2027")
    sara.looks("suggestions")
    sara.ticks("En halv dag i følgeskab")
    sara.ticks("Planlæg besøgene")
    sara.presses("Take what is ticked")
    sara.reads(
        (
            "%(n)d activity stands in the plan now, not confirmed yet.",
            "%(n)d activities stand in the plan now, not confirmed yet.",
        ),
        n=2,
    )
    sara.looks("plan-taken")
