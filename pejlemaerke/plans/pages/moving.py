"""What moves, before and after, and a mark to know by that it is still the same when it is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejlemaerke.ui.dates import say_span

from ..moving import Move
from ..words import say_poor_weeks

#: So many lines are shown; the rest are counted.
MOST = 100


@dataclass(frozen=True)
class MoveRow:
    title: str
    before: str
    after: str
    is_stage: bool
    #: Said kindly where many are away then.
    poor: str


@dataclass(frozen=True)
class ShownMoves:
    rows: tuple[MoveRow, ...]
    count: int
    more: int
    #: What is posted back: the same only while exactly the same things move.
    mark: str


def show_moves(moves: Sequence[Move]) -> ShownMoves:
    """Stages first, then activities by the days they had."""
    ordered = sorted(moves, key=lambda move: (not move.is_stage, move.new, move.title))
    rows = tuple(
        MoveRow(
            move.title,
            say_span(*move.old) if move.old else _("no days yet"),
            say_span(*move.new),
            move.is_stage,
            "" if move.is_stage else say_poor_weeks([move.new]),
        )
        for move in ordered[:MOST]
    )
    return ShownMoves(rows, len(ordered), max(0, len(ordered) - MOST), mark_of(moves))


def mark_of(moves: Sequence[Move]) -> str:
    lines = sorted(f"{move.key} {move.old} {move.new}" for move in moves)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
