"""What a document is made of, whatever file it came in. Imports no Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["title", "heading", "paragraph", "bullet", "number", "row"]


@dataclass(frozen=True)
class Block:
    """One paragraph-like piece of a document, in reading order.

    kind:   "row" is a table row, its cells in `cells` and their text joined with " | " in `text`.
    level:  heading level 1–6, list nesting from 0; 0 otherwise.
    text:   one line: broken line ends mended, soft hyphens and runs of white space gone.
    styled: the kind comes from a real style or tag; False when inferred (a bold paragraph as heading, a "•").
    """

    kind: BlockKind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    styled: bool = True


@dataclass(frozen=True)
class ReadDocument:
    """A document read. `kind` is what the file really was: docx, odt, pdf, txt, html…"""

    kind: str
    blocks: tuple[Block, ...]
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)
