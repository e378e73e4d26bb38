"""Whether the steps that plans hang on objects of rooms above are offered."""

from __future__ import annotations

from typing import Any

from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.initiatives.models import Initiative


def has_central_plan(scope: Any, initiative: Initiative) -> bool:
    return initiative.state in ("running", "closed")


def has_plan(scope: Any, backbrief: Backbrief) -> bool:
    """From the day the backbrief is accepted: suggestions stand beside it, and its subtasks can be taken."""
    return backbrief.accepted_id is not None
