"""Meetings: listed, prepared, called, begun, closed and cancelled."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.ids import uuid7
from pejlemaerke.documents.calendars import CalendarEvent, write_calendar
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Committee
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.meetings import MeetingForm, ReasonForm
from ..letters import members
from ..pages import bodies, lists
from ..pages.meetings import read_meeting
from .shared import ask, find_meeting, secretary, serve


@require_GET
def list_(request: SignedIn) -> HttpResponse:
    """The place "Meetings". Rule: each thing's own `visible_to`."""
    return render(request, "meetings/list.html", {"page": lists.read_list(request.scope, request.today)})


@require_GET
def committee(request: SignedIn, key: UUID) -> HttpResponse:
    """The meetings of one body. Rule: `Meeting.visible_to`."""
    found = get_object_or_404(
        Committee.objects.visible_to(request.scope).select_related("unit", "kind"), pk=key
    )
    return render(
        request, "meetings/committee.html", {"page": lists.read_body(found, request.scope, request.today)}
    )


@require_http_methods(["GET", "POST"])
def create_meeting(request: SignedIn) -> HttpResponse:
    """Prepare a meeting of a body. Rule: `prepares`."""
    chosen = bodies.to_meet(request.scope)
    form = MeetingForm(
        request.POST or None, scope=request.scope, bodies=chosen,
        initial={"committee": request.GET.get("committee", ""), "secretary": request.scope.name},
    )  # fmt: skip
    if not form.is_bound and not chosen.exists():
        rules.no_body(request.scope).or_raise()
    if form.is_bound and form.is_valid():
        body = form.cleaned_data["committee"]
        rules.prepares(request.scope, body).or_raise()
        by = request.scope.actor(f"chair:{body.pk}")

        def do() -> str:
            made = actions.create_meeting(committee=body, **form.values(), by=by, now=request.now)
            return str(made.pk)

        key = record.once(request.POST.get("key", ""), do, by=by, now=request.now)
        return redirect("meetings:agenda", key=key)
    return ask(
        request, form, title=_("Prepare a meeting"), button=_("Go on to the agenda"), back=reverse("meetings:list"),
        lead=_("Nobody is told before you call it."), key=request.POST.get("key") or uuid7(),
    )  # fmt: skip


@require_GET
def meeting(request: SignedIn, key: UUID) -> HttpResponse:
    """The meeting as it stands: agenda before, decisions after. Rule: `Meeting.visible_to`."""
    found = find_meeting(request, key)
    scope = request.scope
    page = read_meeting(found, scope)
    context = {
        "meeting": found,
        "page": page,
        "may_prepare": rules.may_prepare(scope, found),
        "may_call": rules.may_call(scope, found),
        "may_begin": rules.may_begin(scope, found),
        "is_today": timezone.localdate(found.starts_at) <= request.today,
        "may_record": rules.may_record(scope, found),
        "may_cancel": rules.may_cancel(scope, found),
        "inside": rules.reads_closed_items(scope, found),
        "panel": read_panel(found, scope),
    }
    return render(request, "meetings/meeting.html", context)


@require_http_methods(["GET", "POST"])
def change_meeting(request: SignedIn, key: UUID) -> HttpResponse:
    """Another time, place or secretary. Rule: `may_prepare`."""
    found = find_meeting(request, key)
    rules.may_prepare(request.scope, found).or_raise()
    form = MeetingForm(request.POST or None, scope=request.scope, initial=MeetingForm.initial_for(found))
    if form.is_bound and form.is_valid():
        actions.change_meeting(found, **form.values(), by=secretary(request, found), now=request.now)
        say(request, _("The meeting is changed."))
        return redirect(found)
    lead = _("Those who were called are told when time or place changes.") if found.state == "called" else ""
    return ask(
        request, form, title=_("Time, place and secretary"), button=_("Save"), back=found.get_absolute_url(), lead=lead,
        steps=[(found.committee.name, found.get_absolute_url())],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def call(request: SignedIn, key: UUID) -> HttpResponse:
    """See who is called and to what, then call them. Rule: `may_call`."""
    found = find_meeting(request, key)
    rules.may_call(request.scope, found).or_raise()
    if request.method == "POST":
        actions.call_meeting(found, by=secretary(request, found), now=request.now)
        say(request, _("The meeting has been called."))
        return redirect(found)
    context = {
        "meeting": found,
        "page": read_meeting(found, request.scope),
        "members": members(found.committee, now=request.now),
    }
    return render(request, "meetings/call.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_cancel`."""
    found = find_meeting(request, key)
    rules.may_cancel(request.scope, found).or_raise()
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.cancel_meeting(
            found, reason=form.cleaned_data["reason"], by=secretary(request, found), now=request.now
        )
        say(request, _("The meeting is cancelled. What was on its agenda waits for another."))
        return redirect(found)
    return ask(
        request, form, title=_("Cancel the meeting"), button=_("Cancel the meeting"), back=found.get_absolute_url(),
        lead=_("What is on its agenda goes back to waiting. It cannot be undone."),
        steps=[(found.committee.name, found.get_absolute_url())],
    )  # fmt: skip


@require_POST
def open_(request: SignedIn, key: UUID) -> HttpResponse:
    """Begin the meeting. Rule: `may_begin`."""
    found = find_meeting(request, key)
    rules.may_begin(request.scope, found).or_raise()
    actions.open_meeting(found, by=secretary(request, found), now=request.now)
    return redirect("meetings:record", key=key)


@require_http_methods(["GET", "POST"])
def close(request: SignedIn, key: UUID) -> HttpResponse:
    """Read what was recorded, then close: from then it stands. Rule: `may_close`."""
    found = find_meeting(request, key)
    rules.may_close(request.scope, found).or_raise()
    reason = ""
    if request.method == "POST":
        try:
            actions.close_meeting(found, by=secretary(request, found), now=request.now)
        except Refused as refused:
            reason = str(refused)
        else:
            say(request, _("The meeting is closed. What was decided stands."))
            return redirect("meetings:minutes", key=key)
    context = {
        "meeting": found,
        "page": read_meeting(found, request.scope),
        "reason": reason,
    }
    return render(request, "meetings/close.html", context, status=409 if reason else 200)


@require_GET
def calendar(request: SignedIn, key: UUID) -> HttpResponse:
    """The meeting for one's own calendar. Rule: `Meeting.visible_to`."""
    found = find_meeting(request, key)
    status = {"cancelled": "CANCELLED", "draft": "TENTATIVE"}.get(found.state, "CONFIRMED")
    event = CalendarEvent(
        uid=f"meeting-{found.pk}",
        title=found.committee.name,
        starts=found.starts_at,
        ends=found.ends_at or found.starts_at + timedelta(hours=1),
        place=found.place,
        url=request.build_absolute_uri(found.get_absolute_url()),
        sequence=found.sequence,
        status=status,  # type: ignore[arg-type]
    )
    data = write_calendar([event], name=found.committee.name, now=request.now)
    return serve(data, f"{found.committee.name} {timezone.localdate(found.starts_at)}", "ics")
