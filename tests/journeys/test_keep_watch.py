"""What may go wrong is written down, days that cannot be are refused where they stand, and a no is met by something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.plans import actions
from pejlemaerke.plans.models import ChecklistAnswer
from pejlemaerke.plans.tests import factories
from pejlemaerke.playbooks.loader import library

from .conftest import PHONE, Walker

pytestmark = pytest.mark.journey

STATED = "Borgerne regner med mere, end I kan holde"


@pytest.fixture
def initiative(line: Any) -> Initiative:
    """Visits, in which Nord takes part: started, with a first day."""
    book = library()["citizen-first-visits"]
    given: dict[str, Any] = {"by": factories.by(line.karin), "now": timezone.now()}
    made = initiatives.create_initiative(
        title="En halv dag hos borgerne", why="Vi vil selv se det", sponsor=line.karin, unit=line.top,
        playbook_key=book.key, playbook_version=book.version, playbook_text=book.model_dump_json(),
        first=date(2027, 1, 4), last=date(2027, 12, 17), **given,
    )  # fmt: skip
    initiatives.set_participants(made, [line.nord.pk], **given)
    actions.start_initiative(made, **given)
    return made


def test_a_risk_is_taken_written_and_closed(
    line: Any, initiative: Initiative, arrive: Callable[..., Walker]
) -> None:
    karin = arrive(line.karin)
    karin.follows("Initiatives", within="nav.places")
    karin.follows("En halv dag hos borgerne")
    karin.page.locator("main").get_by_role("link", name=str(karin.words("Risks"))).first.click()
    karin.looks("risks-empty")
    stated = karin.page.locator(".cards > li").filter(has_text=STATED)
    stated.get_by_role("button").click()
    expect(karin.page.locator(".cards").first).to_contain_text(STATED)
    karin.follows("Write a risk down")
    karin.presses("Put it on the list")
    expect(karin.page.locator(".form-error-message").first).to_be_visible()
    karin.looks("risk-new-faults")
    karin.writes("What may go wrong?", "Besøgene falder i ferien")
    karin.writes("Why may it happen?", "Vagtplanen lægges tidligt.")
    karin.writes("What do we do about it?", "Vi vælger dage, før den lægges.")
    karin.writes("Who keeps an eye on it?", "Mette Holm")
    karin.presses("Put it on the list")
    karin.reads("Besøgene falder i ferien", "Mette Holm")
    karin.looks("risks")
    # The one whose it is closes it, with a word about why.
    mette = arrive(line.mette, PHONE)
    mette.goes_to(karin.page.url)
    mette.follows("Besøgene falder i ferien")
    mette.looks("risk")
    mette.follows("Close the risk")
    mette.writes("Why is it closed?", "Dagene er valgt.")
    mette.presses("Close the risk")
    mette.reads("The risk is closed.")
    mette.unfolds("Closed risks")
    mette.reads("Besøgene falder i ferien")
    mette.looks("risks-closed")


def test_days_that_cannot_be_are_refused_at_the_field(
    line: Any, initiative: Initiative, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    karin = arrive(line.karin, size)
    karin.goes_to(f"{initiative.get_absolute_url()}timetable/")
    karin.looks("timetable-counted")
    fields = karin.page.locator(".time-rows").first.locator("input[type=text]")
    fields.nth(0).fill("marts 2027")
    fields.nth(1).fill("januar – februar 2027")
    fields.nth(2).fill("fra 10. juni 2027 til 1. maj 2027")
    karin.presses("Save the timetable")
    rows = karin.page.locator(".time-rows").first.locator(":scope > li")
    expect(rows.nth(2).locator(".form-error-message")).to_be_visible()
    karin.looks("timetable-faults-reading")
    fields.nth(2).fill("maj – juni 2027")
    karin.presses("Save the timetable")
    expect(rows.nth(1).locator(".form-error-message")).to_contain_text(
        "Før: Fortæl det, og læg det til rette"
    )
    karin.looks("timetable-faults")
    # Nothing was kept of it, and nothing typed is lost.
    assert not initiative.timings.exists()
    expect(fields.nth(1)).to_have_value("januar – februar 2027")
    fields.nth(1).fill("april 2027")
    karin.presses("Save the timetable")
    expect(karin.page.locator(".form-error-message")).to_have_count(0)
    karin.reads("april 2027")


def test_a_no_is_met_by_an_activity(
    line: Any, initiative: Initiative, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    plan = initiative.plans.get(unit=line.nord, is_central=False)
    sara = arrive(line.sara, size)
    sara.goes_to(plan.get_absolute_url())
    sara.page.locator(".plan-stages a").first.click()
    sara.follows("Er I klar til at tage ud?")
    sara.looks("checklist")
    answer(sara, "voluntary", "No")
    sara.presses("Save the answers")
    sara.looks("checklist-no")
    answer(sara, "voluntary", "No")
    block = sara.page.locator("#voluntary")
    if not block.locator("[name=voluntary-new]").is_visible():
        block.locator("summary").click()
    block.locator("[name=voluntary-new]").fill("Spørg på holdene, hvem der har lyst")
    for key in ("why", "citizen", "silence", "promises", "day"):
        answer(sara, key, "Yes")
    sara.presses("Save the answers")
    sara.looks("checklist-met")
    kept = ChecklistAnswer.objects.get(plan=plan, question="voluntary")
    assert kept.activity is not None
    assert kept.activity.title == "Spørg på holdene, hvem der har lyst"
    sara.goes_to(f"{plan.get_absolute_url()}stages/before/")
    sara.reads("All in place", "Spørg på holdene, hvem der har lyst")
    sara.looks("stage-with-checklist")


def answer(sara: Walker, key: str, word: str) -> None:
    value = word.lower()
    sara.page.locator(f"#{key} input[name={key}][value={value}] + label").click()
