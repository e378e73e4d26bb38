"""A branch is a range of paths: all of it lies within, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from .. import paths

NUMBERS = st.lists(st.integers(1, paths.MOST), min_size=1, max_size=5)


def path_of(numbers: list[int]) -> str:
    path = ""
    for number in numbers:
        path = paths.child(path, number)
    return path


@given(NUMBERS, NUMBERS)
@example([1, paths.MOST], [1, paths.MOST, paths.MOST, 1])
@example([1, paths.MOST], [2])
@example([paths.MOST], [paths.MOST] * 5)
def test_a_path_is_in_the_range_of_a_branch_only_when_it_begins_with_it(
    branch: list[int], other: list[int]
) -> None:
    first, path = path_of(branch), path_of(other)
    assert (first <= path < paths.end(first)) == paths.contains(first, path)


@pytest.mark.parametrize("number", [0, paths.MOST + 1])
def test_there_is_no_path_for_a_number_out_of_range(number: int) -> None:
    with pytest.raises(ValueError, match="at most"):
        paths.child("0001", number)
