"""What somebody says of an activity when adding or changing it, as the actions take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from pejlemaerke.core.periods import Period
from pejlemaerke.organisation.models import Committee, Person

from .models import Activity, PlanStage, Service


@dataclass(frozen=True)
class HoursSaid:
    """Hours set aside: for whom (in words), how many, in all ("once"), a "week" or each "time", and why."""

    whom: str
    hours: Decimal
    per: str = "once"
    why: str = ""


@dataclass(frozen=True)
class ActivityFields:
    kind: str
    title: str
    text: str = ""
    period: Period | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    stage: PlanStage | None = None
    responsible: Person | None = None
    body: Committee | None = None
    co_host: Committee | None = None
    responsible_words: str = ""
    participants: str = ""
    audiences: tuple[str, ...] = ()
    audience: str = ""
    channel: str = ""
    sender: str = ""
    hours: tuple[HoursSaid, ...] = ()


@dataclass(frozen=True)
class Said:
    """An answer to one of the questions an activity closes with, perhaps about one service."""

    key: str
    question: str
    text: str
    service: Service | None = None


@dataclass(frozen=True)
class Answered:
    """An answer to one question of a checklist: "yes", "no" or "words". A *no* may come with what meets it: an
    activity of the plan, the name of a new one, or a reason."""

    question: str
    answer: str
    words: str = ""
    activity: Activity | None = None
    new_activity: str = ""
    reason: str = ""
