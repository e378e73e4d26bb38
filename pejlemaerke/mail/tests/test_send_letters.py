"""A letter goes out once: a broken server is tried again, a dead worker leaves it to a person."""

from __future__ import annotations

import smtplib
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection

from pejlemaerke.core.models import Organisation

from .. import actions
from ..models import Letter

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def letter(to: str = "sara@testby.example") -> Letter:
    owner = Organisation.objects.get_or_create(slug="testby", defaults={"name": "Testby"})[0]
    made = actions.queue_letter(
        organisation=owner.pk, to=to, subject="Ny\nbrief", body="Kære Sara", language="da", now=NOW
    )
    assert made is not None
    return made


def state_of(one: Letter) -> str:
    one.refresh_from_db()
    return one.state


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def send(self: EmailMessage, **given: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMessage, "send", send)


@pytest.mark.django_db
def test_a_letter_goes_out_once_with_its_own_message_id() -> None:
    one = letter()
    assert actions.send_waiting(now=NOW) == 1
    assert actions.send_waiting(now=NOW) == 0
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == one.message_id
    assert sent.subject == "Ny brief"
    assert state_of(one) == "sent"


@pytest.mark.django_db
def test_a_worker_that_dies_leaves_it_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    one = letter()
    fail_with(monkeypatch, SystemExit())
    with pytest.raises(SystemExit):
        actions.send_waiting(now=NOW)
    assert state_of(one) == "sending"
    monkeypatch.undo()
    assert actions.send_waiting(now=NOW + timedelta(days=1)) == 0
    assert actions.resend(one, now=NOW)
    assert actions.send_waiting(now=NOW) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == one.message_id


@pytest.mark.django_db
def test_a_server_that_is_down_is_tried_later_and_then_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    one = letter()
    fail_with(monkeypatch, ConnectionRefusedError())
    now = NOW
    for wait in actions.WAITS:
        assert actions.send_waiting(now=now) == 0
        assert state_of(one) == "queued"
        assert one.next_try_at == now + timedelta(minutes=wait)
        now = one.next_try_at
    actions.send_waiting(now=now)
    assert state_of(one) == "failed"
    assert actions.drop(one)
    assert not actions.resend(one, now=now)


@pytest.mark.django_db
def test_an_address_that_is_refused_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one = letter()
    fail_with(monkeypatch, smtplib.SMTPRecipientsRefused({}))
    actions.send_waiting(now=NOW)
    assert state_of(one) == "failed"


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_letter() -> None:
    for number in range(8):
        letter(f"p{number}@testby.example")
    barrier = threading.Barrier(2)
    sent: list[int] = []

    def work() -> None:
        barrier.wait()
        sent.append(actions.send_waiting(now=NOW))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 8
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 8
