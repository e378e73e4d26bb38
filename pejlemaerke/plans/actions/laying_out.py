"""From a started initiative to the plans of all who take part: laid out empty, with their stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.initiatives.timetable_words import say_fault
from pejlemaerke.organisation.models import Unit

from .. import jobs
from ..models import Plan, PlanStage, PlanStart
from ..windows import stage_windows
from .stages import begin_stages

#: So many plans are laid out in one write: well under a second on SQLite.
BATCH = 100


@transaction.atomic
def start_initiative(initiative: Initiative, *, by: Actor, now: datetime) -> PlanStart:
    """Draft → running, and the laying out of the plans is put in the queue. No activity is created anywhere.

    Refused while the timetable contradicts itself: every plan would be laid out with it.
    """
    for fault in initiative.read_timetable().faults:
        raise Refused(say_fault(fault, initiative.playbook))
    initiatives.start_initiative(initiative, by=by, now=now)
    start = PlanStart.objects.create(
        organisation_id=initiative.organisation_id,
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
    there = set(initiative.plans.filter(is_central=False).values_list("unit", flat=True))
    beat(1 + len(there))
    wanted = list(
        Unit.objects.filter(participations__initiative=initiative, organisation=by.organisation)
        .exclude(pk__in=there)
        .order_by("path")
    )
    for at in range(0, len(wanted), BATCH):
        made += len(_lay_out_units(initiative, wanted[at : at + BATCH], by=by, now=now))
        beat(1 + len(there) + min(at + BATCH, len(wanted)))
    if made:
        record.write_event(initiative, "laid_out", by=by, now=now, detail={"plans": made})
    return made


@transaction.atomic
def ensure_plan(initiative: Initiative, unit: Unit, *, by: Actor, now: datetime) -> Plan:
    """The plan of a workplace that takes part; made if the laying out has not come to it (it joined later)."""
    if not initiative.participations.filter(unit=unit).exists():
        raise Refused(_("That workplace does not take part."))
    for plan in _lay_out_units(initiative, [unit], by=by, now=now):
        record.write_event(plan, "laid_out", by=by, now=now)
    return initiative.plans.select_related("initiative", "unit").get(unit=unit, is_central=False)


def _lay_out_central(initiative: Initiative, *, by: Actor, now: datetime) -> bool:
    """The centre has begun by starting: its stages run by their own dates."""
    if initiative.plans.filter(is_central=True).exists():
        return False
    try:
        with transaction.atomic():
            plan = Plan(
                organisation_id=initiative.organisation_id,
                initiative=initiative,
                unit=initiative.unit,
                is_central=True,
                begun_at=now,
            )
            record.begin(plan, by=by, now=now, verb="laid_out", cause=initiative)
            begin_stages(plan, _stages([plan], by=by, now=now), by=by, now=now)
    except IntegrityError:  # somebody else was just before
        return False
    return True


def _lay_out_units(initiative: Initiative, units: Sequence[Unit], *, by: Actor, now: datetime) -> list[Plan]:
    """The plans that were not there. Of two who lay out the same at once, the later makes what the other did not."""
    for _attempt in range(3):
        there = set(initiative.plans.filter(is_central=False, unit__in=units).values_list("unit", flat=True))
        plans = [
            Plan(organisation_id=initiative.organisation_id, initiative=initiative, unit=unit)
            for unit in units
            if unit.pk not in there
        ]
        try:
            with transaction.atomic():
                record.begin_all(plans, by=by, now=now, cause=initiative)
                _stages(plans, by=by, now=now)
        except IntegrityError:
            continue
        return plans
    raise Conflict(_("Somebody else was just before you. Look at how it stands now."))


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
                    organisation_id=plan.organisation_id,
                    plan=plan,
                    key=stage.key,
                    position=position,
                    title=stage.title.da[:300],
                    period_text=window.words if window else "",
                    first=window.first if window else None,
                    last=window.last if window else None,
                )
            )
    record.begin_all(stages, by=by, now=now)
    record.link_pairs([(stage.plan, stage) for stage in stages], now=now)
    return stages
