"""From a prepared initiative to the plans of all who take part: seen first, then started, then laid out by a job."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.core.errors import Refused
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.rules import may_start
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..models import PlanStart
from ..pages import start as pages


def _initiative(request: SignedIn, key: UUID) -> Initiative:
    found = Initiative.objects.visible_to(request.scope).select_related("unit", "sponsor", "organisation")
    initiative: Initiative = get_object_or_404(found, pk=key)
    return initiative


@require_http_methods(["GET", "POST"])
def preview(request: SignedIn, key: UUID) -> HttpResponse:
    """The plan the playbook will give, and for some the button that starts it. Rules: `may_preview` to read it,
    `may_start` to start it."""
    initiative = _initiative(request, key)
    rules.may_preview(request.scope, initiative).or_raise()
    starts = may_start(request.scope, initiative)
    if request.method == "POST":
        starts.or_raise()
    page = pages.read_preview(initiative, today=request.today)
    problem = ""
    if request.method == "POST":
        try:
            actions.start_initiative(
                initiative, by=request.scope.actor(f"person:{initiative.sponsor_id}"), now=request.now
            )
        except Refused as refused:
            problem = str(refused)
        else:
            say(request, _("The initiative is under way. The next step is the first brief."))
            return redirect("plans:progress", key=key)
    context = {"page": page, "initiative": initiative, "problem": problem, "may_start": starts}
    return render(request, "plans/preview.html", context, status=409 if problem else 200)


def _start(request: SignedIn, key: UUID) -> PlanStart:
    found = PlanStart.objects.select_related("initiative__unit")
    start: PlanStart = get_object_or_404(
        found, initiative__in=Initiative.objects.visible_to(request.scope).filter(pk=key).values("pk")
    )
    return start


@require_GET
def progress(request: SignedIn, key: UUID) -> HttpResponse:
    """How far the laying out has come; the bar alone for htmx. When it is done, the central plan. Rule:
    `Initiative.visible_to`."""
    start = _start(request, key)
    is_stopped = pages.is_stopped(start, request.now)
    if request.headers.get("HX-Request"):
        if start.finished_at is not None or is_stopped:
            return HttpResponse(headers={"HX-Refresh": "true"})
        context = {"initiative": start.initiative, "percent": pages.percent(start)}
        return render(request, "plans/progress.html#bar", context)
    if start.finished_at is not None:
        return redirect("plans:central", key=key)
    context = {
        "start": start,
        "initiative": start.initiative,
        "percent": pages.percent(start),
        "is_stopped": is_stopped,
        "may_retry": rules.may_lay_out_again(request.scope, start.initiative),
    }
    return render(request, "plans/progress.html", context)


@require_POST
def retry(request: SignedIn, key: UUID) -> HttpResponse:
    """Put the laying out in the queue again, where it stopped. Rule: `may_lay_out_again`."""
    start = _start(request, key)
    rules.may_lay_out_again(request.scope, start.initiative).or_raise()
    if not pages.is_stopped(start, request.now):
        raise Http404
    actions.lay_out_again(
        start, by=request.scope.actor(f"person:{start.initiative.sponsor_id}"), now=request.now
    )
    return redirect("plans:progress", key=key)
