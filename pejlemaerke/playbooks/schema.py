"""The schema of a playbook: one document, its sections each in a file of their own. Imports no Django.

A section that comes later gets a default, so that playbooks already running can still be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from pejlemaerke.playbooks import activities as activity_rules
from pejlemaerke.playbooks import checklists as checklist_rules
from pejlemaerke.playbooks import communication as package_rules
from pejlemaerke.playbooks import reflection as theme_rules
from pejlemaerke.playbooks import reports as report_rules
from pejlemaerke.playbooks import rhythms as rhythm_rules
from pejlemaerke.playbooks import roles as role_rules
from pejlemaerke.playbooks import stages as stage_rules
from pejlemaerke.playbooks.activities import Activity
from pejlemaerke.playbooks.approval import Approval
from pejlemaerke.playbooks.backbrief import Backbrief
from pejlemaerke.playbooks.brief import Brief
from pejlemaerke.playbooks.checklists import Checklist
from pejlemaerke.playbooks.communication import Audience, Package
from pejlemaerke.playbooks.gaps import Gaps
from pejlemaerke.playbooks.reflection import Theme
from pejlemaerke.playbooks.reports import Report
from pejlemaerke.playbooks.review import Review
from pejlemaerke.playbooks.rhythms import Rhythm
from pejlemaerke.playbooks.risks import Risk
from pejlemaerke.playbooks.roles import Role
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
    activities: tuple[Activity, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    reflection: tuple[Theme, ...] = ()
    audiences: tuple[Audience, ...] = ()
    packages: tuple[Package, ...] = ()
    reports: tuple[Report, ...] = ()
    risks: tuple[Risk, ...] = ()
    roles: tuple[Role, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    approval: Approval | None = None

    def stage(self, key: str) -> Stage:
        """The stage with that key; KeyError if there is none."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def activity(self, key: str) -> Activity:
        """The activity with that key; KeyError if there is none."""
        for activity in self.activities:
            if activity.key == key:
                return activity
        raise KeyError(key)

    def checklist(self, key: str) -> Checklist:
        """The checklist with that key; KeyError if there is none."""
        for checklist in self.checklists:
            if checklist.key == key:
                return checklist
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
        yield from self._plan_contradictions()

    def _plan_contradictions(self) -> Iterator[Contradiction]:
        """What does not fit together in what a plan is made of."""
        order = stage_rules.order_of(self.stages)
        audiences = [audience.key for audience in self.audiences]
        packages = [package.key for package in self.packages]
        activities = {activity.key: activity for activity in self.activities}
        checklists = {checklist.key: checklist for checklist in self.checklists}
        for place, stage in enumerate(self.stages):
            if stage.gate is not None:
                for found in stage.gate.contradictions(
                    stage.key, order, activities, checklists, is_approved=self.approval is not None
                ):
                    yield found.under("stages", place, "gate")
        found_in = {
            "activities": activity_rules.contradictions(
                self.activities, order, audiences=audiences, packages=packages
            ),
            "checklists": checklist_rules.contradictions(self.checklists, order),
            "reflection": theme_rules.contradictions(self.reflection),
            "audiences": same_key_twice(audiences),
            "packages": package_rules.contradictions(self.packages, order, audiences),
            "reports": report_rules.contradictions(self.reports, order),
            "risks": same_key_twice(risk.key for risk in self.risks),
            "roles": role_rules.contradictions(self.roles),
            "rhythms": rhythm_rules.contradictions(self.rhythms),
        }
        for name, those in found_in.items():
            for found in those:
                yield found.under(name)

    @model_validator(mode="after")
    def fits_together(self) -> Playbook:
        found = tuple(self.contradictions())
        if found:
            raise PydanticCustomError("contradictions", "does not fit together", {"found": found})
        return self
