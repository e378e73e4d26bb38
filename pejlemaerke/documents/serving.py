"""How a file leaves: as something to keep, never as a page of ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from .sheets import Value, write_csv, write_xlsx

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attachment(data: bytes, name: str, kind: str) -> HttpResponse:
    """`data` under the file name `name`. A `kind` that is not in `TYPES` is sent as bytes and nothing more."""
    response = HttpResponse(data, content_type=TYPES.get(kind, "application/octet-stream"))
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sheet(
    title: str, form: str, head: Sequence[str], rows: Iterable[Sequence[Value]], *, name: str = ""
) -> HttpResponse:
    """A list to take away. `form` is "xlsx" or "csv", 404 for anything else; the file is called `name` or `title`."""
    if form not in ("csv", "xlsx"):
        raise Http404
    data = write_csv(head, rows) if form == "csv" else write_xlsx(title, head, rows)
    return attachment(data, f"{name or title}.{form}", form)
