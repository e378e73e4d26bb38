"""Whatever comes, reading never fails and no word is lost."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pejlemaerke.documents.blocks import Block, ReadDocument
from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.markup import without_markup
from pejlemaerke.documents.reading_text import read_text
from pejlemaerke.meetings.memo_json import content_to_json
from pejlemaerke.meetings.memo_reading import MemoReading, decided_candidates, read_memo, to_json

LABELS = [
    "Baggrund", "Baggrund:", "Sagsfremstilling", "Indstilling", "Det indstilles, at", "Beslutninger:",
    "Chefteamet skal beslutte:", "Beslutning", "Effekt", "Økonomi", "Direkte udgifter", "Finansiering",
    "Udgiften finansieres inden for: (Sæt X)", "Kommunikation", "FØR", "UNDER:", "Efter", "Opfølgning:", "Lokalt:",
    "Fælles:", "Risici", "Forløbet rummer risikoen for:", "Denne indstilling er (Sæt X):", "Koordineret med:",
    "Ansvarlig", "Deltagere:", "Bilag", "Indhentede bemærkninger", "Referat", "Drøftelse", "Tidsplan", "Titel", "Dato",
    "MÅLGRUPPE:", "Risiko", "Fra hvem",
]  # fmt: skip
WORDS = [
    "kajen bliver malet i maj 2027", "den 3. maj", "2027", "2028", "X", "x", "☐", "Åben", "Lukket", "Fælles opsparing",
    "grundbudget", "120.000 kr.", "Vi ser på det: hvem gør hvad?", "1. oktober", "og 2. november 2027", "at vi skal",
    "HMU: husk pausen", "• løst punkt", "1. ét 2. to", "**fed**", "[link](#)", "5 < 6 & 7 > 3", "Alle gør det.",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(LABELS + WORDS), min_size=1, max_size=4).map(" ".join)
BLOCKS = st.one_of(
    st.builds(
        Block,
        kind=st.sampled_from(["title", "heading", "paragraph", "bullet", "number"]),
        text=TEXTS,
        level=st.integers(0, 3),
        styled=st.booleans(),
    ),
    st.lists(TEXTS | st.just("") | st.lists(TEXTS, max_size=3).map("\n• ".join), min_size=1, max_size=4).map(
        lambda cells: Block("row", " | ".join(cells), cells=tuple(cells))
    ),
)


def words_of(text: str) -> set[str]:
    """The words, without the numbers a list counts with."""
    return {word for word in re.findall(r"\w+", text.casefold()) if not re.fullmatch(r"\d", word)}


def told(reading: MemoReading) -> set[str]:
    pool = [json.dumps(content_to_json(reading.content), ensure_ascii=False).replace("\\n", " ")]
    pool += [f"{one.title} {one.text}" for one in reading.minutes]
    pool += [flag.text for flag in reading.flags] + list(reading.labels)
    return words_of(" ".join(pool))


@given(st.lists(BLOCKS, max_size=12))
def test_no_word_is_lost(blocks: list[Block]) -> None:
    reading = read_memo(ReadDocument("docx", tuple(blocks)))
    wanted = words_of(" ".join(text for block in blocks for text in (block.cells or (block.text,))))
    assert wanted - told(reading) == set()
    json.dumps(to_json(reading))


@given(st.lists(BLOCKS, max_size=12))
def test_the_minutes_are_whole_and_each_statement_is_told(blocks: list[Block]) -> None:
    reading = read_memo(ReadDocument("docx", (Block("heading", "Referat", 1), *blocks)))
    said = words_of(" ".join(f"{one.heading} {one.text}" for one in decided_candidates(reading.minutes)))
    for heading in reading.minutes:
        assert heading.text == "" or words_of(heading.text) <= said
        for paragraph in heading.paragraphs:
            assert paragraph in heading.text


TAGS = ["<p>", "</p>", "<ul style=\"x\">", "</ul>", "<li>", "</li>", "<table border='1'>", "</table>", "<tr>", "</tr>",
        "<td>", "</td>", "<br>", "<br/>", "<u>", "</u>", "<b>", "</b>", "<q", "<", ">", "&amp;", "<x>", "\t", "\n",
        "\n\n", " - ", "• "]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS + LABELS + WORDS), max_size=40).map(" ".join))
@example("<table><tr><td>Baggrund: vi maler</td></tr>")
@example("<ul> - a - b <p>Effekt: c</p>")
def test_markup_of_any_kind_is_cleaned_and_no_word_is_lost(text: str) -> None:
    try:
        document = read_text(text.encode())
    except Unfit:
        return
    clean = re.sub(r'</?(?:p|ul|li|table|tr|td|br|u|b)(?: style="x"| border=\'1\')?/?>', " ", text)
    wanted = words_of(clean.replace("&amp;", "&"))
    # The text reader itself drops page numbers and keeps bullets' numbers aside.
    there = words_of(" ".join(" ".join((block.text, *block.cells)) for block in document.blocks))
    assert (wanted & there) - told(read_memo(document)) == set()


@given(st.text(max_size=400))
def test_any_text_at_all_is_read(text: str) -> None:
    blocks = [Block("paragraph", line) for line in text.split("\n")]
    read_memo(ReadDocument("txt", tuple(blocks)))
    without_markup(blocks)


@pytest.mark.parametrize(
    "text",
    [
        "<p" * 40_000,
        "<p " + "a" * 80_000,
        "**" * 40_000,
        "[" * 80_000,
        "(Sæt X " * 10_000,
        "x " * 40_000,
        "Forløbet rummer " * 5_000,
        "<table><tr><td>" * 5_000,
        "<b>" * 20_000 + "ord",
        "1. a " * 15_000,
        "Åben X " * 10_000,
        "A" * 80_000,
        "lokalt " * 10_000 + "Lokalt: x",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    read_memo(ReadDocument("txt", (Block("paragraph", "Kommunikation: x"), Block("paragraph", text))))
    read_memo(ReadDocument("txt", (Block("heading", "Referat", 1), Block("paragraph", text))))
    assert time.process_time() - start < 5
