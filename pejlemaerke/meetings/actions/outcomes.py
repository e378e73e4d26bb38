"""What a body says and decides, recorded while the meeting is in progress and at no other time.

Every write claims the meeting first, so that closing it never races one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pejlemaerke import record
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.errors import Conflict, Refused
from pejlemaerke.core.periods import parse_period

from ..models import AgendaItem, DecidedPoint, Meeting
from .agendas import OPEN_FOR_ITEMS, claim, close_gaps, follow_meeting, next_position, release


@transaction.atomic
def record_present(meeting: Meeting, present: str, *, by: Actor, now: datetime) -> None:
    """Who is there, in words, as it will stand in the minutes. Records no event."""
    claim(meeting, "in_progress")
    meeting.present = present
    meeting.save(update_fields=["present"])


@transaction.atomic
def record_outcome(item: AgendaItem, *, discussed: str, outcome: str, by: Actor, now: datetime) -> None:
    """What was talked about, and whether the item has been treated; an event only when that changes.

    Refused for an item that has been moved: bring it back first.
    """
    claim(item.meeting, "in_progress")
    if item.outcome == "moved":
        raise Refused(_("The item has been moved to a later meeting. Bring it back before you record it."))
    if outcome not in ("", "treated"):
        raise Refused(_("An item is either treated, or moved to a later meeting."))
    changed = item.outcome != outcome
    item.discussed, item.outcome = discussed, outcome
    item.save(update_fields=["discussed", "outcome"])
    if changed:
        verb = "item_treated" if outcome else "item_reopened"
        record.write_event(item.meeting, verb, by=by, now=now, detail={"item": str(item.pk)})


@transaction.atomic
def record_point(
    item: AgendaItem,
    *,
    text: str,
    by: Actor,
    now: datetime,
    heading: str = "",
    asked: str = "",
    answer: str = "",
    period_text: str = "",
    audience: str = "",
    who: str = "",
    first: date | None = None,
    last: date | None = None,
    precision: str = "",
) -> DecidedPoint:
    """A decision in its own words. Its period is read from the words, unless a person has confirmed the days."""
    claim(item.meeting, "in_progress")
    last_point: int | None = item.points.aggregate(last=Max("position"))["last"]
    point = DecidedPoint(
        organisation_id=by.organisation, item=item, position=(last_point or 0) + 1, recorded_at=now,
        recorded_by_name=by.name,
    )  # fmt: skip
    _fill(
        point, heading=heading, text=text, asked=asked, answer=answer, period_text=period_text, audience=audience,
        who=who, first=first, last=last, precision=precision,
    )  # fmt: skip
    point.save(force_insert=True)
    record.write_event(item.meeting, "decided", by=by, now=now, detail={"point": str(point.pk)})
    return point


@transaction.atomic
def edit_point(
    point: DecidedPoint,
    *,
    text: str,
    by: Actor,
    now: datetime,
    heading: str = "",
    asked: str = "",
    answer: str = "",
    period_text: str = "",
    audience: str = "",
    who: str = "",
    first: date | None = None,
    last: date | None = None,
    precision: str = "",
) -> None:
    """Write the whole decision anew, while the meeting lasts."""
    claim(point.item.meeting, "in_progress")
    _fill(
        point, heading=heading, text=text, asked=asked, answer=answer, period_text=period_text, audience=audience,
        who=who, first=first, last=last, precision=precision,
    )  # fmt: skip
    point.recorded_at, point.recorded_by_name = now, by.name
    # Updated and not saved: somebody may have removed it meanwhile, and it must not come back.
    fields = (
        "heading", "text", "asked", "answer", "period_text", "first", "last", "precision", "audience", "who",
        "recorded_at", "recorded_by_name", "folded",
    )  # fmt: skip
    point.folded = point.fold_words()
    if not DecidedPoint.objects.filter(pk=point.pk).update(**{name: getattr(point, name) for name in fields}):
        raise Conflict(_("Somebody else has removed this decision meanwhile."))
    record.write_event(point.item.meeting, "point_changed", by=by, now=now, detail={"point": str(point.pk)})


def _fill(
    point: DecidedPoint,
    *,
    heading: str,
    text: str,
    asked: str,
    answer: str,
    period_text: str,
    audience: str,
    who: str,
    first: date | None,
    last: date | None,
    precision: str,
) -> None:
    if not text.strip():
        raise Refused(_("Write what was decided."))
    if bool(asked) != bool(answer):
        raise Refused(_("Say both which point it answers, and how."))
    if answer not in DecidedPoint.Answer.values:
        raise Refused(_("Choose one of the four answers."))
    if asked and asked not in asked_keys(point.item):
        raise Refused(_("That point was not asked in the memo."))
    if first is not None and last is not None and last < first:
        raise Refused(_("The period ends before it begins."))
    if period_text and not precision:
        read = parse_period(period_text)
        first, last, precision = read.first, read.last, read.precision
    if not period_text:
        first, last, precision = None, None, ""
    point.heading, point.text, point.asked, point.answer = heading.strip(), text.strip(), asked, answer
    point.period_text, point.first, point.last, point.precision = period_text, first, last, precision
    point.audience, point.who = audience, who


def asked_keys(item: AgendaItem) -> frozenset[str]:
    """The keys of what the item's memo, as the body has it, asks for."""
    if item.revision is None:
        return frozenset()
    return frozenset(asked.key for asked in item.revision.content.asked)


