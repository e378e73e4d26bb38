"""What a timeline's template draws: a plan's stages, gates and activities over time. Imports no Django.

The page gives a `TimelineInput` with words already in the reader's language; `draw` gives it places. What stands in a
folded group is drawn as one strip of how much goes on week by week, and is not sent one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Literal, TypeVar

from .axis import Axis, Mark, Scale, axis, mondays, scale
from .packing import measure, pack, shorten

#: Heights of a bar and of the row it stands in, of a stage's lane, of a folded group's row and of the air at an edge.
BAR = 20.0
ROW = 28.0
LANE = 30.0
FOLDED = 44.0
EDGE = 6.0
#: The size of letters, the room a label is given beside its bar if it wants it, and the air before it.
LETTER = 13.0
LABEL = 150.0
AIR = 6.0
#: The least a bar is drawn, and the size of a symbol.
NARROWEST = 6.0
SYMBOL = 20.0
#: What today's flag takes, and what the figures of a year take.
FLAG = 44.0
YEAR = 42.0

BandState = Literal["waiting", "open", "ended"]
BarShape = Literal["bar", "milestone", "med", "message"]
#: How an activity went: "" while it is to be.
BarEnd = Literal["", "held", "not-held"]


@dataclass(frozen=True)
class Band:
    """A stage. Stages that overlap stand in lanes of their own, counted from 0."""

    key: str
    label: str
    first: date
    last: date
    state: BandState
    lane: int = 0
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """An activity. `kind` and `state` are words for people; `group` is the key of the group it stands in."""

    key: str
    label: str
    first: date
    last: date
    kind: str
    shape: BarShape
    is_tentative: bool
    state: str
    url: str
    group: str
    end: BarEnd = ""


@dataclass(frozen=True)
class Gate:
    """What stands before a stage. `missing` says in whole phrases what it waits for."""

    label: str
    on: date
    is_open: bool
    missing: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Group:
    """A unit or a lane. `url` folds it or unfolds it (it may be empty: then it does neither); with `leads_away` it is
    the address of a page of its own.

    A folded group's bars may be left out of the input when the database has counted them: `weeks` then has the
    Monday of each week in which something goes on, and how much.
    """

    key: str
    label: str
    count: int
    url: str = ""
    is_folded: bool = False
    weeks: tuple[tuple[date, int], ...] = ()
    leads_away: bool = False


@dataclass(frozen=True)
class TimelineInput:
    """`first` to `last`, both included. `holidays` and `poor_weeks` come from `core.calendar_days`."""

    first: date
    last: date
    today: date
    bands: tuple[Band, ...] = ()
    groups: tuple[Group, ...] = ()
    bars: tuple[Bar, ...] = ()
    gates: tuple[Gate, ...] = ()
    holidays: tuple[tuple[date, str], ...] = ()
    poor_weeks: tuple[tuple[int, int], ...] = ()


Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Placed(Generic[Thing]):
    """A thing ready to be drawn. `label` is what of its label has room, `label_x` where it begins (or, with
    `label_ends`, where it ends); `holds_label` says that it stands inside the thing."""

    item: Thing
    x: float
    y: float
    width: float
    height: float
    label: str = ""
    label_x: float = 0.0
    label_ends: bool = False
    holds_label: bool = False


@dataclass(frozen=True)
class Row:
    """A group's part of the drawing: its bars in the order of time, or `strip`, the path of what goes on in it."""

    group: Group
    height: float
    bars: tuple[Placed[Bar], ...]
    strip: str = ""
    busiest: int = 0


@dataclass(frozen=True)
class Timeline:
    """`today` is None when it is not in the drawing, and `flag` is where its word stands; `outside` counts the bars
    that are not in it."""

    width: int
    axis: Axis
    today: float | None
    flag: float
    holidays: tuple[Mark, ...]
    bands: tuple[Placed[Band], ...]
    gates: tuple[Placed[Gate], ...]
    stages_height: float
    rows: tuple[Row, ...]
    tallest: float
    outside: int


