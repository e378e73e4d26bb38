"""The editor's sections and how they add up to a `Content`. Imports no Django."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .content import Content
from .content_json import content_from_json, content_to_json

#: Section → the fields of Content it holds.
FIELDS: dict[str, tuple[str, ...]] = {
    "main_task": ("starting_point", "main_task"),
    "subtasks": ("subtasks",),
    "time_plan": ("time_plan", "timetable"),
    "reporting": ("reporting",),
    "signs": ("signs",),
    "main_effort": ("main_effort",),
    "boundaries": ("constraints", "freedoms"),
    "stop": ("stop",),
    "brief_holds": ("brief_holds",),
    "med": ("med",),
}


def split(content: Content) -> dict[str, dict[str, Any]]:
    """Section name → its value as JSON, every section present."""
    data = content_to_json(content)
    return {name: {key: data[key] for key in keys} for name, keys in FIELDS.items()}


def join(values: Mapping[str, Mapping[str, Any]]) -> Content:
    """The whole content of a draft; sections nobody has opened are empty."""
    merged: dict[str, Any] = {"v": 1}
    for name, keys in FIELDS.items():
        value = values.get(name, {})
        merged.update({key: value[key] for key in keys if key in value})
    return content_from_json(merged)


def is_filled(content: Content, name: str) -> bool:
    """True if the writer has said something in the section (its main field, for a required one)."""
    if name == "main_task":
        return bool(content.main_task.strip())
    if name == "reporting":
        return bool(content.reporting.text.strip() or content.reporting.to.strip())
    return any(_says_something(getattr(content, key)) for key in FIELDS[name])


def _says_something(value: Any) -> bool:
    """False for white space, and for a list of it."""
    if isinstance(value, str):
        return bool(value.strip())
    return any(_says_something(each) if isinstance(each, str) else True for each in value)


def missing_required(content: Content, required: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in required if not is_filled(content, name))
