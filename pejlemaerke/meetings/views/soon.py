from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse


def page(request: Any, key: UUID) -> HttpResponse:
    raise Http404
