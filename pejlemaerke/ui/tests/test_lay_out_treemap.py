from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.ui.charts.bars import layout as bars
from pejlemaerke.ui.charts.treemap import fit, layout

weights = st.lists(st.integers(0, 5000), max_size=40)
sides = st.integers(40, 1500)


def _map(numbers: list[int], width: int, height: int):
    return layout([(str(at), number) for at, number in enumerate(numbers)], width, height)


@given(weights, sides, sides)
def test_every_area_is_in_proportion_to_its_weight(numbers: list[int], width: int, height: int) -> None:
    total = sum(numbers)
    rects = _map(numbers, width, height)
    assert {rect.key for rect in rects} == {str(at) for at, number in enumerate(numbers) if number}
    for rect in rects:
        expected = numbers[int(rect.key)] / total * width * height
        assert rect.area == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(weights, sides, sides)
def test_rectangles_stay_inside_and_apart(numbers: list[int], width: int, height: int) -> None:
    rects = _map(numbers, width, height)
    for rect in rects:
        assert rect.x >= -1e-6
        assert rect.y >= -1e-6
        assert rect.x + rect.width <= width + 1e-6
        assert rect.y + rect.height <= height + 1e-6
    for one, other in combinations(rects, 2):
        across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
        down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
        assert across <= 1e-6 or down <= 1e-6


@given(st.lists(st.integers(10, 100), min_size=2, max_size=30))
def test_rectangles_are_near_squares_when_weights_are_alike(numbers: list[int]) -> None:
    for rect in _map(numbers, 1000, 520):
        assert max(rect.width / rect.height, rect.height / rect.width) < 12


def test_biggest_comes_first() -> None:
    assert [rect.key for rect in layout([("small", 1), ("big", 9)], 100, 100)] == ["big", "small"]


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0), (-1, 10)])
def test_refuses_a_drawing_without_area(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="above 0"):
        layout([("a", 1)], width, height)


def test_fits_words_whole_or_not_at_all() -> None:
    assert fit("Plejecenter Solbakken", 90, 2) == ["Plejecenter", "Solbakken"]
    assert fit("Plejecenter Solbakken", 90, 1) == []
    assert fit("Rehabiliteringsafdelingen", 90, 5) == []
    assert fit("", 90, 1) == []


@given(st.lists(st.integers(0, 1000), max_size=8))
def test_shares_fill_the_bar_in_order(counts: list[int]) -> None:
    pieces = bars(counts, 100.0)
    assert len(pieces) == len(counts)
    for before, after in pairwise(pieces):
        assert before.x + before.width == pytest.approx(after.x)
    if sum(counts):
        assert sum(piece.width for piece in pieces) == pytest.approx(100.0)


def test_a_share_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        bars([3, -1], 100.0)
