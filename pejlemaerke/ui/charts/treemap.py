"""A squarified tree map: areas proportional to weights, rectangles as near to squares as may be.

After Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000). Imports no Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rect:
    """A rectangle in the units of the drawing; x to the right, y downwards."""

    key: str
    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        return self.width * self.height


def layout(items: Iterable[tuple[str, float]], width: float, height: float) -> list[Rect]:
    """One rectangle per item of weight above 0, biggest first; together they fill width × height.

    Items of weight 0 or less have no area and are left out: say them in words beside the picture.
    ValueError for a drawing without area.
    """
    if width <= 0 or height <= 0:
        raise ValueError("a tree map needs a width and a height above 0")
    rows = sorted(((key, float(weight)) for key, weight in items if weight > 0), key=lambda row: -row[1])
    total = sum(weight for _, weight in rows)
    if not rows:
        return []
    scale = width * height / total
    areas = [(key, weight * scale) for key, weight in rows]
    placed: list[Rect] = []
    x, y, left_width, left_height = 0.0, 0.0, width, height
    at = 0
    while at < len(areas):
        side = min(left_width, left_height)
        end = at + 1
        while end < len(areas) and _worst(areas[at : end + 1], side) <= _worst(areas[at:end], side):
            end += 1
        strip = areas[at:end]
        last = end == len(areas)
        thickness = sum(area for _, area in strip) / side if side > 0 else 0.0
        if left_width >= left_height:
            # The last strip takes exactly what is left, so that rounding leaves no gap and no overhang.
            thickness = left_width if last else min(thickness, left_width)
            placed += _stack(strip, x, y, thickness, left_height, down=True)
            x, left_width = x + thickness, left_width - thickness
        else:
            thickness = left_height if last else min(thickness, left_height)
            placed += _stack(strip, x, y, left_width, thickness, down=False)
            y, left_height = y + thickness, left_height - thickness
        at = end
    return placed


def _stack(
    strip: Sequence[tuple[str, float]], x: float, y: float, width: float, height: float, *, down: bool
) -> list[Rect]:
    total = sum(area for _, area in strip)
    length = height if down else width
    rects, start, done = [], 0.0, 0.0
    for key, area in strip:
        done += area
        stop = length * (done / total)
        if down:
            rects.append(Rect(key, x, y + start, width, stop - start))
        else:
            rects.append(Rect(key, x + start, y, stop - start, height))
        start = stop
    return rects


def _worst(strip: Sequence[tuple[str, float]], side: float) -> float:
    """The largest ratio of long to short side in a strip laid along `side`."""
    total = sum(area for _, area in strip)
    if side <= 0 or total <= 0:
        return float("inf")
    areas = [area for _, area in strip]
    return max(side * side * max(areas) / (total * total), total * total / (side * side * min(areas)))


def fit(text: str, width: float, lines: int, *, letter: float = 7.4) -> list[str]:
    """The text in at most `lines` lines of `width`, broken between words; [] when it does not fit whole.

    `letter` is the mean width of a letter in the units of the drawing (7.4 at a font size of 14).
    """
    room = int(width // letter)
    fitted: list[str] = []
    for word in text.split():
        if len(word) > room:
            return []
        if fitted and len(fitted[-1]) + 1 + len(word) <= room:
            fitted[-1] += f" {word}"
        else:
            fitted.append(word)
    return fitted if len(fitted) <= lines else []
