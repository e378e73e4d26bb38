"""A document read as a memo with its minutes: labelled fields found wherever the municipality's form puts them. Imports
no Django.

Nothing is invented and nothing is lost: every word of the document is in the content, the minutes, a flag, or among the
form's own labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pejlemaerke.core.period_json import period_to_json
from pejlemaerke.core.periods import Period, place_periods
from pejlemaerke.documents.blocks import ReadDocument
from pejlemaerke.documents.markup import without_markup

from .memo_content import MemoContent
from .memo_reading_fields import content_of, prose
from .memo_reading_minutes import Candidate, Heading, decided_candidates, read_minutes
from .memo_reading_sections import sorted_out

__all__ = [
    "Candidate",
    "Flag",
    "Heading",
    "MemoReading",
    "decided_candidates",
    "read_memo",
    "reading_of",
    "to_json",
]


@dataclass(frozen=True)
class Flag:
    """Something a person must look at. `field` is a field of MemoContent, dotted when inside, "minutes", or ""; `code`
    is stable; `text` quotes the words it is about."""

    field: str
    code: str
    text: str


@dataclass(frozen=True)
class MemoReading:
    content: MemoContent
    minutes: tuple[Heading, ...] = ()
    periods: tuple[Period, ...] = ()
    flags: tuple[Flag, ...] = ()
    #: The form's own words, as they stood.
    labels: tuple[str, ...] = ()


def read_memo(document: ReadDocument) -> MemoReading:
    """Never fails: a document that is no memo comes back as flags.

    Flag codes: no_title, no_date, no_background, no_asked_points, unreadable_period, attachment (a paper named as
    one), check (it has a place, but a person must say whether it is the right one), unplaced (it has none).
    """
    parts = sorted_out(without_markup(document.blocks))
    content = content_of(parts)
    minutes, leads = read_minutes(parts.minutes)
    periods, unreadable = _periods(content, minutes)
    flags = [
        Flag(field, code, "")
        for field, code, there in (
            ("title", "no_title", content.title),
            ("date_text", "no_date", _date(content.date_text)),
            ("background", "no_background", content.background),
            ("asked", "no_asked_points", content.asked),
        )
        if not there
    ]
    flags += [Flag(field, "unreadable_period", text) for field, text in unreadable]
    flags += [Flag("", "attachment", text) for text in _lines(prose(parts.blocks.get("attachments", ())))]
    flags += [Flag(field, _code(content, field, text), text) for field, text in parts.unplaced]
    flags += [Flag("minutes", "unplaced", text) for text in leads]
    return MemoReading(content, minutes, periods, tuple(flags), tuple(parts.labels))


def reading_of(content: MemoContent) -> MemoReading:
    """A content that needs no reading, with its periods: our own paper come back."""
    return MemoReading(content, (), _periods(content, ())[0])


def to_json(reading: MemoReading) -> dict[str, Any]:
    """What `pejl read-memo --json` prints."""
    content = reading.content
    date = _date(content.date_text)
    costs: list[dict[str, Any]] = [{"year": cost.year, "amount": cost.amount} for cost in content.costs]
    if content.costs_text:
        costs.append({"year": None, "amount": content.costs_text})
    return {
        "title": content.title,
        "date": period_to_json(date)["first"] if date else None,
        "background": content.background,
        "decisions_asked": [point.text for point in content.asked],
        "follow_up": {"local": content.follow_up.local, "joint": content.follow_up.joint},
        "risks": [risk.text for risk in content.risks],
        "communication": {
            "before": content.communication.before,
            "during": content.communication.during,
            "after": content.communication.after,
        },
        "costs": costs,
        "minutes": {"headings": [{"title": one.title, "text": one.text} for one in reading.minutes]},
        "periods": [period_to_json(period) for period in reading.periods],
        "flags": [{"field": flag.field, "code": flag.code, "text": flag.text} for flag in reading.flags],
    }


def _code(content: MemoContent, field: str, text: str) -> str:
    """ "check" for words that stand in the content as well as in the flag."""
    answers = [risk.answer for risk in content.risks]
    held = {
        "risks": any(text in answer for answer in answers),
        "communication.before": True,
        "follow_up.joint": True,
        "financing": bool(content.financing),
        "is_closed": content.is_closed is not None,
    }
    return "check" if held.get(field) else "unplaced"


def _lines(text: str) -> list[str]:
    return [line.strip().removeprefix("• ") for line in text.split("\n") if line.strip()]


# -- times -----------------------------------------------------------------------------------------------------


#: "november/ december": a space a scanner put there.
_SLIPPED = re.compile(r"(?<=\w)/ (?=\w)")


def _date(text: str) -> Period | None:
    """The day the memo is dated."""
    days = [one.period for one in place_periods(text) if one.period.precision == "day" and one.period.first]
    return days[0] if days else None


def _texts(content: MemoContent, minutes: tuple[Heading, ...]) -> Iterator[tuple[str, str]]:
    yield "background", content.background
    for at, point in enumerate(content.asked):
        yield f"asked.{at}", point.text
    yield "effect", content.effect
    for part in ("before", "during", "after"):
        yield f"communication.{part}", getattr(content.communication, part)
    for part in ("local", "joint"):
        yield f"follow_up.{part}", getattr(content.follow_up, part)
    for at, risk in enumerate(content.risks):
        yield f"risks.{at}", risk.text
    for at, one in enumerate(content.inputs):
        yield f"inputs.{at}", f"{one.what}\n{one.met}"
    for at, heading in enumerate(minutes):
        yield f"minutes.{at}", heading.text


def _periods(
    content: MemoContent, minutes: tuple[Heading, ...]
) -> tuple[tuple[Period, ...], list[tuple[str, str]]]:
    """Every period once, in reading order, and (field, words) of those that a person must read."""
    found: dict[tuple[Any, ...], Period] = {}
    unreadable = []
    dated = _date(content.date_text)
    for field, text in _texts(content, minutes):
        around: Period | None = None
        for line in text.split("\n"):
            for placed in place_periods(line):
                period = placed.period
                if period.precision == "unreadable":
                    period = _with_year(line, placed.start, around, dated) or period
                elif placed.start <= 3 and period.first:
                    # "(10. oktober – jul 2027) …" sets the frame of what is told below it.
                    around = period
                if period.precision == "unreadable" and (field, period.text) not in unreadable:
                    unreadable.append((field, period.text))
                period = replace(period, text=_SLIPPED.sub("/", period.text))
                found.setdefault((period.text.casefold(), period.first, period.last), period)
    return tuple(found.values()), unreadable


def _with_year(line: str, start: int, around: Period | None, dated: Period | None) -> Period | None:
    """A time without a year, where the words around it leave only one: inside the frame, or the memo's own day."""
    frames = [frame for frame in (around, dated) if frame and frame.first and frame.last]
    for frame in frames:
        for year in range(frame.first.year, frame.last.year + 1):  # type: ignore[union-attr]
            for placed in place_periods(line, year_hint=year):
                period = placed.period
                if placed.start != start or not period.first or not period.last:
                    continue
                if frame.first <= period.first and period.last <= frame.last:  # type: ignore[operator]
                    return period
    return None
