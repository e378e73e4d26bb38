"""What can be taken into a plan: the playbook's suggestions, and the subtasks that were promised."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pejlemaerke.core.errors import Refused
from pejlemaerke.core.periods import Period
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.taking import SubtasksForm, TakeForm
from ..models import Plan
from ..pages import suggestions as pages
from ..pages.shared import plan_title
from ..suggesting import Suggestion
from .shared import find_plan, planner


@require_http_methods(["GET", "POST"])
def suggestions(request: SignedIn, key: UUID) -> HttpResponse:
    """The playbook's suggestions: take several at once, set aside, take up again. Rule: `may_change`."""
    plan = find_plan(request, key)
    rules.may_change(request.scope, plan).or_raise()
    offered = pages.offered_to(plan)
    page = pages.show_suggestions(plan, offered)
    if request.method == "POST" and ("aside" in request.POST or "again" in request.POST):
        return _set_aside(request, plan, offered)
    rows = [row for row in page.rows() if not row.blocked]
    form = TakeForm(
        request.POST if request.method == "POST" else None,
        items=[(row.key, row.title) for row in rows],
        timed=[row.key for row in rows if row.asks_when],
    )
    if form.is_bound and form.is_valid():
        by_key = {one.key: one for one in offered[0]}
        taken = [_with_days(by_key[item], period) for item, period in form.taken()]
        try:
            made = actions.take_suggestions(plan, taken, by=planner(request, plan), now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
            page = pages.show_suggestions(plan, pages.offered_to(plan))
        else:
            _tell(request, len(made))
            return redirect(plan)
    context = {"page": page, "form": form, "plan": plan, "plan_title": plan_title(plan)}
    return render(request, "plans/suggestions.html", context, status=422 if form.is_bound else 200)


def _with_days(suggestion: Suggestion, period: Period | None) -> Suggestion:
    if period is None or period.first is None or period.last is None:
        return suggestion
    return replace(suggestion, windows=((period.first, period.last),))


def _set_aside(
    request: SignedIn, plan: Plan, offered: tuple[list[Suggestion], list[Suggestion], int]
) -> HttpResponse:
    """Not for us, or taken up again; what is on no list is 404."""
    by = planner(request, plan)
    here = reverse("plans:suggestions", args=[plan.pk])
    item = request.POST.get("aside") or request.POST.get("again") or ""
    if item not in {one.key for one in (*offered[0], *offered[1])}:
        raise Http404
    if "aside" in request.POST:
        actions.set_aside(plan, item, by=by, now=request.now)
        say(request, _("Set aside. You find it at the bottom if you change your mind."))
    else:
        actions.take_up_again(plan, item, by=by, now=request.now)
        say(request, _("It is among the suggestions again."))
    return redirect(here)


def _tell(request: SignedIn, count: int) -> None:
    told = ngettext(
        "%(n)d activity stands in the plan now, not confirmed yet.",
        "%(n)d activities stand in the plan now, not confirmed yet.",
        count,
    )
    say(request, told % {"n": count})


@require_http_methods(["GET", "POST"])
def subtasks(request: SignedIn, key: UUID) -> HttpResponse:
    """The accepted backbrief's promised subtasks, taken with a time and a stage. Rule: `may_change`."""
    plan = find_plan(request, key)
    if plan.is_central:
        raise Http404
    rules.may_change(request.scope, plan).or_raise()
    stages = list(plan.stages.order_by("position"))
    page = pages.read_subtasks(plan, stages)
    free = {row.key: row for row in page.free()}
    initial = {f"period-{row.key}": row.period for row in free.values()}
    initial |= {f"stage-{row.key}": row.stage for row in free.values()}
    form = SubtasksForm(
        request.POST if request.method == "POST" else None,
        items=[(row.key, row.title) for row in free.values()],
        timed=list(free),
        stages=stages,
        initial=initial,
    )
    if form.is_bound and form.is_valid():
        taken = [
            (free[item].life, free[item].subtask, period, form.stage_of(item))
            for item, period in form.taken()
        ]
        try:
            made = actions.take_subtasks(plan, taken, by=planner(request, plan), now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _tell(request, len(made))
            return redirect(plan)
    context = {
        "page": page,
        "form": form,
        "rows": [
            (row, form[f"take-{row.key}"], form[f"period-{row.key}"], form[f"stage-{row.key}"])
            for row in free.values()
        ],
        "plan": plan,
        "plan_title": plan_title(plan),
    }
    return render(request, "plans/subtasks.html", context, status=422 if form.is_bound else 200)
