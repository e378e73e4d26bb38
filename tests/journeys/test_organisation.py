"""The organisation comes as one file, people get in with a password, and somebody stands in for who is away."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from pejlemaerke.briefs.tests import factories
from pejlemaerke.core.models import Organisation
from pejlemaerke.mail.models import Letter
from pejlemaerke.organisation.models import Person
from pejlemaerke.organisation.tests import factories as make
from pejlemaerke.record.models import Event
from pejlemaerke.ui.dates import write_date

from .conftest import DESKTOP, ROOT, Site, Walker

pytestmark = pytest.mark.journey

EXAMPLE = ROOT / "docs" / "examples" / "organisation.csv"


@pytest.fixture
def administrator(database: None) -> Person:
    """The first one of an organisation that is otherwise empty; the example file knows this person."""
    own = Organisation.objects.create(name="Klintvig Kommune", slug=f"klintvig-{uuid4().hex[:8]}")
    top = make.unit("Klintvig Kommune", organisation=own, key="1000", level="kommune")
    found = make.person(
        "Anders",
        "Broby",
        top,
        role="administrator",
        key="K21186",
        email=f"anders.broby@{own.slug}.example",
    )
    make.account(found)
    return found


def test_an_organisation_is_brought_as_one_file(
    administrator: Person, arrive: Callable[..., Walker], size: dict[str, int], tmp_path: Path
) -> None:
    # Given an administrator with the municipality's file, in which one row is wrong
    faulty = tmp_path / "organisation med fejl.csv"
    text = EXAMPLE.read_text("utf-8").replace("klintvig.example", administrator.email.partition("@")[2])
    rows = text.splitlines()
    rows[5] = rows[5].replace("2023-10-01", "i forfjor")
    faulty.write_text("\n".join(rows), "utf-8")
    anders = arrive(administrator, size)
    anders.page.locator("details[data-menu] summary").click()
    anders.follows("Organisation files", within="header")
    anders.looks("imports-empty")
    anders.field("The organisation file").set_input_files(faulty)
    anders.presses("Show what differs")
    # Then row and column are named, and nothing has changed
    fault = anders.page.locator("main table tbody tr").first
    expect(fault).to_contain_text("6")
    expect(fault.locator("code")).to_have_text("fra")
    anders.looks("import-faults")
    assert Person.objects.filter(organisation=administrator.organisation).count() == 1

    # When it is mended the difference is told in plain words, and approved
    mended = tmp_path / "organisation.csv"
    mended.write_text(text, "utf-8")
    bring(anders, mended)
    anders.reads("This differs from what is known")
    anders.looks("import-difference")
    anders.presses("Carry it out")
    anders.reads("This was changed")
    anders.looks("import-applied")
    assert Person.objects.filter(organisation=administrator.organisation, last_name="Lindholm").exists()

    # Then the same file once more changes nothing
    bring(anders, mended)
    anders.reads("The file says what is already known. There is nothing to change.")
    anders.looks("import-same")

    # And a leader is invited by letter
    anders.follows("Organisation", within="nav.places")
    anders.looks("units")
    anders.page.get_by_role("searchbox").first.fill("Lindholm")
    anders.page.keyboard.press("Enter")
    anders.follows(re.compile("Sara Lindholm"))
    anders.looks("person-administrator")
    anders.presses("Invite", exact=True)
    invited = Person.objects.get(organisation=administrator.organisation, last_name="Lindholm").email
    anders.reads("A letter with a link is on its way to %(address)s.", address=invited)
    assert Letter.objects.filter(to=invited).exists()


def bring(anders: Walker, file: Path) -> None:
    anders.page.locator("details[data-menu] summary").click()
    anders.follows("Organisation files", within="header")
    anders.field("The organisation file").set_input_files(file)
    anders.presses("Show what differs")


def test_somebody_signs_in_with_a_password_and_is_locked_out_after_many_wrong_ones(
    line: Any, open_page: Callable[..., Page], look: Callable[[Page, str], None], size: dict[str, int]
) -> None:
    person = make.person("Rikke", "Bang", line.nord)
    make.account(person, make.PASSWORD)
    rikke = Walker(open_page(size), look)

    def try_with(password: str) -> None:
        rikke.page.locator("input[type=email]").fill(person.email)
        rikke.page.locator("input[type=password]").fill(password)
        rikke.presses("Sign in", exact=True)

    rikke.goes_to("/initiatives/")
    try_with("forkert")
    expect(rikke.page.locator("input[type=email]")).to_have_value(person.email)
    try_with(make.PASSWORD)
    rikke.is_at("Initiatives")
    rikke.page.locator("details[data-menu] summary").click()
    rikke.presses("Sign out", within="header")
    rikke.goes_to("/account/login/")
    locked = rikke.page.locator("h1", has_text=str(rikke.words("Sign-in is closed for a quarter of an hour")))
    for _attempt in range(10):
        try_with("forkert")
        rikke.page.wait_for_load_state()
        if locked.count():
            break
    expect(locked).to_be_visible()
    # A whole town shares one address: nobody else is locked out
    colleague = make.person("Jens", "Krag", line.nord)
    make.account(colleague, make.PASSWORD)
    jens = Walker(open_page(DESKTOP), look)
    jens.goes_to("/account/login/")
    jens.page.locator("input[type=email]").fill(colleague.email)
    jens.page.locator("input[type=password]").fill(make.PASSWORD)
    jens.presses("Sign in", exact=True)
    jens.is_at("My page")
    rikke.looks("sign-in-locked")


def test_a_substitute_acts_on_behalf_of_who_is_away(
    line: Any, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    # Given a leader who goes away in the middle of it
    draft = factories.backbrief("draft", line)
    today = timezone.localdate()
    sara = arrive(line.sara, size)
    sara.page.locator("details[data-menu] summary").click()
    sara.follows("Substitute", within="header")
    sara.looks("substitutes-empty")
    sara.writes("Who is the substitute?", "Lone Krog")
    sara.writes("First day", write_date(today))
    sara.writes("Last day", write_date(today + timedelta(days=14)))
    sara.presses("Name the substitute")
    sara.reads("Lone Krog")
    sara.looks("substitutes")
    # When the substitute finds it among her own and sends it
    lone = arrive(line.lone, size)
    lone.reads("for %(name)s", name="Sara Lind")
    lone.looks("front-substitute")
    lone.follows(re.compile("Nord"))
    lone.follows("Write on")
    lone.follows("Read it through and send to %(name)s", name="Mette Holm")
    lone.presses("Send to %(name)s", name="Mette Holm")
    lone.reads("Sent to %(name)s.", name="Mette Holm")
    # Then it stands as hers, on behalf of the leader
    lone.unfolds("What has happened")
    lone.reads("on behalf of %(name)s", name="Sara Lind")
    lone.looks("backbrief-on-behalf")
    sent = Event.objects.get(object_id=draft.pk, verb="submitted")
    assert (sent.person_name, sent.on_behalf_of_name) == ("Lone Krog", "Sara Lind")


def test_an_organisation_page_is_the_same_for_a_guest_of_another(
    administrator: Person, line: Any, arrive: Callable[..., Walker], site: Site
) -> None:
    """Another organisation's page is not there."""
    anders = arrive(administrator, DESKTOP)
    anders.goes_to(line.nord.get_absolute_url())
    anders.is_at("There is nothing here for you")
    anders.looks("not-there")
