"""What was put into the demo's plans and how it went, as `texts/plans.yaml` holds it. Imports no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .rows import take

#: "central" names the plan of the whole initiative.
CENTRAL = "central"


@dataclass(frozen=True)
class HoursText:
    whom: str
    hours: int
    per: str
    why: str


@dataclass(frozen=True)
class Given:
    """What is said of an activity; what is left out stays as the playbook or its first maker has it. `at` and `to` are
    days from today. `group` makes the workplace's implementation group its owner."""

    at: int | None = None
    to: int | None = None
    starts: str = ""
    ends: str = ""
    place: str = ""
    responsible: str = ""
    participants: str = ""
    confirm: bool = False
    kind: str = ""
    title: str = ""
    stage: str = ""
    group: bool = False
    hours: tuple[HoursText, ...] = ()


@dataclass(frozen=True)
class PlanAct:
    """One thing somebody does with a plan: `do` names it, and says which of the others are read. `by` is a person's
    key, "" for the one who plans. `item` is the key of an activity in the playbook, or one of its own."""

    day: int
    do: str
    by: str = ""
    item: str = ""
    stage: str = ""
    kind: str = ""
    key: str = ""
    text: str = ""
    note: str = ""
    first: int = 0
    last: int = 0
    names: tuple[str, ...] = ()
    items: Mapping[str, Given] = field(default_factory=dict)
    subtasks: Mapping[str, Given] = field(default_factory=dict)
    given: Given = Given()
    # MED
    committee: str = ""
    papers: int | None = None
    decision: int | None = None
    staff: str = ""
    management: str = ""
    conclusion: str = ""
    # what was said: question key, or "service/question key" → words
    products: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    open_ends: str = ""
    # checklists: question → "yes", words, {"activity": title} or {"reason": words}
    checklist: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    # proposals, approval, groups and risks
    proposal: str = ""
    answer: str = ""
    people: tuple[str, ...] = ()
    due: int = 0
    name: str = ""
    leads: str = ""
    owner: str = ""


@dataclass(frozen=True)
class PlanText:
    """The plan of a unit in an initiative, or "central". `by` plans it when it is not its leader or sponsor."""

    plan: str
    initiative: str
    acts: tuple[PlanAct, ...]
    by: str = ""


def plan_text(row: Mapping[str, Any]) -> PlanText:
    return take(PlanText, {**row, "acts": tuple(_act(part) for part in row["acts"])})


def _act(row: Mapping[str, Any]) -> PlanAct:
    taken = {
        name: {key: _given(part) for key, part in row[name].items()}
        for name in ("items", "subtasks")
        if name in row
    }
    return take(PlanAct, {**row, **taken, "given": _given(row.get("given", {}))})


def _given(row: Mapping[str, Any]) -> Given:
    return take(Given, {**row, "hours": tuple(take(HoursText, part) for part in row.get("hours", ()))})
