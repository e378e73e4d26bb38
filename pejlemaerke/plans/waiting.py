"""Which activity waits for which. Imports no Django."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def ring(waits: Mapping[Key, Iterable[Key]], activity: Key, after: Key) -> list[Key]:
    """The ring that would close if `activity` also waited for `after`, from `activity` and back to it; [] if none."""
    way: dict[Key, Key] = {}
    ahead = [after]
    while ahead:
        at = ahead.pop()
        if at == activity:
            found = [at]
            while found[-1] != after:
                found.append(way[found[-1]])
            return [activity, *reversed(found)] if after != activity else [activity, activity]
        for further in waits.get(at, ()):
            if further not in way and further != after:
                way[further] = at
                ahead.append(further)
    return []
