"""What a backbrief says. Imports no Django.

The same value is what the editor's sections add up to, what a Word file is read into, what the gap finder asks
about, what a revision keeps for ever, and what goes out as docx and PDF.
"""

from __future__ import annotations

from dataclasses import dataclass

from pejlemaerke.core.periods import Period


@dataclass(frozen=True)
class Step:
    """A step of a subtask. One level of nesting; a step may be a question to be answered."""

    text: str
    is_question: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Subtask:
    """`key` never changes through revisions: plans and history point at it. `phase` is free text ("Fase 1").
    `after` is the key of the subtask this one waits for ("" if none)."""

    key: str
    title: str
    phase: str = ""
    steps: tuple[Step, ...] = ()
    who: str = ""
    period: Period | None = None
    product: str = ""
    after: str = ""
    is_main_effort: bool = False


@dataclass(frozen=True)
class TimetableLine:
    """A line of the time plan in the unit's own words, with the period read from it."""

    text: str
    period: Period


@dataclass(frozen=True)
class Reporting:
    """`text` as written; `to` and `when` in words, "" where nobody or no time is named."""

    text: str = ""
    to: str = ""
    when: str = ""


@dataclass(frozen=True)
class Content:
    starting_point: str = ""
    main_task: str = ""
    subtasks: tuple[Subtask, ...] = ()
    time_plan: str = ""
    timetable: tuple[TimetableLine, ...] = ()
    reporting: Reporting = Reporting()
    signs: tuple[str, ...] = ()
    main_effort: str = ""
    constraints: str = ""
    freedoms: str = ""
    stop: str = ""
    brief_holds: str = ""
    med: str = ""


@dataclass(frozen=True)
class Flag:
    """Something a person must look at after reading a document. `field` is a field of Content, dotted when inside
    ("subtasks.2.period"); `code` is stable; `text` quotes the words it is about."""

    field: str
    code: str
    text: str


@dataclass(frozen=True)
class Reading:
    """A document read as a backbrief: what was understood, what must be looked at, and what was left over."""

    title: str
    content: Content
    flags: tuple[Flag, ...] = ()
    #: Text that no field took, in reading order; shown to the person who confirms so that nothing is lost.
    leftover: tuple[str, ...] = ()
