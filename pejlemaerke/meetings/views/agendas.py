"""The agenda of a meeting that has not begun."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejlemaerke.organisation.middleware import SignedIn

from .. import actions, rules
from ..forms.meetings import ItemForm
from ..models import Meeting
from ..pages.med import med_items
from ..pages.meetings import read_meeting
from ..pages.memos import memos
from .shared import ask, find_item, find_meeting, secretary


@require_http_methods(["GET", "POST"])
def agenda(request: SignedIn, key: UUID) -> HttpResponse:
    """What waits for the body, what is on the agenda, and in which order. Rule: `may_prepare`.

    Buttons post `do`: "memo:<id>", "med:<id>", "up:<item>", "down:<item>", "remove:<item>"; the form for an item in
    words of its own posts its fields.
    """
    found = find_meeting(request, key)
    rules.may_prepare(request.scope, found).or_raise()
    form = ItemForm(request.POST if request.method == "POST" and not request.POST.get("do") else None)
    if request.method == "POST":
        if request.POST.get("do"):
            _do(request, found, request.POST["do"])
            return redirect(reverse("meetings:agenda", args=[key]) + "#agenda")
        if form.is_valid():
            actions.add_item(found, **form.cleaned_data, by=secretary(request, found), now=request.now)
            return redirect(reverse("meetings:agenda", args=[key]) + "#agenda")
    return _page(request, found, form)


def _do(request: SignedIn, found: Meeting, do: str) -> None:
    verb, _colon, told = do.partition(":")
    try:
        key = UUID(told)
    except ValueError:
        raise Http404 from None
    given: dict[str, Any] = {"by": secretary(request, found), "now": request.now}
    if verb == "memo":
        memo = memos(request.scope).filter(pk=key).first()
        if memo is None:
            raise Http404
        actions.add_item(found, memo=memo, **given)
    elif verb == "med":
        matter = med_items(request.scope).filter(pk=key).first()
        if matter is None:
            raise Http404
        actions.add_item(found, med_item=matter, **given)
    elif verb == "remove":
        actions.remove_item(find_item(request, found.pk, key), **given)
    elif verb in ("up", "down"):
        keys = list(found.items.values_list("pk", flat=True))
        if key not in keys:
            raise Http404
        at = keys.index(key)
        to = at - 1 if verb == "up" else at + 1
        if 0 <= to < len(keys):
            keys[at], keys[to] = keys[to], keys[at]
            actions.order_items(found, keys, **given)


def _page(request: SignedIn, found: Meeting, form: ItemForm) -> HttpResponse:
    page = read_meeting(found, request.scope)
    keys = list(found.items.values_list("pk", flat=True))
    context = {
        "meeting": found,
        "page": page,
        "rows": list(zip(page.items, keys, strict=True)),
        "memos": memos(request.scope)
        .filter(committee=found.committee, state="sent")
        .order_by("created_at")[:50],
        "matters": med_items(request.scope).filter(committee=found.committee, state="planned")[:50],
        "form": form,
        "may_call": rules.may_call(request.scope, found),
    }
    return render(request, "meetings/agenda.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit_item(request: SignedIn, key: UUID, item: UUID) -> HttpResponse:
    """An item's words, and whether it is closed. Rule: `may_prepare`."""
    found = find_item(request, key, item)
    rules.may_prepare(request.scope, found.meeting).or_raise()
    initial = {"title": found.title, "text": found.text, "is_closed": found.is_closed}
    form = ItemForm(request.POST or None, initial=initial)
    back = reverse("meetings:agenda", args=[key])
    if form.is_bound and form.is_valid():
        actions.edit_item(found, **form.cleaned_data, by=secretary(request, found.meeting), now=request.now)
        return redirect(back)
    return ask(
        request, form, title=_("Change the item"), button=_("Save"), back=back,
        steps=[(found.meeting.committee.name, found.meeting.get_absolute_url()), (_("Agenda"), back)],
    )  # fmt: skip
