"""PDF files as blocks: by their tags when they have them, else by how they look. Imports no Django.

A tagged file says itself what is a heading, an item and a cell. In an untagged one the lines are laid out as text
with their columns, large or bold short lines marked as headings, and read as `reading_text` reads any text.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

from .blocks import Block, ReadDocument
from .limits import MAX_BLOCKS, Unfit
from .lines import ended, join, sign_of, tidy
from .reading_text import blocks_of_text

MAX_PAGES = 200
#: Letters on one page and in all; far above any document to read, far below what takes minutes.
_MAX_PAGE_LETTERS = 30_000
_MAX_LETTERS = 1_000_000
#: Bytes of drawing instructions, all pages together.
_MAX_DRAWN = 20 * 1024 * 1024
_HEADING = {"H": 1, **{f"H{level}": level for level in range(1, 7)}}
_LEFT_OUT = {"TOC", "TOCI", "Index", "Artifact"}
_DEEPEST = 60


def read_pdf(data: bytes) -> ReadDocument:
    """Raises `Unfit`: "damaged", "too_many_pages", "too_long", and "no_text" for a scanned document."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return ReadDocument("pdf", tuple(_read(pdf)))
    except Unfit:
        raise
    except Exception as error:  # broken files make pdfminer raise nearly anything
        raise Unfit("damaged") from error


def _read(pdf: Any) -> list[Block]:
    if len(pdf.pages) > MAX_PAGES:
        raise Unfit("too_many_pages", pages=MAX_PAGES)
    pages: list[list[_Line]] = []
    marked: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    letters = 0
    drawn = 0
    for page in pdf.pages:
        drawn += sum(len(resolve1(content).get_data()) for content in page.page_obj.contents)
        if drawn > _MAX_DRAWN:
            raise Unfit("too_long", blocks=MAX_BLOCKS)
        chars = page.chars
        letters += len(chars)
        if len(chars) > _MAX_PAGE_LETTERS or letters > _MAX_LETTERS:
            raise Unfit("too_long", blocks=MAX_BLOCKS)
        for char in chars:
            if char.get("mcid") is not None:
                marked[page.page_obj.pageid, char["mcid"]].append(char)
        pages.append(_lines(chars))
        page.close()
    if not any(line.text for lines in pages for line in lines):
        raise Unfit("no_text")
    if "StructTreeRoot" in pdf.doc.catalog:
        tree = _Tree(pdf.doc.catalog, marked)
        blocks = tree.read()
        inside = sum(len(block.text.replace(" ", "")) for block in blocks)
        total = sum(len(line.text.replace(" ", "")) for lines in pages for line in lines)
        # Tags that leave out much of the text are worth less than none.
        if inside >= 0.7 * total and any(block.kind == "heading" for block in blocks):
            return blocks
    blocks = blocks_of_text(_as_text(pages))
    return _with_title([replace(block, styled=block.kind == "paragraph") for block in blocks])


def _with_title(blocks: list[Block]) -> list[Block]:
    """The largest heading near the top is the title, also when a smaller line stands above it."""
    largest = [index for index, block in enumerate(blocks) if block.kind == "heading" and block.level == 1]
    if blocks and blocks[0].kind == "title" and largest and 0 < largest[0] < 4:
        blocks[0] = Block("paragraph", blocks[0].text)
        blocks[largest[0]] = Block("title", blocks[largest[0]].text, styled=False)
    return blocks


# --------------------------------------------------------------------------------------------- tags


