from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.calendar_days import holidays_between, poor_weeks_between
from pejlemaerke.ui.charts.axis import axis, scale
from pejlemaerke.ui.charts.packing import measure, pack, shorten
from pejlemaerke.ui.charts.timeline import Band, Bar, Gate, Group, Placed, Timeline, TimelineInput, draw

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)


def _bar(key: str, first: date, days: int = 1, *, label: str = "Workshop", shape: str = "bar") -> Bar:
    last = first + timedelta(days=days - 1)
    return Bar(key, label, first, last, "workshop", shape, False, "agreed", "/a/", "g")  # type: ignore[arg-type]


def _draw(
    *bars: Bar, first: date = FIRST, last: date = LAST, today: date = FIRST, **more: object
) -> Timeline:
    groups = (Group("g", "North", len(bars), "/g/"),)
    return draw(TimelineInput(first, last, today, groups=groups, bars=bars, **more), MONTHS)  # type: ignore[arg-type]


# -- texts and rows


@given(st.text(max_size=60), st.floats(0, 400))
def test_a_shortened_text_has_room_and_says_that_it_is_cut(text: str, width: float) -> None:
    short = shorten(text, width)
    assert measure(short) <= width
    assert short in (text, "") or (short.endswith("…") and text.startswith(short[:-1]))
    if measure(text) <= width:
        assert short == text


extents = st.lists(
    st.tuples(st.floats(0, 900), st.floats(0, 300)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=60,
)


@given(extents, st.floats(0, 20))
def test_what_shares_a_row_keeps_its_distance(spans: list[tuple[float, float]], gap: float) -> None:
    rows = pack(spans, gap)
    by_row: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row, span in zip(rows, spans, strict=True):
        by_row[row].append(span)
    assert sorted(by_row) == list(range(len(by_row)))
    for row in by_row.values():
        for before, after in pairwise(sorted(row)):
            assert after[0] - before[1] >= gap - 1e-6


def test_three_that_follow_each_other_need_one_row() -> None:
    assert pack([(20, 30), (0, 10), (10, 20)], 0) == [0, 0, 0]
    assert pack([(0, 10), (5, 15), (12, 20)], 0) == [0, 1, 0]


# -- the axis


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 3000))
def test_the_axis_stays_within_the_drawing_and_its_labels_apart(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    line = scale(first, last)
    over = axis(line, MONTHS, poor_weeks_between(first, last))
    assert line.width >= 988
    assert sum(mark.width for mark in over.months) == pytest.approx(line.width)
    assert sum(mark.width for mark in over.years) == pytest.approx(line.width)
    for mark in (*over.years, *over.months, *over.weeks, *over.poor):
        assert mark.x >= -1e-6
        assert mark.x + mark.width <= line.width + 1e-6
    numbers = sorted(over.weeks + over.poor, key=lambda mark: mark.middle)
    for before, after in pairwise(numbers):
        room = after.middle - before.middle
        # Two poor weeks in one narrow drawing may stand close; what was chosen for its room may not.
        if before in over.weeks or after in over.weeks:
            assert room >= (measure(before.label, 11.5) + measure(after.label, 11.5)) / 2


def test_the_scale_follows_the_span() -> None:
    month = scale(date(2026, 9, 1), date(2026, 9, 30))
    assert [mark.label for mark in axis(month, MONTHS, ()).weeks] == ["36", "37", "38", "39", "40"]
    year = axis(scale(FIRST, LAST), MONTHS, poor_weeks_between(FIRST, LAST))
    assert [mark.label for mark in year.poor] == ["42", "7", "29–30"]
    assert {int(mark.label) % 2 for mark in year.weeks} == {0}
    assert year.week_lines
    long = scale(date(2024, 1, 1), date(2033, 12, 31))
    assert long.width > 988
    assert not axis(long, MONTHS, ()).week_lines
    assert {len(mark.label) for mark in axis(long, MONTHS, ()).months} <= {0, 1, 3}


def test_months_are_written_in_one_form() -> None:
    labels = [mark.label for mark in axis(scale(FIRST, LAST), MONTHS, ()).months]
    assert labels == [*MONTHS[8:], *MONTHS[:8]] or labels == [name[:3] for name in (*MONTHS[8:], *MONTHS[:8])]


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="ends before"):
        scale(LAST, FIRST)
    with pytest.raises(ValueError, match="bar x ends before"):
        _draw(_bar("x", FIRST, 0))
    with pytest.raises(ValueError, match="band x ends before"):
        _draw(bands=(Band("x", "x", LAST, FIRST, "open"),))


# -- the drawing

bars = st.lists(
    st.builds(
        _bar,
        st.uuids().map(str),
        st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=40)),
        st.integers(1, 200),
        label=st.text(max_size=50),
        shape=st.sampled_from(["bar", "milestone", "med", "message"]),
    ),
    max_size=50,
)


def _extent(placed: Placed[Bar]) -> tuple[float, float]:
    begins, ends = placed.x, placed.x + placed.width
    long = measure(placed.label)
    if not placed.label:
        return begins, ends
    if placed.label_ends:
        return min(begins, placed.label_x - long), ends
    return begins, max(ends, placed.label_x + long)


