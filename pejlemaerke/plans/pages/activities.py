"""An activity's own page, and what can stand before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pejlemaerke.meetings.models import MedItem
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.access import Scope, leaders_of
from pejlemaerke.organisation.models import Committee, Post
from pejlemaerke.record.panel import Panel, read_panel
from pejlemaerke.ui.dates import say_date

from .. import rules
from ..forms.closing import is_per_service, questions_of
from ..models import Activity, Hours, Plan, Product, Service, Waits
from ..words import say_hours
from .shared import Mark, is_done, is_late, kind_word, mark_of, say_day, say_responsible, say_when

#: So many others are offered as something to wait for before one searches.
MOST_OFFERED = 40
#: So many names are suggested as responsible.
MOST_NAMES = 200


@dataclass(frozen=True)
class Related:
    """Another activity that this one waits for, or that waits for it."""

    title: str
    url: str
    when: str
    state: Mark
    is_done: bool


@dataclass(frozen=True)
class ServiceSaid:
    """What was said about one service (or about the whole): question and answer."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HoursLine:
    words: str
    why: str


@dataclass(frozen=True)
class ActivityPage:
    activity: Activity
    state: Mark
    kind: str
    when: str
    is_late: bool
    has_come: bool
    #: Its last day is today or has passed.
    is_past: bool
    responsible: str
    leader: str
    hours: tuple[HoursLine, ...]
    waits_for: tuple[Related, ...]
    waited_for_by: tuple[Related, ...]
    before: Related | None
    after: Related | None
    series: str
    promise_url: str
    med_url: str
    med_state: str
    asks: tuple[str, ...]
    said: tuple[ServiceSaid, ...]
    held: str
    may_change: bool
    may_close: bool
    may_reopen: bool
    may_confirm: bool
    panel: Panel


def read_activity(activity: Activity, scope: Scope, *, today: date) -> ActivityPage:
    """Seven queries at most, whatever hangs on it."""
    others = _waits(activity)
    turns = _turns(activity)
    change = bool(rules.may_change_activity(scope, activity))
    leader = leaders_of([activity.plan.unit_id], on=today).get(activity.plan.unit_id)
    if activity.plan.is_central:
        leader = activity.plan.initiative.sponsor
    med = activity.med_item
    return ActivityPage(
        activity=activity,
        state=mark_of(activity),
        kind=kind_word(activity.kind),
        when=say_when(activity),
        is_late=not is_done(activity) and is_late(activity.state, activity.last, today),
        has_come=activity.first is None or activity.first <= today,
        is_past=activity.last is None or activity.last <= today,
        responsible=say_responsible(activity),
        leader=leader.name if leader else "",
        hours=tuple(_hours(activity)),
        waits_for=tuple(_related(one, today) for one in others[0]),
        waited_for_by=tuple(_related(one, today) for one in others[1]),
        before=_related(turns[0], today) if turns[0] else None,
        after=_related(turns[1], today) if turns[1] else None,
        series=_series(activity),
        promise_url=activity.subtask.get_absolute_url() if activity.subtask else "",
        med_url=med.get_absolute_url() if med else "",
        med_state=_med_state(med) if med else "",
        asks=tuple(one.text for one in questions_of(activity))
        if activity.state in rules.OPEN and activity.item
        else (),
        said=tuple(read_said([activity])[activity.pk])
        if activity.state not in ("tentative", "dropped")
        else (),
        held=say_date(activity.held_on, today) if activity.held_on else "",
        may_change=change,
        may_close=bool(rules.may_close_activity(scope, activity)),
        may_reopen=bool(rules.may_reopen(scope, activity)),
        may_confirm=change and activity.state == "tentative" and activity.first is not None,
        panel=read_panel(activity, scope),
    )


def say_coming(activity: Activity, today: date) -> str:
    """When it is, for what is still to come; "" for what has been, or has no days."""
    is_coming = activity.last is not None and activity.last > today
    return say_when(activity) if is_coming else ""


def _waits(activity: Activity) -> tuple[list[Activity], list[Activity]]:
    """What it waits for, and what waits for it. One query."""
    found = Waits.objects.filter(Q(activity=activity) | Q(after=activity)).select_related(
        "activity__med_item", "after__med_item"
    )
    rows = list(found.order_by("after__first", "activity__first", "id"))
    return (
        [one.after for one in rows if one.activity_id == activity.pk],
        [one.activity for one in rows if one.after_id == activity.pk],
    )


def _turns(activity: Activity) -> tuple[Activity | None, Activity | None]:
    """The times before and after it in its series. One query for those that have one."""
    if activity.series_id is None:
        return None, None
    beside = Activity.objects.filter(
        series=activity.series_id, number__in=(activity.number - 1, activity.number + 1)
    )
    by_number = {one.number: one for one in beside}
    return by_number.get(activity.number - 1), by_number.get(activity.number + 1)


