"""What must be in place before a stage opens, and what still is not. Imports no Django.

A gate is each workplace's own. Only where the playbook says `scope: central` does it look at the central plan.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pejlemaerke.playbooks.schema import Playbook

CriterionKind = Literal["checklist", "med_item", "evaluation", "sketch", "activity", "approval"]

#: From this point on a paper counts as written, or as presented.
WRITTEN = frozenset({"written", "presented", "seen"})
PRESENTED = frozenset({"presented", "seen"})


@dataclass(frozen=True)
class Facts:
    """What stands in a plan. `answers`: (checklist, question) → is it met; what is not answered is not there.
    `med`: playbook key of the activity → state of its MED item. `papers`: (kind, stage) → state.
    `held`: playbook keys of activities that were held. `is_approved`: the last time the plan was laid before the
    leadership group, all of them said yes."""

    answers: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    med: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    held: Collection[str] = frozenset()
    is_approved: bool = False


@dataclass(frozen=True)
class Criterion:
    """One thing a gate waits for. `key` is the playbook's ("" for an approval); `open` the keys of questions still open
    in a checklist."""

    kind: CriterionKind
    key: str
    is_met: bool
    open: tuple[str, ...] = ()


def criteria(playbook: Playbook, stage: str, facts: Facts) -> tuple[Criterion, ...]:
    """Everything the stage's gate waits for, met or not, in the playbook's order; nothing where it has no gate."""
    gate = playbook.stage(stage).gate
    if gate is None:
        return ()
    checklists = {checklist.key: checklist for checklist in playbook.checklists}
    found: list[Criterion] = []
    for key in gate.checklists:
        still = tuple(
            question.key
            for question in checklists[key].questions
            if not facts.answers.get((key, question.key), False)
        )
        found.append(Criterion("checklist", key, not still, still))
    found += [Criterion("med_item", key, facts.med.get(key) == "concluded") for key in gate.med_items]
    found += [
        Criterion("evaluation", key, facts.papers.get(("evaluation", key)) in WRITTEN)
        for key in gate.evaluations
    ]
    found += [
        Criterion("sketch", key, facts.papers.get(("sketch", key)) in PRESENTED) for key in gate.sketches
    ]
    found += [Criterion("activity", key, key in facts.held) for key in gate.activities]
    if gate.approval:
        found.append(Criterion("approval", "", facts.is_approved))
    return tuple(found)


def missing(found: Collection[Criterion]) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in found if not criterion.is_met)
