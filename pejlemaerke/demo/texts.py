"""What the demo's workplaces have written, read from `texts/*.yaml`. Imports no Django.

The content is Danish. Days are counted from today (-9 is nine days ago). Periods inside a text are written as
marks that follow the calendar, so that the demo is as fresh next year: `{måned+2}` becomes "januar 2027".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from pejlemaerke.briefs.content import Content, Reporting, Step, Subtask, TimetableLine
from pejlemaerke.core.periods import parse_period

from .meeting_texts import MeetingText, MemoText, meeting_text, memo_text
from .plan_texts import PlanText, plan_text
from .rows import take as _take

#: libyaml's, where it is there: reading these texts is most of what building the demo waits for.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FOLDER = Path(__file__).parent / "texts"

STATES = (
    "not_begun",
    "draft",
    "submitted",
    "returned",
    "brief_changed",
    "lifted",
    "accepted",
    "check_again",
    "silent",
)
ANSWERS = ("accepted", "accepted_with_adjustment", "returned", "brief_changed", "lifted")

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
MARK = re.compile(r"\{(dato|uge|måned|kvartal|halvår|år)([+-]\d+)?\}")


@dataclass(frozen=True)
class EarlierDecision:
    """A decision made outside the system. `text` is what was decided, `reference` where it is kept."""

    title: str
    body: str
    decided_on: date
    text: str
    reference: str


@dataclass(frozen=True)
class InitiativeText:
    """`state` is under_way, just_begun or closed. `first`/`last`: days from today. `sponsor` is a person's
    key, `unit` that of the unit under which `levels` take part, `predecessor` another initiative's or ""."""

    key: str
    title: str
    why: str
    sponsor: str
    unit: str
    levels: tuple[str, ...]
    state: str
    first: int
    last: int
    outcome: str
    earlier_decision: EarlierDecision | None
    predecessor: str
    playbook: str = "core-task"
    #: Units that take part, where it is not all of some `levels`.
    participants: tuple[str, ...] = ()
    #: The meeting whose decided points it carries out, and their keys; item of the timetable → the point that dates it.
    meeting: str = ""
    points: tuple[str, ...] = ()
    timetable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BriefText:
    """A brief from `unit` to the level below. `issued` and `due`: days from today. `from_backbrief` is the
    unit whose accepted backbrief it grew out of (its own), or "". `new_intent` is a later wording that its
    author wrote unasked; what an answer to a backbrief changed stands in that Answer."""

    key: str
    initiative: str
    unit: str
    author: str
    intent: str
    signs: tuple[str, ...]
    main_effort: str
    constraints: str
    freedoms: str
    expected_back: str
    issued: int
    due: int
    from_backbrief: str
    new_intent: str
    changed: int
    change_reason: str


@dataclass(frozen=True)
class Comment:
    """`kind` is the voice: reviewer, committee, writer or colleague. `section` is a field of Content, or
    "subtasks.<key>" at one subtask. `revision` counts from 1; 0 is the draft."""

    day: int
    by: str
    kind: str
    section: str
    text: str
    revision: int


