"""Proposals and their answers, checklists, and the unit's list of services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.organisation.models import Person, Unit

from ..fields import ActivityFields, Answered
from ..models import Activity, ChecklistAnswer, Plan, Proposal, Service
from ..models.activities import ServiceQuerySet
from .activities import add_activity
from .shared import claim, stand_in_line

#: Longer than this is no short list.
MOST_SERVICES = 40


@transaction.atomic
def propose(plan: Plan, *, kind: str, text: str, person: Person, by: Actor, now: datetime) -> Proposal:
    """An activity or an idea for the plan. Its leader has the turn."""
    text = text.strip()
    if not text:
        raise Refused(_("Write what you propose."))
    stand_in_line(plan)
    proposal = Proposal(
        organisation_id=plan.organisation_id, plan=plan, kind=kind, text=text, made_by=person, made_at=now
    )
    record.begin(proposal, by=by, now=now, verb="proposed", cause=plan)
    return proposal


@transaction.atomic
def answer_proposal(proposal: Proposal, *, answer: str, by: Actor, now: datetime) -> None:
    """New → answered, in words: an answer without a reason is none."""
    answer = answer.strip()
    if not answer:
        raise Refused(_("Write the answer, so that the one who proposed it knows why."))
    stand_in_line(proposal.plan)
    record.move(
        proposal, "answered", by=by, now=now, verb="answered", note=answer, answer=answer, answered_at=now,
        answered_by_name=by.name,
    )  # fmt: skip


@transaction.atomic
def answer_checklist(
    plan: Plan,
    checklist: str,
    question: str,
    *,
    answer: str,
    by: Actor,
    now: datetime,
    words: str = "",
    activity: Activity | None = None,
    reason: str = "",
) -> ChecklistAnswer:
    """Answer one question, or answer it anew: who and when follow the last answer. A *no* may come with the activity
    that meets it or with a reason; without either it stays open."""
    found = next((one for one in plan.initiative.playbook.checklists if one.key == checklist), None)
    asked = next((one for one in found.questions if one.key == question), None) if found else None
    if asked is None:
        raise Refused(_("There is no such question in the checklist."))
    if answer not in (("words",) if asked.answer == "words" else ("yes", "no")):
        raise Refused(_("That is not an answer to this question."))
    if answer == "words" and not words.strip():
        raise Refused(_("Write the answer in words."))
    if activity is not None and activity.plan_id != plan.pk:
        raise Refused(_("That activity belongs to another plan."))
    claim(plan)
    kept, _made = ChecklistAnswer.objects.update_or_create(
        organisation_id=plan.organisation_id,
        plan=plan,
        checklist=checklist,
        question=question,
        defaults={
            "answer": answer,
            "words": words.strip(),
            "activity": activity if answer == "no" else None,
            "reason": reason.strip() if answer == "no" else "",
            "at": now,
            "by": by.person,
            "by_name": by.name,
        },
    )
    return kept


@transaction.atomic
def answer_questions(
    plan: Plan, checklist: str, answers: Sequence[Answered], *, by: Actor, now: datetime
) -> list[ChecklistAnswer]:
    """Answer several questions of a checklist at once. An activity that somebody names to meet a *no* is added to
    the plan, tentative, in the stage of the checklist."""
    found = next((one for one in plan.initiative.playbook.checklists if one.key == checklist), None)
    stage = plan.stages.filter(key=found.stage).first() if found else None
    kept = []
    for one in answers:
        activity = one.activity
        if one.answer == "no" and one.new_activity.strip():
            fields = ActivityFields(kind="other", title=one.new_activity.strip()[:300], stage=stage)
            activity = add_activity(plan, fields, by=by, now=now)
        kept.append(
            answer_checklist(
                plan, checklist, one.question, answer=one.answer, words=one.words, activity=activity,
                reason=one.reason, by=by, now=now,
            )
        )  # fmt: skip
    return kept


@transaction.atomic
def add_service(unit: Unit, name: str, *, by: Actor, now: datetime) -> Service:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Write what the service is called."))
    here = Service.objects.filter(organisation=by.organisation, unit=unit).here()
    if here.count() >= MOST_SERVICES:
        raise Refused(_("The list is long enough. End one that you no longer work with."))
    _refuse_named(here, name)
    last = Service.objects.filter(unit=unit).aggregate(last=Max("position"))["last"] or 0
    return Service.objects.create(organisation_id=by.organisation, unit=unit, name=name, position=last + 1)


def _refuse_named(here: ServiceQuerySet, name: str) -> None:
    """Names are compared here: a database may fold a to A and not æ to Æ."""
    if name.casefold() in {other.casefold() for other in here.values_list("name", flat=True)}:
        raise Refused(_("“%(name)s” is already on the list.") % {"name": name})


@transaction.atomic
def end_service(service: Service, *, by: Actor, now: datetime) -> None:
    """Off the list; what was said about it stays. Ended twice is ended once."""
    Service.objects.filter(organisation=by.organisation, pk=service.pk, ended_at=None).update(ended_at=now)


@transaction.atomic
def take_up_service(service: Service, *, by: Actor, now: datetime) -> None:
    """Back on the list, where it stood. Refused if another has got its name meanwhile."""
    here = Service.objects.filter(organisation=by.organisation, unit=service.unit_id).here()
    _refuse_named(here.exclude(pk=service.pk), service.name)
    Service.objects.filter(organisation=by.organisation, pk=service.pk).update(ended_at=None)


@transaction.atomic
def order_services(unit: Unit, order: Sequence[UUID], *, by: Actor, now: datetime) -> None:
    """The list in this order; those not named follow."""
    services = {one.pk: one for one in Service.objects.filter(organisation=by.organisation, unit=unit).here()}
    wanted = [key for key in order if key in services]
    rest = [key for key in services if key not in set(wanted)]
    for position, key in enumerate([*wanted, *rest], 1):
        services[key].position = position
    Service.objects.bulk_update(services.values(), ["position"])
