"""Backbriefs in the shapes workplaces really hand in. All texts are written for these tests."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pejlemaerke.briefs.content import Content, Reading, Step
from pejlemaerke.briefs.reading import read_backbrief, to_json
from pejlemaerke.documents.blocks import Block, BlockKind, ReadDocument
from pejlemaerke.documents.reading_text import read_text


def read(text: str) -> Reading:
    return read_backbrief(read_text(text.encode()))


def blocks(*parts: Block) -> Reading:
    return read_backbrief(ReadDocument("docx", parts))


def told(reading: Reading) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(to_json(reading)))
    return whole


def dates(reading: Reading) -> list[tuple[str, str | None, str | None, str]]:
    return [
        (line["text"], line["first"], line["last"], line["precision"]) for line in told(reading)["timetable"]
    ]


def codes(reading: Reading) -> list[str]:
    return [flag.code for flag in reading.flags]


QUALITY = """
Backbrief fra Team Havn
Hvordan griber vi det an?

Hvad er vores hovedopgave?

Det er vores udgangspunkt, at alle på holdet har hørt om pejlemærket, og at vi
taler om det til hvert møde.

Vores hovedopgave er at bruge pejlemærket, når vi vælger mellem to gode ting.
Vi giver os selv to underopgaver:

• at beskrive, hvad en god uge er, så vi kan se, om vi får flere af dem.

• at se på vores aftaler med naboerne, når vi ved, hvad en god uge er.

Hvilke underopgaver følger af hovedopgaven?

Opgave 1
Vi vil beskrive den gode uge på denne måde:

• Vi spørger to andre hold.
• Vi skriver et udkast med MED.
• Borgerne læser med – hvad savner de?
• Vi prøver det af: Hvad skal væk? Hvad skal
der mere af?

Opgave 2
Vi vil derefter se på aftalerne. Det handler om:

• Hvilke aftaler har vi?
• Hvilke skal slutte?

Tidsplan

Opgave 1 gennemføres i kvartal 3 i 2026 og kvartal 4 i 226. Opgave 2 planlægges herefter.

Hvordan og hvornår rapporterer vi?
Vi fortæller om den gode uge, når den er beskrevet.
"""


def test_two_labelled_tasks_named_by_the_list_at_the_main_task() -> None:
    reading = read(QUALITY)
    content = reading.content
    assert reading.title == "Backbrief fra Team Havn"
    assert content.starting_point.startswith("Det er vores udgangspunkt")
    assert content.main_task.startswith("Vores hovedopgave er at bruge pejlemærket")
    assert "• at se på vores aftaler" in content.main_task
    first, second = content.subtasks
    assert (first.key, second.key) == ("s1", "s2")
    assert first.title.startswith("Beskrive, hvad en god uge er")
    assert len(first.steps) == 4
    assert first.steps[2] == Step("Borgerne læser med – hvad savner de?", is_question=True)
    assert first.steps[3].text == "Vi prøver det af: Hvad skal væk? Hvad skal der mere af?"
    assert [step.text for step in second.steps] == ["Hvilke aftaler har vi?", "Hvilke skal slutte?"]


def test_the_timetable_keeps_what_it_cannot_read_and_open_is_no_fault() -> None:
    reading = read(QUALITY)
    assert dates(reading) == [
        ("kvartal 3 i 2026", "2026-07-01", "2026-09-30", "quarter"),
        ("kvartal 4 i 226", None, None, "unreadable"),
        ("planlægges herefter", None, None, "open"),
    ]
    first, second = reading.content.subtasks
    assert first.period is not None
    assert first.period.text == "kvartal 3 i 2026 og kvartal 4 i 226"
    assert first.period.precision == "unreadable"
    assert second.period is not None
    assert second.period.precision == "open"
    assert second.after == "s1"
    assert [(flag.field, flag.code, flag.text) for flag in reading.flags if "period" in flag.field] == [
        ("timetable.1.period", "unreadable_period", "kvartal 4 i 226")
    ]


def test_reporting_to_nobody_is_flagged() -> None:
    reading = read(QUALITY)
    assert reading.content.reporting.to == ""
    assert reading.content.reporting.when == "når den er beskrevet"
    assert "no_reporting_recipient" in codes(reading)
    assert "no_reporting_date" not in codes(reading)


SCANNED = """
Backbrief fra Plejecenter Solbakken
Hvad er vores hovedopgave?
Vores udgangspunkt er, at mange er nye her, og at retningen fra Byradet i 2022 ikke er kendt af alle.
Vores hovedopgave er at gore retningen kendt og skabe en vane med at tale om, hvad den betyder p3 vagten.
Hvilke underopgaver folger af hovedopgaven?
Fase 1 (efteraret 2026)
e Moder i lokal-MED om forlobet
e Aftenmode for alle, hvor vi praesenterer retningen
e Vaerksted i hvert team
e Opsamling og evaluering i MED
Fase 2 (foraret 2027), planlaegges i MED
e Gennemgang af vores vigtigste ydelser:
o Hvad vil vi beholde?
o Hvad vil vi aendre?
e Bedre samtaler med borgerne
Tidsplan
Fase 1 gennemfores i efteraret 2026. Fase 2 gennemfores i foraret 2027.
Hvordan og hvornar rapporterer vi?
Nar fase 1 er slut, sendes konklusionerne fra MED's evaluering til naermeste chef, der ogsa far en skitse
til fase 2.
"""


def test_a_scanned_document_with_lost_letters_and_two_phases() -> None:
    reading = read(SCANNED)
    content = reading.content
    assert content.starting_point.startswith("Vores udgangspunkt er, at mange er nye")
    assert content.main_task.startswith("Vores hovedopgave er at gore retningen kendt")
    assert [subtask.phase for subtask in content.subtasks] == ["Fase 1", "Fase 2"]
    assert [len(told(reading)["subtasks"][at]["steps"]) for at in (0, 1)] == [4, 4]
    assert [str(one.period.first) for one in content.subtasks if one.period] == ["2026-09-01", "2027-03-01"]
    assert [line[3] for line in dates(reading)] == ["season", "season"]
    assert content.reporting.to == "naermeste chef"
    assert content.reporting.when == "Nar fase 1 er slut"
    assert codes(reading) == []


def test_the_council_year_in_the_starting_point_is_no_date_of_the_plan() -> None:
    assert all("2022" not in line[0] for line in dates(read(SCANNED)))


PHASES_WITHOUT_DATES = """
BACKBRIEF, HJEMMEPLEJEN NORD

