"""What a calendar address gives: the activities of a person or of a plan, as its maker may see them today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from pejlemaerke.meetings.rules import committees
from pejlemaerke.organisation.access import Scope
from pejlemaerke.ui.dates import say_moment

from ..models import Activity, CalendarFeed
from .shared import plan_title

#: What ended longer ago than this is left to the calendar's own memory.
KEPT = timedelta(days=365)
MOST = 5000


def activities_of(feed: CalendarFeed, scope: Scope, *, today: date) -> QuerySet[Activity]:
    """Those with days that are not long over. Also those given up, so that calendars take them out."""
    found = Activity.objects.visible_to(scope).filter(last__gte=today - KEPT).select_related("plan__unit")
    found = found.filter(plan=feed.plan_id) if feed.plan_id else found.filter(own(scope))
    return found.order_by("first", "id")[:MOST]


def own(scope: Scope) -> Q:
    """What is somebody's own: what they are responsible for, what a body they sit in owns or holds along, and what
    nobody else has in the plan of a unit they lead or an initiative they stand behind."""
    bodies = committees(scope)
    nobody_else = Q(responsible=None, body=None)
    return (
        Q(responsible=scope.person)
        | Q(body__in=bodies)
        | Q(co_host__in=bodies)
        | (nobody_else & Q(plan__is_central=False, plan__unit__in=scope.leads_directly))
        | (nobody_else & Q(plan__is_central=True, plan__initiative__sponsor=scope.person))
    )


@dataclass(frozen=True)
class FeedRow:
    """An address that works. `plan` is None for one's own activities."""

    plan: UUID | None
    title: str
    url: str
    made: str


def read_feeds(person: UUID, *, today: date) -> list[FeedRow]:
    """One query."""
    found = (
        CalendarFeed.objects.filter(person=person, ended_at=None)
        .select_related("plan__unit", "plan__initiative")
        .order_by("plan", "made_at")
    )
    return [_row(feed, today) for feed in found]


def _row(feed: Any, today: date) -> FeedRow:
    plan = feed.plan
    return FeedRow(
        plan=feed.plan_id,
        title=plan_title(plan) if plan else "",
        url=plan.get_absolute_url() if plan else "",
        made=say_moment(feed.made_at, today),
    )
