"""The pages of memos, meetings, minutes and MED items, as people use them without script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pejlemaerke.organisation.tests import factories as people

from .. import actions
from ..models import DecidedPoint, MedItem, Meeting, Memo, Minutes
from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return make.body()


@pytest.fixture
def be(client):
    """Sign in as somebody; gives the client."""

    def sign_in(person):
        client.force_login(people.account(person) if not hasattr(person, "account") else person.account)
        return client

    return sign_in


def text(response):
    return response.content.decode()


# -- memos -------------------------------------------------------------------------------------------------------


def test_a_memo_is_begun_written_and_sent(at, be):
    client = be(at.sara)
    assert client.get("/meetings/memos/new/").status_code == 200
    given = {"title": "Besøg", "committee": at.committee.pk, "key": "klik"}
    first = client.post("/meetings/memos/new/", given)
    assert client.post("/meetings/memos/new/", given).url == first.url
    memo = Memo.objects.get()
    assert (memo.title, memo.made_by) == ("Besøg", at.sara)
    page = f"/meetings/memos/{memo.pk}/sections/"
    assert client.get(f"/meetings/memos/{memo.pk}/write/").status_code == 200
    client.post(f"{page}background/", {"background": "Derfor.", "version": "0", "do": "next"})
    response = client.post(
        f"{page}decisions/",
        {"count": "1", "0-key": "k1", "0-text": "Alle får besøg", "version": "0", "do": "add"},
    )
    assert response.url.endswith("#row-2")
    assert "Alle får besøg" in text(client.get(f"/meetings/memos/{memo.pk}/send/"))
    client.post(f"/meetings/memos/{memo.pk}/send/")
    memo.refresh_from_db()
    assert memo.state == "sent"
    assert memo.current.content.asked[0].key == "k1"
    assert "Alle får besøg" in text(client.get(memo.get_absolute_url()))


def test_those_who_write_no_memos_are_told_so(at, be):
    assert be(at.ali).get("/meetings/memos/new/").status_code == 403
    assert be(at.ali).get("/meetings/memos/bring/").status_code == 403


def test_rows_move_and_are_taken_out_and_nothing_else_is_lost(at, be):
    client = be(at.sara)
    memo = make.memo("draft", at)
    url = f"/meetings/memos/{memo.pk}/sections/decisions/"
    fields = {"count": "4", "version": "1"}
    for number, key in enumerate("abc"):
        fields |= {f"{number}-key": key, f"{number}-text": f"Punkt {key}"}
    client.post(url, {**fields, "3-key": "d", "3-text": "Punkt d", "do": "up:3"})
    assert [one.key for one in actions.draft_content(memo).asked] == ["a", "c", "b", "d"]
    client.post(url, {**fields, "3-key": "d", "3-text": "", "version": "2", "do": "remove:1"})
    assert [one.key for one in actions.draft_content(memo).asked] == ["b", "c"]


@pytest.mark.parametrize(
    "name",
    ["background", "decisions", "effect", "costs", "communication", "follow_up", "risks", "people", "inputs"],
)
def test_every_section_opens_with_what_it_holds(at, be, name):
    memo = make.memo("draft", at)
    assert be(at.sara).get(f"/meetings/memos/{memo.pk}/sections/{name}/").status_code == 200


def test_costs_and_people_are_kept(at, be):
    client = be(at.sara)
    memo = make.memo("draft", at)
    page = f"/meetings/memos/{memo.pk}/sections/"
    costs = {
        "count": "1",
        "0-year": "2027",
        "0-amount": "120.000 kr.",
        "financing": ["unit_savings"],
        "version": "0",
    }
    client.post(f"{page}costs/", costs)
    client.post(f"{page}people/", {"is_closed": "closed", "participants": "Bo", "version": "0"})
    content = actions.draft_content(memo)
    assert (content.costs[0].year, content.financing, content.is_closed) == (2027, ("unit_savings",), True)
    assert Memo.objects.get().is_closed
    wrong = client.post(f"{page}costs/", {**costs, "0-year": "i år", "version": "1"})
    assert wrong.status_code == 422
    assert "120.000 kr." in text(wrong)


def test_an_autosave_answers_with_the_new_version_and_two_writers_see_both_texts(at, be):
    client = be(at.sara)
    memo = make.memo("draft", at)
    url = f"/meetings/memos/{memo.pk}/sections/effect/"
    saved = client.post(url, {"effect": "Min", "version": "1"}, HTTP_HX_REQUEST="true")
    assert 'value="2"' in text(saved)
    for headers in ({}, {"HTTP_HX_REQUEST": "true"}):
        clash = client.post(url, {"effect": "Din", "version": "1"}, **headers)
        assert clash.status_code == 409
        assert "Min" in text(clash)
        assert "Din" in text(clash)
    assert (
        client.post(url, {"effect": "Tal 010203-1234", "version": "2"}, HTTP_HX_REQUEST="true").status_code
        == 422
    )


def test_a_memo_that_lacks_something_says_what(at, be):
    from ..memo_content import MemoContent

    memo = make.memo("draft", at, MemoContent(background="Kort"))
    client = be(at.sara)
    assert f"/meetings/memos/{memo.pk}/sections/decisions/" in text(
        client.get(f"/meetings/memos/{memo.pk}/send/")
    )
    assert client.post(f"/meetings/memos/{memo.pk}/send/").status_code == 409


def test_it_is_taken_back_and_dropped(at, be):
    client = be(at.sara)
    memo = make.memo("sent", at)
    assert client.post(f"/meetings/memos/{memo.pk}/take-back/").url.endswith("/write/")
    client.post(f"/meetings/memos/{memo.pk}/drop/")
    assert Memo.objects.get().state == "dropped"
    assert client.post(f"/meetings/memos/{memo.pk}/take-back/").status_code == 409


def test_strangers_know_of_no_memo_before_the_minutes_are_approved(at, be):
    memo = make.memo("treated", at)
    for address in ("", "write/", "send/", "memo.docx"):
        assert be(at.ali).get(f"/meetings/memos/{memo.pk}/{address}").status_code == 404


def test_the_head_is_changed_and_documents_go_along(at, be):
    client = be(at.sara)
    memo = make.memo("draft", at)
    client.post(
        f"/meetings/memos/{memo.pk}/head/",
        {"title": "Nyt navn", "committee": at.committee.pk, "responsible": at.hanne.name},
    )
    memo.refresh_from_db()
    assert (memo.title, memo.responsible) == ("Nyt navn", at.hanne)
    client.post(
        f"/meetings/memos/{memo.pk}/attachments/",
        {"title": "Plan", "file": SimpleUploadedFile("plan.pdf", b"%PDF-1.4 x")},
    )
    attached = memo.attachments.get()
    url = f"/meetings/memos/{memo.pk}/attachments/{attached.pk}/"
    assert client.get(url)["Content-Disposition"].startswith("attachment")
    client.post(f"{url}remove/")
    assert not memo.attachments.exists()


def test_a_memo_goes_out_as_word_and_comes_back_as_the_same(at, be):
    client = be(at.sara)
    memo = make.memo("draft", at)
    docx = client.get(f"/meetings/memos/{memo.pk}/memo.docx").content
    page = client.post("/meetings/memos/bring/", {"file": SimpleUploadedFile("memo.docx", docx)})
    assert page.status_code == 200
    fields = posted(page)
    assert fields["background-background"] == make.content().background
    made = client.post("/meetings/memos/bring/confirm/", {**fields, "committee": str(at.committee.pk)})
    assert made.status_code == 302, text(made)
    copy = Memo.objects.exclude(pk=memo.pk).get()
    words = [one.text for one in actions.draft_content(copy).asked]
    assert words == [one.text for one in make.content().asked]
    assert copy.source is not None


PLAIN = """Ny vagtplan
3. maj 2027

