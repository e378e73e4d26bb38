"""The line counted in the database is the line counted by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pejlemaerke.briefs.line import STATES, branches, common_path, line, shown_state_of, tallies
from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.core.models import Organisation
from pejlemaerke.initiatives.models import Participation
from pejlemaerke.organisation.models import Unit
from pejlemaerke.organisation.tests import factories as org

from . import factories as make

pytestmark = pytest.mark.django_db

#: A workplace: no backbrief, or its state, whether its date has passed, whether one was accepted before.
workplaces = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["none", *(code for code in STATES if code != "silent")]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)


@given(workplaces)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_aggregate_agrees_with_counting_one_by_one(found: list[tuple[int, str, bool, bool]]) -> None:
    owner = Organisation.objects.create(name="By", slug=f"by-{Organisation.objects.count()}")
    top = org.unit("Kommunen", organisation=owner)
    boss = org.person(unit=top, role="director")
    chiefs = [org.unit(f"Center {number}", top) for number in range(3)]
    started = make.initiative(top, boss)
    order = make.brief(started, top)
    for number, (chief, state, past, accepted) in enumerate(found):
        place = org.unit(f"Arbejdsplads {number}", chiefs[chief], employees=number)
        make.takes_part(started, place)
        if state != "none":
            make.backbrief(order, place, state, due=make.PAST if past else make.DUE, accepted=accepted)

    by_hand: dict[str, Counter[str]] = defaultdict(Counter)
    people: Counter[str] = Counter()
    for part in Participation.objects.filter(initiative=started).select_related("unit"):
        backbrief = Backbrief.objects.filter(initiative=started, unit=part.unit).first()
        state = shown_state_of(backbrief, org.TODAY).code if backbrief else "not_begun"
        by_hand[part.unit.path[:8]][state] += 1
        people[part.unit.path[:8]] += part.unit.employees

    scope = org.scope_of(boss)
    within = line(scope, org.TODAY).filter(initiative=started)
    counted = branches(within, top.path)
    assert {branch.path: Counter(dict(branch.tally.counts)) for branch in counted} == by_hand
    assert {branch.path: branch.tally.people for branch in counted} == people
    whole = tallies(scope, org.TODAY, [started.pk]).get(started.pk)
    assert (whole.units if whole else 0) == len(found)
    for branch in counted:
        if branch.tally.units == 1:
            sole = Unit.objects.get(organisation=owner, path=branch.sole_path)
            answer = Backbrief.objects.filter(unit=sole).values_list("pk", flat=True).first()
            assert branch.sole_backbrief == answer


def town() -> tuple[Any, Any, Any, Any]:
    top = org.unit("Kommunen")
    north, south = org.unit("Nord", top), org.unit("Syd", top)
    boss = org.person("Mette", "Holm", top, role="director")
    started = make.initiative(top, boss)
    make.takes_part(started, north, south)
    return top, north, south, started


def test_a_workplace_that_has_answered_stays_accepted_while_it_writes_on() -> None:
    top, north, _south, started = town()
    make.backbrief(make.brief(started, top), north, "draft", due=make.PAST, accepted=True)
    reader = org.person(unit=top, role="programme_office")
    assert dict(tallies(org.scope_of(reader), org.TODAY, [started.pk])[started.pk].counts) == {
        "not_begun": 1,
        "accepted": 1,
    }


@pytest.mark.parametrize("state", ["not_begun", "draft", "returned"])
def test_silence_is_said_the_day_after_the_date(state: str) -> None:
    top, north, _south, started = town()
    make.backbrief(make.brief(started, top), north, state, due=org.TODAY)
    scope = org.scope_of(org.person(unit=top, role="programme_office"))
    the_day = tallies(scope, org.TODAY, [started.pk])[started.pk]
    after = tallies(scope, org.TODAY.replace(day=org.TODAY.day + 1), [started.pk])[started.pk]
    assert (the_day.of("silent"), after.of("silent")) == (0, 1)


def test_a_unit_briefed_twice_counts_once_by_its_latest() -> None:
    top, north, _south, started = town()
    above = org.unit("Over", None)
    make.backbrief(make.brief(started, above), north, "accepted")
    make.backbrief(make.brief(started, top), north, "draft")
    scope = org.scope_of(org.person(unit=top, role="communications"))
    assert dict(tallies(scope, org.TODAY, [started.pk])[started.pk].counts) == {"not_begun": 1, "draft": 1}


def test_one_follows_only_what_one_has_part_in() -> None:
    top, north, south, started = town()
    order = make.brief(started, top)
    make.backbrief(order, north, "submitted")
    make.backbrief(order, south, "draft")
    employee = org.person(unit=north, role="caseworker")
    assert [part.unit for part in line(org.scope_of(employee), org.TODAY)] == [north]
    # A leader sees the neighbours under the same brief.
    leader = org.person(unit=north, role="leader")
    assert {part.unit for part in line(org.scope_of(leader), org.TODAY)} == {north, south}
    stranger = org.person(
        unit=org.unit("Andetsteds", organisation=org.organisation("Anden")), role="director"
    )
    assert not line(org.scope_of(stranger), org.TODAY).exists()


def test_the_line_begins_where_its_parts_meet() -> None:
    top, _north, south, started = town()
    scope = org.scope_of(org.person(unit=top, role="director"))
    within = line(scope, org.TODAY).filter(initiative=started)
    assert common_path(within) == top.path
    assert common_path(within.filter(unit=south)) == south.path
    assert common_path(within.none()) == ""


def test_two_thousand_units_come_from_one_aggregate(django_assert_num_queries: Any) -> None:
    top, north, _south, started = town()
    reader = org.scope_of(org.person(unit=top, role="programme_office"))
    Unit.objects.bulk_create(
        Unit(
            organisation=top.organisation,
            key=f"k{number}",
            name=f"Plads {number}",
            parent=north,
            path=f"{north.path}{number + 1:04}",
            employees=3,
        ).prepare()
        for number in range(2000)
    )
    make.takes_part(started, *Unit.objects.filter(parent=north))
    with django_assert_num_queries(1):
        counted = branches(line(reader, org.TODAY).filter(initiative=started), top.path)
    assert [branch.tally.units for branch in counted] == [2001, 1]
    assert counted[0].tally.people == 6000
