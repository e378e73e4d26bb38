"""Moving a stage with what hangs on it, pausing and taking up again: what changes is shown before it does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, jobs, rules
from ..actions.moving import moves_of_pause, moves_of_stage
from ..forms.carrying import MoveForm, PauseForm, ResumeForm
from ..models import Plan
from ..moving import Move
from ..pages.carrying import about
from ..pages.moving import mark_of, show_moves
from .shared import find_plan, planner
from .stages import find_stage

#: More plans than this are paused, or taken up again, by a worker: nobody waits for them.
AT_ONCE = 60


@require_http_methods(["GET", "POST"])
def move_stage(request: SignedIn, key: UUID, stage: str) -> HttpResponse:
    """Say new days, see what moves, confirm just that. Rule: `may_move_stage`."""
    found = find_stage(request, key, stage)
    rules.may_move_stage(request.scope, found).or_raise()
    asked: Any = request.POST if request.method == "POST" else request.GET
    told = request.method == "POST" or "first" in asked
    form = MoveForm(asked if told else None, initial={"first": found.first})
    moves: list[Move] | None = None
    changed, status = False, 200
    if form.is_bound and form.is_valid():
        days = {"first": form.cleaned_data["first"], "last": form.cleaned_data["last"]}
        try:
            moves = moves_of_stage(found, **days)
        except Refused as refused:
            form.add_error("first", str(refused))
        if request.method == "POST" and moves is not None:
            changed, status = request.POST.get("shown") != mark_of(moves), 409
            if not changed:
                try:
                    done = actions.move_stage(
                        found, **days, shown=moves, by=planner(request, found.plan), now=request.now
                    )
                except Conflict:
                    changed, moves = True, moves_of_stage(found, **days)
                else:
                    say(request, _say_moved(len(done)))
                    return redirect(found)
    if form.errors:
        status = 422
    context = {
        "stage": found,
        **about(found.plan),
        "form": form,
        "moves": show_moves(moves) if moves is not None else None,
        "changed": changed,
    }
    return render(request, "plans/move_stage.html", context, status=status)


def _say_moved(count: int) -> str:
    if not count:
        return _("Nothing had to move.")
    return ngettext("%(n)d thing has been moved.", "%(n)d things have been moved.", count) % {"n": count}


@require_http_methods(["GET", "POST"])
def pause_plan(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_pause`."""
    plan = find_plan(request, key)
    rules.may_pause(request.scope, plan).or_raise()
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.pause_plan(
            plan, reason=form.cleaned_data["reason"], on=request.today, by=planner(request, plan), now=request.now
        )  # fmt: skip
        say(request, _("The plan is paused. Nobody is asked for anything in it until you take it up again."))
        return redirect(plan)
    return render(
        request, "plans/pause.html", {**about(plan), "form": form, "back": plan.get_absolute_url()},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def resume_plan(request: SignedIn, key: UUID) -> HttpResponse:
    """Say how much moves, see it, take the plan up again. Rule: `may_resume`."""
    plan = find_plan(request, key)
    rules.may_resume(request.scope, plan).or_raise()
    form = _resume_form(request, plan)
    moves: list[Move] | None = None
    changed, status = False, 200
    if form.is_bound and form.is_valid():
        days = form.cleaned_data["days"]
        try:
            moves = moves_of_pause(plan, days)
        except Refused as refused:
            form.add_error("days", str(refused))
        if request.method == "POST" and moves is not None:
            changed, status = request.POST.get("shown") != mark_of(moves), 409
            if not changed:
                actions.resume_plan(plan, days=days, by=planner(request, plan), now=request.now)
                say(request, _("The plan runs again.") + " " + _say_moved(len(moves)))
                return redirect(plan)
    if form.errors:
        status = 422
    context = {
        **about(plan),
        "form": form,
        "moves": show_moves(moves) if moves is not None else None,
        "changed": changed,
        "back": plan.get_absolute_url(),
    }
    return render(request, "plans/resume.html", context, status=status)


def _resume_form(request: SignedIn, plan: Plan) -> ResumeForm:
    asked: Any = request.POST if request.method == "POST" else request.GET
    paused = (request.today - plan.paused_on).days if plan.paused_on else 0
    suggested = ngettext("%(n)d day", "%(n)d days", paused) % {"n": paused}
    told = request.method == "POST" or "days" in asked
    return ResumeForm(asked if told else None, paused_on=plan.paused_on, initial={"days": suggested})


def _find_central(request: SignedIn, key: UUID) -> tuple[Initiative, Plan]:
    initiative = get_object_or_404(
        Initiative.objects.visible_to(request.scope).select_related("unit", "sponsor"), pk=key
    )
    plan = get_object_or_404(Plan.objects.visible_to(request.scope), initiative=initiative, is_central=True)
    plan.initiative, plan.unit = initiative, initiative.unit
    return initiative, plan


@require_http_methods(["GET", "POST"])
def pause_initiative(request: SignedIn, key: UUID) -> HttpResponse:
    """Pause every plan of an initiative. Rule: `may_plan` on the central plan; some plan must run."""
    initiative, plan = _find_central(request, key)
    rules.may_plan(request.scope, plan).or_raise()
    running = initiative.plans.filter(state="running").count()
    if not running:
        raise Refused(_("Every plan is already paused."))
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, reason = planner(request, plan), form.cleaned_data["reason"]
        if running > AT_ONCE:
            jobs.pause_all.enqueue(str(initiative.pk), reason, request.today.isoformat(), **jobs.named(by))
            say(request, _("The plans are being paused. With so many it takes a moment."))
            return redirect(plan)
        paused = actions.pause_initiative(initiative, reason=reason, on=request.today, by=by, now=request.now)
        told = ngettext("%(n)d plan has been paused.", "%(n)d plans have been paused.", paused)
        say(request, told % {"n": paused})
        return redirect(plan)
    context = {
        **about(plan),
        "form": form,
        "initiative": initiative,
        "running": running,
        "back": plan.get_absolute_url(),
    }
    return render(request, "plans/pause.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def resume_initiative(request: SignedIn, key: UUID) -> HttpResponse:
    """Take up again the plans that were paused together. Rule: `may_plan` on the central plan."""
    initiative, plan = _find_central(request, key)
    rules.may_plan(request.scope, plan).or_raise()
    paused = initiative.plans.filter(state="paused", paused_centrally=True).order_by("paused_on")
    first = paused.first()
    if first is None:
        raise Refused(_("No plan was paused together with the others."))
    form = _resume_form(request, first)
    count = paused.count()
    if request.method == "POST" and form.is_valid():
        by, days = planner(request, plan), form.cleaned_data["days"]
        if count > AT_ONCE:
            jobs.resume_all.enqueue(str(initiative.pk), days, **jobs.named(by))
            say(request, _("The plans are being taken up again. With so many it takes a moment."))
            return redirect(plan)
        resumed = actions.resume_initiative(initiative, days=days, by=by, now=request.now)
        told = ngettext("%(n)d plan runs again.", "%(n)d plans run again.", resumed)
        say(request, told % {"n": resumed})
        return redirect(plan)
    context = {
        **about(plan),
        "form": form,
        "initiative": initiative,
        "paused": count,
        "back": plan.get_absolute_url(),
    }
    return render(request, "plans/resume.html", context, status=422 if form.errors else 200)
