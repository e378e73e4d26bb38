"""How wide a text is, how it is cut, and how things share rows without touching. Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence

#: Widths at a font size of 1, in four classes; generous, so that what is promised room has it.
_NARROW, _PLAIN, _CAPITAL, _WIDE = 0.31, 0.56, 0.69, 0.9
_NARROW_SIGNS = frozenset("iljft.,:;'|!()[]I ·/-")
_WIDE_SIGNS = frozenset("mwMWÆ@%—…æ")


def measure(text: str, size: float = 13.0) -> float:
    """About how wide the text is drawn, in the units of the drawing."""
    return size * sum(
        _NARROW
        if sign in _NARROW_SIGNS
        else _WIDE
        if sign in _WIDE_SIGNS
        else _CAPITAL
        if sign.isupper()
        else _PLAIN
        for sign in text
    )


def shorten(text: str, width: float, size: float = 13.0) -> str:
    """The text, cut with "…" where it is wider than `width`; empty when not even three letters have room."""
    if measure(text, size) <= width:
        return text
    kept = text
    while kept and measure(f"{kept}…", size) > width:
        kept = kept[:-1].rstrip(" ,.;:–-")
    return f"{kept}…" if len(kept) >= 3 else ""


def pack(extents: Sequence[tuple[float, float]], gap: float) -> list[int]:
    """The row of each extent (from, to): the first in which it stands at least `gap` from all others.

    The rows are filled from the left, whatever the order in which the extents are given.
    """
    rows = [0] * len(extents)
    ends: list[float] = []
    for at in sorted(range(len(extents)), key=lambda at: (extents[at], at)):
        begins, stops = extents[at]
        for row, end in enumerate(ends):
            if end + gap <= begins:
                ends[row] = stops
                break
        else:
            row = len(ends)
            ends.append(stops)
        rows[at] = row
    return rows
