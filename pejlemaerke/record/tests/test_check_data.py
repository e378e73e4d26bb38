"""`pejl check-data` finds what has been planted, and nothing in data that hold together."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pejlemaerke import record
from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.tests import factories as make
from pejlemaerke.organisation.models import Post
from pejlemaerke.organisation.tests import factories as people

from ..faults import find_faults
from ..models import Event, Link, Turn

pytestmark = pytest.mark.django_db

STATES = tuple(Backbrief.life.states)


@pytest.fixture
def abroad():
    return people.unit("Andenby", organisation=people.organisation("Andenby"))


@pytest.mark.parametrize("state", STATES)
def test_data_made_by_the_actions_hold_together(state):
    make.backbrief(state)
    assert list(find_faults()) == []


def test_the_command_says_so():
    make.backbrief("accepted")
    out = StringIO()
    call_command("check_data", stdout=out)
    assert out.getvalue() == "No faults.\n"


def test_a_key_across_is_found(abroad):
    at = make.line()
    post = Post.objects.filter(person=at.ali).get()
    Post.objects.filter(pk=post.pk).update(unit=abroad)
    assert list(find_faults()) == [f"organisation.Post {post.pk}: unit belongs to another organisation"]


@pytest.mark.parametrize("end", ["cause", "effect"])
def test_a_link_across_is_found(abroad, end):
    at = make.line()
    record.link_all(at.initiative, [at.nord], now=make.NOW)
    Link.objects.filter(effect_type="organisation.unit").update(
        **{f"{end}_type": "organisation.unit", f"{end}_id": abroad.pk}
    )
    (fault,) = find_faults()
    assert f"its {end}, organisation.unit {abroad.pk}, belongs to another" in fault


def test_a_link_to_nothing_is_found():
    at = make.line()
    gone = people.unit("Lukket", at.top)
    record.link_all(at.initiative, [gone], now=make.NOW)
    key = gone.pk
    gone.delete()
    assert list(find_faults()) == [f"link: its effect, organisation.unit {key}, is not there"]


def test_a_missing_turn_and_one_too_many_are_found():
    at = make.line()
    draft, accepted = make.backbrief("draft", at), at.area_backbrief
    Turn.objects.about(draft).delete()
    Turn.objects.create(
        organisation=at.organisation, object_type="briefs.backbrief", object_id=accepted.pk, owner="x",
        what="briefs.write", since=make.NOW,
    )  # fmt: skip
    assert sorted(fault.split(":")[0] for fault in find_faults()) == sorted(
        f"briefs.Backbrief {found.pk}" for found in (draft, accepted)
    )


def test_a_turn_of_the_wrong_person_or_day_is_found():
    found = make.backbrief("draft")
    Turn.objects.about(found).update(due=make.TODAY)
    assert len(list(find_faults())) == 1


def test_a_state_that_is_none_is_found():
    found = make.backbrief("accepted")
    Backbrief.objects.filter(pk=found.pk).update(state="glemt")
    assert list(find_faults()) == [f"briefs.Backbrief {found.pk}: no such state"]


def test_a_turn_of_what_is_not_there_is_found(abroad):
    at = make.line()
    for kind in ("briefs.backbrief", "organisation.unit"):
        Turn.objects.create(
            organisation=at.organisation, object_type=kind, object_id=at.nord.pk, owner="x", what="y",
            since=make.NOW,
        )  # fmt: skip
    faults = sorted(find_faults())
    assert faults[0].endswith("has a turn and is not there")
    assert faults[1].endswith("which has no states")


def test_an_event_about_another_organisation_s_thing_is_found(abroad):
    at = make.line()
    Event.objects.create(
        organisation=at.organisation,
        object_type="organisation.unit",
        object_id=abroad.pk,
        verb="x",
        at=make.NOW,
    )
    (fault,) = find_faults()
    assert "of another organisation" in fault


def test_the_command_fails_on_a_fault():
    found = make.backbrief("draft")
    Turn.objects.about(found).delete()
    with pytest.raises(CommandError, match="found: 1"):
        call_command("check_data", stdout=StringIO())
