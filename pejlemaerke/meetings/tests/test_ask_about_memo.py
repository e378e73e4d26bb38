"""What the confirm page asks about: doubts, not lead-ins, and not every day whose year goes without saying."""

from __future__ import annotations

import pytest

from ..memo_questions import is_lead_in, lacks_only_its_year, worth_asking
from ..memo_reading import Flag


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("asked", "at direktionen beslutter:"),
        ("asked", "Ledergruppen skal beslutte:"),
        ("asked", "Udvalget anbefaler byrådet følgende:"),
        ("follow_up", "Der samles op, her på stedet og for alle under ét:"),
        ("minutes", "Ledergruppen drøftede"),
    ],
)
def test_an_ordinary_lead_in_is_not_asked_about(field: str, text: str) -> None:
    assert is_lead_in(Flag(field, "unplaced", text))
    assert worth_asking([Flag(field, "unplaced", text)]) == ([], None)


@pytest.mark.parametrize(
    "flag",
    [
        Flag("asked", "unplaced", "Direktøren beslutter selv, hvem der skal med på turen, og hvem der må blive hjemme"),
        Flag("asked", "unplaced", "Der afsættes 50.000 kr., når udvalget har besluttet det:"),
        Flag("follow_up", "unplaced", "Der følges op. Det gør HR:"),
        Flag("responsible", "unplaced", "Havn, som beslutter:"),
        Flag("risks", "check", "Vi drøfter det:"),
        Flag("background", "no_background", ""),
        Flag("follow_up.local", "unreadable_period", "kvartal 7"),
        Flag("asked.0", "unreadable_period", "den 20. februar"),
    ],
)  # fmt: skip
def test_a_doubt_is_asked_about(flag: Flag) -> None:
    assert worth_asking([flag]) == ([flag], None)


def test_times_without_a_year_are_mentioned_once_in_all() -> None:
    first = Flag("background", "unreadable_period", "den 20. februar.")
    others = [Flag("follow_up.local", "unreadable_period", text) for text in ("1. maj", "uge 12")]
    assert all(lacks_only_its_year(flag) for flag in (first, *others))
    assert worth_asking([first, *others]) == ([], first)
