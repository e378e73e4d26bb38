"""Something of one's own that comes again."""

from __future__ import annotations

from datetime import date

import pytest

from pejlemaerke.core.errors import Refused
from pejlemaerke.organisation.tests.factories import account

from .. import actions
from ..models import Activity, Series
from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> make.Line:
    return make.line()


def series(at, plan, every="2w", until=date(2027, 1, 8), when="11. november 2026", **given):
    return actions.add_series(
        plan, make.fields(when=when), every=every, until=until, by=make.by(at.sara), now=make.NOW, **given
    )


def test_each_turn_is_an_activity_on_a_working_day(at):
    turns = series(at, make.plan("empty", at))
    assert [turn.first for turn in turns] == [
        date(2026, 11, 11), date(2026, 11, 25), date(2026, 12, 9), date(2026, 12, 23), date(2027, 1, 6),
    ]  # fmt: skip
    assert [turn.number for turn in turns] == [1, 2, 3, 4, 5]
    assert {turn.state for turn in turns} == {"tentative"}
    assert len({turn.series_id for turn in turns}) == 1


def test_a_turn_on_a_holiday_goes_on_to_a_working_day(at):
    turns = series(at, make.plan("empty", at), every="1m", when="1. december 2026", until=date(2027, 1, 31))
    assert turns[1].first > date(2027, 1, 1)
    assert turns[1].first.weekday() < 5


def test_what_is_left_open_goes_on_to_the_next(at):
    first, second, *_rest = series(at, make.plan("empty", at), when="19. oktober 2026", carries_over=True)
    actions.close_held(
        first, held_on=date(2026, 10, 19), no_product_reason="Kort møde", open_ends="Hvem tager aftenen?",
        by=make.by(at.sara), now=make.NOW,
    )  # fmt: skip
    second.refresh_from_db()
    assert second.carried == "Hvem tager aftenen?"


@pytest.mark.parametrize(
    "given", [{"when": ""}, {"until": date(2026, 11, 1)}, {"every": "1w", "until": date(2029, 1, 1)}]
)
def test_nothing_half_is_left_of_what_cannot_be(at, given):
    plan = make.plan("empty", at)
    with pytest.raises(Refused):
        series(at, plan, **given)
    assert not Series.objects.exists()
    assert not Activity.objects.exists()


def test_it_is_made_on_the_page_of_a_new_activity(client, at):
    plan = make.plan("empty", at)
    client.force_login(account(at.sara))
    url = f"/plans/{plan.pk}/activities/new/"
    sent = {"title": "Teammøde", "kind": "meeting", "period": "11. november 2026", "every": "3w"}
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert not Activity.objects.exists()
    done = client.post(url, {**sent, "until": "31. december 2026"})
    assert done.status_code == 302
    assert Activity.objects.filter(series__every="3w").count() == 3
