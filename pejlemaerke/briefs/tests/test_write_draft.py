"""Several write in one draft, and nothing of what anybody wrote is lost."""

from __future__ import annotations

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.tests.at_once import at_once
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.record.models import Event, Link, Turn

from .. import actions
from ..actions.drafting import draft_content
from ..models import Backbrief, Section
from . import factories as make

pytestmark = pytest.mark.django_db


def save(backbrief, name, words, version, person):
    key = {"stop": "stop", "med": "med"}[name]
    return actions.save_section(
        backbrief, name, {key: words}, version=version, by=make.by(person), now=make.NOW
    )


def test_first_words_begin_the_draft_once():
    at = make.line()
    found = make.backbrief("not_begun", at)
    save(found, "stop", "Skemaet", 0, at.sara)
    save(found, "stop", "Det lange skema", 1, at.sara)
    assert found.state == "draft"
    assert Turn.objects.about(found).get().what == "briefs.finish"
    assert [event.verb for event in Event.objects.about(found)] == ["began_writing"]
    assert draft_content(found).stop == "Det lange skema"


def test_two_in_one_section_see_each_other_and_lose_nothing():
    at = make.line()
    found = make.backbrief("draft", at)
    seen = found.sections.get(name="stop").version
    save(found, "stop", "Saras ord", seen, at.sara)
    with pytest.raises(actions.SectionConflict) as conflict:
        save(found, "stop", "Alis ord", seen, at.ali)
    assert conflict.value.theirs.value == {"stop": "Saras ord"}
    assert "Sara Lind" in str(conflict.value)
    assert draft_content(found).stop == "Saras ord"


def test_two_who_open_an_empty_section_conflict_too():
    at = make.line()
    found = make.backbrief("not_begun", at)
    save(found, "stop", "Saras ord", 0, at.sara)
    with pytest.raises(actions.SectionConflict):
        save(found, "stop", "Alis ord", 0, at.ali)


def test_different_sections_do_not_conflict():
    at = make.line()
    found = make.backbrief("not_begun", at)
    as_ali_sees_it = Backbrief.objects.get(pk=found.pk)
    save(found, "stop", "Saras ord", 0, at.sara)
    save(as_ali_sees_it, "med", "Alis ord", 0, at.ali)
    assert (draft_content(found).stop, draft_content(found).med) == ("Saras ord", "Alis ord")
    assert Event.objects.about(found).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_the_same_moment_both_write_on():
    at = make.line()
    found = make.backbrief("not_begun", at)
    saras, alis = (Backbrief.objects.get(pk=found.pk) for _each in "ab")
    outcomes = at_once(
        lambda: save(saras, "stop", "Saras ord", 0, at.sara),
        lambda: save(alis, "med", "Alis ord", 0, at.ali),
    )
    assert [type(outcome) for outcome in outcomes] == [Section, Section]
    assert (draft_content(found).stop, draft_content(found).med) == ("Saras ord", "Alis ord")
    assert Event.objects.about(found).filter(verb="began_writing").count() == 1


def test_words_that_come_after_it_was_sent_are_refused_not_swallowed():
    at = make.line()
    found = make.backbrief("draft", at)
    as_ali_sees_it = Backbrief.objects.get(pk=found.pk)
    make.send(found, at.sara)
    with pytest.raises(Conflict):
        save(as_ali_sees_it, "med", "For sent", 1, at.ali)
    assert draft_content(found).med == make.content().med


@pytest.mark.parametrize(("name", "version"), [("nonsense", 0), ("stop", 7)])
def test_what_no_form_of_ours_sends_is_refused(name, version):
    at = make.line()
    found = make.backbrief("not_begun", at)
    with pytest.raises(Refused):
        actions.save_section(found, name, {}, version=version, by=make.by(at.sara), now=make.NOW)
    found.refresh_from_db()
    assert found.state == "not_begun"


@pytest.fixture
def brought():
    def keep(at: make.Line) -> StoredFile:
        return StoredFile.objects.create(
            organisation=at.organisation, name="backbrief.docx", kind="docx", size=3, sha256="0" * 64,
            content="x/y", stored_at=make.NOW,
        )  # fmt: skip

    return keep


def test_a_confirmed_document_replaces_only_what_it_speaks_of(brought):
    at = make.line()
    found = make.backbrief("draft", at)
    words = make.Content(main_task="Fra Word", reporting=make.Reporting(to="Mette"))
    file = brought(at)
    actions.confirm_reading(found, words, file, by=make.by(at.sara), now=make.NOW)
    draft = draft_content(found)
    assert (draft.main_task, draft.reporting.to) == ("Fra Word", "Mette")
    assert draft.subtasks == make.content().subtasks
    assert Link.objects.filter(cause_id=file.pk, effect_id=found.pk).exists()
    event = Event.objects.about(found).order_by("id").last()
    assert (event.verb, event.detail["sections"]) == ("imported", ["main_task", "reporting"])
    save_main = {"starting_point": "", "main_task": "Min åbne fane"}
    with pytest.raises(actions.SectionConflict):
        actions.save_section(found, "main_task", save_main, version=1, by=make.by(at.ali), now=make.NOW)


def test_a_document_confirmed_twice_is_no_fault(brought):
    at = make.line()
    found = make.backbrief("not_begun", at)
    file = brought(at)
    for _click in "ab":
        actions.confirm_reading(found, make.content(), file, by=make.by(at.sara), now=make.NOW)
    assert draft_content(found) == make.content()
