"""The one registry of the house: rooms hang next steps on models of rooms above them, in their `apps.py`.

A step is a link to a page; whether it is offered is a rule of the room that hung it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pejlemaerke.core.verdict import Verdict


@dataclass(frozen=True)
class NextStep:
    """`name` is a lazy string; `url_name` takes the object's id; `rule(scope, obj)` says whether it is offered.
    `leads`: it stands before the others, whichever room hung them."""

    name: Any
    url_name: str
    rule: Callable[[Any, Any], Verdict | bool]
    leads: bool = False


@dataclass(frozen=True)
class OfferedStep:
    title: str
    url: str


_steps: dict[str, list[NextStep]] = defaultdict(list)


def hang(object_type: str, step: NextStep) -> None:
    """Offer `step` on every page of that kind of object ("initiatives.initiative")."""
    if step not in _steps[object_type]:
        _steps[object_type].append(step)


def offered(obj: Any, scope: Any) -> list[OfferedStep]:
    """The steps this person may take from `obj`: those that lead, then the others, in the order they were hung."""
    return [
        OfferedStep(str(step.name), reverse(step.url_name, args=[obj.pk]))
        for step in sorted(_steps[obj._meta.label_lower], key=lambda step: not step.leads)
        if step.rule(scope, obj)
    ]
