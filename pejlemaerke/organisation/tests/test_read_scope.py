"""What a person holds is read from posts, roles, seats and substitutions, in four queries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ..models import Substitution
from . import factories as make

pytestmark = pytest.mark.django_db


def test_leader_holds_the_branch():
    top = make.unit("Kommunen")
    area = make.unit("Område Nord", top)
    other = make.unit("Område Syd", top)
    leader = make.person("Mette", "Holm", area, "områdeleder", role="leader")
    scope = make.scope_of(leader)
    assert scope.has_role("leader", at=make.unit("Hjemmeplejen", area).path)
    assert not scope.has_role("leader", at=other.path)
    assert not scope.has_role("leader", at=top.path)


def test_seat_of_the_nearest_med_committee_counts():
    top = make.unit("Kommunen")
    area = make.unit("Område Nord", top)
    member = make.person("Bo", "Ek", area)
    for unit in (top, area):
        make.seat(make.committee("MED " + unit.name, unit), member)
    seat = make.scope_of(member).med_seat_for(area.path)
    assert seat is not None
    assert seat.path == area.path


def test_substitute_acts_on_behalf_and_has_no_seat():
    unit = make.unit()
    absent = make.person("Mette", "Holm", unit, role="leader")
    substitute = make.person("Bo", "Ek", unit)
    make.seat(make.committee(unit=unit), absent, "management", "chair")
    Substitution.objects.create(
        organisation=unit.organisation,
        absent=absent,
        substitute=substitute,
        first=make.TODAY,
        last=make.TODAY,
    )
    scope = make.scope_of(substitute)
    assert scope.actor(f"leader:{unit.pk}").on_behalf_of == absent.pk
    assert scope.seats() == ()
    assert make.scope_of(substitute, on=make.TODAY + timedelta(days=1)).substituted == ()


def test_scope_costs_two_queries(django_assert_num_queries):
    unit = make.unit()
    someone = make.person("Bo", "Ek", unit, role="leader")
    for number in range(30):
        make.seat(make.committee(f"U{number}", unit), someone)
    with django_assert_num_queries(2):
        make.scope_of(someone)
