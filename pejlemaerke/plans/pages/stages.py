"""A stage: what it is, what its gate waits for and how each thing is met, and what is done in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.stages import Stage

from .. import rules
from ..criteria import gate_plan, read_criteria, say_criterion
from ..gates import Criterion, missing
from ..models import Activity, ChecklistAnswer, PhasePaper, Plan, PlanStage
from ..words import PAPER_STATES, STAGE_STATES, say_paper
from .carrying import mark, say_days
from .shared import ROW, Mark, Row, rows

#: So many activities stand on a stage's own page; the plan's list has them all.
MOST = 40


@dataclass(frozen=True)
class Way:
    """Where somebody goes to meet what a gate waits for. `is_post`: the button makes it."""

    words: str
    url: str
    is_post: bool = False


@dataclass(frozen=True)
class ShownCriterion:
    words: str
    state: Mark
    is_met: bool
    hint: str
    way: Way | None


@dataclass(frozen=True)
class TaskRow:
    """A checklist or a paper of the stage."""

    url: str
    title: str
    state: Mark
    hint: str = ""


@dataclass(frozen=True)
class PaperRow:
    """An evaluation or a sketch that the playbook asks for: the row of the one there is, or what begins it."""

    title: str
    row: TaskRow | None
    begin_url: str


@dataclass(frozen=True)
class ShownStage:
    stage: PlanStage
    title: str
    state: Mark
    days: str
    purpose: str
    lines: tuple[str, ...]
    lang: str
    criteria: tuple[ShownCriterion, ...]
    #: Its gate looks at the central plan.
    is_central_gate: bool
    is_ready: bool
    activities: tuple[Row, ...]
    has_more: bool
    checklists: tuple[TaskRow, ...]
    papers: tuple[PaperRow, ...]


def read_stage(stage: PlanStage, scope: Any, *, today: date, language: str) -> ShownStage:
    """Nine queries, whatever stands in the plan; two more where its gate is the centre's or waits for approval."""
    plan = stage.plan
    playbook = plan.initiative.playbook
    item = playbook.stage(stage.key)
    found = read_criteria(stage)
    own = item.gate is None or item.gate.scope == "local" or plan.is_central
    papers = {(paper.kind, paper.stage): paper for paper in PhasePaper.objects.filter(plan=plan)}
    for paper in papers.values():
        paper.plan = plan
    if own:
        taken = _taken(plan, found)
        ways = [_way(plan, criterion, taken, papers, scope) for criterion in found]
    else:
        ways = [None for _criterion in found]
    activities = list(
        Activity.objects.filter(stage=stage)
        .exclude(state="dropped")
        .select_related(*ROW)
        .order_by(F("first").asc(nulls_last=True), "starts", "id")[: MOST + 1]
    )
    return ShownStage(
        stage=stage,
        title=item.title.in_language(language),
        state=_state(stage, item),
        days=say_days(stage),
        purpose=item.purpose.in_language(language),
        lines=tuple(line.text.in_language(language) for line in item.what_happens),
        lang=item.purpose.spoken_in(language),
        criteria=tuple(_shown(playbook, criterion, way) for criterion, way in zip(found, ways, strict=True)),
        is_central_gate=not own,
        is_ready=not missing(found),
        activities=rows(activities[:MOST], today),
        has_more=len(activities) > MOST,
        checklists=_checklists(plan, stage.key, language),
        papers=_papers(plan, item, papers, scope, language),
    )


def _state(stage: PlanStage, item: Stage) -> Mark:
    """The first stage waits for nothing but that somebody begins."""
    if stage.state == "waiting" and item.after is None:
        return Mark(_("Begins with the plan"), "empty")
    return mark(STAGE_STATES, stage.state)


def _shown(playbook: Playbook, criterion: Criterion, way: Way | None) -> ShownCriterion:
    hint = ""
    if criterion.open:
        hint = ngettext(
            "%(n)d question is still open", "%(n)d questions are still open", len(criterion.open)
        ) % {"n": len(criterion.open)}
    return ShownCriterion(
        words=capfirst(say_criterion(playbook, criterion)),
        state=Mark(_("In place"), "done") if criterion.is_met else Mark(_("Missing"), "empty"),
        is_met=criterion.is_met,
        hint=hint,
        way=way,
    )


def _taken(plan: Plan, criteria: tuple[Criterion, ...]) -> dict[str, Activity]:
    """Playbook key → the activity of the plan that was taken from it; one that is to be before one that is over."""
    keys = [criterion.key for criterion in criteria if criterion.kind in ("med_item", "activity")]
    if not keys:
        return {}
    found = Activity.objects.filter(plan=plan, item__in=keys).exclude(state="dropped").order_by("-state")
    return {activity.item: activity for activity in found}


def _way(
    plan: Plan,
    criterion: Criterion,
    taken: Mapping[str, Activity],
    papers: Mapping[tuple[str, str], PhasePaper],
    scope: Any,
) -> Way | None:
    """The nearest thing to do about it; for what is met, the place where it can be read."""
    if criterion.kind == "checklist":
        url = reverse("plans:checklist", args=[plan.pk, criterion.key])
        answers = not criterion.is_met and rules.may_answer_checklist(scope, plan)
        return Way(_("Answer it") if answers else _("See the answers"), url)
    if criterion.kind in ("evaluation", "sketch"):
        return _way_to_paper(plan, criterion, papers.get((criterion.kind, criterion.key)), scope)
    if criterion.kind == "approval":
        return _way_to_approval(plan, criterion, scope)
    activity = taken.get(criterion.key)
    if activity is None:
        if not rules.may_change(scope, plan):
            return None
        return Way(_("Take it into the plan"), reverse("plans:suggestions", args=[plan.pk]))
    if criterion.kind == "med_item":
        if activity.med_item_id:
            return Way(_("See the MED item"), reverse("meetings:med_item", args=[activity.med_item_id]))
        if rules.may_change(scope, plan):
            return Way(_("Bring it before MED"), reverse("plans:before_med", args=[activity.pk]))
    return Way(_("See the activity"), activity.get_absolute_url())


