"""A memo becomes a decision: what was asked and what was decided are two things, and what was approved stands.

Nobody is told where to go: each person begins at Min side and clicks what can be read there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from pejlemaerke.organisation.models import Committee, Person
from pejlemaerke.organisation.tests import factories as make
from pejlemaerke.ui.dates import write_date

from .conftest import PHONE, Walker

pytestmark = pytest.mark.journey

TITLE = "Med på besøg hos nye borgere"
ASKED = (
    "Alle ledere tager med på et besøg hos en ny borger.",
    "Besøgene lægges i februar 2027.",
    "Besøgene gentages hvert år.",
)
DECIDED = "Besøgene ligger i marts og april 2027, når vagtplanen er lagt."
UNASKED = "Chefteamet tager selv de første besøg i januar 2027."
MEMO = f"""Indstilling til Chefteamet
Titel: {TITLE}
Dato: 9. november 2026
Baggrund
Lederne kender hverdagen hos borgerne fra møder og tal.
Medarbejderne har spurgt, om de ikke kunne komme med ud og se den.
Indstilling
Det indstilles, at Chefteamet beslutter:
1. {ASKED[0]}
2. {ASKED[1]}
3. {ASKED[2]}
Effekt
Lederne taler om det, de selv har set.
Økonomi
2027: 40.000 kr. til afløsere
Kommunikation
FØR: Ledere og MED hører det samme dag.
UNDER: Vi skriver om det første besøg.
EFTER: Vi fortæller, hvad vi ændrede.
Opfølgning
Lokalt: Hvert LMU samler op i maj.
Fælles: HMU ser på det hele i juni.
Risici
- Ferien kan komme i vejen.
"""


@dataclass(frozen=True)
class Team:
    """The line with a top team: Karin chairs it, Mette sits in it, and Hanne of the programme office prepares."""

    line: Any
    committee: Committee
    hanne: Person


@pytest.fixture
def team(line: Any) -> Team:
    committee = make.committee("Chefteam", line.top, purpose="management", name="Chefteamet")
    make.seat(committee, line.karin, "management", "chair")
    make.seat(committee, line.mette, "management")
    hanne = make.person("Hanne", "Vig", line.top, role="programme_office")
    make.account(hanne)
    return Team(line, committee, hanne)


def as_text(folder: Path) -> Path:
    path = folder / "Indstilling besøg.txt"
    path.write_text(MEMO, "utf-8")
    return path


def as_word(folder: Path) -> Path:
    """As it is written in Word: bold paragraphs for headings, and lists made by the list button."""
    paper = Document()
    for line in MEMO.splitlines():
        number = re.match(r"\d\. (.*)", line)
        if number or line.startswith("- "):
            paper.add_paragraph(
                number[1] if number else line[2:], style="List Number" if number else "List Bullet"
            )
        elif line in (
            "Baggrund",
            "Indstilling",
            "Effekt",
            "Økonomi",
            "Kommunikation",
            "Opfølgning",
            "Risici",
        ):
            paper.add_paragraph().add_run(line).bold = True
        else:
            paper.add_paragraph(line)
    path = folder / "Indstilling besøg.docx"
    paper.save(str(path))
    return path


def test_a_memo_is_brought_treated_and_its_minutes_stand(
    team: Team, arrive: Callable[..., Walker], tmp_path: Path
) -> None:
    # Given a programme office that has the memo in Word
    hanne = arrive(team.hanne)
    bring(hanne, as_word(tmp_path))
    hanne.presses("Make a memo of it")
    hanne.reads("The text from the file now stands in a memo of its own.")
    hanne.looks("memo-write")
    send(hanne)

    # When the meeting is prepared, called and held
    prepare(hanne)
    call(hanne)
    record(hanne)

    # Then what was decided stands, and the point nobody answered stands open
    close(hanne)
    send_round(hanne)

    # When a member mends the minutes and the chair approves them, each on a phone
    mette = arrive(team.line.mette, PHONE)
    correct(mette)
    approve(arrive(team.line.karin, PHONE))

    # Then nothing in them can be changed, by the page or past it
    stands(hanne, mette)
    take_out(hanne)


def test_a_memo_in_plain_text_is_read_on_a_phone(
    team: Team, arrive: Callable[..., Walker], tmp_path: Path
) -> None:
    hanne = arrive(team.hanne, PHONE)
    bring(hanne, as_text(tmp_path))
    hanne.looks("memo-confirm")
    # A title is asked for before anything is made of it, and nothing read is lost by asking.
    hanne.writes("What is it about?", "")
    hanne.presses("Make a memo of it")
    hanne.is_at("Is this what it says?")
    expect(hanne.page.locator("#part-decisions textarea").nth(1)).to_have_value(ASKED[1])


# -- the memo --------------------------------------------------------------------------------------------------------


def bring(hanne: Walker, file: Path) -> None:
    hanne.follows("Meetings", within="nav.places")
    hanne.is_at("Meetings")
    hanne.looks("meetings-empty")
    hanne.follows("Bring the memo you already have")
    hanne.looks("memo-bring")
    hanne.field("The file").set_input_files(file)
    hanne.presses("Read the file")
    hanne.is_at("Is this what it says?")
    expect(hanne.field("What is it about?")).to_have_value(TITLE)
    read = hanne.page.locator("main form textarea").evaluate_all(
        "all => all.map(one => one.value).join('\\n')"
    )
    for words in (
        *ASKED,
        "Medarbejderne har spurgt",
        "40.000 kr.",
        "Hvert LMU samler op",
        "Ferien kan komme",
    ):
        assert words in read or hanne.page.locator(f"main input[value*='{words}']").count(), words
    hanne.chooses("Which body is to decide?", "Chefteamet")


def send(hanne: Walker) -> None:
    hanne.follows("Read it through and send to %(body)s", body="Chefteamet")
    hanne.reads(*ASKED, "This is what you send")
    hanne.looks("memo-send")
    hanne.presses("Send to %(body)s", body="Chefteamet")
    hanne.reads("The memo has been sent to %(body)s.", body="Chefteamet")
    hanne.looks("memo")


# -- the meeting -----------------------------------------------------------------------------------------------------


def prepare(hanne: Walker) -> None:
    hanne.follows("Meetings", within="nav.places")
    hanne.looks("meetings")
    hanne.follows("Prepare a meeting")
    hanne.chooses("Which body meets?", "Chefteamet")
    hanne.writes("Which day?", write_date(timezone.localdate()))
    hanne.writes("From", "13.00", within="main form")
    hanne.writes("To", "12.00", within="main form")
    hanne.presses("Go on to the agenda")
    hanne.reads("The meeting must end after it begins.")
    hanne.looks("meeting-new-faults")
    hanne.writes("To", "15.00", within="main form")
    hanne.writes("Where?", "Byrådssalen")
    hanne.presses("Go on to the agenda")
    hanne.is_at("Agenda")
    hanne.looks("agenda-empty")
    hanne.presses("Put on", exact=False)
    expect(hanne.page.locator(".agenda-items")).to_contain_text(TITLE)
    hanne.looks("agenda")


def call(hanne: Walker) -> None:
    hanne.follows("Go on and call the meeting")
    hanne.looks("meeting-call")
    hanne.presses(("Call one member", "Call %(n)s members"), n=2)
    hanne.reads("The meeting has been called.")
    hanne.looks("meeting-called")


def record(hanne: Walker) -> None:
    """One point is approved, one is changed, one nobody answers, and one thing is decided that nobody asked."""
    hanne.presses("Open the meeting")
    hanne.writes("Who is here?", "Karin Dam og Mette Holm")
    hanne.looks("meeting-record")
    hanne.presses("Save and go on to the next item")
    hanne.reads(*ASKED)
    hanne.looks("record-item")
    answer(hanne, 1, "Approved")
    answer(hanne, 2, "Changed")
    hanne.writes("Under which heading?", "TID")
    hanne.writes("What was decided, in its own words?", DECIDED)
    hanne.writes("When?", "marts – april 2027")
    hanne.presses("Record the decision")
    hanne.reads(DECIDED)
    hanne.writes("Under which heading?", "MÅLGRUPPE")
    hanne.writes("What was decided, in its own words?", UNASKED)
    hanne.presses("Record the decision")
    hanne.reads(UNASKED)
    hanne.writes("What was talked about?", "Der blev talt om vagtplanen.")
    hanne.looks("record-item-decided")
    hanne.presses("The item is finished, go on")


def answer(hanne: Walker, number: int, word: str) -> None:
    group = hanne.page.get_by_role("group", name=str(hanne.words("Answer to point %(n)s", n=number)))
    group.get_by_role("button", name=str(hanne.words(word))).click()
    if word != "Changed":
        expect(group).to_have_count(0)


def close(hanne: Walker) -> None:
    hanne.is_at("Close the meeting")
    hanne.reads(
        (
            "One asked point has not been answered. It will stand open in the minutes.",
            "%(n)s asked points have not been answered. They will stand open in the minutes.",
        ),
        n=1,
    )
    hanne.looks("meeting-close")
    hanne.presses("Close the meeting")
    hanne.reads("The meeting is closed. What was decided stands.", DECIDED, UNASKED)


# -- the minutes -----------------------------------------------------------------------------------------------------


def send_round(hanne: Walker) -> None:
    hanne.goes_to_front()
    hanne.follows("Send the minutes round for")
    hanne.looks("minutes-written")
    hanne.writes("Until when can they be corrected?", write_date(timezone.localdate() - timedelta(days=1)))
    hanne.presses("Send to the members for read-through")
    hanne.reads("Choose a day that has not passed.")
    hanne.writes("Until when can they be corrected?", write_date(timezone.localdate() + timedelta(days=7)))
    hanne.presses("Send to the members for read-through")
    hanne.reads("The minutes have been sent to the members.")


def correct(mette: Walker) -> None:
    mette.goes_to("/meetings/")
    mette.looks("meetings-member")
    mette.follows("Read the minutes of")
    mette.reads(DECIDED, UNASKED)
    mette.unfolds("What was asked: %(n)s of %(total)s points stand open", n=1, total=3)
    mette.reads("Asked, and not answered. It stands open.")
    mette.unfolds("Write a correction")
    mette.writes("What should be corrected?", "Kurt Friis var også med.")
    mette.looks("minutes-correct")
    mette.presses("Add it to the minutes")
    mette.reads("Your correction stands under the minutes.", "Kurt Friis var også med.")


def approve(karin: Walker) -> None:
    karin.looks("front-approve-minutes")
    karin.follows("Approve the minutes of")
    karin.reads("Kurt Friis var også med.")
    karin.looks("minutes-approve")
    karin.presses("Approve the minutes")
    karin.reads("The minutes are approved.")
    karin.looks("minutes-approved")


def stands(hanne: Walker, mette: Walker) -> None:
    """The pages offer nothing, and each door behind them is shut with a sentence."""
    hanne.page.reload()
    hanne.does_not_read("Write a correction", "Send to the members for read-through")
    assert not hanne.page.locator("main form[action*='minutes/']").count()
    hanne.looks("minutes-stand")
    minutes = hanne.page.url
    meeting = minutes.removesuffix("minutes/")
    hanne.is_refused(
        f"{minutes}correct/", "The minutes are approved and can no longer be corrected.", text="Og Bo Ek."
    )
    hanne.is_refused(
        f"{meeting}record/",
        "The minutes are approved; what was decided stands.",
        present="Kun mig",
    )
    mette.page.reload()
    mette.does_not_read("Write a correction")


def take_out(hanne: Walker) -> None:
    words = "\n".join(one.text for one in Document(str(hanne.fetches("Word"))).paragraphs)
    for said in (DECIDED, UNASKED, "Kurt Friis var også med.", "TID"):
        assert said in words
    with pikepdf.open(hanne.fetches("PDF")) as paper:
        assert paper.Root.MarkInfo.Marked
