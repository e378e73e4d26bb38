"""Memos and minutes in the forms municipalities really use. All texts are written for these tests."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pejlemaerke.documents.blocks import Block, ReadDocument
from pejlemaerke.documents.docx import write_docx
from pejlemaerke.documents.paper import Bullets, Heading, Item, Paper, Prose, Table
from pejlemaerke.documents.reading import read_document
from pejlemaerke.documents.reading_text import read_text
from pejlemaerke.meetings.memo_content import AskedPoint, Cost, Input, Risk
from pejlemaerke.meetings.memo_reading import MemoReading, decided_candidates, read_memo, to_json

from . import test_read_scanned_memo as scanned


def read(text: str) -> MemoReading:
    return read_memo(read_text(text.encode()))


def blocks(*parts: Block) -> MemoReading:
    return read_memo(ReadDocument("docx", parts))


def row(*cells: str) -> Block:
    return Block("row", " | ".join(cells), cells=cells)


def asked(reading: MemoReading) -> list[str]:
    return [point.text for point in reading.content.asked]


def codes(reading: MemoReading) -> list[tuple[str, str]]:
    return [(flag.field, flag.code) for flag in reading.flags]


# -- an agenda item as most municipalities write it ---------------------------------------------------------------

AGENDA = """Sagsfremstilling

Lån af både til skolerne

Møde den 12. januar 2027

Resumé
Skolerne vil gerne låne både. Forvaltningen har set på, hvad det koster.

Indstilling
Forvaltningen indstiller til Fritidsudvalget, at
1. udvalget godkender, at skolerne kan låne både fra maj 2027
2. udvalget afsætter 50.000 kr.

Økonomi
Udgiften holdes inden for rammen.

Økonomiske konsekvenser
2027: 50.000 kr.
2028: ingen

Konsekvenser for borgerne
Børn lærer at sejle.

Tidsplan
Bådene er klar i april 2027.

Bilag
Prisliste
Oversigt over både

Beslutning
Godkendt, idet bådene først lånes ud fra juni 2027.

