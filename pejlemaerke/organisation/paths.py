"""The unit tree as digits-only paths: "0001" is a root, "00010003" its third child. Imports no Django.

A branch is a range, `first <= path < end`, and digits sort alike under every collation. The highest number stays
unused, so that every branch has a path of digits that comes after it.
"""

from __future__ import annotations

STEP = 4
MOST = 10**STEP - 2


def child(parent: str, number: int) -> str:
    """The path of child `number` (1–9998) of `parent` ("" for a root)."""
    if not 1 <= number <= MOST:
        raise ValueError("a unit holds at most 9,998 units")
    return f"{parent}{number:0{STEP}d}"


def end(path: str) -> str:
    """The first path after the whole branch of `path`."""
    return f"{path[:-STEP]}{int(path[-STEP:]) + 1:0{STEP}d}"


def contains(branch: str, path: str) -> bool:
    """True if `path` is `branch` itself or below it."""
    return path.startswith(branch)


def ancestors(path: str) -> list[str]:
    """Paths of the unit and all above it, root first."""
    return [path[:length] for length in range(STEP, len(path) + 1, STEP)]
