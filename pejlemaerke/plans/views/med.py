"""A MED activity is brought before a committee: which, when, and what to look out for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejlemaerke.core.errors import Refused
from pejlemaerke.meetings import rules as meeting_rules
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.meetings.pages.med import warn
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Committee
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.said import BeforeMedForm
from ..models import Activity, Plan
from ..pages.carrying import about
from ..pages.shared import say_when
from ..products import item_of
from ..roles import committee_for
from .shared import find_activity, language, planner


def _committees(plan: Plan) -> list[Committee]:
    """MED and work-environment committees that speak for the unit, the nearest first. One query."""
    return list(
        Committee.objects.filter(
            organisation=plan.organisation_id,
            kind__purpose__in=("med", "work_environment"),
            unit__path__in=paths.ancestors(plan.unit.path),
        )
        .select_related("kind", "unit")
        .order_by("-unit__path", "kind__purpose", "name")
    )


@require_http_methods(["GET", "POST"])
def before_med(request: SignedIn, key: UUID) -> HttpResponse:
    """Rules: `may_change_activity`, and that of the committee. What is late is said, and does not stop anybody."""
    activity = find_activity(request, key)
    plan = activity.plan
    rules.may_change_activity(request.scope, activity).or_raise()
    if activity.kind != "med_item":
        raise Refused(_("Only a MED item is brought before MED."))
    if activity.med_item_id and request.method == "GET":
        return redirect("meetings:med_item", key=activity.med_item_id)
    committees = _committees(plan)
    initial = _initial(activity, committees)
    asked: Any = request.POST if request.method == "POST" else request.GET
    told = request.method == "POST" or "committee" in asked
    form = BeforeMedForm(asked if told else None, committees=committees, initial=initial)
    if request.method == "POST" and asked.get("do") != "check" and form.is_valid():
        chosen = form.chosen()
        meeting_rules.may_raise_med_item(request.scope, chosen).or_raise()
        clean = form.cleaned_data
        actions.bring_before_med(
            activity,
            committee=chosen,
            kind=clean["kind"],
            text=clean["text"],
            decision_on=clean["decision_on"],
            papers_on=clean["papers_on"],
            by=planner(request, plan),
            now=request.now,
        )
        say(
            request,
            _("“%(title)s” is before %(committee)s.") % {"title": activity.title, "committee": chosen.name},
        )
        return redirect(activity)
    warnings = _warnings(request, activity, form, initial)
    if request.method == "GET" and request.headers.get("HX-Request"):
        return render(request, "plans/med_warnings.html", {"warnings": warnings})
    context = {
        **about(plan),
        "activity": activity,
        "when": say_when(activity),
        "form": form,
        "committees": committees,
        "warnings": warnings,
    }
    failed = request.method == "POST" and bool(form.errors)
    return render(request, "plans/before_med.html", context, status=422 if failed else 200)


def _initial(activity: Activity, committees: list[Committee]) -> dict[str, Any]:
    """As the playbook suggests it, in the nearest committee of its level; papers in good time before the day."""
    item = item_of(activity)
    spec = item.med if item else None
    suggested = committee_for(spec.level if spec else "local", activity.plan) or next(iter(committees), None)
    asks = spec.asks.in_language(language()) if spec and spec.asks else ""
    papers = None
    if suggested and activity.first:
        papers = activity.first - timedelta(days=suggested.kind.papers_days)
    return {
        "committee": str(suggested.pk) if suggested else "",
        "kind": spec.type if spec else MedItem.Kind.DISCUSSION,
        "text": "\n\n".join(part for part in (activity.text, asks) if part),
        "papers_on": papers,
    }


def _warnings(
    request: SignedIn, activity: Activity, form: BeforeMedForm, initial: dict[str, Any]
) -> tuple[str, ...]:
    """What somebody should look at, as the fields stand now; worded as on the MED item's own page."""
    clean = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else initial
    committee = form.committees.get(str(clean.get("committee") or ""))
    if committee is None:
        return ()
    return warn(
        MedItem(
            organisation_id=activity.organisation_id,
            state="planned",
            committee=committee,
            decides_at=activity.plan.unit,
            decision_on=clean.get("decision_on"),
            discuss_on=activity.first,
            papers_on=clean.get("papers_on"),
            created_at=request.now,
        )
    )
