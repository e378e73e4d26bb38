"""Text files as blocks: what OCR, `pdftotext` and copy-and-paste leave of a Word document. Imports no Django.

Three questions are answered, in this order, each from the shape of the whole document:
which physical lines belong together (`_continues`), which of the resulting lines are list items and table
rows, and which short lines are headings. What is inferred is `styled=False`. Linear in the size of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from .blocks import Block, ReadDocument
from .limits import MAX_BLOCKS, Unfit
from .lines import (
    Line,
    decode,
    ended,
    is_hyphenated,
    join,
    left_open,
    lines_of,
    misread_signs,
    pages_of,
    sign_of,
    starts_lower,
    without_furniture,
)
from .text_tables import rows_of, table_lines

_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
_BOLD = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*")
_STARRED = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
_DATE_LINE = re.compile(r"(?:den\s+)?\d{1,2}[./]\s*\S+\s*\d{2,4}\.?$", re.IGNORECASE)
#: "Opgave 1", "Fase 2: …", "Delopgave A".
_COUNTED = re.compile(r"[^\W\d_]{3,20}\s+(?:\d{1,2}|[A-HIVX]{1,3})(?:\s*[.:–-]|$)")
_LEAD_IN = re.compile(
    r"\b(vi|i|der|det|skal|vil|er|kan|har|følgende|således|bl|blandt|f\.eks|fx)\b", re.IGNORECASE
)
_HEADING_WIDTH = 110


@dataclass
class _Piece:
    """A logical line under construction."""

    text: str
    sign: str = ""
    indent: int = 0
    gap: int = 0
    width: int = 0
    lines: int = 1
    cells: list[str] = field(default_factory=list)
    markdown: int = 0
    #: The number as typed, which a heading keeps: "1.".
    mark: str = ""


@dataclass(frozen=True)
class _Shape:
    """How this document is set.

    `base` blank lines stand between the lines of one paragraph. Lines are broken at `width` characters, 0
    when every line is a whole paragraph. `parted`: more blank lines stand between
    paragraphs than between lines.
    """

    base: int
    width: int
    parted: bool
    misread: frozenset[str]
    dashes_are_bullets: bool


def read_text(data: bytes) -> ReadDocument:
    """Raises `Unfit` "no_text" and "too_long"."""
    return ReadDocument("txt", tuple(blocks_of_text(decode(data))))


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of a plain text, in reading order. Raises `Unfit` "no_text" and "too_long"."""
    pages = pages_of(text)
    # Lines are mended into fewer blocks; far above the limit there is no need to try.
    if sum(map(len, pages)) > MAX_BLOCKS * 5:
        raise Unfit("too_long", blocks=MAX_BLOCKS)
    lines = lines_of(without_furniture(pages))
    if not lines:
        raise Unfit("no_text")
    shape = _shape_of(lines)
    pieces = _pieces(lines, shape)
    if len(pieces) > MAX_BLOCKS:
        raise Unfit("too_long", blocks=MAX_BLOCKS)
    return _blocks(pieces, shape)


def with_headings(blocks: list[Block], gaps: list[int]) -> list[Block]:
    """The blocks with short paragraphs made headings, for documents that mark none. `gaps` are the empty
    paragraphs before each block."""
    signs = {"bullet": "•", "number": "1"}
    pieces = [
        _Piece(block.text, signs.get(block.kind, ""), gap=gap, cells=list(block.cells))
        for block, gap in zip(blocks, gaps, strict=True)
    ]
    shape = _Shape(0, 0, True, frozenset(), True)
    found = _headings(pieces, shape)
    return [
        Block("heading", block.text, 1, styled=False)
        if index in found and block.kind == "paragraph"
        else block
        for index, block in enumerate(blocks)
    ]


# --------------------------------------------------------------------------------------------- shape


def _shape_of(lines: list[Line]) -> _Shape:
    gaps = [line.gap for line in lines[1:] if line.gap >= 0]
    spread = Counter(gap for gap in gaps if gap > 0)
    base = 0
    if spread and (len(gaps) - sum(spread.values())) * 4 <= len(gaps):
        base = min(spread.most_common(1)[0][0], 3)
    misread = misread_signs([line.text for line in lines])
    dots = dashes = 0
    for line in lines:
        if found := sign_of(line.text, misread):
            dashes += found[0] == "-"
            dots += found[0] in "•o▪"
    return _Shape(
        base, _width_of(lines), any(gap > base for gap in gaps), misread, dashes > 1 and dashes > dots // 2
    )


