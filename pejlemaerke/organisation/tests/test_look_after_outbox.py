"""An administrator judges letters that got stuck; the letter itself is never shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pejlemaerke.mail.actions import queue_letter
from pejlemaerke.mail.models import Letter

from . import factories as make

pytestmark = pytest.mark.django_db


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(make.account(person), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def stuck() -> Letter:
    before = timezone.now() - timedelta(hours=1)
    made = queue_letter(
        organisation=make.organisation().pk, to="sara@testby.example", subject="Ny brief",
        body="hemmelige ord", language="da", now=before,
    )  # fmt: skip
    assert made is not None
    Letter.objects.filter(pk=made.pk).update(state="sending", claimed_at=before)
    return made


def test_a_stuck_letter_is_shown_without_its_words_and_sent_again(stuck: Letter) -> None:
    client = client_of(make.person(unit=make.unit(), role="administrator"))
    text = client.get(reverse("mail:outbox")).content.decode()
    assert "sara@testby.example" in text
    assert "hemmelige ord" not in text
    assert client.post(reverse("mail:resend", args=[stuck.pk])).status_code == 302
    stuck.refresh_from_db()
    assert stuck.state == "queued"
    assert client.post(reverse("mail:drop", args=[stuck.pk])).status_code == 409


def test_others_do_not_see_the_outbox(stuck: Letter) -> None:
    worker = client_of(make.person(unit=make.unit()))
    assert worker.get(reverse("mail:outbox")).status_code == 403
    assert worker.post(reverse("mail:drop", args=[stuck.pk])).status_code == 403
    elsewhere = make.unit("Andeby", organisation=make.organisation("Andeby"))
    stranger = client_of(make.person(unit=elsewhere, role="administrator"))
    assert "sara@" not in stranger.get(reverse("mail:outbox")).content.decode()
    assert stranger.post(reverse("mail:resend", args=[stuck.pk])).status_code == 404
