"""Moving a stage with what hangs on it; pausing and taking up again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.playbooks.texts import after_length
from pejlemaerke.record.models import Event, type_of
from pejlemaerke.ui.dates import say_span

from .. import moving, rules
from ..models import Activity, ApprovalRound, PhasePaper, Plan, PlanStage, Proposal
from ..moving import Move, Span
from .shared import claim, hold

#: So many plans pause or are taken up again in one write, and so many rows are asked about at once.
BATCH, PART = 50, 2000

#: Nothing is moved further than this in one go: a slip of the pen in a year.
FURTHEST = timedelta(days=3 * 366)


def moves_of_stage(stage: PlanStage, *, first: date, last: date | None = None) -> list[Move]:
    """What would change, without changing it. Refused for a stage that would end before it starts.

    A stage that has no days yet gets these, as long as the playbook says where `last` is not given, and so do those
    that follow it and have none.
    """
    if stage.first is None or stage.last is None:
        return _first_days(stage, first, last)
    if abs(first - stage.first) > FURTHEST or (last and abs(last - stage.last) > FURTHEST):
        raise Refused(_("That is more than three years away. Check the year."))
    plan = stage.plan
    _refuse_before_the_one_it_follows(stage, first)
    try:
        return moving.move_stage(
            _stage_spans(plan), _activity_spans([plan]), stage.key, first=first, last=last
        )
    except moving.EndsBeforeStart:
        raise Refused(_("The stage would end before it starts.")) from None


def _refuse_before_the_one_it_follows(stage: PlanStage, first: date) -> None:
    after = stage.plan.initiative.playbook.stage(stage.key).after
    before = stage.plan.stages.filter(key=after).first() if after else None
    if before is not None and before.first is not None and first < before.first:
        raise Refused(_("It would begin before “%(stage)s”, which it follows.") % {"stage": before.title})


def _first_days(stage: PlanStage, first: date, last: date | None) -> list[Move]:
    _refuse_before_the_one_it_follows(stage, first)
    if last is not None and last < first:
        raise Refused(_("The stage would end before it starts."))
    playbook = stage.plan.initiative.playbook
    own = {one.key: one for one in stage.plan.stages.all()}
    moves: list[Move] = []
    ends: dict[str, date] = {}
    for suggested in playbook.stages:
        one = own.get(suggested.key)
        if one is None:
            continue
        if one.key == stage.key:
            begins = first
        elif suggested.after in ends and one.first is None:
            begins = ends[suggested.after] + timedelta(days=1)
        else:
            continue
        given = last if one.key == stage.key else None
        try:
            ends[one.key] = given or after_length(begins, suggested.length) - timedelta(days=1)
        except (OverflowError, ValueError):
            raise Refused(_("That is more than three years away. Check the year.")) from None
        moves.append(Move(one.pk, one.title, None, (begins, ends[one.key]), True))
    return moves


@transaction.atomic
def move_stage(
    stage: PlanStage,
    *,
    first: date,
    by: Actor,
    now: datetime,
    last: date | None = None,
    shown: list[Move] | None = None,
) -> list[Move]:
    """Move it, and what hangs on it. `shown` is what the one who moves has seen: Conflict if it is no longer that."""
    claim(stage.plan)
    moves = moves_of_stage(stage, first=first, last=last)
    if shown is not None and moves != shown:
        raise Conflict(_("The plan was changed meanwhile. Look again at what moves."))
    for group in _write(moves, now=now):
        _put_in([stage.plan], group)
        record.set_turns_all(group, now=now)
    record.write_event(stage, "moved", by=by, now=now, detail={"moved": len(moves)})
    return moves


@transaction.atomic
def pause_plan(plan: Plan, *, reason: str, on: date, by: Actor, now: datetime) -> None:
    """Nothing in it is anybody's turn until it is taken up again. Dates stay as they were."""
    reason = _reason(reason)
    record.move(
        plan, "paused", by=by, now=now, verb="paused", note=reason, paused_on=on, pause_reason=reason,
        paused_centrally=False,
    )  # fmt: skip
    hold(plan.initiative)
    _set_turns([plan], now=now)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Say why the plan pauses. Everybody can read it."))
    return reason.strip()


@transaction.atomic
def resume_plan(plan: Plan, *, days: int, by: Actor, now: datetime) -> list[Move]:
    """Take it up again, and move what is still to be by so many days (0: the dates hold). Whose turn it was before the
    pause, and since when, it is again."""
    record.move(plan, "running", by=by, now=now, verb="resumed", detail={"days": days}, **_NOT_PAUSED)
    hold(plan.initiative)
    return _go_on([plan], days, now=now)


_NOT_PAUSED: dict[str, Any] = {"paused_on": None, "pause_reason": "", "paused_centrally": False}


def _go_on(plans: Sequence[Plan], days: int, *, now: datetime) -> list[Move]:
    moves = _moves_of_pause(plans, days)
    _write(moves, now=now)
    _set_turns(plans, now=now)
    return moves


def moves_of_pause(plan: Plan, days: int) -> list[Move]:
    """What would change if what is still to be moved by so many days. A stage that is open has begun: only its end
    moves."""
    return _moves_of_pause([plan], days)


def _moves_of_pause(plans: Sequence[Plan], days: int) -> list[Move]:
    if abs(days) > FURTHEST.days:
        raise Refused(_("That is more than three years away. Check the year."))
    if not days:
        return []
    by = timedelta(days=days)
    stages = []
    for stage in PlanStage.objects.filter(plan__in=plans).exclude(state="ended").order_by("plan", "position"):
        if stage.first and stage.last:
            first = stage.first if stage.state == "open" else stage.first + by
            new = (first, max(first, stage.last + by))
            stages.append(Move(stage.pk, stage.title, (stage.first, stage.last), new, True))
    activities = _activity_spans(plans)
    return stages + moving.shift(activities, {one.stage: days for one in activities})


