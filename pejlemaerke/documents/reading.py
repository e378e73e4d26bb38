"""A file from outside as blocks, whatever format it came in. Imports no Django.

Every file goes through `limits.check_bytes` first; the reader is chosen by what the file is, not by its name.
"""

from __future__ import annotations

from .blocks import ReadDocument
from .limits import Unfit, check_bytes
from .reading_docx import read_docx
from .reading_text import read_text


def read_document(data: bytes, name: str) -> ReadDocument:
    """The document in `data`. Raises `Unfit`, whose code says why it cannot be read."""
    match check_bytes(data, name):
        case "docx":
            return read_docx(data)
        case "odt":
            from .reading_odt import read_odt

            return read_odt(data)
        case "pdf":
            # pdfplumber takes half a second to load.
            from .reading_pdf import read_pdf

            return read_pdf(data)
        case "txt":
            return read_text(data)
        case kind:
            raise Unfit("wrong_kind", kind=kind, wanted="document")
