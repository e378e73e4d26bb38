"""What the frame around every page needs: who is here, the places, and the way out. Asks the database nothing."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from pejlemaerke.organisation.access import Scope

VERSION = version("pejlemaerke")


@dataclass(frozen=True)
class Place:
    title: str
    url: str
    current: bool = False


def frame(request: HttpRequest) -> dict[str, Any]:
    """The variables of `ui/base.html`. Before sign-in only what needs no person."""
    everybody: dict[str, Any] = {
        "language_url": reverse("set_language"),
        "help_url": reverse("portal:help"),
        "accessibility_url": reverse("portal:accessibility"),
        "product_version": VERSION,
        "demo_mode": settings.DEMO,
        "sign_in_url": reverse("demo:choose") if settings.DEMO else resolve_url(settings.LOGIN_URL),
    }
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return everybody
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return everybody | {
        "organisation_name": user.person.organisation.name,
        "places": places(scope, request.path),
        "search_url": reverse("portal:search"),
        "search_text": request.GET.get("q", "") if request.path == reverse("portal:search") else "",
        "person_id": user.person.pk,
        "person_name": user.person.name,
        "on_behalf_of_name": ", ".join(name for _person, name in scope.absent_names),
        "person_links": person_links(scope),
        "substitute_url": reverse("organisation:substitutes"),
        "sign_out_url": reverse("account_logout"),
    }


def own_unit_url(scope: Scope) -> str:
    """The page of the unit one leads oneself, else where one works; "" for who has no place."""
    led = [hold for hold in scope.own if hold.unit in scope.leads_directly and hold.kind != "post"]
    works = [hold for hold in scope.own if hold.kind == "post"]
    nearest = max(led or works, key=lambda hold: len(hold.path), default=None)
    return reverse("organisation:unit", args=[nearest.unit]) if nearest else ""


def places(scope: Scope, path: str) -> tuple[Place, ...]:
    """The row of places; the one this page is in is marked, and only one."""
    unit = own_unit_url(scope)
    found = [(_("My page"), reverse("portal:front")), (_("Initiatives"), reverse("initiatives:list"))]
    if unit:
        found.append((_("My unit"), unit))
    found.append((_("Meetings"), reverse("meetings:list")))
    if scope.has_role("administrator", "programme_office"):
        found.append((_("Organisation"), reverse("organisation:units")))
    front = reverse("portal:front")
    within = [url for _title, url in found if (path == url if url == front else path.startswith(url))]
    current = max(within, key=len, default="")
    return tuple(Place(title, url, url == current) for title, url in found)


def person_links(scope: Scope) -> tuple[Place, ...]:
    links = [Place(_("My details"), reverse("organisation:person", args=[scope.person]))]
    if scope.has_role("administrator"):
        links += [
            Place(_("Organisation files"), reverse("organisation:imports")),
            Place(_("Mails sent"), reverse("mail:outbox")),
        ]
    if settings.DEMO:
        # The sign-in page of a demo is its list of persons.
        links.append(Place(_("Change person"), resolve_url(settings.LOGIN_URL)))
    return tuple(links)
