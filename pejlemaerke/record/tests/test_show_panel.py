"""The panel: history as it happened, the thread up to the decision and down, nothing one may not see."""

from __future__ import annotations

import pytest
from django.utils import translation

from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.organisation.tests import factories as people

from ..panel import read_panel

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
    history = read_panel(backbrief, people.scope_of(at.sara)).history
    assert [(line.who, line.on_behalf_of) for line in history] == [("Bo Ek", "Sara Lind"), ("Sara Lind", "")]


def test_history_may_be_shown_without_the_words_of_the_answer():
    at = make.line()
    backbrief = make.backbrief("returned", at)
    scope = people.scope_of(at.bo)
    assert read_panel(backbrief, scope).history[0].note == "Godt set"
    assert read_panel(backbrief, scope, notes=False).history[0].note == ""


def test_thread_goes_up_to_the_initiative_from_the_bottom_of_the_line():
    at = make.line()
    backbrief = make.backbrief("accepted", at)
    with translation.override("en"):
        causes = read_panel(backbrief, people.scope_of(at.sara)).causes
    assert [(step.kind, step.title) for step in causes] == [
        ("initiative", "Mere selvhjulpne dage"),
        ("brief", "Sundhed og Omsorg"),
        ("backbrief", "Hjemmeplejen"),
        ("brief", "Hjemmeplejen"),
    ]


def test_thread_goes_down_and_counts_what_is_not_shown():
    at = make.line()
    panel = read_panel(at.area_brief, people.scope_of(at.mette), effects=1)
    assert [step.title for step in panel.effects] == ["Nord"]
    assert panel.more_effects == 1


def test_what_one_may_not_see_is_passed_over():
    at = make.line()
    backbrief = make.backbrief("accepted", at)
    stranger = people.person(
        "Olga", "Nyt", people.unit("Andenby", organisation=people.organisation("Andenby"))
    )
    panel = read_panel(backbrief, people.scope_of(stranger))
    assert panel.causes == ()
    lone = read_panel(backbrief, people.scope_of(at.lone))
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
        read_panel(fresh, scope)
