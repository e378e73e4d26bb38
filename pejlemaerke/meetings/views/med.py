"""Matters before MED: brought, changed, talked through, concluded, withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.ids import uuid7
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.record.panel import read_panel
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms.med import ConcludeForm, MedItemForm
from ..pages import bodies, med
from .shared import ask, chairing, find_med_item


@require_http_methods(["GET", "POST"])
def create_med_item(request: SignedIn) -> HttpResponse:
    """Bring a matter before a committee. Rule: `may_raise_med_item`."""
    chosen = bodies.for_med(request.scope)
    first = next(iter(chosen.select_related("unit").filter(pk__in=rules.committees(request.scope))), None)
    form = MedItemForm(
        request.POST or None, scope=request.scope, bodies=chosen,
        initial={
            "committee": request.GET.get("committee", "") or (first.pk if first else ""),
            "decides_at": first.unit.name if first else "",
        },
    )  # fmt: skip
    if not form.is_bound and not chosen.exists():
        rules.no_committee(request.scope).or_raise()
    if form.is_bound and form.is_valid():
        committee = form.cleaned_data["committee"]
        rules.may_raise_med_item(request.scope, committee).or_raise()
        by = request.scope.actor_leading(committee.unit.path)

        def do() -> str:
            return str(actions.raise_med_item(**form.values(), by=by, now=request.now).pk)

        key = record.once(request.POST.get("key", ""), do, by=by, now=request.now)
        return redirect("meetings:med_item", key=key)
    return ask(
        request, form, title=_("Bring a matter before MED"), button=_("Bring it before the committee"),
        back=reverse("meetings:list"), key=request.POST.get("key") or uuid7(),
        lead=_("Before it is decided, at the level where it is decided, and early enough to be talked through."),
    )  # fmt: skip


@require_GET
def med_item(request: SignedIn, key: UUID) -> HttpResponse:
    """The matter, what should be looked at, what was said. Rule: `MedItem.visible_to`."""
    found = find_med_item(request, key)
    context = {
        "item": found,
        "page": med.read_med_item(found, request.scope, request.today),
        "may_edit": rules.may_edit_med_item(request.scope, found),
        "put_on_agenda": med.put_on_agenda(found, request.scope),
        "may_conclude": rules.may_conclude_med_item(request.scope, found),
        "panel": read_panel(found, request.scope),
    }
    return render(request, "meetings/med_item.html", context)


@require_http_methods(["GET", "POST"])
def edit_med_item(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_edit_med_item`."""
    found = find_med_item(request, key)
    rules.may_edit_med_item(request.scope, found).or_raise()
    names = ("title", "kind", "text", "decision_on", "discuss_on", "papers_on")
    initial = {name: getattr(found, name) for name in names}
    chosen = bodies.for_med(request.scope)
    form = MedItemForm(
        request.POST or None, scope=request.scope, bodies=chosen,
        initial={**initial, "committee": found.committee_id, "decides_at": found.decides_at.name},
    )  # fmt: skip
    if found.state == "on_agenda":
        del form.fields["discuss_on"]  # It is the day of the meeting.
    if form.is_bound and form.is_valid():
        try:
            actions.edit_med_item(
                found,
                **form.values(),
                by=request.scope.actor_leading(found.committee.unit.path),
                now=request.now,
            )
        except Refused as refused:
            form.add_error("committee", str(refused))
        else:
            return redirect(found)
    return ask(
        request, form, title=_("Change the matter"), button=_("Save"), back=found.get_absolute_url(),
        steps=[(found.title, found.get_absolute_url())],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def conclude(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down the views and the answer; conclude when it has been talked through. Rule: `may_conclude_med_item`.

    `do` "keep" saves the views without concluding.
    """
    found = find_med_item(request, key)
    rules.may_conclude_med_item(request.scope, found).or_raise()
    names = ("staff_view", "management_answer", "conclusion", "discussed_on")
    planned = found.discuss_on if found.discuss_on and found.discuss_on <= request.today else None
    form = ConcludeForm(
        request.POST or None,
        item=found, today=request.today, concludes=request.POST.get("do") != "keep",
        initial={**{name: getattr(found, name) for name in names}, "discussed_on": planned},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        clean = form.cleaned_data
        by = chairing(request, found.committee_id)
        try:
            if request.POST.get("do") == "keep":
                actions.write_views(
                    found, staff_view=clean["staff_view"], management_answer=clean["management_answer"],
                    by=by, now=request.now,
                )  # fmt: skip
                say(request, _("What was said is kept. The matter is not concluded yet."))
            else:
                actions.conclude_med_item(found, **clean, by=by, now=request.now)
                say(request, _("The matter is concluded."))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(med.recorded_at(found, request.scope) or found)
    # Said before anything is written, not after.
    context = {"item": found, "form": form, "waits_for": med.waits_for(found, request.today)}
    return render(request, "meetings/conclude.html", context, status=422 if form.is_bound else 200)


@require_POST
def withdraw(request: SignedIn, key: UUID) -> HttpResponse:
    """Rule: `may_edit_med_item`."""
    found = find_med_item(request, key)
    rules.may_edit_med_item(request.scope, found).or_raise()
    actions.withdraw_med_item(
        found, by=request.scope.actor_leading(found.committee.unit.path), now=request.now
    )
    say(request, _("The matter has been withdrawn."))
    return redirect(found)
