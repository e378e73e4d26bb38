"""Paragraphs of a Word document on their way to blocks: which are headings, which are list items typed by hand.

Imports no Django.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .blocks import Block
from .docx_styles import ListKind
from .lines import ended, sign_of, tidy
from .reading_text import blocks_of_text, with_headings


@dataclass
class Run:
    text: str
    strong: bool
    underlined: bool
    size: int


@dataclass
class Paragraph:
    """A paragraph before it is known whether it is a heading. `size` is in half points, 0 when unknown."""

    text: str
    kind: str = "paragraph"
    level: int = 0
    styled: bool = True
    cells: tuple[str, ...] = ()
    strong: bool = False
    underlined: bool = False
    size: int = 0
    gap: int = 0


def blocks_of(found: list[Paragraph]) -> list[Block]:
    has_structure = any(item.kind != "paragraph" for item in found)
    _infer_headings(found)
    blocks = [Block(item.kind, item.text, item.level, item.cells, item.styled) for item in found]  # type: ignore[arg-type]
    if any(block.kind in ("heading", "title") for block in blocks):
        return blocks
    if has_structure or len(blocks) < 2:
        return with_headings(blocks, [item.gap for item in found])
    # No style, list or table anywhere: a text pasted in, perhaps with its line breaks.
    pasted = "\n".join("\n" * min(item.gap, 3) + item.text for item in found)
    return blocks_of_text(pasted)


def _infer_headings(found: list[Paragraph]) -> None:
    """Short paragraphs that are bold, underlined or large are headings, when most of the text is not."""
    plain = [item for item in found if item.kind == "paragraph"]
    total = sum(len(item.text) for item in plain) or 1
    strong_is_rare = sum(len(item.text) for item in plain if item.strong) * 2 < total
    underlined_is_rare = sum(len(item.text) for item in plain if item.underlined) * 2 < total
    sizes: Counter[int] = Counter()
    for item in plain:
        sizes[item.size] += len(item.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    headings = []
    for item in plain:
        large = bool(usual) and item.size >= usual * 1.15
        marked = (item.strong and strong_is_rare) or (item.underlined and underlined_is_rare) or large
        if marked and len(item.text) <= 120 and not (ended(item.text) and not item.text.endswith("?")):
            headings.append(item)
    above = 0
    chosen = {id(item) for item in headings}
    ranks = sorted({(-item.size, not item.strong) for item in headings})
    for item in found:
        if item.kind == "heading":
            above = item.level
        elif id(item) in chosen:
            rank = ranks.index((-item.size, not item.strong)) + 1
            item.kind, item.styled, item.level = "heading", False, min(above + rank, 6)


def list_item(text: str, listed: ListKind) -> Paragraph:
    return Paragraph(text, "number" if listed.numbered else "bullet", listed.level)


def plain(text: str) -> Paragraph:
    """A paragraph without list or heading style; a typed "•" or "1)" makes it a list item all the same."""
    sign = sign_of(text)
    if sign is None or not sign[1] or "." in sign[0]:
        return Paragraph(text)
    kind = "number" if sign[0] in ("1", "a") else "bullet"
    return Paragraph(sign[1], kind, 1 if sign[0] in ("o", "▪") else 0, styled=False)


def weight_of(runs: list[Run]) -> tuple[bool, bool, int]:
    """(bold throughout, underlined throughout, the smallest size) of the runs with something to see."""
    seen = [run for run in runs if run.text.strip()]
    if not seen:
        return False, False, 0
    return all(run.strong for run in seen), all(run.underlined for run in seen), min(run.size for run in seen)


def broken(text: str, runs: list[Run]) -> Iterator[tuple[str, tuple[bool, bool, int] | None]]:
    """The parts of a paragraph with line breaks: apart when they are list items or a bold line above text."""
    if "\n" not in text:
        yield text, None
        return
    lines: list[list[Run]] = [[]]
    for run in runs:
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(replace(run, text=piece))
    texts = ["".join(run.text for run in line) for line in lines]
    weights = [weight_of(line) for line in lines]
    listed = any(sign_of(tidy(piece)) for piece in texts[1:])
    headed = bool(texts[0].strip()) and (weights[0][0] or weights[0][1]) and weights[0] != weights[-1]
    if "".join(texts) != text.replace("\n", "") or not (listed or headed):
        yield text, None
    elif listed:
        yield from zip(texts, weights, strict=True)
    else:
        yield texts[0], weights[0]
        yield "\n".join(texts[1:]), (False, False, weights[-1][2])


def cell_lines(found: list[Paragraph]) -> Iterator[str]:
    for item in found:
        match item.kind:
            case "bullet":
                yield f"{'  ' * item.level}• {item.text}"
            case "number":
                yield f"{'  ' * item.level}1. {item.text}"
            case _:
                yield item.text
