from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejlemaerke.documents.serving import sheet
from pejlemaerke.ui.notices import say

from .. import actions, rules
from ..forms import GiveRoleForm, SubstituteForm
from ..models import Person, Role, Substitution
from ..pages.people import people_rows, read_people, read_person, read_substitutes


def _person(request: Any, pk: UUID) -> Person:
    found: Person = get_object_or_404(Person.objects.visible_to(request.scope), pk=pk)
    return found


@require_GET
def people(request: Any) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    number = request.GET.get("page", "1")
    page = read_people(request.scope, words=words, number=number, on=request.today)
    return render(request, "organisation/people.html", {"page": page})


@require_GET
def export_people(request: Any, form: str) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    return sheet(_("People"), form, *people_rows(request.scope, words=words, on=request.today))


@require_GET
def person(request: Any, pk: UUID) -> HttpResponse:
    found = _person(request, pk)
    page = read_person(found, request.scope, today=request.today)
    steps = [(_("People"), reverse("organisation:people")), (found.name, "")]
    return render(request, "organisation/person.html", {"page": page, "steps": steps})


@require_http_methods(["GET", "POST"])
def give_role(request: Any, pk: UUID) -> HttpResponse:
    found = _person(request, pk)
    rules.may_administer(request.scope).or_raise()
    form = GiveRoleForm(request.POST or None, scope=request.scope)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        actions.give_role(
            found, unit=given["unit"], kind=given["kind"], last=given["last"], by=request.scope.actor(),
            now=request.now,
        )  # fmt: skip
        say(request, _("%(name)s now has the role.") % {"name": found.name})
        return redirect(found)
    return _form(request, form, _("Give %(name)s a role") % {"name": found.name}, _("Give the role"), found)


@require_POST
def withdraw_role(request: Any, pk: UUID, role: UUID) -> HttpResponse:
    found = _person(request, pk)
    its = get_object_or_404(Role.objects.select_related("person", "unit"), pk=role, person=found)
    rules.may_withdraw_role(request.scope, its).or_raise()
    actions.withdraw_role(its, today=request.today, by=request.scope.actor(), now=request.now)
    say(request, _("The role is withdrawn."))
    return redirect(found)


@require_POST
def invite(request: Any, pk: UUID) -> HttpResponse:
    found = _person(request, pk)
    rules.may_invite(request.scope, found).or_raise()
    actions.invite(found, by=request.scope.actor(), now=request.now)
    say(request, _("A letter with a link is on its way to %(address)s.") % {"address": found.email})
    return redirect(found)


@require_POST
def deactivate(request: Any, pk: UUID) -> HttpResponse:
    found = _person(request, pk)
    rules.may_deactivate(request.scope, found).or_raise()
    actions.deactivate(found, by=request.scope.actor(), now=request.now)
    say(request, _("%(name)s can no longer sign in.") % {"name": found.name})
    return redirect(found)


@require_http_methods(["GET", "POST"])
def substitutes(request: Any) -> HttpResponse:
    """Who stands in for me; an administrator names substitutes for others as well."""
    scope = request.scope
    for_others = bool(rules.may_administer(scope))
    form = SubstituteForm(
        request.POST or None, scope=scope, today=request.today, for_others=for_others,
        initial={"first": request.today, "absent": request.GET.get("for", "")[:200]},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        absent = given.get("absent") or request.user.person
        rules.may_name_substitute(scope, absent).or_raise()
        actions.name_substitute(
            absent=absent, substitute=given["substitute"], first=given["first"], last=given["last"],
            by=scope.actor(), now=request.now,
        )  # fmt: skip
        words = {"substitute": given["substitute"].name, "absent": absent.name}
        say(request, _("%(substitute)s stands in for %(absent)s.") % words)
        return redirect("organisation:substitutes")
    page = read_substitutes(scope, today=request.today)
    status = 422 if form.is_bound else 200
    return render(request, "organisation/substitutes.html", {"page": page, "form": form}, status=status)


@require_POST
def end_substitution(request: Any, pk: UUID) -> HttpResponse:
    found = get_object_or_404(
        Substitution.objects.select_related("absent", "substitute"),
        pk=pk,
        organisation=request.scope.organisation,
    )
    rules.may_name_substitute(request.scope, found.absent).or_raise()
    actions.end_substitution(found, today=request.today, by=request.scope.actor(), now=request.now)
    say(request, _("The substitution has ended."))
    return redirect("organisation:substitutes")


def _form(request: Any, form: Any, title: str, button: str, found: Person) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": found.get_absolute_url(),
        "steps": [(_("People"), reverse("organisation:people")), (found.name, found.get_absolute_url()), (title, "")],
    }  # fmt: skip
    return render(request, "organisation/form.html", context, status=422 if form.is_bound else 200)
