"""An evaluation and a sketch: written together, read when they are written, presented, seen, carried on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pejlemaerke.briefs.models import Backbrief

from .. import actions
from ..fields import Said
from ..models import PhasePaper
from . import factories as make
from .asking import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.line()


@pytest.fixture
def plan(at):
    return make.plan("begun", at)


def url(name, paper):
    return reverse(f"plans:{name}", args=[paper.pk])


def test_a_member_of_med_begins_and_the_leader_finds_the_same(client, at, plan):
    begin = reverse("plans:begin_paper", args=[plan.pk, "evaluation", "phase-1"])
    first = as_(client, at.ida).post(begin)
    second = as_(client, at.sara).post(begin)
    paper = PhasePaper.objects.get()
    assert first["location"] == second["location"] == url("write_paper", paper)


def test_others_do_not_begin_and_nothing_else_can_be_begun(client, at, plan):
    begin = reverse("plans:begin_paper", args=[plan.pk, "evaluation", "phase-1"])
    assert as_(client, at.ali).post(begin).status_code == 403
    as_(client, at.sara)
    assert client.post(reverse("plans:begin_paper", args=[plan.pk, "essay", "phase-1"])).status_code == 404
    assert (
        client.post(reverse("plans:begin_paper", args=[plan.pk, "evaluation", "phase-9"])).status_code == 404
    )


def test_what_was_said_in_the_phase_stands_beside_it(client, at, plan):
    bath = make.service(at.nord, "Bad", at.sara)
    workshop = make.take(plan, at.sara, "own-words")[0]
    actions.close_held(
        workshop, held_on=make.TODAY, by=make.by(at.sara), now=make.NOW,
        products=[Said("words", "Hvad kalder I det?", "Et bad i eget tempo", bath)],
    )  # fmt: skip
    paper = make.paper("writing", plan)
    page = as_(client, at.ida).get(url("write_paper", paper))
    assert "Et bad i eget tempo" in page.text
    assert "Bad" in page.text


def test_it_is_saved_as_one_types_and_nobody_overwrites(client, at, plan):
    paper = make.paper("writing", plan)
    question = plan.initiative.playbook.stage("phase-1").evaluation[0].key
    as_(client, at.ida)
    typed = {f"q-{question}": "Idas ord", "conclusion": "", "version": "0"}
    saved = client.post(url("write_paper", paper), typed, headers={"hx-request": "true"})
    assert saved.status_code == 200
    paper.refresh_from_db()
    assert paper.answers[question] == "Idas ord"
    assert paper.writers == ["Ida Juul"]
    as_(client, at.sara)
    clash = client.post(
        url("write_paper", paper), {**typed, f"q-{question}": "Saras ord"}, headers={"hx-request": "true"}
    )
    assert clash.status_code == 409
    assert "Idas ord" in clash.text
    assert "Saras ord" in clash.text
    assert client.post(url("write_paper", paper), {**typed, f"q-{question}": "Saras ord"}).status_code == 409
    done = client.post(url("write_paper", paper), {**typed, f"q-{question}": "Begges", "version": "1"})
    assert done.status_code == 302
    paper.refresh_from_db()
    assert paper.answers[question] == "Begges"


def test_only_the_writers_read_a_draft(client, at, plan):
    paper = make.paper("writing", plan)
    for person, status in ((at.sara, 200), (at.ida, 200), (at.ali, 404), (at.mette, 404), (at.bo, 404)):
        assert as_(client, person).get(url("paper", paper)).status_code == status, person
        assert client.get(url("paper_docx", paper)).status_code == status, person
    assert as_(client, at.ali).post(url("write_paper", paper), {}).status_code == 404


def test_the_workplace_reads_what_is_written_and_the_superior_when_it_is_presented(client, at, plan):
    paper = make.paper("written", plan)
    assert as_(client, at.ali).get(url("paper", paper)).status_code == 200
    assert as_(client, at.mette).get(url("paper", paper)).status_code == 404
    actions.present_paper(paper, by=make.by(at.sara), now=make.NOW)
    assert as_(client, at.mette).get(url("paper", paper)).status_code == 200


def test_calling_it_written_asks_for_the_conclusion(client, at, plan):
    paper = make.paper("writing", plan)
    refused = as_(client, at.sara).post(url("finish_paper", paper))
    assert refused.status_code == 422
    assert "alert-error" in refused.text
    PhasePaper.objects.filter(pk=paper.pk).update(conclusion="Vi går videre")
    assert client.post(url("finish_paper", paper)).status_code == 302
    assert client.post(url("finish_paper", paper)).status_code == 409
    assert client.get(url("write_paper", paper)).status_code == 409
    assert client.post(url("reopen_paper", paper)).status_code == 302
    assert PhasePaper.objects.get().state == "writing"


def test_med_writes_and_the_leader_answers_for_it(client, at, plan):
    paper = make.paper("writing", plan)
    as_(client, at.ida)
    for name in ("finish_paper", "reopen_paper", "present_paper"):
        assert client.post(url(name, paper)).status_code == 403


def test_it_is_presented_to_the_leader_above_who_has_read_it(client, at, plan):
    paper = make.paper("written", plan)
    as_(client, at.sara)
    assert "Mette Holm" in client.get(url("paper", paper)).text
    assert client.post(url("present_paper", paper)).status_code == 302
    assert client.post(url("see_paper", paper)).status_code == 403
    as_(client, at.mette)
    assert client.post(url("see_paper", paper), {"note": "Godt gået"}).status_code == 302
    assert "Godt gået" in as_(client, at.sara).get(url("paper", paper)).text


def test_a_presented_sketch_opens_the_next_phase_of_the_backbrief(client, at):
    backbrief = make.backbrief("accepted", at)
    plan = make.plan("begun", at)
    paper = make.paper("written", plan, kind="sketch")
    as_(client, at.sara)
    assert client.post(url("open_next_phase", paper)).status_code in (403, 409)
    actions.present_paper(paper, by=make.by(at.sara), now=make.NOW)
    assert url("open_next_phase", paper) in client.get(url("paper", paper)).text
    answer = client.post(url("open_next_phase", paper))
    assert answer["location"] == reverse("briefs:write", args=[backbrief.pk])
    assert Backbrief.objects.get(pk=backbrief.pk).drafting == "phase"
    assert url("open_next_phase", paper) not in client.get(url("paper", paper)).text


@pytest.mark.parametrize(("name", "starts"), [("paper_docx", b"PK"), ("paper_pdf", b"%PDF")])
def test_it_can_be_handed_out(client, at, plan, name, starts):
    paper = make.paper("written", plan)
    answer = as_(client, at.ali).get(url(name, paper))
    assert answer.content.startswith(starts)
