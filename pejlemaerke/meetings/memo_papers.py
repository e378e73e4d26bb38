"""A memo and the minutes as papers, and our own memo back as the very same content.

`documents.files` says how a docx we wrote carries its content along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejlemaerke.documents.blocks import ReadDocument
from pejlemaerke.documents.files import carried
from pejlemaerke.documents.paper import Bullets, Heading, Item, Paper, Part, Prose, Table

from .memo_content import SECTIONS, MemoContent
from .memo_json import content_from_json, content_to_json
from .memo_reading import MemoReading, read_memo, reading_of

CONTENT = "PejlemaerkeMemo"

_ITEM = re.compile(r"^((?:  )*)• (?=\S)")


def memo_paper(
    content: MemoContent,
    *,
    organisation: str,
    language: str,
    subtitle: str = "",
    facts: tuple[tuple[str, str], ...] = (),
) -> Paper:
    """`subtitle` names the body and the meeting; `facts` are version and the like."""
    parts: list[Part] = [Prose(content.date_text)] if content.date_text.strip() else []
    titles = _titles()
    for name in SECTIONS:
        if body := _section(name, content):
            parts += [Heading(titles[name], 1, key=name), *body]
    return Paper(
        title=content.title or _("Memo"),
        organisation=organisation,
        language=language,
        subtitle=subtitle,
        facts=facts,
        parts=tuple(parts),
        properties={CONTENT: json.dumps(content_to_json(content))},
    )


def read_paper(document: ReadDocument) -> MemoReading:
    """A document as a memo: our own, untouched, as it went out; any other as `read_memo` understands it."""
    kept = carried(document, CONTENT)
    if kept is not None:
        try:
            return reading_of(content_from_json(kept))
        except ValueError:
            return read_memo(document)
    return read_memo(document)


def _titles() -> dict[str, str]:
    # The reading knows these words, in both languages: a paper mended in Word comes back to the same sections.
    return {
        "background": _("Background"),
        "decisions": _("Decisions asked for"),
        "effect": _("Effect"),
        "costs": _("Costs"),
        "communication": _("Communication"),
        "follow_up": _("Follow-up"),
        "risks": _("Risks"),
        "people": _("About the memo"),
        "inputs": _("Input received"),
    }


def _section(name: str, content: MemoContent) -> list[Part]:
    """The parts of one section; an empty section is not on the paper."""
    match name:
        case "background" | "effect":
            return list(told(getattr(content, name)))
        case "decisions":
            points = tuple(_item(point.text) for point in content.asked if point.text.strip())
            return [Bullets(points, numbered=True)] if points else []
        case "costs":
            return list(_costs(content))
        case "communication":
            words = content.communication
            return list(
                _parted(
                    ((_("Before"), words.before), (_("During"), words.during), (_("After"), words.after)),
                )
            )
        case "follow_up":
            follow = content.follow_up
            return list(_parted(((_("Locally"), follow.local), (_("Jointly"), follow.joint))))
        case "risks":
            risks = [risk for risk in content.risks if risk.text.strip() or risk.answer.strip()]
            if any(risk.answer.strip() for risk in risks):
                rows = tuple((risk.text, risk.answer) for risk in risks)
                return [Table((_("Risk"), _("What is done about it")), rows)]
            return [Bullets(tuple(_item(risk.text) for risk in risks))] if risks else []
        case "people":
            return list(_people(content))
        case _:
            inputs = tuple((one.who, one.what, one.met) for one in content.inputs if any(vars(one).values()))
            head = (_("From"), _("What they say"), _("How it is met"))
            return [Table(head, inputs)] if inputs else []


def _costs(content: MemoContent) -> Iterator[Part]:
    yield from told(content.costs_text)
    rows = tuple((str(cost.year or ""), cost.amount) for cost in content.costs if cost.amount.strip())
    if rows:
        yield Table((_("Year"), _("Amount")), rows)
    if content.financing:
        names = {
            "base_budget": _("The unit's base budget"),
            "unit_savings": _("The unit's savings"),
            "joint_savings": _("Joint savings"),
        }
        yield Heading(_("Financed by"), 2)
        yield Bullets(tuple(Item(names[one]) for one in content.financing))


def _people(content: MemoContent) -> Iterator[Part]:
    openness = "" if content.is_closed is None else _("Closed item") if content.is_closed else _("Open item")
    rows = (
        (_("Open or closed"), openness),
        (_("Coordinated with"), content.coordinated_with),
        (_("Responsible"), content.responsible),
        (_("Participants at the meeting"), content.participants),
    )
    if said := tuple((label, words) for label, words in rows if words.strip()):
        yield Table((_("About the memo"), ""), said)


def _parted(parts: Sequence[tuple[str, str]]) -> Iterator[Part]:
    for title, text in parts:
        if text.strip():
            yield Heading(title, 2)
            yield from told(text)


# -- text with lists in it ---------------------------------------------------------------------------------------


def told(text: str) -> Iterator[Part]:
    """Text as prose and lists: lines that begin with "• " are items, two spaces in for each level."""
    prose: list[str] = []
    items: list[tuple[int, str]] = []
    for line in text.split("\n"):
        found = _ITEM.match(line)
        if found:
            if any(piece.strip() for piece in prose):
                yield Prose("\n".join(prose).strip("\n"))
            prose = []
            items.append((len(found[1]) // 2, line[found.end() :]))
        elif items and not line.strip():
            continue
        else:
            if items:
                yield Bullets(_nested(items))
                items = []
            prose.append(line)
    if items:
        yield Bullets(_nested(items))
    elif any(piece.strip() for piece in prose):
        yield Prose("\n".join(prose).strip("\n"))


def _nested(items: list[tuple[int, str]]) -> tuple[Item, ...]:
    found: list[Item] = []
    at = 0
    while at < len(items):
        level, text = items[at]
        end = at + 1
        while end < len(items) and items[end][0] > level:
            end += 1
        found.append(Item(text, _nested(items[at + 1 : end])))
        at = end
    return tuple(found)


def _item(text: str) -> Item:
    """One item, with the lines that are items themselves below it."""
    first, *rest = text.strip().split("\n")
    below: list[tuple[int, str]] = []
    for line in rest:
        found = _ITEM.match(line)
        if found:
            below.append((len(found[1]) // 2, line[found.end() :]))
        elif line.strip() and below:
            below[-1] = (below[-1][0], f"{below[-1][1]} {line.strip()}")
        elif line.strip():
            first = f"{first} {line.strip()}"
    return Item(first, _nested(below))


# -- minutes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PointPaper:
    """A decided point. `answer` says what it answers and how, `period` when, both in words; "" where it does not."""

    heading: str
    text: str
    answer: str = ""
    period: str = ""


@dataclass(frozen=True)
class AskedPaper:
    """What was asked. `is_open` where nothing answers it."""

    text: str
    is_open: bool = False


@dataclass(frozen=True)
class ItemPaper:
    number: int
    title: str
    is_closed: bool = False
    asked: tuple[AskedPaper, ...] = ()
    discussed: str = ""
    points: tuple[PointPaper, ...] = ()


@dataclass(frozen=True)
class MinutesPaper:
    """What the minutes show the one who takes them out; closed items are left out before they come here, where they
    must be. `corrections` are (who, when, text); `approved` says when and by whom, "" while nobody has."""

    body: str
    title: str
    when: str
    place: str = ""
    present: tuple[str, ...] = ()
    items: tuple[ItemPaper, ...] = ()
    corrections: tuple[tuple[str, str, str], ...] = ()
    approved: str = ""


def minutes_paper(minutes: MinutesPaper, *, organisation: str, language: str) -> Paper:
    facts = (
        (_("When"), minutes.when),
        (_("Where"), minutes.place),
        (_("Approved"), minutes.approved or _("Not yet")),
    )
    parts: list[Part] = []
    if minutes.present:
        parts += [Heading(_("Present")), Bullets(tuple(Item(name) for name in minutes.present))]
    for item in minutes.items:
        parts += _minutes_item(item)
    if minutes.corrections:
        corrections = tuple(Item(f"{who}, {when}: {text}") for who, when, text in minutes.corrections)
        parts += [Heading(_("Corrections")), Bullets(corrections)]
    return Paper(
        title=minutes.title,
        organisation=organisation,
        language=language,
        subtitle=minutes.body,
        facts=tuple((label, words) for label, words in facts if words),
        parts=tuple(parts),
    )


def _minutes_item(item: ItemPaper) -> list[Part]:
    title = _("%(title)s (closed item)") % {"title": item.title} if item.is_closed else item.title
    parts: list[Part] = [Heading(f"{item.number}. {title}")]
    if item.asked:
        points = tuple(_asked(one) for one in item.asked)
        parts += [Heading(_("Decisions asked for"), 2), Bullets(points, numbered=True)]
    if item.discussed.strip():
        parts += [Heading(_("What was discussed"), 2), *told(item.discussed)]
    if item.points:
        parts.append(Heading(_("What was decided"), 2))
    # Those without a heading stand before the first one, so that none seems to stand under it.
    for heading in dict.fromkeys(["", *(point.heading for point in item.points)]):
        if together := tuple(_point(point) for point in item.points if point.heading == heading):
            parts += [*([Heading(heading, 3)] if heading else []), Bullets(together)]
    return parts


def _asked(asked: AskedPaper) -> Item:
    said = _item(asked.text)
    about = (Item(_("Asked, and not answered. It stands open.")),) if asked.is_open else ()
    return Item(said.text, (*said.children, *about))


def _point(point: PointPaper) -> Item:
    said = _item(point.text)
    about = [Item(_("Answer: %(answer)s") % {"answer": point.answer})] if point.answer else []
    about += [Item(_("When: %(period)s") % {"period": point.period})] if point.period else []
    return Item(said.text, (*said.children, *about))
