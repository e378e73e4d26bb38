"""A memo is begun, written, sent, taken back and dropped."""

from __future__ import annotations

import pytest
from django.utils import translation

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.record.models import Event, Link, Turn

from .. import actions
from ..memo_content import MemoContent
from ..memo_json import section_values
from ..models import Memo, MemoRevision, MemoSection
from . import factories as make

pytestmark = pytest.mark.django_db


def verbs(obj):
    return list(Event.objects.about(obj).values_list("verb", flat=True))


def test_a_new_memo_is_its_writers_turn():
    at = make.body()
    memo = make.memo("draft", at)
    assert memo.made_by == at.sara
    assert Turn.objects.about(memo).get().owner == f"person:{at.sara.pk}"
    assert actions.draft_content(memo) == make.content(title=memo.title)


def test_what_was_brought_in_is_traced_to_its_document():
    at = make.body()
    file = StoredFile.keep(
        b"x", name="indstilling.docx", kind="docx", organisation=at.organisation, now=make.NOW
    )
    memo = make.memo("draft", at, make.content(date_text="9. oktober 2026"), source=file)
    assert verbs(memo) == ["began", "brought"]
    assert Link.objects.get(effect_id=memo.pk).cause_id == file.pk
    assert actions.draft_content(memo).date_text == "9. oktober 2026"


def test_a_section_is_saved_and_two_writers_are_told_apart():
    at = make.body()
    memo = make.memo("draft", at, MemoContent(background="Kort."))
    value = section_values(make.content(), "background")
    saved = actions.save_memo_section(
        memo, "background", value, version=1, by=make.by(at.hanne), now=make.later()
    )
    assert (saved.version, saved.saved_by_name) == (2, at.hanne.name)
    with pytest.raises(actions.SectionConflict) as caught:
        actions.save_memo_section(
            memo, "background", {"background": "Mit"}, version=1, by=make.by(at.sara), now=make.later()
        )
    assert caught.value.theirs.value == value
    assert MemoSection.objects.get(memo=memo, name="background").value == value


def test_of_two_first_savings_the_second_is_told():
    at = make.body()
    memo = make.memo("draft", at)
    MemoSection.objects.filter(memo=memo, name="effect").delete()
    for text, version in (("Først", 0),):
        actions.save_memo_section(
            memo, "effect", {"effect": text}, version=version, by=make.by(at.sara), now=make.NOW
        )
    with pytest.raises(actions.SectionConflict):
        actions.save_memo_section(
            memo, "effect", {"effect": "Så"}, version=0, by=make.by(at.hanne), now=make.NOW
        )


def test_unknown_sections_and_wrong_shapes_are_not_stored():
    at = make.body()
    memo = make.memo("draft", at)
    with pytest.raises(Refused):
        actions.save_memo_section(memo, "weather", {}, version=0, by=make.by(at.sara), now=make.NOW)
    with pytest.raises(ValueError, match="effect"):
        actions.save_memo_section(memo, "effect", {"effect": 7}, version=1, by=make.by(at.sara), now=make.NOW)
    assert MemoSection.objects.get(memo=memo, name="effect").version == 1


def test_saying_that_it_is_closed_closes_it_at_once():
    at = make.body()
    memo = make.memo("draft", at)
    value = {"is_closed": True, "coordinated_with": "HR"}
    actions.save_memo_section(memo, "people", value, version=0, by=make.by(at.sara), now=make.NOW)
    assert Memo.objects.get(pk=memo.pk).is_closed
    actions.edit_memo_head(memo, is_closed=False, by=make.by(at.sara), now=make.NOW)
    assert not Memo.objects.get(pk=memo.pk).is_closed
    read = actions.draft_content(memo)
    assert (read.is_closed, read.coordinated_with) == (False, "HR")


def test_sending_freezes_a_revision_and_gives_the_chair_the_turn():
    at = make.body()
    memo = make.memo("draft", at)
    revision = actions.send_memo(memo, by=make.by(at.sara), now=make.later())
    assert (memo.state, memo.current, revision.number) == ("sent", revision, 1)
    assert revision.content == make.content(title=memo.title)
    assert Turn.objects.about(memo).get().owner == f"chair:{at.committee.pk}"
    assert verbs(memo)[-1] == "sent"


