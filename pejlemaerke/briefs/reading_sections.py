"""The blocks of a document put under the sections they stand in. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pejlemaerke.briefs.reading_plan import SAID_OF_REPORTING
from pejlemaerke.briefs.section_words import (
    Named,
    attribute_named,
    columns_named,
    plain,
    section_begun,
    section_named,
    sentences,
    subtask_named,
    without_number,
)
from pejlemaerke.briefs.subtask_words import is_label
from pejlemaerke.core.periods import place_periods
from pejlemaerke.documents.blocks import Block

#: What every backbrief must say.
REQUIRED = ("main_task", "subtasks", "time_plan", "reporting")


@dataclass
class Parts:
    """The document's blocks under the sections they stand in; "" before the first and under unknown ones."""

    title: str = ""
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    leftover: list[str] = field(default_factory=list)
    section: str = ""
    begun: bool = False
    numbered: bool = False
    columns: list[str] = field(default_factory=list)

    def take(self, block: Block) -> None:
        if not block.text.strip():
            return
        if block.kind == "row":
            self._take_row(block)
            return
        self.columns = []
        if not self.begun and not self.title and self._is_title(block):
            self.title = block.text
        elif named := self._heading(block):
            self.numbered = (
                self.numbered or block.kind == "number" or without_number(block.text) != block.text
            )
            self._enter(named, block.text)
        elif begun := self._begun(block):
            self._enter(begun[0], block.text)
            if not begun[0].says_more:
                self._keep(Block("paragraph", begun[1]))
        elif block.kind in ("heading", "title") and not self.section and not is_label(block):
            self.leftover.append(block.text)
        else:
            before_them = self.section in ("", "main_task", "starting_point", "intent") and is_label(block)
            if before_them and (block.kind not in ("bullet", "number") or not self.section):
                # "Opgave 1" on its own line opens the subtasks; an item of a list is only named there.
                self.section, self.begun = "subtasks", True
            self._keep(block)

    def _is_title(self, block: Block) -> bool:
        if block.kind == "title":
            return section_named(block.text, sure=False) is None or "brief" in plain(block.text)
        first = block.kind in ("heading", "paragraph") and not self.leftover and not self.blocks
        short = len(block.text.split()) <= 12 and not block.text.endswith((".", ":"))
        if not (first and short) or is_label(block):
            return False
        if "backbrief" in plain(block.text).replace("-", "").replace(" ", ""):
            return True
        return block.kind == "heading" and section_named(block.text, sure=block.styled) is None

    def _heading(self, block: Block) -> Named | None:
        if block.kind in ("heading", "title"):
            if subtask_named(block.text) and is_label(block):
                return None
            return section_named(block.text, sure=block.styled)
        # In plain paragraphs and list items only a line that is the heading and nothing else.
        in_list = block.level > 0 and not (block.kind == "number" and self.numbered)
        if in_list or len(block.text.split()) > 9 or is_label(block):
            return None
        if block.kind == "bullet":
            return None
        if block.kind == "number" and self.section == "subtasks" and not self.numbered:
            # The third step may be called "Opfølgning"; the third section only where sections have numbers.
            return None
        if block.text.endswith(".") or (block.text[:1].islower() and not block.text.endswith(":")):
            return None
        named = section_named(block.text, sure=False)
        if named is None or (named.says_more and not block.text.endswith((":", "?"))):
            return None
        in_subtasks = self.section == "subtasks" and bool(self.blocks.get("subtasks"))
        return None if in_subtasks and named.section == "subtasks" else named

    def _begun(self, block: Block) -> tuple[Named, str] | None:
        if block.level or (begun := section_begun(block.text)) is None:
            return None
        named = begun[0]
        if self.section == "subtasks" and block.kind in ("bullet", "number"):
            return begun if named.section in ("reporting",) and "reporting" not in self.blocks else None
        if self.section == "subtasks" and named.section not in ("time_plan", "reporting", "med", "signs"):
            # "Handlinger: …" inside a subtask is said of that subtask.
            return None if named.section in ("subtasks", "main_task") else begun
        return begun

    def _enter(self, named: Named, heading: str) -> None:
        self.section, self.begun = named.section, True
        self.blocks.setdefault(named.section, [])
        self.headings.setdefault(named.section, heading)
        if named.says_more:
            self.leftover.append(heading)

    def _keep(self, block: Block) -> None:
        if self.section == "intent":
            self.leftover.append(block.text)
        else:
            self.blocks.setdefault(self.section, []).append(block)

    def _take_row(self, block: Block) -> None:
        cells = block.cells or (block.text,)
        if self.columns:
            for section, cell in zip(self.columns, cells, strict=False):
                self.blocks.setdefault(section, []).extend(_cell_blocks(cell))
            for cell in cells[len(self.columns) :]:
                self.leftover.append(cell)
            return
        named = [section_named(cell, sure=True) for cell in cells]
        sections = [one.section for one in named if one and not one.says_more]
        if len(cells) > 2 and len(sections) == len(cells) and {"main_task", "reporting"} & set(sections):
            # A table with the headings side by side and the answers below them.
            self.columns, self.begun = sections, True
            return
        left = named[0]
        if len(cells) == 2 and self._says_of(cells[0].strip(), cells[1].strip()):
            return
        is_subtask = self.section == "subtasks" and subtask_named(cells[0]) is not None
        if len(cells) == 2 and left and cells[1].strip() and not columns_named(cells) and not is_subtask:
            self._enter(left, cells[0])
            for inner in _cell_blocks(cells[1]):
                self._keep(inner)
            return
        self._keep(block)

    def _says_of(self, left: str, right: str) -> bool:
        """Takes a row "Ansvarlig | lederen" as said of the subtask above it, "Til | chefen" of the
        reporting."""
        line = f"{left.rstrip(':')}: {right}"
        if self.section == "subtasks" and any(is_label(block) for block in self.blocks.get("subtasks", [])):
            said = bool(right) and attribute_named(line) is not None
        elif self.section == "reporting":
            said = bool(right) and any(pattern.match(line) for _, pattern in SAID_OF_REPORTING)
        else:
            return False
        if said:
            self._keep(Block("paragraph", line))
        elif not right:
            # A caption over such rows.
            self.leftover.append(left)
        return said or not right

    # A document without headings ------------------------------------------------------------------

    def sort_out_prose(self) -> None:
        """Text under no heading goes to a section that has none, sentence by sentence, where the words are
        clear; the rest stays leftover."""
        loose = self.blocks.pop("", [])
        free = {name for name in (*REQUIRED, "starting_point") if not self.blocks.get(name)}
        section = ""
        for block in loose:
            for sentence in sentences(block.text) if block.kind == "paragraph" else [block.text]:
                told = _prose_section(sentence, section)
                section = told or section
                if section in free:
                    kept = Block(block.kind, sentence, block.level, block.cells, block.styled)
                    self.blocks.setdefault(section, []).append(kept)
                else:
                    self.leftover.append(sentence)


