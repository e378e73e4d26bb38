"""Opening and ending the stages of a plan. Gates block, locally."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused

from ..criteria import read_criteria, say_missing
from ..gates import missing
from ..models import Plan, PlanStage
from .shared import claim


def begin_planning(plan: Plan, *, by: Actor, now: datetime) -> None:
    """The first thing taken into a plan begins it: it hangs on what was promised, and its first stage is next."""
    claim(plan)
    if plan.begun_at is not None:
        return
    Plan.objects.filter(pk=plan.pk).update(begun_at=now)
    plan.begun_at = now
    promised = plan.initiative.backbriefs.filter(unit=plan.unit_id).first()
    if promised is not None and not plan.is_central:
        record.link_all(promised, [plan], now=now)
    record.write_event(plan, "begun", by=by, now=now)
    begin_stages(plan, plan.stages.order_by("position"), by=by, now=now)


def begin_stages(plan: Plan, stages: Iterable[PlanStage], *, by: Actor, now: datetime) -> None:
    """The plan has begun: stages that follow none are next, and open by themselves where nothing is asked first."""
    playbook = plan.initiative.playbook
    for stage in stages:
        if stage.state != "waiting" or playbook.stage(stage.key).after is not None:
            continue
        stage.plan = plan
        record.move(stage, "next", by=by, now=now, verb="next")
        if not missing(read_criteria(stage)):
            _open(stage, by=by, now=now, verb="opened")


@transaction.atomic
def open_stage(stage: PlanStage, *, by: Actor, now: datetime) -> None:
    """Next → open. Refused while a criterion of its gate is not met, with what is missing."""
    claim(stage.plan)
    still = missing(read_criteria(stage))
    if still:
        raise Refused(
            _("The stage cannot open yet. Missing: %(missing)s.")
            % {"missing": say_missing(stage.plan.initiative.playbook, still)}
        )
    _open(stage, by=by, now=now, verb="opened")


@transaction.atomic
def override_stage(stage: PlanStage, *, reason: str, by: Actor, now: datetime) -> None:
    """Open it although something is missing. Who, why and what was missing stay visible."""
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why the stage opens although something is missing."))
    claim(stage.plan)
    still = missing(read_criteria(stage))
    playbook = stage.plan.initiative.playbook
    _open(
        stage,
        by=by,
        now=now,
        verb="overridden" if still else "opened",
        note=reason if still else "",
        **(
            {
                "override_reason": reason,
                "override_by_name": by.name,
                "override_missing": [say_missing(playbook, [criterion]) for criterion in still],
            }
            if still
            else {}
        ),
    )


def _open(
    stage: PlanStage, *, by: Actor, now: datetime, verb: str, note: str = "", **changes: object
) -> None:
    record.move(
        stage, "open", by=by, now=now, verb=verb, note=note, opened_on=timezone.localdate(now), **changes
    )


@transaction.atomic
def end_stage(stage: PlanStage, *, by: Actor, now: datetime) -> list[PlanStage]:
    """Open → ended. Gives the stages that follow, which are next now."""
    plan = stage.plan
    claim(plan)
    record.move(stage, "ended", by=by, now=now, verb="ended", ended_on=timezone.localdate(now))
    follows = [one.key for one in plan.initiative.playbook.stages if one.after == stage.key]
    found = list(plan.stages.filter(key__in=follows, state="waiting"))
    for each in found:
        each.plan = plan
        record.move(each, "next", by=by, now=now, verb="next")
    return found
