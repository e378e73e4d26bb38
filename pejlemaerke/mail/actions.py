"""Write a letter down, send what waits, and decide about what got stuck."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from pejlemaerke.core.ids import uuid7

from .models import Letter

#: A letter that the server turned away for now is tried again after these many minutes, then given up.
WAITS = (1, 5, 30, 120, 600)


def queue_letter(
    *, organisation: UUID, to: str, subject: str, body: str, language: str, now: datetime
) -> Letter | None:
    """Put a letter in the outbox, in the caller's transaction. Without an address there is nothing to send: None."""
    if not to:
        return None
    key = uuid7()
    return Letter.objects.create(
        id=key, organisation_id=organisation, to=to, subject=" ".join(subject.split())[:240], body=body,
        language=language, message_id=f"<{key}@{settings.DEFAULT_FROM_EMAIL.rsplit('@', 1)[-1]}>", queued_at=now,
        next_try_at=now,
    )  # fmt: skip


def send_waiting(*, now: datetime, limit: int = 100) -> int:
    """Send what is due, one claim and one commit at a time; gives how many went out.

    Two workers never send the same letter: the claim is compare-and-set. A connection that breaks puts the letter
    back; only a worker that dies between claim and mark leaves it in *sending*, for a person to judge.
    """
    sent = 0
    connection = get_connection(settings.MAIL_TRANSPORT)
    waiting = Letter.objects.filter(state=Letter.State.QUEUED, next_try_at__lte=now).order_by("queued_at")
    for letter in waiting[:limit]:
        claimed = Letter.objects.filter(pk=letter.pk, state=Letter.State.QUEUED).update(
            state=Letter.State.SENDING, claimed_at=now, tries=letter.tries + 1
        )
        if not claimed:
            continue
        message = EmailMessage(
            letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to], connection=connection,
            headers={"Message-ID": letter.message_id, "Content-Language": letter.language,
                     "Auto-Submitted": "auto-generated"},
        )  # fmt: skip
        try:
            message.send()
        except (smtplib.SMTPException, OSError) as error:
            _put_back(letter, error, now=now)
            continue
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, sent_at=timezone.now(), fault="")
        sent += 1
    return sent


def _put_back(letter: Letter, error: Exception, *, now: datetime) -> None:
    """Later, or never when it has been tried often enough or the address does not exist."""
    tries = letter.tries + 1
    final = isinstance(error, smtplib.SMTPRecipientsRefused) or tries > len(WAITS)
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.FAILED if final else Letter.State.QUEUED,
        next_try_at=now + timedelta(minutes=WAITS[min(tries, len(WAITS)) - 1]),
        fault=type(error).__name__,
    )


def resend(letter: Letter, *, now: datetime) -> bool:
    """A person has judged that a stuck or failed letter did not arrive: queue it again, same Message-ID."""
    return bool(
        Letter.objects.filter(pk=letter.pk, state__in=[Letter.State.SENDING, Letter.State.FAILED]).update(
            state=Letter.State.QUEUED, next_try_at=now, tries=0, fault=""
        )
    )


def drop(letter: Letter) -> bool:
    """A person has judged that it need not be sent."""
    return bool(
        Letter.objects.filter(pk=letter.pk, state__in=[Letter.State.SENDING, Letter.State.FAILED]).update(
            state=Letter.State.DROPPED
        )
    )
