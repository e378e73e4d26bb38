"""Which of a reading's flags are worth a question on the confirm page. Imports no Django.

The reading flags everything it had a doubt about; a person has a limited number of answers. What is not asked about
stands in the document beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pejlemaerke.core.periods import place_periods

from .memo_reading import Flag

#: "Ledergruppen skal beslutte", "Der samles op to steder": opens a list and says nothing by itself.
_LEADS = re.compile(
    r"\b(?:beslut\w+|tager?\s+stilling|godkend\w+|drøft\w+|indstill\w+|anbefal\w+|foreslå\w*"
    r"|føl(?:ges|ger|gte)\s+(?:\w+\s+)?op|samles?\s+op|opfølgning\w*|decides?|discuss\w*|recommends?)\b",
    re.I,
)
_LED_BY = ("asked", "follow_up", "minutes")
_LONGEST_LEAD = 16
#: Any year: only whether the words become a time with one is asked.
_A_YEAR = 2024


def is_lead_in(flag: Flag) -> bool:
    """An ordinary line above a list. One that goes on for a sentence, or says how many or when, is no such."""
    text = flag.text.strip()
    if flag.code != "unplaced" or flag.field.partition(".")[0] not in _LED_BY:
        return False
    if "\n" in text or len(text.split()) > _LONGEST_LEAD or re.search(r"\d|[.!?;]", text):
        return False
    return bool(_LEADS.search(text)) and (text.endswith(":") or len(text.split()) <= 6)


def lacks_only_its_year(flag: Flag) -> bool:
    """ "den 20. februar" in running prose. In what is asked, a time is carried out and must be read."""
    if flag.code != "unreadable_period" or flag.field.startswith("asked"):
        return False
    return any(one.period.first for one in place_periods(flag.text, year_hint=_A_YEAR))


def worth_asking(flags: Iterable[Flag]) -> tuple[list[Flag], Flag | None]:
    """The questions, and at most one time without a year to mention quietly, however many there are."""
    asked: list[Flag] = []
    yearless: Flag | None = None
    for flag in flags:
        if lacks_only_its_year(flag):
            yearless = yearless or flag
        elif not is_lead_in(flag):
            asked.append(flag)
    return asked, yearless
