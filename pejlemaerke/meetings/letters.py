"""The few mails a meeting sends: it is called, moved, cancelled, and its minutes are to be read.

Each in its reader's language, with the address of the page. The titles of closed items are not mailed.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.core.actor import Actor
from pejlemaerke.organisation.letters import Wording, link_to, write_to
from pejlemaerke.organisation.models import Committee, Person, Seat
from pejlemaerke.ui.dates import say_time, write_date

from .models import AgendaItem, Meeting, Minutes


def members(committee: Committee, *, now: datetime) -> list[Person]:
    """Those who sit in the body that day. One query."""
    seats = Seat.objects.filter(committee=committee).live(timezone.localdate(now)).select_related("person")
    return list({seat.person_id: seat.person for seat in seats.order_by("person__last_name", "id")}.values())


def _send(committee: Committee, wording: Wording, *, by: Actor, now: datetime) -> None:
    """To the members, but never to the one who did it."""
    write_to(members(committee, now=now), wording, by=by, now=now)


def when_and_where(meeting: Meeting) -> str:
    """ "3. december 2026 kl. 13.00–15.00, Mødelokale 2"."""
    day = write_date(timezone.localdate(meeting.starts_at))
    hours = say_time(meeting.starts_at)
    if meeting.ends_at is not None:
        hours = f"{hours}–{say_time(meeting.ends_at)}"
    said = _("%(day)s at %(hours)s") % {"day": day, "hours": hours}
    return f"{said}, {meeting.place}" if meeting.place else said


def tell_called(meeting: Meeting, items: list[AgendaItem], *, by: Actor, now: datetime) -> None:
    def wording() -> tuple[str, str]:
        subject = _("Meeting: %(body)s, %(when)s") % {
            "body": meeting.committee.name,
            "when": write_date(timezone.localdate(meeting.starts_at)),
        }
        lines = [
            _("You are called to a meeting of %(body)s: %(when)s.")
            % {"body": meeting.committee.name, "when": when_and_where(meeting)},
            "",
            _("On the agenda:"),
            *(
                f"{number}. {_('Closed item') if item.is_closed else item.title}"
                for number, item in enumerate(items, start=1)
            ),
            "",
            _("Read the papers: %(address)s") % {"address": link_to(meeting.get_absolute_url())},
            _("Into your calendar: %(address)s")
            % {"address": link_to(reverse("meetings:calendar", args=[meeting.pk]))},
        ]
        return subject, "\n".join(lines)

    _send(meeting.committee, wording, by=by, now=now)


def tell_moved(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    def wording() -> tuple[str, str]:
        subject = _("Moved: %(body)s") % {"body": meeting.committee.name}
        lines = [
            _("The meeting of %(body)s has been moved. It is now %(when)s.")
            % {"body": meeting.committee.name, "when": when_and_where(meeting)},
            _("Into your calendar: %(address)s")
            % {"address": link_to(reverse("meetings:calendar", args=[meeting.pk]))},
        ]
        return subject, "\n".join(lines)

    _send(meeting.committee, wording, by=by, now=now)


def tell_cancelled(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    def wording() -> tuple[str, str]:
        subject = _("Cancelled: %(body)s") % {"body": meeting.committee.name}
        body = _("The meeting of %(body)s, %(when)s, is cancelled.") % {
            "body": meeting.committee.name,
            "when": when_and_where(meeting),
        }
        return subject, f"{body}\n{link_to(meeting.get_absolute_url())}"

    _send(meeting.committee, wording, by=by, now=now)


def tell_minutes(minutes: Minutes, *, by: Actor, now: datetime) -> None:
    meeting = minutes.meeting

    def wording() -> tuple[str, str]:
        subject = _("Minutes to read: %(body)s") % {"body": meeting.committee.name}
        body = _(
            "The minutes of the meeting %(day)s are ready. Say by %(due)s if something should be corrected."
        ) % {
            "day": write_date(timezone.localdate(meeting.starts_at)),
            "due": write_date(minutes.read_by) if minutes.read_by else "",
        }
        return subject, f"{body}\n{link_to(reverse('meetings:minutes', args=[meeting.pk]))}"

    _send(meeting.committee, wording, by=by, now=now)
