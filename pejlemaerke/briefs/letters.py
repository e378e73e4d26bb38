"""The few mails the line sends: one when it has become your turn, one when you have been answered.

Each in its reader's language, with a link to the page where the thing is done. Nothing of the text itself is mailed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.core.actor import Actor
from pejlemaerke.organisation.access import leaders_of
from pejlemaerke.organisation.letters import Wording, link_to, write_to
from pejlemaerke.ui.dates import write_date

from .models import Backbrief, Brief


def _send(units: Iterable[UUID], wording: Wording, *, by: Actor, now: datetime) -> None:
    """To the leaders of these units, but never to the one who did it."""
    write_to(leaders_of(units, on=timezone.localdate(now)).values(), wording, by=by, now=now)


def tell_recipients(brief: Brief, new: list[Backbrief], *, by: Actor, now: datetime) -> None:
    """A brief has come: each leader is told and can begin."""
    due = brief.draft_content.due

    def wording() -> tuple[str, str]:
        subject = _("A brief for you: %(initiative)s") % {"initiative": brief.initiative.title}
        body = _("%(name)s has sent a brief and asks you to brief back by %(due)s.") % {
            "name": by.name,
            "due": write_date(due) if due else "",
        }
        return subject, f"{body}\n{link_to(brief.get_absolute_url())}"

    _send([backbrief.unit_id for backbrief in new], wording, by=by, now=now)


def tell_reviewer(backbrief: Backbrief, *, by: Actor, now: datetime) -> None:
    """A backbrief has been sent or lifted: the one who answers is told."""

    def wording() -> tuple[str, str]:
        subject = _("%(unit)s waits for your answer") % {"unit": backbrief.unit.name}
        body = _("The backbrief from %(unit)s on “%(initiative)s” is ready for you.") % {
            "unit": backbrief.unit.name,
            "initiative": backbrief.initiative.title,
        }
        return subject, f"{body}\n{link_to(backbrief.get_absolute_url())}"

    _send([backbrief.reviewer_unit_id], wording, by=by, now=now)


def tell_writer(backbrief: Backbrief, *, by: Actor, now: datetime) -> None:
    """The superior has answered: the leader is told, and reads what on the page."""

    def wording() -> tuple[str, str]:
        subject = _("%(name)s has answered your backbrief") % {"name": by.name}
        body = _("There is an answer to the backbrief from %(unit)s on “%(initiative)s”.") % {
            "unit": backbrief.unit.name,
            "initiative": backbrief.initiative.title,
        }
        return subject, f"{body}\n{link_to(backbrief.get_absolute_url())}"

    _send([backbrief.unit_id], wording, by=by, now=now)


def ask_again(backbriefs: list[Backbrief], brief: Brief, *, by: Actor, now: datetime) -> None:
    """The intent has changed: every leader with an accepted backbrief below is asked whether it still holds."""

    def wording() -> tuple[str, str]:
        subject = _("The intent has changed: %(initiative)s") % {"initiative": brief.initiative.title}
        body = _("%(name)s has changed the intent. See whether your backbrief still holds.") % {
            "name": by.name
        }
        return subject, f"{body}\n{link_to('/')}"

    _send([backbrief.unit_id for backbrief in backbriefs], wording, by=by, now=now)
