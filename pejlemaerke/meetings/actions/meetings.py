"""A meeting is prepared, called, held and closed, or cancelled."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Refused
from pejlemaerke.organisation.models import Committee, Person

from .. import letters
from ..models import AgendaItem, DecidedPoint, Meeting, Minutes
from .agendas import OPEN_FOR_ITEMS, claim, follow_meeting, release


@transaction.atomic
def create_meeting(
    *,
    committee: Committee,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    secretary: Person,
    by: Actor,
    now: datetime,
) -> Meeting:
    """A meeting nobody has been called to yet; its secretary prepares it."""
    _check(starts_at, ends_at, secretary, by)
    if committee.organisation_id != by.organisation:
        raise Refused(_("That belongs to another organisation."))
    meeting = Meeting(
        organisation_id=by.organisation, committee=committee, starts_at=starts_at, ends_at=ends_at, place=place,
        secretary=secretary, created_at=now,
    )  # fmt: skip
    record.begin(meeting, by=by, now=now)
    return meeting


def _check(starts_at: datetime, ends_at: datetime | None, secretary: Person, by: Actor) -> None:
    if ends_at is not None and ends_at <= starts_at:
        raise Refused(_("The meeting must end after it begins."))
    if secretary.organisation_id != by.organisation or secretary.left_on is not None:
        raise Refused(_("That person does not work here any more."))


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    secretary: Person,
    by: Actor,
    now: datetime,
) -> None:
    """Until it begins. Another time or place moves it in calendars, and those who were called are told."""
    claim(meeting, *OPEN_FOR_ITEMS)
    _check(starts_at, ends_at, secretary, by)
    moved = (meeting.starts_at, meeting.ends_at, meeting.place) != (starts_at, ends_at, place)
    if not moved and meeting.secretary == secretary:
        return
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place
    meeting.secretary = secretary
    meeting.sequence += moved
    meeting.save(update_fields=["starts_at", "ends_at", "place", "secretary", "sequence"])
    record.write_event(meeting, "changed", by=by, now=now, detail={"moved": moved})
    record.set_turns(meeting, now=now)
    for item in meeting.items.filter(med_item__isnull=False).select_related(
        "med_item__committee", "med_item__decides_at"
    ):
        item.meeting = meeting
        follow_meeting(item, now=now)
    if moved and meeting.state == "called":
        letters.tell_moved(meeting, by=by, now=now)


@transaction.atomic
def call_meeting(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Fix each memo as it now stands before the body, and write to the members. Refused with an empty agenda."""
    if meeting.state != "draft":
        raise Refused(_("The meeting has already been called."))
    claim(meeting, "draft")
    items = list(meeting.items.select_related("memo__current"))
    if not items:
        raise Refused(_("There is nothing on the agenda yet."))
    _fix_revisions(items)
    record.move(meeting, "called", by=by, now=now, verb="called", detail={"items": len(items)})
    letters.tell_called(meeting, items, by=by, now=now)


def _fix_revisions(items: list[AgendaItem]) -> None:
    with_memo = [item for item in items if item.memo is not None]
    for item in with_memo:
        item.revision = item.memo.current if item.memo else None
    AgendaItem.objects.bulk_update(with_memo, ["revision"])


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """It begins: from now outcomes are recorded, and the agenda stands."""
    if meeting.state != "called":
        raise Refused(_("Call the meeting before it begins."))
    record.move(meeting, "in_progress", by=by, now=now, verb="opened")


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Actor, now: datetime) -> Minutes:
    """Every item has been treated or moved. What was decided stands from now: no path changes it. The minutes begin.

    A decided point comes from the meeting and from the memo or MED item it stands under.
    """
    if meeting.state != "in_progress":
        raise Refused(_("Only a meeting in progress can be closed."))
    claim(meeting, "in_progress")
    items = list(meeting.items.select_related("memo__made_by", "memo__committee", "med_item"))
    untreated = [item.title for item in items if not item.outcome]
    if untreated:
        named = ", ".join(f"“{title}”" for title in untreated[:3])
        raise Refused(
            _("These items have neither been treated nor moved: %(items)s.")
            % {"items": f"{named} …" if len(untreated) > 3 else named}
        )
    points = list(DecidedPoint.objects.filter(item__meeting=meeting))
    record.link_all(meeting, points, now=now)
    for item in items:
        under = [point for point in points if point.item_id == item.pk]
        for cause in (item.memo, item.med_item):
            if cause is not None and under:
                record.link_all(cause, under, now=now)
        if item.memo is not None and item.outcome == "treated" and item.memo.state == "on_agenda":
            record.move(item.memo, "treated", by=by, now=now, verb="treated")
    DecidedPoint.objects.filter(item__meeting=meeting).update(settled=True)
    meeting.items.update(settled=True)
    record.move(
        meeting, "closed", by=by, now=now, verb="closed", detail={"items": len(items), "points": len(points)}
    )
    minutes = Minutes(organisation_id=by.organisation, meeting=meeting)
    record.begin(minutes, by=by, now=now, cause=meeting)
    return minutes


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Actor, now: datetime, reason: str = "") -> None:
    """It is not held. What was on its agenda waits for another; calendars show it as cancelled."""
    claim(meeting, *OPEN_FOR_ITEMS)
    was_called = meeting.state == "called"
    for item in meeting.items.select_related(
        "memo__made_by", "memo__committee", "med_item__committee", "med_item__decides_at"
    ):
        release(item, by=by, now=now)
    record.move(
        meeting, "cancelled", by=by, now=now, verb="cancelled", note=reason, sequence=meeting.sequence + 1
    )
    if was_called:
        letters.tell_cancelled(meeting, by=by, now=now)