Baggrund
Det blev drøftet den 20. februar og igen den 3. marts, og alle var med.

Opfølgning
Der samles op, her på stedet og for alle under ét:
Lokalt: LMU i juni 2027
Fælles: Temamøde i august 2027
"""


def test_neither_a_lead_in_nor_every_day_without_a_year_is_asked_about(at, be):
    file = SimpleUploadedFile("a.txt", PLAIN.encode())
    page = be(at.sara).post("/meetings/memos/bring/", {"file": file})
    parts = {part.name: part for part in page.context["parts"]}
    assert not parts["follow_up"].flags
    assert not parts["background"].flags
    assert page.context["yearless"] == "den 20. februar"
    assert text(page).count("den 20. februar") == 3  # in the field, in the document, and mentioned once


def test_a_memo_brought_without_a_body_is_asked_for_it_and_keeps_what_was_mended(at, be):
    client = be(at.sara)
    page = client.post(
        "/meetings/memos/bring/", {"file": SimpleUploadedFile("a.txt", b"Baggrund\nDerfor.\n")}
    )
    fields = {**posted(page), "background-background": "Rettet"}
    again = client.post("/meetings/memos/bring/confirm/", fields)
    assert again.status_code == 422
    assert "Rettet" in text(again)
    assert not Memo.objects.exists()


def test_a_file_that_is_no_document_is_refused_at_the_field(at, be):
    client = be(at.sara)
    response = client.post(
        "/meetings/memos/bring/", {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 nothing")}
    )
    assert response.status_code == 422
    assert client.post("/meetings/memos/bring/confirm/", {"token": "forged"}).url == "/meetings/memos/bring/"


def posted(response):
    """What a browser would send back from the page's last form."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        def __init__(self):
            super().__init__()
            self.found, self.area, self.select = {}, "", ""

        def handle_starttag(self, tag, attrs):
            one = dict(attrs)
            if tag == "input" and one.get("type") in ("checkbox", "radio"):
                if "checked" in one:
                    self.found[one["name"]] = one.get("value", "on")
            elif tag == "input" and one.get("name") and one.get("type") != "file":
                self.found[one["name"]] = one.get("value", "")
            elif tag == "textarea":
                self.area = one["name"]
                self.found[self.area] = ""
            elif tag == "select":
                self.select = one["name"]
                self.found[self.select] = ""
            elif tag == "option" and "selected" in one:
                self.found[self.select] = one.get("value", "")

        def handle_data(self, data):
            if self.area:
                self.found[self.area] += data

        def handle_endtag(self, tag):
            if tag == "textarea":
                self.found[self.area] = self.found[self.area].removeprefix("\n")
                self.area = ""

    parser = Fields()
    parser.feed(text(response))
    for name in ("csrfmiddlewaretoken", "q"):
        parser.found.pop(name, None)
    return parser.found


