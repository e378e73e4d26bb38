"""What a playbook suggests that a workplace, or the centre, does. Imports no Django.

An activity stands in a stage, at a time relative to it. It becomes something in a plan only when somebody
takes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from pejlemaerke.playbooks import when as when_rules
from pejlemaerke.playbooks.order import Order
from pejlemaerke.playbooks.texts import (
    MAX_KEY,
    Contradiction,
    Key,
    Length,
    Part,
    Text,
    all_there,
    not_there,
    same_key_twice,
)
from pejlemaerke.playbooks.when import When, read_when

ActivityKind = Literal[
    "meeting",
    "workshop",
    "course",
    "training",
    "visit",
    "message",
    "med_item",
    "measurement",
    "report",
    "other",
]

#: Who carries something out, by role; which person that is, each workplace knows.
Responsible = Literal[
    "leader",
    "superior",
    "sponsor",
    "programme_office",
    "communications",
    "support_person",
    "med_chair",
    "med",
    "implementation_group",
    "caseworkers",
    "employees",
]

#: In each workplace's plan, or once for all of them.
Where = Literal["local", "central"]

_HOURS = re.compile(r"[0-9]{1,4}(?:\.[05])?")

#: The kinds of activity that carry a part of their own, which no other kind has.
_OWN_PART = {"med_item": "med", "message": "message"}


def _number_of_hours(value: Any) -> float:
    words = str(value)
    if isinstance(value, bool) or not _HOURS.fullmatch(words) or float(words) <= 0:
        raise PydanticCustomError("bad_hours", "bad hours", {"hours": words[:MAX_KEY]})
    return float(words)


class Hours(Part):
    """Working time set aside: so many hours for each of `who`, in all, a week, or each time it is held.

    `text` says what the hours are for, for instance relief of ordinary tasks.
    """

    who: Responsible
    hours: Annotated[float, BeforeValidator(_number_of_hours)]
    per: Literal["once", "week", "time"] = "once"
    text: Text | None = None

    @property
    def key(self) -> str:
        """What the line is known by in a newer version."""
        return f"{self.who}-{self.per}"


class ProductField(Part):
    """One thing that is written down at the end."""

    key: Key
    question: Text
    help: Text | None = None


class Product(Part):
    """What an activity closes with; once for each of the workplace's services where `per_service` says so."""

    fields: Annotated[tuple[ProductField, ...], Field(min_length=1)]
    per_service: StrictBool = False


class MedSpec(Part):
    """An item for a MED committee, in MED's own words. `asks` is what the committee is asked."""

    type: Literal["information", "discussion", "guideline"]
    level: Literal["local", "main", "area", "work_environment"] = "local"
    asks: Text | None = None


class MessageSpec(Part):
    """Who is told, by whom, through what, and why. `to` are audiences; `package` helps the sender say it."""

    to: Annotated[tuple[Key, ...], Field(min_length=1)]
    channel: Text
    sender: Responsible
    why: Text
    preliminary: StrictBool = False
    package: Key | None = None


class Activity(Part):
    """`after` are activities it waits for. `carry_over`: what a turn leaves open goes on to the next one."""

    key: Key
    title: Text
    kind: ActivityKind
    stage: Key
    where: Where = "local"
    when: When
    lasts: Length | None = None
    text: Text | None = None
    responsible: Responsible = "leader"
    together_with: tuple[Responsible, ...] = ()
    participants: Text | None = None
    place: Text | None = None
    hours: tuple[Hours, ...] = ()
    product: Product | None = None
    med: MedSpec | None = None
    message: MessageSpec | None = None
    after: tuple[Key, ...] = ()
    carry_over: StrictBool = False

    @property
    def comes_back(self) -> bool:
        """Whether it is a series, with more than one turn."""
        return read_when(self.when).kind == "every"

    def contradictions(self, order: Order) -> Iterator[Contradiction]:
        """What does not fit within the activity, or with the stage it stands in."""
        yield from order.pointed_at(("stage",), self.stage)
        yield from when_rules.contradictions((), self.when, self.lasts, self.stage, order)
        for kind, part in _OWN_PART.items():
            values = {"kind": kind, "part": part}
            if self.kind == kind and getattr(self, part) is None:
                yield Contradiction(("kind",), "part_missing", values)
            elif self.kind != kind and getattr(self, part) is not None:
                yield Contradiction((part,), "part_not_here", values, at_name=True)
        if self.carry_over and not self.comes_back:
            yield Contradiction(("carry_over",), "carry_over_alone")
        yield from _hours_twice(self.hours)
        for found in same_key_twice(self.together_with):
            yield found.under("together_with")
        if self.product is not None:
            for found in same_key_twice(field.key for field in self.product.fields):
                yield found.under("product", "fields")


def contradictions(
    activities: Sequence[Activity], order: Order, *, audiences: Collection[str], packages: Collection[str]
) -> Iterator[Contradiction]:
    """What does not fit together, each with its path from the list of activities."""
    yield from same_key_twice(activity.key for activity in activities)
    by_key = {activity.key: activity for activity in activities}
    for place, activity in enumerate(activities):
        for found in activity.contradictions(order):
            yield found.under(place)
        if activity.message is not None:
            yield from all_there((place, "message", "to"), "audience", activity.message.to, audiences)
            if activity.message.package is not None:
                path = (place, "message", "package")
                yield from not_there(path, "package", activity.message.package, packages)
        yield from all_there((place, "after"), "activity", activity.after, by_key)
        yield from _waits_for_later(place, activity, by_key, order)
        if _comes_back(activity.key, by_key):
            yield Contradiction((place, "after"), "activities_in_a_ring", {"activity": activity.key})


def _waits_for_later(
    place: int, activity: Activity, by_key: Mapping[str, Activity], order: Order
) -> Iterator[Contradiction]:
    for at, key in enumerate(activity.after):
        other = by_key.get(key)
        if other is None or not {activity.stage, other.stage} <= order.follows.keys():
            continue
        if order.precedes(activity.stage, other.stage):
            values = {"activity": key, "stage": other.stage}
            yield Contradiction((place, "after", at), "waits_for_later", values)


def _comes_back(start: str, by_key: Mapping[str, Activity]) -> bool:
    seen: set[str] = set()
    ahead = list(by_key[start].after)
    while ahead:
        key = ahead.pop()
        if key == start:
            return True
        if key not in seen and key in by_key:
            seen.add(key)
            ahead.extend(by_key[key].after)
    return False


def _hours_twice(hours: Sequence[Hours]) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for place, line in enumerate(hours):
        if line.key in seen:
            yield Contradiction(("hours", place), "hours_twice", {"who": line.who})
        seen.add(line.key)
