"""Where each unit stands after an import: paths as stable as they can be. Imports no Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from . import paths


@dataclass(frozen=True)
class Place:
    """`parent` is the key of the unit above, "" for a root."""

    path: str
    parent: str


def place_units(known: Mapping[str, Place], wanted: Mapping[str, str]) -> dict[str, str]:
    """The path of every unit, known (closed ones too) and wanted (key → key of its parent).

    A unit that keeps its parent keeps its number under it; a moved one takes its whole branch along. No unit gets
    a path that another had before, so that the rows can be written one at a time. ValueError when a unit has
    more children than a path can number.
    """
    below: dict[str, list[str]] = defaultdict(list)
    taken: dict[str, set[int]] = defaultdict(set)
    for place in known.values():
        taken[place.parent].add(_number(place.path))
    for key in sorted({**known, **wanted}):
        below[wanted[key] if key in wanted else known[key].parent].append(key)
    placed: dict[str, str] = {}
    waiting = [("", "")]
    while waiting:
        parent, path = waiting.pop()
        for key in below[parent]:
            stays = key in known and known[key].parent == parent
            placed[key] = paths.child(path, _number(known[key].path) if stays else _free(taken[parent]))
            waiting.append((key, placed[key]))
    return placed


def _number(path: str) -> int:
    return int(path[-paths.STEP :])


def _free(taken: set[int]) -> int:
    """The number after the highest, or the lowest free one; it is then taken."""
    number = max(taken, default=0) + 1
    if number > paths.MOST:
        number = next((one for one in range(1, paths.MOST + 1) if one not in taken), number)
    taken.add(number)
    return number