@dataclass(frozen=True)
class CommitteeView:
    """What the local MED committee thinks, on the record beside the backbrief."""

    day: int
    committee: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What the superior answered to a revision: one of ANSWERS. `text` is the reason or the adjustment.
    `new_intent` is what the changed brief will say: written, but not gone out yet. `due` is a new date for
    what was returned, in days from today, None if the old one stands."""

    day: int
    by: str
    kind: str
    text: str
    new_intent: str
    due: int | None


@dataclass(frozen=True)
class RevisionText:
    """One version. `submitted` is None while it is a draft. `note` says what is new in it. `opened` is the day the
    sketch in the plan opened it, None where it was opened by hand."""

    submitted: int | None
    note: str
    content: Content
    answer: Answer | None
    opened: int | None = None


@dataclass(frozen=True)
class BackbriefText:
    """One workplace under one brief. `state` is where it stands today: one of STATES. `begun` is None when
    nothing is written; `last_seen` the day somebody last did something. The last revision is the newest."""

    unit: str
    brief: str
    state: str
    author: str
    begun: int | None
    last_seen: int | None
    co_writers: tuple[str, ...]
    #: The day and the words in which the leader said that it holds after the brief was changed; None if not.
    still_holds: int | None
    still_holds_text: str
    revisions: tuple[RevisionText, ...]
    comments: tuple[Comment, ...]
    views: tuple[CommitteeView, ...]


@dataclass(frozen=True)
class Texts:
    initiatives: tuple[InitiativeText, ...]
    briefs: tuple[BriefText, ...]
    backbriefs: tuple[BackbriefText, ...]
    memos: tuple[MemoText, ...]
    meetings: tuple[MeetingText, ...]
    plans: tuple[PlanText, ...]


def load_texts(*, today: date, folder: Path = FOLDER) -> Texts:
    """Every text of the demo as it reads on `today`. Raises KeyError for an unknown field."""
    pages = {
        path.stem: _dated(yaml.load(path.read_text("utf-8"), Loader=_LOADER), today)  # noqa: S506 -- a safe one
        for path in sorted(folder.glob("*.yaml"))
    }
    return Texts(
        initiatives=tuple(_initiative(row) for row in pages["initiatives"]),
        briefs=tuple(_brief(row) for row in pages["briefs"]),
        backbriefs=tuple(
            _backbrief(row) for stem, rows in pages.items() if stem.startswith("backbriefs-") for row in rows
        ),
        memos=tuple(memo_text(row) for row in pages["memos"]),
        meetings=tuple(meeting_text(row) for row in pages["meetings"]),
        plans=tuple(plan_text(row) for row in pages["plans"]),
    )


def two_halves(intent: str) -> tuple[str, str]:
    """What, and what for: the sentence before its first "for at", and from there on."""
    what, _, purpose = intent.rstrip(".").partition(", for at ")
    return what, f"for at {purpose}" if purpose else ""


def _initiative(row: dict[str, Any]) -> InitiativeText:
    decision = row.pop("earlier_decision", None)
    row = {"outcome": "", "predecessor": "", "levels": (), **row}
    return _take(
        InitiativeText,
        {**row, "earlier_decision": _take(EarlierDecision, decision) if decision else None},
    )


def _brief(row: dict[str, Any]) -> BriefText:
    empty = {
        "constraints": "",
        "freedoms": "",
        "main_effort": "",
        "from_backbrief": "",
        "new_intent": "",
        "changed": 0,
        "change_reason": "",
    }
    return _take(BriefText, {**empty, "author": f"{row['unit']}.leder", **row})


def _backbrief(row: dict[str, Any]) -> BackbriefText:
    revisions = tuple(_revision(part) for part in row.pop("revisions", ()))
    comments = tuple(
        _take(Comment, {"section": "", "revision": 0, **part}) for part in row.pop("comments", ())
    )
    views = tuple(_take(CommitteeView, part) for part in row.pop("views", ()))
    empty = {
        "author": f"{row['unit']}.leder",
        "begun": None,
        "last_seen": None,
        "co_writers": (),
        "still_holds": None,
        "still_holds_text": "",
    }
    return _take(
        BackbriefText, {**empty, **row, "revisions": revisions, "comments": comments, "views": views}
    )


def _revision(row: dict[str, Any]) -> RevisionText:
    answer = row.get("answer")
    return _take(
        RevisionText,
        {
            "submitted": None,
            "note": "",
            **row,
            "content": _content(row["content"]),
            "answer": _take(Answer, {"text": "", "new_intent": "", "due": None, **answer})
            if answer
            else None,
        },
    )


def _content(row: dict[str, Any]) -> Content:
    lines = row.pop("timetable", ())
    return _take(
        Content,
        {
            **row,
            "subtasks": tuple(_subtask(part) for part in row.get("subtasks", ())),
            "timetable": tuple(TimetableLine(line, parse_period(line)) for line in lines),
            "reporting": _take(Reporting, row.get("reporting", {})),
        },
    )


def _subtask(row: dict[str, Any]) -> Subtask:
    period = row.get("period")
    return _take(
        Subtask,
        {
            **row,
            "steps": tuple(_step(part) for part in row.get("steps", ())),
            "period": parse_period(period) if period else None,
        },
    )


def _step(row: str | dict[str, list[str]]) -> Step:
    """A text, or one text with the texts below it. What ends in a question mark is a question."""
    if isinstance(row, str):
        return Step(row, is_question=row.endswith("?"))
    [(text, below)] = row.items()
    return Step(text, is_question=text.endswith("?"), steps=tuple(_step(part) for part in below))


def _dated(value: Any, today: date) -> Any:
    """The same value with every mark in its words replaced."""
    if isinstance(value, str):
        return MARK.sub(lambda mark: _words_of(mark[1], int(mark[2] or 0), today), value.strip())
    if isinstance(value, list):
        return [_dated(part, today) for part in value]
    if isinstance(value, dict):
        return {_dated(key, today): _dated(part, today) for key, part in value.items()}
    return value


def _words_of(unit: str, ahead: int, today: date) -> str:
    """A day, week, month, quarter, half-year or year that many ahead, as people write it."""
    if unit == "dato":
        day = today + timedelta(days=ahead)
        return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
    if unit == "uge":
        year, week, _weekday = (today + timedelta(weeks=ahead)).isocalendar()
        return f"uge {week} {year}"
    if unit == "år":
        return str(today.year + ahead)
    months = {"måned": 1, "kvartal": 3, "halvår": 6}[unit]
    year, at = divmod(today.year * (12 // months) + (today.month - 1) // months + ahead, 12 // months)
    if unit == "måned":
        return f"{MONTHS[at]} {year}"
    return f"kvartal {at + 1} {year}" if unit == "kvartal" else f"{at + 1}. halvår {year}"
