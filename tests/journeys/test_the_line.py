"""The journey the product is for: an initiative goes down the whole line, and every answer comes back up.

Nobody is told where to go: each person begins at Min side and clicks what can be read there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone
from docx import Document

from pejlemaerke.ui.dates import write_date

from .conftest import PHONE, Walker

pytestmark = pytest.mark.journey

TITLE = "Kerneopgaven i hverdagen"
INTENT = "Alle, der møder en borger, ved, hvad vi er her for"
REASON = "for at borgeren møder den samme hjælp, uanset hvem der kommer"
COUNCIL = "Byrådet godkender kerneopgaven som fælles retning for alle arbejdspladser."


THINGS = ("One thing needs your eye", "%(n)s things need your eye")
GOES_TO = (
    "It goes to one workplace, and its leader briefs back to you.",
    "It goes to %(n)s workplaces, and each leader briefs back to you.",
)
SEND_TO = ("Send to one workplace", "Send to %(n)s workplaces")
BRIEF_SENT = ("The brief has been sent to %(n)d workplace.", "The brief has been sent to %(n)d workplaces.")
WRITTEN = "%(title)s: %(n)s of the 4 sections that must be there are written."
GO_ON = "Save and go on to %(title)s"
ANSWERED = "Your answer has been sent to %(unit)s."


def day(ahead: int) -> str:
    return write_date(timezone.localdate() + timedelta(days=ahead))


def test_an_initiative_goes_down_the_line_and_every_answer_comes_back(
    line: Any, arrive: Callable[..., Walker], size: dict[str, int], tmp_path: Path
) -> None:
    # Given a director who has a decision of the council and wants it carried out
    decision = tmp_path / "Byrådets beslutning 2019.txt"
    decision.write_text(f"Referat fra byrådets møde\n\nSag 7. Kerneopgaven\n\n{COUNCIL}\n", "utf-8")
    karin = arrive(line.karin, size)
    karin.looks("front-empty")
    prepare_initiative(karin, decision)

    # When she sends her brief
    write_first_brief(karin)

    # Then the manager finds it without being told, writes, is asked what a colleague would ask, and sends
    mette = arrive(line.mette, size)
    write_backbrief(mette)

    # When the director sends it back with a reason, and the manager mends it
    return_backbrief(karin)
    mend_backbrief(mette)

    # Then it is accepted with an adjustment and becomes the brief of those below
    accept_with_adjustment(karin)
    brief_on(mette)

    # When a workplace brings the document it already has, and its MED committee reads along on a phone
    sara = arrive(line.sara, size)
    bring_document(sara, tmp_path)
    ida = arrive(line.ida, PHONE)
    comment_and_give_view(ida)
    send_what_was_brought(sara)

    # Then the manager accepts it, and everybody who works there can read it
    accept_workplace(mette)
    ali = arrive(line.ali, PHONE)
    read_as_employee(ali)

    # And the neighbour, once accepted too, reads it beside its own
    read_side_by_side(arrive(line.bo, size), mette)
    take_it_out(sara)


# -- down ------------------------------------------------------------------------------------------------------------


def prepare_initiative(karin: Walker, decision: Path) -> None:
    karin.follows("Initiatives", within="nav.places")
    karin.is_at("Initiatives")
    karin.looks("initiatives-empty")
    karin.follows("Prepare an initiative")
    karin.presses("Go on")
    karin.reads(THINGS, n=3)
    karin.looks("initiative-new-faults")
    karin.writes("What is it called?", TITLE)
    karin.writes("Why do we do it?", "Hver tredje kollega er ny, og borgerne mærker forskel fra dag til dag.")
    karin.writes("Who stands behind it?", "karin")
    karin.writes("Where in the organisation does it belong?", "Sundhed og Omsorg")
    karin.writes("When does it run?", "foråret 2027 til udgangen af 2028")
    karin.looks("initiative-new")
    karin.presses("Go on")
    karin.reads("This is how we understood you", "Karin Dam", "Sundhed og Omsorg")
    karin.looks("initiative-understood")
    karin.presses("That is right, go on")

    karin.is_at("Who takes part")
    karin.looks("participants-empty")
    karin.field("Branch").select_option(label="Sundhed og Omsorg")
    karin.presses("Show its levels")
    karin.reads("Which levels within %(name)s?", name="Sundhed og Omsorg")
    karin.reads(re.compile(r"område\s*\(2\)", re.I))
    karin.ticks("område")
    karin.ticks("arbejdsplads")
    karin.presses("Show the workplaces")
    karin.reads("Birken", "Nord", "Syd")
    karin.looks("participants-chosen")
    karin.presses("Let the ticked ones take part")
    karin.reads(("One workplace takes part.", "%(n)s workplaces take part."), n=5)
    karin.looks("participants")
    karin.follows("Go on to the initiative")

    karin.is_at(TITLE)
    karin.follows("Name the decision it builds on")
    karin.writes("What was decided?", COUNCIL)
    karin.writes("Who decided it?", "Byrådet")
    karin.writes("When?", "19. juni 2019")
    karin.field("The document itself").set_input_files(decision)
    karin.looks("earlier-decision")
    karin.presses("Save the decision")
    karin.reads(COUNCIL, "Byrådet, 19. juni 2019", decision.name)
    assert COUNCIL in karin.fetches(decision.name).read_text("utf-8")
    karin.looks("initiative-prepared")
    karin.follows("See the plan it will give, and start")
    karin.presses("Start the initiative")
    karin.reads("The initiative is under way. The next step is the first brief.")
    karin.looks("initiative-running")


def write_first_brief(karin: Walker) -> None:
    karin.goes_to_front()
    karin.follows("Write the first brief for")
    karin.looks("brief-begin")
    karin.presses("Write the brief")
    karin.is_at("Brief · Sundhed og Omsorg")
    karin.looks("brief-edit-empty")
    karin.writes("Hvad vil du opnå?", INTENT)
    karin.sees_it_saved()
    karin.writes("Hvad skal det være godt for?", REASON)
    karin.writes("Hvad vil du kunne se eller høre", "Borgerne fortæller ikke deres historie forfra")
    karin.writes("Hvad vil du have svar på, og hvornår?", "En backbrief fra hvert område")
    karin.presses("Read it through and send")
    karin.reads("Before you can send", "By when?")
    karin.looks("brief-send-missing")
    karin.follows("Write on")
    karin.writes("By when?", day(30))
    karin.looks("brief-edit")
    karin.presses("Read it through and send")
    karin.reads(
        (
            "It goes to one workplace, and its leader briefs back to you.",
            "It goes to %(n)s workplaces, and each leader briefs back to you.",
        ),
        n=2,
    )
    karin.looks("brief-send")
    karin.presses(SEND_TO, n=2)
    karin.reads(BRIEF_SENT, n=2)
    karin.reads(INTENT)
    karin.looks("brief")


# -- up --------------------------------------------------------------------------------------------------------------


def write_backbrief(mette: Walker) -> None:
    mette.goes_to_front()
    mette.reads("%(name)s is waiting", name="Karin Dam")
    mette.looks("front-turn")
    mette.follows("Write the backbrief for")
    mette.looks("backbrief-not-begun")
    mette.follows("Write the backbrief")
    mette.reads(INTENT)
    mette.reads(WRITTEN, title=TITLE, n=0)
    mette.looks("write-empty")

    mette.follows("Main task")
    mette.writes("Hvordan ser det ud hos jer lige nu?", "Vi er to områder, og halvdelen af os er nye.")
    mette.sees_it_saved()
    mette.writes("Hvad vil I nå, og hvad skal det være godt for?", INTENT)
    mette.looks("section-main-task")
    mette.presses(GO_ON, title="Underopgaver")

    mette.is_at("Underopgaver")
    mette.looks("section-subtasks-empty")
    mette.writes(re.compile("^Titel"), "Sæt ord på de vigtigste besøg")
    mette.writes(re.compile("^Trin"), "Hvert hold vælger to slags besøg\nHvad fylder mest hos os?")
    mette.writes(re.compile("^Hvornår"), "kvartal 1 2027")
    mette.reads("We read: %(days)s", days="")
    mette.sees_it_saved()
    mette.presses("Add a subtask")
    mette.reads("Task %(number)s", number=2)
    second = mette.page.locator("#subtask-2")
    second.get_by_label(re.compile("^Titel")).fill("Del det med alle hold")
    second.get_by_label(re.compile("^Hvornår")).fill("planlægges senere")
    mette.reads("“%(words)s” stands as to be planned later.", words="planlægges senere")
    mette.looks("section-subtasks")
    mette.presses(GO_ON, title="Tidsplan")

    mette.is_at("Tidsplan")
    mette.writes("Hvornår begynder I", "Vi begynder i kvartal 1 2027. Resten planlægges senere.")
    mette.reads("We read: %(days)s", days="")
    mette.looks("section-time-plan")
    mette.presses(GO_ON, title="Hvordan og hvornår")

    mette.writes("Hvordan fortæller I det?", "Vi tager det på ledermødet.")
    mette.presses("Save", exact=True)
    mette.reads(WRITTEN, title=TITLE, n=4)
    mette.reads("Questions a colleague would ask")
    mette.looks("write")

    mette.follows("Read it through and send to %(name)s", name="Karin Dam")
    mette.reads("Questions a colleague would ask", "You decide. You can send it as it stands.")
    mette.looks("backbrief-send")
    mette.presses("Send to %(name)s", name="Karin Dam")
    mette.reads("Sent to %(name)s.", name="Karin Dam")
    mette.looks("backbrief-sent")


def return_backbrief(karin: Walker) -> None:
    karin.goes_to_front()
    karin.reads("%(name)s is waiting", name="Mette Holm")
    karin.follows("Answer the backbrief from")
    karin.follows("Answer %(unit)s", unit="Hjemmeplejen")
    karin.looks("review")
    karin.unfolds("Comment at a section")
    karin.unfolds("Tidsplan", within=".review-backbrief")
    karin.writes("Your comment", "Når I det, hvis I begynder efter nytår?")
    karin.presses("Comment", within=".review-backbrief", exact=True)
    karin.reads("Når I det, hvis I begynder efter nytår?")
    karin.ticks("Ikke endnu. Jeg skriver hvorfor.")
    karin.presses("Send the answer to %(unit)s", unit="Hjemmeplejen")
    karin.reads("Say why in a sentence or two, so the workplace knows what to do.")
    karin.looks("review-faults")
    karin.writes("Your words to the workplace", "Hovedopgaven er min sætning. Skriv den med jeres egne ord.")
    karin.presses("Send the answer to %(unit)s", unit="Hjemmeplejen")
    karin.reads(ANSWERED, unit="Hjemmeplejen")
    karin.looks("backbrief-returned-reviewer")


def mend_backbrief(mette: Walker) -> None:
    mette.goes_to_front()
    mette.follows("Work on the returned backbrief for")
    mette.reads("Sent back", "Skriv den med jeres egne ord.")
    mette.looks("backbrief-returned")
    mette.follows("Work on it")
    mette.follows("Main task")
    mette.writes(
        "Hvad vil I nå, og hvad skal det være godt for?",
        "Hvert hold har aftalt, hvad kerneopgaven betyder for deres tre vigtigste besøg.",
    )
    mette.sees_it_saved()
    mette.presses("Save", exact=True)
    mette.follows("Read it through and send to %(name)s", name="Karin Dam")
    mette.presses("Send to %(name)s", name="Karin Dam")
    mette.reads("Sent to %(name)s.", name="Karin Dam")
    mette.reads("Version %(n)s", n=2)


def accept_with_adjustment(karin: Walker) -> None:
    karin.goes_to_front()
    karin.follows("Answer the backbrief from")
    karin.follows("Answer %(unit)s", unit="Hjemmeplejen")
    karin.reads("What has changed since last time", "What was answered last time")
    karin.looks("review-resubmitted")
    karin.ticks("Ja, med den ændring jeg skriver her.")
    karin.writes("Your words to the workplace", "Tag også natholdet med fra begyndelsen.")
    karin.presses("Send the answer to %(unit)s", unit="Hjemmeplejen")
    karin.reads(ANSWERED, unit="Hjemmeplejen")
    karin.reads("Accepted with this adjustment")
    karin.looks("backbrief-accepted-reviewer")


def brief_on(mette: Walker) -> None:
    mette.goes_to_front()
    mette.looks("front-accepted")
    mette.follows("Brief on to those below")
    mette.reads("Tag også natholdet med fra begyndelsen.")
    mette.looks("backbrief-accepted")
    mette.presses("Make it the brief for those below")
    mette.is_at("Brief · Hjemmeplejen")
    mette.reads("Hvert hold har aftalt", INTENT)
    mette.looks("brief-from-backbrief")
    mette.writes("Hvad skal det være godt for?", "så borgeren kan regne med os")
    mette.writes("Hvad vil du have svar på, og hvornår?", "En backbrief fra hver arbejdsplads")
    mette.writes("By when?", day(20))
    mette.presses("Read it through and send")
    mette.presses(SEND_TO, n=2)
    mette.reads(BRIEF_SENT, n=2)


# -- a workplace -----------------------------------------------------------------------------------------------------


def own_document(folder: Path) -> Path:
    """As workplaces write them: bold paragraphs for headings, dashes for bullets, a year with a digit lost."""
    paper = Document()
    paper.add_paragraph().add_run("Backbrief fra hjemmeplejen Nord").bold = True
    paper.add_paragraph().add_run("Enhedens udgangspunkt").bold = True
    paper.add_paragraph("Vi er fjorten faste og fire afløsere. Aftenholdet mødes sjældent med dagholdet.")
    paper.add_paragraph().add_run("Hovedopgave").bold = True
    paper.add_paragraph("Alle tre hold skal kunne sige, hvad vi er her for, når de ringer på.")
    paper.add_paragraph().add_run("Underopgaver").bold = True
    paper.add_paragraph("Opgave 1: Saml holdene om de sværeste besøg")
    for step in ("Find tre besøg, hvor vi gør det forskelligt", "Tal dem igennem på et fælles møde"):
        paper.add_paragraph(step, style="List Bullet")
    paper.add_paragraph("Opgave 2: Tag nye kolleger med fra første dag")
    for step in ("Hvem følger den nye?", "Hvad skal være sagt efter en uge?"):
        paper.add_paragraph(step, style="List Bullet")
    paper.add_paragraph().add_run("Tidsplan").bold = True
    paper.add_paragraph("Opgave 1 løses i kvartal 1 207")
    paper.add_paragraph("Opgave 2 løses i kvartal 2 2027")
    paper.add_paragraph().add_run("Hvordan og hvornår rapporterer vi").bold = True
    paper.add_paragraph("Vi fortæller Mette om det på et kort møde den 1. i hver måned.")
    path = folder / "Backbrief Nord endelig v3.docx"
    paper.save(str(path))
    return path


def bring_document(sara: Walker, folder: Path) -> None:
    sara.goes_to_front()
    sara.follows("Write the backbrief for")
    sara.follows("Bring the document you already have")
    sara.looks("bring")
    sara.field("The file with your backbrief").set_input_files(own_document(folder))
    sara.presses("Read the file")
    sara.is_at("Is this what it says?")
    sara.reads("kvartal 1 207")
    sara.looks("confirm-reading")
    sara.writes(
        re.compile("Hvornår begynder I"), "Opgave 1 løses i kvartal 1 2027\nOpgave 2 løses i kvartal 2 2027"
    )
    mended = sara.page.locator("#part-subtasks").get_by_label(re.compile("^Hvornår"))
    for period in mended.all():
        if period.input_value().endswith("207"):
            period.fill("kvartal 1 2027")
    sara.presses("Put it into my draft")
    sara.reads("The text from the file now stands in your draft.")
    sara.reads(WRITTEN, title=TITLE, n=4)
    sara.looks("write-imported")


def send_what_was_brought(sara: Walker) -> None:
    sara.goes_to_front()
    sara.follows("Finish the backbrief for")
    sara.follows("Write on")
    sara.reads("The view of %(name)s", name="LMU Nord")
    sara.reads(("%(n)d comment", "%(n)d comments"), n=1)
    sara.follows("Read it through and send to %(name)s", name="Mette Holm")
    sara.reads("Saml holdene om de sværeste besøg", "Aftenholdet skal spørges først.")
    sara.looks("backbrief-send-imported")
    sara.presses("Send to %(name)s", name="Mette Holm")
    sara.reads("Sent to %(name)s.", name="Mette Holm")


def comment_and_give_view(ida: Walker) -> None:
    ida.looks("front-med")
    ida.follows("Read along and give the committee's view for")
    ida.follows("Read along and comment")
    ida.looks("write-med")
    ida.follows("Underopgaver")
    ida.unfolds("Write a comment")
    ida.writes("Your comment", "Tag elevernes besøg med her.")
    ida.presses("Comment", within="#comments")
    ida.reads("Tag elevernes besøg med her.", "Ida Juul")
    ida.looks("section-med")
    ida.follows("All sections")
    ida.unfolds("Give the committee's view")
    ida.writes("The committee's view", "Vi er enige. Aftenholdet skal spørges først.")
    ida.presses("Let it stand beside the backbrief")
    ida.reads("The committee's view now stands beside the backbrief.")
    ida.looks("backbrief-med")


def accept_workplace(mette: Walker) -> None:
    mette.goes_to_front()
    mette.follows(re.compile("Nord"))
    mette.follows("Answer %(unit)s", unit="Nord")
    mette.reads("Aftenholdet skal spørges først.", "Tag elevernes besøg med her.")
    mette.looks("review-imported")
    mette.ticks("Ja, gør det sådan.")
    mette.presses("Send the answer to %(unit)s", unit="Nord")
    mette.reads(ANSWERED, unit="Nord")


def read_as_employee(ali: Walker) -> None:
    ali.looks("front-employee")
    ali.follows("Read your workplace's backbrief")
    ali.is_at("Backbrief · Nord")
    ali.reads(
        "Alle tre hold skal kunne sige",
        "Saml holdene om de sværeste besøg",
        "Hvem følger den nye?",
        "Accepted",
    )
    ali.looks("backbrief-employee")
    ali.does_not_read("Tick off")


def read_side_by_side(bo: Walker, mette: Walker) -> None:
    bo.follows("Write the backbrief for")
    bo.follows("Brief · Hjemmeplejen")
    bo.looks("brief-below")
    bo.follows("Read the accepted ones side by side")
    bo.is_at("Side by side")
    bo.reads("Alle tre hold skal kunne sige")
    bo.looks("side-by-side-one")
    mette.goes_to_front()
    mette.looks("front-after")


def take_it_out(sara: Walker) -> None:
    sara.goes_to_front()
    sara.looks("front-leader-after")
    sara.follows("Read your workplace's backbrief")
    sara.reads("holds now")
    sara.looks("backbrief-accepted-leader")
    words = [paragraph.text for paragraph in Document(str(sara.fetches("Word"))).paragraphs]
    assert any("Saml holdene om de sværeste besøg" in text for text in words)
    with pikepdf.open(sara.fetches("PDF")) as paper:
        assert paper.Root.MarkInfo.Marked
