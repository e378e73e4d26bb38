from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.serving import attachment
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.organisation.finding import describe_person, describe_unit, find_units
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Unit
from pejlemaerke.playbooks.loader import library
from pejlemaerke.ui.notices import say

from .. import actions, pages, rules
from ..forms import CloseForm, EarlierDecisionForm, InitiativeForm
from ..models import Initiative
from .shared import find_initiative, find_uuid


@require_GET
def all_initiatives(request: SignedIn) -> HttpResponse:
    return render(request, "initiatives/list.html", {"page": pages.read_list(request.scope)})


@require_GET
def initiative(request: SignedIn, pk: UUID) -> HttpResponse:
    page = pages.read_initiative(find_initiative(request, pk), request.scope)
    return render(request, "initiatives/initiative.html", {"page": page, "panel": page.panel})


@require_http_methods(["GET", "POST"])
def create(request: SignedIn) -> HttpResponse:
    rules.may_create(request.scope).or_raise()
    made_for = request.scope.branches(*rules.MAKERS)
    named = {find_uuid(text) for text in request.GET.getlist("point")}
    points = pages.points_to_start_from(request.scope, named) if named else []
    if named - {point.pk for point in points}:
        raise Http404
    begun = _begun_with(points, named)
    units = list(Unit.objects.visible_to(request.scope).live().filter(path__in=made_for).order_by("path"))
    form = InitiativeForm(
        request.POST or None,
        scope=request.scope,
        suggested_units=[unit.name for unit in units],
        predecessors=list(
            Initiative.objects.visible_to(request.scope)
            .filter(state__in=("running", "closed"))
            .defer("playbook_text")
        ),
        points=points,
        initial={
            "unit": _unit_of(begun, made_for) or (units[0].name if units else ""),
            "points": [str(point.pk) for point in begun],
            **pages.suggestions_from(begun),
        },
    )
    if form.is_bound and form.is_valid() and request.POST.get("understood") == form.understood:
        playbook = library()[form.cleaned_data["playbook"]]
        made = actions.create_initiative(
            **form.values(),
            playbook_key=playbook.key,
            playbook_version=playbook.version,
            playbook_text=playbook.model_dump_json(),
            predecessor=form.predecessors.get(form.cleaned_data.get("predecessor", "")),
            points=form.chosen_points,
            by=request.scope.actor(),
            now=request.now,
        )
        say(request, _("The initiative is prepared. Nobody else has been told. Now choose who takes part."))
        return redirect("initiatives:participants", made.pk)
    return _initiative_form(request, form, None)


def _begun_with(points: list[DecidedPoint], named: set[UUID]) -> list[DecidedPoint]:
    """Ticked to begin with: those named, and what was decided with them under the same item."""
    items = {point.item_id for point in points if point.pk in named}
    declined = (DecidedPoint.Answer.DECLINED, DecidedPoint.Answer.POSTPONED)
    begun = [point for point in points if point.item_id in items and point.answer not in declined]
    return sorted(begun, key=lambda point: point.pk not in named)


def _unit_of(points: list[DecidedPoint], branches: Iterable[str]) -> str:
    """The unit of the body that decided, if it is within what one prepares for; else ""."""
    units = [point.item.meeting.committee.unit for point in points]
    return next((unit.name for unit in units if unit.path.startswith(tuple(branches))), "")


@require_GET
def create_from(request: SignedIn, key: UUID) -> HttpResponse:
    """From a decided point's page to the form."""
    point = get_object_or_404(DecidedPoint.objects.visible_to(request.scope), pk=key)
    rules.may_create_from(request.scope, point).or_raise()
    return redirect(f"{reverse('initiatives:create')}?point={point.pk}")


@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    found = find_initiative(request, pk)
    rules.may_edit(request.scope, found).or_raise()
    form = InitiativeForm(
        request.POST or None,
        scope=request.scope,
        editing=True,
        initial={
            "title": found.title,
            "why": found.why,
            "sponsor": found.sponsor.name,
            "unit": found.unit.name,
            "period": found.period_text,
        },
    )
    if form.is_bound and form.is_valid() and request.POST.get("understood") == form.understood:
        actions.edit_initiative(
            found, by=request.scope.actor(f"person:{found.sponsor_id}"), now=request.now, **form.values()
        )
        say(request, _("Saved."))
        return redirect(found)
    return _initiative_form(request, form, found)