HVAD ER VORES HOVEDOPGAVE?
Vi er fire nye ledere. Det er vores hovedopgave at få én fælles måde at tage imod borgeren på.

HVILKE UNDEROPGAVER FØLGER AF HOVEDOPGAVEN?
Fase 1:
• Møder i MED
• Temamøde
Fase 2:
Planlægges i MED, men vi forventer at:
• se på det interne samarbejde
• blive bedre til
   o at fortælle om loven
   o at spørge til behov

TIDSPLAN
Fase 1: Efteråret 2026
Fase 2: Foråret 2027

HVORDAN OG HVORNÅR RAPPORTERER VI?
Vi sender evalueringen til områdechefen i december 2026.
"""


def test_phases_get_their_periods_from_the_time_plan_and_keep_nested_steps() -> None:
    reading = read(PHASES_WITHOUT_DATES)
    first, second = reading.content.subtasks
    assert (first.phase, second.phase) == ("Fase 1", "Fase 2")
    assert first.period is not None
    assert first.period.text == "Efteråret 2026"
    assert second.steps[1].steps == (Step("at fortælle om loven"), Step("at spørge til behov"))
    assert told(reading)["subtasks"][1]["steps"] == [
        "se på det interne samarbejde",
        "blive bedre til",
        "at fortælle om loven",
        "at spørge til behov",
    ]
    assert reading.content.starting_point == "Vi er fire nye ledere."
    assert reading.content.reporting.to == "områdechefen"
    assert reading.content.reporting.when == "december 2026"


NUMBERED = """
Backbrief fra Køkkenet

1. Udgangspunkt
Vi laver mad til tre huse.

2. Hovedopgave
At maden bliver en del af dagen for dem, der bor her.

3. Underopgaver
- spise sammen med beboerne to gange om ugen
- spørge: hvad husker de maden for?
- vælge tre retter ud
- prøve dem
- holde øje med spild

4. Tidsplan
Vi begynder i uge 10-12 i 2026 og er færdige senest 1. juni 2026.

