from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.words import fold
from pejlemaerke.documents.serving import attachment
from pejlemaerke.organisation.middleware import SignedIn

from .. import rules
from ..models import AgendaItem, MedItem, Meeting, Memo
from ..pages import med, meetings, memos


def find_memo(request: SignedIn, key: UUID) -> Memo:
    """The memo, if this person may know of it; else 404."""
    return get_object_or_404(memos.memos(request.scope), pk=key)


def find_meeting(request: SignedIn, key: UUID) -> Meeting:
    return get_object_or_404(meetings.meetings(request.scope), pk=key)


def find_item(request: SignedIn, key: UUID, item: UUID) -> AgendaItem:
    """An item of a meeting this person may know of, and read: a closed one is 404 for others than the body."""
    meeting = find_meeting(request, key)
    found = get_object_or_404(
        AgendaItem.objects.select_related(
            "memo__made_by", "memo__committee", "med_item__committee__unit", "med_item__decides_at", "revision",
            "moved_to__meeting",
        ),
        meeting=meeting,
        pk=item,
    )  # fmt: skip
    found.meeting = meeting
    if not rules.readable(request.scope, found):
        return get_object_or_404(AgendaItem.objects.none())
    return found


def find_med_item(request: SignedIn, key: UUID) -> MedItem:
    return get_object_or_404(med.med_items(request.scope), pk=key)


def chairing(request: SignedIn, committee: UUID) -> Actor:
    """Who acts for a body: its chair, perhaps on behalf of one, else oneself."""
    return request.scope.actor(f"chair:{committee}")


def secretary(request: SignedIn, meeting: Meeting) -> Actor:
    """Who acts as secretary: perhaps on behalf of the one who is."""
    return request.scope.actor(f"person:{meeting.secretary_id}")


def serve(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep, under a name that every system can hold."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80] or "pejlemaerke"
    return attachment(data, f"{plain}.{kind}", kind)


def language() -> str:
    return get_language() or "da"


def ask(request: SignedIn, form: Any, **context: Any) -> HttpResponse:
    """A page with one form on it. `context`: title, button, back, lead, steps."""
    return render(
        request, "meetings/form.html", {"form": form, **context}, status=422 if form.is_bound else 200
    )
