"""`pejl send-letters`: send what waits in the outbox, once or for as long as it runs."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from pejlemaerke.mail.actions import send_waiting


class Command(BaseCommand):
    help = "Sends what waits in the outbox."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, looking this often")

    def handle(self, *args: Any, every: float | None, **options: Any) -> None:
        send_waiting(now=timezone.now())
        while every:
            time.sleep(every)
            close_old_connections()
            send_waiting(now=timezone.now())
