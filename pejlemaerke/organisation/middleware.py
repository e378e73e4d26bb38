"""Every signed-in request carries `request.scope`: who this is and what they hold today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .access import Scope, read_scope
from .models import Account


class SignedIn(HttpRequest):
    """A request as views get it: somebody is signed in, and it is known when, on which day and with what rights."""

    now: datetime
    today: date
    scope: Scope
    user: Account


class ScopeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        request.today = timezone.localdate(request.now)  # type: ignore[attr-defined]
        # Also for a visitor: whoever signs in with this very request is somebody before it ends.
        request.scope = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: read_scope(request.user.person, on=request.today)  # type: ignore[union-attr, attr-defined]
        )
        return self.get_response(request)
