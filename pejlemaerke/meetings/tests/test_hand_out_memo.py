"""Memos and minutes on paper; our own memo comes back as it went out, and mended in Word to the same sections."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from django.utils import translation
from hypothesis import given, settings

from pejlemaerke.documents.blocks import Block, ReadDocument
from pejlemaerke.documents.docx import write_docx
from pejlemaerke.documents.files import write_file
from pejlemaerke.documents.paper import Bullets, Heading, Item, Paper, Prose
from pejlemaerke.documents.reading import read_document
from pejlemaerke.meetings.memo_content import (
    AskedPoint,
    Communication,
    Cost,
    FollowUp,
    Input,
    MemoContent,
    Risk,
)
from pejlemaerke.meetings.memo_papers import (
    AskedPaper,
    ItemPaper,
    MinutesPaper,
    PointPaper,
    memo_paper,
    minutes_paper,
    read_paper,
    told,
)
from pejlemaerke.meetings.memo_reading import MemoReading

from .memo_strategies import CONTENTS

DAY = date(2027, 5, 3)

FULL = MemoContent(
    title="En bænk på kajen",
    date_text="3. maj 2027",
    background="Der er ingen bænk.\n\nNaboerne ønsker:\n• skygge\n  • mod syd\n• ro",
    asked=(AskedPoint("x1", "at bænken købes"), AskedPoint("x2", "at den males i uge 22 2027")),
    effect="Flere hviler sig.",
    costs=(Cost(2027, "12.000 kr."), Cost(2028, "ingen")),
    costs_text="Prisen er uden maling.",
    financing=("base_budget", "joint_savings"),
    communication=Communication("Et opslag", "Et skilt", "Et billede"),
    follow_up=FollowUp("LMU ser på det i juni 2027", "Ingen"),
    risks=(Risk("Den rådner", "Vi maler den"), Risk("Den flyttes")),
    is_closed=False,
    coordinated_with="Havnefogeden",
    responsible="Bo Lund",
    participants="Ane og Bo",
    inputs=(Input("HMU", "Husk højden", "Den måles"), Input("Naboen", "Fint", "")),
)


def paper(content: MemoContent) -> Paper:
    return memo_paper(content, organisation="Havneby", language="da", subtitle="Direktionen")


def back(data: bytes) -> MemoReading:
    return read_paper(read_document(data, "memo.docx"))


@given(CONTENTS)
@settings(max_examples=15, deadline=None)
def test_our_own_memo_comes_back_exactly(content: MemoContent) -> None:
    reading = back(write_file(paper(content), "docx", DAY))
    assert (reading.content, reading.flags) == (content, ())


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\ud800", "\ufffe", "😀", "æ\u0301"])
def test_no_letter_is_lost_on_the_way(letter: str) -> None:
    content = MemoContent(title="a", background=f"b{letter}c")
    assert back(write_file(paper(content), "docx", DAY)).content == content


def test_what_comes_back_has_its_periods() -> None:
    found = back(write_file(paper(FULL), "docx", DAY)).periods
    assert [period.text for period in found] == ["uge 22 2027", "juni 2027"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_memo_mended_in_word_is_read_by_its_headings(language: str) -> None:
    with translation.override(language):
        data = write_file(paper(FULL), "docx", DAY)
    document = docx.Document(io.BytesIO(data))
    mended = next(one for one in document.paragraphs if one.text == "Flere hviler sig.")
    mended.runs[0].text = "Flere hviler sig længe."
    out = io.BytesIO()
    document.save(out)
    reading = back(out.getvalue())
    wanted = replace(
        FULL,
        effect="Flere hviler sig længe.",
        asked=(AskedPoint("a1", "at bænken købes"), AskedPoint("a2", "at den males i uge 22 2027")),
    )
    assert reading.content == wanted


def test_a_property_that_is_no_memo_is_passed_over() -> None:
    forged = replace(paper(FULL), properties={"PejlemaerkeMemo": '{"v": 99}'})
    assert back(write_file(forged, "docx", DAY)).content.effect == "Flere hviler sig."


def test_a_memo_without_a_fingerprint_is_read_like_anybodys() -> None:
    assert back(write_docx(paper(FULL))).content.asked[0].key == "a1"


def test_a_backbrief_s_content_is_not_taken_for_a_memo() -> None:
    blocks = (Block("heading", "Baggrund", 1), Block("paragraph", "x"))
    document = ReadDocument("docx", blocks, {"PejlemaerkeContent": "{}"})
    assert read_paper(document).content.background == "x"


def test_an_empty_memo_is_a_paper_too() -> None:
    assert paper(MemoContent()).parts == ()
    assert write_file(paper(MemoContent(title="T")), "docx", DAY)


def test_a_memo_as_pdf() -> None:
    data = write_file(paper(FULL), "pdf", DAY)
    assert data.startswith(b"%PDF")
    text = read_document(data, "memo.pdf").text
    for words in (
        "En bænk på kajen",
        "3. maj 2027",
        "12.000 kr.",
        "Vi maler den",
        "Husk højden",
        "mod syd",
    ):
        assert words in text


def test_lists_in_a_text_are_lists_on_paper() -> None:
    assert list(told("Vi ønsker:\n• ro\n  • om natten\n• skygge\n\nDet er alt.")) == [
        Prose("Vi ønsker:"),
        Bullets((Item("ro", (Item("om natten"),)), Item("skygge"))),
        Prose("Det er alt."),
    ]
    assert list(told("  • ro\n• skygge")) == [Bullets((Item("ro"), Item("skygge")))]
    assert list(told(" \n")) == []


def test_minutes_say_what_was_asked_what_was_decided_and_what_was_corrected() -> None:
    minutes = MinutesPaper(
        body="Direktionen",
        title="Møde den 3. maj 2027",
        when="3. maj 2027 kl. 9",
        place="Kajen",
        present=("Ane", "Bo"),
        items=(
            ItemPaper(
                1,
                "En bænk",
                asked=(AskedPaper("at bænken købes"), AskedPaper("at den males", is_open=True)),
                discussed="Den skal stå højt.\n• i læ",
                points=(
                    PointPaper("Proces", "Bænken købes", "Punkt 1: godkendt", "juni 2027"),
                    PointPaper("Proces", "Den males senere"),
                    PointPaper("", "Naboen får besked"),
                ),
            ),
            ItemPaper(2, "En sag om en person", is_closed=True),
        ),
        corrections=(("Bo", "4. maj 2027", "Den skal være blå."),),
        approved="5. maj 2027, Ane",
    )
    with translation.override("en"):
        made = minutes_paper(minutes, organisation="Havneby", language="en")
    headings = [part.text for part in made.parts if isinstance(part, Heading)]
    assert headings == [
        "Present", "1. En bænk", "Decisions asked for", "What was discussed", "What was decided", "Proces",
        "2. En sag om en person (closed item)", "Corrections",
    ]  # fmt: skip
    assert (
        Bullets(
            (
                Item("Bænken købes", (Item("Answer: Punkt 1: godkendt"), Item("When: juni 2027"))),
                Item("Den males senere"),
            )
        )
        in made.parts
    )
    at = made.parts.index(Heading("What was decided", 2))
    assert made.parts[at + 1 : at + 3] == (Bullets((Item("Naboen får besked"),)), Heading("Proces", 3))
    still_open = Item("at den males", (Item("Asked, and not answered. It stands open."),))
    assert Bullets((Item("at bænken købes"), still_open), numbered=True) in made.parts
    assert ("Approved", "5. maj 2027, Ane") in made.facts
    assert Bullets((Item("Bo, 4. maj 2027: Den skal være blå."),)) in made.parts
    assert write_file(made, "docx", DAY)
    assert write_file(made, "pdf", DAY).startswith(b"%PDF")


def test_minutes_nobody_has_approved_say_so() -> None:
    with translation.override("en"):
        made = minutes_paper(
            MinutesPaper("Direktionen", "Møde", "3. maj 2027"), organisation="Havneby", language="en"
        )
    assert made.facts == (("When", "3. maj 2027"), ("Approved", "Not yet"))
    assert made.parts == ()
