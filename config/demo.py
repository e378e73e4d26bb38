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
from django.views.decorators.http import require_GET, require_POST

from pejlemaerke.demo.personas import personas
from pejlemaerke.organisation.models import Account

if not settings.DEMO:
    raise ImproperlyConfigured("demo sign-in exists only in demo mode")

app_name = "demo"


@login_not_required
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The named persons, one button each."""
    return render(request, "demo/choose.html", {"personas": personas()})


@login_not_required
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as the named person; 404 for anybody who is not a demo persona."""
    if key not in {persona.key for persona in personas()}:
        return redirect("demo:choose")
    account = get_object_or_404(Account, person__key=key)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("portal:front")


urlpatterns = [
    path("", choose, name="choose"),
    path("<slug:key>/", enter, name="enter"),
]
