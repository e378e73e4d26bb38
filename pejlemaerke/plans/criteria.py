"""The criteria of a stage's gate as they stand now: read from the plan, and said in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke.playbooks.schema import Playbook

from .gates import Criterion, Facts, criteria
from .models import Activity, ChecklistAnswer, PhasePaper, Plan, PlanStage


def read_facts(plan: Plan) -> Facts:
    """Three queries, and one where a gate waits for the approval of the plan."""
    answers = ChecklistAnswer.objects.filter(plan=plan).select_related("activity")
    activities = Activity.objects.filter(plan=plan).exclude(item="")
    rows = activities.values_list("item", "state", "med_item__state")
    med = sorted((med == "concluded", item, med) for item, _state, med in rows if med)
    return Facts(
        answers={(answer.checklist, answer.question): answer.is_met for answer in answers},
        # Of a series, one that is concluded counts.
        med={item: state for _concluded, item, state in med},
        papers={
            (kind, stage): state
            for kind, stage, state in PhasePaper.objects.filter(plan=plan).values_list(
                "kind", "stage", "state"
            )
        },
        held={item for item, state, _med in rows if state == "held"},
        is_approved=_is_approved(plan),
    )


def _is_approved(plan: Plan) -> bool:
    gates = (stage.gate for stage in plan.initiative.playbook.stages)
    if not any(gate is not None and gate.approval for gate in gates):
        return False
    last = plan.approvals.order_by("-number").values_list("state", flat=True).first()
    return last == "approved"


def gate_plan(stage: PlanStage) -> Plan | None:
    """The plan a stage's gate looks at: its own, or the central one where the playbook says so."""
    gate = stage.plan.initiative.playbook.stage(stage.key).gate
    if gate is None or gate.scope == "local" or stage.plan.is_central:
        return stage.plan
    return stage.plan.initiative.plans.filter(is_central=True).first()


def has_gate(stage: PlanStage) -> bool:
    """A gate is each workplace's own; the central plan has one only where the playbook says so."""
    gate = stage.plan.initiative.playbook.stage(stage.key).gate
    return gate is not None and (gate.scope == "central" or not stage.plan.is_central)


def read_criteria(stage: PlanStage) -> tuple[Criterion, ...]:
    """Everything the gate of this stage waits for, met or not. A local gate is the workplaces': it never holds the
    central plan, which has none of what it asks for."""
    playbook = stage.plan.initiative.playbook
    if not has_gate(stage):
        return ()
    plan = gate_plan(stage)
    return criteria(playbook, stage.key, read_facts(plan) if plan else Facts())


def say_criterion(playbook: Playbook, criterion: Criterion) -> str:
    """What the gate waits for, in words that fit after "Missing:"."""
    language = get_language() or "da"
    if criterion.kind == "checklist":
        found = next(one for one in playbook.checklists if one.key == criterion.key)
        return _("the checklist “%(title)s”") % {"title": found.title.in_language(language)}
    if criterion.kind in ("med_item", "activity"):
        activity = next(one for one in playbook.activities if one.key == criterion.key)
        title = activity.title.in_language(language)
        if criterion.kind == "med_item":
            return _("“%(title)s” concluded in MED") % {"title": title}
        return _("“%(title)s” held") % {"title": title}
    if criterion.kind == "approval":
        return _("the leadership group's yes to the plan")
    stage = playbook.stage(criterion.key).title.in_language(language)
    if criterion.kind == "evaluation":
        return _("the process evaluation of “%(stage)s”") % {"stage": stage}
    return _("the sketch after “%(stage)s” presented") % {"stage": stage}


def say_missing(playbook: Playbook, still: Iterable[Criterion]) -> str:
    return "; ".join(say_criterion(playbook, criterion) for criterion in still)
