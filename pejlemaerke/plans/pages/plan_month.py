"""A plan as a month on the wall: one query, whatever stands in the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from pejlemaerke.core.calendar_days import holidays_between
from pejlemaerke.ui.charts.month import Entry, Month, lay_out
from pejlemaerke.ui.dates import MONTHS

from ..models.activities import Kind
from .plan import PlanPage, activities_of
from .shared import kind_word, language_of

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class MonthPage:
    month: Month
    before: str
    after: str
    before_name: str
    after_name: str


def read_month(page: PlanPage, told: str, today: date) -> MonthPage:
    """The month asked for ("2026-12"); without one, this month, or the nearest in which the plan holds something."""
    begins = read_month_told(told) or _nearest(page, today)
    ends = _following(begins) - timedelta(days=1)
    week = timedelta(days=7)
    kinds = {kind: kind_word(kind) for kind in Kind.values}
    found = (
        activities_of(page.plan)
        .filter(first__lt=ends + week, last__gt=begins - week)
        .order_by("first", "starts", "pk")
        .values_list("pk", "title", "first", "last", "kind", "state")
    )
    entries = [
        Entry(
            str(key),
            title,
            first,
            last,
            reverse("plans:activity", args=[key]),
            kinds[kind],
            state == "tentative",
        )
        for key, title, first, last, kind, state in found
        if first is not None and last is not None
    ]
    month = lay_out(
        begins.year, begins.month, entries, today=today, holidays=holidays_between(begins - week, ends + week)
    )
    before = (begins - timedelta(days=1)).replace(day=1)
    after = _following(begins)
    return MonthPage(month, f"{before:%Y-%m}", f"{after:%Y-%m}", _name(before), _name(after))


def read_month_told(told: str) -> date | None:
    """ "2026-12" as its first day; None for anything else, and for years nobody plans in."""
    found = _MONTH.fullmatch(told)
    if found is None or not 1 <= int(found[2]) <= 12 or not 2000 <= int(found[1]) <= 2200:
        return None
    return date(int(found[1]), int(found[2]), 1)


def _nearest(page: PlanPage, today: date) -> date:
    """This month where something goes on from it; else that of the first to come, or of the last there was."""
    begins = today.replace(day=1)
    days = [(one.first, one.last) for one in page.tallies if one.first and one.last]
    if not days or any(first < _following(begins) and last >= begins for first, last in days):
        return begins
    coming = [first for first, _last in days if first >= begins]
    return (min(coming) if coming else max(last for _first, last in days)).replace(day=1)


def _following(begins: date) -> date:
    return (begins + timedelta(days=31)).replace(day=1)


def _name(begins: date) -> str:
    return f"{MONTHS[language_of()][begins.month - 1]} {begins.year}"
