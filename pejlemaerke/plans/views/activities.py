"""An activity: added, read, changed, confirmed, waited for, taken out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.ids import uuid7
from pejlemaerke.documents.calendars import write_calendar
from pejlemaerke.documents.serving import attachment
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..calendars import event_of
from ..forms.activities import ActivityForm, DropForm, initial_for
from ..forms.repeating import RepeatForm
from ..models import Activity, Plan, Proposal
from ..pages import activities as pages
from ..pages.shared import plan_title
from ..pages.sources import source_of_activity
from .shared import find_activity, find_plan, planner


@require_GET
def activity(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `Activity.visible_to`."""
    found = find_activity(request, key)
    context = {
        "page": pages.read_activity(found, request.scope, today=request.today),
        "activity": found,
        "source": source_of_activity(found, request.scope),
        "plan": found.plan,
        "plan_title": plan_title(found.plan),
    }
    return render(request, "plans/activity.html", context)


@require_http_methods(["GET", "POST"])
def add_activity(request: SignedIn, key: UUID) -> HttpResponse:
    """A new activity, perhaps from an employee's proposal (`?from=`). Rule: `may_change`, and `may_answer_proposal`."""
    plan = find_plan(request, key)
    rules.may_change(request.scope, plan).or_raise()
    by = planner(request, plan)
    proposal = _proposal(request, plan)
    sent_with = request.POST.get("key", "")
    if proposal is not None and not record.has_receipt(sent_with, by=by):
        rules.may_answer_proposal(request.scope, proposal).or_raise()
    initial = {"kind": "meeting", "stage": request.GET.get("stage", "")}
    if proposal is not None:
        initial |= {"title": str(proposal), "text": proposal.text, "kind": "other"}
    form = _form(request, plan, initial=initial)
    # A proposal becomes one activity; what comes again is one's own.
    repeat = RepeatForm(request.POST if request.method == "POST" else None) if proposal is None else None
    if form.is_bound and form.is_valid() and (repeat is None or repeat.is_valid()):

        def do() -> str:
            said = form.fields_said()
            if repeat is not None and repeat.cleaned_data["every"]:
                return str(
                    actions.add_series(plan, said, **repeat.cleaned_data, by=by, now=request.now)[0].pk
                )
            if proposal is not None:
                made = actions.take_proposal(proposal, said, by=by, now=request.now)
            else:
                made = actions.add_activity(plan, said, by=by, now=request.now)
            return str(made.pk)

        try:
            made = record.once(sent_with, do, by=by, now=request.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("It stands in the plan, not confirmed yet."))
            return redirect("plans:activity", key=made)
    context = {
        "form": form,
        "plan": plan,
        "plan_title": plan_title(plan),
        "proposal": proposal,
        "repeat": repeat,
        "key": uuid7(),
    }
    return render(request, "plans/activity_form.html", context, status=422 if form.is_bound else 200)


def _proposal(request: SignedIn, plan: Plan) -> Proposal | None:
    told = request.GET.get("from", "")
    if not told:
        return None
    try:
        key = UUID(told)
    except ValueError as error:
        raise Http404 from error
    found: Proposal = get_object_or_404(plan.proposals.select_related("made_by"), pk=key)
    found.plan = plan
    return found


def _form(request: SignedIn, plan: Plan, **given: Any) -> ActivityForm:
    return ActivityForm(
        request.POST if request.method == "POST" else None,
        scope=request.scope,
        stages=list(plan.stages.order_by("position")),
        committees=pages.committees_of(plan),
        names=pages.names_of(plan, request.today),
        **given,
    )


