"""Asked beside decided, in words: on the memo, on the meeting's page and in the minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import Period, Precision
from pejlemaerke.core.wording import Segment
from pejlemaerke.ui.dates import say_period

from .. import open_points
from ..minutes_content import Item, Point
from ..words import ANSWERS, Mark


@dataclass(frozen=True)
class ShownPoint:
    """A decided point. `difference` is from what was asked; empty where nothing differs."""

    id: str
    url: str
    heading: str
    text: str
    answer: Mark | None
    period: str
    for_whom: str
    who: str
    difference: tuple[Segment, ...] = ()
    asked: str = ""

    @property
    def facts(self) -> str:
        """How, when, for whom and by whom, as far as it was said: one line."""
        whom = _("for %(whom)s") % {"whom": self.for_whom} if self.for_whom else ""
        answer = str(self.answer.word) if self.answer else ""
        return " · ".join(part for part in (answer, self.period, whom, self.who) if part)


@dataclass(frozen=True)
class ShownAsked:
    """What was asked, and what it led to."""

    key: str
    number: int
    text: str
    points: tuple[ShownPoint, ...]
    is_open: bool


@dataclass(frozen=True)
class ShownHeading:
    title: str
    points: tuple[ShownPoint, ...]


@dataclass(frozen=True)
class Compared:
    asked: tuple[ShownAsked, ...]
    #: Every decided point under the minutes' own headings, in the order they were recorded.
    headings: tuple[ShownHeading, ...]
    open_count: int
    unasked_count: int


def compare(item: Item) -> Compared:
    """One item of the minutes, its asked points beside what was decided."""
    found = open_points.compare(
        [(one.key, one.text) for one in item.asked],
        [open_points.Decided(one.id, one.text, one.asked, one.answer, one.heading) for one in item.points],
    )
    points = {one.id: one for one in item.points}
    asked = tuple(
        ShownAsked(
            row.key, number, row.text,
            tuple(show_point(points[one.point.key], one.difference, row.text) for one in row.answers), row.is_open,
        )
        for number, row in enumerate(found.rows, start=1)
    )  # fmt: skip
    shown = {one.id: one for row in asked for one in row.points}
    return Compared(
        asked=asked,
        headings=by_heading(shown.get(one.id) or show_point(one) for one in item.points),
        open_count=len(found.open),
        unasked_count=len(found.unasked),
    )


def by_heading(points: Iterable[ShownPoint]) -> tuple[ShownHeading, ...]:
    """Together under each heading, in the order the headings first came; those without one before them all, so that
    none seems to stand under another's heading."""
    grouped: dict[str, list[ShownPoint]] = {"": []}
    for point in points:
        grouped.setdefault(point.heading, []).append(point)
    return tuple(ShownHeading(title, tuple(under)) for title, under in grouped.items() if under)


def show_point(point: Point, difference: tuple[Segment, ...] = (), asked: str = "") -> ShownPoint:
    return ShownPoint(
        id=point.id,
        url=reverse("meetings:point", args=[point.id]),
        heading=point.heading,
        text=point.text,
        answer=ANSWERS[point.answer] if point.answer else None,
        period=say_period(_period(point)) if point.period_text else "",
        for_whom=point.audience,
        who=point.who,
        difference=difference,
        asked=asked,
    )


def _period(point: Point) -> Period:
    first, last = (date.fromisoformat(day) if day else None for day in (point.first, point.last))
    return Period(point.period_text, first, last, cast(Precision, point.precision or "unreadable"))