def _way_to_approval(plan: Plan, criterion: Criterion, scope: Any) -> Way:
    """Asked already or not: one query."""
    url = reverse("plans:approval", args=[plan.pk])
    if criterion.is_met:
        return Way(_("See the answers"), url)
    if plan.approvals.exists():
        return Way(_("See who has answered"), url)
    if rules.may_ask_approval(scope, plan):
        return Way(_("Lay it before the group"), reverse("plans:ask_approval", args=[plan.pk]))
    return Way(_("See how it stands"), url)


def _way_to_paper(plan: Plan, criterion: Criterion, paper: PhasePaper | None, scope: Any) -> Way | None:
    if paper is None:
        if not rules.may_write_paper(scope, plan):
            return None
        url = reverse("plans:begin_paper", args=[plan.pk, criterion.kind, criterion.key])
        return Way(_("Begin to write"), url, is_post=True)
    if not rules.may_read_paper(scope, paper):
        return None
    if paper.state == "writing":
        return Way(_("Write on"), reverse("plans:write_paper", args=[paper.pk]))
    if not criterion.is_met and rules.may_finish_paper(scope, paper):
        return Way(_("Present it"), paper.get_absolute_url())
    return Way(_("Read it"), paper.get_absolute_url())


def _checklists(plan: Plan, stage: str, language: str) -> tuple[TaskRow, ...]:
    """The checklists of this stage that belong to this kind of plan, with how far they are."""
    where = "central" if plan.is_central else "local"
    found = [one for one in plan.initiative.playbook.checklists if one.stage == stage and one.where == where]
    if not found:
        return ()
    answers = ChecklistAnswer.objects.filter(plan=plan, checklist__in=[one.key for one in found])
    met = {(answer.checklist, answer.question) for answer in answers if answer.is_met}
    tasks = []
    for one in found:
        done = sum((one.key, question.key) in met for question in one.questions)
        tasks.append(
            TaskRow(
                reverse("plans:checklist", args=[plan.pk, one.key]),
                one.title.in_language(language),
                say_progress(done, len(one.questions)),
            )
        )
    return tuple(tasks)


def say_progress(done: int, of: int) -> Mark:
    """How far a checklist is: "2 of 5"."""
    if done == of:
        return Mark(_("All in place"), "done")
    shape = "half" if done else "empty"
    return Mark(_("%(done)d of %(all)d in place") % {"done": done, "all": of}, shape)


def _papers(
    plan: Plan, item: Stage, papers: Mapping[tuple[str, str], PhasePaper], scope: Any, language: str
) -> tuple[PaperRow, ...]:
    asked = []
    for kind in ("evaluation", "sketch"):
        if not (item.evaluation if kind == "evaluation" else item.sketch):
            continue
        paper = papers.get((kind, item.key))
        if paper is None and plan.is_central and not _asked_of_centre(plan, kind, item.key):
            continue
        title = say_paper(kind, item, language)
        if paper is None:
            begin = reverse("plans:begin_paper", args=[plan.pk, kind, item.key])
            asked.append(PaperRow(title, None, begin if rules.may_write_paper(scope, plan) else ""))
            continue
        row = None
        if rules.may_read_paper(scope, paper):
            row = TaskRow(paper.get_absolute_url(), paper.title, mark(PAPER_STATES, paper.state))
        asked.append(PaperRow(title, row, ""))
    return tuple(asked)


def _asked_of_centre(plan: Plan, kind: str, stage: str) -> bool:
    """Workplaces look back and look ahead; the centre only where a gate of its own waits for it."""
    gates = (one.gate for one in plan.initiative.playbook.stages)
    return any(
        gate is not None
        and gate.scope == "central"
        and stage in (gate.evaluations if kind == "evaluation" else gate.sketches)
        for gate in gates
    )


@dataclass(frozen=True)
class ShownEnd:
    """What is still open in a stage that somebody is about to end, and what is next then."""

    open_count: int
    open: tuple[Row, ...]
    unwritten: tuple[str, ...]
    following: tuple[str, ...]


def read_end(stage: PlanStage, *, today: date, language: str) -> ShownEnd:
    """Three queries."""
    plan = stage.plan
    playbook = plan.initiative.playbook
    item = playbook.stage(stage.key)
    found = Activity.objects.open().filter(stage=stage).select_related(*ROW)
    written = PhasePaper.objects.filter(plan=plan, stage=stage.key).exclude(state="writing")
    done = set(written.values_list("kind", flat=True))
    unwritten = [
        say_paper(kind, item, language)
        for kind in ("evaluation", "sketch")
        if kind not in done
        and (item.evaluation if kind == "evaluation" else item.sketch)
        and (not plan.is_central or _asked_of_centre(plan, kind, stage.key))
    ]
    return ShownEnd(
        open_count=found.count(),
        open=rows(found.order_by("first", "id")[:10], today),
        unwritten=tuple(unwritten),
        following=tuple(one.title.in_language(language) for one in playbook.stages if one.after == stage.key),
    )


def central_stage_url(stage: PlanStage) -> str:
    """Where the gate of a stage is looked after, when it is the centre's."""
    found = gate_plan(stage)
    return reverse("plans:stage", args=[found.pk, stage.key]) if found else ""
