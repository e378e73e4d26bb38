"""From a started initiative to the plans of all who take part: laid out empty, with their stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.models import Unit

from .. import jobs
from ..models import Plan, PlanStage, PlanStart
from ..windows import stage_windows

#: So many plans are laid out in one write: well under a second on SQLite.
BATCH = 150


@transaction.atomic
def start_initiative(initiative: Initiative, *, by: Actor, now: datetime) -> PlanStart:
    """Draft → running, and the laying out of the plans is put in the queue. No activity is created anywhere."""
    initiatives.start_initiative(initiative, by=by, now=now)
    start = PlanStart.objects.create(
        organisation_id=by.organisation,
        initiative=initiative,
        total=initiative.participations.count() + 1,
        begun_at=now,
    )
    jobs.lay_out.enqueue(str(initiative.pk), **jobs.named(by))
    return start


def lay_out(
    initiative: Initiative, *, by: Actor, now: datetime, beat: Callable[[int], None] = lambda done: None
) -> int:
    """Make the central plan and one for each workplace that takes part, where there is none. Gives how many were made.

    In batches, each its own transaction: stopped half-way it goes on where it was when run again.
    """
    made = 1 if _lay_out_central(initiative, by=by, now=now) else 0
    beat(1)
    there = set(initiative.plans.filter(is_central=False).values_list("unit", flat=True))
    wanted = list(
        Unit.objects.filter(participations__initiative=initiative, organisation=by.organisation)
        .exclude(pk__in=there)
        .order_by("path")
    )
    for at in range(0, len(wanted), BATCH):
        made += len(_lay_out_units(initiative, wanted[at : at + BATCH], by=by, now=now))
        beat(1 + len(there) + min(at + BATCH, len(wanted)))
    return made


@transaction.atomic
def ensure_plan(initiative: Initiative, unit: Unit, *, by: Actor, now: datetime) -> Plan:
    """The plan of a workplace that takes part; made if the laying out has not come to it (it joined later)."""
    found = initiative.plans.filter(unit=unit, is_central=False).select_related("initiative", "unit").first()
    if found:
        return found
    if not initiative.participations.filter(unit=unit).exists():
        raise Refused("That workplace does not take part.")
    return _lay_out_units(initiative, [unit], by=by, now=now)[0]


def _lay_out_central(initiative: Initiative, *, by: Actor, now: datetime) -> bool:
    if initiative.plans.filter(is_central=True).exists():
        return False
    with transaction.atomic():
        plan = Plan(
            organisation_id=by.organisation,
            initiative=initiative,
            unit=initiative.unit,
            is_central=True,
            begun_at=now,
        )
        record.begin(plan, by=by, now=now, verb="laid_out", cause=initiative)
        stages = _stages([plan], by=by, now=now)
    # The centre has begun by starting: its stages run by their own dates.
    from .stages import begin_stages

    begin_stages(plan, stages, by=by, now=now)
    return True


@transaction.atomic
def _lay_out_units(initiative: Initiative, units: Sequence[Unit], *, by: Actor, now: datetime) -> list[Plan]:
    """The loser of two who lay out the same makes nothing twice."""
    there = set(initiative.plans.filter(is_central=False, unit__in=units).values_list("unit", flat=True))
    plans = [
        Plan(organisation_id=by.organisation, initiative=initiative, unit=unit)
        for unit in units
        if unit.pk not in there
    ]
    record.begin_all(plans, by=by, now=now, cause=initiative)
    _stages(plans, by=by, now=now)
    if plans:
        record.write_event(plans[0] if len(plans) == 1 else initiative, "laid_out", by=by, now=now)
    return plans


def _stages(plans: Sequence[Plan], *, by: Actor, now: datetime) -> list[PlanStage]:
    if not plans:
        return []
    initiative = plans[0].initiative
    windows = stage_windows(initiative, initiative.read_timetable())
    stages = []
    for plan in plans:
        for position, stage in enumerate(initiative.playbook.stages):
            window = windows.get(stage.key)
            stages.append(
                PlanStage(
                    organisation_id=by.organisation,
                    plan=plan,
                    key=stage.key,
                    position=position,
                    title=stage.title.da,
                    period_text=window.words if window else "",
                    first=window.first if window else None,
                    last=window.last if window else None,
                )
            )
    record.begin_all(stages, by=by, now=now)
    record.link_pairs([(stage.plan, stage) for stage in stages], now=now)
    return stages
