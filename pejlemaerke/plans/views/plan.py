"""A plan: over time, as a list, as a month, and as something to hand out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pejlemaerke.briefs.pages.shared import backbriefs
from pejlemaerke.core.actor import Actor
from pejlemaerke.documents.files import write_file
from pejlemaerke.documents.serving import attachment, sheet
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.middleware import SignedIn

from .. import actions, steps
from ..pages import plan as pages
from ..pages.plan_month import read_month
from ..pages.plan_time import read_time
from ..pages.shared import rows
from ..plan_papers import activity_plan, file_name, plan_rows
from .shared import find_plan, plans


@require_GET
def plan(request: SignedIn, key: UUID) -> HttpResponse:
    """The plan in one of its three views. Rule: `Plan.visible_to`."""
    found = get_object_or_404(pages.with_offers(plans(request)), pk=key)
    view = request.GET.get("view", "")
    page = pages.read_plan(
        found, request.scope, view=view if view in pages.VIEWS else "timeline", today=request.today
    )
    context: dict[str, object] = {"page": page, "plan": found}
    if page.view == "list" and not page.is_empty:
        chosen = pages.choices(page, request.GET.dict(), _day(request.GET.get("on", "")))
        listed = pages.filtered(page, chosen, request.scope, request.today)
        numbered = pages.paged(listed, request.GET.get("page", "1"))
        context |= {
            "chosen": chosen,
            "numbered": numbered,
            "confirms": page.may_change and chosen.show == "tentative",
            "rows": rows(numbered.object_list, request.today),
        }
    elif page.view == "month" and not page.is_empty:
        context["given"] = read_month(page, request.GET.get("month", ""), request.today)
    else:
        context["time"] = read_time(
            page,
            request.scope,
            opened=request.GET.get("open"),
            branch=request.GET.get("branch", "")[:400],
            today=request.today,
        )
    return render(request, "plans/plan.html", context)


def _day(told: str) -> date | None:
    try:
        return parse_date(told)
    except ValueError:
        return None


@require_GET
def sheet_of_plan(request: SignedIn, key: UUID, form: str) -> HttpResponse:
    """The whole plan as a list to take away. Rule: `Plan.visible_to`."""
    found = find_plan(request, key)
    return sheet(_("Plan"), form, *plan_rows(found, request.today), name=file_name(found))


@require_GET
def paper_of_plan(request: SignedIn, key: UUID, kind: str) -> HttpResponse:
    """The activity plan to hand out: activity, when, participants, responsible. Rule: `Plan.visible_to`."""
    found = find_plan(request, key)
    data = write_file(activity_plan(found, request.today), kind, request.today)
    return attachment(data, f"{file_name(found)}.{kind}", kind)


@require_GET
def central(request: SignedIn, key: UUID) -> HttpResponse:
    """From an initiative to its central plan; to the progress page while it is being laid out."""
    initiative = get_object_or_404(Initiative.objects.visible_to(request.scope), pk=key)
    found = plans(request).filter(initiative=initiative, is_central=True).first()
    if found is not None:
        return redirect(found)
    if not steps.has_central_plan(request.scope, initiative):
        raise Http404
    return redirect("plans:progress", key=key)


@require_GET
def own(request: SignedIn, key: UUID) -> HttpResponse:
    """From an initiative to the plan of the reader's own workplace."""
    initiative = get_object_or_404(Initiative.objects.visible_to(request.scope), pk=key)
    found = steps.own_plan(request.scope, initiative)
    if found is None:
        raise Http404
    return redirect(found)


@require_http_methods(["GET", "POST"])
def of_backbrief(request: SignedIn, key: UUID) -> HttpResponse:
    """From a workplace's backbrief to its plan, laid out empty if the laying out has not come to it."""
    backbrief = get_object_or_404(backbriefs(request.scope), pk=key)
    found = plans(request).filter(
        initiative=backbrief.initiative_id, unit=backbrief.unit_id, is_central=False
    ).first()  # fmt: skip
    if found is not None:
        return redirect(found)
    takes_part = backbrief.initiative.participations.filter(unit=backbrief.unit_id).exists()
    if not steps.has_plan(request.scope, backbrief) or not takes_part:
        raise Http404
    # Following a link lays it out; that is nobody's doing.
    made = actions.ensure_plan(
        backbrief.initiative, backbrief.unit, by=Actor(request.scope.organisation), now=request.now
    )
    return redirect("plans:plan", key=made.pk)
