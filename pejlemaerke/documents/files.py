"""A paper as a file, and what our own files carry along unseen.

A docx we wrote can carry its content in a property, with a fingerprint of the text around it. Brought back untouched,
it gives exactly what went out; edited in Word, the fingerprint differs and the text is read like anybody's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

from .blocks import ReadDocument
from .paper import Paper
from .reading import read_document

PRINT = "PejlemaerkePrint"


def write_file(paper: Paper, kind: str, on: date) -> bytes:
    """The paper as "docx" or "pdf"; a docx that carries properties is marked with the fingerprint it has when read
    back."""
    if kind == "pdf":
        # typst and the fonts take a while to load.
        from .pdf import write_pdf

        return write_pdf(paper, on=on)
    # So does python-docx.
    from .docx import write_docx

    first = write_docx(paper)
    if not paper.properties:
        return first
    mark = fingerprint(read_document(first, "paper.docx"))
    return write_docx(replace(paper, properties={**paper.properties, PRINT: mark}))


def fingerprint(document: ReadDocument) -> str:
    """What the text of a document amounts to, white space aside."""
    words = " ".join(" ".join(block.text.split()) for block in document.blocks)
    return hashlib.sha256(words.encode()).hexdigest()


def carried(document: ReadDocument, name: str) -> object | None:
    """The JSON one of our papers carries under `name`; None if there is none or the text around it was changed."""
    kept, mark = document.properties.get(name), document.properties.get(PRINT)
    if not kept or not mark or mark != fingerprint(document):
        return None
    try:
        found: object = json.loads(kept)
    except (ValueError, RecursionError):
        return None
    return found
