"""A proposal in two taps; it is answered, or taken."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ..models import Proposal
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("begun", at)


def test_an_employee_proposes_once_however_often_it_is_sent(client, at, plan):
    url = reverse("plans:propose", args=[plan.pk])
    as_(client, at.ali)
    assert client.get(url).status_code == 200
    typed = {"text": "Hold mødet om morgenen", "kind": "activity", "key": "a-key"}
    for _again in range(2):
        answer = client.post(url, typed)
        assert answer["location"] == reverse("plans:proposals", args=[plan.pk])
    made = Proposal.objects.get()
    assert (made.made_by, made.kind, made.text) == (at.ali, "activity", "Hold mødet om morgenen")
    assert "Hold mødet om morgenen" in client.get(reverse("plans:proposals", args=[plan.pk])).text


def test_an_empty_proposal_is_told_at_the_field(client, at, plan):
    answer = as_(client, at.ali).post(reverse("plans:propose", args=[plan.pk]), {"text": " ", "kind": "idea"})
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_those_who_only_look_on_do_not_propose(client, at, plan):
    assert as_(client, at.mette).get(reverse("plans:propose", args=[plan.pk])).status_code == 403
    assert as_(client, at.bo).get(reverse("plans:propose", args=[plan.pk])).status_code == 404
    make.role(at.kurt, "auditor", at.nord)
    assert as_(client, at.kurt).get(reverse("plans:propose", args=[plan.pk])).status_code == 403
    assert as_(client, at.ali).get(reverse("plans:propose", args=[make.central(at).pk])).status_code == 200


def test_the_leader_answers_and_everybody_reads_it(client, at, plan):
    one = make.proposal(plan, at.ali)
    as_(client, at.sara)
    page = client.get(reverse("plans:proposals", args=[plan.pk]))
    assert f"{reverse('plans:add_activity', args=[plan.pk])}?from={one.pk}" in page.text
    url = reverse("plans:answer_proposal", args=[one.pk])
    refused = client.post(url, {"answer": ""})
    assert refused.status_code == 422
    assert "error-summary" in refused.text
    assert client.post(url, {"answer": "God idé, vi prøver i januar"}).status_code == 302
    page = as_(client, at.ali).get(reverse("plans:proposals", args=[plan.pk]))
    assert "God idé, vi prøver i januar" in page.text
    assert "?from=" not in page.text


def test_others_do_not_answer(client, at, plan):
    one = make.proposal(plan, at.ali)
    url = reverse("plans:answer_proposal", args=[one.pk])
    assert as_(client, at.ali).post(url, {"answer": "ja"}).status_code == 403
    assert as_(client, at.bo).post(url, {"answer": "ja"}).status_code == 404


def test_an_empty_list_says_what_to_do(client, at, plan):
    page = as_(client, at.ali).get(reverse("plans:proposals", args=[plan.pk]))
    assert 'class="empty"' in page.text
    assert reverse("plans:propose", args=[plan.pk]) in page.text
