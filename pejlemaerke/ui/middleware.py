"""An action that says no becomes a page (or a fragment) with its reason: 403 for the wrong person, else 409."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pejlemaerke.core.errors import Forbidden, Refused

from .views import refusal


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return refusal(
            request, status=403 if isinstance(exception, Forbidden) else 409, reason=str(exception)
        )
