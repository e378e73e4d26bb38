"""Who waits for whom never closes a ring."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ..waiting import ring


def test_a_ring_is_named_from_where_it_would_close():
    assert ring({"b": ["c"], "c": ["a"]}, "a", "b") == ["a", "b", "c", "a"]


def test_itself_is_a_ring():
    assert ring({}, "a", "a") == ["a", "a"]


def test_two_ways_to_the_same_are_no_ring():
    assert ring({"b": ["d"], "c": ["d"]}, "a", "b") == []


@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4)), st.integers(0, 9))
def test_a_ring_found_is_a_way_that_exists(waits, after):
    found = ring(waits, 0, after)
    if not found:
        seen, ahead = set(), [after]
        while ahead:
            at = ahead.pop()
            if at not in seen:
                seen.add(at)
                ahead.extend(waits.get(at, ()))
        assert 0 not in seen
        return
    assert found[0] == found[-1] == 0
    assert found[1] == after
    assert all(there in waits.get(one, ()) for one, there in pairwise(found[1:]))
