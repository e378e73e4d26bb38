from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.ids import uuid7
from pejlemaerke.documents.serving import sheet
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.ui.notices import say

from .. import actions, pages, rules
from ..forms import CloseRiskForm, RiskForm
from ..models import Risk
from .shared import find_initiative, find_participant


@require_GET
def risks(request: SignedIn, pk: UUID) -> HttpResponse:
    found = find_initiative(request, pk)
    page = pages.read_risks(found, request.scope, number=request.GET.get("page", "1"))
    return render(request, "initiatives/risks.html", {"page": page})


@require_GET
def export_risks(request: SignedIn, pk: UUID, form: str) -> HttpResponse:
    found = find_initiative(request, pk)
    name = _("%(title)s, risks %(day)s") % {"title": found.title, "day": request.today.isoformat()}
    return sheet(_("Risks"), form, *pages.risk_rows(found, request.scope), name=name)


@require_http_methods(["GET", "POST"])
def add_risk(request: SignedIn, pk: UUID) -> HttpResponse:
    """For the whole initiative or, with `?unit=`, or chosen among a few, for a workplace of one's own."""
    found = find_initiative(request, pk)
    named = find_participant(request, found, request.GET.get("unit", ""))
    whole = rules.may_keep_risks(request.scope, found, None)
    if named is not None:
        rules.may_keep_risks(request.scope, found, named).or_raise()
        places = [named]
    else:
        places = pages.places(found, request.scope) if rules.may_work_on(found) else []
        if not places:
            whole.or_raise()
        if len(places) > pages.MOST_PLACES:
            places = []
            whole.or_raise()
    form = RiskForm(
        request.POST or None,
        scope=request.scope,
        places=places,
        whole=bool(whole) and named is None,
    )
    if form.is_bound and form.is_valid():
        rules.may_keep_risks(request.scope, found, form.unit).or_raise()
        by = request.scope.actor()

        def make() -> str:
            return str(actions.add_risk(found, unit=form.unit, **form.values(), by=by, now=request.now).pk)

        record.once(request.POST.get("key", ""), make, by=by, now=request.now)
        say(request, _("The risk is on the list."))
        return redirect("initiatives:risks", pk)
    status = 422 if form.is_bound else 200
    context = {"initiative": found, "form": form, "risk": None, "key": request.POST.get("key") or uuid7()}
    return render(request, "initiatives/risk_form.html", context, status=status)


@require_POST
def take_risk(request: SignedIn, pk: UUID) -> HttpResponse:
    """One of the playbook's stated risks, as it stands there."""
    found = find_initiative(request, pk)
    rules.may_keep_risks(request.scope, found, None).or_raise()
    stated = request.POST.get("risk", "")
    taken = actions.take_suggested(found, stated, by=request.scope.actor(), now=request.now)
    say(request, _("“%(title)s” is on the list. You can change what it says.") % {"title": taken.title})
    return redirect("initiatives:risks", pk)


@require_GET
def risk(request: SignedIn, pk: UUID, key: UUID) -> HttpResponse:
    page = pages.read_risk(_risk(request, pk, key), request.scope)
    context = {"page": page, "panel": page.panel, "initiative": page.risk.initiative}
    return render(request, "initiatives/risk.html", context)


@require_http_methods(["GET", "POST"])
def edit_risk(request: SignedIn, pk: UUID, key: UUID) -> HttpResponse:
    found = _risk(request, pk, key)
    rules.may_change_risk(request.scope, found).or_raise()
    initial = {
        name: getattr(found, name) for name in ("title", "cause", "what_is_done", "whose", "look_again")
    }
    initial["owner"] = found.owner.name if found.owner else ""
    form = RiskForm(request.POST or None, scope=request.scope, editing=True, initial=initial)
    if form.is_bound and form.is_valid():
        actions.edit_risk(found, by=_actor(request, found), now=request.now, **form.values())
        say(request, _("Saved."))
        return redirect(found)
    status = 422 if form.is_bound else 200
    context = {"initiative": found.initiative, "form": form, "risk": found}
    return render(request, "initiatives/risk_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def close_risk(request: SignedIn, pk: UUID, key: UUID) -> HttpResponse:
    found = _risk(request, pk, key)
    rules.may_change_risk(request.scope, found).or_raise()
    form = CloseRiskForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.close_risk(found, by=_actor(request, found), now=request.now, note=form.cleaned_data["note"])
        say(request, _("The risk is closed."))
        return redirect("initiatives:risks", pk)
    status = 422 if form.is_bound else 200
    context = {"initiative": found.initiative, "form": form, "risk": found}
    return render(request, "initiatives/close_risk.html", context, status=status)


@require_POST
def reopen_risk(request: SignedIn, pk: UUID, key: UUID) -> HttpResponse:
    found = _risk(request, pk, key)
    rules.may_change_risk(request.scope, found).or_raise()
    actions.reopen_risk(found, by=_actor(request, found), now=request.now)
    say(request, _("The risk is open again."))
    return redirect(found)


def _risk(request: SignedIn, pk: UUID, key: UUID) -> Risk:
    found: Risk = get_object_or_404(
        Risk.objects.visible_to(request.scope).select_related("initiative__unit", "unit", "owner"),
        pk=key,
        initiative=pk,
    )
    return found


def _actor(request: SignedIn, found: Risk) -> Actor:
    """Whose turn it is acts for themselves, or is stood in for."""
    return request.scope.actor(f"person:{found.owner_id}" if found.owner_id else "")
