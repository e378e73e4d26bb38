"""Who plans looks ahead: a time without a year is the coming one, and says so."""

from __future__ import annotations

from datetime import date

import pytest

from ..forms.periods import coming

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "text", "first"),
    [
        ("2. december", "2. december 2026", date(2026, 12, 2)),
        ("15. januar", "15. januar 2027", date(2027, 1, 15)),
        ("23. november", "23. november 2026", date(2026, 11, 23)),
        ("uge 3", "uge 3 2027", date(2027, 1, 18)),
        ("2. december 2025", "2. december 2025", date(2025, 12, 2)),
    ],
)
def test_the_year_is_the_coming_one_and_stands_in_the_words(words, text, first):
    period = coming(words, TODAY)
    assert (period.text, period.first) == (text, first)


@pytest.mark.parametrize("words", ["31. februar", "i næste uge", "marts 205", "engang"])
def test_what_cannot_be_read_is_asked_about(words):
    assert coming(words, TODAY).precision == "unreadable"


def test_later_is_an_answer():
    assert coming("planlægges senere", TODAY).precision == "open"
