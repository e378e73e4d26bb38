"""The sections of a backbrief, in the order a playbook wants them. Imports no Django.

A playbook names, explains and orders the sections; which there are is the product's own matter, and the
four that a backbrief cannot do without stay required.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from pydantic import StrictBool

from pejlemaerke.playbooks.texts import Contradiction, Part, Prompt, Text, same_key_twice

SectionKey = Literal[
    "main_task",
    "subtasks",
    "time_plan",
    "reporting",
    "signs",
    "main_effort",
    "boundaries",
    "stop",
    "brief_holds",
    "med",
]
SECTION_KEYS: tuple[str, ...] = get_args(SectionKey)

#: A backbrief without these cannot be submitted, whatever a playbook says.
REQUIRED_SECTIONS = frozenset({"main_task", "subtasks", "time_plan", "reporting"})

#: The fields a section may explain one by one. Those of the first two must all be there.
SECTION_FIELDS: dict[str, tuple[str, ...]] = {
    "main_task": ("starting_point", "main_task"),
    "boundaries": ("constraints", "freedoms"),
    "subtasks": ("title", "phase", "steps", "who", "period", "product", "after", "is_main_effort"),
    "reporting": ("text", "to", "when"),
}
_WHOLE = frozenset({"main_task", "boundaries"})


class SectionField(Part):
    """One field within a section. `key` is the field's name in the backbrief's content."""

    key: str
    title: Text
    question: Text
    help: Text | None = None
    example: Text | None = None


class Section(Prompt):
    key: SectionKey
    required: StrictBool = False
    fields: tuple[SectionField, ...] = ()

    def field(self, key: str) -> SectionField | None:
        return next((field for field in self.fields if field.key == key), None)

    def contradictions(self) -> Iterator[Contradiction]:
        if self.key in REQUIRED_SECTIONS and not self.required:
            yield Contradiction(("required",), "must_be_required", {"section": self.key})
        for found in same_key_twice(field.key for field in self.fields):
            yield found.under("fields")
        known = SECTION_FIELDS.get(self.key, ())
        for place, field in enumerate(self.fields):
            if field.key not in known:
                values = {"field": field.key, "section": self.key, "known": ", ".join(known) or "–"}
                yield Contradiction(("fields", place, "key"), "no_such_field", values)
        if self.key in _WHOLE:
            for name in known:
                if self.field(name) is None:
                    yield Contradiction(("fields",), "field_missing", {"field": name, "section": self.key})


class Backbrief(Part):
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """The section with that key; every playbook has each of `SECTION_KEYS`."""
        return next(section for section in self.sections if section.key == key)

    def contradictions(self) -> Iterator[Contradiction]:
        for found in same_key_twice(section.key for section in self.sections):
            yield found.under("sections")
        there = {section.key for section in self.sections}
        for key in SECTION_KEYS:
            if key not in there:
                yield Contradiction(("sections",), "section_missing", {"section": key})
        for place, section in enumerate(self.sections):
            for found in section.contradictions():
                yield found.under("sections", place)
