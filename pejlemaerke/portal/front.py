"""Min side: what awaits me, what is due soon, what I follow. Read in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.briefs import rules as brief_rules
from pejlemaerke.briefs.models import Brief, CommitteeView
from pejlemaerke.initiatives.models import Initiative, Participation
from pejlemaerke.organisation.access import Scope, leaders_of
from pejlemaerke.record.models import Turn, TurnQuerySet
from pejlemaerke.record.turns import asked
from pejlemaerke.ui.dates import say_date, say_due

from .context import own_unit_url
from .following import (
    MOST_SOON,
    SOON,
    followed,
    plan_row,
    propose_url,
    read_initiatives,
    read_own_plans,
    soon_and_own,
)
from .rows import Row
from .things import Thing, backbriefs, read_things

#: A list longer than this is a list nobody reads; the rest is counted.
MOST_TURNS = 100
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FrontPage:
    turns: tuple[Row, ...]
    more_turns: bool
    soon: tuple[Row, ...]
    follows: tuple[Row, ...]
    unit_url: str
    #: Where one proposes something to one's workplace's plan; "" where there is none to propose to.
    propose_url: str = ""


@dataclass(frozen=True)
class _Waiting:
    """A row with what it is ordered by: overdue first, then by date, then the oldest."""

    due: date | None
    since: datetime
    row: Row
    initiative: UUID | None = None
    initiative_title: str = ""
    what: str = ""
    plan: Thing | None = None
    is_ahead: bool = False

    @property
    def order(self) -> tuple[bool, date, datetime]:
        return (self.due is None, self.due or date.max, self.since)


#: What is planned for a day is not my turn long before it: days ahead from which it is. Until then it is only "soon",
#: and what is further off stands in the plan.
FROM_DAYS_BEFORE = {
    "plans.hold": 0,
    "plans.confirm": 14,
    "plans.open_stage": 14,
    "plans.end_stage": 7,
    "plans.write_evaluation": 14,
    "plans.write_sketch": 14,
    "initiatives.keep_an_eye": 0,
    "meetings.open": 1,
    "meetings.conclude_med_item": 1,
}


def due_now(turns: TurnQuerySet, today: date) -> TurnQuerySet:
    """Those that are somebody's turn today; what is planned for a day is not, long before it."""
    ahead = Q(pk__in=[])
    for what, days in FROM_DAYS_BEFORE.items():
        ahead |= Q(what=what, due__gt=today + timedelta(days=days))
    return turns.exclude(ahead)


def read_front(scope: Scope, today: date) -> FrontPage:
    turns = list(
        Turn.objects.filter(organisation=scope.organisation)
        .of(scope.owner_keys)
        .exclude(due__gt=today + SOON, what__in=FROM_DAYS_BEFORE)
        .order_by(F("due").asc(nulls_last=True), "since", "id")[: MOST_TURNS + 1]
    )
    initiatives = read_initiatives(scope, turns)
    rows = _together(_turn_rows(turns[:MOST_TURNS], scope, today, initiatives))
    waiting = [
        *(row for row in rows if not row.is_ahead),
        *_first_briefs(scope, initiatives.values()),
        *_briefs_to_pass_on(scope),
        *_views_to_give(scope, today),
    ]
    waiting.sort(key=lambda one: one.order)
    soon, own = soon_and_own(scope, today)
    follows = [one for one in initiatives.values() if one.state == "running"]
    plans = read_own_plans(scope, follows)
    ahead = [_as_coming(one) for one in rows if one.is_ahead]
    return FrontPage(
        turns=tuple(_named(waiting)),
        more_turns=len(turns) > MOST_TURNS,
        soon=(*ahead[:MOST_SOON], *soon),
        follows=(
            *(plan_row(plan) for plan in plans),
            *own.values(),
            *followed(follows, scope, today, told=set(own)),
        ),
        unit_url=own_unit_url(scope),
        propose_url=propose_url(plans),
    )


# -- what awaits me --------------------------------------------------------------------------------------------


def _turn_rows(
    turns: Iterable[Turn], scope: Scope, today: date, initiatives: dict[UUID, Initiative]
) -> list[_Waiting]:
    turns = list(turns)
    things = read_things(turns, scope, initiatives)
    leaders = leaders_of({thing.waits for thing in things.values() if thing.waits}, on=today)
    rows = []
    for turn in turns:
        thing = things.get((turn.object_type, turn.object_id))
        if thing is None:
            continue
        said = []
        if absent := scope.actor(turn.owner).on_behalf_of_name:
            said.append(_("for %(name)s") % {"name": absent})
        waiting = leaders[thing.waits].name if thing.waits in leaders else turn.waiting
        if waiting:
            said.append(_("%(name)s is waiting") % {"name": waiting})
        when = say_due(turn.due, today) if turn.due else say_date(localdate(turn.since), today)
        rows.append(
            _Waiting(
                turn.due,
                turn.since,
                Row(
                    thing.url,
                    str(asked(turn.what).verb),
                    thing.title,
                    " · ".join(said),
                    when,
                    mine=True,
                    late=turn.due is not None and turn.due < today,
                ),
                thing.initiative,
                thing.initiative_title,
                turn.what,
                thing.plan,
                is_ahead=_is_ahead(turn, today),
            )
        )
    return rows


