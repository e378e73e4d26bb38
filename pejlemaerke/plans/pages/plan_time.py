"""A plan as a timeline: what it is drawn from. What is folded is counted by the database and not sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.core.calendar_days import holidays_between, poor_weeks_between
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Unit
from pejlemaerke.ui.charts.timeline import Band, BandState, Bar, BarEnd, BarShape, Gate, Group, TimelineInput

from .. import rules
from ..models import Activity, Plan
from ..models.activities import Kind
from .plan import PlanPage, StageShown, Tally, activities_of
from .shared import activity_mark, kind_word

#: So many bars are drawn at most: each is about a thousand letters of HTML, with its row in the table.
MOST_BARS = 150
#: So many are unfolded by themselves.
SHOWN_AT_ONCE = 60
#: Nothing further away than this makes the drawing wider: a slip of the pen in a year would.
FURTHEST = timedelta(days=3 * 366)
#: So many workplaces of an unfolded branch are drawn.
MOST_WORKPLACES = 60
#: The group of what stands in no stage. No stage has such a key.
OUTSIDE = "-"

_SHAPES: dict[str, BarShape] = {"med_item": "med", "message": "message", "report": "milestone"}
_ENDS: dict[str, BarEnd] = {"held": "held", "not_held": "not-held"}
_WEEK = timedelta(days=7)

Days = tuple[date, date, int]


@dataclass(frozen=True)
class TimePage:
    """`left_out` are the unfolded activities there was no room for, `more` the workplaces."""

    given: TimelineInput
    sentence: str
    left_out: int
    undated: int
    more: int


def read_time(
    page: PlanPage, scope: Scope, *, opened: str | None, branch: str, today: date
) -> TimePage | None:
    """The timeline: one query, and for a central plan two or three more. None while nothing has a date.

    `opened` are the keys of the groups to unfold, parted by commas; None for what suits. `branch` is the path of the
    unit whose workplaces are shown one by one.
    """
    plan = page.plan
    by_group: dict[str, list[Tally]] = defaultdict(list)
    stage_keys = {one.stage.pk: one.stage.key for one in page.stages}
    for tally in page.tallies:
        by_group[stage_keys[tally.stage] if tally.stage else OUTSIDE].append(tally)
    named = [(one.stage.key, one.title) for one in page.stages if one.count]
    if OUTSIDE in by_group:
        named.append((OUTSIDE, _("Outside the stages") if named else _("Activities")))
    counts = {key: sum(one.count for one in by_group[key]) for key, _title in named}
    shown = _chosen(page.stages, counts, opened)
    bars, left_out = _bars(plan, shown, stage_keys, counts, today)
    groups = [
        Group(
            key,
            title,
            sum(one.count for one in by_group[key] if one.state != "not_held"),
            _toggle(shown, key),
            key not in shown,
            _weeks(
                (one.first, one.last, one.count)
                for one in by_group[key]
                if one.first and one.last and one.state != "not_held"
            )
            if key not in shown
            else (),
        )
        for key, title in named
    ]
    below: list[Days] = []
    more = 0
    if plan.is_central:
        branches, more = _branches(plan, scope, branch, shown)
        for group, days in branches:
            groups.append(group)
            below += days
    span = _span(page, below, today)
    if span is None:
        return None
    first, last = span
    given = TimelineInput(
        first,
        last,
        today,
        bands=tuple(_bands(page.stages)),
        groups=tuple(groups),
        bars=tuple(bars),
        gates=tuple(_gates(page.stages)),
        holidays=holidays_between(first, last),
        poor_weeks=poor_weeks_between(first, last),
    )
    undated = sum(one.count for one in page.tallies if one.first is None and one.state != "not_held")
    return TimePage(given, say_stages(page.stages), left_out, undated, more)


def say_stages(stages: Sequence[StageShown]) -> str:
    """What is under way, and what the next stage waits for."""
    said = []
    under_way = [one.title for one in stages if one.stage.state == "open"]
    if under_way:
        names = ", ".join(_("“%(title)s”") % {"title": title} for title in under_way)
        said.append(
            ngettext("%(names)s is under way.", "%(names)s are under way.", len(under_way)) % {"names": names}
        )
    coming = next((one for one in stages if one.stage.state in ("next", "waiting") and one.missing), None)
    has_begun = any(one.stage.state != "waiting" for one in stages)
    if coming is not None and has_begun:
        said.append(
            _("“%(stage)s” can open when this is in place: %(missing)s.")
            % {"stage": coming.title, "missing": "; ".join(coming.missing)}
        )
    return " ".join(said)


def _chosen(stages: Sequence[StageShown], counts: Mapping[str, int], opened: str | None) -> list[str]:
    """The groups that are unfolded: those asked for, else what is under way and as much more as is seen at once."""
    if opened is not None:
        asked = set(opened.split(","))
        return [key for key in counts if key in asked]
    shown, room = [], SHOWN_AT_ONCE
    under_way = {one.stage.key for one in stages if one.stage.state == "open"}
    for key in sorted(counts, key=lambda key: key not in under_way):
        if 0 < counts[key] <= room:
            shown.append(key)
            room -= counts[key]
    return [key for key in counts if key in shown]


def _toggle(shown: Sequence[str], key: str) -> str:
    """The address of the page with that group folded or unfolded, at that group."""
    wanted = [one for one in shown if one != key] if key in shown else [*shown, key]
    return f"?{urlencode({'open': ','.join(wanted)}, safe=',')}#plan-{key}"


def _bars(
    plan: Plan, shown: Sequence[str], stage_keys: Mapping[Any, str], counts: Mapping[str, int], today: date
) -> tuple[list[Bar], int]:
    """The bars of what is unfolded. Where they are too many, those from a fortnight ago and on: one query."""
    if not shown:
        return [], 0
    stages = [pk for pk, key in stage_keys.items() if key in shown]
    found = activities_of(plan).exclude(first=None)
    within = found.filter(stage__in=stages)
    if OUTSIDE in shown:
        within |= found.filter(stage=None)
    total = sum(counts[key] for key in shown)
    if total > MOST_BARS:
        within = within.filter(last__gte=today - 2 * _WEEK)
    rows = within.order_by("first", "pk").values_list(
        "pk", "title", "first", "last", "kind", "state", "stage", "med_item__state"
    )[:MOST_BARS]
    words = {state: activity_mark(state).word for state in ("tentative", "confirmed", "held", "not_held")}
    kinds = {kind: kind_word(kind) for kind in Kind.values}
    there = reverse("plans:activity", args=["00000000-0000-0000-0000-000000000000"])
    before, after = there.split("00000000-0000-0000-0000-000000000000")
    bars = [
        Bar(
            str(key),
            title,
            first,
            last or first,
            kinds[kind],
            _SHAPES.get(kind, "bar"),
            state == "tentative",
            words[state],
            f"{before}{key}{after}",
            stage_keys[stage] if stage else OUTSIDE,
            "held" if med == "concluded" and state in rules.OPEN else _ENDS.get(state, ""),
        )
        for key, title, first, last, kind, state, stage, med in rows
        if first is not None
    ]
    return bars, max(total - len(bars), 0) if total > MOST_BARS else 0


def _weeks(spans: Iterable[Days]) -> tuple[tuple[date, int], ...]:
    """How much goes on in each week: every span counts in all its weeks. Each span costs two additions."""
    steps: dict[date, int] = defaultdict(int)
    for first, last, count in spans:
        steps[_monday(first)] += count
        steps[_monday(last) + _WEEK] -= count
    found: list[tuple[date, int]] = []
    going = 0
    days = sorted(steps)
    for at, until in pairwise(days):
        going += steps[at]
        monday = at
        while going and monday < until and len(found) < 2000:
            found.append((monday, going))
            monday += _WEEK
    return tuple(found)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _bands(stages: Iterable[StageShown]) -> Iterable[Band]:
    """Stages that overlap stand in lanes of their own."""
    states: dict[str, BandState] = {
        "waiting": "waiting", "next": "waiting", "open": "open", "ended": "ended",
    }  # fmt: skip
    ends: list[date] = []
    for one in stages:
        first, last = one.stage.first, one.stage.last
        if first is None or last is None:
            continue
        lane = next((at for at, end in enumerate(ends) if end < first), len(ends))
        ends[lane:lane + 1] = [last]  # fmt: skip
        yield Band(one.stage.key, one.title, first, last, states[one.stage.state], lane, one.url)


def _gates(stages: Iterable[StageShown]) -> Iterable[Gate]:
    for one in stages:
        on = one.stage.opened_on or one.stage.first
        if one.has_gate and on is not None:
            yield Gate(one.title, on, one.stage.state in ("open", "ended"), one.missing, one.url)


def _span(page: PlanPage, below: Iterable[Days], today: date) -> tuple[date, date] | None:
    """From the first day to the last of all that is drawn, with a week of air; what lies years away is left outside."""
    days = [
        day
        for tally in page.tallies
        for day in (tally.first, tally.last)
        if day and abs(day - today) < FURTHEST
    ]
    days += [day for one in page.stages for day in (one.stage.first, one.stage.last) if day]
    days += [day for first, last, _count in below for day in (first, last) if abs(day - today) < FURTHEST]
    if not days:
        return None
    return min(days) - _WEEK, max(days) + _WEEK


# -- the central plan: its branches ----------------------------------------------------------------------------


def _branches(
    plan: Plan, scope: Scope, branch: str, shown: Sequence[str]
) -> tuple[list[tuple[Group, list[Days]]], int]:
    """The workplaces' plans the reader may see, gathered by the units below the initiative's own and counted week by
    week; the branch asked for is unfolded into its workplaces, and how many of them there is no room for. Two queries,
    and one for what is unfolded."""
    depth = len(plan.unit.path) + paths.STEP
    plans = Plan.objects.visible_to(scope).filter(initiative=plan.initiative_id, is_central=False)
    heads = plans.order_by().annotate(head=Substr("unit__path", 1, depth)).values("head").distinct()
    units = list(Unit.objects.filter(organisation=plan.organisation_id, path__in=heads).order_by("path"))
    opened = next((unit.path for unit in units if unit.path == branch), "")
    spans = _days_by_path(plans, depth, opened)
    groups: list[tuple[Group, list[Days]]] = []
    more = 0
    for unit in units:
        is_open = unit.path == opened
        query = {"open": ",".join(shown), "branch": "" if is_open else unit.path}
        url = f"?{urlencode(query, safe=',')}#plan-{unit.path}"
        days = [
            one for path, found in spans.items() for one in found
            if path == unit.path or (is_open and path.startswith(opened))
        ]  # fmt: skip
        groups.append(_group(unit.path, unit.name, url, days, is_folded=not is_open))
        if is_open:
            within = plans.filter(unit__path__gte=opened, unit__path__lt=paths.end(opened))
            below = list(within.order_by("unit__path").values_list("pk", "unit__path", "unit__name"))
            more = max(len(below) - MOST_WORKPLACES, 0)
            groups += [
                _group(f"{path}-own", name, reverse("plans:plan", args=[key]), spans[path], leads_away=True)
                for key, path, name in below[:MOST_WORKPLACES]
            ]
    return groups, more


def _days_by_path(plans: QuerySet[Plan], depth: int, opened: str) -> dict[str, list[Any]]:
    """The days of what stands in these plans, counted, by the branch they are in; in the one that is unfolded by
    workplace. One query."""
    path: Any = Substr("plan__unit__path", 1, depth)
    if opened:
        within = Q(plan__unit__path__gte=opened, plan__unit__path__lt=paths.end(opened))
        path = Case(When(within, then=F("plan__unit__path")), default=path)
    rows = (
        Activity.objects.filter(plan__in=plans.values("pk"))
        .exclude(state__in=("dropped", "not_held"))
        .order_by()
        .annotate(path=path)
        .values_list("path", "first", "last")
        .annotate(n=Count("pk"))
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for at, first, last, count in rows:
        found[at].append((first, last, count))
    return found


def _group(
    key: str, name: str, url: str, days: list[Days], *, is_folded: bool = True, leads_away: bool = False
) -> tuple[Group, list[Days]]:
    dated = [(first, last, count) for first, last, count in days if first]
    count = sum(count for _first, _last, count in days)
    weeks = _weeks(dated) if is_folded else ()
    return Group(key, name, count, url, is_folded, weeks, leads_away), dated