@transaction.atomic
def remove_point(point: DecidedPoint, *, by: Actor, now: datetime) -> None:
    """It was not decided after all. What it said is kept in the history of the meeting."""
    claim(point.item.meeting, "in_progress")
    key = point.pk
    if not DecidedPoint.objects.filter(pk=key).delete()[0]:
        return
    record.write_event(
        point.item.meeting, "point_removed", by=by, now=now, note=point.text, detail={"point": str(key)}
    )


@transaction.atomic
def order_points(item: AgendaItem, keys: Sequence[UUID], *, by: Actor, now: datetime) -> None:
    """Put the points of an item in this order; `keys` names each once. Records no event."""
    claim(item.meeting, "in_progress")
    points = {point.pk: point for point in item.points.all()}
    if sorted(points) != sorted(keys):
        raise Conflict(_("Somebody else has changed the decisions meanwhile. Look at how they stand now."))
    for position, key in enumerate(keys, start=1):
        points[key].position = position
    DecidedPoint.objects.bulk_update(points.values(), ["position"])


@transaction.atomic
def move_item(item: AgendaItem, to_meeting: Meeting | None, *, by: Actor, now: datetime) -> AgendaItem | None:
    """Carry an item on to a later meeting of the same body; gives the item there.

    With no meeting yet its memo or MED item waits to be put on an agenda. Refused for an item with decisions under it
    and, without a meeting, for one that nothing else would remember.
    """
    claim(item.meeting, "in_progress")
    if item.outcome == "moved":
        raise Refused(_("The item has already been moved."))
    if item.points.exists():
        raise Refused(
            _(
                "Something has been decided under this item. Treat it, and put what is left on the next agenda."
            )
        )
    there: AgendaItem | None = None
    if to_meeting is None:
        if item.memo is None and item.med_item is None:
            raise Refused(_("Choose the meeting it goes on to, so that it is not forgotten."))
        release(item, by=by, now=now)
    else:
        if to_meeting.committee_id != item.meeting.committee_id or to_meeting.pk == item.meeting_id:
            raise Refused(_("An item is carried on to a later meeting of the same body."))
        if to_meeting.starts_at <= item.meeting.starts_at:
            raise Refused(_("An item is carried on to a later meeting of the same body."))
        claim(to_meeting, *OPEN_FOR_ITEMS)
        there = AgendaItem.objects.create(
            organisation_id=by.organisation, meeting=to_meeting, position=next_position(to_meeting),
            title=item.title, text=item.text, memo=item.memo, med_item=item.med_item, is_closed=item.is_closed,
            revision=item.memo.current if item.memo and to_meeting.state == "called" else None,
        )  # fmt: skip
        follow_meeting(there, now=now)
        record.write_event(to_meeting, "agenda", by=by, now=now, detail={"added": str(there.pk)})
    item.outcome, item.moved_to = "moved", there
    item.save(update_fields=["outcome", "moved_to"])
    record.write_event(item.meeting, "moved", by=by, now=now, detail={"item": str(item.pk)})
    return there


@transaction.atomic
def bring_back_item(item: AgendaItem, *, by: Actor, now: datetime) -> None:
    """It is treated today after all. Refused when what it is about has got on since."""
    claim(item.meeting, "in_progress")
    if item.outcome != "moved":
        raise Refused(_("The item has not been moved."))
    there = item.moved_to
    if there is not None:
        claim(there.meeting, *OPEN_FOR_ITEMS)
        item.moved_to = None
    else:
        for thing in (item.memo, item.med_item):
            if thing is None:
                continue
            if thing.state not in ("sent", "planned"):
                raise Refused(_("It has got on since it was moved, and cannot be brought back."))
            record.move(thing, "on_agenda", by=by, now=now, verb="put_on_agenda")
    item.outcome = ""
    item.save(update_fields=["outcome", "moved_to"])
    follow_meeting(item, now=now)
    if there is not None:
        there.delete()
        close_gaps(there.meeting)
    record.write_event(item.meeting, "brought_back", by=by, now=now, detail={"item": str(item.pk)})
