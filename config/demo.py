"""Demo sign-in: one click per named person. Exists only when PEJL_MODE is `demo`.

Importing this module in any other mode stops the program: it cannot be switched on in production by a setting.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

if not settings.DEMO:
    raise ImproperlyConfigured("demo sign-in exists only in demo mode")

from pejlemaerke.demo.municipality import municipality
from pejlemaerke.demo.pages import groups
from pejlemaerke.organisation.models import Account

app_name = "demo"


@login_not_required
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The named persons, one button each. `next` is where to go once signed in."""
    current = request.user.person_id if request.user.is_authenticated else None
    shown = groups(today=timezone.localdate(), current=current)
    return render(
        request,
        "demo/choose.html",
        {
            "demo_mode": True,
            "sign_in_url": "",  # this is the page where one signs in
            "groups": shown,
            "next": request.GET.get("next", ""),
            "name": municipality().name,
            "signed_in": current is not None,
        },
    )


@login_not_required
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as the named person; 404 for anybody who is not a demo persona."""
    demo = municipality()
    numbers = {demo.person(persona.person).number for persona in demo.personas}
    account = get_object_or_404(
        Account,
        person__organisation__name=demo.name,
        person__key__in=numbers & {key},
        is_active=True,
    )
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        onward = "/"
    return redirect(onward)


urlpatterns = [
    path("", choose, name="choose"),
    path("<str:key>/", enter, name="enter"),
]
