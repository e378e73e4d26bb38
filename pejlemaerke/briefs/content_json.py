"""A backbrief's content as JSON and back, for drafts and revisions. Imports no Django.

Version 1. What is missing takes the field's empty value, so that an old revision stays readable when content
grows; what is there must have the right shape, else ValueError names the place (never the text).
"""

from __future__ import annotations

from typing import Any

from pejlemaerke.briefs.content import Content, Reporting, Step, Subtask, TimetableLine
from pejlemaerke.core.period_json import period_from_json, period_to_json

VERSION = 1

_TEXTS = (
    "starting_point", "main_task", "time_plan", "main_effort", "constraints", "freedoms", "stop",
    "brief_holds", "med",
)  # fmt: skip


def content_to_json(content: Content) -> dict[str, Any]:
    """JSON-ready: str, bool, None, list and dict only; dates as ISO strings."""
    return {
        "v": VERSION,
        **{name: getattr(content, name) for name in _TEXTS},
        "subtasks": [_subtask_to_json(subtask) for subtask in content.subtasks],
        "timetable": [
            {"text": line.text, "period": period_to_json(line.period)} for line in content.timetable
        ],
        "reporting": {
            "text": content.reporting.text,
            "to": content.reporting.to,
            "when": content.reporting.when,
        },
        "signs": list(content.signs),
    }


def content_from_json(data: object) -> Content:
    """The content `content_to_json` made. ValueError for another version or a wrong shape."""
    fields = _dict(data, "content")
    if fields.get("v") != VERSION:
        raise ValueError("content.v: not a version this program reads")
    reporting = _dict(fields.get("reporting", {}), "content.reporting")
    return Content(
        **{name: _text(fields, name, "content") for name in _TEXTS},
        subtasks=tuple(
            _subtask_from_json(one, f"content.subtasks.{at}")
            for at, one in enumerate(_list(fields, "subtasks", "content"))
        ),
        timetable=tuple(
            _line_from_json(one, f"content.timetable.{at}")
            for at, one in enumerate(_list(fields, "timetable", "content"))
        ),
        reporting=Reporting(
            *(_text(reporting, name, "content.reporting") for name in ("text", "to", "when"))
        ),
        signs=tuple(
            _is_text(one, f"content.signs.{at}") for at, one in enumerate(_list(fields, "signs", "content"))
        ),
    )


def _step_to_json(step: Step) -> dict[str, Any]:
    return {
        "text": step.text,
        "is_question": step.is_question,
        "steps": [_step_to_json(one) for one in step.steps],
    }


def _step_from_json(data: object, where: str) -> Step:
    fields = _dict(data, where)
    return Step(
        _text(fields, "text", where),
        _flag(fields, "is_question", where),
        tuple(
            _step_from_json(one, f"{where}.steps.{at}")
            for at, one in enumerate(_list(fields, "steps", where))
        ),
    )


def _subtask_to_json(subtask: Subtask) -> dict[str, Any]:
    return {
        "key": subtask.key,
        "title": subtask.title,
        "phase": subtask.phase,
        "steps": [_step_to_json(step) for step in subtask.steps],
        "who": subtask.who,
        "period": period_to_json(subtask.period) if subtask.period else None,
        "product": subtask.product,
        "after": subtask.after,
        "is_main_effort": subtask.is_main_effort,
    }


def _subtask_from_json(data: object, where: str) -> Subtask:
    fields = _dict(data, where)
    key = _text(fields, "key", where)
    if not key:
        raise ValueError(f"{where}.key: missing")
    period = fields.get("period")
    return Subtask(
        key=key,
        steps=tuple(
            _step_from_json(one, f"{where}.steps.{at}")
            for at, one in enumerate(_list(fields, "steps", where))
        ),
        period=None if period is None else period_from_json(period, f"{where}.period"),
        is_main_effort=_flag(fields, "is_main_effort", where),
        **{name: _text(fields, name, where) for name in ("title", "phase", "who", "product", "after")},
    )


def _line_from_json(data: object, where: str) -> TimetableLine:
    fields = _dict(data, where)
    return TimetableLine(
        _text(fields, "text", where), period_from_json(fields.get("period"), f"{where}.period")
    )


def _dict(data: object, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{where}: an object is expected")
    return data


def _list(fields: dict[str, Any], name: str, where: str) -> list[object]:
    value = fields.get(name, [])
    if not isinstance(value, list):
        raise ValueError(f"{where}.{name}: a list is expected")
    return value


def _text(fields: dict[str, Any], name: str, where: str) -> str:
    return _is_text(fields.get(name, ""), f"{where}.{name}")


def _is_text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{where}: text is expected")
    return value


def _flag(fields: dict[str, Any], name: str, where: str) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f"{where}.{name}: true or false is expected")
    return value