class _Tree:
    """The structure tree walked in reading order."""

    def __init__(self, catalog: dict[str, Any], marked: dict[tuple[int, int], list[dict[str, Any]]]) -> None:
        self.root = resolve1(catalog["StructTreeRoot"])
        self.roles = resolve1(self.root.get("RoleMap")) or {}
        self.marked = marked
        self.blocks: list[Block] = []

    def read(self) -> list[Block]:
        self.walk(self.root, 0, -1, 0)
        return self.blocks

    def walk(self, node: dict[str, Any], page: int, level: int, depth: int) -> None:
        """Add the blocks under `node`; `level` is the list nesting, -1 outside lists."""
        if depth > _DEEPEST:
            raise Unfit("damaged")
        kind = self.kind(node)
        page = self.page(node, page)
        if kind in _LEFT_OUT:
            return
        if kind == "Title" or kind in _HEADING:
            self.add(
                "title" if kind == "Title" else "heading", self.text(node, page, 0), _HEADING.get(kind, 0)
            )
        elif kind == "TR":
            cells = [self.text(cell, page, 0) for cell in self.kids(node) if self.kind(cell) in ("TD", "TH")]
            if len(cells) > 1 and any(cells):
                self.blocks.append(Block("row", tidy(" | ".join(cells)), cells=tuple(cells)))
            elif cells:
                self.add("paragraph", cells[0])
        elif kind == "L":
            for item in self.kids(node):
                self.walk(item, page, level + 1, depth + 1)
        elif kind == "LI":
            self.item(node, page, level, depth)
        elif kind in ("P", "Caption", "Note", "BlockQuote", "Quote", "Span", "Link", "Lbl"):
            inner = [kid for kid in self.kids(node) if self.kind(kid) in ("L", "Table")]
            self.paragraph(self.text(node, page, 0, skip=("L", "Table")))
            for kid in inner:
                self.walk(kid, page, level, depth + 1)
        else:
            # Word marks a paragraph's own letters directly in a Div or Sect now and then.
            self.paragraph(self.text(node, page, 0, own=True))
            for kid in self.kids(node):
                self.walk(kid, page, level, depth + 1)

    def item(self, node: dict[str, Any], page: int, level: int, depth: int) -> None:
        label = "".join(self.text(kid, page, 0) for kid in self.kids(node) if self.kind(kid) == "Lbl")
        text = self.text(node, page, 0, skip=("Lbl", "L", "Table"))
        sign = sign_of(text)
        if not label and sign and sign[1]:
            label, text = text[: 1 if sign[0] in "•-o▪" else 2], sign[1]
        numbered = any(letter.isalnum() for letter in label) and label.strip() not in ("o", "§")
        self.add("number" if numbered else "bullet", text, max(level, 0))
        for kid in self.kids(node):
            if self.kind(kid) == "LBody":
                for inner in self.kids(kid):
                    if self.kind(inner) in ("L", "Table"):
                        self.walk(inner, page, level, depth + 1)
            elif self.kind(kid) in ("L", "Table"):
                self.walk(kid, page, level, depth + 1)

    def paragraph(self, text: str) -> None:
        sign = sign_of(text)
        if sign and sign[1] and sign[0] in "•-▪":
            self.blocks.append(Block("bullet", sign[1], styled=False))
        else:
            self.add("paragraph", text)

    def add(self, kind: Any, text: str, level: int = 0) -> None:
        if text:
            self.blocks.append(Block(kind, text, level))
        if len(self.blocks) > MAX_BLOCKS:
            raise Unfit("too_long", blocks=MAX_BLOCKS)

    def text(
        self, node: dict[str, Any], page: int, depth: int, *, skip: tuple[str, ...] = (), own: bool = False
    ) -> str:
        """The text under `node`, without the kinds in `skip`; with `own`, only what stands in it directly."""
        if depth > _DEEPEST:
            raise Unfit("damaged")
        page = self.page(node, page)
        text = ""
        last: dict[str, Any] | None = None
        for kid in _items(node.get("K")):
            value = resolve1(kid)
            if isinstance(value, dict) and "MCID" not in value:
                if own or "Obj" in value or self.kind(value) in skip or self.kind(value) in _LEFT_OUT:
                    continue
                inner = self.text(value, page, depth + 1, skip=skip)
                text = (
                    join(text, inner)
                    if inner and last is None and self.kind(value) != "Span"
                    else text + inner
                )
                continue
            where = self.page(value, page) if isinstance(value, dict) else page
            number = value["MCID"] if isinstance(value, dict) else value
            for char in self.marked.get((where, number), ()):
                text = _add_char(text, last, char)
                last = char
        return tidy(text) if depth == 0 else text

    def kids(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        values = (resolve1(kid) for kid in _items(node.get("K")))
        return [value for value in values if isinstance(value, dict) and "S" in value]

    def kind(self, node: dict[str, Any]) -> str:
        name = _name(resolve1(node.get("S")))
        for _step in range(3):
            # PDF/UA-1 has no title and makes it a paragraph; the file still knows better.
            if name not in self.roles or name == "Title":
                break
            name = _name(resolve1(self.roles[name]))
        return name

    def page(self, node: dict[str, Any], otherwise: int) -> int:
        return getattr(node.get("Pg"), "objid", otherwise) or otherwise


def _items(value: Any) -> list[Any]:
    resolved = resolve1(value)
    if resolved is None:
        return []
    return resolved if isinstance(resolved, list) else [value]


def _name(value: Any) -> str:
    if isinstance(value, PSLiteral):
        return value.name if isinstance(value.name, str) else value.name.decode("latin-1")
    return ""


def _add_char(text: str, last: dict[str, Any] | None, char: dict[str, Any]) -> str:
    """`text` with one more letter, a space before it where the letters stand apart, a broken word mended."""
    letter = str(char["text"])
    if last is None:
        return f"{text}{letter}"
    below = abs(char["top"] - last["top"]) > 0.5 * last["size"] or char["x0"] < last["x0"] - last["size"]
    if below:
        return join(text.rstrip(), letter) if letter.strip() else f"{text} "
    if char["x0"] - last["x1"] > 0.15 * last["size"] and not text.endswith(" "):
        return f"{text} {letter}"
    return f"{text}{letter}"


# --------------------------------------------------------------------------------------------- looks


@dataclass
class _Line:
    """A printed line. `text` keeps its columns; `size` and `bold` are those of most of its letters."""

    text: str
    top: float
    size: float
    bold: bool


def _lines(chars: list[dict[str, Any]]) -> list[_Line]:
    """The lines of a page from top to bottom."""
    seen = [char for char in chars if char["text"].strip() and char.get("upright", True)]
    if not seen:
        return []
    left = min(char["x0"] for char in seen)
    wide = sorted(char["x1"] - char["x0"] for char in seen)[len(seen) // 2] or 5.0
    seen.sort(key=lambda char: (char["bottom"], char["x0"]))
    rows: list[list[dict[str, Any]]] = []
    for char in seen:
        if rows and abs(char["bottom"] - rows[-1][0]["bottom"]) < 0.35 * max(char["size"], 4):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [_line(sorted(row, key=lambda char: char["x0"]), left, wide) for row in rows]


def _line(row: list[dict[str, Any]], left: float, wide: float) -> _Line:
    text = " " * max(round((row[0]["x0"] - left) / wide), 0)
    for previous, char in zip([row[0], *row], row, strict=False):
        gap = char["x0"] - previous["x1"]
        if char is not row[0] and gap > 2.5 * wide:
            text += " " * max(round((char["x0"] - left) / wide) - len(text), 3)
        elif char is not row[0] and gap > 0.15 * char["size"]:
            text += " "
        text += char["text"]
    size = Counter(round(char["size"] * 2) / 2 for char in row).most_common(1)[0][0]
    bold = sum(_is_bold(str(char["fontname"])) for char in row) > 0.8 * len(row)
    return _Line(text, row[0]["bottom"], size, bold)


def _is_bold(font: str) -> bool:
    return any(word in font.lower() for word in ("bold", "black", "heavy", "semibold", "demi"))


def _as_text(pages: list[list[_Line]]) -> str:
    """The pages as plain text: blank lines where there is air, "#" before headings, form feeds between pages."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
            total += len(line.text)
            bold += len(line.text) * line.bold
    usual = sizes.most_common(1)[0][0]
    gaps = Counter(round(second.top - first.top) for lines in pages for first, second in pairwise(lines))
    step = min((gap for gap, times in gaps.items() if times * 4 >= max(gaps.values())), default=12)
    looks = sorted(
        {
            (-line.size, not line.bold)
            for page in pages
            for line in page
            if _stands_out(line, usual, bold * 2 < total)
        }
    )
    out = []
    for lines in pages:
        texts: list[str] = []
        previous: _Line | None = None
        heading_open = False
        for line in lines:
            stands_out = _stands_out(line, usual, bold * 2 < total)
            apart = previous is not None and line.top - previous.top > 1.35 * max(step, line.size)
            same = previous is not None and (previous.size, previous.bold) == (line.size, line.bold)
            if heading_open and stands_out and same and not apart:
                texts[-1] = join(texts[-1], line.text.strip())
            else:
                if apart:
                    texts.append("")
                level = min(looks.index((-line.size, not line.bold)) + 1, 6) if stands_out else 0
                texts.append(f"{'#' * level} {line.text.strip()}" if level else line.text)
            heading_open = stands_out
            previous = line
        out.append("\n".join(texts))
    return "\f".join(out)


def _stands_out(line: _Line, usual: float, bold_is_rare: bool) -> bool:
    text = line.text.strip()
    if (
        len(text) > 120
        or (sign_of(text) is not None and not text[:1].isdigit())
        or not any(map(str.isalpha, text))
    ):
        return False
    if (ended(text) and not text.endswith("?")) or "   " in text:
        return False
    return line.size >= usual * 1.12 or (line.bold and bold_is_rare and line.size >= usual * 0.95)
