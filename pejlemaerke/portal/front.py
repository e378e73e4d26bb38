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
from pejlemaerke.briefs.line import STATES, Tally, shown_state_of, tallies
from pejlemaerke.briefs.models import Brief, CommitteeView, CoWriter
from pejlemaerke.initiatives.models import Initiative, Participation
from pejlemaerke.organisation.access import Scope, leaders_of
from pejlemaerke.organisation.models.units import in_branches
from pejlemaerke.record.models import Turn
from pejlemaerke.record.turns import asked
from pejlemaerke.ui.dates import say_date, say_due

from .context import own_unit_url
from .things import Thing, backbriefs, read_things

#: A list longer than this is a list nobody reads; the rest is counted.
MOST_TURNS = 100
MOST_SOON = 12
SOON = timedelta(days=14)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One row of a list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    about: str = ""
    who: str = ""
    when: str = ""
    mine: bool = False
    late: bool = False
    shape: str = "half"


@dataclass(frozen=True)
class FrontPage:
    turns: tuple[Row, ...]
    more_turns: bool
    soon: tuple[Row, ...]
    follows: tuple[Row, ...]
    unit_url: str


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


def read_front(scope: Scope, today: date) -> FrontPage:
    turns = list(
        Turn.objects.filter(organisation=scope.organisation)
        .of(scope.owner_keys)
        .exclude(due__gt=today + SOON, what__in=FROM_DAYS_BEFORE)
        .order_by(F("due").asc(nulls_last=True), "since", "id")[: MOST_TURNS + 1]
    )
    initiatives = _initiatives(scope, turns)
    rows = _together(_turn_rows(turns[:MOST_TURNS], scope, today, initiatives))
    waiting = [
        *(row for row in rows if not row.is_ahead),
        *_first_briefs(scope, initiatives.values()),
        *_briefs_to_pass_on(scope),
        *_views_to_give(scope, today),
    ]
    waiting.sort(key=lambda one: one.order)
    soon, own = _soon_and_own(scope, today)
    ahead = [_as_coming(one) for one in rows if one.is_ahead]
    follows = [one for one in initiatives.values() if one.state == "running"]
    return FrontPage(
        turns=tuple(_named(waiting)),
        more_turns=len(turns) > MOST_TURNS,
        soon=(*ahead[:MOST_SOON], *soon),
        follows=(*own.values(), *_followed(follows, scope, today, told=set(own))),
        unit_url=own_unit_url(scope),
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


# -- soon ------------------------------------------------------------------------------------------------------


def _soon_and_own(scope: Scope, today: date) -> tuple[list[Row], dict[UUID, Row]]:
    """Backbriefs that come due within what I lead or write along on, and by initiative what my own workplace has
    promised: the nearest one, where several units above it have."""
    above = brief_rules.workplaces(scope)
    coming = Q(due__gte=today, due__lte=today + SOON, state__in=brief_rules.NOT_YET_ANSWERED) & (
        in_branches("unit__path", scope.led)
        | Q(pk__in=CoWriter.objects.filter(person__in=scope.people).values("backbrief"))
    )
    sent = Q(unit__in=scope.leads_directly, state__in=brief_rules.OPEN_FOR_REVIEW | {"brief_changed"})
    promised = (Q(unit__path__in=above) & ~Q(accepted=None)) | sent
    found = (
        backbriefs(scope)
        .filter(initiative__state="running")
        .filter((coming & ~Q(unit__in=scope.leads_directly)) | promised)
        .order_by(F("due").asc(nulls_last=True), "unit__sort_key", "pk")[: 2 * MOST_SOON]
    )
    soon: list[Row] = []
    own: dict[UUID, Row] = {}
    nearest: dict[UUID, str] = {}
    for one in found:
        state = shown_state_of(one, today)
        if one.unit_id in scope.leads_directly and not one.accepted_id:
            nearest[one.initiative_id] = one.unit.path
            own[one.initiative_id] = Row(
                one.get_absolute_url(),
                _("The backbrief from"),
                one.unit.name,
                str(state.word),
                shape=state.shape,
            )
        elif one.accepted_id and one.unit.path in above:
            if len(one.unit.path) > len(nearest.get(one.initiative_id, "")):
                nearest[one.initiative_id] = one.unit.path
                own[one.initiative_id] = Row(
                    one.get_absolute_url(),
                    _("Read your workplace's backbrief")
                    if one.unit.path in scope.posts
                    else _("Read the backbrief from"),
                    one.unit.name,
                    one.initiative.title,
                    shape=state.shape,
                )
        elif len(soon) < MOST_SOON:
            soon.append(
                Row(
                    one.get_absolute_url(),
                    _("The backbrief from"),
                    one.unit.name,
                    str(STATES[one.state].word),
                    say_due(one.due, today),
                    shape=STATES[one.state].shape,
                )
            )
    return soon, own


# -- what I follow ---------------------------------------------------------------------------------------------


def _initiatives(scope: Scope, turns: list[Turn]) -> dict[UUID, Initiative]:
    """Those I stand behind, those my branch or workplace takes part in, and those it is my turn with."""
    above = brief_rules.workplaces(scope)
    branches = scope.led + scope.branches(*brief_rules.READERS)
    part = Participation.objects.filter(initiative=OuterRef("pk")).filter(
        in_branches("unit__path", branches) | Q(unit__path__in=above)
    )
    mine = Q(pk__in=[turn.object_id for turn in turns if turn.object_type == "initiatives.initiative"])
    found = (
        Initiative.objects.visible_to(scope)
        .filter(mine | (Q(state="running") & (Q(sponsor__in=scope.people) | Q(Exists(part)))))
        .defer("playbook_text")
        .order_by("sort_key")
    )
    return {one.pk: one for one in found}


def _followed(initiatives: list[Initiative], scope: Scope, today: date, *, told: set[UUID]) -> list[Row]:
    """`told` are those whose only workplace here is in the list already."""
    if not initiatives:
        return []
    counted = tallies(scope, today, [one.pk for one in initiatives])
    rows = [(one, counted.get(one.pk, Tally())) for one in initiatives]
    return [_followed_row(one, tally) for one, tally in rows if tally.units > 1 or one.pk not in told]


def _followed_row(initiative: Initiative, tally: Tally) -> Row:
    if tally.units > 1:
        url = reverse("portal:line", args=[initiative.pk])
        return Row(url, initiative.title, who=say_answered(tally), shape=shape_of(tally))
    words = str(STATES[tally.counts[0][0]].word) if tally.units else ""
    shape = STATES[tally.counts[0][0]].shape if tally.units else "half"
    return Row(initiative.get_absolute_url(), initiative.title, who=words, shape=shape)


def say_answered(tally: Tally) -> str:
    """ "52 of 90 have answered, 7 are silent"."""
    said = _("%(answered)s of %(units)s have answered") % {"answered": tally.answered, "units": tally.units}
    if silent := tally.of("silent"):
        said += ngettext(", one is silent", ", %(n)s are silent", silent) % {"n": silent}
    return said


def shape_of(tally: Tally) -> str:
    """One shape for many workplaces: how far they are, or silent where at least half of them are."""
    if tally.units and tally.of("silent") * 2 >= tally.units:
        return "silent"
    if tally.units and tally.of("accepted") == tally.units:
        return "done"
    if tally.units and tally.answered == tally.units:
        return "full"
    return "empty" if tally.of("not_begun") == tally.units else "half"
