"""What an activity closes with: the questions of its playbook item, and what was answered."""

from __future__ import annotations

from pejlemaerke.playbooks import activities as playbook_activities

from .models import Activity


def item_of(activity: Activity) -> playbook_activities.Activity | None:
    """The playbook's item an activity was taken from; None for those of one's own."""
    if not activity.item:
        return None
    items = activity.plan.initiative.playbook.activities
    return next((item for item in items if item.key == activity.item), None)


def asked_of(activity: Activity) -> playbook_activities.Product | None:
    """The product its playbook item asks for."""
    item = item_of(activity)
    return item.product if item else None


#: Kinds that leave something said behind, also where no playbook asks for it in particular.
SPOKEN = frozenset({"workshop", "meeting"})


def asks_for_product(activity: Activity) -> bool:
    """A workshop, an evaluation or a meeting closes only with what was said there, or with a reason for none."""
    return asked_of(activity) is not None or activity.kind in SPOKEN
