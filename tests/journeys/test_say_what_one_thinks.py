"""Those who work there propose to the plan and are answered; those who lead beside each other approve it or ask for a
change."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import expect

from pejlemaerke.plans.tests import factories
from pejlemaerke.plans.words import APPROVAL_STATES, PROPOSAL_STATES

from .conftest import PHONE, Walker

pytestmark = pytest.mark.journey

MORNING = "Kan vi mødes om morgenen, så nattevagterne kan være med?"
POSTER = "Lad os hænge ordene op i vagtrummet."
ANSWER = "Ikke som møde. Vi skiftes til at komme forbi om natten."
CHANGE = "Tag aftenholdet med fra begyndelsen."
QUESTION = "What do you say to the plan?"


def state(walker: Walker, words: tuple[Any, str]) -> str:
    with translation.override(walker.language):
        return str(words[0])


def test_an_employee_proposes_in_two_taps_and_is_answered(line: Any, arrive: Callable[..., Walker]) -> None:
    # Given an employee on a phone, at the unit's plan
    factories.plan("begun", line)
    ali = arrive(line.ali, PHONE)
    ali.follows("My unit", within="nav.places")
    for text in (MORNING, POSTER):
        if ali.page.get_by_role("link", name=str(ali.words("See the plans"))).count():
            ali.follows("See the plans")
        # When he taps, writes and taps
        ali.follows("Propose something")
        ali.looks("propose")
        ali.writes("What do you propose?", text)
        ali.presses("Send the proposal")
        ali.reads(text)
    ali.looks("proposals-sent")

    # Then the leader has both at Min side, takes one and answers the other
    sara = arrive(line.sara)
    sara.looks("front-proposals")
    sara.follows("Answer the proposal")
    sara.is_at("Proposals")
    sara.looks("proposals-leader")
    take(sara, POSTER)
    reply(sara, MORNING)

    # And he sees what became of them
    ali.page.reload()
    ali.reads(
        ANSWER,
        "Hæng ordene op",
        state(ali, PROPOSAL_STATES["taken"]),
        state(ali, PROPOSAL_STATES["answered"]),
    )
    ali.looks("proposals-answered")
    ali.follows("Hæng ordene op")
    ali.is_at("Hæng ordene op")


def of(walker: Walker, text: str) -> Any:
    return walker.page.locator(".proposals > li").filter(has_text=text)


def take(sara: Walker, text: str) -> None:
    of(sara, text).get_by_role("link", name=str(sara.words("Take it into the plan"))).click()
    sara.is_at("Add an activity")
    sara.reads(text)
    sara.writes("What is it called?", "Hæng ordene op i vagtrummet")
    sara.looks("activity-from-proposal")
    sara.presses("Put it into the plan")
    sara.reads("Hæng ordene op i vagtrummet")


def reply(sara: Walker, text: str) -> None:
    sara.goes_to_front()
    sara.follows("Answer the proposal")
    of(sara, text).locator("summary").click()
    of(sara, text).get_by_label(str(sara.words("Your answer"))).fill(ANSWER)
    of(sara, text).get_by_role("button", name=str(sara.words("Send the answer"))).click()
    expect(of(sara, text)).to_contain_text(ANSWER)


def test_a_leadership_group_approves_when_all_of_it_has(line: Any, arrive: Callable[..., Walker]) -> None:
    # Given a plan laid before three
    plan = factories.plan("begun", line)
    sara = arrive(line.sara)
    sara.goes_to(plan.get_absolute_url())
    sara.follows("Approval by the leadership group")
    sara.looks("approval-empty")
    sara.follows("Lay it before the group")
    expect(sara.page.get_by_role("checkbox", name="Mette Holm")).to_be_checked()
    others = sara.page.locator("textarea[name=others]")
    others.fill("Bo Ek\nKarin Damm")
    sara.presses("Lay it before them", exact=True)
    sara.reads("Nobody here is called “%(name)s”.", name="Karin Damm")
    sara.looks("approval-ask-faults")
    others.fill("Bo Ek\nKarin Dam")
    sara.presses("Lay it before them", exact=True)
    sara.reads("%(done)s of %(all)s have answered", done=0, all=3)
    sara.looks("approval-asked")

    # When one asks for a change
    group = [arrive(line.mette, PHONE), arrive(line.bo), arrive(line.karin)]
    approve(group[0])
    approve(group[1])
    ask_for_change(group[2])

    # Then the plan is laid before the same three again, and all approve
    sara.goes_to_front()
    sara.follows("Change the plan and lay it before the group again:")
    sara.reads(CHANGE, state(sara, APPROVAL_STATES["change_asked"]))
    sara.looks("approval-change")
    sara.follows("Lay it before them again")
    for name in ("Mette Holm", "Bo Ek", "Karin Dam"):
        expect(sara.page.get_by_role("checkbox", name=name)).to_be_checked()
    sara.presses("Lay it before them", exact=True)
    sara.reads("%(done)s of %(all)s have answered", done=0, all=3)
    for walker in group:
        approve(walker)
    group[-1].reads("The plan is approved: you were the last of the group.")
    sara.page.reload()
    sara.reads(state(sara, APPROVAL_STATES["approved"]), "%(done)s of %(all)s have answered", done=3, all=3)
    sara.looks("approval-approved")


def approve(walker: Walker) -> None:
    walker.goes_to_front()
    walker.follows(re.compile(str(walker.words("Approve the plan of"))))
    walker.looks("approval-answer")
    walker.ticks("I approve the plan")
    walker.presses("Give your answer")
    walker.reads(re.compile(r"\d \S+ 3 "))


def ask_for_change(walker: Walker) -> None:
    walker.goes_to_front()
    walker.follows(re.compile(str(walker.words("Approve the plan of"))))
    walker.ticks("I ask for a change")
    walker.presses("Give your answer")
    walker.reads("Say what you would like changed.")
    walker.looks("approval-answer-faults")
    walker.writes("Your words", CHANGE)
    walker.presses("Give your answer")
    walker.reads(CHANGE)
