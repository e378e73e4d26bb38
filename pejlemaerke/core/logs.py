"""One log line per request: method, url name, status, milliseconds, actor and organisation ids.

Never bodies, titles, paths with words in them or locals.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("pejlemaerke.request")


class RequestLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None or response.status_code >= 400:
            scope = getattr(request, "scope", None)
            log.info(
                "%s %s %s %.0fms person=%s organisation=%s",
                request.method,
                match.view_name if match else "-",
                response.status_code,
                (time.monotonic() - started) * 1000,
                getattr(scope, "person", "-"),
                getattr(scope, "organisation", "-"),
            )
        return response
