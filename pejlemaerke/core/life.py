"""What a state machine is here: one table per kind of thing, state → whose turn → moves.

A room writes its table in `rules.py`, a model points at it with `life`, and `record.begin`/`record.move` obey it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Ask:
    """It is somebody's turn.

    owner:   "leader:<unit id>", "person:<id>", "chair:<committee id>" or "<role>:<unit id>".
    what:    a stable code of what to do; the room that owns the object words it.
    due:     a local date or None.
    waiting: the name of who waits for it, as shown.
    """

    owner: str
    what: str
    due: date | None = None
    waiting: str = ""


@dataclass(frozen=True)
class State:
    """`turn` gives whose turn it is while in this state; None only for a state at rest, said with `at_rest`."""

    moves: frozenset[str] = frozenset()
    turn: Callable[[Any], Sequence[Ask]] | None = None
    at_rest: bool = False


@dataclass(frozen=True)
class Life:
    first: str
    states: Mapping[str, State] = field(default_factory=dict)

    def may_move(self, old: str, new: str) -> bool:
        return new in self.states[old].moves
