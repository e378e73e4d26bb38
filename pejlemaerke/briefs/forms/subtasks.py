"""The subtasks as one form: a group of fields per subtask, with buttons to add, move and take out.

Without script the buttons post the whole form and the page comes back with the change; nothing typed is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejlemaerke.core.ids import uuid7
from pejlemaerke.core.period_json import period_to_json
from pejlemaerke.core.periods import parse_period
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.ui.forms import GuardedForm, TextField

from ..content import Step

PARTS = ("title", "steps", "who", "period", "product", "phase", "after", "is_main_effort")
MOST = 60
_NESTED = re.compile(r"^(?:\s{2,}|\t|\s*[-–•*]\s+)")


@dataclass(frozen=True)
class Group:
    """One subtask's bound fields, for the template."""

    number: int
    key: str
    title: str
    fields: tuple[Any, ...]
    key_field: Any
    period_field: Any
    is_first: bool
    is_last: bool
    is_open: bool


class SubtasksForm(GuardedForm, forms.Form):
    """`value()` is the section's value. `do` ("add", "remove:2", "up:2", "down:2") is applied by `changed()`."""

    mark_optional = False

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.number = self._count()
        self.fields["count"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=self.number, min_value=0, max_value=MOST
        )
        titles = [(self._told(at, "key"), self._told(at, "title")) for at in range(self.number)]
        for at in range(self.number):
            self.fields[f"{at}-key"] = forms.CharField(widget=forms.HiddenInput, max_length=40)
            self.fields[f"{at}-title"] = TextField(rows=2, required=False, max_length=500)
            self.fields[f"{at}-steps"] = TextField(rows=4, required=False, max_length=10000)
            self.fields[f"{at}-who"] = forms.CharField(required=False, max_length=200)
            self.fields[f"{at}-period"] = forms.CharField(required=False, max_length=200)
            self.fields[f"{at}-product"] = TextField(rows=2, required=False, max_length=2000)
            self.fields[f"{at}-phase"] = forms.CharField(required=False, max_length=80)
            others = [(key, title[:80] or key) for key, title in titles if key and key != titles[at][0]]
            self.fields[f"{at}-after"] = forms.ChoiceField(
                required=False, choices=[("", _("No other subtask")), *others]
            )
            self.fields[f"{at}-is_main_effort"] = forms.BooleanField(
                required=False, label=_("This is our main effort")
            )

    def _count(self) -> int:
        told = self.data.get(self.add_prefix("count")) if self.is_bound else self.initial.get("count", 0)
        try:
            return max(0, min(MOST, int(told or 0)))
        except ValueError:
            return 0

    def _told(self, at: int, part: str) -> str:
        name = f"{at}-{part}"
        source = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        return str(source or "")

    def value(self) -> dict[str, Any]:
        """Subtasks in order; one without a single word is left out."""
        clean = self.cleaned_data
        subtasks = []
        for at in range(self.number):
            text = {part: clean[f"{at}-{part}"] for part in PARTS}
            if not any(value for value in text.values()):
                continue
            period = parse_period(text["period"]) if text["period"].strip() else None
            subtasks.append(
                {
                    "key": clean[f"{at}-key"],
                    "title": " ".join(text["title"].split()),
                    "phase": text["phase"],
                    "steps": [_step_json(step) for step in read_steps(text["steps"])],
                    "who": text["who"],
                    "period": period_to_json(period) if period else None,
                    "product": text["product"],
                    "after": text["after"],
                    "is_main_effort": text["is_main_effort"],
                }
            )
        kept = {subtask["key"] for subtask in subtasks}
        for subtask in subtasks:
            if subtask["after"] not in kept:
                subtask["after"] = ""
        return {"subtasks": subtasks}

    @classmethod
    def initial_for(cls, value: dict[str, Any]) -> dict[str, Any]:
        subtasks = value.get("subtasks", [])
        initial: dict[str, Any] = {"count": len(subtasks)}
        for at, subtask in enumerate(subtasks):
            initial |= {f"{at}-{part}": subtask.get(part, "") for part in ("key", *PARTS)}
            initial[f"{at}-steps"] = write_steps(subtask.get("steps", []))
            period = subtask.get("period")
            initial[f"{at}-period"] = period["text"] if period else ""
        return initial

    def groups(self) -> list[Group]:
        return [
            Group(
                number=at + 1,
                key=self._told(at, "key"),
                title=self._told(at, "title"),
                fields=tuple(self[f"{at}-{part}"] for part in PARTS),
                key_field=self[f"{at}-key"],
                period_field=self[f"{at}-period"],
                is_first=at == 0,
                is_last=at == self.number - 1,
                is_open=self.number <= 2 or not self._told(at, "title") or bool(self._wrong(at)),
            )
            for at in range(self.number)
        ]

    def _wrong(self, at: int) -> bool:
        return self.is_bound and any(name.startswith(f"{at}-") for name in self.errors)

    def ask(self, playbook: Playbook, section: str, language: str) -> None:
        prompt = playbook.backbrief.section(section)
        for name, field in self.fields.items():
            part = name.partition("-")[2]
            own = prompt.field(part)
            if own is None:
                continue
            field.label = own.title.in_language(language)
            field.help_text = (own.help or own.question).in_language(language)
            if part == "steps":
                line = _("One step a line. Begin with a dash where it belongs under the one above.")
                field.help_text = f"{field.help_text} {line}"


def changed(value: dict[str, Any], do: str) -> dict[str, Any]:
    """The section's value after a button: add, remove:n, up:n or down:n (n from 1). Anything else changes nothing."""
    subtasks = list(value["subtasks"])
    verb, _colon, place = do.partition(":")
    at = int(place) - 1 if place.isdecimal() else -1
    if verb == "add" and len(subtasks) < MOST:
        subtasks.append(empty_subtask())
    elif 0 <= at < len(subtasks):
        if verb == "remove":
            subtasks.pop(at)
        elif verb in ("up", "down"):
            to = at - 1 if verb == "up" else at + 1
            if 0 <= to < len(subtasks):
                subtasks[at], subtasks[to] = subtasks[to], subtasks[at]
    return {"subtasks": subtasks}


def empty_subtask() -> dict[str, Any]:
    return {
        "key": str(uuid7()), "title": "", "phase": "", "steps": [], "who": "", "period": None, "product": "",
        "after": "", "is_main_effort": False,
    }  # fmt: skip


def read_steps(text: str) -> tuple[Step, ...]:
    """One step a line; a line that is indented or begins with a dash belongs under the one before it. A step that
    ends with a question mark is a question to be answered."""
    steps: list[Step] = []
    for line in text.splitlines():
        words = line.strip().lstrip("-–•*").strip()
        if not words:
            continue
        step = Step(words, words.endswith("?"))
        if _NESTED.match(line) and steps:
            last = steps[-1]
            steps[-1] = Step(last.text, last.is_question, (*last.steps, step))
        else:
            steps.append(step)
    return tuple(steps)


def write_steps(steps: list[dict[str, Any]]) -> str:
    """The inverse of `read_steps`."""
    lines = []
    for step in steps:
        lines.append(step["text"])
        lines += [f"- {inner['text']}" for inner in step.get("steps", [])]
    return "\n".join(lines)


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "text": step.text,
        "is_question": step.is_question,
        "steps": [_step_json(inner) for inner in step.steps],
    }
