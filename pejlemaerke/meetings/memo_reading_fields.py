"""From a memo's sorted blocks to its content: points, costs, people, risks, and what no field takes. Imports no
Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast, get_args

from pejlemaerke.documents.blocks import Block
from pejlemaerke.documents.lines import sign_of

from .memo_content import (
    AskedPoint,
    Communication,
    Cost,
    Financing,
    FollowUp,
    Input,
    MemoContent,
    Risk,
)
from .memo_reading_tables import Parts

_YEAR_LINE = re.compile(r"(20\d\d)\s*(?::|[–-](?=\s))\s*(\S.*)")
_COUNTED = re.compile(r"(?:^|\s)(\d)[.)]\s+(?=\S)")
_GENERIC = re.compile(r"(?:udgift\w*|beløb|i\s+alt|kr\.?|t\.?kr\.?|år|amount|total)?\s*:?", re.I)
_SAID_BY = re.compile(r"([^:.!?]{2,60}):\s+(\S.*)", re.S)
_OPEN, _CLOSED = re.compile(r"\båbe[nt]\w*|\bopen\b", re.I), re.compile(r"\blukke[td]\w*|\bclosed\b", re.I)


def content_of(parts: Parts) -> MemoContent:
    """The content; what is left over is added to `parts.unplaced`."""
    _give_loose_text_a_place(parts)
    costs, costs_text = _costs(parts)
    local, joint = _two(parts, "follow_up", ("local", "joint"), alone="joint")
    before, during, after = _two(parts, "communication", ("before", "during", "after"), alone="before")
    responsible = prose(parts.blocks.get("responsible", ()))
    sender = prose(parts.blocks.get("sender", ()))
    if sender and responsible:
        parts.unplaced.append(("responsible", sender))
    return MemoContent(
        title=parts.title,
        date_text=parts.date_text,
        background=prose(parts.blocks.get("background", ())),
        asked=_asked(parts),
        effect=prose(parts.blocks.get("effect", ())),
        costs=costs,
        costs_text=costs_text,
        financing=_financing(parts),
        communication=Communication(before, during, after),
        follow_up=FollowUp(local, joint),
        risks=_risks(parts),
        is_closed=_is_closed(parts),
        coordinated_with=prose(parts.blocks.get("coordinated_with", ())),
        responsible=responsible or sender,
        participants=prose(parts.blocks.get("participants", ())),
        inputs=_inputs(parts),
    )


def prose(blocks: Sequence[Block]) -> str:
    """Paragraphs with a blank line between them, list items on lines of their own with "• "."""
    text = ""
    for block in blocks:
        is_item = block.kind in ("bullet", "number")
        line = f"{'  ' * block.level}• {block.text}" if is_item else _flat(block)
        text = f"{text}{'' if not text else chr(10) if is_item else chr(10) * 2}{line}"
    return text


def _flat(block: Block) -> str:
    return " | ".join(cell for cell in block.cells if cell) if block.cells else block.text


def _give_loose_text_a_place(parts: Parts) -> None:
    """Text before the first label is the background where no label says so and it is more than a line or two."""
    loose = parts.blocks.pop("", [])
    if not parts.blocks.get("background") and any(len(block.text.split()) >= 8 for block in loose):
        parts.blocks["background"] = loose
    else:
        parts.unplaced += [("", _flat(block)) for block in loose]
    for name in ("form", "other"):
        if blocks := parts.blocks.pop(name, []):
            parts.unplaced.append(("", prose(blocks)))


def _two(parts: Parts, name: str, keys: tuple[str, ...], *, alone: str) -> list[str]:
    """The texts of a section's parts. What stands before them is left over; a section with no parts goes to one."""
    texts = {key: prose(parts.blocks.get(f"{name}.{key}", ())) for key in keys}
    lead = prose(parts.blocks.get(name, ()))
    if lead and any(texts.values()):
        parts.unplaced.append((name, lead))
    elif lead:
        texts[alone] = lead
        parts.unplaced.append((f"{name}.{alone}", lead))
    return list(texts.values())


# -- lists -----------------------------------------------------------------------------------------------------


