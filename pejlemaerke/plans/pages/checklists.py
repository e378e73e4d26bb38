"""A checklist in one plan: its questions with who answered them and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, F, When
from django.utils.translation import gettext as _

from pejlemaerke.playbooks.checklists import Checklist
from pejlemaerke.ui.dates import say_moment

from ..models import Activity, ChecklistAnswer, Plan

#: So many activities are offered to choose between: those of the stage first.
MOST = 150


def checklist_of(plan: Plan, key: str) -> Checklist | None:
    """The playbook's checklist, where it belongs to this kind of plan."""
    where = "central" if plan.is_central else "local"
    found = (one for one in plan.initiative.playbook.checklists if one.key == key and one.where == where)
    return next(found, None)


def read_answers(plan: Plan, checklist: Checklist) -> dict[str, ChecklistAnswer]:
    """By question. One query."""
    rows = ChecklistAnswer.objects.filter(plan=plan, checklist=checklist.key).select_related("activity")
    return {answer.question: answer for answer in rows}


def offered_activities(plan: Plan, checklist: Checklist, kept: Iterable[ChecklistAnswer]) -> list[Activity]:
    """What may meet a *no*: what is already chosen, then what stands in the plan, the checklist's stage first. One
    query."""
    chosen = {one.activity.pk: one.activity for one in kept if one.activity}
    rows = (
        Activity.objects.filter(plan=plan)
        .exclude(state="dropped")
        .alias(elsewhere=Case(When(stage__key=checklist.stage, then=0), default=1))
        .order_by("elsewhere", F("first").asc(nulls_last=True), "id")[:MOST]
    )
    return [*chosen.values(), *(one for one in rows if one.pk not in chosen)]


def say_answered(answer: ChecklistAnswer | None, today: date) -> str:
    """ "Sara Lind, i går": who answered last, and when."""
    if answer is None:
        return ""
    return _("%(name)s, %(when)s") % {"name": answer.by_name, "when": say_moment(answer.at, today)}
