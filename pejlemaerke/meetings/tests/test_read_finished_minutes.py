"""What minutes say to those who read, correct and go on from them."""

from __future__ import annotations

import pytest

from pejlemaerke.documents.reading import read_document
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.ui.dates import write_date

from .. import actions
from ..models import Meeting
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


def held(at) -> Meeting:
    """A meeting that decided something under a heading, then something under none; two asked points stand open."""
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    make.point(item, at, heading="KOMMUNIKATION", text="Avisen følger med.", asked="a")
    make.point(item, at, heading="", text="Vi ses i juni.", asked="", answer="")
    actions.record_outcome(
        item, discussed="Om vagterne.", outcome="treated", by=make.by(at.hanne), now=make.later(7)
    )
    actions.close_meeting(meeting, by=make.by(at.hanne), now=make.later(7))
    return meeting


def test_what_stands_under_no_heading_comes_before_the_headings_and_after_the_discussion(at, be):
    page = text(be(at.mette).get(f"/meetings/{held(at).pk}/minutes/"))
    order = [
        page.index(words)
        for words in ("Om vagterne.", "Vi ses i juni.", "KOMMUNIKATION", "Avisen følger med.")
    ]
    assert order == sorted(order)


def test_the_paper_marks_what_stands_open_and_groups_what_was_decided_alike(at, be):
    response = be(at.mette).get(f"/meetings/{held(at).pk}/minutes.docx", headers={"accept-language": "en"})
    words = [block.text for block in read_document(response.content, "a.docx").blocks]
    order = [
        words.index(one) for one in ("Om vagterne.", "Vi ses i juni.", "KOMMUNIKATION", "Avisen følger med.")
    ]
    assert order == sorted(order)
    mark = [at for at, one in enumerate(words) if one.startswith(("Asked, and not answered", "Foreslået"))]
    assert len(mark) == 2


def test_corrections_carry_the_whole_date_and_are_told_of_at_the_top(at, be):
    minutes = make.minutes("read_through", at)
    url = f"/meetings/{minutes.meeting_id}/minutes/"
    assert 'href="#corrections"' not in text(be(at.karin).get(url))
    actions.add_correction(minutes, "Mette gik kl. 14.", by=make.by(at.mette), now=make.later(9))
    page = text(be(at.karin).get(url))
    assert page.index('href="#corrections"') < page.index("/approve/") < page.index('id="corrections"')
    with_lang = page.index(make.later(9).strftime("%Y"), page.index("Mette gik kl. 14."))
    assert page[:with_lang].rstrip().endswith(write_date(make.later(9).date(), lang="da").rsplit(" ", 1)[0])


# -- while it is recorded ------------------------------------------------------------------------------------------


def candidates(item, *statements, **changes):
    fields = {"count": str(len(statements))}
    for number, words in enumerate(statements):
        fields |= {f"{number}-take": "on", f"{number}-heading": "PROCES", f"{number}-text": words}
    return fields | changes


def test_a_fault_under_a_statement_opens_its_fold_and_is_named_in_the_summary(at, be):
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    given = candidates(item, "Vi orienterer lederne.", "Vi besøger de første.", **{"1-asked": "b"})
    response = be(at.hanne).post(f"/meetings/{meeting.pk}/record/{item.pk}/read/", given)
    page = text(response)
    assert response.status_code == 422
    assert '<a href="#id_1-answer">“Vi besøger de første.”:' in page
    folds = page.partition("<section")[2].split("<details")[1:]
    assert [" open" in fold.partition(">")[0] for fold in folds] == [False, True]
    assert not item.points.exists()


def test_each_statement_shows_the_period_that_was_understood(at, be):
    meeting = make.meeting("in_progress", at)
    item = meeting.items.get()
    given = candidates(item, "Vi begynder.", **{"0-period_text": "april 2027", "0-asked": "b"})
    page = text(be(at.hanne).post(f"/meetings/{meeting.pk}/record/{item.pk}/read/", given))
    assert page.index("april 2027 (1") < page.index("<details", page.index("<section"))


def test_who_is_here_begins_with_the_members_and_keeps_what_was_written(at, be):
    meeting = make.meeting("in_progress", at)
    url = f"/meetings/{meeting.pk}/record/"
    page = text(be(at.hanne).get(url))
    assert all(one.name in page for one in (at.karin, at.per, at.mette))
    be(at.hanne).post(url, {"present": "Kun Karin"})
    assert at.per.name not in text(be(at.hanne).get(url))


def test_after_approval_nobody_is_told_to_correct(at, be):
    from .. import rules

    minutes = make.minutes("read_through", at)
    scope = make.scope_of(at.hanne)
    before = rules.may_record(scope, minutes.meeting).reason
    actions.approve_minutes(minutes, by=make.by(at.karin), now=make.later(10))
    after = rules.may_record(scope, Meeting.objects.get(pk=minutes.meeting_id)).reason
    assert before != after
    assert be(at.hanne).get(f"/meetings/{minutes.meeting_id}/record/").status_code == 409


# -- memos ---------------------------------------------------------------------------------------------------------


def test_a_memo_is_dropped_only_when_one_has_said_so_twice(at, be):
    memo = make.memo("sent", at)
    url = f"/meetings/memos/{memo.pk}/drop/"
    assert url in text(be(at.sara).get(memo.get_absolute_url()))
    assert be(at.sara).get(url).status_code == 200
    memo.refresh_from_db()
    assert memo.state == "sent"
    be(at.sara).post(url)
    memo.refresh_from_db()
    assert memo.state == "dropped"
    assert be(at.sara).get(url).status_code == 409


def test_a_memo_that_speaks_of_an_enclosure_without_one_is_hinted_at(at, be):
    plain = make.memo("draft", at)
    spoken = make.memo("draft", at, words=make.content(background="Se tallene.\nBilag 1 viser dem."))
    page = "/attachments/"
    assert page not in text(be(at.sara).get(f"/meetings/memos/{plain.pk}/send/"))
    assert page in text(be(at.sara).get(f"/meetings/memos/{spoken.pk}/send/"))


def test_a_long_memo_folds_on_a_phone_after_its_first_two_sections(at, be):
    page = text(be(at.sara).get(make.memo("sent", at).get_absolute_url()))
    first_fold = page.index("data-folds-on-phone")
    assert page.index('id="decisions"') < first_fold
    assert first_fold > page.index('id="effect"')


def test_meetings_in_the_list_carry_their_date(at, be):
    meeting = make.meeting("called", at)
    day = make.later(7).date()
    page = text(be(at.mette).get("/meetings/"))
    assert meeting.committee.name in page
    assert any(write_date(day, lang=lang) in page for lang in ("da", "en"))
