from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pejlemaerke.core.errors import Refused, Unreadable
from pejlemaerke.documents.errors import sentence
from pejlemaerke.documents.limits import Unfit, check_size
from pejlemaerke.documents.serving import sheet
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms import BringForm
from ..models import OrganisationImport
from ..pages import imports as pages
from ..snapshot import MOST_LEAVERS


def _import(request: Any, pk: UUID, *, whole: bool = True) -> OrganisationImport:
    """Only administrators see that an import exists."""
    found = OrganisationImport.objects.visible_to(request.scope)
    its: OrganisationImport = get_object_or_404(found if whole else found.without_contents(), pk=pk)
    return its


@require_GET
def imports(request: Any) -> HttpResponse:
    rules.may_administer(request.scope).or_raise()
    return _imports(request, BringForm(), number=request.GET.get("page", "1"))


@require_POST
def bring(request: Any) -> HttpResponse:
    rules.may_administer(request.scope).or_raise()
    form = BringForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            check_size(file.size)
            brought = actions.bring_import(
                data=file.read(), name=file.name, by=request.scope.actor(), now=request.now
            )
            return redirect(brought)
        except Unfit as unfit:
            form.add_error("file", sentence(unfit))
        except Unreadable as error:
            form.add_error("file", str(error))
    return _imports(request, form, status=422)


def _imports(request: Any, form: BringForm, *, number: str = "1", status: int = 200) -> HttpResponse:
    page = pages.read_imports(request.scope, number=number, today=request.today, now=request.now)
    steps = [(_("Organisation"), reverse("organisation:units")), (_("Organisation files"), "")]
    context = {"page": page, "form": form, "steps": steps}
    return render(request, "organisation/imports.html", context, status=status)


@require_GET
def organisation_import(request: Any, pk: UUID) -> HttpResponse:
    return _page(request, _import(request, pk))


def _page(request: Any, brought: OrganisationImport, *, status: int = 200, **context: Any) -> HttpResponse:
    page = pages.read_import(brought, request.scope, today=request.today, now=request.now)
    steps = [(_("Organisation files"), reverse("organisation:imports")), (brought.name, "")]
    context |= {"page": page, "steps": steps}
    return render(request, "organisation/import.html", context, status=status)


@require_GET
def progress(request: Any, pk: UUID) -> HttpResponse:
    """The bar alone, asked for every second; when there is nothing more to wait for the page is read again."""
    brought = _import(request, pk, whole=False)
    if brought.state != "approved" or rules.is_stopped(brought, request.now):
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"brought": brought, "percent": pages.percent(brought)}
    return render(request, "organisation/import.html#bar", context)


@require_POST
def approve(request: Any, pk: UUID) -> HttpResponse:
    brought = _import(request, pk)
    rules.may_approve(request.scope, brought).or_raise()
    explicit = request.POST.get("explicit_leavers") == "yes"
    if brought.leaver_share > MOST_LEAVERS and not explicit:
        return _page(request, brought, status=422, missing_yes=True)
    try:
        actions.approve_import(brought, explicit_leavers=explicit, by=request.scope.actor(), now=request.now)
    except Refused as error:
        fresh = OrganisationImport.objects.get(pk=brought.pk)
        return _page(request, fresh, status=409, refused=str(error))
    return redirect(brought)


@require_POST
def decline(request: Any, pk: UUID) -> HttpResponse:
    brought = _import(request, pk)
    rules.may_decline(request.scope, brought).or_raise()
    actions.decline_import(brought, by=request.scope.actor(), now=request.now)
    say(request, _("The file is put away. Nothing is changed."))
    return redirect("organisation:imports")


@require_POST
def read_again(request: Any, pk: UUID) -> HttpResponse:
    brought = _import(request, pk)
    rules.may_decline(request.scope, brought).or_raise()
    return redirect(actions.read_again(brought, by=request.scope.actor(), now=request.now))


@require_POST
def retry(request: Any, pk: UUID) -> HttpResponse:
    brought = _import(request, pk)
    rules.may_retry(request.scope, brought, request.now).or_raise()
    actions.retry_import(brought, by=request.scope.actor(), now=request.now)
    return redirect(brought)


@require_GET
def export_import(request: Any, pk: UUID, form: str) -> HttpResponse:
    """The faults, or the whole difference, as a sheet."""
    brought = _import(request, pk)
    if brought.fault_count:
        return sheet(_("Faults"), form, *pages.fault_rows(brought))
    return sheet(_("Difference"), form, *pages.difference_rows(brought))
