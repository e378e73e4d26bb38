"""A memo and its minutes as a scanner and a web editor leave them: tags, stars, cells and lists run together. The text
is written for these tests."""

from __future__ import annotations

import pytest

from pejlemaerke.documents.reading_text import read_text
from pejlemaerke.meetings.memo_content import Cost, Risk
from pejlemaerke.meetings.memo_reading import MemoReading, decided_candidates, read_memo, to_json

SCANNED = """

Ledelsesindstilling: "En time på kajen" – alle ledere møder sejlerne

Den 4. marts 2026, Havn & Fritid

<p>Baggrund: <i>"Vi kender skibene, ikke folkene"</i>, skrev rådet i fjor. Det vil vi lave om på.</p> <p>Derfor skal \
alle ledere i efteråret 2026 bruge en time på kajen sammen med en havnefoged (A/B-vagt m.v.).</p> <p>Timen er drøftet \
den 20. februar og ses igen den 4. marts.</p>	<p>Kommunikation: FØR (5. marts – påske 2026) Lederne fortæller \
holdene om timen:</p> <ul style="list-style-type: none"> - første besked: Inden 15. marts - sidste besked: mellem \
20. marts og 1. april 2026 <p>Det sker før bladet udkommer (ultimo april 2026)</p> <p>UNDER: (august 2026 – oktober \
2026) Lederne ser efter:</p> <ul style="list-style-type: none"> - Om alle har fundet en dag - Om nogen er imod – så \
det kan tales om <p>EFTER: (november 2026) - Holdene samler op: - MED (november 2026) - Sekretariatet (december \
2026)</p>\t\t\t
<p>Beslutninger: Ledergruppen skal beslutte:</p> <ul> • Hvem der går først • At planen er god nok (se bilag) • Om \
timen gentages hvert andet år?\t<p>Denne indstilling er (Sæt X):</p> <table border="1"> <tr> <td>Åben indstilling</td> \
<td></td> <td>Lukket indstilling</td> <td style="x">X</td> </tr> </table> <p>Koordineret med: Ane og Bo</p> \
<table border="1"> <tr> <td>Ansvarlig leder/afdeling: Kaj, Havnen</td> <td>Deltager på mødet: Kaj og Ida</td> \
</tr> </table>\tÅben indstilling\t\tLukket indstilling\tX\t\
Ansvarlig leder/afdeling: Kaj, Havnen\tDeltager på mødet: Kaj og Ida
Åben indstilling\t\tLukket indstilling\tX
Ansvarlig leder/afdeling: Kaj, Havnen\tDeltager på mødet: Kaj og Ida
<p>Effekt: Se mere under "Baggrund".</p>\t<p>Direkte udgifter (lønsum, inkl. pension m.v.)</p> <table> <thead> <tr> \
<th>2026</th> <th>2027</th> </tr> </thead> <tbody> <tr> <td>40.000</td> <td></td> </tr> </tbody> </table>\t2026\t2027
2026\t2027
<p>Opfølgning: Der følges op begge steder: <u>Lokalt:</u> På holdmøder i november 2026 <u>Fælles:</u> I vinteren 2026, \
evt.:</p> <ul> - Ideer samles på intranettet - Temamøde: De bedste fortælles <p>Forløbet rummer risikoen for:</p> <ul> \
- at sejlerne venter sig for meget. - at vagterne tror, at de bliver målt. </ul> <p>Begge dele kræver klare ord.</p>\t\
<p>Udgiften finansieres inden for: (Sæt X)</p> <table> <tr> <td>Afd. grundbudget</td> <td>X</td> <td>Afd. \
opsparing</td> <td></td> <td>Havnens fælles opsparing</td> <td></td> </tr> </table>

Referat

Ledergruppen drøftede:

MÅLGRUPPE: Alle ledere på havnen

FORMÅL / THE WHY:

Formålet med timen er, at vi **sammen** og **samtidigt** arbejder med at

- [møde sejleren](#) (jf. rådet)
- finde ud af, hvad der virker:
 - det, som skal deles
 - det, som kan lettes
- lytte

Formålet er derfor i december 2026 at bruge det, vi hørte.

PROCES:

Lederne får besked med det samme, så de kan:

- fortælle holdene (april/ maj 2026)
- spørge MED (i april / maj 2026)

Planen vises for hovedudvalget i maj og juni 2026.

Lederne går en time enten med en foged eller en tillidsvalgt. Perioden er: august – september 2026.

Opsamlingen sker:

- Fælles: Halv dag for alle i november 2026
- Lokalt: På holdmøder + i MED

Hovedudvalget hører om udbyttet efter sommerferien 2027.

Timen skal ikke gentages hvert andet år.

KOMMUNIKATION:

Til brug på havnen laver Kommunikation to pakker:

- Til lederne: Hvad sker der – og hvad giver det?
- Til holdene: Hvad sker der – og hvad giver det?
"""


