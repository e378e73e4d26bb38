"""Whatever goes wrong, one clear sentence says so and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from pejlemaerke.briefs.models import Backbrief, Revision, Section
from pejlemaerke.briefs.tests import factories
from pejlemaerke.core.words import fold
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.tests.documents_for_tests import REFUSED
from pejlemaerke.organisation.models import Account

from .conftest import DESKTOP, Walker

pytestmark = pytest.mark.journey

NOW_TEXT = "Hvordan ser det ud hos jer lige nu?"


def write_address(backbrief: Backbrief, section: str = "") -> str:
    return f"/backbriefs/{backbrief.pk}/write/" + (f"{section}/" if section else "")


def kept(backbrief: Backbrief, section: str, field: str) -> Any:
    return Section.objects.get(backbrief=backbrief, name=section).value[field]


@pytest.fixture
def draft(line: Any) -> Backbrief:
    """Nord's backbrief, in draft."""
    return factories.backbrief("draft", line)


def test_a_session_that_ends_in_mid_sentence_costs_nothing(
    line: Any, draft: Backbrief, arrive: Callable[..., Walker], sign_in: Any, size: dict[str, int]
) -> None:
    # Given a leader in the middle of a sentence
    sara = arrive(line.sara, size)
    sara.goes_to(write_address(draft, "main_task"))
    # When the session ends behind her back
    end_sessions_of(line.sara)
    sara.writes(NOW_TEXT, "Vi er fjorten, og tre er nye. Resten af sætningen")
    # Then she is told, and what she wrote still stands
    sara.reads("You have been signed out. What you wrote is kept on this device.")
    sara.looks("section-signed-out")
    expect(sara.field(NOW_TEXT)).to_have_value(re.compile("Resten af sætningen"))
    # When she signs in again in another window and comes back
    with sara.page.context.expect_page() as opened:
        sara.page.get_by_role("link", name=str(sara.words("Sign in in a new window"))).click()
    expect(opened.value.locator("h1")).to_have_text(sara.words("Sign in"))
    sign_in(opened.value, line.sara)
    opened.value.goto("/")
    opened.value.close()
    sara.page.bring_to_front()
    sara.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    # Then it is saved by itself
    sara.sees_it_saved()
    assert kept(draft, "main_task", "starting_point").endswith("Resten af sætningen")


def end_sessions_of(person: Any) -> None:
    from django.contrib.sessions.models import Session

    account = str(Account.objects.get(person=person).pk)
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == account:
            session.delete()


