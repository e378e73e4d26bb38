"""What the pages of carrying out say alike."""

from __future__ import annotations

from typing import Any

from pejlemaerke.ui.dates import say_span

from ..models import Plan
from .shared import Mark


def about(plan: Plan) -> dict[str, Any]:
    """What the head of every page under a plan needs."""
    return {"plan": plan, "plan_name": plan.thread_title}


def mark(states: dict[str, tuple[Any, str]], state: str) -> Mark:
    word, shape = states[state]
    return Mark(str(word), shape)


def say_days(stage: Any) -> str:
    """The days of a stage; its own words where it has none."""
    if stage.first is None or stage.last is None:
        return str(stage.period_text)
    return say_span(stage.first, stage.last)
