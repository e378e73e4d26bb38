"""Two wordings of one text, word by word. Imports no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Segment:
    """A run of words: in both ("same"), only in the new ("added") or only in the old text ("removed")."""

    op: Op
    text: str


#: A run of fewer words that both texts happen to share, with changes on either side, is read as changed too: a
#: sentence written anew is easier to read whole than in splinters.
_ISLAND = 3


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """The two texts word by word, white space kept."""
    before, after = _words(old), _words(new)
    found: list[Segment] = []
    removed = added = ""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (op, start, end, new_start, new_end) in enumerate(steps):
        was, now = "".join(before[start:end]), "".join(after[new_start:new_end])
        between = 0 < number < len(steps) - 1
        if op != "equal" or (between and len(re.findall(r"\w+", was)) < _ISLAND):
            removed, added = removed + was, added + now
            continue
        found += _changed(removed, added)
        found.append(Segment("same", was))
        removed = added = ""
    return (*found, *_changed(removed, added))


def _changed(removed: str, added: str) -> list[Segment]:
    told: tuple[tuple[Op, str], ...] = (("removed", removed), ("added", added))
    return [Segment(op, text) for op, text in told if text]


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