def draw(given: TimelineInput, months: Sequence[str]) -> Timeline:
    """The timeline laid out. `months` are the twelve names in the reader's language.

    Groups stand in the order they are given. ValueError when something ends before it begins, or when a bar is in a
    group that is not there.
    """
    line = scale(given.first, given.last)
    by_group: dict[str, list[Bar]] = {group.key: [] for group in given.groups}
    outside = 0
    for bar in given.bars:
        if bar.last < bar.first:
            raise ValueError(f"bar {bar.key} ends before it begins")
        if bar.group not in by_group:
            raise ValueError(f"bar {bar.key} is in no group")
        if line.holds(bar.first, bar.last):
            by_group[bar.group].append(bar)
        else:
            outside += 1
    counts = {
        group.key: _weekly(group, by_group[group.key], line) for group in given.groups if group.is_folded
    }
    most = max((max(weeks.values(), default=0) for weeks in counts.values()), default=0)
    rows = tuple(
        _strip(group, counts[group.key], most, line)
        if group.is_folded
        else _row(group, by_group[group.key], line)
        for group in given.groups
    )
    bands, lanes = _bands(given.bands, line)
    gates, height = _gates(given.gates, line, lanes)
    heights = [row.height for row in rows]
    over = axis(line, months, given.poor_weeks)
    today = line.x(given.today) + line.day / 2 if line.holds(given.today, given.today) else None
    return Timeline(
        line.width,
        over,
        today,
        _flag(today or 0.0, over.years, line.width),
        tuple(
            Mark(line.x(day), max(line.day, 1.5), name)
            for day, name in given.holidays
            if line.holds(day, day)
        ),
        bands,
        gates,
        height,
        rows,
        max([height, *heights]),
        outside,
    )


def _flag(today: float, years: Iterable[Mark], room: float) -> float:
    """Right of today's line; past the figures of a year where they stand, and left of it at the end."""
    x = today
    for year in years:
        if year.label and x < year.x + YEAR and x + FLAG > year.x:
            x = year.x + YEAR
    return x if x + FLAG <= room else today - FLAG


def _bands(bands: Iterable[Band], line: Scale) -> tuple[tuple[Placed[Band], ...], float]:
    placed = []
    lowest = EDGE
    for band in sorted(bands, key=lambda one: (one.first, one.lane, one.key)):
        if band.last < band.first:
            raise ValueError(f"band {band.key} ends before it begins")
        if not line.holds(band.first, band.last):
            continue
        x, width = line.span(band.first, band.last)
        y = EDGE + band.lane * LANE
        # The shape of its state stands first in it; two stages side by side keep a hair between them.
        label = shorten(band.label, width - SYMBOL - 3 * AIR, LETTER)
        placed.append(Placed(band, x, y, max(width - 1.5, 2.0), LANE - 6, label, x + SYMBOL + AIR))
        lowest = max(lowest, y + LANE)
    return tuple(placed), lowest


def _gates(gates: Iterable[Gate], line: Scale, top: float) -> tuple[tuple[Placed[Gate], ...], float]:
    shown = sorted(
        (gate for gate in gates if line.holds(gate.on, gate.on)), key=lambda one: (one.on, one.label)
    )
    drafts = [_Draft(line.x(gate.on) - SYMBOL / 2, SYMBOL, gate.label, line.width, False) for gate in shown]
    placed, height = _packed(shown, drafts, top, line.width)
    return placed, height if shown else top


def _row(group: Group, bars: list[Bar], line: Scale) -> Row:
    shown = sorted(bars, key=lambda one: (one.first, one.last, one.label, one.key))
    drafts = []
    for bar in shown:
        x, width = line.span(bar.first, bar.last)
        if bar.shape == "bar":
            drafts.append(_Draft(x, max(width, NARROWEST), bar.label, line.width, True))
        else:
            # A symbol stands on the first day; the days it may still become are a tail behind it.
            at = x + min(line.day, width) / 2 - SYMBOL / 2
            drafts.append(_Draft(at, max(SYMBOL, x + width - at), bar.label, line.width, False))
    placed, height = _packed(shown, drafts, EDGE, line.width)
    return Row(group, max(height, FOLDED), placed)


