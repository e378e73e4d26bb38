from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, pages, rules
from ..forms import TimetableForm
from .shared import find_initiative


@require_http_methods(["GET", "POST"])
def timetable(request: SignedIn, pk: UUID) -> HttpResponse:
    """Everybody who sees the initiative reads it; its makers and its sponsor set it."""
    found = find_initiative(request, pk)
    verdict = rules.may_set_timetable(request.scope, found)
    if request.method == "POST":
        verdict.or_raise()
    known = pages.read_known(found, request.scope)
    form = TimetableForm(request.POST or None, initiative=found, known=known) if verdict else None
    if form is not None and form.is_bound and form.is_valid():
        by = request.scope.actor(f"person:{found.sponsor_id}")
        changed = actions.save_timetable(found, form.values, by=by, now=request.now)
        say(request, _("The timetable is saved.") if changed else _("Nothing was changed."))
        return redirect("initiatives:timetable", pk)
    page = pages.read_timetable_page(found, request.scope, known, form)
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "initiatives/timetable.html", {"page": page, "form": form}, status=status)
