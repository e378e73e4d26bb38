"""Something of one's own that comes again: a series and its turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.calendar_days import next_working_day
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.periods import Period
from pejlemaerke.playbooks.texts import later
from pejlemaerke.ui.dates import say_span

from ..fields import ActivityFields
from ..models import Activity, Plan, Series
from .activities import add_activity
from .stages import begin_planning

#: More turns than this is no plan.
MOST_TURNS = 60


@transaction.atomic
def add_series(
    plan: Plan,
    fields: ActivityFields,
    *,
    every: str,
    until: date,
    by: Actor,
    now: datetime,
    carries_over: bool = False,
) -> list[Activity]:
    """`fields` as the first turn, and again every so often ("5w", "1m") until that day; each as long as the first, none
    on a day when nobody works. All tentative. Refused without a first day, or for more than `MOST_TURNS`."""
    period = fields.period
    if period is None or period.first is None or period.last is None:
        raise Refused(_("Say when the first time is."))
    if until < period.first:
        raise Refused(_("It would end before the first time."))
    begin_planning(plan, by=by, now=now)
    starts = _starts(period.first, every, until)
    series = Series.objects.create(
        organisation_id=plan.organisation_id, plan=plan, title=fields.title, every=every, first=period.first,
        last=until, carries_over=carries_over,
    )  # fmt: skip
    length = period.last - period.first
    return [
        add_activity(
            plan,
            fields if number == 1 else replace(fields, period=_turn(start, length)),
            by=by,
            now=now,
            series=series,
            number=number,
        )
        for number, start in enumerate(starts, 1)
    ]


def _starts(first: date, every: str, until: date) -> list[date]:
    count, unit = int(every[:-1]), every[-1]
    found = [first]
    while (following := later(first, len(found) * count, unit)) <= until:
        found.append(following)
        if len(found) > MOST_TURNS:
            words = ngettext("That is more than %(n)s time.", "That is more than %(n)s times.", MOST_TURNS)
            raise Refused(words % {"n": MOST_TURNS})
    return found


def _turn(start: date, length: timedelta) -> Period:
    first = next_working_day(start)
    last = first + length
    return Period(say_span(first, last), first, last, "day" if first == last else "range")
