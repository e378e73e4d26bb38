"""The plan before the whole leadership group: each approves or asks for a change, and it is approved when all have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Prefetch
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.models import Person
from pejlemaerke.ui.dates import say_period

from ..models import ApprovalRound, ApprovalVoice, Hours, Plan
from ..words import say_hours
from .shared import claim


@transaction.atomic
def ask_approval(
    plan: Plan, people: Sequence[Person], *, by: Actor, now: datetime, due: date | None = None
) -> ApprovalRound:
    """Lay the plan, as it stands now, before these leaders. A round that is open is taken back."""
    if not people:
        raise Refused(_("Choose who belongs to the leadership group."))
    claim(plan)
    for open_round in plan.approvals.filter(state__in=("asked", "change_asked")):
        open_round.plan = plan
        record.move(open_round, "withdrawn", by=by, now=now, verb="withdrawn", ended_at=now)
    last = plan.approvals.aggregate(last=Max("number"))["last"] or 0
    round_ = ApprovalRound(
        organisation_id=plan.organisation_id,
        plan=plan,
        number=last + 1,
        content_json=_content(plan),
        asked_at=now,
        asked_by_name=by.name,
        due=due,
    )
    record.begin(round_, by=by, now=now, verb="asked", cause=plan)
    ApprovalVoice.objects.bulk_create(
        [
            ApprovalVoice(organisation_id=plan.organisation_id, round=round_, person=person)
            for person in dict.fromkeys(people)
        ]
    )
    record.set_turns(round_, now=now)
    return round_


@transaction.atomic
def answer_approval(
    round_: ApprovalRound, voice: ApprovalVoice, *, answer: str, by: Actor, now: datetime, text: str = ""
) -> None:
    """One leader's answer. The last approval approves the plan; one asked change stops the round."""
    text = text.strip()
    if answer == "change" and not text:
        raise Refused(_("Say what you would like changed."))
    if answer not in ("approved", "change"):
        raise Refused(_("Approve, or ask for a change."))
    # Of two who answer last at once, one sees the other's answer.
    claim(round_.plan)
    if not ApprovalRound.objects.filter(pk=round_.pk, state="asked").exists():
        raise Conflict(_("This round is over. Look at how it stands now."))
    mine = ApprovalVoice.objects.filter(pk=voice.pk, round=round_)
    if not mine.update(answer=answer, text=text, at=now, on_behalf_of_name=by.on_behalf_of_name):
        raise Refused(_("The plan is approved by the leadership group it was laid before."))
    record.write_event(round_, "answered", by=by, now=now, note=text, detail={"answer": answer})
    if answer == "change":
        record.move(round_, "change_asked", by=by, now=now, verb="change_asked", note=text, ended_at=now)
    elif not round_.voices.exclude(answer="approved").exists():
        record.move(round_, "approved", by=by, now=now, verb="approved", ended_at=now)
    else:
        record.set_turns(round_, now=now)


def _content(plan: Plan) -> list[dict[str, str]]:
    """The activity plan's columns as they stand: activity, when, participants, responsible, hours set aside."""
    found = (
        plan.activities.exclude(state="dropped")
        .select_related("responsible", "body")
        .prefetch_related(Prefetch("hours", Hours.objects.order_by("id")))
        .order_by("first", "id")
    )
    return [
        {
            "title": activity.title,
            "when": say_period(activity.period) if activity.period else "",
            "participants": activity.participants,
            "responsible": (
                activity.responsible.name
                if activity.responsible
                else activity.body.name
                if activity.body
                else activity.responsible_words
            ),
            "hours": "; ".join(
                say_hours(line.whom, line.hours, str(Hours.Per(line.per).label))
                for line in activity.hours.all()
            ),
        }
        for activity in found
    ]
