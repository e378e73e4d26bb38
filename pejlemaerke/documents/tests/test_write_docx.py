from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from pejlemaerke.documents.docx import paragraphs_of, write_docx
from pejlemaerke.documents.lines import tidy
from pejlemaerke.documents.paper import Bullets, Heading, Item, Note, Paper, Prose, Table
from pejlemaerke.documents.reading import read_document

PAPER = Paper(
    title="Plan for Børnehuset Ærø",
    organisation="Fjordby Kommune",
    language="da",
    subtitle="Ro i overgangen",
    facts=(("Version", "3"), ("Godkendt af", "Åse Øster")),
    parts=(
        Note("Hensigten ovenfra", "Ingen familie skal fortælle det samme to gange."),
        Heading("Hovedopgave", 1, "main"),
        Prose("Første afsnit\nmed linjeskift.\n\n- Andet afsnit, der begynder med en streg.", "main-text"),
        Heading("Delopgave 1", 2),
        Bullets(
            (Item("Besøg", (Item("hos os", (Item("i maj"),)), Item("hos jer"))), Item("Samtaler")),
            key="steps",
        ),
        Bullets((Item("Først"), Item("Så", (Item("måske"),))), numbered=True),
        Table(("Hvad", "Hvem"), (("Besøg", "Anne\n\nBo"), ("", "Åse")), "Hvem gør hvad", "who"),
    ),
    properties={"document": "3f0c", "content": "Æ" * 700 + "\n{slut}"},
)


def test_a_paper_comes_back_as_it_went_out() -> None:
    document = read_document(write_docx(PAPER), "plan.docx")
    assert document.kind == "docx"
    assert [(b.kind, b.text, b.level) for b in document.blocks] == [
        ("title", "Plan for Børnehuset Ærø", 0),
        ("paragraph", "Ro i overgangen", 0),
        ("heading", "Hovedopgave", 1),
        ("paragraph", "Første afsnit med linjeskift.", 0),
        ("paragraph", "- Andet afsnit, der begynder med en streg.", 0),
        ("heading", "Delopgave 1", 2),
        ("bullet", "Besøg", 0),
        ("bullet", "hos os", 1),
        ("bullet", "i maj", 2),
        ("bullet", "hos jer", 1),
        ("bullet", "Samtaler", 0),
        ("number", "Først", 0),
        ("number", "Så", 0),
        ("number", "måske", 1),
        ("paragraph", "Hvem gør hvad", 0),
        ("row", "Hvad | Hvem", 0),
        ("row", "Besøg | Anne Bo", 0),
        ("row", "| Åse", 0),
    ]
    assert document.blocks[-2].cells == ("Besøg", "Anne\nBo")
    assert document.properties == {
        **PAPER.properties,
        "block:main": "2",
        "block:main-text": "3",
        "block:steps": "6",
        "block:who": "14",
    }


def test_the_document_says_its_title_language_and_header_row() -> None:
    document = docx.Document(io.BytesIO(write_docx(PAPER)))
    assert document.core_properties.title == PAPER.title
    assert document.core_properties.author == "Fjordby Kommune"
    assert document.core_properties.language == "da-DK"
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "da-DK"
    (table,) = document.tables
    marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert marked == [True, False, False]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Godkendt af: Åse Øster" in text
    assert "Hensigten ovenfra" in text
    assert document.sections[0].header.paragraphs[0].text == "Fjordby Kommune"


def test_every_numbered_list_begins_again() -> None:
    lists = Bullets((Item("a"), Item("b")), numbered=True)
    document = docx.Document(io.BytesIO(write_docx(Paper("T", "O", "da", parts=(lists, lists)))))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p._p.pPr.numPr is not None]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


@pytest.mark.parametrize("odd", ["\x00", "\x1f", "\ud800", "\ufffe"])
def test_characters_xml_cannot_hold_are_dropped(odd: str) -> None:
    paper = Paper(f"T{odd}itel", "O", "da", parts=(Prose(f"Te{odd}kst"),), properties={"a": f"b{odd}c"})
    document = read_document(write_docx(paper), "a.docx")
    assert [block.text for block in document.blocks] == ["Titel", "Tekst"]
    assert document.properties == {"a": "bc"}


@pytest.mark.parametrize("odd", ["\x0b", "\x0c"])
def test_breaks_xml_cannot_hold_keep_words_apart(odd: str) -> None:
    paper = Paper("Titel", "O", "da", parts=(Prose(f"to{odd}ord"), Heading(f"et{odd}navn", 1)))
    document = read_document(write_docx(paper), "a.docx")
    assert [block.text for block in document.blocks] == ["Titel", "to ord", "et navn"]


TEXT = st.text(max_size=60)
LINE = TEXT.filter(lambda text: bool(tidy(text)))
ITEMS = st.recursive(
    st.builds(Item, LINE),
    lambda inner: st.builds(Item, LINE, st.lists(inner, max_size=2).map(tuple)),
    max_leaves=4,
)
PARTS = st.one_of(
    st.builds(Heading, LINE, st.integers(1, 6)),
    st.builds(Prose, TEXT),
    st.builds(Bullets, st.lists(ITEMS, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(Table, st.just(("a", "b")), st.lists(st.tuples(LINE, TEXT), min_size=1, max_size=2).map(tuple)),
)


def texts_of(part: object) -> list[str]:
    def flat(items: tuple[Item, ...]) -> list[str]:
        return [text for item in items for text in (item.text, *flat(item.children))]

    match part:
        case Heading(text):
            return [text]
        case Prose(text):
            return paragraphs_of(text)
        case Bullets(items):
            return flat(items)
        case Table(head, rows):
            return [" | ".join("\n".join(paragraphs_of(cell)) for cell in row) for row in (head, *rows)]
        case _:
            raise AssertionError(part)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(PARTS, max_size=4), st.dictionaries(st.sampled_from(["a", "b c", "æ"]), st.text(max_size=600))
)
def test_every_text_comes_back_whatever_it_is(parts: list[object], properties: dict[str, str]) -> None:
    paper = Paper("Titel", "Fjordby", "da", parts=tuple(parts), properties=properties)  # type: ignore[arg-type]
    document = read_document(write_docx(paper), "a.docx")

    def seen(text: str) -> str:
        return tidy("".join(letter for letter in text if letter not in "\ufffe\uffff"))

    expected = [seen(text) for part in parts for text in texts_of(part)]
    assert [block.text for block in document.blocks] == ["Titel", *filter(None, expected)]
    assert list(document.properties) == list(properties)
