"""Minutes under their own headings, and which of their sentences look decided. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pejlemaerke.core.periods import Period, place_periods
from pejlemaerke.documents.blocks import Block

from .memo_words import label_of, opens_minutes


@dataclass(frozen=True)
class Heading:
    """A heading of the minutes, "" before the first. In `paragraphs` list items begin with "• ", two spaces in for
    each level; `text` is the paragraphs together."""

    title: str
    text: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A statement of the minutes, readable alone. `is_decision` is a guess: a person says what was decided."""

    heading: str
    text: str
    period: Period | None
    is_decision: bool


_CAPITALS = re.compile(r"([A-ZÆØÅ0-9][A-ZÆØÅÜÖÄÉ0-9 /&,.()+–-]{2,80}?)\s*(?::\s*|$)")
_WENT_ON = re.compile(
    r"(?:drøftede|besluttede|behandlede|gennemgik|godkendte|tiltrådte|discussed|decided)\s*:?$", re.I
)
_ITEM = re.compile(r"((?:  )*)• ")


def read_minutes(blocks: Sequence[Block]) -> tuple[tuple[Heading, ...], tuple[str, ...]]:
    """The headings, and what only leads on to the first of them ("The team discussed:")."""
    found: list[tuple[str, list[str]]] = []
    for at, block in enumerate(blocks):
        before_list = at + 1 < len(blocks) and blocks[at + 1].kind in ("bullet", "number")
        title, rest = _heading(block, before_list=before_list)
        if title:
            found.append((title, []))
        if rest:
            if not found:
                found.append(("", []))
            found[-1][1].append(rest)
    leads = []
    kept = []
    for at, (title, paragraphs) in enumerate(found):
        lead = title or (paragraphs[0] if len(paragraphs) == 1 else "")
        if not (title and paragraphs) and at + 1 < len(found) and _WENT_ON.search(lead):
            leads.append(lead)
        else:
            kept.append(Heading(title, together(paragraphs), tuple(paragraphs)))
    return tuple(kept), tuple(leads)


def together(paragraphs: Sequence[str]) -> str:
    text = ""
    for paragraph in paragraphs:
        text += ("" if not text else "\n" if _ITEM.match(paragraph) else "\n\n") + paragraph
    return text


def _heading(block: Block, *, before_list: bool) -> tuple[str, str]:
    """(heading, text) of a block; one of them may be ""."""
    text = block.text
    match block.kind:
        case "bullet" | "number":
            return "", f"{'  ' * block.level}• {text}"
        case "row":
            return "", " | ".join(" ".join(cell.split()) for cell in block.cells if cell) or text
        case "title":
            return _bare(text), ""
    capitals = _CAPITALS.match(text)
    if (
        capitals
        and sum(one.isupper() for one in capitals[1]) >= 3
        and (":" in capitals[0] or capitals[0] == text)
    ):
        return _bare(capitals[1]), text[capitals.end() :].strip()
    label = opens_minutes(text) or label_of(text)
    if block.kind == "heading":
        # A short line that leads into a list ("The leaders will:") only looks like one.
        leads = before_list and len(text.split()) > 1 and text.endswith(":") and label is None
        if block.styled or not (leads or len(text.split()) > 9 or re.search(r"\b(?:at|og|to|and)$", text)):
            return _bare(text), ""
        return "", text
    if label and label.words.endswith(":") and label.field not in ("title", "date", "is_closed", "decisions"):
        return _bare(label.words), label.rest
    if label and not label.rest and len(label.words.split()) <= 4:
        return _bare(label.words), ""
    return "", text


def _bare(text: str) -> str:
    return text.strip().rstrip(":").strip()


# -- what looks decided ----------------------------------------------------------------------------------------

