"""Django's mail door leads to the outbox, so that what libraries send (new password) goes the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import get_language

from .actions import queue_letter


class OutboxBackend(BaseEmailBackend):
    """Queues each message for each recipient who has an account; anybody else gets nothing from us."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        accounts = get_user_model()
        queued = 0
        for message in email_messages:
            for account in accounts.objects.filter(email__in=message.to):
                queue_letter(
                    organisation=account.person.organisation_id, to=account.email, subject=message.subject,
                    body=message.body, language=get_language() or "da", now=timezone.now(),
                )  # fmt: skip
                queued += 1
        return queued
