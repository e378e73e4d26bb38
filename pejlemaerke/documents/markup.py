"""Blocks whose text still holds markup (<p>, <ul>, <td>, **bold**, [text](#)), as OCR services and web editors leave
it, made into clean blocks. Imports no Django.

What stands between "<" and ">" is markup only when it is a tag we know; all else is text, and no text is lost.
Nothing is looked for across the whole text, so that the time is linear whatever was sent.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .blocks import Block, BlockKind
from .lines import tidy

_TAG = re.compile(
    r"<(/?)(p|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|br|hr|b|i|u|s|em|strong|div|span|a|h[1-6]|sup|sub|font"
    r"|small|center|caption|blockquote|pre|html|body|section|article|header|footer|dl|dt|dd)"
    r"(?=[\s/>])[^<>]{0,600}>",
    re.I,
)
_TABLE_END = re.compile(r"</(?:td|th|tr|table)\s*>", re.I)
_PARAGRAPHS = frozenset(
    (
        "p", "div", "br", "hr", "center", "caption", "blockquote", "pre", "html", "body", "section", "article",
        "header", "footer", "dl", "dt", "dd",
    )
)  # fmt: skip
_STRONG = frozenset(("b", "strong", "u"))
_BOLD = re.compile(r"\*\*([^*\n]{1,2000})\*\*|(?<!\w)__([^_\n]{1,2000})__(?!\w)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(([^()\s]{0,500})\)")
_SIGNED = re.compile(r"([-–•*·])\s")
#: A table repeated as text is looked for in runs of at most this many rows.
_RUN = 12


def without_markup(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same text in clean blocks. Cells that hold markup of their own are unfolded, a block for each paragraph."""
    blocks = tuple(blocks)
    tagged = [any(_TAG.search(text) for text in (block.text, *block.cells)) for block in blocks]
    last_end = max((at for at, block in enumerate(blocks) if _TABLE_END.search(block.text)), default=-1)
    reader = _Reader()
    for at, block in enumerate(blocks):
        if tagged[at] or (reader.tables and at <= last_end):
            for text in block.cells or (block.text,):
                reader.feed(text)
        else:
            # A list or a table nobody ended does not swallow the rest of the document.
            reader.close()
            reader.plain(block)
    reader.close()
    return tuple(reader.unrepeated())


def without_marks(text: str) -> str:
    """The text without Markdown's stars, and links as their words (their address too, where it leads somewhere)."""
    text = _BOLD.sub(lambda found: found[1] or found[2] or "", text)
    return _LINK.sub(
        lambda found: found[1] if found[2] in ("", "#") else f"{found[1]} ({found[2]})", text
    ).strip()