_PROSE = [
    ("reporting", r"rapporter\w*|afrapporter\w*|melder? (?:vi )?tilbage|orienterer vi|vi orienterer"
        "|we (?:will )?report|report to"),
    ("main_task", r"hoved[- ]?opgave\w* (?:er|bliver|bestar)|our main task is|vores opgave er"
        r"|hoved[- ]?opgave\w*"),
    ("starting_point", r"udgangspunkt\w* er|vores udgangspunkt|som udgangspunkt er vi|our starting point"
        "|udgangspunktet"),
]  # fmt: skip


def _prose_section(sentence: str, before: str) -> str:
    line = plain(sentence)
    for section, words in _PROSE:
        if re.search(rf"(?<!\w)(?:{words})", line):
            return section
    placed = place_periods(sentence)
    timed = re.search(
        r"(?<!\w)(?:gennemfores?|tidsplan\w*|planl\w*gges|ligger i|afsluttes|carried out|time plan)", line
    )
    if placed and (timed or before == "time_plan") and before in ("subtasks", "time_plan", "main_task"):
        return "time_plan"
    if before and re.search(
        r"(?<!\w)(?:under[- ]?opgave|del[- ]?opgave|opgave \d|fase \d|for det forste|subtask|task \d"
        r"|phase \d)",
        line,
    ):
        return "subtasks"
    return before if before != "time_plan" or placed else "subtasks" if subtask_named(sentence) else before


def opened(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with a heading broken over two lines made one ("Hvilke underopgaver følger" "af
    hovedopgaven?")."""
    found: list[Block] = []
    for block in (part for whole in blocks for part in _parted(whole)):
        last = found[-1] if found else None
        if (
            last is not None
            and last.kind in ("heading", "paragraph")
            and block.kind in ("heading", "paragraph")
            and not last.styled | (last.kind == "heading" and block.kind == "heading" and block.styled)
            and len(last.text.split()) <= 7
            and len(block.text.split()) <= 7
            and block.text[:1].islower()
            and not last.text.endswith((".", "?", ":", "!"))
            and section_named(f"{last.text} {block.text}", sure=False)
        ):
            found[-1] = replace(last, text=f"{last.text} {block.text}")
        else:
            found.append(block)
    return found


def _parted(block: Block) -> list[Block]:
    """A paragraph in which another section or subtask begins in mid-line, as one block for each."""
    if block.kind != "paragraph" or ("?" not in block.text and ":" not in block.text):
        return [block]
    pieces: list[str] = []
    alone = False
    for sentence in sentences(block.text):
        asks = sentence.endswith("?") and len(sentence.split()) <= 9
        named = section_named(sentence, sure=False) if asks else None
        heads = named is not None and not named.says_more
        label = subtask_named(sentence)
        if heads or alone or not pieces or (label is not None and label.headed and bool(label.rest)):
            pieces.append(sentence)
        else:
            pieces[-1] = f"{pieces[-1]} {sentence}"
        alone = heads
    return [replace(block, text=piece) for piece in pieces] if len(pieces) > 1 else [block]


def _cell_blocks(cell: str) -> list[Block]:
    """A cell's lines as blocks: "• " and "1. " make list items, two spaces a level."""
    blocks = []
    for line in cell.split("\n"):
        text = line.strip()
        if not text:
            continue
        level = min((len(line) - len(line.lstrip())) // 2, 8)
        if item := re.match(r"(•|[-–]|\d{1,2}[.)])\s+(?=\S)", text):
            kind = "number" if item[1][0].isdigit() else "bullet"
            blocks.append(Block("number" if kind == "number" else "bullet", text[item.end() :], level))
        else:
            blocks.append(Block("paragraph", text))
    return blocks
