"""What a tree map's template draws: rectangles with the words that fit in them. Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .treemap import Rect, fit, layout

PADDING = 8.0
LINE = 17.0
SHAPE = 20.0
DARK = frozenset({"done"})


class Item(Protocol):
    """A branch or workplace: what it weighs, how it stands, where its page is."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def word(self) -> str: ...
    @property
    def shape(self) -> str: ...
    @property
    def url(self) -> str: ...


@dataclass(frozen=True)
class Line:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Cell:
    """One rectangle ready to be drawn. What has no room is None or left out, the shape included."""

    item: Item
    rect: Rect
    shape_at: tuple[float, float] | None
    word: Line | None
    lines: tuple[Line, ...]

    @property
    def dark(self) -> bool:
        return self.item.shape in DARK


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    cells: tuple[Cell, ...]


def draw(items: Sequence[Item], width: int, height: int) -> Drawing:
    """The tree map of `items` in width × height, biggest first. An item of weight 0 is drawn as
    one of 1: who has no number must still be seen."""
    by_key = {item.key: item for item in items}
    rects = layout([(item.key, max(item.weight, 1)) for item in items], width, height)
    return Drawing(width, height, tuple(_cell(by_key[rect.key], rect) for rect in rects))


def _cell(item: Item, rect: Rect) -> Cell:
    inside = rect.width - 2 * PADDING
    if inside < SHAPE or rect.height < SHAPE + 2 * PADDING:
        return Cell(item, rect, None, None, ())
    left, top = rect.x + PADDING, rect.y + PADDING
    word = fit(item.word, inside - SHAPE - 6, 1, letter=6.6)
    below = int((rect.height - SHAPE - 2 * PADDING - 4) // LINE)
    title = fit(item.title, inside, below)
    return Cell(
        item,
        rect,
        (left, top),
        Line(left + SHAPE + 6, top + 15, word[0]) if word else None,
        tuple(Line(left, top + SHAPE + LINE * (row + 1), text) for row, text in enumerate(title)),
    )