# -- meetings ----------------------------------------------------------------------------------------------------


def test_a_meeting_is_prepared_and_called(at, be):
    client = be(at.hanne)
    memo = make.memo("sent", at)
    assert client.get("/meetings/new/").status_code == 200
    given = {
        "committee": at.committee.pk, "day": "9. december 2026", "starts": "13.00", "ends": "15", "place": "Rådhuset",
        "secretary": at.hanne.name, "key": "klik",
    }  # fmt: skip
    first = client.post("/meetings/new/", given)
    assert client.post("/meetings/new/", given).url == first.url
    meeting = Meeting.objects.get()
    assert meeting.starts_at.isoformat() == "2026-12-09T12:00:00+00:00"
    agenda = f"/meetings/{meeting.pk}/agenda/"
    assert memo.title in text(client.get(agenda))
    client.post(agenda, {"do": f"memo:{memo.pk}"})
    client.post(agenda, {"title": "Eventuelt"})
    last = meeting.items.last()
    client.post(agenda, {"do": f"up:{last.pk}"})
    assert [item.title for item in meeting.items.all()] == ["Eventuelt", memo.title]
    client.post(f"{agenda}{last.pk}/", {"title": "Nyt fra husene", "text": "", "is_closed": "on"})
    client.post(agenda, {"do": f"remove:{last.pk}"})
    assert [item.title for item in meeting.items.all()] == [memo.title]
    assert at.mette.name in text(client.get(f"/meetings/{meeting.pk}/call/"))
    client.post(f"/meetings/{meeting.pk}/call/")
    meeting.refresh_from_db()
    assert meeting.state == "called"


