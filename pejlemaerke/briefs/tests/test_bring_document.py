"""A leader brings the document she already has: shown beside the original, confirmed, in the draft and not before."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.tests.documents_for_tests import REFUSED

from ..actions import draft_content
from ..models import Backbrief
from . import factories as f
from .test_brief_pages import signed_in, url

pytestmark = pytest.mark.django_db

TEXT = """Backbrief fra Nord

Hovedopgave
Vi er nye i huset, og mange kender ikke opgaven endnu. Vores hovedopgave er, at alle borgere bliver spurgt først.

Underopgaver
Opgave 1: Lav en fast samtale
- Vi skriver spørgsmålene
- Hvem mangler vi at spørge?
Ansvarlig: Sara

Tidsplan
Opgave 1 løser vi i 1. kvartal 2027. Resten ligger i foråret 20277.

Rapportering
Vi fortæller områdelederen det hver måned.
"""


@pytest.fixture
def line() -> f.Line:
    return f.line()


@pytest.fixture
def unbegun(line: f.Line) -> Backbrief:
    return Backbrief.objects.get(brief=line.area_brief, unit=line.nord)


@pytest.fixture
def sara(line: f.Line) -> Client:
    return signed_in(line.sara)


def bring(client: Client, backbrief: Backbrief, data: bytes, name: str = "backbrief.txt") -> HttpResponse:
    return client.post(url("bring", backbrief.pk), {"file": SimpleUploadedFile(name, data)})


def confirmed(page: HttpResponse) -> dict[str, object]:
    """What the browser would post from the confirm page, unchanged."""
    data: dict[str, object] = {"token": page.context["token"]}
    for part in page.context["parts"]:
        if part.takes:
            data[f"take-{part.name}"] = "on"
        for bound in part.form:
            if bound.value() is not None and bound.value() is not False:
                data[bound.html_name] = bound.value()
    return data


def test_what_was_read_is_shown_and_the_draft_is_not_touched(sara: Client, unbegun: Backbrief) -> None:
    page = bring(sara, unbegun, TEXT.encode())
    text = page.content.decode()
    assert "Lav en fast samtale" in text
    assert "foråret 20277" in text
    unbegun.refresh_from_db()
    assert unbegun.state == "not_begun"
    assert not unbegun.sections.exists()


def test_confirmed_it_stands_in_the_draft(sara: Client, unbegun: Backbrief) -> None:
    data = confirmed(bring(sara, unbegun, TEXT.encode()))
    data["main_task-main_task"] = "Alle borgere bliver spurgt først, for at dagen bliver deres."
    assert sara.post(url("confirm_reading", unbegun.pk), data).status_code == 302
    content = draft_content(unbegun)
    assert content.main_task == "Alle borgere bliver spurgt først, for at dagen bliver deres."
    assert content.starting_point.startswith("Vi er nye i huset")
    assert [subtask.title for subtask in content.subtasks] == ["Lav en fast samtale"]
    assert content.subtasks[0].steps[1].is_question
    assert content.subtasks[0].who == "Sara"
    assert content.signs == ()


def test_a_section_left_unticked_stays_out(sara: Client, unbegun: Backbrief) -> None:
    data = confirmed(bring(sara, unbegun, TEXT.encode()))
    del data["take-time_plan"]
    sara.post(url("confirm_reading", unbegun.pk), data)
    assert draft_content(unbegun).time_plan == ""


def test_a_cpr_number_in_the_file_stops_at_the_field(sara: Client, unbegun: Backbrief) -> None:
    data = confirmed(bring(sara, unbegun, TEXT.replace("Sara", "010203-1234").encode()))
    page = sara.post(url("confirm_reading", unbegun.pk), data)
    assert page.status_code == 422
    assert not unbegun.sections.exists()


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_that_cannot_be_read_is_told_of_in_one_sentence(
    sara: Client, unbegun: Backbrief, name: str
) -> None:
    make, _code = REFUSED[name]
    page = bring(sara, unbegun, make(), name)
    assert page.status_code == 422
    assert len(page.context["form"].errors["file"]) == 1
    assert not StoredFile.objects.exists()


def test_anothers_file_cannot_be_named(line: f.Line, sara: Client, unbegun: Backbrief) -> None:
    syd = Backbrief.objects.get(brief=line.area_brief, unit=line.syd)
    theirs = bring(signed_in(line.bo), syd, TEXT.encode()).context["token"]
    data = confirmed(bring(sara, unbegun, TEXT.encode())) | {"token": theirs}
    assert sara.post(url("confirm_reading", unbegun.pk), data)["Location"] == url("bring", unbegun.pk)
    assert not unbegun.sections.exists()


def test_only_writers_bring_documents(line: f.Line, unbegun: Backbrief) -> None:
    for person in (line.mette, line.ida, line.ali):
        assert bring(signed_in(person), unbegun, TEXT.encode()).status_code == 403


def test_our_own_docx_comes_back_unchanged(sara: Client, line: f.Line, unbegun: Backbrief) -> None:
    f.write(unbegun, f.content(), line.sara)
    docx = sara.get(url("draft_docx", unbegun.pk)).content
    before = draft_content(unbegun)
    sara.post(url("confirm_reading", unbegun.pk), confirmed(bring(sara, unbegun, docx, "kladde.docx")))
    after = draft_content(unbegun)
    assert after.subtasks == before.subtasks
    assert (after.main_task, after.starting_point, after.reporting) == (
        before.main_task,
        before.starting_point,
        before.reporting,
    )
    assert (after.signs, after.constraints, after.freedoms, after.med) == (
        before.signs,
        before.constraints,
        before.freedoms,
        before.med,
    )


def test_what_is_written_where_nothing_was_found_comes_along(sara: Client, unbegun: Backbrief) -> None:
    page = bring(sara, unbegun, b"Hovedopgave\nVores hovedopgave er ro omkring morgenen.\n")
    data = confirmed(page) | {
        f"take-{part.name}": "on" for part in page.context["parts"] if not part.found
    }  # the hidden fields of the page
    data["time_plan-time_plan"] = "Foråret 2027"
    sara.post(url("confirm_reading", unbegun.pk), data)
    content = draft_content(unbegun)
    assert content.time_plan == "Foråret 2027"
    assert content.signs == ()
