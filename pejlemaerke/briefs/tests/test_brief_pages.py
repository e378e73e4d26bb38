"""Each page of the room: who gets it, who is turned away, and that it draws."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pejlemaerke.organisation.models import Account, Person
from pejlemaerke.organisation.tests import factories as make

from ..models import Backbrief, Brief
from . import factories as f

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    account = Account.objects.filter(person=person).first() or make.account(person)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"briefs:{name}", args=args)


@pytest.fixture
def line() -> f.Line:
    return f.line()


@pytest.fixture
def unbegun(line: f.Line) -> Backbrief:
    return Backbrief.objects.get(brief=line.area_brief, unit=line.nord)


@pytest.fixture
def draft(line: f.Line, unbegun: Backbrief) -> Backbrief:
    f.write(unbegun, f.content(), line.sara)
    return unbegun


@pytest.fixture
def sent(line: f.Line, draft: Backbrief) -> Backbrief:
    f.send(draft, line.sara)
    return draft


@pytest.fixture
def accepted(line: f.Line, sent: Backbrief) -> Backbrief:
    f.answer(sent, "accepted_with_adjustment", line.mette, text="Husk nattevagten")
    return sent


def test_the_leader_of_an_unbegun_backbrief_is_shown_the_way(line: f.Line, unbegun: Backbrief) -> None:
    page = signed_in(line.sara).get(url("backbrief", unbegun.pk))
    assert page.status_code == 200
    assert url("write", unbegun.pk) in page.content.decode()


def test_the_editor_lists_its_sections_and_the_intent_above(line: f.Line, draft: Backbrief) -> None:
    text = signed_in(line.sara).get(url("write", draft.pk)).content.decode()
    assert "Borgerne skal kunne klare mere af deres dag selv" in text
    assert url("section", draft.pk, "main_task") in text


@pytest.mark.parametrize("name", list(f.sections.FIELDS))
def test_every_section_can_be_opened_and_saved(line: f.Line, draft: Backbrief, name: str) -> None:
    client = signed_in(line.sara)
    page = client.get(url("section", draft.pk, name))
    assert page.status_code == 200
    form = page.context["form"]
    data = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    data["version"] = page.context["version"]
    before = draft.sections.get(name=name).value
    saved = client.post(url("section", draft.pk, name), data, headers={"HX-Request": "true"})
    assert saved.status_code == 200, saved.content
    row = draft.sections.get(name=name)
    assert row.version == page.context["version"] + 1
    # The time plan's periods are read from its words, so only that part may come to differ.
    assert {key: value for key, value in row.value.items() if key != "timetable"} == {
        key: value for key, value in before.items() if key != "timetable"
    }


def test_a_superior_does_not_read_a_draft(line: f.Line, draft: Backbrief) -> None:
    assert signed_in(line.mette).get(url("write", draft.pk)).status_code == 403
    assert signed_in(line.mette).get(url("section", draft.pk, "main_task")).status_code == 403


def test_two_writers_in_one_section_see_both_versions(line: f.Line, draft: Backbrief) -> None:
    client = signed_in(line.sara)
    old = {"starting_point": "Mit", "main_task": "Min hovedopgave", "version": 1}
    assert client.post(url("section", draft.pk, "main_task"), old).status_code == 302
    late = client.post(url("section", draft.pk, "main_task"), {**old, "main_task": "En helt anden"})
    assert late.status_code == 409
    text = late.content.decode()
    assert "Min hovedopgave" in text
    assert "En helt anden" in text
    assert draft.sections.get(name="main_task").value["main_task"] == "Min hovedopgave"


def test_a_cpr_number_is_shown_and_nothing_is_saved(line: f.Line, draft: Backbrief) -> None:
    words = {"starting_point": "", "main_task": "Hjælp 010203-1234 med dagen", "version": 1}
    page = signed_in(line.sara).post(url("section", draft.pk, "main_task"), words)
    assert page.status_code == 422
    assert "010203-1234" in page.context["form"]["main_task"].value()
    assert draft.sections.get(name="main_task").version == 1


def test_a_subtask_is_added_moved_and_taken_out_without_script(line: f.Line, draft: Backbrief) -> None:
    client = signed_in(line.sara)

    def press(do: str) -> list[str]:
        page = client.get(url("section", draft.pk, "subtasks"))
        data = {
            bound.html_name: bound.value()
            for bound in page.context["form"]
            if bound.value() not in (None, False)
        }
        client.post(
            url("section", draft.pk, "subtasks"), {**data, "version": page.context["version"], "do": do}
        )
        value = draft.sections.get(name="subtasks").value
        return [subtask["title"] for subtask in value["subtasks"]]

    assert press("down:1") == ["Bred det ud til alle", "Tal hvert forløb igennem"]
    assert press("add") == ["Bred det ud til alle", "Tal hvert forløb igennem", ""]
    assert press("remove:2")[0] == "Bred det ud til alle"


def test_the_writer_is_asked_what_a_colleague_would_ask(line: f.Line, unbegun: Backbrief) -> None:
    f.write(unbegun, f.content(signs=(), reporting=f.Reporting("Vi skriver", "", "")), line.sara)
    page = signed_in(line.sara).get(url("send", unbegun.pk))
    asked = [question.section for question in page.context["first_questions"]]
    assert asked[0] == "reporting"
    assert len(asked) <= 3


def test_a_backbrief_without_its_required_sections_cannot_be_sent(line: f.Line, unbegun: Backbrief) -> None:
    f.write(unbegun, f.content(time_plan="", timetable=()), line.sara)
    client = signed_in(line.sara)
    assert len(client.get(url("send", unbegun.pk)).context["missing"]) == 1
    assert client.post(url("send", unbegun.pk), {"key": "k"}).status_code == 409
    unbegun.refresh_from_db()
    assert unbegun.state == "draft"


def test_sending_twice_sends_once_and_is_answered_alike(line: f.Line, draft: Backbrief) -> None:
    client = signed_in(line.sara)
    for _try in range(2):
        answer = client.post(url("send", draft.pk), {"key": "same"})
        assert (answer.status_code, answer["Location"]) == (302, url("backbrief", draft.pk))
    assert client.post(url("send", draft.pk), {"key": "another"}).status_code == 409
    assert draft.revisions.count() == 1


def test_another_s_key_opens_nothing(line: f.Line, draft: Backbrief) -> None:
    signed_in(line.sara).post(url("send", draft.pk), {"key": "same"})
    assert signed_in(line.mette).post(url("send", draft.pk), {"key": "same"}).status_code == 403


def test_the_reviewer_reads_beside_the_brief_and_returns_it(line: f.Line, sent: Backbrief) -> None:
    client = signed_in(line.mette)
    page = client.get(url("review", sent.pk))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Alle nye forløb begynder med et hjemmebesøg." in text
    assert "Ingen nye stillinger" in text
    silent = client.post(url("review", sent.pk), {"outcome": "returned", "text": "", "revision": 1})
    assert silent.status_code == 422
    told = client.post(
        url("review", sent.pk), {"outcome": "returned", "text": "Hvem følger op?", "revision": 1}
    )
    assert told.status_code == 302
    sent.refresh_from_db()
    assert sent.state == "returned"
    assert "Hvem følger op?" in signed_in(line.sara).get(url("backbrief", sent.pk)).content.decode()


def test_nobody_answers_their_own_backbrief_or_anothers(line: f.Line, sent: Backbrief) -> None:
    for person in (line.sara, line.bo, line.karin):
        assert signed_in(person).get(url("review", sent.pk)).status_code == 403


def test_an_employee_reads_the_accepted_backbrief_and_not_the_draft(
    line: f.Line, accepted: Backbrief
) -> None:
    client = signed_in(line.ali)
    text = client.get(url("backbrief", accepted.pk)).content.decode()
    assert "Alle nye forløb begynder med et hjemmebesøg." in text
    assert "Husk nattevagten" in text
    assert client.get(url("revision", accepted.pk, 1)).status_code == 200
    assert client.get(url("write", accepted.pk)).status_code == 403


def test_an_employee_does_not_read_what_has_not_been_accepted(line: f.Line, sent: Backbrief) -> None:
    client = signed_in(line.ali)
    assert "hjemmebesøg" not in client.get(url("backbrief", sent.pk)).content.decode()
    assert client.get(url("revision", sent.pk, 1)).status_code == 404


def test_the_med_member_comments_and_gives_the_committees_view(line: f.Line, draft: Backbrief) -> None:
    client = signed_in(line.ida)
    assert client.get(url("write", draft.pk)).status_code == 200
    client.post(url("comment", draft.pk, "med"), {"comment-text": "Vi vil drøfte det tidligere"})
    client.post(url("give_view", draft.pk), {"view-text": "Udvalget støtter planen"})
    f.send(draft, line.sara)
    text = signed_in(line.mette).get(url("review", draft.pk)).content.decode()
    assert "Vi vil drøfte det tidligere" in text
    assert "Udvalget støtter planen" in text


def test_a_med_member_elsewhere_knows_nothing_of_it(line: f.Line, draft: Backbrief) -> None:
    assert signed_in(line.liv).get(url("backbrief", draft.pk)).status_code == 404


def test_co_writers_are_named_by_name_and_may_write(line: f.Line, draft: Backbrief) -> None:
    client = signed_in(line.sara)
    assert client.post(url("add_co_writer", draft.pk), {"co-person": "ali de"}).status_code == 302
    written = signed_in(line.ali).post(
        url("section", draft.pk, "stop"), {"stop": "Mødet om fredagen", "version": 1}
    )
    assert written.status_code == 302
    assert client.post(url("remove_co_writer", draft.pk, line.ali.pk)).status_code == 302
    again = signed_in(line.ali).post(url("section", draft.pk, "stop"), {"stop": "Mere", "version": 2})
    assert again.status_code == 403


def test_an_unknown_co_writer_is_told_of(line: f.Line, draft: Backbrief) -> None:
    page = signed_in(line.sara).post(url("add_co_writer", draft.pk), {"co-person": "Ukendt"})
    assert page.status_code == 422


def test_the_next_phase_is_sketched_and_its_news_come_first(line: f.Line, accepted: Backbrief) -> None:
    client = signed_in(line.sara)
    opened = client.post(url("next_revision", accepted.pk), {"kind": "phase", "phase": "Fase 2"})
    assert opened.status_code == 302
    accepted.refresh_from_db()
    f.write(accepted, f.content(subtasks=(*f.content().subtasks, f.subtask("c", "Fælles besøg"))), line.sara)
    f.send(accepted, line.sara)
    page = signed_in(line.mette).get(url("review", accepted.pk))
    assert page.context["is_light"]
    assert [change.subtask for change in page.context["changes"]] == ["Fælles besøg"]
    both = client.get(url("compare", accepted.pk), {"from": 1, "to": 2})
    assert "Fælles besøg" in both.content.decode()
    assert client.get(url("compare", accepted.pk), {"from": "x", "to": 2}).status_code == 404


def test_a_next_revision_can_be_dropped(line: f.Line, accepted: Backbrief) -> None:
    client = signed_in(line.sara)
    client.post(url("next_revision", accepted.pk), {"kind": "change", "phase": ""})
    assert client.post(url("drop_revision", accepted.pk)).status_code == 302
    accepted.refresh_from_db()
    assert accepted.state == "accepted"


def test_a_changed_intent_is_read_and_confirmed(line: f.Line, accepted: Backbrief) -> None:
    f.reissue(line.area_brief, line.mette, intent="Borgerne skal spørges først")
    client = signed_in(line.sara)
    page = client.get(url("check_again", accepted.pk))
    assert "Borgerne skal spørges først" in page.content.decode()
    assert client.post(url("check_again", accepted.pk), {"note": "Ja"}).status_code == 302
    accepted.refresh_from_db()
    assert accepted.state == "accepted"
    assert client.get(url("check_again", accepted.pk)).status_code == 409


def test_a_subtask_is_ticked_off_and_the_one_that_waited_is_prompted(
    line: f.Line, accepted: Backbrief
) -> None:
    client = signed_in(line.sara)
    answer = client.post(url("tick", accepted.pk, "a"), follow=True)
    assert "Bred det ud til alle" in answer.content.decode()
    assert signed_in(line.ali).post(url("tick", accepted.pk, "a")).status_code == 403


def test_an_accepted_backbrief_becomes_the_brief_below(line: f.Line) -> None:
    found = line.area_backbrief
    client = signed_in(line.mette)
    answer = client.post(url("brief_on", found.pk))
    brief = Brief.objects.get(unit=line.area)
    assert answer["Location"] == url("edit_brief", brief.pk)
    assert brief.made_from_id == found.accepted_id
    assert "Hjemmeplejen spørger borgeren først." in client.get(url("edit_brief", brief.pk)).content.decode()


def test_a_brief_is_written_read_through_and_sent(line: f.Line) -> None:
    client = signed_in(line.karin)
    initiative = line.initiative
    assert client.get(url("first_brief", initiative.pk)).status_code == 200
    edit = client.post(url("begin_brief", initiative.pk))["Location"]
    words = {
        "intent": "Flere klarer sig selv", "in_order_to": "så de får frihed", "signs": "Færre kald",
        "expected_back": "En backbrief", "due": "1. december 2026", "version": 0, "do": "next",
    }  # fmt: skip
    page = client.post(edit, words, follow=True)
    assert page.status_code == 200
    assert len(page.context["recipients"]) == 2
    brief = Brief.objects.get(unit=line.top)
    assert client.post(url("issue_brief", brief.pk), {"reason": ""}).status_code == 302
    assert brief.backbriefs.count() == 2
    assert signed_in(line.ali).get(url("brief", brief.pk)).status_code == 200
    assert signed_in(line.ali).get(url("edit_brief", brief.pk)).status_code == 403


def test_two_writers_of_one_brief_see_both_versions(line: f.Line) -> None:
    brief = line.top_brief
    client = signed_in(line.karin)
    words = {"intent": "En", "in_order_to": "to", "version": brief.draft_version}
    client.post(url("edit_brief", brief.pk), words)
    late = client.post(url("edit_brief", brief.pk), {**words, "intent": "Noget andet"})
    assert late.status_code == 409
    assert "Noget andet" in late.content.decode()


def test_leaders_under_one_brief_read_each_others_accepted_backbriefs(
    line: f.Line, accepted: Backbrief
) -> None:
    page = signed_in(line.bo).get(url("neighbours", line.area_brief.pk))
    assert "Alle nye forløb begynder med et hjemmebesøg." in page.content.decode()
    outside = signed_in(line.lone).get(url("neighbours", line.area_brief.pk))
    assert "hjemmebesøg" not in outside.content.decode()


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_was_agreed_comes_out_as_a_document(line: f.Line, accepted: Backbrief, kind: str) -> None:
    for person, expected in ((line.ali, 200), (line.liv, 404)):
        page = signed_in(person).get(url(f"revision_{kind}", accepted.pk, 1))
        assert page.status_code == expected
    brief = signed_in(line.sara).get(url(f"brief_{kind}", line.area_brief.pk))
    assert brief.status_code == 200
    assert brief["Content-Disposition"].startswith("attachment")


def test_the_day_it_is_due_goes_into_a_calendar(line: f.Line, unbegun: Backbrief) -> None:
    page = signed_in(line.sara).get(url("due", unbegun.pk))
    assert b"20261201" in page.content


def test_a_stranger_organisation_sees_nothing(line: f.Line, accepted: Backbrief) -> None:
    stranger = make.person("Frem", "Med", make.unit("Rådhuset", organisation=make.organisation("Andenby")))
    client = signed_in(stranger)
    for name in ("backbrief", "write", "send", "review"):
        assert client.get(url(name, accepted.pk)).status_code == 404


def test_the_superior_who_chairs_a_committee_further_up_still_waits_for_the_draft(
    line: f.Line, draft: Backbrief
) -> None:
    make.seat(make.committee("LMU", line.area), line.mette, function="chair")
    draft.unit.committees.all().delete()
    assert signed_in(line.mette).get(url("write", draft.pk)).status_code == 403


def test_who_mends_a_returned_backbrief_has_the_reason_at_hand(line: f.Line, sent: Backbrief) -> None:
    f.answer(sent, "returned", line.mette, text="Hvem følger op?")
    client = signed_in(line.sara)
    assert "Hvem følger op?" in client.get(url("write", sent.pk)).content.decode()
    page = client.get(url("send", sent.pk))
    assert "Hvem følger op?" in page.content.decode()
    assert page.context["unchanged"]
    f.write(sent, f.content(stop="Mødet om fredagen"), line.sara)
    assert not client.get(url("send", sent.pk)).context["unchanged"]
