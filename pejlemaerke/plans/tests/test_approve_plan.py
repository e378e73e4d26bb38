"""The whole leadership group approves a plan, each in person; one asked change stops the round."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pejlemaerke.core.errors import Conflict, Refused

from .. import actions, rules
from ..models import ApprovalRound
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def asked(at):
    return make.approval(make.plan("begun", at), [at.bo, at.mette, at.bo])


def answer(round_, who, said="approved", **given):
    """As the view does it: who answers, with the voice they hold."""
    scope = make.scope_of(who)
    voice = round_.voices.get(person__in=scope.people)
    by = scope.actor(f"person:{voice.person_id}")
    actions.answer_approval(round_, voice, answer=said, by=by, now=make.later(), **given)


def test_each_is_asked_once(at, asked):
    assert make.turns(asked) == {
        (f"person:{at.bo.pk}", "plans.approve"), (f"person:{at.mette.pk}", "plans.approve"),
    }  # fmt: skip
    assert make.causes(asked) == {("plans.plan", asked.plan_id)}
    assert [row["title"] for row in asked.content_json] == ["Mød hinanden om planen"]


def test_nobody_to_ask_is_refused(at):
    with pytest.raises(Refused):
        make.approval(make.plan("begun", at), [])
    assert not ApprovalRound.objects.exists()


def test_approved_when_all_have(at, asked):
    answer(asked, at.bo)
    assert make.again(asked).state == "asked"
    assert make.turns(asked) == {(f"person:{at.mette.pk}", "plans.approve")}
    answer(make.again(asked), at.mette)
    asked = make.again(asked)
    assert (asked.state, asked.ended_at) == ("approved", make.later())
    assert not make.turns(asked)
    assert make.verbs(asked) == ["asked", "answered", "answered", "approved"]


def test_one_asked_change_stops_it_and_the_leader_has_the_turn(at, asked):
    with pytest.raises(Refused):
        answer(asked, at.bo, "change", text=" ")
    with pytest.raises(Refused):
        answer(asked, at.bo, "maybe")
    answer(asked, at.bo, "change", text="Flyt mødet")
    assert make.again(asked).state == "change_asked"
    assert make.turns(asked) == {(f"leader:{at.nord.pk}", "plans.change_plan")}
    with pytest.raises(Conflict):
        answer(asked, at.mette)


def test_laid_before_them_again_the_former_round_is_over(at, asked):
    answer(asked, at.bo, "change", text="Flyt mødet")
    second = make.approval(make.again(asked.plan), [at.bo])
    assert (make.again(asked).state, second.number) == ("withdrawn", 2)
    assert not make.turns(asked)
    answer(second, at.bo)
    assert make.again(second).state == "approved"


def test_a_substitute_answers_on_behalf_of_the_absent(at, asked):
    make.substitution(at.bo, at.lone)
    assert rules.may_approve(make.scope_of(at.lone), asked, asked.voices.all())
    answer(asked, at.lone)
    voice = asked.voices.get(person=at.bo)
    assert (voice.answer, voice.on_behalf_of_name) == ("approved", at.bo.name)


def test_what_was_approved_stands_whatever_the_plan_becomes(at, asked):
    answer(asked, at.bo)
    answer(asked, at.mette)
    make.activity("tentative", make.again(asked.plan), title="Nyt møde")
    assert [row["title"] for row in make.again(asked).content_json] == ["Mød hinanden om planen"]


def test_a_paused_plan_is_not_approved(at, asked):
    actions.pause_plan(
        make.again(asked.plan), reason="Influenza", on=make.TODAY, by=make.by(at.sara), now=make.NOW
    )
    assert not make.turns(asked)
    with pytest.raises(Conflict):
        answer(asked, at.bo)
    assert asked.voices.get(person=at.bo).answer == ""
    actions.resume_plan(make.again(asked.plan), days=0, by=make.by(at.sara), now=make.later())
    answer(make.again(asked), at.bo)
    assert make.turns(asked) == {(f"person:{at.mette.pk}", "plans.approve")}


def test_another_rounds_voice_counts_for_nothing(at, asked):
    other = make.approval(make.plan("begun", at, unit=at.syd), [at.mette])
    with pytest.raises(Refused):
        actions.answer_approval(
            other, asked.voices.get(person=at.mette), answer="approved", by=make.by(at.mette), now=make.NOW
        )
    assert make.again(other).state == "asked"


def test_a_plan_is_laid_before_the_same_group_again(at, client):
    plan = make.plan("begun", at)
    page = reverse("plans:ask_approval", args=[plan.pk])
    offered = as_(client, at.sara).get(page).context["form"].offered
    assert offered == [str(at.mette.pk)]
    make.approval(plan, [at.bo, at.mette, at.karin])
    form = client.get(page).context["form"]
    assert set(form.offered) == {str(one.pk) for one in (at.bo, at.mette, at.karin)}
    assert form.initial["people"] == form.offered
