"""How an activity went, and all that has been said in a plan."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.activities import NotHeldForm
from ..forms.closing import HeldForm
from ..models import Activity, Product
from ..pages import activities as pages
from ..pages.said import read_said_in_plan
from ..pages.shared import plan_title
from .shared import find_activity, find_plan, holder, planner


@require_http_methods(["GET", "POST"])
def close_activity(request: SignedIn, key: UUID) -> HttpResponse:
    """Say how it went: it was held, with what came out of it, or it was not, and why. Rule: `may_close_activity`."""
    found = find_activity(request, key)
    rules.may_close_activity(request.scope, found).or_raise()
    posted = request.POST if request.method == "POST" else None
    not_held = posted is not None and posted.get("how") == "not_held"
    held = HeldForm(
        None if not_held else posted,
        activity=found,
        services=pages.services_for(found),
        said=list(Product.objects.filter(activity=found)),
        initial={"held_on": found.held_on or _own_day(found, request.today)},
    )
    why = NotHeldForm(posted if not_held else None)
    form = why if not_held else held
    if form.is_bound and form.is_valid():
        by = holder(request, found)
        try:
            if not_held:
                actions.close_not_held(found, note=why.cleaned_data["why"], by=by, now=request.now)
                say(request, _("Thank you. It can be planned again from here."))
            else:
                clean = held.cleaned_data
                actions.close_held(
                    found,
                    held_on=clean["held_on"],
                    note=clean["note"].strip(),
                    products=held.said(),
                    no_product_reason=clean.get("no_product_reason", ""),
                    open_ends=clean.get("open_ends", ""),
                    by=by,
                    now=request.now,
                )
                say(request, _("Thank you. Everybody in the plan can read what came out of it."))
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    context = {
        "held": held,
        "why": why,
        "activity": found,
        "plan": found.plan,
        "plan_title": plan_title(found.plan),
        "planned_for": pages.say_coming(found, request.today),
        "asks_services": pages.asks_services(found) and not held.per_service,
        "services_url": reverse("plans:services", args=[found.plan.unit_id]),
        "may_list": rules.may_list_services(request.scope, found.plan.unit),
    }
    return render(request, "plans/close_activity.html", context, status=422 if form.is_bound else 200)


def _own_day(found: Activity, today: date) -> date | None:
    """The last day it was to be, where that has come; else it is for the one who was there to say."""
    return found.last if found.last is not None and found.last <= today else None


@require_POST
def reopen_activity(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_reopen`."""
    found = find_activity(request, key)
    rules.may_reopen(request.scope, found).or_raise()
    actions.reopen_activity(found, by=planner(request, found.plan), now=request.now)
    say(request, _("It is open again. What was said stays until it is closed anew."))
    return redirect(found)


@require_GET
def said(request: SignedIn, key: UUID) -> HttpResponse:
    """Everything that has been said in this plan, for all who may see it. Rule: `Plan.visible_to`."""
    plan = find_plan(request, key)
    page = read_said_in_plan(plan, request.scope, number=request.GET.get("page", "1"), today=request.today)
    return render(request, "plans/said.html", {"page": page, "plan": plan, "plan_title": plan_title(plan)})