_LEADS_ON = re.compile(r"(?::|\bat|\bto)$", re.I)
_PURPOSE = re.compile(
    r"formål|why|baggrund|drøftelse|diskussion|bemærkning|spørgsmål|orientering|kommentar|perspektiv|purpose"
    r"|background|discussion|comment",
    re.I,
)
_PLAN = re.compile(
    r"målgruppe|proces|kommunikation|tids|plan|beslut|konklusion|opfølgning|organisering|økonomi|ansvar|næste\s+skridt"
    r"|audience|process|communication|decision|decided|follow|next\s+steps",
    re.I,
)
_DECIDED = re.compile(
    r"\b(?:beslutte(?:t|de|s)|godkend(?:t|te|es)|vedt(?:aget|og|ages)|tilt(?:rådt|rådte|rædes)|enig(?:e)?\s+om"
    r"|fastlagt|udsat|afvist|afslået|besluttes|decided|approved|agreed)\b",
    re.I,
)
_TALKED = re.compile(
    r"\b(?:drøftede|blev\s+drøftet|nævnte|spurgte|bemærkede|foreslog|undrede|det\s+blev\s+nævnt|overvejes|måske|kunne\s+man"
    r"|discussed|mentioned|asked)\b|^[^\n]*\?$",
    re.I,
)
_AIM = re.compile(r"[\"“”»]?(?:formålet|målet|baggrunden|hensigten|ønsket|the\s+(?:aim|purpose))\b", re.I)
_SHALL = re.compile(r"\b(?:skal|vil|bliver|sender|laver|planlægger|opsamler|shall|must|will)\b", re.I)


def decided_candidates(minutes: Sequence[Heading]) -> tuple[Candidate, ...]:
    """Each statement under each heading. A list stays with its lead-in ("so that they can:"), but where its items have
    times of their own each becomes a statement, with the lead-in before it."""
    found = []
    for heading in minutes:
        for lead, text in _statements(heading.paragraphs):
            period = _period(text) or _period(lead)
            whole = f"{lead} {text}".strip() if lead else text
            found.append(
                Candidate(heading.title, whole, period, _looks_decided(heading.title, whole, period))
            )
    return tuple(found)


def _statements(paragraphs: Sequence[str]) -> list[tuple[str, str]]:
    """(lead-in, statement) in order."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(paragraphs):
        line = paragraphs[at]
        at += 1
        items: list[str] = []
        while at < len(paragraphs) and (item := _ITEM.match(paragraphs[at])):
            if item[1] and items:
                items[-1] = f"{items[-1]}\n{paragraphs[at]}"
            else:
                items.append(paragraphs[at])
            at += 1
        is_item = bool(_ITEM.match(line))
        if is_item:
            # A list with nothing before it: the loop above took the items that follow.
            items = _with_first(line, items)
            found += [("", _ITEM.sub("", item, count=1)) for item in items]
        elif not items:
            found.append(("", line))
        elif not _LEADS_ON.search(line):
            found += [("", line), *(("", _ITEM.sub("", item, count=1)) for item in items)]
        elif any(_period(item) for item in items):
            found += [(line, _ITEM.sub("", item, count=1)) for item in items]
        else:
            found.append(("", "\n".join([line, *items])))
    return found


def _with_first(line: str, items: list[str]) -> list[str]:
    merged = [line]
    for item in items:
        found = _ITEM.match(item)
        if found and found[1]:
            merged[-1] = f"{merged[-1]}\n{item}"
        else:
            merged.append(item)
    return merged


def _period(text: str) -> Period | None:
    """The period a statement names; several become one from the first day to the last."""
    placed = [one for one in place_periods(text) if one.period.precision != "open"]
    if not placed:
        return None
    dated = [one for one in placed if one.period.first and one.period.last]
    if len(placed) == 1 or not dated:
        return placed[0].period
    first = min(one.period.first for one in dated if one.period.first)
    last = max(one.period.last for one in dated if one.period.last)
    if len(dated) == 1:
        return dated[0].period
    words = " ".join(text[dated[0].start : dated[-1].end].split())
    return Period(words, first, last, "range")


def _looks_decided(heading: str, text: str, period: Period | None) -> bool:
    if _DECIDED.search(text):
        return True
    if _AIM.match(text) or _TALKED.search(text):
        return False
    if _PLAN.search(heading):
        return True
    if _PURPOSE.search(heading):
        return False
    return period is not None or bool(_SHALL.search(text))
