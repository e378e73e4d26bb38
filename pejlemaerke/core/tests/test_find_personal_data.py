from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.personal_data import HIDDEN, Span, find_cpr, hide_cpr

SEPARATORS = ["", "-", "–", " ", ".", "/", "\u00a0", " - ", "\u2011"]
WORDS = st.text(alphabet=st.characters(blacklist_categories=["Nd", "Cs"], blacklist_characters="+"))


@given(
    st.dates(date(1900, 1, 1), date(2057, 12, 31)),
    st.integers(0, 9999),
    st.sampled_from(SEPARATORS),
    WORDS,
    WORDS,
)
def test_every_number_with_a_real_date_is_found_and_hidden(
    born: date, last: int, separator: str, before: str, after: str
) -> None:
    number = f"{born:%d%m%y}{separator}{last:04d}"
    text = f"{before}{number}{after}"
    assert find_cpr(text) == [Span(len(before), len(before) + len(number))]
    assert hide_cpr(text) == f"{before}{HIDDEN}{after}"


@given(st.text())
def test_hiding_leaves_nothing_to_find_and_never_fails(text: str) -> None:
    assert find_cpr(hide_cpr(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "320199-1234",  # no such day
        "011399-1234",  # no such month
        "310499-1234",  # April has thirty days
        "290201-1234",  # 2001, 1901: no leap year
        "+4501029912",
        "kontonummer 12010203123456",
        "01020312345",
        "010203-12345",
        "tlf. 12 34 56 78",
        "den 01.02.2003, sag 1234",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_cpr(text) == []
    assert hide_cpr(text) == text


def test_29_february_counts_when_a_century_fits() -> None:
    assert find_cpr("290200-1234")
    assert find_cpr("290296 1234")


def test_digits_of_other_scripts_are_read() -> None:
    assert find_cpr("０１０２０３-１２３４") == [Span(0, 11)]
    assert hide_cpr("ref ٠١٠٢٠٣١٢٣٤.") == f"ref {HIDDEN}."


def test_two_numbers_give_two_spans_in_order() -> None:
    assert find_cpr("010203-1234 og 040506 5678") == [Span(0, 11), Span(15, 26)]