def pause_initiative(initiative: Initiative, *, reason: str, on: date, by: Actor, now: datetime) -> int:
    """Pause every plan of an initiative, a batch at a time; gives how many. Run again it goes on."""
    reason = _reason(reason)

    def pause(plans: Sequence[Plan]) -> Sequence[Plan]:
        moved: Sequence[Plan] = record.move_all(
            plans, "paused", by=by, now=now, verb="paused", note=reason, paused_on=on, pause_reason=reason,
            paused_centrally=True,
        )  # fmt: skip
        hold(initiative)
        _set_turns(moved, now=now)
        return moved

    return _in_batches(initiative, initiative.plans.filter(state="running"), pause)


def resume_initiative(initiative: Initiative, *, days: int, by: Actor, now: datetime) -> int:
    """Take up again the plans that were paused together; those that paused by themselves are left."""

    def resume(plans: Sequence[Plan]) -> Sequence[Plan]:
        moved: Sequence[Plan] = record.move_all(
            plans, "running", by=by, now=now, verb="resumed", detail={"days": days}, **_NOT_PAUSED
        )
        hold(initiative)
        _go_on(moved, days, now=now)
        return moved

    return _in_batches(initiative, initiative.plans.filter(state="paused", paused_centrally=True), resume)


def _in_batches(
    initiative: Initiative, plans: QuerySet[Plan], do: Callable[[Sequence[Plan]], Sequence[Plan]]
) -> int:
    found, done = list(plans.select_related("unit").order_by("pk")), 0
    for plan in found:
        plan.initiative = initiative
    for at in range(0, len(found), BATCH):
        with transaction.atomic():
            done += len(do(found[at : at + BATCH]))
    return done


def _stage_spans(plan: Plan) -> list[Span]:
    return [
        Span(stage.pk, stage.title, stage.first, stage.last, stage.key, stage.state == "ended")
        for stage in plan.stages.order_by("position")
        if stage.first and stage.last
    ]


def _activity_spans(plans: Sequence[Plan]) -> list[Span]:
    """Those still to be that have days. A MED item on an agenda stays: its meeting has the day."""
    found = Activity.objects.open().filter(plan__in=plans).exclude(first=None)
    return [
        Span(
            activity.pk,
            activity.title,
            activity.first,
            activity.last or activity.first,
            activity.stage.key if activity.stage else "",
            activity.med_item is not None and activity.med_item.state == "on_agenda",
        )
        for activity in found.select_related("stage", "med_item")
        if activity.first
    ]


def _write(moves: list[Move], *, now: datetime) -> tuple[list[PlanStage], list[Activity]]:
    """Gives what has been moved."""
    new = {move.key: move.new for move in moves}
    stages = _rows(PlanStage, [move.key for move in moves if move.is_stage])
    for stage in stages:
        stage.first, stage.last = new[stage.pk]
        stage.period_text = say_span(*new[stage.pk])
    PlanStage.objects.bulk_update(stages, ["first", "last", "period_text"], batch_size=500)
    activities = _rows(Activity, [move.key for move in moves if not move.is_stage])
    for activity in activities:
        activity.first, activity.last = new[activity.pk]
        activity.period_text = say_span(*new[activity.pk])
        activity.precision = "day" if activity.first == activity.last else "range"
        activity.sequence += 1
        activity.changed_at = now
    Activity.objects.bulk_update(
        activities, ["first", "last", "period_text", "precision", "sequence", "changed_at"], batch_size=500
    )
    return stages, activities


def _rows(model: Any, keys: list[UUID]) -> list[Any]:
    return [row for part in _parts(keys) for row in model.objects.filter(pk__in=part)]


def _parts(whole: list[Any]) -> list[list[Any]]:
    return [whole[at : at + PART] for at in range(0, len(whole), PART)]


def _put_in(plans: Iterable[Plan], rows: Iterable[Any]) -> None:
    """Each row knows its plan, as it stands in this transaction."""
    by_key = {plan.pk: plan for plan in plans}
    for row in rows:
        row.plan = by_key[row.plan_id]


def _set_turns(plans: Sequence[Plan], *, now: datetime) -> None:
    """Everything of these plans that has a turn while they run."""
    kinds: tuple[Iterable[Any], ...] = (
        PlanStage.objects.filter(plan__in=plans),
        Activity.objects.open().filter(plan__in=plans),
        PhasePaper.objects.filter(plan__in=plans).exclude(state="seen"),
        Proposal.objects.filter(plan__in=plans, state="new").select_related("made_by"),
        ApprovalRound.objects.filter(plan__in=plans, state__in=("asked", "change_asked")),
    )
    for kind in kinds:
        rows = list(kind)
        _put_in(plans, rows)
        for part in _parts(rows):
            record.set_turns_all(part, now=now, since=_in_their_state_since(part))


def _in_their_state_since(rows: list[Any]) -> dict[UUID, datetime]:
    """When each of these, all of one kind, came to the state it is in; for those that are asleep it says nothing."""
    states = {one.pk: one.state for one in rows if not rules.is_asleep(one.plan)}
    if not states:
        return {}
    events = Event.objects.filter(
        organisation=rows[0].organisation_id, object_type=type_of(rows[0]), object_id__in=list(states)
    )
    moved = events.exclude(to_state="").order_by("at", "id").values_list("object_id", "to_state", "at")
    return {key: at for key, to_state, at in moved if to_state == states[key]}
