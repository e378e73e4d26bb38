from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.core.words import danish_sort_key, fold, fold_variants, overlap


def test_folding_makes_danish_spellings_meet() -> None:
    assert fold("Ærø, Ålborg") == fold("AEROE, Aalborg") == "aeroe, aalborg"
    assert fold("idé") == "ide"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_search_finds_what_a_scanner_lost_and_what_a_keyboard_lacks() -> None:
    assert fold("opna") in fold_variants("opnå")
    assert fold("opnå") in fold_variants("opna")
    assert fold("forløb") in fold_variants("forlob")
    assert fold("foråret") in fold_variants("foraret")


@given(st.text())
def test_the_variants_are_few_and_begin_with_the_exact_one(text: str) -> None:
    variants = fold_variants(text)
    assert variants[0] == fold(text)
    assert len(variants) <= 12


def test_names_sort_as_in_a_danish_register() -> None:
    names = ["Østerbo", "Aabenraa", "Zenia", "ældre", "Åse", "Birk", "anna", "7. afdeling", "Ægir", "Ödman"]
    assert sorted(names, key=danish_sort_key) == [
        "7. afdeling", "anna", "Birk", "Zenia", "Ægir", "ældre", "Ödman", "Østerbo", "Aabenraa", "Åse",
    ]  # fmt: skip


def test_a_short_name_comes_before_its_longer_neighbour() -> None:
    assert danish_sort_key("Team Nord") < danish_sort_key("Team Nord 2") < danish_sort_key("Team Nordvest")


@given(st.text())
def test_a_sort_key_is_digits_only(text: str) -> None:
    key = danish_sort_key(text)
    assert key == "" or (key.isascii() and key.isdigit())
    assert key == danish_sort_key(text.upper().lower()) or not text.isascii()


def test_pasted_words_are_found() -> None:
    brief = "Alle arbejdspladser skal gøre den fælles retning levende i hverdagen, så borgerne mærker det."
    assert overlap(brief, "gøre den fælles retning levende i hverdagen") == 1.0
    assert overlap(brief, "Vi vil lære hinandens arbejde at kende, før vi ændrer noget") == 0.0
    assert 0 < overlap(brief, "Vi vil gøre den fælles retning levende hos os") < 1


@pytest.mark.parametrize(("a", "b"), [("", "ord"), ("ord", ""), ("", "")])
def test_nothing_overlaps_with_nothing(a: str, b: str) -> None:
    assert overlap(a, b) == 0.0


@given(st.text(), st.text())
def test_overlap_is_a_share_and_whole_for_a_text_with_itself(a: str, b: str) -> None:
    assert 0.0 <= overlap(a, b) <= 1.0
    assert overlap(a, a) in (0.0, 1.0)
    assert overlap(f"{a} {b}", b) == overlap(b, b)
