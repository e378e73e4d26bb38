"""Periods as people write them: the words, first and last day, and how precise they are. Imports no Django.

Which days the words mean is written in `period_words`. Rules on top of that:

- "X – Y", "fra X til Y", "mellem X og Y" and "X/Y" are one range; "X og Y" is two periods.
- A year that stands once after several times is the year of them all. A time without a year is unreadable
  unless the caller gives `year_hint`: a year is never guessed.
- A deadline is the day itself (precision "day", first == last): "senest X" the last day of X; "inden X" that
  day when X is a day, else the day before X begins; "inden udgangen af X" the last day of X.
- "fra X" alone keeps X; "efter X" alone is the day after X.
- An end before its start, a quarter 5, a 31 February, a year 205 are unreadable; the words are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, cast

from pejlemaerke.core.period_words import LIST_WORDS, RANGE_WORDS, Time, find_times

Precision = Literal[
    "day", "range", "week", "month", "quarter", "season", "half_year", "year", "open", "unreadable"
]


@dataclass(frozen=True)
class Period:
    """A period in somebody's own words.

    `first` and `last` are both None for "open" (to be planned later: legitimate) and for "unreadable" (a
    person must say what was meant). Otherwise both are set and first <= last.
    """

    text: str
    first: date | None
    last: date | None
    precision: Precision


def parse_period(text: str, *, year_hint: int | None = None) -> Period:
    """The one period a phrase names, with the whole phrase as its text.

    Several times in one phrase ("kvartal 4 i 2024 og kvartal 1 i 2025") make one range from the first to the
    last day. Words around the time are allowed, digits that belong to no time are not. Never raises.
    """
    words = " ".join(text.split())
    found = [placed for placed in _placed_periods(words, year_hint) if placed.period.precision != "open"]
    periods = [placed.period for placed in found]
    if not periods:
        is_open = bool(_OPEN.search(words) or _OPEN_LOCALLY.search(words) or _OPEN_ALONE.fullmatch(words))
        return Period(words, None, None, "open" if is_open else "unreadable")
    rest = words
    for placed in reversed(found):
        rest = rest[: placed.start] + rest[placed.end :]
    rest = _LABEL.sub("", rest)
    days = [(one.first, one.last) for one in periods if one.first and one.last]
    if len(days) < len(periods) or re.search(r"\d", rest):
        return Period(words, None, None, "unreadable")
    precision = periods[0].precision if len(periods) == 1 else "range"
    return Period(words, min(first for first, _ in days), max(last for _, last in days), precision)


def find_periods(text: str, *, year_hint: int | None = None) -> list[Period]:
    """Every period in running prose, in order, each with its words as they stand.

    Words that put a plan off ("planlægges herefter", "to be planned") are a period of precision "open".
    """
    return [placed.period for placed in _placed_periods(text, year_hint)]


@dataclass(frozen=True)
class PlacedPeriod:
    """A period and where its words stand: text[start:end]."""

    start: int
    end: int
    period: Period


def place_periods(text: str, *, year_hint: int | None = None) -> list[PlacedPeriod]:
    """As `find_periods`, with the place of each, for those who tie a period to the words around it."""
    return _placed_periods(text, year_hint)


_SPACE = r"[^\S\n]*"
_FILL = rf"{_SPACE}(?:(?:i|in|den|d\.|fra|from|the)\s+)?{_SPACE}"
_IS_RANGE = re.compile(rf"{_SPACE}{RANGE_WORDS}{_FILL}", re.I)
_IS_LIST = re.compile(rf"{_SPACE}(?:,{_SPACE})?{LIST_WORDS}{_FILL}", re.I)
_BEFORE = re.compile(
    r"\b(?P<word>senest|inden|f(?:ø|oe)r|by|before|no\s+later\s+than|fra(?:\s+og\s+med)?|from|since"
    r"|efter|after|mellem|between)(?P<fill>\s+(?:(?:i|in|den|d\.|the)\s+)?)$",
    re.I,
)
#: No word before a time reaches further back ("no later than the …").
_REACH = 40
_BETWEEN = {"mellem", "between"}
_LATEST = {"senest", "by"}

_PLAN = (
    r"(?:planl(?:æ|ae|ze|ee|e|a|²)?g(?:ges|ger|ge)|fastl(?:æ|ae|ze|ee|e|a|²)?gges|tilrettel(?:æ|ae|ze|ee|e|a|²)?gges"
    r"|fasts(?:æ|ae|ze|ee|e|a|²)?ttes|aftales|besluttes|afklares)"
)
_LATER = (
    r"(?:herefter|derefter|senere|siden|bagefter|efterf(?:ø|oe|o|³)?lgende|n(?:æ|ae|ze|ee|e|a|²)?rmere"
    r"|l(?:ø|oe|o)bende)"
)
_OPEN = re.compile(
    rf"\b{_PLAN}(?:\s+\w+){{0,3}}?\s+{_LATER}(?!\w)"
    rf"|\b{_LATER}\s+{_PLAN}(?!\w)"
    rf"|\b{_PLAN},?\s+n(?:å|aa|a|3)?r\s+[^.;\n]*"
    r"|\b(?:endnu\s+)?ikke\s+(?:planlagt|fastlagt|besluttet|aftalt)(?!\w)"
    r"|\bto\s+be\s+(?:planned|decided|agreed|determined|scheduled|confirmed|set)(?:\s+(?:later|afterwards))?\b"
    r"|\b(?:planned|decided|agreed|scheduled)\s+(?:later|afterwards|thereafter|after\s+that)\b"
    r"|\b(?:tbd|tbc)\b",
    re.I,
)
#: Says where it is planned, not when; that is a period only where no time stands in the same clause.
_OPEN_LOCALLY = re.compile(
    rf"\b{_PLAN}\s+(?:n(?:æ|ae|ze|ee|e|a|²)?rmere\s+)?(?:i|af|med|sammen\s+med|lokalt)\b(?:\s+(?:det\s+)?(?:lokale\s+)?\w+)?",
    re.I,
)
_OPEN_ALONE = re.compile(rf"{_LATER}|l(?:ø|oe|o)bende|ongoing|later|open|åben[t]?", re.I)
_LABEL = re.compile(r"\b(?:del|under)?(?:opgave|fase|spor|task|phase|step|trin)\s*\d+", re.I)
_CLAUSE = re.compile(r"[.,;:\n]\s|\n|\b(?:og|and|mens|while)\s+(?=(?:opgave|fase|task|phase)\b)", re.I)


def _placed_periods(text: str, year_hint: int | None) -> list[PlacedPeriod]:
    times = find_times(text)
    links = _links(text, times)
    years = _years(times, links, year_hint)
    placed = []
    at = 0
    while at < len(times):
        last = at
        while last + 1 < len(times) and links[last] == "range":
            last += 1
        floor = times[at - 1].end if at else 0
        placed.append(_place(text, floor, times[at : last + 1], years[at : last + 1]))
        at = last + 1
    return sorted([*placed, *_open(text, placed)], key=lambda one: one.start)


def _links(text: str, times: list[Time]) -> list[str]:
    """How each time hangs on the next: "range", "list" or ""."""
    links = []
    for one, other in pairwise(times):
        between = text[one.end : other.start]
        if other.joined and one.group == other.group:
            links.append(other.joined)
        elif _IS_RANGE.fullmatch(between):
            links.append("range")
        elif _IS_LIST.fullmatch(between):
            before = _word_before(text, one.start)
            is_between = before is not None and before["word"].lower() in _BETWEEN
            links.append("range" if is_between else "list")
        else:
            links.append("")
    for at, link in enumerate(links):
        # "mellem 8. og 20. november": both numbers come from the same words.
        before = _word_before(text, times[at].start)
        if link == "list" and before and before["word"].lower() in _BETWEEN:
            links[at] = "range"
    return [*links, ""]


def _word_before(text: str, at: int) -> re.Match[str] | None:
    return _BEFORE.search(text[max(0, at - _REACH) : at])


def _years(times: list[Time], links: list[str], year_hint: int | None) -> list[int | None]:
    years: list[int | None] = [time.year for time in times]
    for at in range(len(times) - 2, -1, -1):
        if years[at] is None and links[at]:
            years[at] = years[at + 1]
    return [year_hint if year is None else year for year in years]


def _place(text: str, floor: int, times: list[Time], years: list[int | None]) -> PlacedPeriod:
    start, end = times[0].start, times[-1].end
    floor = max(floor, start - _REACH)
    before = _BEFORE.search(text[floor:start])
    word = re.sub(r"\s+", " ", before["word"].lower()) if before else ""
    if before:
        start = floor + before.start()
    words = text[start:end]
    try:
        days = [time.days(year) for time, year in zip(times, years, strict=True) if year and year > 0]
        if len(days) < len(times):
            raise ValueError("a year is missing or is none")
        first, last = days[0][0], days[-1][1]
        if any(one[0] > other[0] for one, other in pairwise(days)) or first > last:
            raise ValueError("the end comes before the start")
        precision = "range" if len(times) > 1 else times[0].precision
        if len(times) == 1:
            first, last, precision = _bounded(word, times[0], text, first, last)
    except (ValueError, OverflowError):
        return PlacedPeriod(start, end, Period(words, None, None, "unreadable"))
    return PlacedPeriod(start, end, Period(words, first, last, cast(Precision, precision)))


def _bounded(word: str, time: Time, text: str, first: date, last: date) -> tuple[date, date, str]:
    """What "senest", "inden" or "efter" before a time makes of its days."""
    if word in ("", "fra", "fra og med", "from", "since", "mellem", "between"):
        return first, last, time.precision
    if word in ("efter", "after"):
        day = last + timedelta(days=1)
    else:
        to_the_end = re.match(r"udgangen|slutningen|ultimo|(?:the\s+)?end", text[time.start : time.end], re.I)
        if word in _LATEST or word.startswith("no later") or first == last or to_the_end:
            day = last
        else:
            day = first - timedelta(days=1)
    return day, day, "day"


def _open(text: str, placed: list[PlacedPeriod]) -> list[PlacedPeriod]:
    found = []
    for match in _OPEN.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in placed):
            found.append(PlacedPeriod(*match.span(), Period(match[0].strip(), None, None, "open")))
    for match in _OPEN_LOCALLY.finditer(text):
        clause_start = max([0, *(cut.end() for cut in _CLAUSE.finditer(text[: match.start()]))])
        cut_after = _CLAUSE.search(text, match.end())
        clause_end = cut_after.start() if cut_after else len(text)
        # "Foråret 2025. Fasen planlægges i MED" speaks of what was dated just before; "Opgave 2 …" does not.
        names_another = _LABEL.search(text[clause_start:clause_end]) is not None
        near = (clause_start if names_another else 0, clause_end)
        if not any(one.start < near[1] and near[0] < one.end for one in [*placed, *found]):
            found.append(PlacedPeriod(*match.span(), Period(match[0].strip(), None, None, "open")))
    return found