def test_a_meeting_that_ends_before_it_begins_is_told_at_the_field(at, be):
    client = be(at.hanne)
    given = {
        "committee": at.committee.pk, "day": "9. december 2026", "starts": "13.00", "ends": "12.00",
        "secretary": at.hanne.name,
    }  # fmt: skip
    response = client.post("/meetings/new/", given)
    assert response.status_code == 422
    assert "9. december 2026" in text(response)
    assert client.post("/meetings/new/", {**given, "starts": "middag"}).status_code == 422


def test_only_those_who_prepare_it_change_it(at, be):
    assert be(at.ali).get("/meetings/new/").status_code == 403
    meeting = make.meeting("called", at)
    for address in ("agenda/", "change/", "cancel/"):
        assert be(at.mette).get(f"/meetings/{meeting.pk}/{address}").status_code == 403
        assert be(at.ali).get(f"/meetings/{meeting.pk}/{address}").status_code == 404
    assert be(at.hanne).get(f"/meetings/{meeting.pk}/call/").status_code == 409


def test_a_meeting_is_moved_and_its_calendar_follows(at, be):
    client = be(at.hanne)
    meeting = make.meeting("called", at)
    page = text(client.get(f"/meetings/{meeting.pk}/change/"))
    assert "Rådhuset" in page
    client.post(
        f"/meetings/{meeting.pk}/change/",
        {
            "day": "10. december 2026",
            "starts": "9.30",
            "ends": "",
            "place": "Salen",
            "secretary": at.hanne.name,
        },
    )
    file = text(client.get(f"/meetings/{meeting.pk}/meeting.ics"))
    assert "DTSTART:20261210T083000Z" in file
    assert "SEQUENCE:1" in file
    assert "LOCATION:Salen" in file


def test_it_is_cancelled(at, be):
    meeting = make.meeting("called", at)
    client = be(at.hanne)
    assert client.get(f"/meetings/{meeting.pk}/cancel/").status_code == 200
    client.post(f"/meetings/{meeting.pk}/cancel/", {"reason": "Sygdom"})
    assert "STATUS:CANCELLED" in text(client.get(f"/meetings/{meeting.pk}/meeting.ics"))


def test_the_secretary_records_a_meeting_from_opening_to_closing(at, be):
    client = be(at.hanne)
    meeting = make.meeting("called", at)
    item = meeting.items.get()
    client.post(f"/meetings/{meeting.pk}/open/")
    client.post(f"/meetings/{meeting.pk}/record/", {"present": "Alle", "do": "next"})
    here = f"/meetings/{meeting.pk}/record/{item.pk}/"
    assert "Alle nye borgere får besøg" in text(client.get(here))
    client.post(here, {"discussed": "Om vagterne", "do": "answer:a:approved"})
    page = client.post(here, {"discussed": "Om vagterne og biler", "do": "change:b"})
    form = text(client.get(page.url.partition("#")[0]))
    assert "Besøgene begynder i foråret 2027." in form
    client.post(here, {
        "discussed": "Om vagterne og biler", "new-heading": "PROCES", "new-text": "Besøgene begynder i efteråret 2027.",
        "new-asked": "b", "new-answer": "changed", "new-period_text": "efteråret 2027", "do": "point",
    })  # fmt: skip
    points = list(item.points.all())
    assert [(one.asked, one.answer) for one in points] == [("a", "approved"), ("b", "changed")]
    assert points[1].first is not None
    client.post(here, {"discussed": "Om biler", "do": f"up:{points[1].pk}"})
    assert client.post(here, {"do": f"edit:{points[0].pk}"}).url == f"{here}points/{points[0].pk}/"
    edit = {"text": "Alle får besøg inden en måned.", "asked": "a", "answer": "changed"}
    assert client.get(f"{here}points/{points[0].pk}/").status_code == 200
    client.post(f"{here}points/{points[0].pk}/", edit)
    assert "inden en måned" in text(client.get(here))
    client.post(here, {"do": f"remove:{points[1].pk}", "discussed": "Om biler"})
    done = client.post(here, {"discussed": "Om biler", "do": "treated"})
    assert done.url.endswith("/close/")
    assert client.get(done.url).context["page"].open_points == 2
    client.post(done.url)
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    assert DecidedPoint.objects.get().text == "Alle får besøg inden en måned."


