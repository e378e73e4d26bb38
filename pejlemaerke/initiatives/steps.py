"""Whether an initiative can be started from everything a meeting decided."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pejlemaerke.core.verdict import Verdict, not_now
from pejlemaerke.meetings.models import DecidedPoint, Meeting, Minutes

from . import rules


def points_of(meeting: Meeting, scope: Any) -> QuerySet[DecidedPoint]:
    """What this person may know of, and was not turned down or put off, in the order of the agenda."""
    found = DecidedPoint.objects.visible_to(scope).settled().filter(item__meeting=meeting)
    return found.order_by("item__position", "position", "pk")


def may_start_from_meeting(scope: Any, meeting: Meeting) -> Verdict:
    """Whoever prepares initiatives, once the meeting is closed and something was decided. One query, for them."""
    verdict = rules.may_create(scope)
    if verdict and (meeting.state != "closed" or not points_of(meeting, scope).exists()):
        return not_now(_("Nothing has been decided at this meeting that an initiative could carry out."))
    return verdict


def may_start_from_minutes(scope: Any, minutes: Minutes) -> Verdict:
    return may_start_from_meeting(scope, minutes.meeting)
