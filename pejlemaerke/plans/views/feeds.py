"""Addresses a calendar program reads by itself: made, shown once, ended, and what they give."""

from __future__ import annotations

import hashlib
from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejlemaerke.documents.calendars import write_calendar
from pejlemaerke.documents.serving import TYPES
from pejlemaerke.organisation.access import read_scope
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions
from ..actions.feeds import hash_of
from ..calendars import events
from ..models import CalendarFeed, Plan
from ..pages import feeds as pages
from ..pages.shared import plan_title
from .shared import WITH, plans

REFRESH = timedelta(hours=2)
#: Where a new address lies from the moment it is made until it has been shown, once.
_SHOWN_NEXT = "plans.new_address"


def _plan(request: SignedIn, key: str) -> Plan | None:
    """The plan an address is for; None for one's own activities. 404 for one that is not there for this person."""
    if not key:
        return None
    try:
        wanted = UUID(key)
    except ValueError:
        raise Http404 from None
    found: Plan = get_object_or_404(plans(request), pk=wanted)
    return found


@require_http_methods(["GET", "POST"])
def feeds(request: SignedIn) -> HttpResponse:
    """One's own addresses; POST makes a new one, which is shown on the next page and never again."""
    asked = request.POST if request.method == "POST" else request.GET
    plan = _plan(request, asked.get("plan", ""))
    about = str(plan.pk) if plan else ""
    here = reverse("plans:feeds") + (f"?{urlencode({'plan': about})}" if about else "")
    if request.method == "POST":
        token = actions.make_feed(request.user.person, plan, by=request.scope.actor(), now=request.now)
        request.session[_SHOWN_NEXT] = [about, token]
        return redirect(here)
    made_for, token = request.session.get(_SHOWN_NEXT, ("", ""))
    address = ""
    if token and made_for == about:
        del request.session[_SHOWN_NEXT]
        address = request.build_absolute_uri(reverse("plans:feed", args=[token]))
    rows = pages.read_feeds(request.scope.person, today=request.today)
    context = {
        "rows": rows,
        "plan": plan,
        "plan_name": plan_title(plan) if plan else "",
        "address": address,
        "has_own": any(row.plan is None for row in rows),
        "has_plan": plan is not None and any(row.plan == plan.pk for row in rows),
    }
    response = render(request, "plans/feeds.html", context)
    if address:
        patch_cache_control(response, no_store=True)
    return response


@require_POST
def end_feed(request: SignedIn) -> HttpResponse:
    """The address stops. One's own only, also for a plan one no longer sees."""
    key = request.POST.get("plan", "")
    plan = None
    if key:
        feed = CalendarFeed.objects.filter(person=request.scope.person, ended_at=None, plan__isnull=False)
        plan = next((one.plan for one in feed.select_related("plan") if str(one.plan_id) == key), None)
        if plan is None:
            raise Http404
    actions.end_feed(request.user.person, plan, by=request.scope.actor(), now=request.now)
    say(request, _("The address no longer works."))
    return redirect("plans:feeds")


@login_not_required
@require_safe
def feed(request: SignedIn, token: str) -> HttpResponse:
    """The calendar itself, for a program that cannot sign in. It opens what its maker may see today, and is 404 when
    it was ended, never was, or its maker has left."""
    found = (
        CalendarFeed.objects.filter(token_hash=hash_of(token), ended_at=None)
        .select_related("person__account", "person__organisation", *(f"plan__{path}" for path in WITH))
        .first()
    )
    if found is None or not _works(found, request):
        raise Http404
    scope = read_scope(found.person, on=request.today)
    if found.plan_id and not Plan.objects.visible_to(scope).filter(pk=found.plan_id).exists():
        raise Http404
    activities = list(pages.activities_of(found, scope, today=request.today))
    # No later than the latest change, so that the same content is the same file. Rights change with the day.
    midnight = datetime.combine(request.today, time(), tzinfo=get_current_timezone())
    changed = max([midnight, *(activity.changed_at for activity in activities)])
    root = request.build_absolute_uri("/").rstrip("/")
    # A calendar program speaks no language: its owner does.
    with override(found.person.language):
        name = plan_title(found.plan) if found.plan else _("My activities in Pejlemærke")
        data = write_calendar(events(activities, root=root), name=name, now=changed, refresh=REFRESH)
    etag = quote_etag(hashlib.sha256(data).hexdigest()[:32])
    response = HttpResponse(data, content_type=TYPES["ics"])
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed.timestamp())
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=300)
    return (
        get_conditional_response(
            request, etag=etag, last_modified=int(changed.timestamp()), response=response
        )
        or response
    )


def _works(feed: CalendarFeed, request: SignedIn) -> bool:
    """Its maker works here and may sign in."""
    person = feed.person
    if person.left_on is not None and person.left_on <= request.today:
        return False
    account = getattr(person, "account", None)
    return account is None or account.is_active