def _series(activity: Activity) -> str:
    if activity.series is None:
        return ""
    return _("Time number %(n)d of “%(series)s”") % {"n": activity.number, "series": activity.series.title}


def _related(activity: Activity, today: date) -> Related:
    return Related(
        activity.title,
        reverse("plans:activity", args=[activity.pk]),
        say_day(activity, today),
        mark_of(activity),
        is_done(activity),
    )


def _hours(activity: Activity) -> Iterable[HoursLine]:
    for line in activity.hours.order_by("id"):
        yield HoursLine(say_hours(line.whom, line.hours, str(Hours.Per(line.per).label)), line.why)


def _med_state(item: MedItem) -> str:
    return {
        "planned": _("Not on an agenda yet"),
        "on_agenda": _("On the agenda"),
        "concluded": _("Concluded"),
        "withdrawn": _("Withdrawn"),
    }.get(item.state, "")


def read_said(activities: Iterable[Activity]) -> dict[UUID, list[ServiceSaid]]:
    """What was said in each of these, by service, in the order it was asked. One query."""
    keys = [one.pk for one in activities]
    found: dict[UUID, dict[Any, list[tuple[str, str]]]] = {key: {} for key in keys}
    names: dict[Any, str] = {None: ""}
    products = (
        Product.objects.filter(activity__in=keys)
        .select_related("service")
        .order_by("activity", "service__position", "id")
    )
    for one in products:
        if one.service is not None:
            names[one.service_id] = one.service.name
        found[one.activity_id].setdefault(one.service_id, []).append((one.question, one.text))
    return {
        key: [
            ServiceSaid(names[service], tuple(lines))
            for service, lines in sorted(by_service.items(), key=lambda pair: pair[0] is None)
        ]
        for key, by_service in found.items()
    }


# -- what forms choose from ------------------------------------------------------------------------------------


def committees_of(plan: Plan) -> list[Committee]:
    """The bodies that can own an activity here: those of the unit and of the units above it, the nearest first."""
    return list(
        Committee.objects.filter(
            organisation=plan.organisation_id, unit__path__in=paths.ancestors(plan.unit.path)
        ).order_by("-unit__path", "name")
    )


def names_of(plan: Plan, on: date) -> list[str]:
    """The people of the unit, to choose the responsible from."""
    posts = Post.objects.filter(
        organisation=plan.organisation_id, unit=plan.unit_id, person__left_on=None
    ).live(on)
    rows = posts.order_by("person__sort_key").values_list("person__first_name", "person__last_name")
    return list(dict.fromkeys(f"{first} {last}".strip() for first, last in rows[:MOST_NAMES]))


def services_for(activity: Activity) -> list[Service]:
    """The unit's list, and what was on it when something was said about it here."""
    return list(
        Service.objects.filter(organisation=activity.organisation_id)
        .filter(Q(unit=activity.plan.unit_id, ended_at=None) | Q(products__activity=activity))
        .distinct()
        .order_by("position", "id")
    )


def asks_services(activity: Activity) -> bool:
    """True if the playbook asks about each of the workplace's services when it closes."""
    return is_per_service(activity)


@dataclass(frozen=True)
class WaitChoice:
    key: str
    title: str
    when: str
    is_chosen: bool


def read_wait_choices(
    activity: Activity, words: str, today: date, ticked: Collection[str] | None = None
) -> tuple[WaitChoice, ...]:
    """What it waits for now (or was `ticked` just now), then what it could wait for: what the words are found in, else
    what comes before it."""
    chosen = (
        set(map(str, activity.waits_for.values_list("after", flat=True))) if ticked is None else set(ticked)
    )
    others = activity.plan.activities.exclude(pk=activity.pk).exclude(state="dropped")
    near = others
    if words:
        near = near.filter(title__icontains=words)
    elif activity.first is not None:
        near = near.filter(Q(first__lte=activity.first) | Q(first=None))
    order = (F("first").desc(nulls_last=True), "pk")
    rows = [*_known(others, chosen).order_by(*order), *near.order_by(*order)[:MOST_OFFERED]]
    return tuple(
        WaitChoice(str(one.pk), one.title, say_day(one, today), str(one.pk) in chosen)
        for one in dict.fromkeys(rows)
    )


def _known(found: QuerySet[Activity], keys: Iterable[str]) -> QuerySet[Activity]:
    """Those of these ids; what is no id is passed over."""
    known = []
    for key in keys:
        with suppress(ValueError):
            known.append(UUID(key))
    return found.filter(pk__in=known)
