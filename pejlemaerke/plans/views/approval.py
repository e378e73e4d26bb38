"""The plan before the whole leadership group."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.core.errors import Forbidden
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.said import ApprovalForm, VoiceForm
from ..models import Plan
from ..pages import approval as pages
from ..pages.carrying import about
from ..roles import say_role
from .shared import find_plan, language, planner


@require_GET
def approval(request: SignedIn, key: UUID) -> HttpResponse:
    """The rounds with their voices, and the plan as it was laid before them. Rule: `Plan.visible_to`."""
    return _page(request, find_plan(request, key), None)


def _page(request: SignedIn, plan: Plan, form: VoiceForm | None) -> HttpResponse:
    rounds = pages.read_rounds(plan)
    current = rounds[0] if rounds else None
    voices = list(current.voices.all()) if current else []
    asked = plan.initiative.playbook.approval
    may_approve = bool(current and rules.may_approve(request.scope, current, voices))
    context = {
        **about(plan),
        "rounds": [pages.show_round(one, request.today) for one in rounds],
        "own": pages.own_voice(request.scope, voices) if may_approve else None,
        "form": form or VoiceForm(),
        "may_ask": rules.may_ask_approval(request.scope, plan),
        "nobody_else": say_role("sponsor" if plan.is_central else "leader"),
        "text": asked.text.in_language(language()) if asked else "",
        "panel": read_panel(current, request.scope) if current else None,
    }
    return render(request, "plans/approval.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def ask_approval(request: SignedIn, key: UUID) -> HttpResponse:
    """Choose who it is laid before. Rule: `may_ask_approval`."""
    plan = find_plan(request, key)
    rules.may_ask_approval(request.scope, plan).or_raise()
    form = ApprovalForm(
        request.POST if request.method == "POST" else None,
        scope=request.scope,
        suggested=pages.group_to_ask(plan, today=request.today),
    )
    if request.method == "POST" and form.is_valid():
        actions.ask_approval(
            plan, form.cleaned_data["chosen"], by=planner(request, plan), now=request.now,
            due=form.cleaned_data["due"],
        )  # fmt: skip
        say(request, _("The plan has been laid before the leadership group."))
        return redirect("plans:approval", key=plan.pk)
    context = {
        **about(plan),
        "form": form,
        "open_round": plan.approvals.filter(state__in=("asked", "change_asked")).exists(),
    }
    return render(request, "plans/ask_approval.html", context, status=422 if form.is_bound else 200)


@require_POST
def answer_approval(request: SignedIn, key: UUID) -> HttpResponse:
    """One's own answer, or on behalf of somebody absent. Rule: `may_approve`."""
    plan = find_plan(request, key)
    rounds = pages.read_rounds(plan)
    if not rounds:
        raise Forbidden(_("The plan has not been laid before anybody."))
    current = rounds[0]
    voices = list(current.voices.all())
    rules.may_approve(request.scope, current, voices).or_raise()
    form = VoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, form)
    voice = pages.own_voice(request.scope, voices)
    actions.answer_approval(
        current,
        voice,
        answer=form.cleaned_data["answer"],
        text=form.cleaned_data["text"],
        by=request.scope.actor(f"person:{voice.person_id}"),
        now=request.now,
    )
    if current.state == "approved":
        say(request, _("The plan is approved: you were the last of the group."))
    else:
        say(request, _("Your answer stands on the plan."))
    return redirect("plans:approval", key=plan.pk)