Udvalget ønsker en status i 1. kvartal 2028.
"""


def test_an_agenda_item_with_headings() -> None:
    reading = read(AGENDA)
    content = reading.content
    assert content.title == "Lån af både til skolerne"
    assert to_json(reading)["date"] == "2027-01-12"
    assert content.background.startswith("Skolerne vil gerne låne både.")
    assert asked(reading) == [
        "udvalget godkender, at skolerne kan låne både fra maj 2027",
        "udvalget afsætter 50.000 kr.",
    ]
    assert content.costs == (Cost(2027, "50.000 kr."), Cost(2028, "ingen"))
    assert content.costs_text == "Udgiften holdes inden for rammen."
    assert content.effect == "Børn lærer at sejle."
    assert [(heading.title, heading.paragraphs) for heading in reading.minutes] == [
        (
            "Beslutning",
            (
                "Godkendt, idet bådene først lånes ud fra juni 2027.",
                "Udvalget ønsker en status i 1. kvartal 2028.",
            ),
        )
    ]
    assert ("", "attachment") in codes(reading)
    assert any(flag.code == "unplaced" and "klar i april 2027" in flag.text for flag in reading.flags)
    assert [one.is_decision for one in decided_candidates(reading.minutes)] == [True, True]


# -- forms in Word ------------------------------------------------------------------------------------------------


def test_a_form_with_labels_on_the_left() -> None:
    reading = blocks(
        Block("title", "Ny vagtplan"),
        row("Dato", "3. maj 2027"),
        row("Ansvarlig", "Bo Lund"),
        row("Deltagere på mødet:", "Ane og Bo"),
        row("Baggrund", "Planen er gammel.\nDen er fra 2019."),
        row(
            "Det indstilles, at", "• planen laves om\n• den prøves i uge 40 2027\n  • først på A\n  • så på B"
        ),
        row("Effekt", "Færre nattevagter"),
        row("Risici", "• Nogen bliver trætte"),
        row("Økonomi", "Ingen"),
        row("Åben/lukket", "Åben"),
        row("Finansiering", "☐ Grundbudget ☒ Enhedens opsparing ☐ Fælles opsparing"),
        row("Kommunikation", "Før: Opslag i maj\nUndervejs: Møder\nEfter: Et brev"),
        row("Opfølgning", "Lokalt: LMU i juni 2027\nFælles: Ingen"),
        row("Indhentede bemærkninger", "HMU: Husk pauserne\nAMR: Fint"),
    )
    content = reading.content
    assert (content.title, content.date_text) == ("Ny vagtplan", "3. maj 2027")
    assert (content.responsible, content.participants) == ("Bo Lund", "Ane og Bo")
    assert content.background == "Planen er gammel.\n\nDen er fra 2019."
    assert asked(reading) == ["planen laves om", "den prøves i uge 40 2027\n• først på A\n• så på B"]
    assert content.risks == (Risk("Nogen bliver trætte"),)
    assert content.costs_text == "Ingen"
    assert content.is_closed is False
    assert content.financing == ("unit_savings",)
    assert content.communication.before == "Opslag i maj"
    assert content.communication.during == "Møder"
    assert content.communication.after == "Et brev"
    assert (content.follow_up.local, content.follow_up.joint) == ("LMU i juni 2027", "Ingen")
    assert content.inputs == (Input("HMU", "Husk pauserne", ""), Input("AMR", "Fint", ""))
    assert codes(reading) == [("communication.before", "unreadable_period")]


def test_labels_side_by_side_and_what_goes_on_in_the_column_below() -> None:
    reading = blocks(
        Block("heading", "Nyt skilt", 1),
        row("Baggrund: Skiltet er væk.", "Kommunikation:\nFØR: Et opslag\nEFTER: En fest"),
        row("Det blæste ned.", "Og kage."),
        row("Ledelsen skal beslutte:\n• om det skal op igen", "Denne sag er (sæt kryds):"),
        row("Åben", "Lukket"),
        row("", "X"),
    )
    content = reading.content
    assert content.background == "Skiltet er væk.\n\nDet blæste ned."
    assert content.communication.after == "En fest\n\nOg kage."
    assert asked(reading) == ["om det skal op igen"]
    assert content.is_closed is True


def test_headings_across_and_answers_below() -> None:
    reading = blocks(
        row("Baggrund", "Indstilling", "Effekt"),
        row("Vi mangler en bænk.", "at bænken købes", "Mere ro"),
    )
    assert reading.content.background == "Vi mangler en bænk."
    assert asked(reading) == ["at bænken købes"]
    assert reading.content.effect == "Mere ro"


def test_tables_of_money_risks_and_input() -> None:
    reading = blocks(
        Block("heading", "Økonomi", 1),
        row("", "2027", "2028"),
        row("Løn", "100", "200"),
        row("Udstyr", "", "30"),
        Block("heading", "Risici", 1),
        row("Risiko", "Hvad gør vi"),
        row("Det bliver dyrt", "Vi sælger den gamle"),
        Block("heading", "Indhentede bemærkninger", 1),
        row("Fra", "Hvad", "Hvordan imødekommes det"),
        row("HMU", "Husk støj", "Måles i maj 2027"),
    )
    assert reading.content.costs == (Cost(2027, "Løn: 100"), Cost(2028, "Løn: 200; Udstyr: 30"))
    assert reading.content.risks == (Risk("Det bliver dyrt", "Vi sælger den gamle"),)
    assert reading.content.inputs == (Input("HMU", "Husk støj", "Måles i maj 2027"),)


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("Åben indstilling X Lukket indstilling", False),
        ("Åben indstilling Lukket indstilling X", True),
        ("☐ Åben ☒ Lukket", True),
        ("( ) Åben (X) Lukket", True),
        ("Åben [x] Lukket [ ]", False),
        ("Denne indstilling er: Lukket", True),
        ("Denne indstilling er (Sæt X): Åben X Lukket", False),
        ("Åbent punkt ☒  Lukket punkt ☐", False),
        ("Åben Lukket", None),
        ("Åben X Lukket X", None),
    ],
)
def test_crosses_in_a_line(line: str, closed: bool | None) -> None:
    reading = blocks(Block("paragraph", "Baggrund: x"), Block("paragraph", line))
    assert reading.content.is_closed is closed
    assert reading.content.background == "x"


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Det indstilles, at bænken købes.", ["at bænken købes."]),
        (
            "Direktionen indstiller til byrådet, at: 1. bænken købes 2. skiltet males",
            ["bænken købes", "skiltet males"],
        ),
        ("Beslutninger: Direktionen skal beslutte: • om a • om b", ["om a", "om b"]),
        ("Indstilling: Vi køber bænken den 1. maj og skiltet den 2. maj", None),
        ("Byrådet bedes godkende, at bænken købes", ["at bænken købes"]),
    ],
)
def test_points_in_a_single_line(text: str, points: list[str] | None) -> None:
    found = asked(blocks(Block("paragraph", text)))
    assert found == (points or [text.removeprefix("Indstilling: ")])


def test_fields_that_ran_together_in_one_line() -> None:
    reading = blocks(
        Block(
            "paragraph",
            "Baggrund: Båd er læk. Effekt: Den flyder. Opfølgning: Se. Lokalt: I maj Fælles: I juni",
        )
    )
    assert reading.content.background == "Båd er læk."
    assert reading.content.effect == "Den flyder."
    assert (reading.content.follow_up.local, reading.content.follow_up.joint) == ("I maj", "I juni")


def test_beslutning_asks_where_nothing_is_asked_yet() -> None:
    reading = blocks(
        Block("heading", "Baggrund", 1),
        Block("paragraph", "Kajen er slidt."),
        Block("heading", "Beslutning", 1),
        Block("paragraph", "Det indstilles, at kajen males."),
        Block("heading", "Beslutning", 1),
        Block("paragraph", "Udsat til uge 20 2027."),
    )
    assert asked(reading) == ["at kajen males."]
    assert [heading.paragraphs for heading in reading.minutes] == [("Udsat til uge 20 2027.",)]


CAPITALS = """LEDELSESINDSTILLING

