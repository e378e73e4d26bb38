"""The trail of any object: its thread and its history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from .models import model_of
from .panel import read_trail


@require_GET
def trail(request: Any, object_type: str, key: UUID) -> HttpResponse:
    """Rule: the object's own `visible_to`; kinds without one have no trail to show."""
    try:
        model = model_of(object_type)
    except (LookupError, ValueError):
        raise Http404 from None
    visible = getattr(model._default_manager, "visible_to", None)
    if visible is None or not hasattr(model, "get_absolute_url"):
        raise Http404
    related = getattr(model, "thread_related", ())
    found = visible(request.scope)
    obj = get_object_or_404(found.select_related(*related) if related else found, pk=key)
    context = {"obj": obj, "trail": read_trail(obj, request.scope)}
    fragment = bool(request.headers.get("HX-Request"))
    return render(request, "record/trail_parts.html" if fragment else "record/trail.html", context)