def _width_of(lines: list[Line]) -> int:
    """Where lines are broken: the width of lines that stop in mid-sentence. 0 when hardly any do."""
    broken = sorted(
        line.width
        for line, following in pairwise(lines)
        if (starts_lower(following.text) or (following.text[:1].isdigit() and not sign_of(following.text)))
        and not ended(line.text)
        and not line.text.endswith(":")
    )
    if not broken:
        return 0
    width = broken[int(0.95 * (len(broken) - 1) + 0.95)]
    longer = sum(1 for line in lines if line.width > 1.3 * width)
    return 0 if width > 160 or width < 30 or longer * 5 > len(lines) else width


def _continues(piece: _Piece, last: Line, line: Line, shape: _Shape, sign: str) -> bool:
    """Does `line` go on where `last`, the latest line of `piece`, stopped?"""
    a, b = last.text, line.text
    finished = ended(a)
    first_word = b.split(" ", 1)[0]
    full = bool(shape.width) and last.width + 1 + len(first_word) > 0.8 * shape.width
    lower = starts_lower(b)
    if sign:
        # "i samarbejde med borgerne / – både i og uden for kommunen": a dash in mid-sentence.
        rest = b[1:].lstrip()
        return sign == "-" and not shape.dashes_are_bullets and full and not finished and starts_lower(rest)
    if piece.markdown or _MARKDOWN.match(b):
        return False
    if is_hyphenated(a, b) and (lower or full):
        return True
    if a.endswith(":"):
        return False
    if line.gap > shape.base:
        return lower and not finished and (full or left_open(a, before_lower=True))
    if not shape.width:
        return lower and not finished and line.gap <= 0 and left_open(a, before_lower=True)
    if lower:
        if finished:
            return last.width > 0.6 * shape.width
        return (
            last.width >= 0.4 * shape.width
            or left_open(a, before_lower=True)
            or left_open(b.split(" ", 1)[0], before_lower=True)
        )
    if piece.sign and line.indent < piece.indent:
        return False
    if finished:
        return (
            full and (shape.parted or shape.base == 0) and line.gap <= shape.base and last.gap <= shape.base
        )
    return full or left_open(a, before_lower=b[:1].isdigit())


# --------------------------------------------------------------------------------------------- pieces


def _pieces(lines: list[Line], shape: _Shape) -> list[_Piece]:
    pieces: list[_Piece] = []
    last: Line | None = None
    #: Signs that stood on lines of their own and wait for their text.
    waiting: list[tuple[str, int]] = []
    tables = table_lines(lines)
    index = 0
    while index < len(lines):
        if index in tables:
            rows, index = rows_of(lines, index, tables)
            pieces += [_Piece(" | ".join(cells), cells=cells) for cells in rows]
            last = None
            continue
        line = lines[index]
        index += 1
        found = sign_of(line.text, shape.misread)
        sign = found[0] if found else ""
        if found and not found[1]:
            waiting.append((sign, line.indent))
            last = None
            continue
        if last is not None and pieces and _continues(pieces[-1], last, line, shape, sign):
            piece = pieces[-1]
            piece.text = join(piece.text, line.text)
            piece.lines += 1
            last = line
            continue
        rest, indent = line.text, line.indent
        if found:
            rest = found[1]
        elif waiting:
            sign, indent = waiting.pop(0)
        markdown = 0
        if match := _MARKDOWN.match(rest):
            markdown, rest = len(match[1]), rest[match.end() :]
        pieces.append(_Piece(rest, sign, indent, line.gap, line.width, markdown=markdown))
        if found and sign[0].isdigit():
            pieces[-1].mark = line.text.removesuffix(rest).strip()
        last = line
    return pieces


# --------------------------------------------------------------------------------------------- blocks


