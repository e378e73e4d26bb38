"""The schema of a playbook: one document, its sections each in a file of their own. Imports no Django.

A section that comes later gets a default, so that playbooks already running can still be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from pejlemaerke.playbooks import stages as stage_rules
from pejlemaerke.playbooks.backbrief import Backbrief
from pejlemaerke.playbooks.brief import Brief
from pejlemaerke.playbooks.gaps import Gaps
from pejlemaerke.playbooks.review import Review
from pejlemaerke.playbooks.stages import Stage
from pejlemaerke.playbooks.texts import Contradiction, Key, Part, Text, same_key_twice


class Word(Part):
    """A word of the method, and what is meant by it here."""

    key: Key
    word: Text
    meaning: Text


class Playbook(Part):
    """A way of carrying out an initiative.

    `key` never changes and `version` grows by each edition; together they say which playbook an initiative
    runs on. `kind` is the sort of initiative in the words people use. `help` is text for pages, by the name
    of the page or part it explains. `model_dump_json` and `model_validate_json` carry a playbook out and
    back unchanged.
    """

    key: Key
    version: Annotated[StrictInt, Field(ge=1)]
    title: Text
    kind: Text
    summary: Text
    purpose: Text
    stages: tuple[Stage, ...]
    brief: Brief
    backbrief: Backbrief
    gaps: Gaps
    review: Review
    help: dict[Key, Text] = Field(default_factory=dict)
    words: tuple[Word, ...] = ()

    def stage(self, key: str) -> Stage:
        """The stage with that key; KeyError if there is none."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def help_text(self, key: str, language: str) -> str:
        """The help text with that key in that language, or "" where the playbook has none."""
        text = self.help.get(key)
        return text.in_language(language) if text else ""

    def contradictions(self) -> Iterator[Contradiction]:
        for found in stage_rules.contradictions(self.stages):
            yield found.under("stages")
        for found in self.backbrief.contradictions():
            yield found.under("backbrief")
        for found in self.gaps.contradictions():
            yield found.under("gaps")
        for found in self.review.contradictions():
            yield found.under("review")
        for found in same_key_twice(word.key for word in self.words):
            yield found.under("words")

    @model_validator(mode="after")
    def fits_together(self) -> Playbook:
        found = tuple(self.contradictions())
        if found:
            raise PydanticCustomError("contradictions", "does not fit together", {"found": found})
        return self
