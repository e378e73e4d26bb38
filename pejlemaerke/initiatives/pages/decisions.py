"""The decided points an initiative carries out, and those it can be started from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import parse_period
from pejlemaerke.meetings.models import DecidedPoint, Memo
from pejlemaerke.organisation.access import Scope
from pejlemaerke.playbooks.loader import library
from pejlemaerke.record.models import Link, type_of
from pejlemaerke.ui.dates import say_period, say_span, write_date

from ..models import Initiative
from ..suggestions import suggest_playbook

#: More of one meeting's decisions than this stand folded.
AT_ONCE = 5

#: A heading under which minutes say what it is all for.
_PURPOSE = ("formål", "hvorfor", "why", "purpose", "idé", "vision")


@dataclass(frozen=True)
class PointShown:
    text: str
    heading: str
    when: str
    url: str


@dataclass(frozen=True)
class MeetingShown:
    """What one meeting decided, and the proposal it had before it."""

    title: str
    points: tuple[PointShown, ...]
    more: tuple[PointShown, ...]
    proposal_url: str


def points_of(initiative: Initiative, scope: Scope) -> list[DecidedPoint]:
    """What it carries out, as far as the reader may see it. One query."""
    causes = Link.objects.filter(
        organisation=initiative.organisation_id,
        effect_type=type_of(initiative),
        effect_id=initiative.pk,
        cause_type=type_of(DecidedPoint),
    )
    found = DecidedPoint.objects.visible_to(scope).filter(pk__in=causes.values("cause_id"))
    return _ordered(found)


def points_to_start_from(scope: Scope, keys: Iterable[UUID]) -> list[DecidedPoint]:
    """The points named, and all others that were settled at the same meetings. Two queries."""
    named = DecidedPoint.objects.visible_to(scope).filter(pk__in=list(keys), settled=True)
    meetings = set(named.values_list("item__meeting", flat=True))
    if not meetings:
        return []
    return _ordered(DecidedPoint.objects.visible_to(scope).filter(settled=True, item__meeting__in=meetings))


def _ordered(found: object) -> list[DecidedPoint]:
    return list(
        found.select_related("item__meeting__committee__unit", "item__memo").order_by(  # type: ignore[attr-defined]
            "item__meeting__starts_at", "item__meeting", "item__position", "position", "pk"
        )
    )


def shown(points: Sequence[DecidedPoint], scope: Scope) -> tuple[MeetingShown, ...]:
    """By meeting. At most one query, for which proposals the reader may see."""
    memos = {point.item.memo_id for point in points if point.item.memo_id}
    open_to_reader = (
        {memo.pk: memo.get_absolute_url() for memo in Memo.objects.visible_to(scope).filter(pk__in=memos)}
        if memos
        else {}
    )
    groups: dict[UUID, list[DecidedPoint]] = {}
    for point in points:
        groups.setdefault(point.item_id, []).append(point)
    return tuple(
        MeetingShown(
            title=_("%(body)s decided %(day)s") % {
                "body": group[0].item.meeting.committee.name,
                "day": write_date(localdate(group[0].item.meeting.starts_at)),
            },
            points=tuple(show(point) for point in group[:AT_ONCE]),
            more=tuple(show(point) for point in group[AT_ONCE:]),
            proposal_url=open_to_reader.get(group[0].item.memo_id or group[0].item_id, ""),
        )
        for group in groups.values()
    )  # fmt: skip


def show(point: DecidedPoint) -> PointShown:
    period = point.period
    return PointShown(
        point.text, point.heading, say_period(period) if period else "", point.get_absolute_url()
    )


@dataclass(frozen=True)
class Source:
    """The decision that gave days to an item of the playbook, in its own words. `where` is the body and the day.
    `said_when` is what it said of the time, `first` and `last` its days."""

    item: str
    text: str
    where: str
    said_when: str
    first: date | None
    last: date | None
    url: str


def source_of(initiative: Initiative, items: Sequence[str], scope: Scope) -> Source | None:
    """Where the days of the first of these items come from that has been given some ("activities.kick-off",
    "stages.before"). None where no decision gave them, and for who may not read it. At most two queries."""
    timings = {
        one.item: one
        for one in initiative.timings.filter(item__in=items).select_related(
            "point__item__meeting__committee__unit"
        )
    }
    timing = next((timings[item] for item in items if item in timings), None)
    if timing is None or timing.point is None:
        return None
    point = timing.point
    if not DecidedPoint.objects.visible_to(scope).filter(pk=point.pk).exists():
        return None
    meeting = point.item.meeting
    return Source(
        item=timing.item,
        text=point.text,
        where=f"{meeting.committee.name}, {write_date(localdate(meeting.starts_at))}",
        said_when=say_period(point.period) if point.period else "",
        first=point.first,
        last=point.last,
        url=point.get_absolute_url(),
    )


def suggestions_from(points: Sequence[DecidedPoint]) -> dict[str, str]:
    """Title, why, period and playbook as the decision gives them, for the form to begin with. The playbook is ""
    where the words point at none."""
    if not points:
        return {}
    first = points[0]
    purposes = [point for point in points if any(word in point.heading.casefold() for word in _PURPOSE)]
    return {
        "title": first.item.title[:200],
        "why": "\n\n".join(point.text for point in purposes or points[:1]),
        "period": _period(points),
        "playbook": suggest_playbook(
            " ".join([first.item.title, *(f"{point.heading} {point.text}" for point in points)]), library()
        ),
    }


def _period(points: Sequence[DecidedPoint]) -> str:
    """From the first day decided to the last; in the decision's own words where it is one period."""
    dated = [point for point in points if point.first and point.last]
    if not dated:
        return ""
    if len({point.period_text for point in dated}) == 1 and parse_period(dated[0].period_text).first:
        return dated[0].period_text
    return say_span(
        min(point.first for point in dated if point.first), max(point.last for point in dated if point.last)
    )