Titel:\tNye både
Dato:\t3/5-2027
Ansvarlig:\tLis Holm

BAGGRUND
De gamle både er slidt op. Holdene sejler 40 km om
dagen.

DET INDSTILLES
1. at der købes to både
2. at de gamle gives væk

ØKONOMI
\t2027\t2028
Både\t300.000\t0
Maling\t10.000\t20.000

BESLUTNING
Tiltrådt med den ændring, at der købes én båd i 2. halvår 2027.
"""


def test_a_text_with_headings_in_capitals_and_a_table_set_with_tabs() -> None:
    reading = read(CAPITALS)
    content = reading.content
    assert (content.title, content.responsible) == ("Nye både", "Lis Holm")
    assert to_json(reading)["date"] == "2027-05-03"
    assert asked(reading) == ["at der købes to både", "at de gamle gives væk"]
    assert content.costs == (
        Cost(2027, "Både: 300.000; Maling: 10.000"),
        Cost(2028, "Både: 0; Maling: 20.000"),
    )
    assert [heading.title for heading in reading.minutes] == ["BESLUTNING"]
    assert reading.flags == ()
    assert "LEDELSESINDSTILLING" in reading.labels


def test_a_recommendation_told_in_the_background_is_not_what_is_asked() -> None:
    reading = read(
        "Baggrund\n\nArbejdsgruppen anbefaler, at kajen males blå.\n\nDen er slidt.\n\nIndstilling\n\n"
        "Direktionen indstiller, at kajen males grå.\n"
    )
    assert reading.content.background == "Arbejdsgruppen anbefaler, at kajen males blå.\n\nDen er slidt."
    assert asked(reading) == ["at kajen males grå."]


def test_minutes_alone() -> None:
    reading = read(
        "Referat\n\nProces:\nVi maler kajen i maj 2027.\n\nDrøftelse\n\nNogen spurgte, om det kan vente.\n"
    )
    assert [heading.title for heading in reading.minutes] == ["Proces", "Drøftelse"]
    assert [one.is_decision for one in decided_candidates(reading.minutes)] == [True, False]
    assert ("asked", "no_asked_points") in codes(reading)


def test_minutes_without_headings() -> None:
    reading = read("Referat\n\nHavnechefen fortalte om sejladsen i går.\n\nKajen skal males i maj 2027.\n")
    assert [heading.title for heading in reading.minutes] == [""]
    assert [one.is_decision for one in decided_candidates(reading.minutes)] == [False, True]


def test_a_text_that_is_no_memo_is_told_whole() -> None:
    reading = read("Kære alle\n\nKom til fest.\n")
    assert [code for _, code in codes(reading)][:3] == ["no_date", "no_background", "no_asked_points"]
    assert reading.content.title == "Kære alle"
    assert reading.flags[-1].text == "Kom til fest."


def test_a_word_file_with_styles() -> None:
    paper = Paper(
        "Ny bænk",
        "Havneby",
        "da",
        parts=(
            Prose("3. maj 2027"),
            Heading("Baggrund"),
            Prose("Der er ingen bænk."),
            Heading("Hvad siger naboerne", 2),
            Prose("De vil gerne."),
            Heading("Lovgivning"),
            Prose("Ingen regler."),
            Heading("Det indstilles, at"),
            Bullets((Item("bænken købes"), Item("den males")), numbered=True),
            Heading("Økonomi"),
            Table(("2027", "2028"), (("10", "0"),)),
        ),
    )
    reading = read_memo(read_document(write_docx(paper), "m.docx"))
    assert reading.content.background == "Der er ingen bænk.\n\nHvad siger naboerne\n\nDe vil gerne."
    assert asked(reading) == ["bænken købes", "den males"]
    assert reading.content.costs == (Cost(2027, "10"), Cost(2028, "0"))
    assert [(flag.code, flag.text) for flag in reading.flags] == [("unplaced", "Lovgivning\n\nIngen regler.")]


# -- the command --------------------------------------------------------------------------------------------------


def told(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("read_memo", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_json(tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(scanned.SCANNED)
    data: dict[str, Any] = json.loads(told(path, "--json"))
    assert list(data) == [
        "title", "date", "background", "decisions_asked", "follow_up", "risks", "communication", "costs", "minutes",
        "periods", "flags",
    ]  # fmt: skip
    assert set(data["follow_up"]) == {"local", "joint"}
    assert set(data["communication"]) == {"before", "during", "after"}
    assert data["costs"] == [{"year": 2026, "amount": "40.000"}, {"year": 2027, "amount": ""}]
    assert set(data["minutes"]["headings"][0]) == {"title", "text"}
    assert set(data["periods"][0]) == {"text", "first", "last", "precision"}
    assert set(data["flags"][0]) == {"field", "code", "text"}


def test_the_command_prints_for_people(tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(AGENDA)
    text = told(path)
    assert "title: Lån af både til skolerne" in text
    assert "2. udvalget afsætter 50.000 kr." in text
    assert "! : attachment Prisliste" in text


def test_the_command_says_what_is_wrong_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.txt"):
        told(tmp_path / "nothing.txt")
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with pytest.raises(CommandError, match=r"empty\.txt"):
        told(empty)


def test_points_keep_their_keys() -> None:
    assert read(AGENDA).content.asked[0] == AskedPoint(
        "a1", "udvalget godkender, at skolerne kan låne både fra maj 2027"
    )
