"""The unit's short list of what it does for citizens; and its plans."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.core.errors import Refused
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Unit
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.said import ServiceForm
from ..models import Plan, Service
from ..pages import services as pages


def _find_unit(request: SignedIn, key: UUID) -> Unit:
    found: Unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=key)
    return found


@require_http_methods(["GET", "POST"])
def services(request: SignedIn, key: UUID) -> HttpResponse:
    """Read by everybody here; kept by those `may_list_services` names."""
    unit = _find_unit(request, key)
    verdict = rules.may_list_services(request.scope, unit)
    if request.method == "POST":
        verdict.or_raise()
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_service(
                unit, form.cleaned_data["name"], by=request.scope.actor(f"leader:{unit.pk}"), now=request.now
            )
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            return redirect(reverse("plans:services", args=[unit.pk]) + "#add")
    context = {
        "unit": unit,
        "services": list(Service.objects.filter(unit=unit).here()),
        "form": form,
        "may_keep": verdict,
    }
    return render(request, "plans/services.html", context, status=422 if form.is_bound else 200)


def _find_service(request: SignedIn, key: UUID) -> Service:
    """A service of a unit of this organisation that this person keeps the list of. Rule: `may_list_services`."""
    found: Service = get_object_or_404(
        Service.objects.filter(organisation=request.scope.organisation).select_related("unit"), pk=key
    )
    rules.may_list_services(request.scope, found.unit).or_raise()
    return found


@require_POST
def end_service(request: SignedIn, key: UUID) -> HttpResponse:
    """Off the list; can be undone. Rule: `may_list_services`."""
    found = _find_service(request, key)
    actions.end_service(found, by=request.scope.actor(f"leader:{found.unit_id}"), now=request.now)
    say(
        request,
        _("“%(name)s” is off the list. What was said about it stays.") % {"name": found.name},
        undo_url=reverse("plans:take_up_service", args=[found.pk]),
    )
    return redirect("plans:services", key=found.unit_id)


@require_POST
def take_up_service(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_list_services`."""
    found = _find_service(request, key)
    actions.take_up_service(found, by=request.scope.actor(f"leader:{found.unit_id}"), now=request.now)
    return redirect("plans:services", key=found.unit_id)


@require_POST
def move_service(request: SignedIn, key: UUID) -> HttpResponse:
    """One place up or down. Rule: `may_list_services`."""
    found = _find_service(request, key)
    way = request.POST.get("way")
    if way not in ("up", "down"):
        raise Http404
    order = list(Service.objects.filter(unit=found.unit_id).here().values_list("pk", flat=True))
    by = request.scope.actor(f"leader:{found.unit_id}")
    actions.order_services(found.unit, pages.moved(order, found.pk, way), by=by, now=request.now)
    return redirect(reverse("plans:services", args=[found.unit_id]) + f"#service-{found.pk}")


@require_GET
def unit_plans(request: SignedIn, key: UUID) -> HttpResponse:
    """The plans of a unit, one for each initiative; with only one it is shown at once. Rule: `Plan.visible_to`."""
    unit = _find_unit(request, key)
    found = list(
        Plan.objects.visible_to(request.scope)
        .filter(unit=unit)
        .select_related("initiative", "unit")
        .order_by("initiative__state", "-initiative__first", "initiative__sort_key", "is_central")
    )
    if len(found) == 1:
        return redirect(found[0])
    context = {"unit": unit, "rows": [pages.plan_row(plan) for plan in found]}
    return render(request, "plans/unit_plans.html", context)