@given(bars)
def test_nothing_lies_on_anything_else_and_nothing_sticks_out(given_bars: list[Bar]) -> None:
    drawing = _draw(*given_bars)
    (row,) = drawing.rows
    assert len(row.bars) + drawing.outside == len(given_bars)
    by_y: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for placed in row.bars:
        begins, ends = _extent(placed)
        assert begins >= -1e-6
        assert ends <= drawing.width + 1e-6
        assert placed.y >= 0
        assert placed.y + placed.height <= row.height
        by_y[placed.y].append((begins, ends))
    for extents in by_y.values():
        for before, after in pairwise(sorted(extents)):
            assert before[1] <= after[0] + 1e-6
    assert [placed.item.first for placed in row.bars] == sorted(placed.item.first for placed in row.bars)


def test_a_bar_is_as_long_as_its_days() -> None:
    drawing = _draw(_bar("a", FIRST, 365))
    (placed,) = drawing.rows[0].bars
    assert (placed.x, placed.width) == (0, drawing.width)
    assert placed.holds_label
    clipped = _draw(_bar("a", FIRST - timedelta(days=30), 31)).rows[0].bars[0]
    assert clipped.x == 0
    assert clipped.width == 6


def test_a_label_that_has_no_room_at_the_end_stands_before_its_bar() -> None:
    (placed,) = _draw(_bar("a", LAST, 1, label="Evaluation")).rows[0].bars
    assert placed.label_ends
    assert placed.label == "Evaluation"


def test_a_symbol_stands_on_its_first_day_with_a_tail_to_its_last() -> None:
    day, fortnight = (
        _draw(_bar("a", date(2026, 10, 1), 1, shape="med"), _bar("b", date(2026, 12, 1), 60, shape="med"))
        .rows[0]
        .bars
    )
    assert day.width == 20
    assert fortnight.width > 100


def test_what_is_outside_is_counted_and_what_has_no_group_is_a_fault() -> None:
    assert _draw(_bar("a", LAST + timedelta(days=1))).outside == 1
    with pytest.raises(ValueError, match="no group"):
        draw(TimelineInput(FIRST, LAST, FIRST, bars=(_bar("a", FIRST),)), MONTHS)


def test_today_is_a_line_where_it_is_in_the_drawing() -> None:
    drawing = _draw(today=FIRST)
    assert drawing.today == pytest.approx(drawing.width / 365 / 2)
    # Its flag stands clear of the figures of the year, and turns round at the end.
    assert drawing.flag >= 42
    assert _draw(today=LAST).flag + 44 <= drawing.width
    assert _draw(today=LAST + timedelta(days=1)).today is None


def test_stages_stand_in_their_lanes_and_gates_below() -> None:
    drawing = _draw(
        bands=(
            Band("a", "Phase 1", FIRST, date(2026, 12, 31), "open"),
            Band("b", "Phase 2", date(2027, 1, 1), LAST, "waiting"),
            Band("c", "MED", FIRST, LAST, "open", 1),
            Band("d", "Long ago", date(2020, 1, 1), date(2020, 2, 1), "ended"),
        ),
        gates=(
            Gate("Phase 2", date(2027, 1, 1), False, ("MED has discussed it",), "/g/"),
            Gate("MED", date(2027, 1, 2), True),
        ),
    )
    first, second, third = sorted(drawing.bands, key=lambda band: band.item.key)
    assert first.y == second.y
    assert first.x + first.width <= second.x
    assert third.y >= first.y + first.height
    assert {gate.y for gate in drawing.gates}
    assert all(gate.y >= third.y + third.height for gate in drawing.gates)
    assert len({gate.y for gate in drawing.gates}) == 2
    assert max(gate.y + gate.height for gate in drawing.gates) <= drawing.stages_height <= drawing.tallest


def test_a_folded_group_is_one_strip_whoever_counted() -> None:
    monday = date(2026, 10, 5)
    seen = (_bar("a", monday, 14), _bar("b", monday + timedelta(days=2)))
    folded = Group("g", "North", 2, "/g/", is_folded=True)
    drawn = draw(TimelineInput(FIRST, LAST, FIRST, groups=(folded,), bars=seen), MONTHS)
    (row,) = drawn.rows
    assert row.bars == ()
    assert row.strip.count("M") == 2
    assert row.busiest == 2
    weeks = ((monday + timedelta(days=1), 2), (monday + timedelta(days=7), 1))
    counted = Group("g", "North", 2, "/g/", is_folded=True, weeks=weeks)
    assert draw(TimelineInput(FIRST, LAST, FIRST, groups=(counted,)), MONTHS).rows[0].strip == row.strip


def test_holidays_and_poor_weeks_are_those_of_the_span() -> None:
    assert [name for _, name in holidays_between(date(2026, 12, 20), date(2027, 1, 1))] == [
        "Juledag",
        "Anden juledag",
        "Nytårsdag",
    ]
    assert poor_weeks_between(date(2027, 7, 25), date(2027, 10, 18)) == ((2027, 29), (2027, 30), (2027, 42))
    drawing = _draw(holidays=holidays_between(date(2026, 1, 1), date(2027, 12, 31)))
    assert "Skærtorsdag" in {mark.label for mark in drawing.holidays}
    assert len(drawing.holidays) == len(holidays_between(FIRST, LAST))
