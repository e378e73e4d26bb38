"""What the words and the order of blocks say about where a subtask begins and what it is called.

Imports no Django.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from pejlemaerke.briefs.content import Step
from pejlemaerke.briefs.section_words import Label, subtask_named
from pejlemaerke.core.periods import Period, parse_period, place_periods
from pejlemaerke.documents.blocks import Block


@dataclass
class Group:
    head: str | None
    label: Label | None
    blocks: list[Block]


def levelled(blocks: list[Block]) -> list[Block]:
    """The same blocks, each list beginning at level 0: under a numbered heading it is often set deeper."""
    result: list[Block] = []
    for is_list, run in groupby(blocks, key=lambda block: block.kind in ("bullet", "number")):
        items = list(run)
        least = min(block.level for block in items) if is_list else 0
        result += [replace(block, level=block.level - least) for block in items] if least else items
    return result


def labelled_groups(blocks: list[Block]) -> list[Group]:
    """The blocks under the labels and headings that part them; the first group may have none."""
    groups: list[Group] = []
    by_label = any(is_label(block) for block in blocks)
    for block in blocks:
        label = subtask_named(block.text) if is_label(block) else None
        if label is not None or (block.kind == "heading" and not by_label):
            again = next((group for group in groups if label and _same(group.label, label)), None)
            if again is not None and label is not None:
                again.blocks += [Block("paragraph", label.rest)] if label.rest else []
                groups.append(groups.pop(groups.index(again)))
            else:
                groups.append(Group(block.text, label, []))
        elif groups:
            groups[-1].blocks.append(Block("paragraph", block.text) if block.kind == "heading" else block)
        else:
            groups.append(Group(None, None, [block]))
    return groups or [Group(None, None, [])]


def _same(one: Label | None, other: Label) -> bool:
    return one is not None and (one.kind, one.number) == (other.kind, other.number)


def is_label(block: Block) -> bool:
    """Does the block open a labelled subtask ("Opgave 1", "Fase 2: …")?"""
    if block.kind == "row" or (block.level > 0 and block.kind in ("bullet", "number")):
        return False
    label = subtask_named(block.text)
    if label is None:
        return False
    placed = place_periods(label.rest)
    opens_with_period = bool(placed) and placed[0].start <= 2 and placed[0].period.precision != "open"
    short = len(block.text.split()) <= 8 and not block.text.endswith(".")
    return block.kind == "heading" or label.headed or (short and opens_with_period)


BEGINS_A_TASK = re.compile(
    r"(?:(?:del|under)?opgave|fase|task|phase)\s*\d|den (?:første|anden|tredje|fjerde)|for det (?:første"
    r"|andet|tredje|fjerde)"
    r"|første|anden|tredje|endelig|first|second|third|finally|\d[.)]\s",
    re.I,
)


def next_is_item(blocks: list[Block], at: int) -> bool:
    return at + 1 < len(blocks) and blocks[at + 1].kind in ("bullet", "number")


def without_period(text: str) -> tuple[str, Period | None]:
    """A heading's own words and the period in it: "Kendskab (efteråret 2024)".

    Only a period at either end is taken out of the words; in mid-sentence, or unreadable, it stays there too.
    """
    placed = place_periods(text)
    if not placed:
        return text, None
    start, end = placed[0].start, placed[-1].end
    period = placed[0].period if len(placed) == 1 else parse_period(text[start:end])
    before, after = text[:start].rstrip(" (–—-,:;"), text[end:].lstrip(" )–—-,:;.")
    before = re.sub(r"(?:^|\s+)(?:i|in|i løbet af)$", "", before)
    if period.precision == "unreadable" or (before and after):
        return (text if before or after else ""), period
    return before or after, period


def puts_off(text: str) -> bool:
    """Is it only "planlægges i MED" and the like, or opens with it?"""
    placed = place_periods(text)
    return bool(placed) and placed[0].period.precision == "open" and placed[0].start <= 12


def says_the_task(sentence: str) -> bool:
    """Not a question, not "Det handler om:", not "Fasen planlægges i MED."."""
    if sentence.endswith("?") or puts_off(sentence):
        return False
    return not (sentence.endswith(":") and (len(sentence.split()) < 5 or _ONLY_LEADS.match(sentence)))


_ONLY_LEADS = re.compile(r"(?:spørgsm|sporgsm|temaer|følgende|folgende|the questions|it is about)\w*", re.I)


def columns_guessed(cells: tuple[str, ...]) -> list[str]:
    """Without a header: the first cell is the title, the first that is a period is one, the others steps."""
    names = ["title"]
    for cell in cells[1:]:
        placed = place_periods(cell)
        whole = bool(placed) and len(cell) <= placed[-1].end - placed[0].start + 12
        names.append("period" if whole and "period" not in names else "steps")
    return names


def as_step(text: str) -> Step:
    return Step(text.strip(), text.rstrip().endswith("?"))


_INFINITIVE = re.compile(r"(?:at|to)\s+(?=\w)")


def clean_title(title: str) -> str:
    """A self-set task as a title: "at definere kvaliteten." becomes "Definere kvaliteten"."""
    title = title.strip()
    if found := _INFINITIVE.match(title):
        rest = title[found.end() :]
        title = rest[:1].upper() + rest[1:]
    return title[:-1] if title.endswith((".", ";")) and not title.endswith("..") else title
