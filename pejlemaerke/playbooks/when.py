"""When something happens within a stage, and the days that makes of it. Imports no Django.

"start", "end", "through", "+2w" (that long after the stage starts), "-2w" (that long before it ends),
"every 5w" (from its start to its end) or "before stage practice" (the last fortnight before that stage).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from pejlemaerke.core.calendar_days import next_working_day, working_span
from pejlemaerke.playbooks.order import Order
from pejlemaerke.playbooks.texts import MAX_KEY, Contradiction, Path, after_length, is_longer, later

Window = tuple[date, date]

_DAY = timedelta(days=1)
_FORTNIGHT = "+2w"
_GRAMMAR = re.compile(
    r"(?P<word>start|end|through)"
    r"|(?P<sign>[-+]|every )(?P<count>[1-9][0-9]{0,2})(?P<unit>[dwm])"
    r"|before stage (?P<stage>[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)"
)


@dataclass(frozen=True)
class Moment:
    """What a `When` says. `count` and `unit` belong to "after", "ahead" and "every", `stage` to "before"."""

    kind: Literal["start", "end", "through", "after", "ahead", "every", "before"]
    count: int = 0
    unit: str = "d"
    stage: str = ""

    @property
    def length(self) -> str:
        """How long it counts, as a length; "" for what counts nothing."""
        return f"+{self.count}{self.unit}" if self.count else ""


def read_when(when: str) -> Moment:
    """What the words mean. Raises ValueError for what is not a time."""
    found = _GRAMMAR.fullmatch(when)
    if found is None:
        raise ValueError(f"not a time: {when!r}")
    word, stage = found["word"], found["stage"]
    if word is not None:
        return Moment(word)  # type: ignore[arg-type]
    if stage is not None:
        return Moment("before", stage=stage)
    kinds: dict[str, Literal["after", "ahead", "every"]] = {"+": "after", "-": "ahead", "every ": "every"}
    return Moment(kinds[found["sign"]], int(found["count"]), found["unit"])


def _when(text: str) -> str:
    words = " ".join(text.split())
    try:
        read_when(words)
    except ValueError:
        raise PydanticCustomError("bad_when", "bad when", {"when": words[:MAX_KEY]}) from None
    return words


When = Annotated[str, AfterValidator(_when)]


def place(
    when: str, lasts: str | None, *, first: date, last: date, stages: Mapping[str, Window]
) -> list[Window]:
    """The days something falls on in a stage from `first` to `last`, both included: (first, last) each time.

    One window, or one a turn for "every"; in order, never empty and never before the stage or after it. None begins on
    a day when nobody works: where the stage has no other days, it is the first working week after. Turns that would
    fall on the same days are one.

    What `lasts` has no say in gets the working week of its day, or the day itself where it comes back more
    than once a week. "end" and "before stage" count `lasts` backwards. "before stage" may reach past the end
    of the stage, up to the day before the other begins; `stages` gives its days (KeyError without).
    """
    moment = read_when(when)
    latest = last
    if moment.kind == "before":
        opens = stages[moment.stage][0]
        begins = max(first, _back(opens, lasts or _FORTNIGHT))
        latest = max(begins, opens - _DAY)
        found = [(begins, latest)]
    else:
        found = _windows(moment, lasts, first, last)
    return sorted({working_span(*window, earliest=first, latest=latest) for window in found})


def _windows(moment: Moment, lasts: str | None, first: date, last: date) -> list[Window]:
    """As `place`, whatever the days are. Counting starts on the first day on which somebody works."""
    if moment.kind == "through":
        return [(first, last)]
    if moment.kind == "end" and lasts is not None:
        return [(max(first, _back(last + _DAY, lasts)), last)]
    often = moment.kind == "every" and moment.unit == "d" and moment.count < 7
    begins = next_working_day(first)
    return [
        _window(day, "+1d" if often and lasts is None else lasts, first, last)
        for day in _days(moment, begins if begins <= last else first, last)
    ]


def _days(moment: Moment, first: date, last: date) -> Iterator[date]:
    if moment.kind == "every":
        turn, day = 0, first
        while day <= last:
            yield day
            turn += 1
            day = later(first, turn * moment.count, moment.unit)
    elif moment.kind == "after":
        yield min(last, later(first, moment.count, moment.unit))
    elif moment.kind == "ahead":
        yield max(first, later(last, -moment.count, moment.unit))
    else:
        yield first if moment.kind == "start" else last


def _window(day: date, lasts: str | None, first: date, last: date) -> Window:
    if lasts is not None:
        return day, min(last, after_length(day, lasts) - _DAY)
    monday = day - timedelta(days=day.weekday())
    begins, ends = max(first, monday), min(last, monday + timedelta(days=4))
    return (begins, ends) if begins <= ends else (day, day)


def _back(day: date, length: str) -> date:
    """The first day of a stretch that ends the day before `day`."""
    moment = read_when(length)
    return later(day, -moment.count, moment.unit)


def contradictions(
    path: Path, when: str, lasts: str | None, stage: str, order: Order
) -> Iterator[Contradiction]:
    """What does not fit the stage it stands in: too long, or before a stage that is not there or not later."""
    moment = read_when(when)
    whole = order.lengths.get(stage)
    for name, length in (("when", moment.length), ("lasts", lasts)):
        if whole and length and is_longer(length, whole):
            yield Contradiction((*path, name), "longer_than_stage", {"stage": stage, "length": whole})
    if lasts is not None and moment.kind == "through":
        yield Contradiction((*path, "lasts"), "through_lasts")
    if moment.kind == "before":
        missing = list(order.pointed_at((*path, "when"), moment.stage))
        yield from missing
        if not missing and stage in order.follows and not order.precedes(stage, moment.stage):
            yield Contradiction((*path, "when"), "before_own_stage", {"stage": moment.stage})
