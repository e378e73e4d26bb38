"""OpenDocument texts as blocks: zip and XML, without entities or network. Imports no Django.

What is read is what a person sees with all changes accepted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .blocks import Block, ReadDocument
from .docx_styles import attribute, child, children, name_of
from .limits import MAX_BLOCKS, Unfit, parse_xml, read_member
from .lines import ended, sign_of, tidy
from .reading_text import blocks_of_text, with_headings

_SKIPPED = {"tracked-changes", "annotation", "annotation-end", "note-citation", "bookmark", "sequence-decls"}
_INDEXES = {"table-of-content", "illustration-index", "table-index", "alphabetical-index", "bibliography"}
#: A style's own name encodes spaces: "Heading_20_1".
_ENCODED = re.compile(r"_([0-9a-f]{2})_")
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True)
class _Style:
    name: str = ""
    bold: bool = False
    title: bool = False
    outline: int = 0


@dataclass
class _Reader:
    styles: dict[str, _Style]
    numbered: dict[str, set[int]]
    blocks: list[Block] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    gap: int = 0

    def read(self, parent: etree._Element, level: int = -1, list_style: str = "") -> None:
        """The blocks in `parent`; `level` is the list nesting, -1 outside lists."""
        for element in parent:
            name = name_of(element)
            if name in ("p", "h"):
                self.paragraph(element, level, list_style)
            elif name == "list":
                style = attribute(element, "style-name") or list_style
                for item in element:
                    if name_of(item) in ("list-item", "list-header"):
                        self.read(item, level + 1, style)
            elif name == "table":
                self.table(element)
            elif name not in _SKIPPED and name not in _INDEXES:
                self.read(element, level, list_style)
            if len(self.blocks) > MAX_BLOCKS:
                raise Unfit("too_long", blocks=MAX_BLOCKS)

    def paragraph(self, element: etree._Element, level: int, list_style: str) -> None:
        pieces: list[tuple[str, bool]] = []
        boxes: list[etree._Element] = []
        style = self.styles.get(attribute(element, "style-name"), _Style())
        self.pieces(element, style.bold, pieces, boxes)
        text = tidy("".join(text for text, _bold in pieces))
        outline = int(attribute(element, "outline-level") or 0) if name_of(element) == "h" else style.outline
        if not text:
            self.gap += 1
        elif style.title:
            self.add(Block("title", text))
        elif outline or name_of(element) == "h":
            self.add(Block("heading", text, min(max(outline, 1), 6)))
        elif level >= 0:
            numbered = level in self.numbered.get(list_style, set())
            self.add(Block("number" if numbered else "bullet", text, level))
        else:
            bold = all(strong for piece, strong in pieces if piece.strip())
            sign = sign_of(text)
            if sign and sign[1] and "." not in sign[0]:
                self.add(Block("number" if sign[0] in ("1", "a") else "bullet", sign[1], styled=False))
            else:
                self.add(Block("paragraph", text), bold=bold)
        for box in boxes:
            self.read(box)

    def pieces(
        self, parent: etree._Element, bold: bool, pieces: list[tuple[str, bool]], boxes: list[etree._Element]
    ) -> None:
        pieces.append((parent.text or "", bold))
        for element in parent:
            match name_of(element):
                case "s":
                    pieces.append((" ", bold))
                case "tab" | "line-break":
                    pieces.append((" ", bold))
                case "span":
                    key = attribute(element, "style-name")
                    self.pieces(element, self.styles[key].bold if key in self.styles else bold, pieces, boxes)
                case "frame" | "custom-shape" | "rect":
                    boxes.extend(part for part in element if name_of(part) in ("text-box", "p", "list"))
                case "note":
                    body = child(element, "note-body")
                    if body is not None:
                        boxes.append(body)
                case name if name not in _SKIPPED and name:
                    self.pieces(element, bold, pieces, boxes)
            pieces.append((element.tail or "", bold))

    def table(self, table: etree._Element) -> None:
        for row in _rows(table):
            cells = [cell for cell in row if name_of(cell) == "table-cell"]
            if len(cells) == 1:
                self.read(cells[0])
                continue
            texts = []
            for cell in cells:
                inner = _Reader(self.styles, self.numbered)
                inner.read(cell)
                signs = {"bullet": "• ", "number": "1. "}
                lines = [
                    "  " * b.level * (b.kind in signs) + signs.get(b.kind, "") + b.text for b in inner.blocks
                ]
                texts.append("\n".join(lines))
            if any(texts):
                self.add(Block("row", tidy(" | ".join(texts)), cells=tuple(texts)))

    def add(self, block: Block, *, bold: bool = False) -> None:
        self.blocks.append(block)
        self.bold.append(bold)
        self.gaps.append(self.gap)
        self.gap = 0


def read_odt(data: bytes) -> ReadDocument:
    """Blocks of a checked OpenDocument text. Raises `Unfit`. Cells are kept as `reading_docx` keeps them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = parse_xml(read_member(archive, "content.xml"))
            names = archive.namelist()
            common = parse_xml(read_member(archive, "styles.xml")) if "styles.xml" in names else None
        body = child(child(content, "body"), "text")
        if body is None:
            raise Unfit("damaged")
        reader = _Reader(_styles(common, content), _numbered(common, content))
        reader.read(body)
    except (zipfile.BadZipFile, RecursionError, ValueError) as error:
        raise Unfit("damaged") from error
    blocks = _with_bold_headings(reader.blocks, reader.bold)
    if not blocks:
        raise Unfit("no_text")
    if not any(block.kind in ("heading", "title") for block in blocks):
        if all(block.kind == "paragraph" for block in blocks) and len(blocks) > 1:
            pairs = zip(blocks, reader.gaps, strict=True)
            blocks = blocks_of_text("\n".join("\n" * min(gap, 3) + block.text for block, gap in pairs))
        else:
            blocks = with_headings(blocks, reader.gaps)
    return ReadDocument("odt", tuple(blocks))


