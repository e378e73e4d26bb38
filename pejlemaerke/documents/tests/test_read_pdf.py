from __future__ import annotations

import io
import zlib
from datetime import date

import pikepdf
import pytest

from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.paper import Bullets, Heading, Item, Paper, Part, Prose
from pejlemaerke.documents.pdf import write_pdf
from pejlemaerke.documents.reading import read_document
from pejlemaerke.documents.reading_pdf import MAX_PAGES, read_pdf

from .documents_for_tests import PLAN, pdf_of
from .test_write_docx import PAPER


def paper_of(parts: tuple[tuple[str, str], ...] = PLAN, repeat: int = 1) -> Paper:
    made: list[Part] = []
    for style, text in parts * repeat:
        match style:
            case "h":
                made.append(Heading(text, 2 if text.startswith("Delopgave") else 1))
            case "b":
                made.append(Bullets((Item(text),)))
            case _:
                made.append(Prose(text))
    return Paper("Plan for Skovstjernen", "Fjordby Kommune", "da", parts=tuple(made))


def untagged(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.StructTreeRoot
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


EXPECTED = [({"h": "heading", "p": "paragraph", "b": "bullet"}[style], text) for style, text in PLAN]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_plan_is_the_same_with_and_without_tags(tagged: bool) -> None:
    data = write_pdf(paper_of(), on=date(2025, 3, 1))
    document = read_document(data if tagged else untagged(data), "plan.docx")
    assert document.kind == "pdf"
    found = [(block.kind, block.text) for block in document.blocks]
    assert ("title", "Plan for Skovstjernen") in found[:2]
    assert found[2:] == EXPECTED
    levels = [block.level for block in document.blocks if block.text == "Delopgave 1"]
    assert levels == [2 if tagged else 3]
    assert all(block.styled is tagged for block in document.blocks if block.kind == "heading")


def test_tags_give_nested_lists_and_rows() -> None:
    blocks = read_pdf(write_pdf(PAPER)).blocks
    assert [(b.text, b.level) for b in blocks if b.kind == "bullet" and b.styled][:4] == [
        ("Besøg", 0),
        ("hos os", 1),
        ("i maj", 2),
        ("hos jer", 1),
    ]
    assert [b.text for b in blocks if b.kind == "number"] == ["Først", "Så", "måske"]
    assert [b.cells for b in blocks if b.kind == "row"][:2] == [("Hvad", "Hvem"), ("Besøg", "Anne Bo")]


@pytest.mark.parametrize("tagged", [True, False])
def test_page_numbers_and_running_headers_are_left_out(tagged: bool) -> None:
    data = write_pdf(paper_of(repeat=8))
    texts = [block.text for block in read_pdf(data if tagged else untagged(data)).blocks]
    assert texts.count("Plan for Skovstjernen") == 1
    assert not [text for text in texts if text.startswith(("1 / ", "2 / ")) or text.endswith(" / 3")]
    assert texts.count(PLAN[1][1]) == 8


def test_a_plain_pdf_without_fonts_to_go_by_is_read_as_text() -> None:
    lines = [
        "Hvad er vores opgave?",
        "",
        "Vi vil skabe ro i overgangen fra dagtilbud til skole, så hvert barn",
        "møder en voksen, som kender det.",
        "",
        "Tidsplan",
        "",
        "Vi begynder i uge 8.",
    ]
    blocks = read_pdf(pdf_of(lines)).blocks
    assert [block.kind for block in blocks] == ["heading", "paragraph", "heading", "paragraph"]
    assert blocks[1].text.endswith("så hvert barn møder en voksen, som kender det.")


def test_a_scanned_pdf_says_that_it_has_no_text() -> None:
    with pytest.raises(Unfit, match="no_text"):
        read_document(pdf_of([]), "scannet.pdf")


def test_too_many_pages_are_refused() -> None:
    with pikepdf.Pdf.new() as pdf:
        for _page in range(MAX_PAGES + 1):
            pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(Unfit, match="too_many_pages"):
        read_document(out.getvalue(), "lang.pdf")


def test_a_pdf_that_expands_is_refused_before_it_is_opened() -> None:
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page()
        packed = zlib.compress(b"q Q " * (30 * 1024 * 1024), 9)
        page.Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(Unfit, match="expands_too_much"):
        read_document(out.getvalue(), "bombe.pdf")


def test_a_pdf_locked_for_editing_is_told_as_locked() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(["Hej"]))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(Unfit, match="encrypted"):
        read_document(out.getvalue(), "a.pdf")
