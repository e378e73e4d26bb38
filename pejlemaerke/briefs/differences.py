"""What changed between two versions of a backbrief, section by section, word by word. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pejlemaerke.briefs.content import Content, Step, Subtask
from pejlemaerke.core.periods import Period
from pejlemaerke.core.wording import Segment, segments

Kind = Literal["added", "removed", "changed", "same"]


@dataclass(frozen=True)
class Change:
    """One field compared. `section` is the editor's name of it; `subtask_key` and `title` are set for
    subtasks; `field` is the field of `Content` or `Subtask`. Joining the segments that are not "removed"
    gives the new text, those that are not "added" the old one."""

    section: str
    field: str
    kind: Kind
    segments: tuple[Segment, ...] = ()
    subtask_key: str = ""
    title: str = ""


_SECTIONS = (
    ("main_task", "starting_point"), ("main_task", "main_task"), ("subtasks", ""), ("time_plan", "time_plan"),
    ("reporting", "text"), ("reporting", "to"), ("reporting", "when"), ("signs", "signs"),
    ("main_effort", "main_effort"), ("boundaries", "constraints"), ("boundaries", "freedoms"),
    ("stop", "stop"), ("brief_holds", "brief_holds"), ("med", "med"),
)  # fmt: skip
_SUBTASK_FIELDS = ("title", "phase", "steps", "who", "period", "product", "after", "is_main_effort")


def compare(old: Content, new: Content) -> list[Change]:
    """Every field of both, in the editor's order; what is empty in both is left out.

    Subtasks are matched by key: those of the new version in its order, then those that are gone. A whole
    subtask added or removed is one change, with its fields following it.
    """
    changes: list[Change] = []
    for section, name in _SECTIONS:
        if not name:
            changes += _subtasks(old.subtasks, new.subtasks)
        elif section == "reporting":
            changes += _field(section, name, getattr(old.reporting, name), getattr(new.reporting, name))
        elif section == "signs":
            changes += _field(section, name, "\n".join(old.signs), "\n".join(new.signs))
        else:
            changes += _field(section, name, getattr(old, name), getattr(new, name))
    return changes


def changed_only(changes: list[Change]) -> list[Change]:
    """Without what stayed the same."""
    return [change for change in changes if change.kind != "same"]


def _field(section: str, name: str, old: str, new: str, key: str = "", title: str = "") -> Iterator[Change]:
    if not old and not new:
        return
    kind: Kind = "same" if old == new else "added" if not old else "removed" if not new else "changed"
    yield Change(section, name, kind, segments(old, new), key, title)


def _subtasks(old: tuple[Subtask, ...], new: tuple[Subtask, ...]) -> Iterator[Change]:
    before = {subtask.key: subtask for subtask in old}
    now = {subtask.key: subtask for subtask in new}
    for subtask in new:
        was = before.get(subtask.key)
        kind: Kind = "added" if was is None else "same" if was == subtask else "changed"
        yield Change("subtasks", "", kind, subtask_key=subtask.key, title=subtask.title)
        yield from _subtask_fields(was, subtask)
    for subtask in old:
        if subtask.key not in now:
            yield Change("subtasks", "", "removed", subtask_key=subtask.key, title=subtask.title)
            yield from _subtask_fields(subtask, None)


def _subtask_fields(old: Subtask | None, new: Subtask | None) -> Iterator[Change]:
    whole = new or old
    if whole is None:
        return
    for name in _SUBTASK_FIELDS:
        before = _said(getattr(old, name)) if old else ""
        after = _said(getattr(new, name)) if new else ""
        yield from _field("subtasks", name, before, after, whole.key, whole.title)


def _said(value: str | bool | Period | tuple[Step, ...] | None) -> str:
    """A field of a subtask as text to compare; a period with its days, so that a corrected day is seen."""
    if isinstance(value, str):
        return value
    if isinstance(value, Period):
        days = f" ({_day(value.first)} – {_day(value.last)})" if value.first and value.last else ""
        return f"{value.text}{days}"
    if isinstance(value, tuple):
        return "\n".join(_steps(value, ""))
    # The mark of the main effort has no words of its own: "x" where it is set.
    return "x" if value else ""


def _day(day: date) -> str:
    """Figures alone, since this module knows no language."""
    return f"{day.day}.{day.month}.{day.year}"


def _steps(steps: tuple[Step, ...], indent: str) -> Iterator[str]:
    for step in steps:
        yield f"{indent}{step.text}"
        yield from _steps(step.steps, indent + "  ")
