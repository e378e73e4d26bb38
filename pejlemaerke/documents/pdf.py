"""A paper as a tagged PDF that keeps for ever and can be read aloud: PDF/UA-1 and PDF/A-2a, by typst.

What people wrote goes to typst as JSON and is shown as text; `paper.typ` holds the layout alone.
"""

from __future__ import annotations

import functools
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from .docx import paragraphs_of
from .paper import Bullets, Heading, Item, Note, Paper, Part, Prose, Table

_TEMPLATE = Path(__file__).with_name("paper.typ")
_FONT = "IBM Plex Sans"
#: Dates a PDF must have when the paper has none: fixed, so that the same paper is the same bytes.
_NO_DATE = date(2000, 1, 1)
_ILLEGAL = re.compile("[^\t\n\x20-\x7e\u00a0-\u00ac\u00ae-\ud7ff\uf900-\ufffb\U00010000-\U000effff]")


def write_pdf(paper: Paper, *, on: date | None = None) -> bytes:
    """The paper as PDF. `on` is its date; without one, `paper.properties["date"]` in ISO form is used.

    Characters that no font at hand can show are shown as "?".
    """
    fonts = _font_folder()
    when = on or _date_of(paper)
    content = _content(paper, when)
    try:
        return _compile(content, fonts, when)
    except typst.TypstError:
        # The standards refuse a character without a glyph, and so an emoji would stop the whole document.
        known = _glyphs(fonts)
        return _compile(_map(content, lambda text: _shown(text, known)), fonts, when)


def _compile(content: dict[str, Any], fonts: Path | None, when: date | None) -> bytes:
    result = typst.compile(  # type: ignore[call-overload]  # its stubs want one type for all paths and inputs
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=[fonts] if fonts else [],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(content)},
        pdf_standards=["ua-1", "a-2a"],
    )
    assert isinstance(result, bytes)  # noqa: S101
    return result


def _content(paper: Paper, when: date | None) -> dict[str, Any]:
    day = when or _NO_DATE
    content = {
        "title": _line(paper.title) or "–",
        "organisation": _line(paper.organisation),
        "language": paper.language,
        "subtitle": _line(paper.subtitle),
        "facts": [[_line(label), _line(value)] for label, value in paper.facts],
        "parts": _parts(paper.parts),
    }
    title = str(content["title"])
    return {
        **content,
        "date": [day.year, day.month, day.day],
        "font": _FONT,
        "running": title if len(title) <= 70 else f"{title[:69].rstrip()}…",
    }


def _parts(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    """The parts as JSON. Heading levels follow each other without a gap, as PDF/UA demands."""
    found: list[dict[str, Any]] = []
    level = 0
    for part in parts:
        match part:
            case Heading(text, wanted) if _line(text):
                level = min(max(wanted, 1), level + 1, 6)
                found.append({"kind": "heading", "level": level, "text": _line(text)})
            case Prose(text):
                found.append({"kind": "prose", "paragraphs": _paragraphs(text)})
            case Bullets(items, numbered) if items:
                found.append({"kind": "bullets", "numbered": numbered, "items": _items(items)})
            case Note(title, text):
                found.append({"kind": "note", "title": _line(title), "paragraphs": _paragraphs(text)})
            case Table(head, rows, caption) if head:
                cells = [[_paragraphs(text) or [""] for text in row] for row in rows]
                labels = [_line(label) for label in head]
                found.append({"kind": "table", "head": labels, "rows": cells, "caption": _line(caption)})
    return found


def _items(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    return [{"text": _legal(item.text).strip(), "children": _items(item.children)} for item in items]


def _paragraphs(text: str) -> list[str]:
    return paragraphs_of(_legal(text))


def _legal(text: str) -> str:
    """The text without what PDF/A forbids: control characters, private use, soft hyphens and the like."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\t", " ")


def _line(text: str) -> str:
    return " ".join(_legal(text).split())


def _date_of(paper: Paper) -> date | None:
    try:
        return date.fromisoformat(paper.properties.get("date", "")[:10])
    except ValueError:
        return None


# --------------------------------------------------------------------------------------------- fonts


def _font_folder() -> Path | None:
    """The design system's own fonts; None where the front-end parts are not installed."""
    folder = Path(settings.BASE_DIR) / "node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"
    return folder if folder.is_dir() else None


@functools.cache
def _glyphs(folder: Path | None) -> frozenset[int]:
    """The characters sure to have a glyph in every weight used."""
    found = frozenset([*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x100), 0x2013, 0x2014, 0x2022])
    if folder is None:
        return found
    sets = []
    for weight in ("Regular", "SemiBold"):
        for path in folder.glob(f"*-{weight}.ttf"):
            with TTFont(path, lazy=True) as font:
                sets.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*sets) if sets else found


def _shown(text: str, known: frozenset[int]) -> str:
    return "".join(letter if ord(letter) in known or letter == "\n" else "?" for letter in text)


def _map(value: Any, change: Any) -> Any:
    """The JSON value with every text in it changed."""
    match value:
        case str():
            return change(value)
        case list():
            return [_map(inner, change) for inner in value]
        case dict():
            return {key: _map(inner, change) for key, inner in value.items()}
        case _:
            return value
