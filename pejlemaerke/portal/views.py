from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejlemaerke.briefs.line import STATES
from pejlemaerke.briefs.line import line as the_line
from pejlemaerke.documents.serving import sheet
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Unit

from .front import read_front
from .line import below, read_line, read_sheet
from .search import read_search


@require_GET
def front(request: SignedIn) -> HttpResponse:
    """What awaits me, what is due soon, what I follow."""
    return render(request, "portal/front.html", {"page": read_front(request.scope, request.today)})


@require_GET
def line(request: SignedIn, pk: UUID) -> HttpResponse:
    """Where the line stands, as far as this person has part in it."""
    initiative = _initiative(request, pk)
    page = read_line(
        initiative,
        request.scope,
        request.today,
        participating=initiative.participating,  # type: ignore[attr-defined]
        unit=_unit(request),
        state=request.GET.get("state", ""),
        number=request.GET.get("page", "1"),
    )
    return render(request, "portal/line.html", {"page": page})


@require_GET
def export_line(request: SignedIn, pk: UUID, form: str) -> HttpResponse:
    """What the page shows, one workplace a row."""
    initiative = _initiative(request, pk)
    within = below(the_line(request.scope, request.today).filter(initiative=initiative), _unit(request))
    if (state := request.GET.get("state", "")) in STATES:
        within = within.filter(shown=state)
    head, rows = read_sheet(within)
    name = _("%(title)s, the line %(day)s") % {"title": initiative.title, "day": request.today.isoformat()}
    return sheet(initiative.title, form, head, rows, name=name)


@require_GET
def search(request: SignedIn) -> HttpResponse:
    page = read_search(
        request.scope,
        request.GET.get("q", ""),
        kind=request.GET.get("kind", ""),
        number=request.GET.get("page", "1"),
    )
    return render(request, "portal/search.html", {"page": page})


@require_GET
def help_page(request: SignedIn) -> HttpResponse:
    return render(request, "portal/help.html")


@login_not_required
@require_GET
def accessibility(request: SignedIn) -> HttpResponse:
    """Open to everybody, as the law asks."""
    return render(request, "portal/accessibility.html")


def _initiative(request: SignedIn, pk: UUID) -> Initiative:
    found: Initiative = get_object_or_404(
        Initiative.objects.visible_to(request.scope)
        .defer("playbook_text")
        .annotate(participating=Count("participations")),
        pk=pk,
    )
    return found


def _unit(request: SignedIn) -> Unit | None:
    """The branch asked for; 404 for one that is not there."""
    if not request.GET.get("unit"):
        return None
    try:
        key = UUID(request.GET["unit"])
    except ValueError as error:
        raise Http404 from error
    found: Unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=key)
    return found
