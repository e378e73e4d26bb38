"""The panel: history as it happened, the thread up to the decision and down, nothing one may not see."""

from __future__ import annotations

import pytest
from django.utils import translation

from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.organisation.tests import factories as people

from ..panel import read_panel, read_trail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_have_addresses(monkeypatch):
    """The thread needs only an address; which one is the rooms' own matter."""
    for model in ("briefs.Backbrief", "briefs.Brief", "initiatives.Initiative"):
        from django.apps import apps

        monkeypatch.setattr(apps.get_model(model), "get_absolute_url", lambda self: f"/{self.pk}/")


def test_history_is_newest_first_and_says_on_whose_behalf():
    at = make.line()
    backbrief = make.backbrief("draft", at)
    make.actions.submit_backbrief(backbrief, by=make.by(at.bo, behalf=at.sara), now=make.later())
    history = read_trail(backbrief, people.scope_of(at.sara)).history
    assert [(line.who, line.on_behalf_of) for line in history] == [("Bo Ek", "Sara Lind"), ("Sara Lind", "")]


def test_history_may_be_shown_without_the_words_of_the_answer():
    at = make.line()
    backbrief = make.backbrief("returned", at)
    assert read_trail(backbrief, people.scope_of(at.sara)).history[0].note == "Godt set"
    assert read_trail(backbrief, people.scope_of(at.ali)).history[0].note == ""


def test_thread_goes_up_to_the_initiative_from_the_bottom_of_the_line():
    at = make.line()
    backbrief = make.backbrief("accepted", at)
    with translation.override("en"):
        causes = read_trail(backbrief, people.scope_of(at.sara)).causes
    assert [(step.kind, step.title) for step in causes] == [
        ("initiative", "Mere selvhjulpne dage"),
        ("brief", "Sundhed og Omsorg"),
        ("backbrief", "Hjemmeplejen"),
        ("brief", "Hjemmeplejen"),
    ]


def test_thread_goes_down_and_counts_what_is_not_shown():
    at = make.line()
    trail = read_trail(at.area_brief, people.scope_of(at.mette), effects=1)
    assert [step.title for step in trail.effects] == ["Nord"]
    assert trail.more_effects == 1


def test_what_one_may_not_see_is_passed_over():
    at = make.line()
    backbrief = make.backbrief("accepted", at)
    stranger = people.person(
        "Olga", "Nyt", people.unit("Andenby", organisation=people.organisation("Andenby"))
    )
    trail = read_trail(backbrief, people.scope_of(stranger))
    assert trail.causes == ()
    lone = read_trail(backbrief, people.scope_of(at.lone))
    assert [step.title for step in lone.causes] == ["Mere selvhjulpne dage", "Sundhed og Omsorg"]


def test_panel_costs_the_same_for_a_long_history(django_assert_max_num_queries):
    at = make.line()
    backbrief = make.backbrief("accepted", at)
    for number in range(30):
        make.actions.comment(
            backbrief, section="stop", text=str(number), voice="writer", by=make.by(at.sara), now=make.NOW
        )
    scope = people.scope_of(at.sara)
    fresh = Backbrief.objects.get(pk=backbrief.pk)
    with django_assert_max_num_queries(7):
        read_trail(fresh, scope)


def test_panel_names_whose_turn_and_where_the_trail_is(django_assert_num_queries):
    at = make.line()
    backbrief = make.backbrief("submitted", at)
    scope = people.scope_of(at.mette)
    with django_assert_num_queries(1):
        panel = read_panel(backbrief, scope)
    assert [turn.what for turn in panel.turns] == ["briefs.answer"]
    assert str(backbrief.pk) in panel.trail_url


def test_trail_has_a_page_of_its_own_for_those_who_may_see_the_object(client):
    at = make.line()
    backbrief = make.backbrief("accepted", at)
    url = read_panel(backbrief, people.scope_of(at.sara)).trail_url
    client.force_login(people.account(at.sara))
    assert "Sara Lind" in client.get(url).content.decode()
    assert b"<html" not in client.get(url, headers={"HX-Request": "true"}).content
    client.force_login(people.account(at.lone))
    assert client.get(url).status_code == 404
    assert client.get(f"/trail/no.such/{backbrief.pk}/").status_code == 404
