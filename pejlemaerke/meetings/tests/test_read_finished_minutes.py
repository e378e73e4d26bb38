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
