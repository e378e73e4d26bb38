"""A list of the organisation as a file to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from pejlemaerke.documents.sheets import write_csv, write_xlsx

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sheet(title: str, form: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> HttpResponse:
    """`form` is "xlsx" or "csv"; 404 for anything else."""
    if form not in TYPES:
        raise Http404
    data = write_csv(head, rows) if form == "csv" else write_xlsx(title, head, rows)
    disposition = content_disposition_header(True, f"{title}.{form}")
    return HttpResponse(data, content_type=TYPES[form], headers={"Content-Disposition": disposition})