@pytest.fixture(scope="module")
def scanned() -> MemoReading:
    return read_memo(read_text(SCANNED.encode()))


def test_the_head_of_a_scanned_memo(scanned: MemoReading) -> None:
    content = scanned.content
    assert content.title == 'Ledelsesindstilling: "En time på kajen" – alle ledere møder sejlerne'
    assert content.date_text == "Den 4. marts 2026"
    assert to_json(scanned)["date"] == "2026-03-04"
    assert content.background.split("\n\n") == [
        '"Vi kender skibene, ikke folkene", skrev rådet i fjor. Det vil vi lave om på.',
        "Derfor skal alle ledere i efteråret 2026 bruge en time på kajen sammen med en havnefoged (A/B-vagt m.v.).",
        "Timen er drøftet den 20. februar og ses igen den 4. marts.",
    ]
    assert [point.text for point in content.asked] == [
        "Hvem der går først",
        "At planen er god nok (se bilag)",
        "Om timen gentages hvert andet år?",
    ]
    assert [point.key for point in content.asked] == ["a1", "a2", "a3"]


def test_the_fields_of_a_scanned_memo(scanned: MemoReading) -> None:
    content = scanned.content
    assert content.effect == 'Se mere under "Baggrund".'
    assert content.costs == (Cost(2026, "40.000"), Cost(2027, ""))
    assert content.costs_text == ""
    assert content.financing == ("base_budget",)
    assert content.is_closed is True
    assert content.coordinated_with == "Ane og Bo"
    assert content.responsible == "Kaj, Havnen"
    assert content.participants == "Kaj og Ida"
    assert content.follow_up.local == "På holdmøder i november 2026"
    assert content.follow_up.joint == (
        "I vinteren 2026, evt.:\n• Ideer samles på intranettet\n• Temamøde: De bedste fortælles"
    )
    assert content.risks == (
        Risk("at sejlerne venter sig for meget.", "Begge dele kræver klare ord."),
        Risk("at vagterne tror, at de bliver målt.", "Begge dele kræver klare ord."),
    )


def test_before_during_and_after_of_a_scanned_memo(scanned: MemoReading) -> None:
    words = scanned.content.communication
    assert words.before == (
        "(5. marts – påske 2026) Lederne fortæller holdene om timen:\n• første besked: Inden 15. marts\n"
        "• sidste besked: mellem 20. marts og 1. april 2026\n\nDet sker før bladet udkommer (ultimo april 2026)"
    )
    assert words.during == (
        "(august 2026 – oktober 2026) Lederne ser efter:\n• Om alle har fundet en dag\n"
        "• Om nogen er imod – så det kan tales om"
    )
    assert words.after.startswith("(november 2026)\n• Holdene samler op:\n• MED (november 2026)")


