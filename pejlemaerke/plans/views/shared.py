from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from pejlemaerke.core.actor import Actor
from pejlemaerke.organisation.middleware import SignedIn

from .. import rules
from ..models import Activity, Plan

#: What the pages of a plan name, in one query.
WITH = ("initiative__unit", "initiative__sponsor", "unit", "organisation")


def plans(request: SignedIn) -> QuerySet[Plan]:
    """Plans this person may know of, with what their pages name."""
    return Plan.objects.visible_to(request.scope).select_related(*WITH)


def find_plan(request: SignedIn, key: UUID) -> Plan:
    """The plan, if this person may know of it (else 404)."""
    return get_object_or_404(plans(request), pk=key)


def find_activity(request: SignedIn, key: UUID) -> Activity:
    """The activity with its plan, if this person may know of it (else 404)."""
    found = Activity.objects.visible_to(request.scope).select_related(
        *(f"plan__{path}" for path in WITH),
        "stage", "responsible", "body__unit", "body__kind", "co_host", "series", "med_item", "subtask__backbrief",
    )  # fmt: skip
    activity: Activity = get_object_or_404(found, pk=key)
    return activity


def planner(request: SignedIn, plan: Plan) -> Actor:
    """Who plans: the leader (perhaps on behalf of one), else oneself."""
    return request.scope.actor(rules.leader_of(plan))


def holder(request: SignedIn, activity: Activity) -> Actor:
    """Who says how it went: the one it belongs to (perhaps on behalf of them), else oneself."""
    return request.scope.actor(rules.owner_of(activity))


def language() -> str:
    return get_language() or "da"
