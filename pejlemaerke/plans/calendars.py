"""Activities as a calendar takes them in. An activity keeps its uid, so that a calendar moves it when it is moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.timezone import get_current_timezone

from pejlemaerke.documents.calendars import CalendarEvent, Status

from .models import Activity
from .models.activities import Kind

STATUS: dict[str, Status] = {
    "tentative": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "held": "CONFIRMED",
    "not_held": "CANCELLED",
    "dropped": "CANCELLED",
}
#: How long something lasts that has a beginning on the clock and no end.
_AN_HOUR = timedelta(hours=1)


def events(found: Iterable[Activity], *, root: str) -> list[CalendarEvent]:
    """Those that have days. `root` is the address of the house, "https://pejl.kommune.dk". Read with `plan__unit`."""
    return [event_of(activity, root=root) for activity in found if activity.first and activity.last]


def event_of(activity: Activity, *, root: str) -> CalendarEvent:
    """All day, or on the clock where the activity says so. ValueError for one without days."""
    if activity.first is None or activity.last is None:
        raise ValueError("an activity without days is not for a calendar")
    host = root.rstrip("/").partition("://")[2].partition(":")[0]
    starts = ends = None
    if activity.starts is not None and activity.first == activity.last:
        zone = get_current_timezone()
        starts = datetime.combine(activity.first, activity.starts, tzinfo=zone)
        ends = (
            datetime.combine(activity.first, activity.ends, tzinfo=zone)
            if activity.ends
            else starts + _AN_HOUR
        )
    plan = activity.plan
    return CalendarEvent(
        uid=f"{activity.pk}@{host}",
        title=f"{activity.title} · {plan.unit.name}",
        first=None if starts else activity.first,
        last=None if starts else activity.last,
        starts=starts,
        ends=ends,
        description=activity.text,
        url=f"{root.rstrip('/')}{activity.get_absolute_url()}",
        sequence=activity.sequence,
        place=activity.place,
        status=STATUS[activity.state],
        categories=(str(Kind(activity.kind).label),),
        changed=activity.changed_at,
    )