def _blocks(pieces: list[_Piece], shape: _Shape) -> list[Block]:
    headings = _headings(pieces, shape)
    blocks: list[Block] = []
    levels: list[tuple[int, str]] = []
    titled = counted_under = False
    indents = [piece.indent for piece in pieces if piece.sign]
    indented = bool(indents) and max(indents) - min(indents) > 1
    for index, piece in enumerate(pieces):
        text = _plain(piece.text)
        if not text:
            continue
        if piece.cells:
            levels = []
            blocks.append(Block("row", text, cells=tuple(piece.cells), styled=False))
        elif index in headings:
            levels = []
            if not titled and not blocks and index + 1 in headings and not text.endswith("?"):
                titled = True
                blocks.append(Block("title", text, styled=False))
                continue
            counted = bool(_COUNTED.match(text))
            level = 2 if counted and counted_under else 1
            counted_under = counted_under or not counted
            if piece.sign and "." in piece.sign:
                level = min(piece.sign.count(".") + 1, 6)
            text = f"{piece.mark} {text}".strip()
            blocks.append(Block("heading", text, piece.markdown or level, styled=bool(piece.markdown)))
        elif piece.sign:
            under = bool(blocks) and blocks[-1].text.endswith(":") and blocks[-1].kind in ("bullet", "number")
            level = _nesting(levels, piece, indented=indented, under=under)
            numbered = piece.sign[0].isalnum() and piece.sign != "o"
            text = f"{piece.mark} {text}" if "." in piece.sign else text
            blocks.append(Block("number" if numbered else "bullet", text, level, styled=False))
        else:
            levels = []
            blocks.append(Block("paragraph", text))
    if not blocks:
        raise Unfit("no_text")
    return blocks


def _plain(text: str) -> str:
    """The text without the stars of Markdown around bold or wholly slanted text."""
    text = _BOLD.sub(r"\1", text)
    if match := _STARRED.fullmatch(text):
        text = match[1]
    return text.removesuffix("\u2010")


def _nesting(levels: list[tuple[int, str]], piece: _Piece, *, indented: bool, under: bool) -> int:
    """The list level of an item, from its indent (when the document has any) and its sign.

    `levels` holds those open above it. `under`: the item before ends in a colon, so that one space is enough.
    """
    sign = "1" if "." in piece.sign else piece.sign
    while levels and piece.indent < levels[-1][0] - 1:
        levels.pop()
    if indented and levels and levels[-1][1] != sign and piece.indent <= levels[-1][0] + 1:
        levels[-1] = (piece.indent, sign)
        return len(levels) - 1
    if (piece.indent, sign) in levels:
        del levels[levels.index((piece.indent, sign)) + 1 :]
        return len(levels) - 1
    if under and levels and piece.indent > levels[-1][0]:
        levels.append((piece.indent, sign))
        return len(levels) - 1
    for depth, (indent, known) in enumerate(levels):
        if known == sign and abs(piece.indent - indent) <= 1:
            del levels[depth + 1 :]
            return depth
    levels.append((piece.indent, sign))
    return len(levels) - 1


def _headings(pieces: list[_Piece], shape: _Shape) -> set[int]:
    found = {index for index, piece in enumerate(pieces) if _may_be_heading(pieces, index, shape)}
    result = set()
    index = 0
    while index < len(pieces):
        run = index
        while run in found:
            run += 1
        if run - index >= 4 and index > 0:
            # A list that lost its bullets: only what stands apart, and the first, is a heading.
            apart = {at for at in range(index + 1, run) if pieces[at].gap > shape.base}
            result |= {index} | (apart if len(apart) < run - index - 1 else set())
        else:
            result |= set(range(index, run))
        index = max(run, index + 1)
    return result


def _may_be_heading(pieces: list[_Piece], index: int, shape: _Shape) -> bool:
    piece = pieces[index]
    if piece.cells:
        return False
    if piece.markdown:
        return True
    if index + 1 >= len(pieces):
        return False
    text = piece.text
    if bold := _BOLD.fullmatch(text):
        text = bold[1]
    if len(text) > _HEADING_WIDTH or len(text.split(" ")) > 16 or piece.lines > 2:
        return False
    if piece.sign:
        near = [pieces[at] for at in (index - 1, index + 1) if 0 <= at < len(pieces)]
        # A decimal number ("2.1 Baggrund") heads a section wherever it stands.
        in_list = not piece.sign[0].isdigit() or any(other.sign for other in near)
        if in_list and "." not in piece.sign:
            return False
    if _DATE_LINE.match(text):
        return False
    if text.endswith("?"):
        return True
    if not (text[:1].isupper() or text[:1].isdigit() or text[:1] in "\"'”“»"):
        return False
    if shape.width and piece.lines == 1 and piece.width > 0.85 * shape.width and shape.width > 50:
        return False
    counted = _COUNTED.match(text)
    if text.endswith((".", "!", ";", ",", "…")):
        return bool(counted and counted.end() == len(text))
    if text.endswith(":"):
        return len(text.split(" ")) <= 3 and not _LEAD_IN.search(text)
    return ": " not in text or bool(counted)
