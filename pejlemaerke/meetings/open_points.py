"""What was asked beside what was decided: which points stand open, and how an answer differs. Imports no Django.

A proposal is not a decision: a body may answer a point, answer it twice, change it, or leave it, and decide what
nobody asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pejlemaerke.core.wording import Segment, segments


@dataclass(frozen=True)
class Decided:
    """A decided point, as far as it is compared. `asked` is the key of what it answers, or ""."""

    key: str
    text: str
    asked: str = ""
    answer: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Answered:
    """One answer to an asked point. `difference` is from the proposed to the decided words; empty where they agree."""

    point: Decided
    difference: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Row:
    """An asked point and what it led to. `is_open`: nobody has answered it."""

    key: str
    text: str
    answers: tuple[Answered, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.answers


@dataclass(frozen=True)
class Comparison:
    """`rows` in the order they were asked; `unasked` is what was decided although nobody asked."""

    rows: tuple[Row, ...]
    unasked: tuple[Decided, ...]

    @property
    def open(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_open)


def compare(asked: Iterable[tuple[str, str]], points: Iterable[Decided]) -> Comparison:
    """`asked` as (key, text). A point that answers something that was not asked counts as unasked: none is lost."""
    asked, points = tuple(asked), tuple(points)
    keys = {key for key, _text in asked}
    return Comparison(
        rows=tuple(
            Row(
                key,
                text,
                tuple(Answered(point, _difference(text, point)) for point in points if point.asked == key),
            )
            for key, text in asked
        ),
        unasked=tuple(point for point in points if point.asked not in keys),
    )


def _difference(text: str, point: Decided) -> tuple[Segment, ...]:
    """What was declined or put off has no new wording to compare with."""
    if point.answer in ("declined", "postponed") or _even(text) == _even(point.text):
        return ()
    return segments(text, point.text)


def _even(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()
