"""Tags and Markdown's marks left in a text become what they stood for."""

from __future__ import annotations

import pytest

from pejlemaerke.documents.blocks import Block
from pejlemaerke.documents.markup import without_markup
from pejlemaerke.documents.reading_text import blocks_of_text


def clean(*texts: str) -> list[tuple[str, int, str]]:
    blocks = without_markup(Block("paragraph", text) for text in texts)
    return [(block.kind, block.level, block.text) for block in blocks]


def test_paragraphs_headings_and_breaks() -> None:
    assert clean("<h2>Om kajen</h2><p>Den er <i>ny</i>.<br/>Og lang.</p> Slut &amp; færdig") == [
        ("heading", 2, "Om kajen"),
        ("paragraph", 0, "Den er ny."),
        ("paragraph", 0, "Og lang."),
        ("paragraph", 0, "Slut & færdig"),
    ]


def test_lists_in_lists() -> None:
    assert clean("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>") == [
        ("bullet", 0, "a"),
        ("number", 1, "b"),
        ("bullet", 0, "c"),
    ]


@pytest.mark.parametrize(
    "text", ["<ul> - a – og mere - b", "<ul>• a – og mere • b</ul>", "<ul> – a - og mere – b"]
)
def test_a_list_whose_items_lost_their_tags(text: str) -> None:
    assert [kind for kind, _, _ in clean(text)] == ["bullet", "bullet"]


def test_a_list_nobody_ended_ends_at_the_next_paragraph_and_at_untagged_text() -> None:
    assert clean("<ul> - a <p>b</p>", "c") == [
        ("bullet", 0, "a"),
        ("paragraph", 0, "b"),
        ("paragraph", 0, "c"),
    ]


def test_a_dash_in_a_sentence_is_a_dash() -> None:
    assert clean("<p>Vi maler - ofte - kajen</p>") == [("paragraph", 0, "Vi maler - ofte - kajen")]
    assert [kind for kind, _, _ in clean("<p>Efter: (maj) - vi maler - vi ser</p>")] == [
        "paragraph",
        "bullet",
        "bullet",
    ]


def test_an_underlined_label_begins_a_paragraph() -> None:
    assert clean("<p>Begge steder: <u>Lokalt:</u> i maj <u>Fælles:</u> i juni</p>") == [
        ("paragraph", 0, "Begge steder:"),
        ("paragraph", 0, "Lokalt: i maj"),
        ("paragraph", 0, "Fælles: i juni"),
    ]


def test_tables_with_lists_and_tables_inside() -> None:
    rows = without_markup(
        [
            Block(
                "paragraph",
                "<table><tr><td>Hvad</td><td><ul><li>a</li><li>b</li></ul><table><tr><td>x</td><td>y</td></tr></table>"
                "</td></tr></table>",
            )
        ]
    )
    assert [block.cells for block in rows] == [("Hvad", "• a\n• b"), ("x", "y")]


def test_a_table_told_again_as_text_is_told_once() -> None:
    table = "<table><tr><td>Åben</td><td>X</td></tr><tr><td>Lukket</td><td></td></tr></table>"
    blocks = without_markup(
        [
            Block("paragraph", f"{table} Åben X Lukket"),
            Block("row", "Åben | X", cells=("Åben", "X")),
            Block("paragraph", "Åben for alle"),
        ]
    )
    assert [block.text for block in blocks] == ["Åben | X", "Lukket |", "Åben for alle"]


def test_a_table_nobody_ended_swallows_nothing() -> None:
    assert clean("<table><tr><td>a", "b", "c") == [
        ("row", 0, "a"),
        ("paragraph", 0, "b"),
        ("paragraph", 0, "c"),
    ]


def test_what_only_looks_like_a_tag_is_text() -> None:
    assert clean("<p>5 < 6 og <navn> og <p uden ende") == [
        ("paragraph", 0, "5 < 6 og <navn> og <p uden ende")
    ]


def test_markdown_s_marks() -> None:
    assert clean("**Kun** [kajen](#) og [havnen](https://havn.example)") == [
        ("paragraph", 0, "Kun kajen og havnen (https://havn.example)")
    ]


def test_blocks_without_markup_pass_as_they_are() -> None:
    blocks = (Block("heading", "a", 2), Block("row", "b | c", cells=("b", "c")), Block("number", "d", 1))
    assert without_markup(blocks) == blocks


def test_items_one_space_in_below_a_colon_are_nested() -> None:
    found = blocks_of_text("Vi vil\n\n- se på kajen:\n - den nye\n - den gamle\n- male\n")
    assert [(block.text, block.level) for block in found if block.kind == "bullet"] == [
        ("se på kajen:", 0),
        ("den nye", 1),
        ("den gamle", 1),
        ("male", 0),
    ]
