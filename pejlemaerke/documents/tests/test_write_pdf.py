from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from pejlemaerke.documents.paper import Bullets, Heading, Item, Note, Paper, Prose
from pejlemaerke.documents.pdf import write_pdf

from .test_write_docx import PAPER


def text_of_pdf(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def test_the_pdf_is_tagged_and_says_language_title_date_and_standards() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(PAPER, on=date(2025, 3, 1)))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("da")
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == PAPER.title
            assert metadata["xmp:CreateDate"].startswith("2025-03-01")
        assert pdf.Root.OutputIntents


def test_headings_lists_and_table_headers_are_tagged_as_such() -> None:
    with pikepdf.open(io.BytesIO(write_pdf(PAPER))) as pdf:
        tags = {str(item.S) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item}
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Caption"} <= tags


def test_every_text_stands_in_the_pdf() -> None:
    text = text_of_pdf(write_pdf(PAPER))
    for words in (
        "Plan for Børnehuset Ærø",
        "Fjordby Kommune",
        "Godkendt af: Åse Øster",
        "Hensigten ovenfra",
        "med linjeskift.",
        "hos jer",
        "Hvem gør hvad",
        "1 / 1",
    ):
        assert words in text


@pytest.mark.parametrize(
    "evil",
    [
        '#eval("1+1")',
        '#panic("x")',
        "$x^2$",
        "*fed*",
        "= overskrift",
        '"]#read("/etc/hostname")',
        "\\u{41} @a <b>",
    ],
)
def test_what_people_write_is_shown_and_never_run(evil: str) -> None:
    paper = Paper(
        evil,
        evil,
        "da",
        evil,
        ((evil, evil),),
        (Heading(evil), Prose(evil), Bullets((Item(evil),)), Note(evil, evil)),
    )
    assert text_of_pdf(write_pdf(paper)).count(evil) >= 8


@pytest.mark.parametrize(
    "odd", ["\U0001f389", "漢", "\ue000", "\x00", "\x0b", "\ud800", "\ufffe", "\u0378", "\u202e"]
)
def test_no_character_stops_the_document(odd: str) -> None:
    paper = Paper(f"Plan{odd}", "Fjordby", "da", parts=(Prose(f"Vi fejrer det{odd} sammen."),))
    assert "Vi fejrer det" in text_of_pdf(write_pdf(paper))


def test_heading_levels_never_jump_and_empty_parts_do_no_harm() -> None:
    paper = Paper(
        "", "", "en", parts=(Heading("Deep", 4), Prose(""), Bullets(()), Heading(""), Heading("Flat", 1))
    )
    text = text_of_pdf(write_pdf(paper))
    assert "Deep" in text
    assert "Flat" in text


def test_the_same_paper_gives_the_same_text_and_the_date_of_its_property() -> None:
    paper = replace(PAPER, properties={"date": "2024-12-24T10:00"})
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf, pdf.open_metadata() as metadata:
        assert metadata["xmp:CreateDate"].startswith("2024-12-24")
    assert write_pdf(paper) == write_pdf(paper)


def test_it_is_written_without_the_front_end_parts_too(settings: object, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    assert "Plan for Børnehuset Ærø" in text_of_pdf(write_pdf(PAPER))
