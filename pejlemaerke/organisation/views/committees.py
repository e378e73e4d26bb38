from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.documents.serving import sheet
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms import CommitteeForm, KindForm, SeatForm
from ..models import Committee, CommitteeKind, Seat
from ..pages.committees import committee_rows, read_committee, read_committees


def _committee(request: Any, pk: UUID) -> Committee:
    found: Committee = get_object_or_404(
        Committee.objects.visible_to(request.scope).select_related("kind", "unit", "parent"), pk=pk
    )
    return found


@require_GET
def committees(request: Any) -> HttpResponse:
    page = read_committees(request.scope, on=request.today)
    return render(request, "organisation/committees.html", {"page": page})


@require_GET
def export_committees(request: Any, form: str) -> HttpResponse:
    return sheet(_("Committees"), form, *committee_rows(request.scope, on=request.today))


@require_GET
def committee(request: Any, pk: UUID) -> HttpResponse:
    found = _committee(request, pk)
    page = read_committee(found, request.scope, on=request.today)
    above = [(found.parent.name, found.parent.get_absolute_url())] if found.parent else []
    steps = [(_("Committees"), reverse("organisation:committees")), *above, (found.name, "")]
    return render(request, "organisation/committee.html", {"page": page, "steps": steps})


@require_http_methods(["GET", "POST"])
def add_committee(request: Any) -> HttpResponse:
    rules.may_administer(request.scope).or_raise()
    form = CommitteeForm(request.POST or None, scope=request.scope)
    if form.is_bound and form.is_valid():
        made = actions.add_committee(**_committee_values(form), by=request.scope.actor(), now=request.now)
        say(request, _("The committee is made. Now name who sits in it."))
        return redirect(made)
    return _form(request, form, _("A new committee"), _("Make the committee"))


@require_http_methods(["GET", "POST"])
def edit_committee(request: Any, pk: UUID) -> HttpResponse:
    found = _committee(request, pk)
    rules.may_administer(request.scope).or_raise()
    initial = {"name": found.name, "kind": found.kind_id, "unit": found.unit.name, "parent": found.parent_id}
    form = CommitteeForm(request.POST or None, scope=request.scope, initial=initial)
    if form.is_bound and form.is_valid():
        actions.edit_committee(found, **_committee_values(form), by=request.scope.actor(), now=request.now)
        say(request, _("The committee is changed."))
        return redirect(found)
    return _form(request, form, _("Change %(name)s") % {"name": found.name}, _("Save"), found)


def _committee_values(form: CommitteeForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "kind", "unit", "parent")}


@require_http_methods(["GET", "POST"])
def add_kind(request: Any) -> HttpResponse:
    rules.may_administer(request.scope).or_raise()
    form = KindForm(request.POST or None, scope=request.scope)
    if form.is_bound and form.is_valid():
        actions.add_kind(**form.cleaned_data, by=request.scope.actor(), now=request.now)
        say(request, _("The kind of committee is made."))
        return redirect("organisation:committees")
    return _form(request, form, _("A new kind of committee"), _("Make the kind"))


@require_http_methods(["GET", "POST"])
def edit_kind(request: Any, pk: UUID) -> HttpResponse:
    kind = get_object_or_404(CommitteeKind, pk=pk, organisation=request.scope.organisation)
    rules.may_administer(request.scope).or_raise()
    initial = {
        "short": kind.short, "name": kind.name, "purpose": kind.purpose, "parent": kind.parent_id,
        "item_days": kind.item_days, "papers_days": kind.papers_days,
    }  # fmt: skip
    form = KindForm(request.POST or None, scope=request.scope, initial=initial)
    if form.is_bound and form.is_valid():
        actions.edit_kind(kind, **form.cleaned_data, by=request.scope.actor(), now=request.now)
        say(request, _("The kind of committee is changed."))
        return redirect("organisation:committees")
    return _form(request, form, _("Change %(name)s") % {"name": kind.name}, _("Save"))


@require_http_methods(["GET", "POST"])
def add_seat(request: Any, pk: UUID) -> HttpResponse:
    found = _committee(request, pk)
    rules.may_administer(request.scope).or_raise()
    form = SeatForm(request.POST or None, scope=request.scope, initial={"function": ""})
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("person", "side", "function")}
        actions.add_seat(found, **values, by=request.scope.actor(), now=request.now)
        say(request, _("%(name)s has a seat.") % {"name": values["person"].name})
        return redirect(found)
    return _form(request, form, _("A seat in %(name)s") % {"name": found.name}, _("Give the seat"), found)


@require_POST
def end_seat(request: Any, pk: UUID, seat: UUID) -> HttpResponse:
    found = _committee(request, pk)
    its = get_object_or_404(Seat.objects.select_related("person", "committee"), pk=seat, committee=found)
    rules.may_administer(request.scope).or_raise()
    actions.end_seat(its, today=request.today, by=request.scope.actor(), now=request.now)
    say(request, _("The seat has ended."))
    return redirect(found)


def _form(request: Any, form: Any, title: str, button: str, found: Committee | None = None) -> HttpResponse:
    back = reverse("organisation:committees")
    steps = [(_("Committees"), back)]
    if found is not None:
        steps.append((found.name, found.get_absolute_url()))
        back = found.get_absolute_url()
    context = {"form": form, "title": title, "button": button, "back": back, "steps": [*steps, (title, "")]}
    return render(request, "organisation/form.html", context, status=422 if form.is_bound else 200)