def items_of(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with list items that stand in one paragraph ("• a • b", "1. a 2. b") as items."""
    found: list[Block] = []
    for block in blocks:
        pieces = _listed(block.text) if block.kind == "paragraph" else []
        if len(pieces) < 2:
            found.append(block)
            continue
        if pieces[0]:
            found.append(replace(block, text=pieces[0]))
        found += [Block("bullet", piece, styled=False) for piece in pieces[1:]]
    return found


def _listed(text: str) -> list[str]:
    """What stands before the list, and each item."""
    if "•" in text:
        before, *items = text.split("•")
        return [before.strip(), *(item.strip() for item in items if item.strip())]
    starts: list[re.Match[str]] = []
    for mark in _COUNTED.finditer(text):
        # "1. oktober" is a day, not a point.
        if mark[1] == str(len(starts) + 1) and sign_of(text[mark.start() :].strip()):
            starts.append(mark)
    if len(starts) < 2:
        return []
    ends = [*(mark.start() for mark in starts[1:]), len(text)]
    items = [text[mark.end() : end].strip() for mark, end in zip(starts, ends, strict=True)]
    return [text[: starts[0].start()].strip(), *items]


def grouped(blocks: Sequence[Block]) -> list[tuple[str, bool]]:
    """(text, is an item): the outermost items with those below them, and the paragraphs between."""
    found: list[tuple[str, bool]] = []
    for block in blocks:
        is_item = block.kind in ("bullet", "number")
        if is_item and block.level and found and found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{'  ' * (block.level - 1)}• {block.text}", True)
        else:
            found.append((_flat(block), is_item))
    return found


def _asked(parts: Parts) -> tuple[AskedPoint, ...]:
    pieces = grouped(items_of(parts.blocks.get("decisions", ())))
    if any(is_item for _, is_item in pieces):
        points = [text for text, is_item in pieces if is_item]
        parts.unplaced += [("asked", text) for text, is_item in pieces if not is_item]
    else:
        points = [text for text, _ in pieces]
    return tuple(AskedPoint(f"a{number}", text) for number, text in enumerate(points, start=1))


def _risks(parts: Parts) -> tuple[Risk, ...]:
    blocks = parts.blocks.get("risks", [])
    risks: list[Risk] = []
    pieces = grouped(items_of([block for block in blocks if block.kind != "row"]))
    listed = any(is_item for _, is_item in pieces)
    for text, is_item in pieces:
        if is_item or not listed:
            risks.append(Risk(text))
        elif risks:
            # What is said below the list answers all that stands in it.
            risks = [replace(risk, answer="\n\n".join(filter(None, (risk.answer, text)))) for risk in risks]
            parts.unplaced.append(("risks", text))
        else:
            parts.unplaced.append(("risks", text))
    for block in blocks:
        if block.kind == "row":
            first, *rest = [cell for cell in block.cells if cell]
            risks.append(Risk(first, "\n".join(rest)))
    return tuple(risks)


def _inputs(parts: Parts) -> tuple[Input, ...]:
    blocks = parts.blocks.get("inputs", [])
    inputs: list[Input] = []
    for text, _ in grouped(items_of([block for block in blocks if block.kind != "row"])):
        said = _SAID_BY.match(text)
        inputs.append(Input(said[1].strip(), said[2].strip(), "") if said else Input("", text, ""))
    for block in blocks:
        if block.kind == "row":
            who, what, *met = block.cells if len(block.cells) > 2 else (*block.cells, "")[:3]
            inputs.append(Input(who.strip(), what.strip(), "\n".join(one for one in met if one.strip())))
    return tuple(inputs)


# -- money, and who sees it ------------------------------------------------------------------------------------


def _costs(parts: Parts) -> tuple[tuple[Cost, ...], str]:
    rest: list[Block] = []
    amounts: dict[int, list[str]] = {}
    for year, name, amount in parts.amounts:
        told = amounts.setdefault(year, [])
        if amount:
            told.append(amount if _GENERIC.fullmatch(name) else f"{name.rstrip(':')}: {amount}")
        if amount and _GENERIC.fullmatch(name) and name:
            parts.labels.append(name)
    for block in parts.blocks.get("costs", ()):
        if line := _YEAR_LINE.fullmatch(block.text):
            amounts.setdefault(int(line[1]), []).append(line[2])
        else:
            rest.append(block)
    costs = tuple(Cost(year, "; ".join(told)) for year, told in amounts.items())
    return costs, prose(rest)


def _financing(parts: Parts) -> tuple[Financing, ...]:
    found = [one for one in parts.chosen if one in get_args(Financing)]
    words = prose(parts.blocks.get("financing", ()))
    if words:
        for name, pattern in (
            ("joint_savings", r"fælles\s+opsparing|fællespulje|joint\s+savings"),
            ("unit_savings", r"(?<!fælles )opsparing|unit\s+savings"),
            ("base_budget", r"(?:grund)?budget|eksisterende\s+ramme|egen\s+ramme"),
        ):
            if re.search(pattern, words, re.I):
                found.append(name)
        parts.unplaced.append(("financing", words))
    return cast(tuple[Financing, ...], tuple(one for one in get_args(Financing) if one in found))


def _is_closed(parts: Parts) -> bool | None:
    """None where neither or both are crossed."""
    is_open, is_closed = "open" in parts.chosen, "closed" in parts.chosen
    words = prose(parts.blocks.get("is_closed", ()))
    if words:
        is_open, is_closed = is_open or bool(_OPEN.search(words)), is_closed or bool(_CLOSED.search(words))
        parts.unplaced.append(("is_closed", words))
    return is_closed if is_open != is_closed else None
