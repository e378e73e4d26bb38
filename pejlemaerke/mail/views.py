from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pejlemaerke.core.errors import Conflict
from pejlemaerke.ui.notices import say

from . import actions, rules
from .models import Letter
from .pages import read_outbox


@require_GET
def outbox(request: Any) -> HttpResponse:
    rules.may_look(request.scope).or_raise()
    number = request.GET.get("page", "1")
    page = read_outbox(request.scope.organisation, number=number, today=request.today, now=request.now)
    return render(request, "mail/outbox.html", {"page": page})


def _letter(request: Any, pk: UUID) -> Letter:
    """404 across organisations, then 403 for who is no administrator."""
    found = get_object_or_404(
        Letter.objects.filter(organisation=request.scope.organisation).defer("body"), pk=pk
    )
    rules.may_look(request.scope).or_raise()
    return found


@require_POST
def resend(request: Any, pk: UUID) -> HttpResponse:
    if not actions.resend(_letter(request, pk), now=request.now):
        raise Conflict(_("The letter no longer waits for you."))
    say(request, _("The letter is sent again."))
    return redirect("mail:outbox")


@require_POST
def drop(request: Any, pk: UUID) -> HttpResponse:
    if not actions.drop(_letter(request, pk)):
        raise Conflict(_("The letter no longer waits for you."))
    say(request, _("The letter is put away."))
    return redirect("mail:outbox")