def test_what_is_typed_is_kept_when_something_is_wrong(at, be):
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    response = be(at.hanne).post(
        f"/meetings/{meeting.pk}/record/{item.pk}/",
        {"discussed": "Lang snak", "new-text": "Vi gør det", "new-asked": "b", "do": "answer:a:approved"},
    )
    assert response.status_code == 422
    assert "Lang snak" in text(response)
    assert "Vi gør det" in text(response)
    assert not item.points.exists()


def test_outcomes_are_not_recorded_before_it_begins_nor_after(at, be):
    client = be(at.hanne)
    for state in ("called", "closed"):
        meeting = make.meeting(state, at)
        item = meeting.items.get()
        assert client.get(f"/meetings/{meeting.pk}/record/").status_code == 409
        assert client.post(f"/meetings/{meeting.pk}/record/{item.pk}/", {"do": "treated"}).status_code == 409
    assert be(at.mette).get(f"/meetings/{meeting.pk}/record/").status_code == 403


def test_an_unclosed_item_is_named_on_the_way_out(at, be):
    meeting = make.meeting("in_progress", at)
    response = be(at.hanne).post(f"/meetings/{meeting.pk}/close/")
    assert response.status_code == 409
    assert "Besøg hos nye borgere" in text(response)


def test_an_item_is_moved_and_brought_back(at, be):
    client = be(at.hanne)
    meeting = make.meeting("in_progress", at)
    later = make.meeting("draft", at, memos=[], starts=make.later(20))
    item = meeting.items.get()
    here = f"/meetings/{meeting.pk}/record/{item.pk}/"
    assert client.post(f"{here}move/", {"to": "et andet sted"}).status_code == 422
    client.post(f"{here}move/", {"to": str(later.pk)})
    assert later.items.count() == 1
    assert client.get(here).status_code == 200
    client.post(here, {"do": "bring_back"})
    assert not later.items.exists()
    client.post(f"{here}move/", {"to": "wait"})
    item.refresh_from_db()
    assert (item.outcome, item.moved_to) == ("moved", None)


MINUTES = """Indstilling om besøg
Baggrund
Vi kommer for sent.
Referat
MÅLGRUPPE
Besøgene er for alle nye borgere.
PROCES
- Vi orienterer lederne i marts 2027
- Vi besøger de første i april 2027
"""


def test_minutes_written_elsewhere_are_read_and_ticked(at, be):
    client = be(at.hanne)
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    here = f"/meetings/{meeting.pk}/record/{item.pk}/read/"
    page = client.post(here, {"file": SimpleUploadedFile("referat.txt", MINUTES.encode())})
    fields = posted(page)
    assert not item.points.exists()
    client.post(here, fields)
    words = [one.text for one in item.points.all()]
    assert any("april 2027" in one for one in words)
    assert item.points.filter(heading="PROCES").exclude(first=None).exists()
    nothing = client.post(here, {"file": SimpleUploadedFile("a.txt", b"Baggrund\nKort.\n")})
    assert nothing.status_code == 422


# -- minutes -----------------------------------------------------------------------------------------------------


def test_minutes_are_sent_corrected_and_approved(at, be):
    minutes = make.minutes("written", at)
    url = f"/meetings/{minutes.meeting_id}/minutes/"
    client = be(at.hanne)
    assert client.post(f"{url}send/", {"read_by": "1. januar 2020"}).status_code == 422
    client.post(f"{url}send/", {"read_by": "31. december 2099"})
    assert be(at.mette).post(f"{url}correct/", {"text": ""}).status_code == 422
    be(at.mette).post(f"{url}correct/", {"text": "Jeg gik før."})
    assert be(at.mette).post(f"{url}approve/").status_code == 403
    be(at.per).post(f"{url}approve/")
    assert Minutes.objects.get().approved_by_name == at.per.name
    assert be(at.karin).post(f"{url}approve/").status_code == 409
    assert be(at.mette).post(f"{url}correct/", {"text": "For sent"}).status_code == 409
    page = text(be(at.ali).get(url))
    assert "Jeg gik før." in page
    assert "efter sommerferien 2027" in page


