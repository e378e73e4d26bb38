"""A matter is brought before MED, talked through, and concluded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.organisation.models import Committee, Unit

from .. import rules
from ..models import MedItem
from ..words import MED_FIELDS
from .agendas import OPEN_FOR_ITEMS, claim, close_gaps

MED_PURPOSES = ("med", "work_environment")
_OPEN = ("planned", "on_agenda")


@transaction.atomic
def raise_med_item(
    *,
    committee: Committee,
    decides_at: Unit,
    kind: str,
    title: str,
    text: str,
    by: Actor,
    now: datetime,
    decision_on: date | None = None,
    discuss_on: date | None = None,
    papers_on: date | None = None,
    cause: Any = None,
) -> MedItem:
    """Bring a matter before a committee; its chair puts it on an agenda."""
    _check(committee, decides_at, kind, by)
    item = MedItem(
        organisation_id=by.organisation, committee=committee, decides_at=decides_at, kind=kind, title=title,
        text=text, decision_on=decision_on, discuss_on=discuss_on, papers_on=papers_on, created_at=now,
    )  # fmt: skip
    record.begin(item, by=by, now=now, cause=cause)
    return item


def _check(committee: Committee, decides_at: Unit, kind: str, by: Actor) -> None:
    if {committee.organisation_id, decides_at.organisation_id} != {by.organisation}:
        raise Refused(_("That belongs to another organisation."))
    if committee.kind.purpose not in MED_PURPOSES:
        raise Refused(_("Choose a MED committee or a work-environment committee."))
    if kind not in MedItem.Kind.values:
        raise Refused(_("Choose information, discussion or guideline."))


def _claim(item: MedItem) -> None:
    if not MedItem.objects.filter(pk=item.pk, state__in=_OPEN).update(state=F("state")):
        raise Conflict(_("The matter is concluded and can no longer be changed."))


@transaction.atomic
def edit_med_item(
    item: MedItem,
    *,
    committee: Committee,
    decides_at: Unit,
    kind: str,
    title: str,
    text: str,
    by: Actor,
    now: datetime,
    decision_on: date | None = None,
    discuss_on: date | None = None,
    papers_on: date | None = None,
) -> None:
    """Write anew what is brought before MED. On an agenda it stays with that committee."""
    _claim(item)
    _check(committee, decides_at, kind, by)
    if item.state == "on_agenda" and committee.pk != item.committee_id:
        raise Refused(_("It is on this committee's agenda. Take it off before it goes to another."))
    item.committee, item.decides_at, item.kind, item.title, item.text = (
        committee, decides_at, kind, title, text,
    )  # fmt: skip
    item.decision_on, item.papers_on = decision_on, papers_on
    if item.state != "on_agenda":  # else it is the day of the meeting
        item.discuss_on = discuss_on
    item.save(
        update_fields=[
            "committee", "decides_at", "kind", "title", "text", "decision_on", "discuss_on", "papers_on",
        ]
    )  # fmt: skip
    record.write_event(item, "edited", by=by, now=now)
    record.set_turns(item, now=now)


@transaction.atomic
def write_views(item: MedItem, *, staff_view: str, management_answer: str, by: Actor, now: datetime) -> None:
    """What the staff side says and what management answers, while it is still being talked through."""
    _claim(item)
    item.staff_view, item.management_answer = staff_view, management_answer
    item.save(update_fields=["staff_view", "management_answer"])
    record.write_event(item, "views", by=by, now=now)


@transaction.atomic
def conclude_med_item(
    item: MedItem,
    *,
    discussed_on: date | None,
    staff_view: str,
    management_answer: str,
    conclusion: str,
    by: Actor,
    now: datetime,
) -> None:
    """It has been treated: sent is not discussed. So has the item, at a meeting that is in progress.

    Refused while something is missing, for a day that has not come, and while it is on the agenda of a meeting here
    that has not begun.
    """
    if item.state not in _OPEN:
        raise Refused(_("The matter is concluded and can no longer be changed."))
    _claim(item)
    item.discussed_on, item.staff_view, item.management_answer, item.conclusion = (
        discussed_on, staff_view.strip(), management_answer.strip(), conclusion.strip(),
    )  # fmt: skip
    if lacking := rules.missing_before_conclusion(item):
        raise Refused(
            _("Before it is concluded you need: %(fields)s.")
            % {"fields": ", ".join(str(MED_FIELDS[name]) for name in lacking)}
        )
    if discussed_on is not None and discussed_on > timezone.localdate(now):
        raise Refused(_("It cannot have been treated on a day that has not come yet."))
    if item.agenda_items.filter(meeting__state__in=OPEN_FOR_ITEMS).exists():
        raise Refused(_("It is on the agenda of a meeting that has not begun yet."))
    record.move(
        item, "concluded", by=by, now=now, verb="concluded", discussed_on=item.discussed_on,
        staff_view=item.staff_view, management_answer=item.management_answer, conclusion=item.conclusion,
        concluded_at=now, concluded_by_name=by.name,
    )  # fmt: skip
    lasting = item.agenda_items.filter(meeting__state="in_progress", outcome="").select_related("meeting")
    for on_agenda in lasting:
        claim(on_agenda.meeting, "in_progress")
        on_agenda.outcome = "treated"
        on_agenda.save(update_fields=["outcome"])
        record.write_event(
            on_agenda.meeting, "item_treated", by=by, now=now, detail={"item": str(on_agenda.pk)}
        )


@transaction.atomic
def withdraw_med_item(item: MedItem, *, by: Actor, now: datetime, reason: str = "") -> None:
    """It is not to be talked through after all. Off the agenda of a meeting that has not begun; one that has keeps
    the item."""
    _claim(item)
    coming = item.agenda_items.filter(meeting__state__in=OPEN_FOR_ITEMS).select_related("meeting")
    for on_agenda in coming:
        if not on_agenda.moved_from.exists():
            meeting, key = on_agenda.meeting, on_agenda.pk
            on_agenda.delete()
            close_gaps(meeting)
            record.write_event(meeting, "agenda", by=by, now=now, detail={"removed": str(key)})
    record.move(item, "withdrawn", by=by, now=now, verb="withdrawn", note=reason)
