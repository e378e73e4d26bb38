"""From a meeting or its minutes to the form of an initiative that carries out what was decided."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from pejlemaerke.meetings.models import Meeting, Minutes
from pejlemaerke.organisation.middleware import SignedIn

from .. import steps


@require_GET
def create_from_meeting(request: SignedIn, key: UUID) -> HttpResponse:
    """With all its decisions ticked. Rule: `may_start_from_meeting`."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.scope), pk=key)
    return _to_form(request, meeting)


@require_GET
def create_from_minutes(request: SignedIn, key: UUID) -> HttpResponse:
    """The same, from the minutes. Rule: `may_start_from_meeting`."""
    visible = Meeting.objects.visible_to(request.scope)
    minutes = get_object_or_404(Minutes.objects.select_related("meeting"), pk=key, meeting__in=visible)
    return _to_form(request, minutes.meeting)


def _to_form(request: SignedIn, meeting: Meeting) -> HttpResponse:
    steps.may_start_from_meeting(request.scope, meeting).or_raise()
    points = steps.points_of(meeting, request.scope).values_list("pk", flat=True)
    return redirect(f"{reverse('initiatives:create')}?{urlencode([('point', one) for one in points])}")
