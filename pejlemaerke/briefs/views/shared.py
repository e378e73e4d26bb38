from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from pejlemaerke.core.actor import Actor
from pejlemaerke.organisation.middleware import SignedIn

from ..models import Backbrief
from ..pages import shared


def find_backbrief(request: SignedIn, key: UUID) -> tuple[Backbrief, frozenset[UUID]]:
    """The backbrief, if this person may know of it (else 404), and who writes along."""
    backbrief = get_object_or_404(shared.backbriefs(request.scope), pk=key)
    return backbrief, shared.co_writers(backbrief)


def writer(request: SignedIn, backbrief: Backbrief) -> Actor:
    """Who writes: as leader (perhaps on behalf of one), else as oneself."""
    scope: Any = request.scope
    if backbrief.unit_id in scope.leads_directly:
        return scope.actor(f"leader:{backbrief.unit_id}")
    return scope.actor()


def language() -> str:
    return get_language() or "da"
