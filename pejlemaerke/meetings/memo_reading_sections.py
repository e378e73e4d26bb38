"""The blocks of a document put under the fields of a memo they stand in, and what belongs to the minutes. Imports no
Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pejlemaerke.core.periods import place_periods
from pejlemaerke.documents.blocks import Block
from pejlemaerke.documents.lines import sign_of

from .memo_reading_tables import YEAR, Parts, Tables
from .memo_words import (
    Label,
    label_of,
    labels_apart,
    opens_minutes,
    part_of,
    parted,
)

_YEARS = re.compile(r"(?:20\d\d[\s|/,;]*){2,8}")
_KIND_OF_PAPER = re.compile(
    r"(?:\w*indstilling|memo|notat|beslutnings(?:oplæg|referat|memo)|dagsordens(?:punkt|tekst)|sagsfremstilling"
    r"|punkt\s+\d{1,2}\.?)(?:\s+til\s+[\w ]{1,40})?",
    re.I,
)
_ASKS = re.compile(r"(?:at|om|hvilke\w*|hvor\w*|det\s+indstilles|\S+\s+skal\s+beslutte)\b", re.I)
_SAYS = re.compile(r"\b(?:indstille[rs]|anbefale[rs]|foreslå[rs]|skal|bedes|anmodes)\b", re.I)
_HEADER_OF = {
    "risks": re.compile(r"(?:risi\w+|hvad\s+kan\s+gå\s+galt|risk)\s*:?", re.I),
    "inputs": re.compile(
        r"(?:fra(?:\s+hvem)?|hvem|hvad|part|udvalg|input|bemærkning\w*|from|who)\s*:?", re.I
    ),
    "costs": re.compile(r"(?:år|year|udgift\w*|beløb|post)\s*:?", re.I),
}


def sorted_out(blocks: Sequence[Block]) -> Parts:
    sorter = _Sorter(blocks)
    for at, block in enumerate(blocks):
        sorter.at = at
        if block.text.strip() or any(cell.strip() for cell in block.cells):
            sorter.take(block)
    return sorter.parts


def cell_blocks(cell: str) -> list[Block]:
    """A cell's lines as blocks: "• " and "1. " make list items, two spaces a level."""
    blocks = []
    for line in cell.split("\n"):
        text = line.strip()
        if not text:
            continue
        item = sign_of(text)
        if item and item[1] and "." not in item[0]:
            level = min((len(line) - len(line.lstrip())) // 2, 8)
            blocks.append(Block("number" if item[0] in ("1", "a") else "bullet", item[1], level))
        else:
            blocks.append(Block("paragraph", text))
    return blocks


class _Sorter:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.all = blocks
        self.at = 0
        self.parts = Parts()
        named = (label_of(cell) for block in blocks for cell in (block.cells or (block.text,)))
        #: What is asked has a heading of its own: then "the group recommends that …" elsewhere is prose.
        self.asks_by_name = any(
            one and one.field == "decisions" and not _SAYS.search(one.words) for one in named
        )
        self.section = ""
        self.part = ""
        self.begun = False
        self.in_minutes = False
        #: The level of the heading the section stands under; 9 for a label in running text.
        self.level = 9
        #: While a table is read: the section each column is in, and its header.
        self.columns: dict[int, tuple[str, str]] = {}
        self.header: list[str] = []
        self.table = Tables(self.parts)

    def take(self, block: Block) -> None:
        if self.in_minutes:
            self.parts.minutes.append(block)
        elif block.kind == "row":
            self.row(block)
        else:
            self.columns, self.header = {}, []
            self.table.forget()
            self.line(block)

    # -------------------------------------------------------------------------------------- lines

    def line(self, block: Block) -> None:
        if self.in_minutes:
            self.parts.minutes.append(block)
            return
        if block.kind not in ("bullet", "number"):
            pieces = labels_apart(block.text)
            if len(pieces) > 1:
                for piece in pieces:
                    self.line(replace(block, kind="paragraph", text=piece, level=0))
                return
        if label := self.label(block):
            if label.field == "minutes":
                self.open_minutes(label)
            else:
                self.enter(label, block)
        elif not self.begun and self.front(block):
            pass
        elif self.table.crosses([block.text], self.section):
            self.parts.labels.append(block.text)
        elif _YEARS.fullmatch(block.text) and self.section in ("costs", "financing", "effect"):
            self.table.year_row(YEAR.findall(block.text))
        elif block.kind in ("heading", "title") and self.is_unknown_section(block):
            self.section, self.part, self.level = "other", "", block.level or 9
            self.keep(block)
        else:
            self.keep(block)

    def label(self, block: Block) -> Label | None:
        if block.kind == "bullet":
            return None
        text = block.text
        if block.kind == "number":
            found = label_of(text)
            alone = found is not None and not found.rest and len(text.split()) <= 4 and not text.endswith("?")
            return found if alone and self.section != "decisions" else None
        if found := opens_minutes(text):
            asks = re.match(r"(?:\S+\s)?(?:beslutning|decision)", found.words, re.I) and not self.asked
            if asks and _ASKS.match(found.rest or self.next_text()):
                return Label("decisions", found.words, found.rest)
            return found
        found = label_of(text)
        if found and not self.begun and not found.rest and self.at == 0 and _KIND_OF_PAPER.fullmatch(text):
            # "Indstilling" on top says what the paper is; what is asked comes further down.
            later = (label_of(one.text) for one in self.all[1:] if one.kind != "bullet")
            return None if any(one and one.field == "decisions" for one in later) else found
        if found and found.field == "decisions" and _SAYS.search(found.words) and self.asks_by_name:
            return found if self.section in ("", "decisions") else None
        return found

    @property
    def asked(self) -> bool:
        return bool(self.parts.blocks.get("decisions"))

    def next_text(self) -> str:
        return self.all[self.at + 1].text if self.at + 1 < len(self.all) else ""

    def enter(self, label: Label, block: Block) -> None:
        self.section, self.part, self.begun = (
            label.field,
            "",
            self.begun or label.field not in ("title", "date"),
        )
        self.level = block.level if block.kind == "heading" and block.level else 9
        self.parts.blocks.setdefault(label.field, [])
        if label.field == "other":
            self.keep(Block("paragraph", label.words))
        else:
            self.parts.labels.append(label.words)
        if re.fullmatch(r"at[\s:,]*", label.rest, re.I):
            self.parts.labels.append(label.rest)
            return
        if not label.rest:
            return
        inner = label_of(label.rest)
        if inner and inner.field == label.field == "decisions":
            self.enter(inner, block)
        else:
            self.keep(Block("paragraph", label.rest))

    def open_minutes(self, label: Label) -> None:
        self.in_minutes = self.begun = True
        if re.match(r"(?:\S+\s)?(?:referat|minutes)", label.words, re.I):
            self.parts.labels.append(label.words)
        else:
            self.parts.minutes.append(Block("heading", label.words, 1, styled=False))
        if label.rest:
            self.parts.minutes.append(Block("paragraph", label.rest))

    def is_unknown_section(self, block: Block) -> bool:
        return bool(self.section) and block.styled and block.kind == "heading" and block.level <= self.level

    def front(self, block: Block) -> bool:
        """Takes title and date, which stand before the first label."""
        words = len(block.text.split())
        if self.section in ("title", "date"):
            return False
        if (
            self.parts.date_text == ""
            and words <= 14
            and self.take_date(block.text, alone=bool(self.parts.title))
        ):
            return True
        if block.kind in ("bullet", "number") or words > 30:
            return False
        if not self.parts.title:
            if block.kind not in ("title", "heading") and block.text.endswith(".") and words > 12:
                return False
            self.parts.title = block.text
            return True
        is_kind = _KIND_OF_PAPER.fullmatch(self.parts.title)
        if (is_kind and not block.text.endswith(".")) or (block.kind == "title" and block.styled):
            self.retitle(block.text)
            return True
        return False

    def retitle(self, title: str) -> None:
        old, self.parts.title = self.parts.title, title
        if _KIND_OF_PAPER.fullmatch(old):
            self.parts.labels.append(old)
        elif old:
            self.parts.unplaced.append(("title", old))

    def take_date(self, text: str, *, alone: bool) -> bool:
        """The date of "Den 3. maj 2027, Sekretariatet"; who writes stays for the one responsible."""
        days = [one for one in place_periods(text) if one.period.precision == "day" and one.period.first]
        if len(days) != 1 or not (alone or days[0].start <= 8):
            return False
        self.parts.date_text = days[0].period.text
        rest = f"{text[: days[0].start]} {text[days[0].end :]}"
        for piece in (part.strip(" ,.;:–-") for part in re.split(r"\s{2,}|,\s", rest)):
            if piece:
                self.parts.blocks.setdefault("sender", []).append(Block("paragraph", piece))
        return True

    def keep(self, block: Block) -> None:
        if self.section == "date" and not self.parts.date_text:
            self.parts.date_text = block.text
            return
        if self.section == "title":
            # What stands after "Titel:" is the title, whatever stood on top.
            self.retitle(block.text)
            self.section = ""
            return
        if self.section == "date":
            self.section = ""
        if self.section in ("is_closed", "financing") and self.table.crosses([block.text], self.section):
            self.parts.labels.append(block.text)
            return
        for piece in parted(self.section, block.text):
            inner = part_of(self.section, piece)
            kept = replace(block, text=piece)
            if inner:
                self.part = inner.field
                self.parts.labels.append(inner.words)
                kept = replace(block, text=inner.rest, kind="paragraph", level=0)
            if kept.text.strip():
                key = f"{self.section}.{self.part}" if self.part else self.section
                self.parts.blocks.setdefault(key, []).append(kept)

    # -------------------------------------------------------------------------------------- rows

    def row(self, block: Block) -> None:
        cells = [cell.strip() for cell in (block.cells or (block.text,))]
        first = [cell.split("\n", 1)[0] for cell in cells]
        if self.table.crosses(cells, self.section):
            self.parts.labels.append(" | ".join(cells))
            return
        if self.table.year_row(cells):
            if self.section not in ("costs", "financing"):
                self.section, self.part, self.begun = "costs", "", True
            return
        if self.table.amount_row(cells) or self.header_row(cells):
            return
        labels = [opens_minutes(one) or label_of(one) if one else None for one in first]
        bare = [
            label is not None and not label.rest and first[at] == cells[at] for at, label in enumerate(labels)
        ]
        filled = [at for at, cell in enumerate(cells) if cell]
        if len(filled) > 1 and all(bare[at] for at in filled):
            # Headings side by side; what they head stands in the rows below.
            self.header = [label.field if label else "" for label in labels]
            self.parts.labels += [cells[at] for at in filled]
            self.begun = True
        elif self.header and len(cells) == len(self.header) and not any(labels):
            for name, cell in zip(self.header, cells, strict=True):
                if cell:
                    self.section, self.part = ("other", "") if name == "minutes" else (name, "")
                    self.cell(cell)
        elif filled and filled[0] == 0 and bare[0] and not any(labels[1:]):
            label = labels[0]
            assert label is not None  # noqa: S101 - a bare cell has a label
            self.line(Block("paragraph", cells[0]))
            for cell in cells[1:]:
                self.cell(cell, plainly=label.field != "decisions")
        elif any(labels) or self.columns:
            for at, cell in enumerate(cells):
                if labels[at] is None and at in self.columns and cell:
                    self.section, self.part = self.columns[at]
                self.cell(cell)
                if cell:
                    self.columns[at] = (self.section, self.part)
        else:
            self.plain_row(block, cells)

    def header_row(self, cells: list[str]) -> bool:
        """ "Risk | What is done" above the rows of the section's own table."""
        header = _HEADER_OF.get(self.section)
        after = self.all[self.at + 1] if self.at + 1 < len(self.all) else None
        heads = (
            header is not None
            and len(cells) > 1
            and bool(header.fullmatch(cells[0]))
            and after is not None
            and len(after.cells) == len(cells)
            and not any(one.kind == "row" for one in self.parts.blocks.get(self.section, []))
            and not any(len(cell.split()) > 6 or re.search(r"\d", cell) for cell in cells)
        )
        if heads:
            self.parts.labels += [cell for cell in cells if cell]
        return heads

    def cell(self, cell: str, *, plainly: bool = False) -> None:
        for inner in cell_blocks(cell):
            if self.in_minutes:
                self.parts.minutes.append(inner)
            elif plainly:
                self.keep(inner)
            else:
                self.line(inner)

    def plain_row(self, block: Block, cells: list[str]) -> None:
        told = [cell for cell in cells if cell]
        if self.section in ("risks", "inputs") and told and len(cells) > 1:
            self.parts.blocks.setdefault(self.section, []).append(replace(block, cells=tuple(cells)))
        elif self.section == "costs" and len(told) > 1 and YEAR.fullmatch(told[0]):
            self.parts.amounts.append((int(told[0]), "", " ".join(" ".join(told[1:]).split())))
        elif len(told) == 1:
            self.cell(told[0])
        elif (
            not self.begun
            and len(told) == 2
            and not self.parts.date_text
            and self.take_date(told[1], alone=True)
        ):
            self.parts.labels.append(told[0])
        else:
            self.keep(Block("paragraph", " | ".join(" ".join(cell.split()) for cell in told)))
