"""Whether the steps that plans hang on objects of rooms above are offered."""

from __future__ import annotations

from typing import Any

from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.briefs.rules import workplaces
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.rules import may_start

from . import rules
from .models import Plan


def only_prepares(scope: Any, initiative: Initiative) -> bool:
    """Somebody who sees what it will give, and leaves it to others to start."""
    return bool(rules.may_preview(scope, initiative)) and not may_start(scope, initiative)


def has_central_plan(scope: Any, initiative: Initiative) -> bool:
    return initiative.state in ("running", "closed")


def own_plan(scope: Any, initiative: Initiative) -> Plan | None:
    """The plan of the workplace this person leads or works in: the nearest one that takes part. One query."""
    paths = workplaces(scope) | set(scope.led)
    found = Plan.objects.filter(initiative=initiative, is_central=False, unit__path__in=paths)
    return found.order_by("-unit__path").first()


def has_own_plan(scope: Any, initiative: Initiative) -> bool:
    return initiative.state in ("running", "closed") and own_plan(scope, initiative) is not None


def has_plan(scope: Any, backbrief: Backbrief) -> bool:
    """From the day the backbrief is accepted: suggestions stand beside it, and its subtasks can be taken.

    Neighbours may read the backbrief; the plan is not theirs.
    """
    return backbrief.accepted_id is not None and sees_plans(scope, backbrief.unit)


def sees_plans(scope: Any, unit: Any) -> bool:
    """Somebody who has a part in what happens there has plans to see: its people, the line above, MED, readers."""
    path = unit.path
    return bool(rules.may_read_branch(scope, path) or path in workplaces(scope) or scope.med_seat_for(path))
