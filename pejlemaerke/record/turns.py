"""Whose turn it is, in words: rooms word what they ask (`Ask.what`); one room names who a key means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pejlemaerke.ui.dates import say_due

from .models import Turn


@dataclass(frozen=True)
class AskWords:
    """What somebody is asked to do, as lazy strings.

    verb:  an imperative that the name of the thing follows, "Write the backbrief for".
    alone: the same on the thing's own page, "Write the backbrief".
    """

    verb: Any
    alone: Any


@dataclass(frozen=True)
class ShownTurn:
    """One turn as a page says it. `who` is empty when it is the reader's own."""

    who: str
    what: str
    waiting: str
    when: str
    mine: bool
    late: bool


#: Owner keys → the names they go by: "leader:<unit id>" → "Sara Lindholm, Hjemmeplejen Nord".
Namer = Callable[[Iterable[str], Any, date], Mapping[str, str]]

_asks: dict[str, AskWords] = {}
_namers: list[Namer] = []


def word_asks(words: Mapping[str, AskWords]) -> None:
    """A room says, in its `apps.py`, what its asks are called: {"briefs.write": AskWords(…)}."""
    _asks.update(words)


def asked(what: str) -> AskWords:
    """The words for an ask. KeyError for one no room has worded: a house test finds it first."""
    return _asks[what]


def name_owners(namer: Namer) -> None:
    """The room that knows people and units names owner keys; the latest one given is asked."""
    _namers[:] = [namer]


def shown(turns: Iterable[Turn], scope: Any, today: date) -> list[ShownTurn]:
    """The turns in words, the reader's own first. Names are asked for once, and only for the others'."""
    turns = list(turns)
    others = [turn.owner for turn in turns if turn.owner not in scope.owner_keys]
    names = _namers[0](others, scope, today) if others and _namers else {}
    found = [
        ShownTurn(
            who="" if turn.owner in scope.owner_keys else names.get(turn.owner, ""),
            what=str(asked(turn.what).alone),
            waiting=turn.waiting,
            when=say_due(turn.due, today) if turn.due else "",
            mine=turn.owner in scope.owner_keys,
            late=turn.due is not None and turn.due < today,
        )
        for turn in turns
    ]
    return sorted(found, key=lambda turn: not turn.mine)
