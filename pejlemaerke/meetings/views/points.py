"""A decided point: what was decided, when, and what the proposal said."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.dates import write_date

from .. import rules
from ..composing import item_content
from ..models import DecidedPoint
from ..pages.comparison import compare


@require_GET
def point(request: SignedIn, key: UUID) -> HttpResponse:
    """One decision with its thread. Rule: `DecidedPoint.visible_to`."""
    found = get_object_or_404(
        DecidedPoint.objects.visible_to(request.scope).select_related(
            "item__meeting__committee__unit", "item__revision", "item__memo", "item__moved_to__meeting"
        ),
        pk=key,
    )
    compared = compare(item_content(found.item.position, found.item))
    shown = next(one for heading in compared.headings for one in heading.points if one.id == str(found.pk))
    context = {
        "point": found,
        "shown": shown,
        "meeting": found.item.meeting,
        "day": write_date(timezone.localdate(found.item.meeting.starts_at)),
        "others": [one for heading in compared.headings for one in heading.points if one.id != str(found.pk)],
        "may_start": rules.may_start_from(request.scope, found),
        "panel": read_panel(found, request.scope),
    }
    return render(request, "meetings/point.html", context)