class _Draft:
    """Where a thing stands, on which side its label goes, and how much room it asks for."""

    def __init__(self, x: float, width: float, label: str, room: float, may_hold: bool) -> None:
        self.x = min(max(x, 0.0), room - width) if width <= room else 0.0
        self.width = width
        ends = self.x + width
        needs = measure(label, LETTER)
        wanted = min(needs, LABEL) + AIR
        if may_hold and needs + 2 * AIR <= width:
            self.side = "inside"
        elif ends + wanted <= room:
            self.side = "right"
        elif self.x >= wanted:
            self.side = "left"
        elif may_hold and width >= LABEL / 2:
            self.side = "inside"
        else:
            self.side = "right" if room - ends >= self.x else "left"
        self.begins = max(0.0, self.x - wanted) if self.side == "left" else self.x
        self.ends = min(room, ends + wanted) if self.side == "right" else ends


def _packed(
    things: Sequence[Thing], drafts: Sequence[_Draft], top: float, room: float
) -> tuple[tuple[Placed[Thing], ...], float]:
    """Each thing in a row of its own height from `top`, and where the last row ends."""
    rows = pack([(draft.begins, draft.ends) for draft in drafts], 2 * AIR)
    following = _following(drafts, rows, room)
    placed = []
    for at, (thing, draft) in enumerate(zip(things, drafts, strict=True)):
        y = top + rows[at] * ROW + (ROW - BAR) / 2 - EDGE / 2
        text = getattr(thing, "label", "")
        if draft.side == "inside":
            label, x = shorten(text, draft.width - 2 * AIR, LETTER), draft.x + AIR
        elif draft.side == "right":
            x = draft.x + draft.width + AIR
            label = shorten(text, following[at] - x, LETTER)
        else:
            x = draft.x - AIR
            label = shorten(text, x - draft.begins, LETTER)
        placed.append(
            Placed(
                thing, draft.x, y, draft.width, BAR, label, x, draft.side == "left", draft.side == "inside"
            )
        )
    return tuple(placed), top + (max(rows) + 1 if rows else 0) * ROW + EDGE


def _following(drafts: Sequence[_Draft], rows: Sequence[int], room: float) -> list[float]:
    """Where the label of each draft must stop: before the next thing in its row, or at the end of the drawing."""
    stops = [room] * len(drafts)
    last: dict[int, int] = {}
    for at in sorted(range(len(drafts)), key=lambda at: (drafts[at].begins, drafts[at].ends, at)):
        if (before := last.get(rows[at])) is not None:
            stops[before] = drafts[at].begins - 2 * AIR
        last[rows[at]] = at
    return stops


def _weekly(group: Group, bars: Iterable[Bar], line: Scale) -> Counter[date]:
    """How many of the group's bars touch each week, by its Monday."""
    weeks: Counter[date] = Counter()
    for monday, count in group.weeks:
        weeks[monday - timedelta(days=monday.weekday())] += count
    for bar in bars:
        begins = max(bar.first, line.first)
        monday = begins - timedelta(days=begins.weekday())
        while monday <= min(bar.last, line.last):
            weeks[monday] += 1
            monday += timedelta(days=7)
    return weeks


def _strip(group: Group, weeks: Mapping[date, int], most: int, line: Scale) -> Row:
    """One column a week, as high as there is much; all folded groups on the same scale."""
    base, room = FOLDED - EDGE, FOLDED - 2 * EDGE
    parts, busiest = [], 0
    for monday in mondays(line):
        if count := weeks.get(monday, 0):
            busiest = max(busiest, count)
            x, width = line.span(monday, monday + timedelta(days=6))
            high = max(2.0, room * count / most)
            parts.append(f"M{x:.0f} {base:.0f}v-{high:.0f}h{max(width - 1, 1):.0f}v{high:.0f}z")
    return Row(group, FOLDED, (), "".join(parts), busiest)
