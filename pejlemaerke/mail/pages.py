"""The outbox as an administrator sees it: to whom and about what, never the letter itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from pejlemaerke.ui.dates import say_moment

from .models import Letter

PAGE = 50
#: A letter being sent for longer than this was left behind by a worker that died.
STUCK_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class State:
    word: str
    shape: str


@dataclass(frozen=True)
class LetterLine:
    pk: UUID
    to: str
    subject: str
    state: State
    when: str
    needs_a_person: bool


@dataclass(frozen=True)
class OutboxPage:
    """First those that wait for a person's judgement, then the newest of the others."""

    stuck: tuple[LetterLine, ...]
    others: tuple[LetterLine, ...]
    page: Page[Any]


def read_outbox(organisation: UUID, *, number: str, today: date, now: datetime) -> OutboxPage:
    """Three queries."""
    mine = Letter.objects.filter(organisation=organisation).defer("body")
    dead = mine.filter(state=Letter.State.SENDING, claimed_at__lt=now - STUCK_AFTER)
    waiting = dead | mine.filter(state=Letter.State.FAILED)
    others = mine.exclude(pk__in=waiting.values("pk")).order_by("-queued_at", "-id")
    page = Paginator(others, PAGE).get_page(number)
    return OutboxPage(
        tuple(_line(letter, today, stuck=True) for letter in waiting.order_by("-queued_at", "-id")[:200]),
        tuple(_line(letter, today, stuck=False) for letter in page.object_list),
        page,
    )


def _line(letter: Letter, today: date, *, stuck: bool) -> LetterLine:
    states = {
        "queued": State(_("waits to be sent"), "empty"),
        "sending": State(_("may have been sent") if stuck else _("is being sent"), "half"),
        "sent": State(_("sent"), "done"),
        "failed": State(_("was turned away"), "back"),
        "dropped": State(_("put away"), "silent"),
    }
    moment = letter.sent_at or letter.queued_at
    return LetterLine(
        letter.pk, letter.to, letter.subject, states[letter.state], say_moment(moment, today), stuck
    )
