"""What the playbook suggests to a plan: offered with days, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from pejlemaerke.playbooks.loader import library

from ..suggesting import suggestions

BOOKS = library()
DAYS = {"phase-1": (date(2027, 1, 4), date(2027, 3, 28)), "phase-2": (date(2027, 3, 29), date(2027, 8, 15))}


@pytest.mark.parametrize("key", list(BOOKS))
@pytest.mark.parametrize("where", ["local", "central"])
def test_each_suggestion_stands_in_its_own_plan(key, where):
    wanted = [one.key for one in BOOKS[key].activities if one.where == where]
    assert [one.key for one in suggestions(BOOKS[key], where=where, stages={})] == wanted


def test_without_days_it_is_offered_without_days():
    assert all(not one.windows for one in suggestions(BOOKS["core-task"], where="local", stages={}))


def test_with_days_every_suggestion_falls_within_the_stages():
    for one in suggestions(BOOKS["core-task"], where="local", stages=DAYS):
        assert one.windows
        assert all(DAYS["phase-1"][0] <= first <= last <= DAYS["phase-2"][1] for first, last in one.windows)


def test_a_series_has_a_window_for_each_turn():
    series = [
        one for one in suggestions(BOOKS["core-task"], where="local", stages=DAYS) if one.activity.comes_back
    ]
    assert series
    assert all(len(one.windows) > 1 for one in series)


def test_decided_days_win():
    key = BOOKS["core-task"].activities[0].key
    decided = {key: (date(2027, 2, 1), date(2027, 2, 5))}
    where = BOOKS["core-task"].activities[0].where
    found = suggestions(BOOKS["core-task"], where=where, stages=DAYS, decided=decided)
    one = next(one for one in found if one.key == key)
    assert (one.windows, one.is_decided) == (((date(2027, 2, 1), date(2027, 2, 5)),), True)


def test_what_was_taken_or_set_aside_is_not_offered_again():
    all_keys = [one.key for one in suggestions(BOOKS["core-task"], where="local", stages=DAYS)]
    left = suggestions(BOOKS["core-task"], where="local", stages=DAYS, without={all_keys[0], all_keys[2]})
    assert [one.key for one in left] == [all_keys[1], *all_keys[3:]]
