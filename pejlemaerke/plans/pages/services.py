"""The order of a list, and a unit's plans as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ..models import Plan
from .shared import plan_title


def moved(order: Sequence[UUID], key: UUID, way: str) -> list[UUID]:
    """The list with `key` one place "up" or "down"; as it was where there is no such place."""
    found = list(order)
    if key not in found:
        return found
    at = found.index(key)
    to = at - 1 if way == "up" else at + 1
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


@dataclass(frozen=True)
class PlanRow:
    """The names are those `{% row %}` draws."""

    url: str
    verb: str
    about: str
    when: str
    shape: str


def plan_row(plan: Plan) -> PlanRow:
    if plan.state == "paused":
        word, shape = _("Paused"), "silent"
    elif plan.initiative.state == "closed":
        word, shape = _("Closed"), "done"
    elif plan.begun_at is None:
        word, shape = _("Nothing planned yet"), "empty"
    else:
        word, shape = _("Under way"), "half"
    about = plan_title(plan) if plan.is_central else ""
    return PlanRow(plan.get_absolute_url(), plan.initiative.title, about, word, shape)
