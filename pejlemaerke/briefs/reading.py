"""A document read as a backbrief: its sections found by meaning, its words put where they belong. Imports no
Django.

Nothing is invented and nothing is lost: what no field takes is `leftover`, what a person must look at is a
flag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pejlemaerke.briefs.content import Content, Flag, Reading, Step, Subtask, TimetableLine
from pejlemaerke.briefs.reading_plan import read_reporting, read_time_plan
from pejlemaerke.briefs.reading_sections import REQUIRED, Parts, opened
from pejlemaerke.briefs.reading_subtasks import Reader, keyed
from pejlemaerke.briefs.section_words import plain, sentences
from pejlemaerke.briefs.subtask_words import is_label
from pejlemaerke.core.period_json import period_to_json
from pejlemaerke.documents.blocks import Block, ReadDocument


def read_backbrief(document: ReadDocument) -> Reading:
    """Never fails: a document that is no backbrief comes back as leftover and flags for what is missing.

    Flag codes: missing_main_task, missing_subtasks, missing_time_plan, missing_reporting, unreadable_period,
    no_reporting_recipient, no_reporting_date.
    """
    parts = Parts()
    for block in opened(document.blocks):
        parts.take(block)
    parts.sort_out_prose()
    return _reading(parts)


def to_json(reading: Reading) -> dict[str, Any]:
    """What `pejl read-backbrief --json` prints."""
    content = reading.content
    return {
        "title": reading.title,
        "starting_point": content.starting_point,
        "main_task": content.main_task,
        "subtasks": [_subtask_to_json(subtask) for subtask in content.subtasks],
        "timetable": [period_to_json(line.period) for line in content.timetable],
        "reporting": {
            "text": content.reporting.text,
            "to": content.reporting.to,
            "when": content.reporting.when,
        },
        "flags": [{"field": flag.field, "code": flag.code, "text": flag.text} for flag in reading.flags],
    }


def _subtask_to_json(subtask: Subtask) -> dict[str, Any]:
    told: dict[str, Any] = {"title": subtask.title, "steps": list(_flat(subtask.steps))}
    if subtask.period is not None:
        told["period"] = period_to_json(subtask.period)
    return told


def _flat(steps: Iterable[Step]) -> Iterable[str]:
    for step in steps:
        yield step.text
        yield from _flat(step.steps)


# Sections to content -----------------------------------------------------------------------------


def _reading(parts: Parts) -> Reading:
    leftover = list(parts.leftover)
    start, main, listed = _main_task(parts.blocks.get("main_task", []))
    own_start = _prose(parts.blocks.get("starting_point", []))
    reader = Reader(titles=listed)
    blocks = parts.blocks.get("subtasks", [])
    plan_blocks = parts.blocks.get("time_plan", [])
    plan_is_table = any(block.kind == "row" for block in plan_blocks)
    found = reader.read(blocks) if blocks else []
    if not found and listed:
        found = reader.from_titles()
    if not found and plan_blocks and (plan_is_table or any(is_label(block) for block in plan_blocks)):
        # The time plan is where the subtasks stand.
        found = reader.read(plan_blocks)
        reader.rest.clear()
    found = keyed(found, reader.rest)
    plan = read_time_plan(parts.headings.get("time_plan", ""), plan_blocks, found)
    lines = plan.lines or tuple(
        TimetableLine(subtask.title, subtask.period) for subtask in plan.subtasks if subtask.period
    )
    leftover += reader.rest
    content = Content(
        starting_point="\n".join(part for part in (own_start, start) if part),
        main_task=main,
        subtasks=plan.subtasks,
        time_plan=plan.text,
        timetable=lines,
        reporting=read_reporting(parts.blocks.get("reporting", [])),
        signs=tuple(block.text for block in parts.blocks.get("signs", [])),
        **{
            name: _prose(parts.blocks.get(name, []))
            for name in ("main_effort", "constraints", "freedoms", "stop", "brief_holds", "med")
        },
    )
    return Reading(parts.title, content, _flags(content), tuple(leftover))


def _prose(blocks: list[Block]) -> str:
    return "\n".join(_line(block) for block in blocks)


def _line(block: Block) -> str:
    if block.kind in ("bullet", "number"):
        return f"{'  ' * block.level}• {block.text}"
    return block.text


_IS_MAIN = re.compile(
    r"(?<!\w)(?:hoved[- ]?opgave\w* (?:er|bliver|bestar|i dette|i forhold|lyder)|(?:vores"
    r"|enhedens) hoved[- ]?opgave"
    r"|main task is|our task is"
    r"|vores opgave (?:er|bliver)|vi vil (?!gerne takke)|opgaven er|we will|we want to|vi skal)"
)
_IS_START = re.compile(
    r"^(?:det er (?:ogsa )?)?(?:vores|enhedens|vort) udgangs?punkt|^udgangspunktet|(?<!\w)(?:vores"
    r"|enhedens) udgangspunkt"
    r"|^our starting point|^we (?:start|begin) from|^baggrund\w*"
)
_IS_NOW = re.compile(
    r"(?<!\w)(?:udgangspunkt\w*|i dag|pa nuvaerende|tidligere|siden|vi er|vi har|der er|today|currently"
    r"|we are|we have|is not known)"
)


_IS_WANTED = re.compile(r"(?<!\w)(?:vil|skal|onsker|malet|at|will|want|must|shall|to)(?!\w)")


def _main_task(blocks: list[Block]) -> tuple[str, str, list[str]]:
    """(starting point, main task, self-set subtasks listed there) of the section that holds them all."""
    pieces: list[tuple[int, Block, str]] = []
    for at, block in enumerate(blocks):
        for sentence in sentences(block.text) if block.kind in ("paragraph", "heading") else [block.text]:
            pieces.append((at, block, sentence))
    mains = [at for at, (_, block, text) in enumerate(pieces) if _IS_MAIN.search(plain(text))]
    strict = [at for at in mains if re.search(r"hoved[- ]?opgave|main task", plain(pieces[at][2]))]
    first_main = (strict or mains or [0])[0]
    before = [plain(text) for _, _, text in pieces[:first_main]]
    is_start = any(_IS_NOW.search(line) or _IS_START.search(line) for line in before) or not any(
        _IS_WANTED.search(line) for line in before
    )
    start: list[tuple[int, str]] = []
    main: list[tuple[int, str]] = []
    into = start if is_start and first_main else main
    for at, (number, block, text) in enumerate(pieces):
        if at == first_main:
            into = main
        elif at > first_main and block.kind == "paragraph":
            if _IS_START.search(plain(text)):
                into = start
            elif into is start and (_IS_MAIN.search(plain(text)) or number != pieces[at - 1][0]):
                into = main
        into.append((number, _line(replace(block, text=text))))
    listed = [block.text for _, block, _ in pieces if block.kind in ("bullet", "number") and block.level == 0]
    return _by_block(start), _by_block(main), listed


def _by_block(pieces: list[tuple[int, str]]) -> str:
    lines: dict[int, str] = {}
    for number, text in pieces:
        lines[number] = f"{lines[number]} {text}" if number in lines else text
    return "\n".join(lines.values())


def _flags(content: Content) -> tuple[Flag, ...]:
    flags = []
    missing = {
        "main_task": not content.main_task,
        "subtasks": not content.subtasks,
        "time_plan": not content.time_plan and not content.timetable,
        "reporting": not content.reporting.text,
    }
    flags += [Flag(name, f"missing_{name}", "") for name in REQUIRED if missing[name]]
    for at, line in enumerate(content.timetable):
        if line.period.precision == "unreadable":
            flags.append(Flag(f"timetable.{at}.period", "unreadable_period", line.period.text))
    told = " ".join(flag.text for flag in flags)
    for at, subtask in enumerate(content.subtasks):
        period = subtask.period
        # Words that the time plan's flag quotes already are asked about once.
        if period and period.precision == "unreadable" and not _quoted(period.text, told, content):
            flags.append(Flag(f"subtasks.{at}.period", "unreadable_period", period.text))
    if content.reporting.text and not content.reporting.to:
        flags.append(Flag("reporting.to", "no_reporting_recipient", content.reporting.text))
    if content.reporting.text and not content.reporting.when:
        flags.append(Flag("reporting.when", "no_reporting_date", content.reporting.text))
    return tuple(flags)


def _quoted(words: str, told: str, content: Content) -> bool:
    unread = [line.period.text for line in content.timetable if line.period.precision == "unreadable"]
    return words in told or any(text in words for text in unread)