def _is_ahead(turn: Turn, today: date) -> bool:
    days = FROM_DAYS_BEFORE.get(turn.what)
    return days is not None and turn.due is not None and turn.due > today + timedelta(days=days)


def _as_coming(waiting: _Waiting) -> Row:
    """What is to be held is told by its name until its day: nobody says how it went beforehand."""
    row = replace(waiting.row, mine=False)
    return replace(row, verb=row.about, about="") if waiting.what == "plans.hold" else row


#: More rows of one kind in one plan than this are told in one.
MOST_ALIKE = 2


def _together(rows: list[_Waiting]) -> list[_Waiting]:
    """A leader who takes ten suggestions has one thing to do, not ten: confirm what was taken into the plan."""
    alike: dict[tuple[Thing, bool], list[_Waiting]] = {}
    for one in rows:
        if one.what == "plans.confirm" and one.plan:
            alike.setdefault((one.plan, one.is_ahead), []).append(one)
    many = {key: group for key, group in alike.items() if len(group) > MOST_ALIKE}
    told = {id(one) for group in many.values() for one in group}
    return [one for one in rows if id(one) not in told] + [
        _as_one(group, plan) for (plan, _ahead), group in many.items()
    ]


def _as_one(group: list[_Waiting], plan: Thing) -> _Waiting:
    first = min(group, key=lambda one: one.order)
    words = ngettext(
        "Confirm %(n)s activity in the plan of", "Confirm %(n)s activities in the plan of", len(group)
    )
    row = replace(
        first.row, url=f"{plan.url}?view=list&show=tentative", verb=words % {"n": len(group)}, about=plan.title,
    )  # fmt: skip
    return replace(first, row=row)


def _first_briefs(scope: Scope, initiatives: Iterable[Initiative]) -> list[_Waiting]:
    """Initiatives under way that belong to a unit I lead, and whose first brief nobody has begun: it is nobody
    else's turn until I do."""
    mine = [one for one in initiatives if one.state == "running" and one.unit_id in scope.leads_directly]
    if not mine:
        return []
    begun = set(
        Brief.objects.filter(initiative__in=mine, unit=F("initiative__unit")).values_list(
            "initiative", flat=True
        )
    )
    return [
        _Waiting(
            None,
            one.created_at,
            Row(
                reverse("briefs:first_brief", args=[one.pk]),
                _("Write the first brief for"),
                one.title,
                mine=True,
            ),
            one.pk,
            one.title,
        )
        for one in mine
        if one.pk not in begun
    ]


def _briefs_to_pass_on(scope: Scope) -> list[_Waiting]:
    """My accepted backbriefs that those below have not yet been given a brief from."""
    below = Participation.objects.filter(
        initiative=OuterRef("initiative"),
        unit__path__startswith=OuterRef("unit__path"),
        unit__path__gt=OuterRef("unit__path"),
    )
    briefed = Brief.objects.filter(initiative=OuterRef("initiative"), unit=OuterRef("unit"))
    found = (
        backbriefs(scope)
        .filter(unit__in=scope.leads_directly, initiative__state="running")
        .exclude(accepted=None)
        .filter(Exists(below), ~Exists(briefed))
        .order_by("touched_at", "pk")[:MOST_TURNS]
    )
    return [
        _Waiting(
            None,
            one.touched_at or LONG_AGO,
            Row(one.get_absolute_url(), _("Brief on to those below"), one.unit.name, mine=True),
            one.initiative_id,
            one.initiative.title,
        )
        for one in found
    ]


def _views_to_give(scope: Scope, today: date) -> list[_Waiting]:
    """My own workplace's backbrief, where I sit in its MED committee and it has not given its view in this round.

    A committee further up may read along for workplaces without one of their own; it is not asked to."""
    seats = scope.seats(purpose="med")
    if not seats:
        return []
    given = CommitteeView.objects.filter(
        backbrief=OuterRef("pk"),
        committee__in=[seat.committee for seat in seats],
        at__gt=Coalesce(OuterRef("accepted__submitted_at"), Value(LONG_AGO)),
    )
    found = (
        backbriefs(scope)
        .filter(unit__in=[seat.unit for seat in seats], state__in=("draft", "returned", "submitted"))
        .filter(initiative__state="running")
        .exclude(unit__in=scope.leads_directly)
        .filter(~Exists(given))
        .order_by(F("due").asc(nulls_last=True), "touched_at", "pk")[:MOST_TURNS]
    )
    return [
        _Waiting(
            one.due,
            one.touched_at or LONG_AGO,
            Row(
                one.get_absolute_url(),
                _("Read along and give the committee's view for"),
                one.unit.name,
                when=say_due(one.due, today) if one.due else "",
                mine=True,
                late=one.due is not None and one.due < today,
            ),
            one.initiative_id,
            one.initiative.title,
        )
        for one in found
        if brief_rules.med_seat(scope, one)
    ]


def _named(waiting: list[_Waiting]) -> list[Row]:
    """The initiative is named in the rows only when there is more than one to tell apart."""
    if len({one.initiative for one in waiting if one.initiative}) < 2:
        return [one.row for one in waiting]
    return [
        replace(one.row, about=f"{one.row.about}, {one.initiative_title}")
        if one.initiative_title and one.row.about != one.initiative_title
        else one.row
        for one in waiting
    ]
