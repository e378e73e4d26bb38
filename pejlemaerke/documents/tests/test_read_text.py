"""Text as OCR, `pdftotext` and copy-and-paste leave it: the same document in many kinds of disorder."""

from __future__ import annotations

import contextlib
import textwrap
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.documents.blocks import Block
from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.reading_text import blocks_of_text, read_text

from .documents_for_tests import PLAN, text_of

EXPECTED = [({"h": "heading", "p": "paragraph", "b": "bullet"}[style], text) for style, text in PLAN]


def seen(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


def wrapped(
    width: int = 88, *, blank: int = 0, apart: int = 1, bullet: str = "• ", hang: str = "", end: str = "\n"
) -> str:
    """The plan with its lines broken: `blank` empty lines between lines, `apart` between paragraphs."""
    out = []
    for style, text in PLAN:
        first = bullet if style == "b" else ""
        lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=hang if first else "")
        out.append((end * (blank + 1)).join(lines))
    return (end * (apart + 1)).join(out) + end


VARIANTS: dict[str, Callable[[], str]] = {
    "a line a paragraph": text_of,
    "broken lines": wrapped,
    "no blank lines at all": lambda: wrapped(apart=0),
    "narrow": lambda: wrapped(60),
    "hanging bullets": lambda: wrapped(hang="  "),
    "double-spaced": lambda: wrapped(blank=1, apart=2),
    "double-spaced, blanks with spaces": lambda: wrapped(blank=1, apart=3).replace("\n\n", "\n \n"),
    "everything one blank line apart": lambda: wrapped(blank=1, apart=1),
    "windows line ends": lambda: wrapped(end="\r\n"),
    "old mac line ends": lambda: wrapped(end="\r"),
    "trailing blanks": lambda: wrapped().replace("\n", "  \n"),
    "bullets read as e": lambda: wrapped(bullet="e "),
    "bullets read as o": lambda: wrapped(bullet="o "),
    "bullets read as ©": lambda: wrapped(bullet="© "),
    "dashes": lambda: wrapped(bullet="- "),
    "long dashes": lambda: wrapped(bullet="–  "),
    "stars": lambda: wrapped(bullet="* "),
    "middle dots": lambda: wrapped(bullet="·\t"),
    "word's symbol font": lambda: wrapped(bullet="\uf0b7 "),
    "no space after the bullet": lambda: wrapped(bullet="•"),
    "tab after the bullet": lambda: wrapped(bullet="•\t"),
    "bullets on lines of their own": lambda: wrapped().replace("• ", "•\n"),
    "bullets on lines of their own, blank after": lambda: wrapped(blank=1).replace("• ", "•\n\n"),
    "indented": lambda: textwrap.indent(wrapped(hang="  "), "    "),
    "a page break in mid-sentence": lambda: wrapped().replace("så ingen\n", "så ingen\n\f", 1),
    "ligatures and soft hyphens": lambda: wrapped().replace("familie", "fami\u00adlie"),
    "no-break spaces": lambda: wrapped().replace("uge 8", "uge\u00a08"),
    "letters in two parts": lambda: wrapped().replace("å", "a\u030a"),
    "rulers": lambda: wrapped().replace("Tidsplan\n", "Tidsplan\n--------\n"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_document_is_the_same_in_whatever_disorder_it_comes(name: str) -> None:
    assert seen(blocks_of_text(VARIANTS[name]())) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_danish_comes_in_is_read(encoding: str) -> None:
    document = read_text(text_of().encode(encoding))
    assert document.kind == "txt"
    assert seen(list(document.blocks)) == EXPECTED


def test_lost_letters_are_not_guessed() -> None:
    blocks = blocks_of_text("Faelles plan\n\nVi vil opna en faelles forstaelse af opgaven.\n")
    assert blocks[1].text == "Vi vil opna en faelles forstaelse af opgaven."


def test_page_numbers_and_repeated_headers_and_footers_are_dropped() -> None:
    pages = [
        "Plan for Skovstjernen\n\nHovedopgave\n\nVi vil skabe ro i overgangen, så hvert barn møder en voksen,"
        "\nsom"
        "\n\nFortroligt udkast   Side 1 af 3\n",
        "Plan for Skovstjernen\n\nkender det i forvejen.\n\nOpgave 1\n\nVi besøger hinanden.\n"
        "\nFortroligt udkast   Side 2 af 3\n",
        "Plan for Skovstjernen\n\nOpgave 2\n\nVi holder en samtale med hver familie.\n"
        "\nFortroligt udkast   Side 3 af 3\n",
    ]
    assert seen(blocks_of_text("\f".join(pages))) == [
        ("title", "Plan for Skovstjernen"),
        ("heading", "Hovedopgave"),
        (
            "paragraph",
            "Vi vil skabe ro i overgangen, så hvert barn møder en voksen, som kender det i forvejen.",
        ),
        ("heading", "Opgave 1"),
        ("paragraph", "Vi besøger hinanden."),
        ("heading", "Opgave 2"),
        ("paragraph", "Vi holder en samtale med hver familie."),
    ]


@pytest.mark.parametrize("number", ["Side 1 af 2", "side 2", "Page 1 of 2", "1 af 2"])
def test_a_page_number_is_known_without_page_breaks(number: str) -> None:
    assert number not in [block.text for block in blocks_of_text(f"{text_of()}\n{number}\n\n{text_of()}")]


def test_bare_page_numbers_go_at_the_edge_of_a_page_and_numbers_in_the_text_stay() -> None:
    text = (
        "Opgave 1\n\nVi mødes.\n\n1\n\fOpgave 2\n\nVi skriver.\n\nI alt deltager\n\n40\n\n"
        "fra begge huse.\n\n2\n\f"
    )
    texts = [block.text for block in blocks_of_text(text)]
    assert "1" not in texts
    assert "2" not in texts
    assert any("40" in text for text in texts)


def test_headings_that_differ_by_a_number_are_not_page_headers() -> None:
    text = "Opgave 1\n\nVi mødes om børnene.\n\fOpgave 2\n\nVi skriver til familierne.\n"
    assert [block.text for block in blocks_of_text(text)][::2] == ["Opgave 1", "Opgave 2"]


def test_a_heading_broken_over_two_lines_is_one_heading() -> None:
    text = (
        "Hvordan og hvornår fortæller vi områdechefen\nog de andre huse, hvordan det går?\n\n"
        "Vi skriver en halv side hvert kvartal til områdechefen, og vi lægger den på den fælles side,\n"
        "så de andre huse kan læse med.\n"
    )
    blocks = blocks_of_text(text)
    assert blocks[0].kind == "heading"
    assert blocks[0].text.endswith("områdechefen og de andre huse, hvordan det går?")
    assert len(blocks) == 2


def test_a_title_above_the_first_heading() -> None:
    blocks = blocks_of_text("Plan for Børnehuset Skovstjernen\n\n" + text_of())
    assert (blocks[0].kind, blocks[0].text) == ("title", "Plan for Børnehuset Skovstjernen")
    assert seen(blocks[1:]) == EXPECTED


def test_words_broken_at_the_line_end_are_made_whole() -> None:
    text = (
        "Vi vil i samarbejde med MED-\nudvalget og de øvrige samarbejdsparter på området drøfte opga-\nverne "
        "og lave en tids- og\nhandleplan. Planen gælder både i- og uden for huset, og forældre-\nog "
        "personalegruppen læser den.\n"
    )
    (block,) = blocks_of_text(text)
    assert "MED-udvalget" in block.text
    assert "drøfte opgaverne" in block.text
    assert "forældre- og personalegruppen" in block.text


def test_a_soft_hyphen_at_the_line_end_joins_the_word() -> None:
    (block,) = blocks_of_text("Vi taler om samar\u00ad\nbejde.")
    assert block.text == "Vi taler om samarbejde."


def test_bullets_nest_by_indent_and_by_sign() -> None:
    indented = "Vi gør tre ting:\n- Besøg\n    - hos os\n    - hos jer\n- Samtaler\n"
    flattened = "Vi gør tre ting:\n• Besøg\no hos os\no hos jer\n• Samtaler\n"
    for text in (indented, flattened):
        assert [(block.text, block.level) for block in blocks_of_text(text)[1:]] == [
            ("Besøg", 0),
            ("hos os", 1),
            ("hos jer", 1),
            ("Samtaler", 0),
        ]


def test_numbered_items_are_numbers_and_ordinals_are_not() -> None:
    text = "Vi går frem sådan:\n1. Besøg hos hinanden\n2) Samtale med familien\n3. Evaluering\n"
    assert [block.kind for block in blocks_of_text(text)] == ["paragraph", "number", "number", "number"]
    text = (
        "Den første samtale med alle familier i huset er holdt senest på mandag den\n"
        "8. november, og den næste i\n1. kvartal 2025.\n"
    )
    (block,) = blocks_of_text(text)
    assert block.text.endswith("på mandag den 8. november, og den næste i 1. kvartal 2025.")


def test_numbered_headings_keep_their_number() -> None:
    text = "1. Hovedopgave\n\nVi skaber ro.\n\n2. Tidsplan\n\nFra uge 8.\n\n2.1 Møder\n\nTo om året.\n"
    assert [(b.kind, b.text, b.level) for b in blocks_of_text(text)][::2] == [
        ("heading", "1. Hovedopgave", 1),
        ("heading", "2. Tidsplan", 1),
        ("heading", "2.1 Møder", 2),
    ]


def test_a_dash_in_mid_sentence_is_no_bullet() -> None:
    text = (
        "• Hvem er vi sammen med om børnene i overgangen, og hvem mangler vi at tale med\n"
        "– både i og uden for kommunen?\n• Hvad gør vi ved det, når vi først har\nset det?\n• Hvem gør det?\n"
    )
    assert [block.kind for block in blocks_of_text(text)] == ["bullet"] * 3


def test_a_table_in_columns_comes_back_as_rows() -> None:
    text = (
        "Hvad                           Hvem                  Hvornår\n"
        "Besøg i hinandens huse         Anne og               uge 8\n"
        "                               Bo\n"
        "Samtaler med familierne        Stuerne               uge 12\n"
    )
    rows = blocks_of_text(text)
    assert [row.cells for row in rows] == [
        ("Hvad", "Hvem", "Hvornår"),
        ("Besøg i hinandens huse", "Anne og Bo", "uge 8"),
        ("Samtaler med familierne", "Stuerne", "uge 12"),
    ]
    assert rows[0].text == "Hvad | Hvem | Hvornår"


def test_a_table_with_tabs_comes_back_as_rows() -> None:
    rows = blocks_of_text("Hvem\tLederen og hendes team\nHvornår\tForåret\n")
    assert [row.cells for row in rows] == [("Hvem", "Lederen og hendes team"), ("Hvornår", "Foråret")]


def test_a_list_of_contents_is_left_out() -> None:
    text = "Hovedopgave ............ 2\nTidsplan ............... 3\n\n" + text_of()
    assert seen(blocks_of_text(text)) == EXPECTED


def test_a_list_that_lost_its_bullets_does_not_become_headings() -> None:
    text = (
        "Vi har plads.\n\nHvad vi gør\nBesøger hinanden\nTaler med familierne\nSkriver ned\nSamler op\n\n"
        "Det er alt.\n"
    )
    kinds = [block.kind for block in blocks_of_text(text)]
    assert kinds == ["paragraph", "heading", "paragraph", "paragraph", "paragraph", "paragraph", "paragraph"]


def test_markdown_marks_are_read_and_removed() -> None:
    blocks = blocks_of_text("# Plan\n\n## Opgave\n\n- **Besøg** i maj\n- *Samtaler*\n")
    assert [(block.kind, block.text, block.level) for block in blocks] == [
        ("title", "Plan", 0),
        ("heading", "Opgave", 2),
        ("bullet", "Besøg i maj", 0),
        ("bullet", "Samtaler", 0),
    ]


def test_a_text_with_nothing_in_it_has_no_text() -> None:
    with pytest.raises(Unfit, match="no_text"):
        blocks_of_text("\n---\n\f\n")


def test_a_text_with_too_many_paragraphs_is_refused() -> None:
    with pytest.raises(Unfit, match="too_long"):
        blocks_of_text("Et punkt.\n\n" * 20_001)


@pytest.mark.parametrize(
    "text",
    ["ord " * 2_500_000, "a" * 10_000_000, "• x\n" * 2_000_000, "a \t" * 1_000_000, "\n" * 10_000_000 + "x"],
)
def test_ten_megabytes_do_not_hang(text: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(Unfit):
        blocks_of_text(text)
    assert time.monotonic() - began < 20


WORDS = st.text(st.sampled_from("jklmnprstæøåeo ÆB.,:?-–•*oe1)\n\f\t\u00ad/"), max_size=300)


@given(WORDS)
def test_no_letter_is_ever_lost_or_added(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(sorted(letter for letter in value if letter in "jklmnprstæøåÆB"))

    try:
        blocks = blocks_of_text(text)
    except Unfit:
        return
    out = "".join(block.text for block in blocks)
    if "\f" not in text:  # repeated headers go
        assert letters(out) == letters(text.replace("\u00ad", ""))
    assert all(block.text and "\n" not in block.text for block in blocks)
