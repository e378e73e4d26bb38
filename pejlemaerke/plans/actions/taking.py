"""From suggestion to plan: only what the leader takes exists, and it is tentative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.briefs.content import Subtask
from pejlemaerke.briefs.models import SubtaskLife
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.periods import Period
from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.organisation.models import Committee
from pejlemaerke.playbooks.activities import Activity as Suggested
from pejlemaerke.ui.dates import say_span

from ..fields import ActivityFields, HoursSaid
from ..models import Activity, Plan, PlanStage, Proposal, Series, SetAside
from ..roles import body_for, say_role
from ..suggesting import Suggestion
from ..words import say_audiences
from .activities import add_activity
from .shared import claim_activity, day_of, refuse_unless_open
from .stages import begin_planning


@transaction.atomic
def take_suggestions(plan: Plan, taken: Sequence[Suggestion], *, by: Actor, now: datetime) -> list[Activity]:
    """Make these suggestions of the playbook activities of the plan, tentative. A series becomes its turns.

    Conflict where one of them was taken meanwhile: then none is.
    """
    begin_planning(plan, by=by, now=now)
    stages = {stage.key: stage for stage in plan.stages.all()}
    made: dict[str, list[Activity]] = {}
    try:
        with transaction.atomic():
            for suggestion in taken:
                made[suggestion.key] = _take(plan, suggestion, stages, by=by, now=now)
    except IntegrityError:
        raise Conflict(
            _("One of them has already been taken into the plan. Look at how it stands now.")
        ) from None
    SetAside.objects.filter(plan=plan, item__in=list(made)).delete()
    return [activity for group in made.values() for activity in group]


def _take(
    plan: Plan, suggestion: Suggestion, stages: Mapping[str, PlanStage], *, by: Actor, now: datetime
) -> list[Activity]:
    item = suggestion.activity
    fields = _suggested_fields(plan, item, stages.get(item.stage))
    if not item.comes_back:
        period = _period(*suggestion.windows[0]) if suggestion.windows else None
        return [add_activity(plan, replace(fields, period=period), by=by, now=now, item=item.key)]
    if not suggestion.windows:
        raise Refused(
            _("“%(title)s” comes again and again, so its stage needs dates first.") % {"title": fields.title}
        )
    series = Series.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        title=fields.title,
        every=item.when.removeprefix("every "),
        first=suggestion.windows[0][0],
        last=suggestion.windows[-1][1],
        carries_over=item.carry_over,
        item=item.key,
    )
    return [
        add_activity(
            plan,
            replace(fields, period=_period(*window)),
            by=by,
            now=now,
            item=item.key,
            series=series,
            number=number,
        )
        for number, window in enumerate(suggestion.windows, 1)
    ]


def _suggested_fields(plan: Plan, item: Suggested, stage: PlanStage | None) -> ActivityFields:
    language = get_language() or "da"
    message = item.message
    body = body_for(item.responsible, plan)
    together = [say_role(role) for role in item.together_with]
    participants = item.participants.in_language(language) if item.participants else ""
    return ActivityFields(
        kind=item.kind,
        title=item.title.in_language(language)[:300],
        text=item.text.in_language(language) if item.text else "",
        place=item.place.in_language(language)[:200] if item.place else "",
        stage=stage,
        body=body,
        co_host=body_for("med", plan) if {"med", "med_chair"} & set(item.together_with) else None,
        responsible_words="" if item.responsible == "leader" or body else say_role(item.responsible),
        participants=participants or ", ".join(together),
        audiences=message.to if message else (),
        audience=say_audiences(plan.initiative.playbook, message.to)[:300] if message else "",
        channel=message.channel.in_language(language)[:160] if message else "",
        sender=say_role(message.sender) if message else "",
        hours=tuple(
            HoursSaid(
                say_role(line.who),
                Decimal(str(line.hours)),
                line.per,
                line.text.in_language(language)[:300] if line.text else "",
            )
            for line in item.hours
        ),
    )


def _period(first: date, last: date) -> Period:
    return day_of(first) if first == last else Period(say_span(first, last), first, last, "range")


@transaction.atomic
def set_aside(plan: Plan, item: str, *, by: Actor, now: datetime) -> None:
    """Not for us. The suggestion is not offered again until it is taken up."""
    SetAside.objects.get_or_create(
        organisation_id=plan.organisation_id,
        plan=plan,
        item=item,
        defaults={"at": now, "by_person_id": by.person},
    )


@transaction.atomic
def take_up_again(plan: Plan, item: str, *, by: Actor, now: datetime) -> None:
    SetAside.objects.filter(organisation=by.organisation, plan=plan, item=item).delete()


@transaction.atomic
def take_subtasks(
    plan: Plan,
    taken: Sequence[tuple[SubtaskLife, Subtask, Period | None, PlanStage | None]],
    *,
    by: Actor,
    now: datetime,
) -> list[Activity]:
    """Make promised subtasks activities. Each comes with its period as the leader has confirmed it: the revision
    keeps the promise, the activity keeps the dates. Repeatable: a later phase brings more, none is taken twice."""
    begin_planning(plan, by=by, now=now)
    keys = {life.pk for life, *_rest in taken}
    if len(keys) < len(taken):
        raise Refused(_("One of the subtasks is named twice."))
    again = Activity.objects.filter(plan=plan, subtask__in=keys).exclude(state="dropped")
    if found := again.first():
        raise Conflict(_("“%(title)s” has already been taken into the plan.") % {"title": found.title})
    promised = SubtaskLife.objects.filter(
        pk__in=keys, backbrief__initiative=plan.initiative_id, backbrief__unit=plan.unit_id
    )
    if promised.exclude(state="dropped").count() < len(keys):
        raise Refused(_("One of the subtasks is no longer part of the backbrief."))
    return [
        add_activity(
            plan,
            ActivityFields(
                kind="other",
                title=subtask.title[:300],
                text="\n".join(step.text for step in subtask.steps),
                period=period,
                stage=stage,
                responsible_words=subtask.who[:200],
            ),
            by=by,
            now=now,
            cause=life,
            subtask=life,
        )
        for life, subtask, period, stage in taken
    ]


@transaction.atomic
def take_proposal(
    proposal: Proposal, fields: ActivityFields, *, by: Actor, now: datetime, answer: str = ""
) -> Activity:
    """An employee's proposal becomes an activity; who proposed it can see so."""
    activity = add_activity(proposal.plan, fields, by=by, now=now, cause=proposal)
    record.move(
        proposal, "taken", by=by, now=now, verb="taken", note=answer, activity=activity,
        answer=answer or proposal.answer, answered_at=now, answered_by_name=by.name,
    )  # fmt: skip
    return activity


