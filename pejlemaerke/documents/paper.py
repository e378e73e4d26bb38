"""A paper: what a document to hand out consists of, before it becomes docx or PDF. Imports no Django.

A room's `papers.py` makes one from its object; `documents.docx.write_docx` and `documents.pdf.write_pdf` turn it into
bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1
    #: Stable key written as a bookmark in docx, so that the paper comes back in unchanged.
    key: str = ""


@dataclass(frozen=True)
class Prose:
    """Plain text; blank lines part paragraphs."""

    text: str
    key: str = ""


@dataclass(frozen=True)
class Item:
    text: str
    children: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Bullets:
    items: tuple[Item, ...]
    numbered: bool = False
    key: str = ""


@dataclass(frozen=True)
class Table:
    """`head` is the header row; every row has as many cells. `caption` is read aloud and printed above."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    key: str = ""


@dataclass(frozen=True)
class Note:
    """A quiet box: intent from above, the reviewer's adjustment. Not read back on import."""

    title: str
    text: str


Part = Heading | Prose | Bullets | Table | Note


@dataclass(frozen=True)
class Paper:
    """`facts` stand under the title as "label: value": version, date, who accepted it."""

    title: str
    organisation: str
    language: str
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    #: Machine-readable marks kept in the docx's custom properties and given back by `read_docx`.
    properties: dict[str, str] = field(default_factory=dict)
