"""What happened, from what, whose turn it is, and what was received once.

Owns events (unchangeable), links (cause → effect), turns (it is always somebody's turn) and receipts (a double
submit gives the first outcome). Knows no room: objects are named by type and id.
"""

from __future__ import annotations

from typing import Any

_ACTIONS = (
    "begin", "begin_all", "end_turns_under", "has_receipt", "link_all", "link_pairs", "move", "move_all", "once",
    "set_turns", "set_turns_all", "write_event",
)  # fmt: skip


def __getattr__(name: str) -> Any:
    """`record.move(…)` reads as one word; the import waits until Django's apps are ready."""
    if name in _ACTIONS:
        from . import actions

        return getattr(actions, name)
    raise AttributeError(name)