def test_closed_items_are_read_by_the_body_alone(at, be):
    minutes = make.minutes("approved", at, is_closed=True)
    for address in ("", "minutes/"):
        url = f"/meetings/{minutes.meeting_id}/{address}"
        assert "Besøgene begynder" in text(be(at.mette).get(url))
        page = text(be(at.ali).get(url))
        assert "Besøgene begynder" not in page
        assert "Besøg hos nye borgere" not in page
    point = DecidedPoint.objects.first()
    assert be(at.ali).get(point.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_minutes_go_out_on_paper_without_what_the_reader_may_not_see(at, be, kind):
    minutes = make.minutes("approved", at, is_closed=True)
    response = be(at.ali).get(f"/meetings/{minutes.meeting_id}/minutes.{kind}")
    assert response.status_code == 200
    if kind == "docx":
        from pejlemaerke.documents.reading import read_document

        words = " ".join(block.text for block in read_document(response.content, "a.docx").blocks)
        assert "Besøgene begynder" not in words


def test_a_decision_shows_its_words_and_what_the_proposal_said(at, be):
    make.minutes("approved", at)
    point = DecidedPoint.objects.get(asked="b")
    page = text(be(at.ali).get(point.get_absolute_url()))
    assert "<del>" in page
    assert "Besøgene begynder i foråret 2027." in page
    assert be(at.ali).get(f"/meetings/memos/{point.item.memo_id}/").status_code == 200


def test_before_the_meeting_is_closed_there_are_no_minutes(at, be):
    meeting = make.meeting("in_progress", at)
    assert be(at.hanne).get(f"/meetings/{meeting.pk}/minutes/").status_code == 404


# -- MED ---------------------------------------------------------------------------------------------------------


def test_a_matter_is_brought_warned_about_and_concluded(at, be):
    client = be(at.sara)
    assert client.get("/meetings/med-items/new/").status_code == 200
    given = {
        "title": "Nye vagter", "kind": "discussion", "committee": at.lmu.pk, "decides_at": "Nord",
        "text": "Vi bytter om.", "discuss_on": "9. december 2020", "decision_on": "1. december 2020",
    }  # fmt: skip
    response = client.post("/meetings/med-items/new/", given)
    item = MedItem.objects.get()
    assert response.url == item.get_absolute_url()
    page = text(client.get(response.url))
    assert "alert-warning" in page
    client.post(f"{item.get_absolute_url()}edit/", {**given, "decision_on": "", "title": "Nye vagter i Nord"})
    item.refresh_from_db()
    assert item.title == "Nye vagter i Nord"
    conclude = f"{item.get_absolute_url()}conclude/"
    said = {"staff_view": "Vi er med", "management_answer": "Godt", "discussed_on": "9. december 2020"}
    client.post(conclude, {**said, "do": "keep"})
    refused = client.post(conclude, {**said, "do": "conclude"})
    assert refused.status_code == 422
    assert "Vi er med" in text(refused)
    client.post(conclude, {**said, "conclusion": "Vi gør det", "do": "conclude"})
    item.refresh_from_db()
    assert item.state == "concluded"
    assert client.get(conclude).status_code == 409


def test_everything_a_matter_lacks_is_said_at_its_fields_at_once(at, be):
    item = make.med_item("planned", at)
    refused = be(at.sara).post(
        f"{item.get_absolute_url()}conclude/", {"do": "conclude", "discussed_on": "9. december 2099"}
    )
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {
        "staff_view", "management_answer", "conclusion", "discussed_on",
    }  # fmt: skip


def test_that_its_meeting_has_not_begun_is_said_before_anything_is_written(at, be):
    item = make.med_item("on_agenda", at)
    conclude = f"{item.get_absolute_url()}conclude/"
    page = be(at.sara).get(conclude)
    assert page.context["waits_for"].url == item.agenda_items.get().meeting.get_absolute_url()
    assert 'value="conclude"' not in text(page)
    kept = be(at.sara).post(conclude, {"do": "keep", "staff_view": "Vi er med"})
    assert kept.status_code == 302
    planned = make.med_item("planned", at)
    assert 'value="conclude"' in text(be(at.sara).get(f"{planned.get_absolute_url()}conclude/"))


def test_who_may_bring_nothing_before_med_is_told_so(at, be):
    assert be(at.ali).get("/meetings/med-items/new/").status_code == 403
    item = make.med_item("planned", at)
    assert be(at.ali).get(item.get_absolute_url()).status_code == 200
    assert be(at.ali).get(f"{item.get_absolute_url()}conclude/").status_code == 403
    assert be(at.mette).get(item.get_absolute_url()).status_code == 404


def test_a_matter_is_withdrawn(at, be):
    item = make.med_item("planned", at)
    be(at.sara).post(f"{item.get_absolute_url()}withdraw/")
    assert MedItem.objects.get().state == "withdrawn"


def test_warnings_name_the_committee_that_should_have_it(at):
    from ..pages.med import warn

    main = people.committee("HMU", at.top)
    too_low = make.med_item("planned", at, decides_at=at.top)
    assert any(main.name in sentence for sentence in warn(too_low))
    right = make.med_item("planned", at)
    assert warn(right) == ()
    late = make.med_item("planned", at, discuss_on=make.TODAY + timedelta(days=3), papers_on=make.TODAY)
    assert len(warn(late)) == 2
    assert all(str(number) in " ".join(warn(late)) for number in (14, 7))


def test_work_environment_is_compared_with_its_own_kind(at):
    from ..pages.med import warn

    people.committee("HMU", at.top)
    group = people.committee("AMG", at.nord, purpose="work_environment")
    assert warn(make.med_item("planned", at, committee=group)) == ()


# -- the place "Meetings" ----------------------------------------------------------------------------------------


def test_the_list_holds_what_is_ones_own(at, be):
    make.memo("draft", at, title="Min kladde")
    make.memo("sent", at, title="Venter på dagsorden")
    make.meeting("called", at)
    make.minutes("read_through", at)
    make.med_item("planned", at)
    assert "Min kladde" in text(be(at.sara).get("/meetings/"))
    assert "Nye besøg i Nord" in text(be(at.sara).get("/meetings/"))
    assert "Venter på dagsorden" in text(be(at.hanne).get("/meetings/"))
    mette = text(be(at.mette).get("/meetings/"))
    assert "Chefteamet" in mette
    assert "Min kladde" not in mette
    assert be(at.ali).get("/meetings/").status_code == 200


def test_a_body_has_a_page_with_its_meetings(at, be):
    make.meeting("called", at)
    make.minutes("approved", at)
    url = f"/meetings/committees/{at.committee.pk}/"
    assert text(be(at.mette).get(url)).count("work-row-link") == 2
    assert text(be(at.ali).get(url)).count("work-row-link") == 1


# -- speed -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["", "agenda/", "record/", "record/item/", "close/", "minutes/"])
def test_a_long_meeting_costs_no_more_queries_than_a_short_one(at, be, address):
    client = be(at.hanne)
    counts = []
    state = {"agenda/": "draft", "": "called", "minutes/": "closed"}.get(address, "in_progress")
    for length in (2, 12):
        memos = [make.memo("sent", at) for _each in range(length)]
        meeting = make.meeting(state, at, memos=memos)
        if state == "in_progress":
            for item in meeting.items.all():
                for _each in range(length):
                    make.point(item, at)
        url = f"/meetings/{meeting.pk}/{address.replace('item', str(meeting.items.first().pk))}"
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_a_long_list_costs_no_more_queries_than_a_short_one(at, be):
    client = be(at.hanne)
    counts = []
    for length in (1, 6):
        for _each in range(length):
            make.memo("sent", at)
            make.meeting("called", at)
            make.minutes("read_through", at)
            make.med_item("planned", at)
        client.get("/meetings/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/meetings/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
