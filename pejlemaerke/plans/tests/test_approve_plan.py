"""The plan before the leadership group: all approve, or one asks for a change."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pejlemaerke.organisation.tests import factories as people

from ..models import ApprovalRound, Plan
from ..pages.approval import leadership_group
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("begun", at)


def url(name, plan):
    return reverse(f"plans:{name}", args=[plan.pk])


def test_the_group_is_suggested(at, plan):
    assert leadership_group(plan, today=make.TODAY) == [at.mette]
    area = make.plan("empty", at, unit=at.area)
    assert {person.name for person in leadership_group(area, today=make.TODAY)} == {
        "Karin Dam", "Sara Lind", "Bo Ek",
    }  # fmt: skip


def test_the_leader_lays_it_before_those_suggested_and_others(client, at, plan):
    as_(client, at.sara)
    page = client.get(url("approval", plan))
    assert url("ask_approval", plan) in page.text
    assert "Mette Holm" in client.get(url("ask_approval", plan)).text
    answer = client.post(
        url("ask_approval", plan),
        {"people": [str(at.mette.pk)], "others": "Bo Ek\n", "due": "1. december 2026"},
    )
    assert answer.status_code == 302
    round_ = ApprovalRound.objects.get()
    assert {voice.person for voice in round_.voices.all()} == {at.mette, at.bo}
    assert round_.due.isoformat() == "2026-12-01"


def test_whoever_is_asked_can_read_the_plan(client, at, plan):
    assert as_(client, at.bo).get(url("approval", plan)).status_code == 404
    make.approval(plan, [at.bo])
    page = client.get(url("approval", plan))
    assert page.status_code == 200
    assert "Mød hinanden om planen" in page.text


def test_a_name_that_several_have_comes_back_as_boxes(client, at, plan):
    other = people.person("Bo", "Bech", at.birken)
    as_(client, at.sara)
    typed = {"people": [str(at.mette.pk)], "others": "Bo"}
    again = client.post(url("ask_approval", plan), typed)
    assert again.status_code == 422
    assert str(other.pk) in again.text
    typed = {"people": [str(at.mette.pk), str(other.pk)], "others": "", "offered": [str(other.pk), "x"]}
    assert client.post(url("ask_approval", plan), typed).status_code == 302
    assert {voice.person for voice in ApprovalRound.objects.get().voices.all()} == {at.mette, other}


@pytest.mark.parametrize("typed", [{"others": "Ingen Sådan"}, {"people": [], "others": ""}, {"due": "snart"}])
def test_what_is_not_understood_is_told(client, at, plan, typed):
    answer = as_(client, at.sara).post(url("ask_approval", plan), typed)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert not ApprovalRound.objects.exists()


def test_only_the_leader_asks(client, at, plan):
    assert as_(client, at.ali).get(url("ask_approval", plan)).status_code == 403


def test_the_last_to_approve_approves_the_plan(client, at, plan):
    round_ = make.approval(plan, [at.mette, at.bo])
    for person, state in ((at.mette, "asked"), (at.bo, "approved")):
        as_(client, person)
        assert url("answer_approval", plan) in client.get(url("approval", plan)).text
        assert client.post(url("answer_approval", plan), {"answer": "approved"}).status_code == 302
        round_.refresh_from_db()
        assert round_.state == state


def test_a_change_is_asked_for_in_words(client, at, plan):
    make.approval(plan, [at.mette])
    as_(client, at.mette)
    refused = client.post(url("answer_approval", plan), {"answer": "change", "text": ""})
    assert refused.status_code == 422
    assert "error-summary" in refused.text
    client.post(url("answer_approval", plan), {"answer": "change", "text": "Flyt mødet"})
    page = as_(client, at.sara).get(url("approval", plan))
    assert "Flyt mødet" in page.text
    assert url("ask_approval", plan) in page.text


def test_others_do_not_answer_and_a_round_that_is_over_is_over(client, at, plan):
    as_(client, at.mette)
    assert client.post(url("answer_approval", plan), {"answer": "approved"}).status_code == 403
    make.approval(plan, [at.mette])
    assert as_(client, at.sara).post(url("answer_approval", plan), {"answer": "approved"}).status_code == 403
    as_(client, at.mette).post(url("answer_approval", plan), {"answer": "approved"})
    assert client.post(url("answer_approval", plan), {"answer": "approved"}).status_code == 409


def test_a_substitute_answers_on_behalf_of_the_absent(client, at, plan):
    make.substitution(at.mette, at.kurt, first=make.TODAY, last=make.TODAY.replace(year=2099))
    round_ = make.approval(plan, [at.mette])
    as_(client, at.kurt).post(url("answer_approval", plan), {"answer": "approved"})
    voice = round_.voices.get()
    assert voice.answer == "approved"
    assert voice.on_behalf_of_name == "Mette Holm"


def test_nobody_sees_more_plans_for_having_a_voice_in_one(at, plan):
    make.approval(plan, [at.bo])
    other = make.plan("begun", at, unit=at.birken)
    seen = Plan.objects.visible_to(people.scope_of(at.bo))
    assert plan in seen
    assert other not in seen