5. Opfølgning og rapportering
Vi orienterer centerlederen hver måned.
"""


def test_numbered_headings_and_one_subtask_for_each_item() -> None:
    reading = read(NUMBERED)
    content = reading.content
    assert content.starting_point == "Vi laver mad til tre huse."
    assert [one.key for one in content.subtasks] == ["s1", "s2", "s3", "s4", "s5"]
    assert content.subtasks[0].title == "spise sammen med beboerne to gange om ugen"
    assert [line[3] for line in dates(reading)] == ["range", "day"]
    assert (content.reporting.to, content.reporting.when) == ("centerlederen", "hver måned")
    assert codes(reading) == []


PROSE = (
    "Det er vores udgangspunkt, at de fleste kender retningen, men sjældent taler om den. "
    "Vores hovedopgave er at gøre samtalen til en vane. "
    "Opgave 1 er at aftale en fast samtale om ugen. Opgave 2 er at samle det, vi lærer. "
    "Opgave 1 gennemføres i 1. kvartal 2026, og opgave 2 planlægges derefter. "
    "Vi rapporterer til områdelederen i maj 2026."
)


def test_prose_without_headings_or_lists() -> None:
    reading = read(PROSE)
    content = reading.content
    assert content.starting_point.startswith("Det er vores udgangspunkt")
    assert content.main_task == "Vores hovedopgave er at gøre samtalen til en vane."
    assert len(content.subtasks) == 2
    assert [line[3] for line in dates(reading)] == ["quarter", "open"]
    assert content.subtasks[1].after == "s1"
    assert content.reporting.to == "områdelederen"
    assert codes(reading) == []
    assert reading.leftover == ()


ENGLISH = """
Backbrief from the home care team

Starting point
Most of us know the direction by name only.

Our main task
We will make it the first thing we ask about at every handover.

Subtasks
Phase 1: Learn from others
- visit two teams
- what surprised us?
Phase 2: Try it ourselves
Responsible: the team leader
Product: one page of advice

Time plan
Phase 1 takes place in autumn 2026. Phase 2 is to be planned.

Signs of success
- Citizens tell us they are asked once

What will we stop doing?
The weekly status meeting.

How and when do we report?
We report to the area manager once phase 1 is over.
"""


def test_english() -> None:
    reading = read(ENGLISH)
    content = reading.content
    first, second = content.subtasks
    assert first.title == "Learn from others"
    assert first.steps[1].is_question
    assert (second.who, second.product) == ("the team leader", "one page of advice")
    assert second.period is not None
    assert second.period.precision == "open"
    assert content.signs == ("Citizens tell us they are asked once",)
    assert content.stop == "The weekly status meeting."
    assert content.reporting.to == "the area manager"
    assert content.reporting.when == "once phase 1 is over"
    assert codes(reading) == []


LABELS_AND_COLONS = """
Backbrief – Genoptræning Syd

Udgangspunkt: Vi har tre huse og én leder.

Hovedopgave: At alle borgere møder det samme mål i alle tre huse.

Delopgaver:
Delopgave A – Fælles mål
Ansvarlig: Holdlederen
Vi skriver målet sammen med borgeren.
Produkt: En side
Delopgave B – Fælles tavle
Ansvarlig: Huslederen
- sætte tavlen op
- prøve den i to uger
Tid: uge 10-12 i 2026

Tidsplan: Delopgave A ligger i januar og februar 2026.

Hovedindsats: Delopgave A går forud.

Rammer: Vi må ikke bruge vikarer.

Frihedsgrader: Vi vælger selv tavlen.

Holder briefen stadig?
Ja.

MED's rolle
MED drøfter tavlen i december 2025.

