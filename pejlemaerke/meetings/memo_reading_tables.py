"""What is found in a memo, and what its tables of money and crosses say. Imports no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pejlemaerke.documents.blocks import Block

from .memo_words import OPTIONS, chosen, label_of, tokens_of

YEAR = re.compile(r"20\d\d")


@dataclass
class Parts:
    """What was found. The keys of `blocks` are fields of MemoContent, "communication.before" and its like, and "" for
    what stands under no label."""

    title: str = ""
    date_text: str = ""
    blocks: dict[str, list[Block]] = field(default_factory=dict)
    minutes: list[Block] = field(default_factory=list)
    #: Options with a cross: "open", "closed", "unit_savings" …
    chosen: list[str] = field(default_factory=list)
    #: (year, what the row is called, amount)
    amounts: list[tuple[int, str, str]] = field(default_factory=list)
    #: (field or "", text) that no field takes.
    unplaced: list[tuple[str, str]] = field(default_factory=list)
    #: The form's own words, as they stood.
    labels: list[str] = field(default_factory=list)


class Tables:
    """Reads rows of years, of amounts and of crosses, one at a time."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.years: dict[int, int] = {}
        self.year_width = 0
        self.options: list[str] = []

    def forget(self) -> None:
        """The table is over."""
        self.years, self.options = {}, []

    def year_row(self, cells: list[str]) -> bool:
        years = {at: int(cell) for at, cell in enumerate(cells) if YEAR.fullmatch(cell)}
        others = [cell for at, cell in enumerate(cells) if cell and at not in years]
        if len(years) < 2 or len(others) > 1 or (others and cells[0] != others[0]):
            return False
        self.years, self.year_width = years, len(cells)
        self.parts.labels += others
        self.parts.amounts += [(year, "", "") for year in years.values()]
        return True

    def amount_row(self, cells: list[str]) -> bool:
        """Amounts under the years; the first cell may say what for."""
        # A text file drops the empty cell over the names of the rows.
        shift = 1 if len(self.years) == self.year_width == len(cells) - 1 else 0
        if not self.years or len(cells) <= max(self.years) + shift:
            return False
        amounts = {year: cells[at + shift] for at, year in self.years.items() if cells[at + shift]}
        others = [cell for at, cell in enumerate(cells) if cell and at - shift not in self.years]
        if not amounts or len(others) > 1 or any(label_of(amount) for amount in amounts.values()):
            return False
        for year, amount in amounts.items():
            self.parts.amounts.append((year, " ".join(others), " ".join(amount.split())))
        return True

    def crosses(self, texts: list[str], section: str) -> bool:
        """Takes a line or row of options with crosses, and a row of crosses below the options."""
        if len(texts) > 1 and (label := label_of(texts[0])) and not label.rest:
            # "Åben/lukket | Åben" answers its label.
            return False
        read = [tokens_of(text) if text.strip() else ["empty"] for text in texts]
        if any(tokens is None for tokens in read):
            return False
        tokens = [token for cell in read for token in cell or []]
        options = [token for token in tokens if token in OPTIONS]
        if options and (len(options) > 1 or section in ("is_closed", "financing") or "mark" in tokens):
            alone = len(options) == 1 and len(tokens) == 1 and section in ("is_closed", "financing")
            self.parts.chosen += options if alone else chosen(tokens)
            self.options = [next((one for one in cell or [] if one in OPTIONS), "") for cell in read]
            return True
        if self.options and "mark" in tokens and len(texts) == len(self.options):
            marked = [cell is not None and "mark" in cell for cell in read]
            self.parts.chosen += [one for one, here in zip(self.options, marked, strict=True) if one and here]
            return True
        return False
