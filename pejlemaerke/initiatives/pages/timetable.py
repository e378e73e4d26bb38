"""The timetable: what the playbook suggests, what was decided, and what it comes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.organisation.access import Scope
from pejlemaerke.playbooks.activities import Activity
from pejlemaerke.playbooks.stages import Stage
from pejlemaerke.record.steps import OfferedStep, offered

from .. import rules
from ..models import Initiative, Timing
from ..suggestions import Decided, suggest
from ..timetable import Timetable, in_order, items, overlaps
from ..timetable_words import (
    say_difference,
    say_fault,
    say_origin,
    say_placed,
    say_stage_suggestion,
    say_when,
)
from .decisions import PointShown, points_of, show


@dataclass(frozen=True)
class Item:
    """Something in the playbook that can be given days here: a stage, an activity of the centre, or one of the
    workplaces that a decision seems to give days."""

    item: str
    title: str
    lang: str
    suggestion: str
    is_stage: bool
    is_local: bool = False


@dataclass(frozen=True)
class TimetableRow:
    """`when` is what it comes to, `origin` where that comes from; `decided` the words it comes from, or `differs`
    from. `fields` are the form's, none for a reader. `is_suggested`: the fields hold a suggestion nobody has saved."""

    item: Item
    when: str
    origin: str
    is_fixed: bool
    differs: bool
    note: str
    decided: PointShown | None
    is_suggested: bool
    fields: tuple[Any, ...]


@dataclass(frozen=True)
class Known:
    """What page and form are made from. `suggested` holds only what has no days yet."""

    items: tuple[Item, ...]
    points: tuple[DecidedPoint, ...]
    timings: Mapping[str, Timing]
    suggested: Mapping[str, DecidedPoint]
    timetable: Timetable


@dataclass(frozen=True)
class TimetablePage:
    initiative: Initiative
    stages: tuple[TimetableRow, ...]
    activities: tuple[TimetableRow, ...]
    #: Activities nobody has given days, and no decision seems to: folded.
    counted: tuple[TimetableRow, ...]
    #: Activities of the workplaces that have been given days, or seem to.
    local: tuple[TimetableRow, ...]
    faults: tuple[str, ...]
    has_start: bool
    has_points: bool
    has_suggestions: bool
    may_set: bool
    #: Where one goes on before the initiative starts, once something has been set.
    step: OfferedStep | None


def read_known(initiative: Initiative, scope: Scope) -> Known:
    """Two queries."""
    playbook = initiative.playbook
    points = [point for point in points_of(initiative, scope) if point.period_text]
    timings = {one.item: one for one in initiative.timings.select_related("point")}
    by_key = {str(point.pk): point for point in points}
    found = suggest(
        [Decided(key, point.heading, point.text, point.first) for key, point in by_key.items()], playbook
    )
    # A decision that speaks of a whole stage gives no days of their own to what workplaces do in it.
    of_stages = {point.key for item, point in found.items() if item.startswith("stages.")}
    shown = _items(
        initiative, timings.keys() | {item for item, point in found.items() if point.key not in of_stages}
    )
    used = {str(one.point_id) for one in timings.values()}
    return Known(
        items=shown,
        points=tuple(points),
        timings=timings,
        suggested={
            one.item: by_key[found[one.item].key]
            for one in shown
            if one.item in found and one.item not in timings and found[one.item].key not in used
        },
        timetable=initiative.read_timetable(timings.values()),
    )


def _items(initiative: Initiative, spoken_of: Collection[str]) -> tuple[Item, ...]:
    """The stages in their order, and the activities of the centre that have a time of their own: what comes back or
    lasts all through follows its stage. Those of the workplaces where they are `spoken_of`."""
    language = get_language() or "da"
    playbook = initiative.playbook
    those = items(playbook)
    keys = [f"stages.{stage.key}" for stage in in_order(playbook)]
    keys += [
        f"activities.{one.key}"
        for one in playbook.activities
        if (one.where == "central" or f"activities.{one.key}" in spoken_of)
        and not one.comes_back
        and one.when != "through"
    ]
    found = []
    for key in keys:
        one = those[key]
        said = (
            say_stage_suggestion(one, playbook)
            if isinstance(one, Stage)
            else say_when(one.when, one.stage, playbook)
        )
        title = one.title
        found.append(
            Item(
                key,
                title.in_language(language),
                title.spoken_in(language),
                said,
                isinstance(one, Stage),
                isinstance(one, Activity) and one.where == "local",
            )
        )
    return tuple(found)


def read_timetable_page(
    initiative: Initiative, scope: Scope, known: Known, form: Any = None
) -> TimetablePage:
    """`form` is for those who may set it."""
    playbook, timetable = initiative.playbook, known.timetable
    points = {point.pk: point for point in known.points}
    within = overlaps(playbook, timetable)
    language = get_language() or "da"

    def row(item: Item) -> TimetableRow:
        placed, timing = timetable.of(item.item), known.timings.get(item.item)
        suggested = known.suggested.get(item.item) if form is not None else None
        point = points.get(timing.point_id) if timing and timing.point_id else suggested
        differs = timing is not None and timing.differs
        note = ""
        if (key := item.item.removeprefix("stages.")) in within and item.is_stage:
            other = playbook.stage(within[key]).title.in_language(language)
            note = _("It begins before “%(other)s” has ended.") % {"other": other}
        return TimetableRow(
            item=item,
            when=say_placed(placed, timing),
            origin=say_difference(point.period if point else None) if differs else say_origin(placed),
            is_fixed=placed.is_fixed,
            differs=differs,
            note=note,
            decided=show(point) if point else None,
            is_suggested=suggested is not None,
            fields=form.fields_of(item.item) if form is not None else (),
        )

    rows = [row(item) for item in known.items]
    activities = [one for one in rows if not (one.item.is_stage or one.item.is_local)]
    return TimetablePage(
        initiative=initiative,
        stages=tuple(one for one in rows if one.item.is_stage),
        activities=tuple(one for one in activities if one.is_fixed or one.is_suggested),
        counted=tuple(one for one in activities if not (one.is_fixed or one.is_suggested)),
        local=tuple(one for one in rows if one.item.is_local and (one.is_fixed or one.is_suggested)),
        faults=tuple(say_fault(fault, playbook) for fault in timetable.faults),
        has_start=initiative.first is not None,
        has_points=bool(known.points),
        has_suggestions=bool(known.suggested),
        may_set=bool(rules.may_set_timetable(scope, initiative)),
        step=next(iter(offered(initiative, scope)), None)
        if known.timings and initiative.state == "draft"
        else None,
    )
