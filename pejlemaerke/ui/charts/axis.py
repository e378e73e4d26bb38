"""Days as places along a line, and the years, months and ISO weeks written over it. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .packing import measure

#: What a page at a desk has beside the names; longer plans are drawn wider and scroll.
ROOM = 988
#: The least a week takes, and the least at which weeks have lines of their own.
LEAST_WEEK = 6.0
LINED_WEEK = 10.0
#: Between the middles of two week numbers.
BETWEEN_NUMBERS = 22.0
STEPS = (1, 2, 4, 8)
MONTH_AIR = 7.0


@dataclass(frozen=True)
class Scale:
    """From `first` to `last`, both included, over `width`. Needs `last` not before `first`."""

    first: date
    last: date
    width: int

    @property
    def day(self) -> float:
        return self.width / ((self.last - self.first).days + 1)

    @property
    def has_weeks(self) -> bool:
        return self.day * 7 >= LINED_WEEK

    def x(self, day: date) -> float:
        """Where that day begins."""
        return (day - self.first).days * self.day

    def span(self, first: date, last: date) -> tuple[float, float]:
        """x and width of those days, clipped to the drawing. Needs some of them to be within it."""
        begins = self.x(max(first, self.first))
        return begins, self.x(min(last, self.last) + timedelta(days=1)) - begins

    def holds(self, first: date, last: date) -> bool:
        return first <= self.last and last >= self.first


@dataclass(frozen=True)
class Mark:
    """A piece of the line with its label (which is empty where it has no room)."""

    x: float
    width: float
    label: str

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Axis:
    years: tuple[Mark, ...]
    months: tuple[Mark, ...]
    weeks: tuple[Mark, ...]
    week_lines: tuple[float, ...]
    poor: tuple[Mark, ...]


def scale(first: date, last: date) -> Scale:
    """The whole span over `ROOM`, or wider when a week would be less than can be seen."""
    if last < first:
        raise ValueError("a timeline ends before it begins")
    weeks = ((last - first).days + 1) / 7
    return Scale(first, last, max(ROOM, round(weeks * LEAST_WEEK)))


def mondays(scale: Scale) -> Iterator[date]:
    """The Monday of every week of which some day is in the drawing."""
    monday = scale.first - timedelta(days=scale.first.weekday())
    while monday <= scale.last:
        yield monday
        monday += timedelta(days=7)


def axis(scale: Scale, months: Sequence[str], poor: Iterable[tuple[int, int]]) -> Axis:
    """What stands over the drawing. `months` are twelve names; they are cut to three letters, or one, to fit."""
    runs = _runs(scale, poor)
    return Axis(
        tuple(_years(scale)),
        tuple(_months(scale, months)),
        tuple(_weeks(scale, runs)),
        tuple(scale.x(monday) for monday in mondays(scale) if monday > scale.first)
        if scale.has_weeks
        else (),
        runs,
    )


def _years(scale: Scale) -> Iterator[Mark]:
    for year in range(scale.first.year, scale.last.year + 1):
        x, width = scale.span(date(year, 1, 1), date(year, 12, 31))
        yield Mark(x, width, str(year) if width >= measure(str(year)) + 8 else "")


def _months(scale: Scale, names: Sequence[str]) -> Iterator[Mark]:
    """All whole months in one form, the longest that fits; a month that is cut off may have to do with a shorter."""
    forms = [names, [name[:3] for name in names], [name[:1] for name in names]]
    shortest = 28 * scale.day
    fitting = [
        form for form in forms if max(measure(name) for name in form) + MONTH_AIR <= shortest
    ] or forms[-1:]
    begins = scale.first.replace(day=1)
    while begins <= scale.last:
        following = (begins + timedelta(days=31)).replace(day=1)
        x, width = scale.span(begins, following - timedelta(days=1))
        labels = [form[begins.month - 1] for form in fitting]
        yield Mark(x, width, next((label for label in labels if measure(label) + MONTH_AIR <= width), ""))
        begins = following


def _weeks(scale: Scale, poor: Sequence[Mark]) -> Iterator[Mark]:
    """Week numbers as close as they can stand; the poor weeks keep theirs, and the others give way."""
    wide = scale.day * 7
    step = next((step for step in STEPS if step * wide >= BETWEEN_NUMBERS), 0)
    taken = [(mark.middle, BETWEEN_NUMBERS / 2 + measure(mark.label, 12) / 2) for mark in poor]
    if not step:
        return
    for monday in mondays(scale):
        number = monday.isocalendar().week
        x, width = scale.span(monday, monday + timedelta(days=6))
        middle = x + width / 2
        if number % step or not BETWEEN_NUMBERS / 3 <= middle <= scale.width - BETWEEN_NUMBERS / 3:
            continue
        if all(abs(middle - other) >= apart for other, apart in taken):
            yield Mark(x, width, str(number))


def _runs(scale: Scale, poor: Iterable[tuple[int, int]]) -> tuple[Mark, ...]:
    """The poor weeks in the drawing, those side by side as one, with their numbers."""
    runs: list[tuple[date, date]] = []
    for monday in sorted({date.fromisocalendar(year, week, 1) for year, week in poor}):
        if not scale.holds(monday, monday + timedelta(days=6)):
            continue
        if runs and runs[-1][1] + timedelta(days=7) == monday:
            runs[-1] = (runs[-1][0], monday)
        else:
            runs.append((monday, monday))
    marks = []
    for begins, ends in runs:
        x, width = scale.span(begins, ends + timedelta(days=6))
        numbers = [begins.isocalendar().week, ends.isocalendar().week]
        label = "–".join(str(number) for number in dict.fromkeys(numbers))
        marks.append(Mark(x, width, label))
    return tuple(marks)
