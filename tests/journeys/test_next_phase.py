"""A backbrief lives on: the next phase, a changed intent, a subtask that was waited for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.tests import factories

from .conftest import DESKTOP, Walker

pytestmark = pytest.mark.journey


@pytest.fixture
def accepted(line: Any) -> Backbrief:
    """Nord's, accepted; its second subtask waits for the first."""
    return factories.backbrief("accepted", line)


def test_a_sketch_of_the_next_phase_shows_first_what_is_new(
    line: Any, accepted: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    # Given a leader at the end of a phase
    sara = arrive(line.sara, size)
    sara.follows("Read your workplace's backbrief")
    sara.follows("Next phase or a change")
    sara.looks("next-revision")
    sara.ticks("Bring a sketch of the next phase")
    sara.writes("What is the next phase called?", "fase 2, foråret 2027")
    sara.presses("Open the text")
    # When she adds what comes now
    sara.is_at("Backbrief of the next phase")
    sara.follows(re.compile("^Underopgaver"))
    sara.presses("Add a subtask")
    third = sara.page.locator("#subtask-3")
    third.get_by_label(re.compile("^Titel")).fill("Lær de nye at kende")
    third.get_by_label(re.compile("^Hvornår")).fill("april 2027")
    sara.presses("Save", exact=True)
    sara.is_at("Backbrief of the next phase")
    sara.looks("write-phase")
    sara.follows("Read it through and send to %(name)s", name="Mette Holm")
    sara.presses("Send to %(name)s", name="Mette Holm")
    # Then her superior sees that first, and the rest when asked for
    mette = arrive(line.mette, size)
    mette.follows("Answer the backbrief from")
    mette.follows("Answer %(unit)s", unit="Nord")
    mette.reads("What is new in this sketch", "Lær de nye at kende")
    mette.looks("review-phase")
    mette.unfolds("The whole backbrief beside the brief")
    mette.reads("Alle nye forløb begynder med et hjemmebesøg.")
    mette.ticks("Ja, gør det sådan.")
    mette.presses("Send the answer to %(unit)s", unit="Nord")
    mette.reads("Your answer has been sent to %(unit)s.", unit="Nord")
    # And both versions can be laid side by side
    sara.goes_to_front()
    sara.follows("Read your workplace's backbrief")
    sara.reads("Lær de nye at kende")
    sara.follows("See the two newest side by side")
    sara.reads("Lær de nye at kende")
    sara.looks("compare")


def test_a_changed_intent_asks_those_below_whether_theirs_still_holds(
    line: Any, accepted: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    # Given a manager who changes the intent of a brief that is out
    mette = arrive(line.mette, DESKTOP)
    mette.follows("Read your workplace's backbrief")
    mette.page.locator(f"main a[href='{line.area_brief.get_absolute_url()}']").first.click()
    mette.follows("Change the brief")
    mette.writes("Hvad vil du opnå?", "Borgerne bestemmer selv rækkefølgen i deres dag")
    mette.presses("Read it through and send")
    mette.is_at("Send the changed brief")
    mette.looks("brief-send-changed")
    mette.writes("What has changed, and why?", "Borgerne har bedt om det.")
    mette.presses(("Send to one workplace", "Send to %(n)s workplaces"), n=2)
    mette.reads("Borgerne bestemmer selv rækkefølgen")
    # Then the leader below is asked, reads the old and the new, and answers
    sara = arrive(line.sara, size)
    sara.looks("front-check-again")
    sara.follows("Check whether the backbrief still holds for")
    sara.looks("backbrief-check-again")
    sara.follows("Check whether it still holds")
    sara.reads("Borgerne har bedt om det.", "Borgerne skal kunne klare mere", "Borgerne bestemmer selv")
    sara.looks("check-again")
    sara.presses("Yes, it still holds")
    sara.reads("Thank you. Your superior can see that the backbrief still holds.")


def test_what_waited_is_asked_for_when_the_other_is_done(
    line: Any, accepted: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    sara = arrive(line.sara, size)
    sara.follows("Read your workplace's backbrief")
    sara.page.get_by_role("button", name=re.compile("Tal hvert forløb igennem")).click()
    sara.reads("What it waited for is done. Now it can be planned.")
    sara.looks("backbrief-ticked")
    sara.goes_to_front()
    sara.reads("Say when you will do", "Bred det ud til alle")
    sara.looks("front-subtask-ready")
