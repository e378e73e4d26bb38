"""A stage of a plan: read it, open it when all is in place (or with a reason although it is not), end it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.core.actor import Actor
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..criteria import read_criteria, say_criterion
from ..forms.carrying import OverrideForm
from ..gates import missing
from ..models import PlanStage
from ..pages import stages as pages
from ..pages.carrying import about
from ..pages.sources import source_of_stage
from .shared import find_plan, language, planner


def find_stage(request: SignedIn, key: UUID, stage: str) -> PlanStage:
    plan = find_plan(request, key)
    found: PlanStage = get_object_or_404(plan.stages, key=stage)
    found.plan = plan
    return found


@require_GET
def stage(request: SignedIn, key: UUID, stage: str) -> HttpResponse:
    """Rule: `Plan.visible_to`."""
    found = find_stage(request, key, stage)
    shown = pages.read_stage(found, request.scope, today=request.today, language=language())
    context = {
        "shown": shown,
        "stage": found,
        "source": source_of_stage(found, request.scope),
        **about(found.plan),
        "may_open": rules.may_open_stage(request.scope, found),
        "may_override": rules.may_override(request.scope, found),
        "may_end": rules.may_end_stage(request.scope, found),
        "may_move": rules.may_move_stage(request.scope, found),
        "may_change": rules.may_change(request.scope, found.plan),
        "central_url": pages.central_stage_url(found) if shown.is_central_gate else "",
        "panel": read_panel(found, request.scope),
    }
    return render(request, "plans/stage.html", context)


@require_POST
def open_stage(request: SignedIn, key: UUID, stage: str) -> HttpResponse:
    """Rule: `may_open_stage`; refused while something is missing."""
    found = find_stage(request, key, stage)
    rules.may_open_stage(request.scope, found).or_raise()
    actions.open_stage(found, by=planner(request, found.plan), now=request.now)
    say(request, _("“%(stage)s” is open.") % {"stage": found.title})
    return redirect(found)


@require_http_methods(["GET", "POST"])
def override_stage(request: SignedIn, key: UUID, stage: str) -> HttpResponse:
    """Open it although something is missing, with a reason that stays. Rule: `may_override`."""
    found = find_stage(request, key, stage)
    rules.may_override(request.scope, found).or_raise()
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.override_stage(
            found, reason=form.cleaned_data["reason"], by=_opener(request, found), now=request.now
        )
        say(request, _("“%(stage)s” is open.") % {"stage": found.title})
        return redirect(found)
    playbook = found.plan.initiative.playbook
    still = [say_criterion(playbook, criterion) for criterion in missing(read_criteria(found))]
    return render(
        request,
        "plans/override_stage.html",
        {"stage": found, **about(found.plan), "form": form, "still": still},
        status=422 if form.is_bound else 200,
    )


def _opener(request: SignedIn, found: PlanStage) -> Actor:
    """Who plans, or the leader above who opens it."""
    if rules.may_plan(request.scope, found.plan):
        return planner(request, found.plan)
    return request.scope.actor_leading(found.plan.unit.path)


@require_http_methods(["GET", "POST"])
def end_stage(request: SignedIn, key: UUID, stage: str) -> HttpResponse:
    """See what is still open, then end it. Rule: `may_end_stage`."""
    found = find_stage(request, key, stage)
    rules.may_end_stage(request.scope, found).or_raise()
    if request.method == "POST":
        following = actions.end_stage(found, by=planner(request, found.plan), now=request.now)
        if following:
            say(
                request,
                _("“%(stage)s” has ended. Next is “%(next)s”.")
                % {"stage": found.title, "next": "”, “".join(one.title for one in following)},
            )
            following[0].plan = found.plan
            return redirect(following[0])
        say(request, _("“%(stage)s” has ended.") % {"stage": found.title})
        return redirect(found)
    context = {
        "stage": found,
        **about(found.plan),
        "shown": pages.read_end(found, today=request.today, language=language()),
    }
    return render(request, "plans/end_stage.html", context)
