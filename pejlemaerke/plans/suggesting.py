"""The playbook's suggestions to a plan: what it would hold, and when. Imports no Django. Creates nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from pejlemaerke.playbooks.activities import Activity
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.when import place

Window = tuple[date, date]


@dataclass(frozen=True)
class Suggestion:
    """An activity of the playbook and its windows: one for most, one a turn for a series, none without dates.
    `is_decided`: the days come from a decision, not from counting."""

    activity: Activity
    windows: tuple[Window, ...]
    is_decided: bool = False

    @property
    def key(self) -> str:
        return self.activity.key


def suggestions(
    playbook: Playbook,
    *,
    where: str,
    stages: Mapping[str, Window],
    decided: Mapping[str, Window] | None = None,
    without: Collection[str] = frozenset(),
) -> tuple[Suggestion, ...]:
    """What the playbook suggests for a plan of that kind ("local", "central"), in its own order.

    `stages` gives the days of each stage that has days. `decided` gives the days of activities that were decided, by
    key. `without` are those already taken or set aside.
    """
    found = []
    for activity in playbook.activities:
        if activity.where != where or activity.key in without:
            continue
        if decided and activity.key in decided:
            found.append(Suggestion(activity, (decided[activity.key],), is_decided=True))
        else:
            found.append(Suggestion(activity, windows_of(activity, stages)))
    return tuple(found)


def windows_of(activity: Activity, stages: Mapping[str, Window]) -> tuple[Window, ...]:
    """The days of an activity; none while its stage, or the stage it comes before, has none."""
    if activity.stage not in stages:
        return ()
    first, last = stages[activity.stage]
    try:
        return tuple(place(activity.when, activity.lasts, first=first, last=last, stages=stages))
    except KeyError:
        return ()