@dataclass
class _Cell:
    lines: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    found: list[Block] = field(default_factory=list)
    #: The blocks that are rows of a tagged table, by place; and each as its words, and how many cells have some.
    rows: dict[int, tuple[str, int]] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    kind: BlockKind = "paragraph"
    level: int = 0
    lists: list[str] = field(default_factory=list)
    #: The rows of open tables, from the outermost, and the cells read in each row.
    tables: list[list[_Cell]] = field(default_factory=list)
    in_cell: list[bool] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    #: Where in `text` a bold or underlined word begins.
    strong: list[int] = field(default_factory=list)
    all_strong: bool = True

    def plain(self, block: Block) -> None:
        self.flush()
        text = without_marks(block.text)
        if text:
            self.found.append(
                replace(block, text=text, cells=tuple(without_marks(one) for one in block.cells))
            )

    def feed(self, text: str) -> None:
        at = 0
        for tag in _TAG.finditer(text):
            self.words(text[at : tag.start()])
            self.tag(tag[2].lower(), closing=bool(tag[1]))
            at = tag.end()
        self.words(text[at:])
        self.flush()

    def close(self) -> None:
        self.flush()
        while self.tables:
            self.end_table()
        self.lists.clear()
        self.strong.clear()
        self.kind, self.level = "paragraph", 0

    def words(self, text: str) -> None:
        for number, line in enumerate(html.unescape(text).split("\n")):
            if number:
                self.flush()
            if line.strip() and not self.strong:
                self.all_strong = False
            self.text.append(line)

    # ---------------------------------------------------------------------------------------------- tags

    def tag(self, name: str, *, closing: bool) -> None:
        if name in _STRONG:
            self.emphasis(closing=closing)
        elif name in _PARAGRAPHS:
            self.flush()
            if name != "br" and not closing and self.kind not in ("bullet", "number"):
                # A paragraph that stands in no item ends a list nobody ended.
                self.lists.clear()
                self.kind, self.level = "paragraph", 0
        elif name[0] == "h" and name[1:].isdigit():
            self.flush()
            self.kind, self.level = ("paragraph", 0) if closing else ("heading", int(name[1:]))
        elif name in ("ul", "ol"):
            self.flush()
            if not closing:
                self.lists.append(name)
            elif self.lists:
                self.lists.pop()
            self.kind, self.level = "paragraph", 0
        elif name == "li":
            self.flush()
            if closing:
                self.kind, self.level = "paragraph", 0
            else:
                self.kind = "number" if self.lists[-1:] == ["ol"] else "bullet"
                self.level = max(0, len(self.lists) - 1)
        elif name in ("table", "tr", "td", "th"):
            self.table_tag(name, closing=closing)

    def emphasis(self, *, closing: bool) -> None:
        if not closing:
            self.strong.append(len(self.text))
        elif self.strong:
            start = self.strong.pop()
            label = tidy("".join(self.text[start:]))
            if start and label.endswith(":") and len(label.split()) <= 5:
                # "… begge steder: <u>Lokalt:</u> …" begins something new in mid-paragraph.
                after, self.text = self.text[start:], self.text[:start]
                self.all_strong = False
                self.flush()
                self.text, self.all_strong = after, not self.strong

    def table_tag(self, name: str, *, closing: bool) -> None:
        self.flush()
        self.kind, self.level = "paragraph", 0
        if name == "table" and not closing:
            self.tables.append([])
            self.in_cell.append(False)
        elif not self.tables:
            return
        elif name == "table":
            self.end_table()
        elif name == "tr":
            self.end_row()
        else:
            self.in_cell[-1] = not closing
            if not closing:
                self.tables[-1].append(_Cell())

    def end_table(self) -> None:
        self.end_row()
        self.tables.pop()
        self.in_cell.pop()
        if not self.tables:
            self.tell_rows()

    def tell_rows(self) -> None:
        for block in self.waiting:
            if block.kind == "row":
                words = " ".join(" ".join(block.cells).split())
                self.rows[len(self.found)] = words, sum(bool(cell) for cell in block.cells)
            self.found.append(block)
        self.waiting = []

    def end_row(self) -> None:
        cells = tuple("\n".join(cell.lines) for cell in self.tables[-1])
        self.tables[-1].clear()
        self.in_cell[-1] = False
        if not any(cells):
            return
        row = Block("row", tidy(" | ".join(cells)), cells=cells)
        if len(self.tables) > 1:
            self.waiting.append(row)
        else:
            # A table inside a cell is told after the row it stands in.
            self.waiting.insert(0, row)
            self.tell_rows()

    # ---------------------------------------------------------------------------------------------- text

    def flush(self) -> None:
        text, self.text = tidy("".join(self.text)), []
        strong, self.all_strong = self.all_strong, True
        self.strong = [0 for _ in self.strong]
        if not text:
            return
        for block in self.blocks_of(without_marks(text), strong=strong):
            if self.tables and self.in_cell[-1]:
                sign = {"bullet": "• ", "number": "1. "}.get(block.kind, "")
                self.tables[-1][-1].lines.append(f"{'  ' * block.level if sign else ''}{sign}{block.text}")
            elif self.tables:
                self.waiting.append(block)
            else:
                self.found.append(block)

    def blocks_of(self, text: str, *, strong: bool) -> Iterator[Block]:
        if not text:
            return
        if self.kind != "paragraph":
            yield Block(self.kind, text, self.level)
            return
        sign = _SIGNED.match(text)
        level = max(0, len(self.lists) - 1)
        if sign:
            pieces = ["", *_split(text, sign[1])]
        elif self.inside_list_of_dashes(text):
            pieces = _split(text, "-")
        else:
            pieces = [text]
        if pieces[0]:
            heads = strong and len(pieces[0]) <= 120 and not pieces[0].endswith((".", ","))
            yield Block("heading" if heads else "paragraph", pieces[0], 1 if heads else 0, styled=False)
        for piece in pieces[1:]:
            yield Block("bullet", piece, level, styled=False)

    def inside_list_of_dashes(self, text: str) -> bool:
        """ "EFTER: (maj) - lederne samler op - MED drøfter": a list that lost its lines."""
        first = text.find(" - ")
        return first > 0 and text[first - 1] in ":.)" and text.count(" - ") >= 2

    # ---------------------------------------------------------------------------------------------- repeated

    def unrepeated(self) -> Iterator[Block]:
        """The blocks without text that says the cells of a table once more."""
        rows = list(self.rows.values())
        said = set()
        for start in range(len(rows)):
            run, cells = "", 0
            for words, count in rows[start : start + _RUN]:
                run, cells = f"{run} {words}".strip(), cells + count
                if cells > 1:
                    said.add(run)
        for at, block in enumerate(self.found):
            words = " ".join((" ".join(block.cells) if block.cells else block.text).split())
            if at in self.rows or words not in said:
                yield block


def _split(text: str, sign: str) -> list[str]:
    """The text at each sign that stands alone: "-" or "•" between spaces."""
    return [piece.strip() for piece in re.split(rf"(?:^|\s){re.escape(sign)}(?=\s|$)", text) if piece.strip()]
