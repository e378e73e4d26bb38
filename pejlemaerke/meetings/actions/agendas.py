"""What a body is to talk about: items on the agenda of a meeting that has not begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused

from ..models import AgendaItem, MedItem, Meeting, Memo

#: While the agenda can be changed.
OPEN_FOR_ITEMS = ("draft", "called")


def claim(meeting: Meeting, *states: str) -> None:
    """From here to the end of the transaction nobody moves this meeting on; Conflict if somebody already has."""
    if not Meeting.objects.filter(pk=meeting.pk, state__in=states).update(state=F("state")):
        raise Conflict(_("The meeting has moved on. Look at how it stands now."))


def next_position(meeting: Meeting) -> int:
    last: int | None = meeting.items.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def close_gaps(meeting: Meeting) -> None:
    """Number the items from one again, after one has left: the number in the minutes is the place on the agenda."""
    moved = []
    for number, item in enumerate(meeting.items.all(), start=1):
        if item.position != number:
            item.position = number
            moved.append(item)
    AgendaItem.objects.bulk_update(moved, ["position"])


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    by: Actor,
    now: datetime,
    title: str = "",
    text: str = "",
    memo: Memo | None = None,
    med_item: MedItem | None = None,
    is_closed: bool = False,
) -> AgendaItem:
    """Put a memo that was sent, a MED item, or words of its own on the agenda.

    A memo for a closed item makes a closed item. Its turn is from now the meeting's. A matter for MED is from now to
    be talked through on the day of the meeting.
    """
    claim(meeting, *OPEN_FOR_ITEMS)
    if memo is not None:
        if memo.committee_id != meeting.committee_id:
            raise Refused(_("The memo is for another body."))
        if memo.state != "sent":
            raise Refused(_("Only a memo that has been sent, and is on no agenda, can be put on one."))
        record.move(memo, "on_agenda", by=by, now=now, verb="put_on_agenda")
        is_closed = is_closed or memo.is_closed
        title = title or memo.title
    if med_item is not None:
        if med_item.committee_id != meeting.committee_id:
            raise Refused(_("The matter is before another committee."))
        if med_item.state != "planned":
            raise Refused(_("Only a matter that is on no agenda, and not concluded, can be put on one."))
        day = timezone.localdate(meeting.starts_at)
        record.move(med_item, "on_agenda", by=by, now=now, verb="put_on_agenda", discuss_on=day)
        title = title or med_item.title
    if not title.strip():
        raise Refused(_("Give the item a title."))
    item = AgendaItem.objects.create(
        organisation_id=by.organisation, meeting=meeting, position=next_position(meeting), title=title.strip(),
        text=text, memo=memo, med_item=med_item, is_closed=is_closed,
        revision=memo.current if memo is not None and meeting.state == "called" else None,
    )  # fmt: skip
    record.write_event(meeting, "agenda", by=by, now=now, detail={"added": str(item.pk)})
    return item


def follow_meeting(item: AgendaItem, *, now: datetime) -> None:
    """A matter for MED on an agenda is talked through on the day of the meeting, also when that moves."""
    matter, day = item.med_item, timezone.localdate(item.meeting.starts_at)
    if matter is None or matter.state != "on_agenda" or matter.discuss_on == day:
        return
    matter.discuss_on = day
    matter.save(update_fields=["discuss_on"])
    record.set_turns(matter, now=now)


@transaction.atomic
def edit_item(item: AgendaItem, *, by: Actor, now: datetime, title: str, text: str, is_closed: bool) -> None:
    """Change an item's words, or close it. A closed memo's item stays closed."""
    claim(item.meeting, *OPEN_FOR_ITEMS)
    if item.memo is not None and item.memo.is_closed:
        is_closed = True
    if not title.strip():
        raise Refused(_("Give the item a title."))
    item.title, item.text, item.is_closed = title.strip(), text, is_closed
    item.save(update_fields=["title", "text", "is_closed"])
    record.write_event(item.meeting, "agenda", by=by, now=now, detail={"edited": str(item.pk)})


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Actor, now: datetime) -> None:
    """Off the agenda: its memo or MED item waits for another meeting.

    Refused for what was carried here from an earlier meeting, whose minutes point at it.
    """
    meeting, key = item.meeting, item.pk
    claim(meeting, *OPEN_FOR_ITEMS)
    if item.moved_from.exists():
        raise Refused(_("It was carried here from an earlier meeting, and stays until it is treated."))
    release(item, by=by, now=now)
    item.delete()
    close_gaps(meeting)
    record.write_event(meeting, "agenda", by=by, now=now, detail={"removed": str(key)})


def release(item: AgendaItem, *, by: Actor, now: datetime) -> None:
    """What the item was about waits for another agenda."""
    if item.memo is not None and item.memo.state == "on_agenda":
        record.move(item.memo, "sent", by=by, now=now, verb="taken_off_agenda")
    if item.med_item is not None and item.med_item.state == "on_agenda":
        record.move(item.med_item, "planned", by=by, now=now, verb="taken_off_agenda")


@transaction.atomic
def order_items(meeting: Meeting, keys: Sequence[UUID], *, by: Actor, now: datetime) -> None:
    """Put the items in this order; `keys` names each once."""
    claim(meeting, *OPEN_FOR_ITEMS)
    items = {item.pk: item for item in meeting.items.all()}
    if sorted(items) != sorted(keys):
        raise Conflict(_("The agenda has changed meanwhile. Look at how it stands now."))
    for position, key in enumerate(keys, start=1):
        items[key].position = position
    AgendaItem.objects.bulk_update(items.values(), ["position"])
    record.write_event(meeting, "agenda", by=by, now=now, detail={"ordered": len(items)})
