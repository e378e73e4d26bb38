from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejlemaerke.documents.serving import sheet

from ..models import Unit
from ..pages.units import read_tree, read_unit, unit_rows


@require_GET
def units(request: Any) -> HttpResponse:
    """The tree a branch at a time, or what a search by name finds. Everybody here may see it."""
    branch = None
    if key := request.GET.get("branch"):
        try:
            key = UUID(key)
        except ValueError as error:
            raise Http404 from error
        branch = get_object_or_404(Unit.objects.visible_to(request.scope), pk=key)
    words = request.GET.get("q", "").strip()[:100]
    page = read_tree(request.scope, branch=branch, words=words, on=request.today)
    return render(request, "organisation/units.html", {"page": page})


@require_GET
def unit(request: Any, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    page = read_unit(found, request.scope, number=request.GET.get("page", "1"), on=request.today)
    return render(request, "organisation/unit.html", {"page": page})


@require_GET
def export_units(request: Any, form: str) -> HttpResponse:
    return sheet(_("Units"), form, *unit_rows(request.scope, on=request.today))
