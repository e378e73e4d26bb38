"""What a meeting decided starts an initiative and gives it its days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.periods import parse_period
from pejlemaerke.initiatives import actions
from pejlemaerke.initiatives.actions import TimingValue
from pejlemaerke.initiatives.models import Initiative, Timing
from pejlemaerke.meetings.tests import factories as meetings
from pejlemaerke.organisation.tests import factories as org
from pejlemaerke.organisation.tests.factories import NOW
from pejlemaerke.record.models import Event, Link
from pejlemaerke.record.panel import read_trail

from . import factories as make

pytestmark = pytest.mark.django_db


class Town:
    def __init__(self) -> None:
        self.body = meetings.body()
        self.top, self.house, self.boss = self.body.top, self.body.nord, self.body.karin
        self.by = Actor(self.top.organisation_id, self.boss.pk, self.boss.name)

    def initiative(self, **given: Any) -> Initiative:
        given.setdefault("first", date(2025, 10, 1))
        return make.initiative(self.top, self.boss, self.house, playbook=make.visits(), **given)

    def save(self, made: Initiative, **values: str | None) -> bool:
        """Stages by key, the period in words."""
        return actions.save_timetable(
            made,
            {
                f"stages.{key}": TimingValue(parse_period(text)) if text else None
                for key, text in values.items()
            },
            by=self.by,
            now=NOW,
        )


@pytest.fixture
def town() -> Town:
    return Town()


# -- a decision starts it --------------------------------------------------------------------------------------


def test_the_thread_runs_from_each_decided_point_to_the_initiative(town: Town) -> None:
    point, other = make.decided(
        town.body,
        {"text": "Lederne går med en halv dag"},
        {"text": "Det sker", "asked": "b", "answer": "changed"},
    )
    made = town.initiative(points=[point, other])
    causes = Link.objects.filter(effect_id=made.pk, cause_type="meetings.decidedpoint")
    assert set(causes.values_list("cause_id", flat=True)) == {point.pk, other.pk}


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ({"asked": "b", "answer": "declined"}, {}),
        ({"asked": "b", "answer": "postponed"}, {}),
        ({}, {"open_still": True}),
    ],
    ids=["declined", "postponed", "the meeting goes on"],
)
def test_what_was_not_decided_starts_nothing(town: Town, said: dict[str, Any], given: dict[str, Any]) -> None:
    points = make.decided(town.body, {"text": "Ja"}, said, **given)
    with pytest.raises(Refused):
        town.initiative(points=points)
    assert not Initiative.objects.exists()
    assert not Link.objects.filter(effect_type="initiatives.initiative").exists()


def test_a_decision_of_another_organisation_starts_nothing_here(town: Town) -> None:
    (point,) = make.decided(town.body, {})
    abroad = org.unit("Andenby", organisation=org.organisation("Andenby"))
    with pytest.raises(Refused):
        make.initiative(abroad, org.person(unit=abroad), abroad, points=[point])
    assert not Initiative.objects.exists()


def test_who_chooses_workplaces_sees_for_whom_it_was_decided(client: Any, town: Town) -> None:
    made = town.initiative(points=make.decided(town.body, {"audience": "Alle ledere i hjemmeplejen"}))
    client.force_login(org.account(town.boss))
    assert (
        "Alle ledere i hjemmeplejen" in client.get(f"/initiatives/{made.pk}/participants/").content.decode()
    )


# -- its days --------------------------------------------------------------------------------------------------


def test_days_are_saved_with_their_words_and_their_decision_in_one_event(town: Town) -> None:
    (point,) = make.decided(town.body, {"text": "Besøgene ligger i foråret", "when": "februar – marts 2026"})
    made = town.initiative(points=[point])
    assert point.period is not None
    values = {
        "stages.during": TimingValue(point.period, point),
        "activities.leader-day": TimingValue(parse_period("maj 2026")),
    }
    assert actions.save_timetable(made, values, by=town.by, now=NOW)
    kept = Timing.objects.get(item="stages.during")
    assert (kept.point, kept.period) == (point, point.period)
    found = made.read_timetable()
    assert found.stages["during"].origin == "decided"
    assert found.stages["during"].windows == ((date(2026, 2, 1), date(2026, 3, 31)),)
    assert found.stages["after"].first == date(2026, 4, 1)
    assert found.activities["leader-day"].origin == "set"
    event = Event.objects.get(object_id=made.pk, verb="timetable")
    assert event.detail == {"items": ["activities.leader-day", "stages.during"]}


def test_saving_what_stands_already_is_no_event(town: Town) -> None:
    made = town.initiative()
    assert town.save(made, during="februar – marts 2026")
    assert not town.save(made, during="februar – marts 2026", after=None)
    assert Event.objects.filter(verb="timetable").count() == 1


def test_days_are_taken_away_again(town: Town) -> None:
    made = town.initiative()
    actions.set_timing(made, "stages.during", parse_period("maj 2026"), by=town.by, now=NOW)
    actions.clear_timing(made, "stages.during", by=town.by, now=NOW)
    assert made.read_timetable().stages["during"].origin == "relative"


@pytest.mark.parametrize(
    "values",
    [
        {"before": "maj 2026", "during": "april 2026"},
        {"during": "august 2025"},
        {"before": "når vi er klar i 205"},
        {"nowhere": "maj 2026"},
    ],
    ids=str,
)
def test_impossible_days_are_refused_and_nothing_of_the_page_is_kept(
    town: Town, values: dict[str, str]
) -> None:
    made = town.initiative()
    with pytest.raises(Refused):
        town.save(made, after="december 2026", **values)
    assert not Timing.objects.exists()
    assert not Event.objects.filter(verb="timetable").exists()


def test_a_stage_that_ends_before_it_starts_is_refused(town: Town) -> None:
    made = town.initiative()
    backwards = parse_period("maj 2026").__class__("maj", date(2026, 5, 31), date(2026, 5, 1), "range")
    with pytest.raises(Refused, match="Besøgene"):
        actions.set_timing(made, "stages.during", backwards, by=town.by, now=NOW)


def test_what_is_to_be_planned_later_has_no_day(town: Town) -> None:
    made = town.initiative()
    town.save(made, during="planlægges senere")
    found = made.read_timetable()
    assert found.stages["during"].origin == "set"
    assert found.stages["after"].windows == ()


def test_days_cannot_come_from_a_meeting_that_still_goes_on(town: Town) -> None:
    made = town.initiative()
    (point,) = make.decided(town.body, {"when": "maj 2026"}, open_still=True)
    with pytest.raises(Refused):
        actions.set_timing(made, "stages.during", parse_period("maj 2026"), point=point, by=town.by, now=NOW)


def test_the_timetable_stands_in_the_history(town: Town) -> None:
    made = town.initiative()
    town.save(made, during="maj 2026")
    trail = read_trail(made, org.scope_of(town.boss))
    assert trail.history[0].words