@require_http_methods(["GET", "POST"])
def change_activity(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_change_activity`."""
    found = find_activity(request, key)
    rules.may_change_activity(request.scope, found).or_raise()
    form = _form(
        request,
        found.plan,
        initial=initial_for(found),
        lines=found.hours.count(),
        audiences=tuple(found.audiences),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.change_activity(
                found, form.fields_said(), by=planner(request, found.plan), now=request.now
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say(request, _("Saved."))
            return redirect(found)
    context = {"form": form, "activity": found, "plan": found.plan, "plan_title": plan_title(found.plan)}
    return render(request, "plans/activity_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def confirm_activity(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_change_activity`."""
    found = find_activity(request, key)
    rules.may_change_activity(request.scope, found).or_raise()
    actions.confirm_activity(found, by=planner(request, found.plan), now=request.now)
    say(request, _("Confirmed."), undo_url=reverse("plans:tentative", args=[key]))
    return redirect(found)


@require_POST
def confirm_activities(request: SignedIn, key: UUID) -> HttpResponse:
    """Those that are ticked on the list of what is not confirmed. Rule: `may_change`."""
    plan = find_plan(request, key)
    rules.may_change(request.scope, plan).or_raise()
    ticked = [one for one in map(_uuid, request.POST.getlist("activity")) if one]
    found = list(plan.activities.filter(pk__in=ticked, state="tentative").select_related("series"))
    for one in found:
        one.plan = plan
    count = actions.confirm_activities(found, by=planner(request, plan), now=request.now)
    if count:
        told = ngettext("%(n)d activity is confirmed.", "%(n)d activities are confirmed.", count)
        say(request, told % {"n": count})
    else:
        say(request, _("Tick what you want to confirm."), kind=messages.WARNING)
    return redirect(f"{plan.get_absolute_url()}?view=list&show=tentative")


@require_POST
def make_tentative(request: SignedIn, key: UUID) -> HttpResponse:
    """Back to tentative; from a notice about what was taken out, also back to confirmed (`again=confirmed`).
    Rule: `may_change_activity`."""
    found = find_activity(request, key)
    rules.may_change_activity(request.scope, found).or_raise()
    by = planner(request, found.plan)
    actions.make_tentative(found, by=by, now=request.now)
    if request.GET.get("again") == "confirmed" and found.first is not None:
        actions.confirm_activity(found, by=by, now=request.now)
        say(request, _("It is back in the plan."))
    else:
        say(request, _("It stands in the plan, not confirmed yet."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def drop_activity(request: SignedIn, key: UUID) -> HttpResponse:
    """Take it out of the plan; it can be undone. Rule: `may_change_activity`."""
    found = find_activity(request, key)
    rules.may_change_activity(request.scope, found).or_raise()
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        before = found.state
        actions.drop_activity(
            found, by=planner(request, found.plan), now=request.now, note=form.cleaned_data["note"].strip()
        )
        undo = reverse("plans:tentative", args=[key])
        say(
            request,
            _("“%(title)s” is taken out of the plan.") % {"title": found.title},
            undo_url=f"{undo}?again=confirmed" if before == "confirmed" else undo,
        )
        return redirect(found.plan)
    context = {"form": form, "activity": found, "plan": found.plan, "plan_title": plan_title(found.plan)}
    return render(request, "plans/drop_activity.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def set_waits(request: SignedIn, key: UUID) -> HttpResponse:
    """What it waits for. Rule: `may_change_activity`."""
    found = find_activity(request, key)
    rules.may_change_activity(request.scope, found).or_raise()
    words = request.GET.get("q", "").strip()[:100]
    problem, ticked = "", None
    if request.method == "POST":
        ticked = set(request.POST.getlist("after"))
        chosen = found.plan.activities.filter(pk__in=[one for one in map(_uuid, ticked) if one])
        try:
            actions.set_waits(found, list(chosen), by=planner(request, found.plan), now=request.now)
        except Refused as refused:
            problem = str(refused)
        else:
            say(request, _("Saved."))
            return redirect(found)
    context = {
        "activity": found,
        "plan": found.plan,
        "plan_title": plan_title(found.plan),
        "choices": pages.read_wait_choices(found, words, request.today, ticked),
        "words": words,
        "problem": problem,
    }
    return render(request, "plans/waits.html", context, status=409 if problem else 200)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_GET
def calendar_file(request: SignedIn, key: UUID) -> HttpResponse:
    """The activity for one's own calendar. Rule: `Activity.visible_to`."""
    found: Activity = find_activity(request, key)
    if found.first is None or found.last is None:
        raise Http404
    event = event_of(found, root=request.build_absolute_uri("/"))
    data = write_calendar([event], name=plan_title(found.plan), now=request.now)
    return attachment(data, "aktivitet.ics", "ics")
