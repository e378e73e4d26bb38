"""Proposals to a plan: made in two taps, taken or answered by the one who plans."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.ids import uuid7
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.said import ProposalAnswerForm, ProposalForm
from ..models import Proposal
from ..pages import proposals as pages
from ..pages.carrying import about
from .shared import WITH, find_plan, planner

PAGE = 30


@require_GET
def proposals(request: SignedIn, key: UUID) -> HttpResponse:
    """All with their answers, those that wait first. Rule: `Plan.visible_to`."""
    return _page(request, key)


def _page(request: SignedIn, key: UUID, *, answered: UUID | None = None, form: Any = None) -> HttpResponse:
    plan = find_plan(request, key)
    found = Proposal.objects.filter(plan=plan).select_related("made_by", "activity")
    page = Paginator(pages.waiting_first(found), PAGE).get_page(request.GET.get("page"))
    context = {
        **about(plan),
        "page": page,
        "rows": pages.show_proposals(page, today=request.today),
        "may_answer": rules.may_plan(request.scope, plan),
        "may_propose": rules.may_propose(request.scope, plan),
        "answered": answered,
        "form": form,
    }
    return render(request, "plans/proposals.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def propose(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_propose`. The same form sent twice proposes once."""
    plan = find_plan(request, key)
    rules.may_propose(request.scope, plan).or_raise()
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = request.scope.actor()

        def make() -> str:
            made = actions.propose(
                plan, **form.cleaned_data, person=request.user.person, by=by, now=request.now
            )
            return str(made.pk)

        record.once(request.POST.get("key", ""), make, by=by, now=request.now)
        say(request, _("Thank you. Your proposal has been sent, and you get an answer."))
        return redirect("plans:proposals", key=plan.pk)
    context = {**about(plan), "form": form, "key": request.POST.get("key") or uuid7()}
    return render(request, "plans/propose.html", context, status=422 if form.is_bound else 200)


@require_POST
def answer_proposal(request: SignedIn, key: UUID) -> HttpResponse:
    """Answer in words. Rule: `may_answer_proposal`. (Taking it is adding an activity from it.)"""
    proposal: Proposal = get_object_or_404(
        Proposal.objects.visible_to(request.scope).select_related(
            "made_by", *(f"plan__{path}" for path in WITH)
        ),
        pk=key,
    )
    rules.may_answer_proposal(request.scope, proposal).or_raise()
    form = ProposalAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal.plan_id, answered=proposal.pk, form=form)
    actions.answer_proposal(
        proposal, answer=form.cleaned_data["answer"], by=planner(request, proposal.plan), now=request.now
    )
    say(request, _("%(name)s can read your answer.") % {"name": proposal.made_by.name})
    return redirect(proposal)