def test_without_a_connection_it_is_kept_and_saved_when_it_is_back(
    line: Any, draft: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    sara = arrive(line.sara, size)
    sara.goes_to(write_address(draft, "main_task"))
    sara.page.context.set_offline(True)
    sara.writes(NOW_TEXT, "Skrevet i kælderen uden dækning")
    sara.reads("Not saved: there is no connection. What you wrote is kept on this device.")
    sara.looks("section-offline")
    sara.page.context.set_offline(False)
    sara.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    sara.sees_it_saved()
    assert kept(draft, "main_task", "starting_point") == "Skrevet i kælderen uden dækning"


def test_two_in_one_section_both_see_both(
    line: Any, draft: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    # Given a leader and the colleague she asked to write along, in the same section
    sara = arrive(line.sara, size)
    sara.goes_to(write_address(draft))
    sara.unfolds("Ask somebody to write along")
    sara.writes("Who writes along?", "Ali Demir")
    sara.presses("Ask", within="aside")
    sara.reads("%(name)s can now write along.", name="Ali Demir")
    ali = arrive(line.ali, DESKTOP)
    for walker in (sara, ali):
        walker.goes_to(write_address(draft, "stop"))
    # When both write
    field = sara.page.locator("textarea[name=stop]")
    ali.page.locator("textarea[name=stop]").fill("Alis ord: vi dropper ugemødet")
    ali.sees_it_saved()
    field.fill("Saras ord: vi dropper skemaet")
    # Then the second is shown both, and her own text stays in the field
    sara.reads("%(name)s has changed this text since you opened it", name="Ali Demir")
    sara.reads("Alis ord: vi dropper ugemødet")
    expect(field).to_have_value("Saras ord: vi dropper skemaet")
    sara.looks("section-conflict")
    assert kept(draft, "stop", "stop") == "Alis ord: vi dropper ugemødet"
    # When she has put them together she lets hers stand
    field.fill("Vi dropper ugemødet og skemaet")
    sara.page.locator("[data-keep-mine]").click()
    sara.sees_it_saved()
    assert kept(draft, "stop", "stop") == "Vi dropper ugemødet og skemaet"


def test_a_cpr_number_is_stopped_and_shown_where(
    line: Any, draft: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    sara = arrive(line.sara, size)
    sara.goes_to(write_address(draft, "main_task"))
    sara.writes(NOW_TEXT, "Vi er fjorten.\nFru Berg, 010180-1234, ringer hver dag.")
    sara.reads("Not saved.", re.compile("CPR"))
    sara.looks("section-cpr")
    sara.presses("Save", exact=True)
    sara.reads("It is not a CPR number")  # stands only on the page that came back
    sara.reads(re.compile("linje 2"))
    sara.looks("section-cpr-refused")
    assert "010180" not in str(kept(draft, "main_task", "starting_point"))
    expect(sara.field(NOW_TEXT)).to_have_value(re.compile("010180-1234"))
    sara.ticks("It is not a CPR number")
    sara.presses("Save", exact=True)
    sara.is_at("Backbrief")
    assert "010180-1234" in kept(draft, "main_task", "starting_point")


def test_sending_twice_sends_once(line: Any, draft: Backbrief, arrive: Callable[..., Walker]) -> None:
    sara = arrive(line.sara, DESKTOP)
    sara.goes_to(f"/backbriefs/{draft.pk}/send/")
    sara.page.get_by_role("button", name=str(sara.words("Send to %(name)s", name="Mette Holm"))).dblclick()
    sara.reads("Sent to %(name)s.", name="Mette Holm")
    assert Revision.objects.filter(backbrief=draft).count() == 1


def test_every_bad_file_is_told_in_one_sentence(
    line: Any, draft: Backbrief, arrive: Callable[..., Walker], tmp_path: Any
) -> None:
    sara = arrive(line.sara, DESKTOP)
    before = dict(draft.sections.values_list("name", "version"))
    sara.goes_to(f"/backbriefs/{draft.pk}/bring/")
    for name, (make, code) in REFUSED.items():
        path = tmp_path / name
        path.write_bytes(make())
        sara.page.locator("input[type=file]").set_input_files(path)
        sara.presses("Read the file")
        error = sara.page.locator(".form-error-message")
        expect(error, name).to_contain_text(told(sara, code))
        assert len(error.inner_text().strip()) < 200
        if code in ("macros", "too_large"):
            sara.looks(f"bring-{code}")
    assert dict(draft.sections.values_list("name", "version")) == before


def told(walker: Walker, code: str) -> str:
    from django.utils import translation

    with translation.override(walker.language):
        return sentence(Unfit(code, megabytes=10, blocks=0, pages=0, rows=0, columns=0))


def test_an_impossible_period_is_kept_as_it_was_written(
    line: Any, draft: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    sara = arrive(line.sara, size)
    sara.goes_to(write_address(draft, "subtasks"))
    sara.unfolds("Tal hvert forløb igennem")
    sara.page.locator("[name='0-period']").fill("den 31. februar 2027")
    sara.reads("We could not read “%(words)s” as a period.", words="den 31. februar 2027")
    sara.sees_it_saved()
    sara.looks("section-period-unread")
    period = kept(draft, "subtasks", "subtasks")[0]["period"]
    assert (period["text"], period["precision"]) == ("den 31. februar 2027", "unreadable")


def test_everything_can_be_written_and_sent_without_script(
    line: Any, draft: Backbrief, arrive: Callable[..., Walker], size: dict[str, int]
) -> None:
    # Given a browser without script
    sara = arrive(line.sara, size, java_script_enabled=False)
    # When she writes a section and adds a subtask
    sara.follows(re.compile("Nord"))
    sara.follows("Write on")
    sara.follows(re.compile("^Tidsplan"))
    sara.writes("Hvornår begynder I", "Vi begynder i uge 6 2027.")
    sara.presses("Save", exact=True)
    assert kept(draft, "time_plan", "time_plan") == "Vi begynder i uge 6 2027."
    sara.follows(re.compile("^Underopgaver"))
    sara.presses("Add a subtask")
    sara.page.locator("[name='2-title']").fill("Saml op med holdene")
    sara.presses("Save", exact=True)
    assert len(kept(draft, "subtasks", "subtasks")) == 3
    # And sends it, and then sends it again from an old page
    sara.follows("Read it through and send to %(name)s", name="Mette Holm")
    sara.reads("Saml op med holdene")
    sara.presses("Send to %(name)s", name="Mette Holm")
    sara.reads("Sent to %(name)s.", name="Mette Holm")
    assert fold("Saml op med holdene") in fold(str(Revision.objects.get(backbrief=draft).content))