Rapportering: Vi melder tilbage til centerchefen hvert kvartal.
"""


def test_headings_that_open_a_paragraph_and_what_is_said_of_a_subtask() -> None:
    reading = read(LABELS_AND_COLONS)
    content = reading.content
    assert content.starting_point == "Vi har tre huse og én leder."
    first, second = content.subtasks
    assert (first.title, first.who, first.product) == ("Fælles mål", "Holdlederen", "En side")
    assert first.period is not None
    assert (str(first.period.first), str(first.period.last)) == ("2026-01-01", "2026-02-28")
    assert second.period is not None
    assert second.period.text == "uge 10-12 i 2026"
    assert content.main_effort == "Delopgave A går forud."
    assert content.constraints == "Vi må ikke bruge vikarer."
    assert content.freedoms == "Vi vælger selv tavlen."
    assert content.brief_holds == "Ja."
    assert content.med == "MED drøfter tavlen i december 2025."
    assert (content.reporting.to, content.reporting.when) == ("centerchefen", "hvert kvartal")
    assert codes(reading) == []


def row(*cells: str) -> Block:
    return Block("row", " | ".join(" ".join(cell.split()) for cell in cells), cells=cells)


def test_a_table_with_the_headings_to_the_left() -> None:
    reading = blocks(
        Block("title", "Backbrief fra Biblioteket"),
        row("Udgangspunkt", "Vi er kun to."),
        row("Hovedopgave", "At de unge bliver hængende."),
        row("Underopgaver", "• spørge de unge\n  • hvad mangler?\n• flytte sofaerne"),
        row("Tidsplan", "Foråret 2026 og efteråret 2026"),
        row("Hvordan og hvornår rapporterer vi?", "Til kulturchefen i december 2026"),
    )
    content = reading.content
    assert content.main_task == "At de unge bliver hængende."
    assert [one.title for one in content.subtasks] == ["spørge de unge", "flytte sofaerne"]
    assert content.subtasks[0].steps == (Step("hvad mangler?", is_question=True),)
    assert [line[0] for line in dates(reading)] == ["Foråret 2026", "efteråret 2026"]
    assert content.reporting.to == "kulturchefen"
    assert codes(reading) == []


def test_a_table_with_the_headings_side_by_side() -> None:
    reading = blocks(
        row("Hovedopgave", "Underopgaver", "Tidsplan", "Rapportering"),
        row("At møde til tiden.", "• stille uret", "Maj 2026", "Til lederen i juni 2026"),
    )
    assert reading.content.main_task == "At møde til tiden."
    assert [one.title for one in reading.content.subtasks] == ["stille uret"]
    assert reading.content.reporting.to == "lederen"


def test_a_table_of_activities_gives_one_subtask_a_row() -> None:
    reading = blocks(
        Block("heading", "Vores hovedopgave", 1),
        Block("paragraph", "Vi vil være til at få fat i."),
        Block("heading", "Handlinger", 1),
        row("Aktivitet", "Hvornår", "Deltagere", "Ansvarlig", "Produkt"),
        row("Åbne telefonen tidligere", "fra marts 2026", "alle", "Lederen", "ny tid på døren"),
        row("Spørge borgerne", "planlægges senere", "", "Jonna", ""),
        Block("heading", "Opfølgning", 1),
        Block("paragraph", "Vi fortæller afdelingschefen om det i maj 2026."),
    )
    first, second = reading.content.subtasks
    assert (first.title, first.who, first.product) == (
        "Åbne telefonen tidligere",
        "Lederen (deltagere: alle)",
        "ny tid på døren",
    )
    assert first.period is not None
    assert str(first.period.first) == "2026-03-01"
    assert second.period is not None
    assert second.period.precision == "open"
    assert [line[3] for line in dates(reading)] == ["month", "open"]
    assert codes(reading) == []


def test_activities_that_stand_under_the_time_plan_are_the_subtasks() -> None:
    reading = blocks(
        Block("heading", "Hovedopgave", 1),
        Block("paragraph", "Vi vil lære at spørge."),
        Block("heading", "Tidsplan", 1),
        row("Hvad", "Hvornår", "Hvem"),
        row("Øve på hinanden", "uge 7 2026", "alle"),
        row("Øve med borgere", "kvartal 5 2026", "alle"),
    )
    assert [one.title for one in reading.content.subtasks] == ["Øve på hinanden", "Øve med borgere"]
    assert [line[3] for line in dates(reading)] == ["week", "unreadable"]
    assert codes(reading) == ["missing_reporting", "unreadable_period"]


def test_bold_lines_as_headings_with_headings_as_subtasks() -> None:
    reading = blocks(
        Block("heading", "Hvad er vores hovedopgave?", 1, styled=False),
        Block("paragraph", "Vi skal have tid til hinanden."),
        Block("heading", "Hvilke underopgaver følger af hovedopgaven?", 1, styled=False),
        Block("heading", "Kortere møder", 2, styled=False),
        Block("paragraph", "Vi halverer mandagsmødet. Hvem savner det?"),
        Block("heading", "Fælles frokost", 2, styled=False),
        Block("bullet", "finde et bord"),
        Block("heading", "Tidsplan", 1, styled=False),
        Block("paragraph", "Kortere møder fra april 2026, fælles frokost i løbet af 2026."),
    )
    first, second = reading.content.subtasks
    assert (first.title, second.title) == ("Kortere møder", "Fælles frokost")
    assert first.steps == (Step("Vi halverer mandagsmødet."), Step("Hvem savner det?", is_question=True))
    assert second.steps == (Step("finde et bord"),)


def test_a_year_above_the_lines_of_the_time_plan_is_their_year() -> None:
    reading = read(
        "Hovedopgave\nAt begynde.\n\nUnderopgaver\nOpgave 1: Øve\nOpgave 2: Vise\n\n"
        "Tidsplan 2026\nOpgave 1: marts\nOpgave 2: inden 1. oktober\n\nRapportering\nTil chefen i november.\n"
    )
    assert [line[1] for line in dates(reading)] == ["2026-03-01", "2026-10-01"]


def test_something_else_is_left_over_and_asked_about() -> None:
    reading = read("Indkøbsliste\n\nMælk og brød. Husk også smør.\n")
    assert codes(reading) == [
        "missing_main_task",
        "missing_subtasks",
        "missing_time_plan",
        "missing_reporting",
    ]
    assert "Mælk og brød." in " ".join(reading.leftover)


@pytest.mark.parametrize("text", [QUALITY, SCANNED, PHASES_WITHOUT_DATES, NUMBERED, PROSE, ENGLISH])
def test_reading_is_the_same_every_time(text: str) -> None:
    assert read(text) == read(text)


# Nothing is lost ----------------------------------------------------------------------------------

NONSENSE = st.integers(0, 9999).map(lambda number: "zx" + "abcdefghij"[number % 10] * 2 + f"q{number:04d}x")
GLUE = st.sampled_from(
    ["vi", "vil", "i efteråret 2026", "opgave 1", "herefter", "planlægges", "til nærmeste chef", "når",
     "hovedopgave er", "udgangspunkt", "at", "og", "MED", "kvartal 9 2026", "tidsplan"]
)  # fmt: skip
ENDINGS = st.sampled_from([".", "?", ":", "", "!"])
HEADS = st.sampled_from(
    ["Hovedopgave", "Hvad er vores hovedopgave?", "Underopgaver", "Tidsplan", "Rapportering", "Opgave 1",
    "Fase 2",
     "MED's rolle", "Tegn på at det lykkes", "Udgangspunkt", "Rammer", "Min leders hensigt",
     "Noget helt andet"]
)  # fmt: skip
OPENINGS = st.sampled_from(
    ["", "", "Opgave 1: ", "Fase 2 – ", "Ansvarlig: ", "Tid: ", "Tidsplan: ", "Hovedopgave: ", "1. "]
)
PROSE_TEXT = st.builds(
    lambda opening, words, ending: f"{opening}{' '.join(words)}{ending}",
    OPENINGS,
    st.lists(NONSENSE | GLUE, min_size=1, max_size=9),
    ENDINGS,
)
SENTENCES = st.lists(PROSE_TEXT, min_size=1, max_size=3).map(" Zx ".join)


def _block(kind: BlockKind, text: str, level: int) -> Block:
    return Block(kind, text, level, styled=kind == "title")


ANY_BLOCK = st.one_of(
    st.builds(_block, st.just("heading"), HEADS | SENTENCES, st.integers(1, 3)),
    st.builds(_block, st.sampled_from(["title", "paragraph"]), HEADS | SENTENCES, st.just(0)),
    st.builds(_block, st.sampled_from(["bullet", "number"]), HEADS | SENTENCES, st.integers(0, 3)),
    st.lists(HEADS | SENTENCES | st.sampled_from(["", "Hvornår"]), min_size=2, max_size=4).map(
        lambda cells: row(*cells)
    ),
)


def _everything(reading: Reading) -> str:
    def steps(found: tuple[Step, ...]) -> str:
        return " ".join(f"{step.text} {steps(step.steps)}" for step in found)

    content: Content = reading.content
    kept = [reading.title, *reading.leftover, *(flag.text for flag in reading.flags)]
    kept += [
        getattr(content, name)
        for name in (
            "starting_point",
            "main_task",
            "time_plan",
            "main_effort",
            "constraints",
            "freedoms",
            "stop",
        )
    ]
    kept += [content.brief_holds, content.med, content.reporting.text, *content.signs]
    for one in content.subtasks:
        kept += [one.title, one.phase, one.who, one.product, steps(one.steps)]
        kept += [one.period.text] if one.period else []
    kept += [f"{line.text} {line.period.text}" for line in content.timetable]
    return " ".join(kept).casefold()


@settings(max_examples=60)
@given(st.lists(ANY_BLOCK, max_size=12))
@example(
    [
        Block("heading", "Opgave 1: zxaaq0000x herefter planlægges zxbbq0001x.", 1),
        Block("row", "Hovedopgave | Opgave 1", 0, ("Hovedopgave", "Opgave 1")),
    ]
)
def test_every_word_of_the_document_ends_somewhere(parts: list[Block]) -> None:
    reading = read_backbrief(ReadDocument("docx", tuple(parts)))
    kept = _everything(reading)
    for block in parts:
        for word in re.findall(r"zx\w+q\d{4}x", block.text):
            assert word in kept, (word, reading)


@given(st.lists(ANY_BLOCK, max_size=12))
def test_keys_are_in_order_and_flags_point_at_what_is_there(parts: list[Block]) -> None:
    reading = read_backbrief(ReadDocument("docx", tuple(parts)))
    content = reading.content
    assert [one.key for one in content.subtasks] == [f"s{at + 1}" for at in range(len(content.subtasks))]
    for flag in reading.flags:
        if found := re.fullmatch(r"(timetable|subtasks)\.(\d+)\.period", flag.field):
            period = getattr(content, found[1])[int(found[2])].period
            assert period is not None
            assert period.precision == "unreadable"
    json.dumps(to_json(reading))


def test_our_own_paper_changed_in_word_is_read_section_by_section() -> None:
    reading = blocks(
        Block("title", "Backbrief fra Hjemmeplejen"),
        Block("heading", "Hovedopgave", 1),
        Block("heading", "Vores udgangspunkt", 2),
        Block("paragraph", "Vi er nye."),
        Block("heading", "Vores hovedopgave", 2),
        Block("paragraph", "Vi vil lære."),
        Block("heading", "Underopgaver", 1),
        Block("heading", "Opgave 1: Lytte", 2),
        Block("bullet", "spørge"),
        row("Hvem", "Lederen"),
        row("Hvornår", "maj 2026"),
        row("Hovedindsats", "Ja"),
        Block("heading", "Opgave 2: Handle", 2),
        row("Hvornår", "planlægges senere"),
        row("Venter på", "Lytte"),
        Block("heading", "Tidsplan", 1),
        Block("paragraph", "Opgave 1 i maj 2026."),
        Block("heading", "Hvordan og hvornår rapporterer vi?", 1),
        row("Til", "chefen"),
        row("Hvornår", "juni 2026"),
    )
    content = reading.content
    first, second = content.subtasks
    assert (content.starting_point, content.main_task) == ("Vi er nye.", "Vi vil lære.")
    assert (first.title, first.who, first.is_main_effort) == ("Lytte", "Lederen", True)
    assert (second.title, second.after) == ("Handle", "s1")
    assert second.period is not None
    assert second.period.precision == "open"
    assert (content.reporting.to, content.reporting.when) == ("chefen", "juni 2026")
    assert codes(reading) == []


RUN_TOGETHER = """
Backbrief fra Vaskeriet
Hvad er vores hovedopgave? Vores udgangspunkt er en ny leder. Hovedopgaven er at tale sammen.
Hvilke underopgaver følger af hovedopgaven? Fase 1: Holde møder i MED. Fase 2: Se på aftalerne.
Tidsplan: Fase 1 ligger i efteråret 2026. Fase 2 ligger i foråret 2027. Fase 2 planlægges i MED.
Hvordan og hvornår rapporterer vi? Til nærmeste chef, når MED har evalueret.
"""


def test_headings_and_phases_that_begin_in_mid_line() -> None:
    reading = read(RUN_TOGETHER)
    content = reading.content
    assert content.starting_point == "Vores udgangspunkt er en ny leder."
    assert [(one.phase, one.title) for one in content.subtasks] == [
        ("Fase 1", "Holde møder i MED"),
        ("Fase 2", "Se på aftalerne"),
    ]
    assert [line[3] for line in dates(reading)] == ["season", "season"]
    assert (content.reporting.to, content.reporting.when) == ("nærmeste chef", "når MED har evalueret")
    assert codes(reading) == []
