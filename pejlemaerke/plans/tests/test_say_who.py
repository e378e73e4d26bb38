"""Who does something with whom, said in one breath: a list has no capitals in the middle."""

from __future__ import annotations

import pytest

from pejlemaerke.playbooks.loader import library

from ..pages.suggestions import say_who
from ..words import in_running_text, say_audiences


@pytest.mark.parametrize(
    ("alone", "inside"),
    [
        ("Alle ledere", "alle ledere"),
        ("LMU", "LMU"),
        ("MED-udvalget", "MED-udvalget"),
        ("5–7 ledere", "5–7 ledere"),
        ("", ""),
    ],
)
def test_words_further_on_in_a_sentence_lose_their_capital(alone: str, inside: str) -> None:
    assert in_running_text(alone) == inside


@pytest.mark.parametrize("book", library().values(), ids=lambda book: book.key)
def test_nothing_inside_the_list_begins_with_a_capital(book) -> None:
    for item in book.activities:
        told = say_audiences(book, item.message.to) if item.message else ""
        if not told and item.participants:
            told = item.participants.in_language("da")
        if told:
            assert say_who(item, book, "da").endswith(f" {in_running_text(told)}")


def test_an_audience_that_stands_alone_keeps_its_first_capital() -> None:
    book = next(one for one in library().values() if len(one.audiences) > 1)
    said = say_audiences(book, [one.key for one in book.audiences])
    assert said[:1].isupper()
    assert all(part[:1].islower() or part[1:2].isupper() for part in said.split(", ")[1:])