def test_what_a_person_must_look_at_in_a_scanned_memo(scanned: MemoReading) -> None:
    assert [(flag.field, flag.code, flag.text) for flag in scanned.flags] == [
        ("background", "unreadable_period", "den 20. februar"),
        ("follow_up", "unplaced", "Der følges op begge steder:"),
        ("responsible", "unplaced", "Havn & Fritid"),
        ("risks", "check", "Begge dele kræver klare ord."),
        ("minutes", "unplaced", "Ledergruppen drøftede"),
    ]


def test_the_minutes_of_a_scanned_memo(scanned: MemoReading) -> None:
    titles = [heading.title for heading in scanned.minutes]
    assert titles == ["MÅLGRUPPE", "FORMÅL / THE WHY", "PROCES", "KOMMUNIKATION"]
    assert scanned.minutes[0].text == "Alle ledere på havnen"
    assert scanned.minutes[1].text == (
        "Formålet med timen er, at vi sammen og samtidigt arbejder med at\n• møde sejleren (jf. rådet)\n"
        "• finde ud af, hvad der virker:\n  • det, som skal deles\n  • det, som kan lettes\n• lytte\n\n"
        "Formålet er derfor i december 2026 at bruge det, vi hørte."
    )
    assert len(scanned.minutes[2].paragraphs) == 10
    assert len(scanned.minutes[3].paragraphs) == 3


def test_the_periods_of_a_scanned_memo(scanned: MemoReading) -> None:
    found = {one["text"]: (one["first"], one["last"]) for one in to_json(scanned)["periods"]}
    assert found["5. marts – påske 2026"] == ("2026-03-05", "2026-04-06")
    assert found["mellem 20. marts og 1. april 2026"] == ("2026-03-20", "2026-04-01")
    assert found["april/maj 2026"] == ("2026-04-01", "2026-05-31")
    assert found["august – september 2026"] == ("2026-08-01", "2026-09-30")
    assert found["efter sommerferien 2027"][0] == "2027-08-16"
    # Without a year: inside the frame it is told in, or the memo's own day; else a person says.
    assert found["Inden 15. marts"] == ("2026-03-15", "2026-03-15")
    assert found["den 4. marts."] == ("2026-03-04", "2026-03-04")
    assert found["den 20. februar"] == (None, None)


def test_what_looks_decided_in_scanned_minutes(scanned: MemoReading) -> None:
    candidates = decided_candidates(scanned.minutes)
    decided = [
        (one.heading, one.text, one.period.text if one.period else "")
        for one in candidates
        if one.is_decision
    ]
    lead = "Lederne får besked med det samme, så de kan:"
    assert decided == [
        ("MÅLGRUPPE", "Alle ledere på havnen", ""),
        ("PROCES", f"{lead} fortælle holdene (april/ maj 2026)", "april/ maj 2026"),
        ("PROCES", f"{lead} spørge MED (i april / maj 2026)", "april / maj 2026"),
        ("PROCES", "Planen vises for hovedudvalget i maj og juni 2026.", "maj og juni 2026"),
        (
            "PROCES",
            "Lederne går en time enten med en foged eller en tillidsvalgt. Perioden er: august – september 2026.",
            "august – september 2026",
        ),
        ("PROCES", "Opsamlingen sker: Fælles: Halv dag for alle i november 2026", "november 2026"),
        ("PROCES", "Opsamlingen sker: Lokalt: På holdmøder + i MED", ""),
        ("PROCES", "Hovedudvalget hører om udbyttet efter sommerferien 2027.", "efter sommerferien 2027"),
        ("PROCES", "Timen skal ikke gentages hvert andet år.", ""),
        (
            "KOMMUNIKATION",
            "Til brug på havnen laver Kommunikation to pakker:\n• Til lederne: Hvad sker der – og hvad giver det?\n"
            "• Til holdene: Hvad sker der – og hvad giver det?",
            "",
        ),
    ]
    assert [one.heading for one in candidates if not one.is_decision] == ["FORMÅL / THE WHY"] * 2