def _with_bold_headings(blocks: list[Block], bold: list[bool]) -> list[Block]:
    plain = [index for index, block in enumerate(blocks) if block.kind == "paragraph"]
    strong = sum(len(blocks[index].text) for index in plain if bold[index])
    if strong * 2 >= (sum(len(blocks[index].text) for index in plain) or 1):
        return blocks
    result = []
    above = 0
    for block, is_bold in zip(blocks, bold, strict=True):
        if block.kind == "heading":
            above = block.level
        text = block.text
        if is_bold and len(text) <= 120 and (text.endswith("?") or not ended(text)):
            block = Block("heading", text, min(above + 1, 6), styled=False)
        result.append(block)
    return result


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        name = name_of(element)
        if name == "table-row":
            yield element
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)


def _styles(*roots: etree._Element | None) -> dict[str, _Style]:
    elements: dict[str, etree._Element] = {}
    for group in _groups(*roots):
        elements.update({attribute(style, "name"): style for style in children(group, "style")})
    done: dict[str, _Style] = {}

    def of(key: str, depth: int) -> _Style:
        if key in done or key not in elements or depth > 20:
            return done.get(key, _Style())
        element = elements[key]
        parent_key = attribute(element, "parent-style-name")
        base = of(parent_key, depth + 1) if parent_key in elements else _named(_decoded(parent_key))
        own = _named(attribute(element, "display-name") or _decoded(key))
        weight = attribute(child(element, "text-properties"), "font-weight")
        done[key] = _Style(
            key,
            weight in ("bold", "600", "700", "800", "900") if weight else base.bold,
            own.title or base.title,
            own.outline or base.outline,
        )
        return done[key]

    for key in elements:
        of(key, 0)
    for name in ("Title", "Titel", *(f"Heading_20_{level}" for level in range(1, 7))):
        done.setdefault(name, _named(_decoded(name)))
    return done


def _named(name: str) -> _Style:
    heading = _HEADING.fullmatch(name)
    return _Style(name, False, name.lower() in ("title", "titel"), int(heading[1]) if heading else 0)


def _decoded(name: str) -> str:
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)


def _numbered(*roots: etree._Element | None) -> dict[str, set[int]]:
    """The levels of each list style that are numbered."""
    found = {}
    for group in _groups(*roots):
        for style in children(group, "list-style"):
            found[attribute(style, "name")] = {
                int(attribute(level, "level") or 1) - 1
                for level in children(style, "list-level-style-number")
                if attribute(level, "num-format")
            }
    return found


def _groups(*roots: etree._Element | None) -> Iterator[etree._Element]:
    for root in roots:
        if root is not None:
            yield from (part for part in root if name_of(part) in ("styles", "automatic-styles"))