def _initiative_form(request: SignedIn, form: InitiativeForm, found: Initiative | None) -> HttpResponse:
    """The form; once it holds, with what the words were taken to mean, to be confirmed."""
    understood = None
    if form.is_bound and form.is_valid() and form.found_sponsor and form.found_unit:
        period = form.read_period
        understood = {
            "sponsor": describe_person(form.found_sponsor),
            "unit": describe_unit(form.found_unit),
            "period": pages.say_understood(
                period.first if period else None,
                period.last if period else None,
                period.text if period else "",
            ),
        }
    return render(
        request,
        "initiatives/form.html",
        {"form": form, "initiative": found, "understood": understood},
        status=422 if form.is_bound and not understood else 200,
    )


@require_http_methods(["GET", "POST"])
def participants(request: SignedIn, pk: UUID) -> HttpResponse:
    """Choose a branch, then levels, then confirm the list they give; or one unit at a time."""
    found = find_initiative(request, pk)
    rules.may_edit(request.scope, found).or_raise()
    if request.method == "POST":
        present = set(found.participations.values_list("unit_id", flat=True))
        wanted = (present | _units(request, "add")) - _units(request, "remove")
        joined, left = actions.set_participants(found, wanted, by=request.scope.actor(), now=request.now)
        if joined:
            say(
                request,
                ngettext("%(n)s workplace joined.", "%(n)s workplaces joined.", joined) % {"n": joined},
            )
        if left:
            say(request, ngettext("%(n)s workplace left.", "%(n)s workplaces left.", left) % {"n": left})
        if not joined and not left:
            say(request, _("Nothing was changed."))
        return redirect("initiatives:participants", pk)
    branch = None
    if request.GET.get("branch"):
        branch = get_object_or_404(
            Unit.objects.visible_to(request.scope), pk=find_uuid(request.GET["branch"])
        )
    search = request.GET.get("q", "").strip()
    page = pages.read_participants(
        found,
        request.scope,
        branch=branch,
        levels=request.GET.getlist("level") if "levels" in request.GET else None,
        search=search,
        found=find_units(request.scope, search) if search else (),
    )
    return render(request, "initiatives/participants.html", {"initiative": found, "page": page})


@require_http_methods(["GET", "POST"])
def earlier_decision(request: SignedIn, pk: UUID) -> HttpResponse:
    found = find_initiative(request, pk)
    rules.may_edit(request.scope, found).or_raise()
    form = EarlierDecisionForm(
        request.POST or None,
        request.FILES or None,
        initial={name: getattr(found, name) for name in ("decided_by", "decided_when", "decided_what")},
    )
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            upload = form.cleaned_data["file"]
            stored = (
                StoredFile.keep(
                    form.content,
                    name=upload.name,
                    kind=form.kind,
                    organisation=request.scope.organisation,
                    now=request.now,
                )
                if upload
                else None
            )
            actions.set_earlier_decision(
                found,
                decided_by=form.cleaned_data["decided_by"],
                decided_when=form.cleaned_data["decided_when"],
                decided_what=form.cleaned_data["decided_what"],
                file=stored,
                by=request.scope.actor(),
                now=request.now,
            )
        say(request, _("Saved."))
        return redirect(found)
    status = 422 if form.is_bound else 200
    return render(
        request, "initiatives/earlier_decision.html", {"initiative": found, "form": form}, status=status
    )


@require_GET
def decision_file(request: SignedIn, pk: UUID) -> HttpResponse:
    """The document, to those who may see the initiative; never shown in the browser as a page of ours."""
    stored = find_initiative(request, pk).decided_file
    if stored is None:
        raise Http404
    return attachment(stored.read(), stored.name, stored.kind)


@require_POST
def drop(request: SignedIn, pk: UUID) -> HttpResponse:
    found = find_initiative(request, pk)
    rules.may_drop(request.scope, found).or_raise()
    actions.drop_initiative(found, by=request.scope.actor(f"person:{found.sponsor_id}"), now=request.now)
    say(request, _("The draft is dropped. “%(title)s” will not be started.") % {"title": found.title})
    return redirect("initiatives:list")


@require_http_methods(["GET", "POST"])
def close(request: SignedIn, pk: UUID) -> HttpResponse:
    found = find_initiative(request, pk)
    rules.may_close(request.scope, found).or_raise()
    form = CloseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.close_initiative(
            found,
            by=request.scope.actor(f"person:{found.sponsor_id}"),
            now=request.now,
            note=form.cleaned_data["note"],
        )
        say(request, _("The initiative is closed. All that was written can still be read."))
        return redirect(found)
    status = 422 if form.is_bound else 200
    return render(request, "initiatives/close.html", {"initiative": found, "form": form}, status=status)


def _units(request: SignedIn, name: str) -> set[UUID]:
    return {find_uuid(text) for text in request.POST.getlist(name)}
