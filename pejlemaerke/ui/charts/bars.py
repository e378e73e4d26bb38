"""A bar split into shares. Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    x: float
    width: float


def layout(counts: Sequence[int], width: float) -> list[Bar]:
    """One piece per count, in order, from 0 to `width`. All zero gives pieces without width.

    ValueError for a negative count.
    """
    if any(count < 0 for count in counts):
        raise ValueError("a share cannot be negative")
    total = sum(counts)
    bars, done = [], 0
    for count in counts:
        start = width * done / total if total else 0.0
        done += count
        stop = width * done / total if total else 0.0
        bars.append(Bar(start, stop - start))
    return bars