@transaction.atomic
def bring_before_med(
    activity: Activity,
    *,
    committee: Committee,
    kind: str,
    text: str,
    decision_on: date | None,
    papers_on: date | None,
    by: Actor,
    now: datetime,
) -> MedItem:
    """Raise the matter of a MED activity in a committee. Its day is that of the activity. One that was withdrawn can
    be brought again."""
    if activity.kind != "med_item":
        raise Refused(_("Only a MED item is brought before MED."))
    claim_activity(activity)
    refuse_unless_open(activity)
    if activity.med_item is not None and activity.med_item.state != "withdrawn":
        raise Refused(_("It is already before the committee."))
    item = meetings.raise_med_item(
        committee=committee,
        decides_at=activity.plan.unit,
        kind=kind,
        title=_with_workplace(activity),
        text=text,
        decision_on=decision_on,
        discuss_on=activity.first,
        papers_on=papers_on,
        by=by,
        now=now,
        cause=activity,
    )
    Activity.objects.filter(pk=activity.pk).update(med_item=item, body=committee)
    activity.med_item, activity.body = item, committee
    record.set_turns(activity, now=now)
    return item


def _with_workplace(activity: Activity) -> str:
    """A committee hears the same matter from many workplaces: its agenda says whose it is."""
    unit = activity.plan.unit.name
    if activity.plan.is_central or unit.casefold() in activity.title.casefold():
        return activity.title
    return f"{activity.title[: 298 - len(unit)]}, {unit}"
