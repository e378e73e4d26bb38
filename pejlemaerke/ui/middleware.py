"""Who is not signed in signs in first; an action that says no becomes a page with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from pejlemaerke.core.errors import Forbidden, Refused, Unreadable

from .views import refusal, signed_out


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every view needs a signed-in person unless it is marked otherwise.

    Somebody whose session ran out while they wrote gets 401 and what they typed; a redirect would lose it.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.headers.get("HX-Request"):
            return signed_out(request)
        return super().handle_no_permission(request, view_func)


class RefusalMiddleware:
    """403 for the wrong person, 422 for what cannot be read, else 409, with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = (
            403 if isinstance(exception, Forbidden) else 422 if isinstance(exception, Unreadable) else 409
        )
        return refusal(request, status=status, reason=str(exception))
