from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke import record
from pejlemaerke.core.ids import uuid7
from pejlemaerke.organisation.middleware import SignedIn
from pejlemaerke.organisation.models import Committee, Seat, Unit
from pejlemaerke.ui.notices import say

from .. import actions, pages, rules
from ..forms import GroupForm, PeopleForm
from ..models import Initiative
from .shared import find_initiative, find_participant, find_uuid


def _places(request: SignedIn, found: Initiative) -> list[Unit]:
    if not rules.may_work_on(found):
        return []
    places = pages.places(found, request.scope)
    return places if len(places) <= pages.MOST_PLACES else []


@require_GET
def groups(request: SignedIn, pk: UUID) -> HttpResponse:
    found = find_initiative(request, pk)
    may_form = bool(rules.may_form_group(request.scope, found, None)) or bool(_places(request, found))
    page = pages.read_groups(found, request.scope, on=request.today, may_form=may_form)
    return render(request, "initiatives/groups.html", {"page": page})


@require_http_methods(["GET", "POST"])
def form_group(request: SignedIn, pk: UUID) -> HttpResponse:
    """For the whole initiative or, with `?unit=`, or chosen among a few, for a workplace of one's own."""
    found = find_initiative(request, pk)
    named = find_participant(request, found, request.GET.get("unit", ""))
    whole = rules.may_form_group(request.scope, found, None)
    if named is not None:
        rules.may_form_group(request.scope, found, named).or_raise()
    places = [named] if named is not None else _places(request, found)
    if not places:
        whole.or_raise()
    form = GroupForm(
        request.POST or None, scope=request.scope, places=places, whole=bool(whole) and named is None
    )
    if form.is_bound and form.is_valid():
        rules.may_form_group(request.scope, found, form.unit).or_raise()
        by = request.scope.actor()

        def make() -> str:
            made = actions.form_group(
                found,
                name=form.cleaned_data["name"],
                unit=form.unit,
                members=form.members,
                leads=form.leader,
                by=by,
                now=request.now,
                today=request.today,
            )
            return str(made.pk)

        made = record.once(request.POST.get("key", ""), make, by=by, now=request.now)
        say(request, _("The group is formed."))
        return redirect("initiatives:group", pk, made)
    status = 422 if form.is_bound else 200
    context = {"initiative": found, "form": form, "key": request.POST.get("key") or uuid7()}
    return render(request, "initiatives/group_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def group(request: SignedIn, pk: UUID, key: UUID) -> HttpResponse:
    """Who is in it; several more at a time."""
    found = find_initiative(request, pk)
    its = _group(found, key)
    verdict = rules.may_form_group(request.scope, found, rules.place_of(found, its))
    if request.method == "POST":
        verdict.or_raise()
    form = PeopleForm(request.POST or None, scope=request.scope) if verdict else None
    if form is not None:
        form.fields["people"].label = _("Who joins?")
    if form is not None and form.is_bound and form.is_valid():
        joined = actions.add_members(
            its, form.members, by=request.scope.actor(), now=request.now, today=request.today
        )
        if joined:
            say(
                request,
                ngettext("%(n)s joined the group.", "%(n)s joined the group.", joined) % {"n": joined},
            )
        else:
            say(request, _("They were in the group already."))
        return redirect("initiatives:group", pk, key)
    page = pages.read_group(found, its, request.scope, on=request.today)
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "initiatives/group.html", {"page": page, "form": form}, status=status)


@require_POST
def leave_group(request: SignedIn, pk: UUID, key: UUID) -> HttpResponse:
    """Take somebody out."""
    found = find_initiative(request, pk)
    its = _group(found, key)
    rules.may_form_group(request.scope, found, rules.place_of(found, its)).or_raise()
    seats = Seat.objects.filter(committee=its).live(request.today).select_related("person", "committee")
    seat = get_object_or_404(seats, pk=find_uuid(request.POST.get("seat", "")))
    actions.take_out(its, [seat], by=request.scope.actor(), now=request.now, today=request.today)
    say(request, _("%(name)s is no longer in the group.") % {"name": seat.person.name})
    return redirect("initiatives:group", pk, key)


def _group(initiative: Initiative, key: UUID) -> Committee:
    found: Committee = get_object_or_404(pages.groups_of(initiative).select_related("unit"), pk=key)
    return found
