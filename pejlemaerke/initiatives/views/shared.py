from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Unit

from ..models import Initiative


def find_initiative(request: SignedIn, pk: UUID) -> Initiative:
    found: Initiative = get_object_or_404(
        Initiative.objects.visible_to(request.scope).select_related(
            "sponsor", "unit", "predecessor", "decided_file"
        ),
        pk=pk,
    )
    return found


def find_uuid(text: str) -> UUID:
    """404 for what is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def find_participant(request: SignedIn, initiative: Initiative, text: str) -> Unit | None:
    """The workplace named in an address; None where none is. 404 for one that does not take part."""
    if not text:
        return None
    taking_part = Unit.objects.visible_to(request.scope).filter(participations__initiative=initiative)
    found: Unit = get_object_or_404(taking_part, pk=find_uuid(text))
    return found
