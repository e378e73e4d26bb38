"""Where the days of a stage and of an activity come from, when a decision gave them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pejlemaerke.initiatives.pages import Source, source_of

from ..models import Activity, PlanStage


@dataclass(frozen=True)
class ShownSource:
    """`lead` says how the decision bears on the days: they are those, or other days were decided."""

    lead: str
    text: str
    where: str
    url: str


def source_of_stage(stage: PlanStage, scope: Any) -> ShownSource | None:
    """Two queries at most."""
    found = source_of(stage.plan.initiative, [f"stages.{stage.key}"], scope)
    if found is None:
        return None
    return _shown(found, _lead(found, stage))


def source_of_activity(activity: Activity, scope: Any) -> ShownSource | None:
    """Of its own days, else of its stage's. None for what no playbook suggested. Two queries at most."""
    if not activity.item:
        return None
    own = f"activities.{activity.item}"
    items = [own, f"stages.{activity.stage.key}"] if activity.stage else [own]
    found = source_of(activity.plan.initiative, items, scope)
    if found is None:
        return None
    if found.item == own:
        return _shown(found, _lead(found, activity))
    return _shown(found, _("The stage it is in was decided"))


def _lead(found: Source, placed: PlanStage | Activity) -> str:
    if (placed.first, placed.last) == (found.first, found.last):
        return _("Decided")
    if found.said_when:
        return _("Decided for %(period)s") % {"period": found.said_when}
    return _("Decided without a day")


def _shown(found: Source, lead: str) -> ShownSource:
    return ShownSource(lead, found.text, found.where, found.url)
