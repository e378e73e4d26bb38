"""What a memo says. Imports no Django.

The same value is what the editor's sections add up to, what a Word file is read into, and what goes out as docx and
PDF. Everything may be empty: a memo is written a little at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Where the money comes from: the unit's base budget, its own savings, or the savings all units share.
Financing = Literal["base_budget", "unit_savings", "joint_savings"]


@dataclass(frozen=True)
class AskedPoint:
    """One thing the body is asked to decide. `key` never changes: the answer in the minutes points at it."""

    key: str
    text: str


@dataclass(frozen=True)
class Cost:
    """What it costs in a year, in the writer's own words ("120.000 kr.", "ingen"). `year` is None where the amount
    belongs to no year."""

    year: int | None
    amount: str


@dataclass(frozen=True)
class Input:
    """Input received before the meeting: from whom, what they say, how it is met."""

    who: str
    what: str
    met: str


@dataclass(frozen=True)
class Risk:
    text: str
    answer: str = ""


@dataclass(frozen=True)
class Communication:
    """What is told before, during and after what is asked for is carried out."""

    before: str = ""
    during: str = ""
    after: str = ""


@dataclass(frozen=True)
class FollowUp:
    """How it is followed up in each place, and in common."""

    local: str = ""
    joint: str = ""


@dataclass(frozen=True)
class MemoContent:
    """`date_text` is the memo's date as written. `is_closed` is None while nobody has said."""

    title: str = ""
    date_text: str = ""
    background: str = ""
    asked: tuple[AskedPoint, ...] = ()
    effect: str = ""
    costs: tuple[Cost, ...] = ()
    costs_text: str = ""
    financing: tuple[Financing, ...] = ()
    communication: Communication = Communication()
    follow_up: FollowUp = FollowUp()
    risks: tuple[Risk, ...] = ()
    is_closed: bool | None = None
    coordinated_with: str = ""
    responsible: str = ""
    participants: str = ""
    inputs: tuple[Input, ...] = ()


#: The editor's sections in order → the fields of MemoContent each holds. The title and the date stand above them.
SECTIONS: dict[str, tuple[str, ...]] = {
    "background": ("background",),
    "decisions": ("asked",),
    "effect": ("effect",),
    "costs": ("costs", "costs_text", "financing"),
    "communication": ("communication",),
    "follow_up": ("follow_up",),
    "risks": ("risks",),
    "people": ("is_closed", "coordinated_with", "responsible", "participants"),
    "inputs": ("inputs",),
}

#: Without these a memo cannot go on an agenda.
REQUIRED = ("background", "decisions")
