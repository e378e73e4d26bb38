"""Memos and meetings of the demo, as `texts/memos.yaml` and `texts/meetings.yaml` hold them. Imports no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pejlemaerke.meetings.memo_content import (
    AskedPoint,
    Communication,
    Cost,
    FollowUp,
    Input,
    MemoContent,
    Risk,
)

from .rows import take


@dataclass(frozen=True)
class MemoText:
    """`author` and `responsible_person` are people's keys. `written` and `sent`: days from today; `sent` is None for a
    draft."""

    key: str
    title: str
    committee: str
    author: str
    written: int
    content: MemoContent
    sent: int | None = None
    responsible_person: str = ""


@dataclass(frozen=True)
class PointText:
    """`asked` is the key of what the memo asked for, `answer` one of the four answers; both "" for neither. `key` names
    it for the initiative that carries it out."""

    text: str
    key: str = ""
    heading: str = ""
    asked: str = ""
    answer: str = ""
    period: str = ""
    audience: str = ""
    who: str = ""


@dataclass(frozen=True)
class ItemText:
    """`memo` is the key of a memo, `med` "initiative/plan/activity" of a MED item. `untreated`: still being talked
    about."""

    memo: str = ""
    med: str = ""
    title: str = ""
    text: str = ""
    discussed: str = ""
    untreated: bool = False
    points: tuple[PointText, ...] = ()


@dataclass(frozen=True)
class CorrectionText:
    day: int
    by: str
    text: str


@dataclass(frozen=True)
class MeetingText:
    """`state` is draft, called, in_progress, or that of the minutes: read_through or approved. `day`, `prepared`
    and the others count days from today."""

    key: str
    committee: str
    secretary: str
    day: int
    starts: str
    ends: str
    place: str
    prepared: int
    state: str
    items: tuple[ItemText, ...]
    called: int = 0
    present: str = ""
    minutes_sent: int = 0
    read_by: int = 0
    corrections: tuple[CorrectionText, ...] = ()
    approved: int = 0


def memo_text(row: Mapping[str, Any]) -> MemoText:
    return take(MemoText, {**row, "content": _memo_content(row["title"], row["content"])})


def _memo_content(title: str, row: Mapping[str, Any]) -> MemoContent:
    asked = tuple(AskedPoint(key, text) for key, text in row.get("asked", {}).items())
    costs = tuple(Cost(int(part["year"]), part["amount"]) for part in row.get("costs", ()))
    return take(
        MemoContent,
        {
            **row,
            "title": title,
            "asked": asked,
            "costs": costs,
            "communication": take(Communication, row.get("communication", {})),
            "follow_up": take(FollowUp, row.get("follow_up", {})),
            "risks": tuple(take(Risk, part) for part in row.get("risks", ())),
            "inputs": tuple(take(Input, part) for part in row.get("inputs", ())),
        },
    )


def meeting_text(row: Mapping[str, Any]) -> MeetingText:
    items = tuple(
        take(ItemText, {**part, "points": tuple(take(PointText, each) for each in part.get("points", ()))})
        for part in row["items"]
    )
    corrections = tuple(take(CorrectionText, part) for part in row.get("corrections", ()))
    return take(MeetingText, {**row, "items": items, "corrections": corrections})