def test_a_memo_that_lacks_what_is_required_is_refused_with_its_names():
    at = make.body()
    memo = make.memo("draft", at, MemoContent(background="Kort."))
    with translation.override("en"), pytest.raises(Refused, match="asked to decide"):
        actions.send_memo(memo, by=make.by(at.sara), now=make.NOW)
    assert not MemoRevision.objects.exists()
    assert Memo.objects.get(pk=memo.pk).state == "draft"


def test_taken_back_it_is_written_on_and_the_first_revision_stands():
    at = make.body()
    memo = make.memo("sent", at)
    first = memo.current
    actions.take_back_memo(memo, by=make.by(at.sara), now=make.later())
    actions.save_memo_section(
        memo, "effect", {"effect": "Anderledes"}, version=1, by=make.by(at.sara), now=make.later()
    )
    second = actions.send_memo(memo, by=make.by(at.sara), now=make.later(2))
    assert (second.number, second.content.effect) == (2, "Anderledes")
    assert MemoRevision.objects.get(pk=first.pk).content.effect == make.content().effect


def test_the_same_words_sent_again_make_no_new_revision():
    at = make.body()
    memo = make.memo("sent", at)
    actions.take_back_memo(memo, by=make.by(at.sara), now=make.later())
    assert actions.send_memo(memo, by=make.by(at.sara), now=make.later()).number == 1


def test_on_an_agenda_it_can_neither_be_taken_back_nor_dropped():
    at = make.body()
    memo = make.memo("on_agenda", at)
    for act in (actions.take_back_memo, actions.drop_memo):
        with pytest.raises(Refused):
            act(memo, by=make.by(at.sara), now=make.later())
    assert Memo.objects.get(pk=memo.pk).state == "on_agenda"


def test_sent_meanwhile_nothing_more_is_written():
    at = make.body()
    memo = make.memo("draft", at)
    stale = Memo.objects.get(pk=memo.pk)
    actions.send_memo(memo, by=make.by(at.sara), now=make.NOW)
    for act in (
        lambda: actions.save_memo_section(
            stale, "effect", {"effect": "For sent"}, version=1, by=make.by(at.hanne), now=make.NOW
        ),
        lambda: actions.edit_memo_head(stale, title="For sent", by=make.by(at.hanne), now=make.NOW),
        lambda: actions.send_memo(stale, by=make.by(at.hanne), now=make.NOW),
    ):
        with pytest.raises(Conflict):
            act()
    assert Memo.objects.get(pk=memo.pk).title == memo.title
    assert MemoSection.objects.get(memo=memo, name="effect").version == 1


def test_documents_go_along_and_are_taken_away():
    at = make.body()
    memo = make.memo("draft", at)
    file = StoredFile.keep(b"x", name="plan.pdf", kind="pdf", organisation=at.organisation, now=make.NOW)
    attached = actions.attach(memo, file, "", by=make.by(at.sara), now=make.NOW)
    assert attached.title == "plan.pdf"
    actions.detach(attached, by=make.by(at.sara), now=make.NOW)
    assert verbs(memo)[-2:] == ["attached", "detached"]
    assert not memo.attachments.exists()


def test_dropped_it_is_nobodys_turn():
    at = make.body()
    memo = make.memo("dropped", at)
    assert not Turn.objects.about(memo).exists()


def test_a_failure_on_the_way_leaves_nothing(monkeypatch):
    at = make.body()
    memo = make.memo("draft", at)
    monkeypatch.setattr("pejlemaerke.record.actions.write_event", _fails)
    with pytest.raises(RuntimeError):
        actions.send_memo(memo, by=make.by(at.sara), now=make.NOW)
    assert Memo.objects.get(pk=memo.pk).state == "draft"
    assert not MemoRevision.objects.exists()


def _fails(*args, **kwargs):
    raise RuntimeError("the power went")
