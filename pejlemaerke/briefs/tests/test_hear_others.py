"""Not written alone: comments, the committee's view, co-writers, substitutes."""

from __future__ import annotations

import pytest

from pejlemaerke.core.errors import Refused
from pejlemaerke.organisation.tests import factories as people
from pejlemaerke.record.models import Event

from .. import actions
from . import factories as make

pytestmark = pytest.mark.django_db


def test_a_comment_stands_at_its_section_in_its_writer_s_name():
    at = make.line()
    found = make.backbrief("draft", at)
    said = actions.comment(
        found, section="stop", text="Godt", voice="committee", by=make.by(at.ida), now=make.NOW
    )
    assert (said.section, said.person_name, said.revision) == ("stop", "Ida Juul", None)
    assert Event.objects.about(found).order_by("id").last().verb == "commented"


def test_a_comment_at_no_section_is_refused():
    at = make.line()
    with pytest.raises(Refused):
        actions.comment(
            make.backbrief("draft", at),
            section="x",
            text="?",
            voice="writer",
            by=make.by(at.sara),
            now=make.NOW,
        )


def test_the_committee_s_view_keeps_names_as_they_were():
    at = make.line()
    found = make.backbrief("submitted", at)
    seat = people.scope_of(at.ida).med_seat_for(at.nord.path)
    view = actions.give_view(found, seat, "Vi er med", by=make.by(at.ida), now=make.NOW)
    assert (view.committee, view.committee_name, view.side, view.revision) == (
        at.lmu, at.lmu.name, "Medarbejderside", found.submitted,
    )  # fmt: skip
    assert Event.objects.about(found).order_by("id").last().verb == "committee_view"


def test_a_co_writer_is_named_once():
    at = make.line()
    found = make.backbrief("draft", at)
    for _again in "ab":
        actions.name_co_writer(found, at.ali, by=make.by(at.sara), now=make.NOW)
    assert found.co_writers.count() == 1
    assert Event.objects.about(found).filter(verb="named_co_writer").count() == 1
    for _again in "ab":
        actions.remove_co_writer(found, at.ali, by=make.by(at.sara), now=make.NOW)
    assert Event.objects.about(found).filter(verb="removed_co_writer").count() == 1


def test_a_co_writer_is_somebody_who_works_here():
    at = make.line()
    found = make.backbrief("draft", at)
    stranger = people.person("Olga", "Nyt", organisation=people.organisation("Andenby"))
    gone = people.person("Gerda", "Vig", at.nord, left_on=make.YESTERDAY)
    for person in (stranger, gone):
        with pytest.raises(Refused):
            actions.name_co_writer(found, person, by=make.by(at.sara), now=make.NOW)


def test_a_substitute_sends_on_behalf_of_the_absent():
    at = make.line()
    found = make.backbrief("draft", at)
    make.substitution(at.sara, at.ali)
    actor = people.scope_of(at.ali).actor_leading(at.nord.path)
    revision = actions.submit_backbrief(found, by=actor, now=make.NOW)
    assert (revision.submitted_by_name, revision.on_behalf_of_name) == ("Ali Demir", "Sara Lind")
    event = Event.objects.about(found).order_by("id").last()
    assert (event.person_name, event.on_behalf_of_name) == ("Ali Demir", "Sara Lind")
