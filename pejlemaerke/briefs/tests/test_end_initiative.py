"""An initiative that is over asks nothing of anybody: no turn stands, and nothing more is written in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pejlemaerke.briefs import actions, rules
from pejlemaerke.core.verdict import Verdict
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.faults import find_faults
from pejlemaerke.record.models import Turn

from ..models import Backbrief
from . import factories as make

pytestmark = pytest.mark.django_db


def close(at: make.Line) -> None:
    initiative = Initiative.objects.get(pk=at.initiative.pk)
    initiatives.close_initiative(initiative, by=make.by(at.karin), now=make.later(), note="Det lykkedes")


@pytest.mark.parametrize("state", list(rules.BACKBRIEF.states))
def test_closing_ends_every_turn_and_keeps_every_state(state):
    at = make.line()
    found = make.backbrief(state, at)
    begun = actions.open_brief(at.initiative, at.homes, by=make.by(at.kurt), now=make.NOW)
    assert Turn.objects.about(begun).exists()
    close(at)
    assert not Turn.objects.exists()
    found.refresh_from_db()
    begun.refresh_from_db()
    assert (found.state, begun.state) == (state, "draft")
    assert list(find_faults()) == []


def test_a_subtask_to_be_planned_is_nobody_s_turn_any_more():
    at = make.line()
    found = make.backbrief("accepted", at)
    actions.tick_subtask(found.subtask_lives.get(key="a"), done=True, by=make.by(at.sara), now=make.NOW)
    ready = found.subtask_lives.get(state="ready")
    assert Turn.objects.about(ready).exists()
    close(at)
    assert not Turn.objects.about(ready).exists()
    assert list(find_faults()) == []


def test_another_initiative_goes_on():
    at = make.line()
    make.backbrief("submitted", at)
    other = next_initiative(at)
    close(at)
    assert list(Turn.objects.values_list("object_id", flat=True)) == [other.pk]


def next_initiative(at: make.Line) -> Initiative:
    return initiatives.create_initiative(
        title="Den næste", why="Den bygger videre", sponsor=at.karin, unit=at.top, playbook_key="core-task",
        playbook_version=1, playbook_text=at.initiative.playbook_text, predecessor=at.initiative,
        by=make.by(at.karin), now=make.NOW,
    )  # fmt: skip


#: The state it must stand in, who asks, and the rule.
ASKED: dict[str, tuple[str, str, Callable[[Any, Backbrief], Verdict]]] = {
    "write": ("draft", "sara", lambda scope, found: rules.may_write(scope, found, frozenset())),
    "send": ("draft", "sara", rules.may_submit),
    "take back": ("submitted", "sara", rules.may_withdraw),
    "answer": (
        "submitted", "mette", lambda scope, found: rules.may_review(scope, found, found.submitted, frozenset()),
    ),
    "comment": ("draft", "ida", lambda scope, found: rules.may_comment(scope, found, None, frozenset())),
    "comment on what was sent": (
        "submitted", "mette", lambda scope, found: rules.may_comment(scope, found, found.submitted, frozenset()),
    ),
    "give a view": ("draft", "ida", rules.may_give_view),
    "open the next": ("accepted", "sara", rules.may_open_revision),
    "confirm": ("check_again", "sara", rules.may_confirm),
    "brief on": ("accepted", "sara", rules.may_brief_on),
    "tick": ("accepted", "sara", lambda scope, found: rules.may_tick_subtask(scope, found, frozenset())),
    "change the brief": ("brief_changed", "mette", lambda scope, found: rules.may_write_brief(scope, found.brief)),
    "send the brief": ("brief_changed", "mette", lambda scope, found: rules.may_issue_brief(scope, found.brief)),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_whoever_could_do_it_is_told_that_the_initiative_is_closed(what):
    state, who, rule = ASKED[what]
    at = make.line()
    found = make.backbrief(state, at)
    scope = people.scope_of(getattr(at, who))
    assert rule(scope, Backbrief.objects.get(pk=found.pk))
    close(at)
    verdict = rule(scope, Backbrief.objects.get(pk=found.pk))
    assert not verdict
    assert verdict.relation
    assert verdict.reason == rules.may_work_on(Initiative.objects.get(pk=at.initiative.pk)).reason


def test_its_pages_can_be_read_and_offer_nothing(client: Client):
    at = make.line()
    found = make.backbrief("draft", at)
    close(at)
    client.force_login(people.account(at.sara))
    page = client.get(reverse("briefs:backbrief", args=[found.pk]))
    assert page.status_code == 200
    assert reverse("briefs:send", args=[found.pk]) not in page.content.decode()
    url = reverse("briefs:section", args=[found.pk, "main_task"])
    shown = client.get(url).content.decode()
    assert "Alle nye forløb begynder med et hjemmebesøg." in shown
    assert "<textarea" not in shown
    answer = client.post(url, {"main_task": "Noget andet", "starting_point": "", "version": 1})
    assert answer.status_code == 409
    assert found.sections.get(name="main_task").version == 1


def test_a_dropped_draft_takes_the_turn_of_its_brief_along():
    at = make.line()
    draft = next_initiative(at)
    brief = actions.open_brief(draft, at.top, by=make.by(at.karin), now=make.NOW)
    assert Turn.objects.about(brief).exists()
    initiatives.drop_initiative(draft, by=make.by(at.karin), now=make.NOW)
    assert not Turn.objects.about(brief).exists()
    assert not Turn.objects.about(draft).exists()
    assert list(find_faults()) == []
