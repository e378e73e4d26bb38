"""A brief goes out, comes again, and asks everybody under it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Event, Link, Turn

from .. import actions, rules
from ..models import Backbrief, Brief, BriefRevision
from . import factories as make

pytestmark = pytest.mark.django_db


def states(brief: Brief) -> dict[str, str]:
    return dict(Backbrief.objects.filter(brief=brief).values_list("unit__name", "state"))


def test_first_issue_asks_the_nearest_participating_units():
    at = make.line()
    brief = at.top_brief
    assert states(brief) == {"Hjemmeplejen": "not_begun", "Plejehjemmene": "not_begun"}
    asked = Backbrief.objects.get(brief=brief, unit=at.area)
    turn = Turn.objects.about(asked).get()
    assert (turn.owner, turn.what, turn.due, turn.waiting) == (
        f"leader:{at.area.pk}", "briefs.write", make.DUE, "Sundhed og Omsorg",
    )  # fmt: skip
    assert Link.objects.filter(cause_id=brief.pk, effect_id=asked.pk).exists()
    assert [event.verb for event in Event.objects.about(brief)] == ["began", "issued", "asked"]
    assert not Turn.objects.about(brief).exists()


def test_a_brief_reaches_past_units_that_take_no_part():
    at = make.line()
    initiative = initiatives.create_initiative(
        title="Kun Nord", why="Rådet", sponsor=at.karin, unit=at.top, playbook_key="core-task",
        playbook_version=1, playbook_text="", by=make.by(at.karin), now=make.NOW,
    )  # fmt: skip
    initiatives.set_participants(initiative, [at.nord.pk], by=make.by(at.karin), now=make.NOW)
    initiatives.start_initiative(initiative, by=make.by(at.karin), now=make.NOW)
    assert states(make.issued(initiative, at.top, at.karin)) == {"Nord": "not_begun"}


@pytest.mark.parametrize("empty", ["intent", "in_order_to", "expected_back", "due"])
@pytest.mark.parametrize("blank", ["", " \n"])
def test_a_brief_that_lacks_something_stays(empty, blank):
    at = make.line()
    brief = actions.open_brief(at.initiative, at.top, by=make.by(at.karin), now=make.NOW)
    words = make.brief_content(**{empty: None if empty == "due" else blank})
    actions.save_brief(brief, words, version=0, by=make.by(at.karin), now=make.NOW)
    with pytest.raises(Refused):
        actions.issue_brief(brief, by=make.by(at.karin), now=make.NOW)
    assert not BriefRevision.objects.exists()
    assert Turn.objects.about(brief).get().what == "briefs.issue"


def test_one_brief_a_unit():
    at = make.line()
    at.top_brief  # noqa: B018
    with pytest.raises(Conflict):
        actions.open_brief(at.initiative, at.top, by=make.by(at.karin), now=make.NOW)


def test_made_from_a_backbrief_it_takes_its_words_and_its_thread():
    at = make.line()
    accepted = at.area_backbrief.accepted
    brief = actions.open_brief(at.initiative, at.area, by=make.by(at.mette), now=make.NOW, made_from=accepted)
    assert brief.draft_content.intent == accepted.content.main_task
    assert brief.made_from == accepted
    assert Link.objects.filter(effect_id=brief.pk, cause_id=at.area_backbrief.pk).exists()


def test_two_who_write_the_brief_do_not_overwrite_each_other():
    at = make.line()
    brief = at.top_brief
    actions.save_brief(brief, make.brief_content(intent="Mit"), version=1, by=make.by(at.karin), now=make.NOW)
    with pytest.raises(Conflict):
        actions.save_brief(
            brief, make.brief_content(intent="Dit"), version=1, by=make.by(at.mette), now=make.NOW
        )
    brief.refresh_from_db()
    assert brief.draft_content.intent == "Mit"


def test_unchanged_it_does_not_go_out_again():
    at = make.line()
    with pytest.raises(Refused):
        actions.issue_brief(at.top_brief, by=make.by(at.karin), now=make.later())


def test_unchanged_it_goes_out_to_a_unit_that_came_later():
    at = make.line()
    brief = at.area_brief
    new = people.unit("Vest", at.area)
    initiatives.set_participants(
        at.initiative,
        [*at.initiative.participations.values_list("unit_id", flat=True), new.pk],
        by=make.by(at.karin),
        now=make.later(),
    )
    actions.issue_brief(brief, by=make.by(at.mette), now=make.later())
    assert states(brief)["Vest"] == "not_begun"
    assert brief.revisions.count() == 1


def test_a_unit_has_one_backbrief_also_when_another_comes_between():
    at = make.line()
    initiative = initiatives.create_initiative(
        title="Kun Nord", why="Rådet", sponsor=at.karin, unit=at.top, playbook_key="core-task",
        playbook_version=1, playbook_text="", by=make.by(at.karin), now=make.NOW,
    )  # fmt: skip
    initiatives.set_participants(initiative, [at.nord.pk], by=make.by(at.karin), now=make.NOW)
    initiatives.start_initiative(initiative, by=make.by(at.karin), now=make.NOW)
    make.issued(initiative, at.top, at.karin)
    initiatives.set_participants(initiative, [at.nord.pk, at.area.pk], by=make.by(at.karin), now=make.NOW)
    between = make.issued(initiative, at.area, at.mette)
    assert states(between) == {}
    assert Backbrief.objects.filter(initiative=initiative, unit=at.nord).count() == 1


def test_sent_from_two_windows_the_second_is_told():
    at = make.line()
    brief = at.top_brief
    stale = Brief.objects.get(pk=brief.pk)
    make.reissue(brief, at.karin, freedoms="Mere")
    actions.save_brief(
        stale, make.brief_content(freedoms="Mindre"), version=2, by=make.by(at.karin), now=make.NOW
    )
    with pytest.raises(Conflict):
        actions.issue_brief(stale, by=make.by(at.karin), now=make.later())
    assert brief.revisions.count() == 2


# -- a changed intent ------------------------------------------------------------------------------------------


def test_a_changed_intent_asks_two_levels_down():
    at = make.line()
    nord = make.backbrief("accepted", at)
    make.reissue(at.top_brief, at.karin, intent="Borgerne skal have ro")

    area = Backbrief.objects.get(pk=at.area_backbrief.pk)
    nord.refresh_from_db()
    assert (area.state, nord.state) == ("check_again", "check_again")
    turn = Turn.objects.about(nord).get()
    assert (turn.owner, turn.what) == (f"leader:{at.nord.pk}", "briefs.check_again")
    assert Event.objects.about(nord).order_by("id").last().verb == "intent_changed"


def test_it_asks_also_below_a_brief_made_from_nothing():
    at = make.line()
    at.area_backbrief  # noqa: B018
    own = make.issued(at.initiative, at.area, at.mette)
    nord = Backbrief.objects.get(brief=own, unit=at.nord)
    make.write(nord, make.content(), at.sara)
    make.send(nord, at.sara)
    make.answer(nord, "accepted", at.mette)
    make.reissue(at.top_brief, at.karin, intent="Borgerne skal have ro")
    nord.refresh_from_db()
    assert nord.state == "check_again"


def test_changed_freedoms_ask_nobody():
    at = make.line()
    nord = make.backbrief("accepted", at)
    make.reissue(at.top_brief, at.karin, freedoms="I vælger også dagen", intent="Borgerne  skal kunne klare "
                 "mere af deres dag selv")  # fmt: skip
    nord.refresh_from_db()
    assert nord.state == "accepted"
    assert not at.top_brief.revisions.last().intent_changed


def test_the_neighbours_branch_and_the_brief_s_own_unit_are_not_asked():
    at = make.line()
    nord = make.backbrief("accepted", at)
    make.reissue(at.area_brief, at.mette, intent="Noget andet")
    nord.refresh_from_db()
    area = Backbrief.objects.get(pk=at.area_backbrief.pk)
    assert (nord.state, area.state) == ("check_again", "accepted")
    assert area.intent_changed_at is None


def test_what_waited_for_a_changed_brief_goes_back_to_its_writer():
    at = make.line()
    waiting = make.backbrief("brief_changed", at)
    assert Turn.objects.about(waiting).get().owner == f"leader:{at.area.pk}"
    make.reissue(at.area_brief, at.mette, freedoms="Mere", due=make.DUE + timedelta(days=14))
    waiting.refresh_from_db()
    turn = Turn.objects.about(waiting).get()
    assert (waiting.state, waiting.due) == ("returned", make.DUE + timedelta(days=14))
    assert (turn.owner, turn.due) == (f"leader:{at.nord.pk}", waiting.due)


@pytest.mark.parametrize("state", ["not_begun", "draft", "submitted", "returned"])
def test_a_new_date_follows_those_who_have_not_answered(state):
    at = make.line()
    found = make.backbrief(state, at)
    new = make.DUE + timedelta(days=30)
    make.reissue(at.area_brief, at.mette, due=new)
    found.refresh_from_db()
    assert found.due == new
    answer_due = make.TODAY + rules.ANSWERED_WITHIN
    assert Turn.objects.about(found).get().due == (answer_due if state == "submitted" else new)


def test_a_date_the_superior_gave_one_workplace_stays():
    at = make.line()
    found = make.backbrief("submitted", at)
    own_date = date(2027, 1, 15)
    actions.answer(
        found,
        found.submitted,
        "returned",
        text="Brug tiden",
        due=own_date,
        by=make.by(at.mette),
        now=make.NOW,
    )
    make.reissue(at.area_brief, at.mette, due=date(2026, 12, 15))
    found.refresh_from_db()
    assert found.due == own_date
