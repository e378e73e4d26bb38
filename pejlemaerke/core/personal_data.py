"""Finds what looks like a Danish civil registration number (CPR) in free text. Imports no Django.

Nothing here raises, logs or returns the digits: a span says where they stand, no more.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

HIDDEN = "••••••-••••"

# \d is any Unicode decimal digit: full-width or Arabic-Indic digits are the same number to a reader.
# Up to three separators, so that "010203 - 1234" and a no-break space are caught as well.
_SHAPE = re.compile(
    r"(?<![\d+])(\d{2})(\d{2})(\d{2})[\s\-‐‑‒–—―−_./\\:\u00ad\u200b\u2060\ufeff]{0,3}\d{4}(?!\d)"
)
# Not a leap year, and a leap year: which century is meant stands in the last four digits and is not needed.
_PLAIN_YEAR, _LEAP_YEAR = 2001, 2000


@dataclass(frozen=True)
class Span:
    """text[start:end] is the number, separator included."""

    start: int
    end: int


def find_cpr(text: str) -> list[Span]:
    """Every DDMMYY-NNNN with a date that exists, in order, with any separator or none.

    No modulus check: numbers without it have been given out since 2007. A longer run of digits and a number
    after "+" (a telephone number) are something else. 29 February counts when YY can be a leap year.
    """
    return [Span(*found.span()) for found in _SHAPE.finditer(text) if _is_a_date(*found.group(1, 2, 3))]


def hide_cpr(text: str) -> str:
    """The same text with every CPR-shaped number replaced by dots."""
    return _SHAPE.sub(lambda found: HIDDEN if _is_a_date(*found.group(1, 2, 3)) else found.group(), text)


def _is_a_date(day: str, month: str, year: str) -> bool:
    # int() reads any Unicode decimal digit.
    if not 1 <= int(month) <= 12:
        return False
    leap = int(year) % 4 == 0
    return 1 <= int(day) <= monthrange(_LEAP_YEAR if leap else _PLAIN_YEAR, int(month))[1]
