"""What one turn of a series leaves open stands on the next."""

from __future__ import annotations

from datetime import datetime

from ..models import Activity, Series
from ..rules import OPEN


def carry_over(series: Series | None, *, now: datetime) -> None:
    """Let each turn that is still to be carry what the last one held before it left open. One that could not be held,
    or was taken out, hands on what was carried to it."""
    if series is None or not series.carries_over:
        return
    ends = ""
    differ = []
    for turn in Activity.objects.filter(series=series).order_by("number"):
        if turn.state in OPEN:
            if turn.carried != ends:
                turn.carried, turn.changed_at = ends, now
                differ.append(turn)
            ends = ""
        elif turn.state == "held":
            ends = turn.open_ends
    Activity.objects.bulk_update(differ, ["carried", "changed_at"])
