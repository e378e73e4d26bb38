"""Is a matter before the right MED committee, and in time? Imports no Django.

The duty is information and discussion *before* the decision, at the level where the decision lies, early enough that
the staff side can ask those it represents. The numbers of days are the municipality's own (local agreements set them).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Warning_ = Literal["decided_before", "level_too_low", "level_too_high", "item_late", "papers_late", "no_date"]


@dataclass(frozen=True)
class MedFacts:
    """Paths are those of units. `nearest` is the path of the committee that speaks for the unit where the decision
    lies, None where there is none. `noted_on` is the day the matter was put to the committee."""

    committee: str
    decides_at: str
    nearest: str | None
    decision_on: date | None
    discuss_on: date | None
    papers_on: date | None
    noted_on: date
    item_days: int = 14
    papers_days: int = 7


def warnings(facts: MedFacts) -> tuple[Warning_, ...]:
    """What somebody should look at, the most serious first."""
    found: list[Warning_] = []
    discuss = facts.discuss_on
    # Decided at the very meeting where it was talked through is in order.
    if facts.decision_on and (discuss is None or facts.decision_on < discuss):
        found.append("decided_before")
    if facts.nearest is not None and facts.committee != facts.nearest:
        below = len(facts.committee) > len(facts.nearest)
        found.append("level_too_low" if below else "level_too_high")
    if discuss is None:
        found.append("no_date")
        return tuple(found)
    if (discuss - facts.noted_on).days < facts.item_days:
        found.append("item_late")
    if facts.papers_on and (discuss - facts.papers_on).days < facts.papers_days:
        found.append("papers_late")
    return tuple(found)
