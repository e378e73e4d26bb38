"""`pejl serve`: the web server, the worker for long jobs and the outbox, started and stopped as one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pejlemaerke.core.together import answers, port_is_free, run_together


class Command(BaseCommand):
    help = "Serves the pages, runs the jobs and sends the mail. Ctrl-C stops all of it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="server processes; one a core is enough")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        if not port_is_free(host, port):
            raise CommandError(
                _(
                    "Port %(port)s is in use. Stop what runs there, or choose another, for instance PORT=%(other)s."
                )
                % {"port": port, "other": port + 1}
            )
        # Beside the interpreter, not found on PATH: the environment that runs this is the one that serves.
        granian = str(Path(sys.executable).parent / "granian")
        pejl = [sys.executable, "-m", "pejlemaerke.command"]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        status = run_together(
            [
                [
                    granian, "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws",
                    "--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers",
                    "--log-level", "warning", "config.wsgi:application",
                ],
                [*pejl, "db_worker", "--queue-name", "*", "--no-startup-delay", "--interval", "2", "-v", "0"],
                [*pejl, "send-letters", "--every", "5"],
            ],
            is_ready=lambda: answers(host, port),
            when_ready=lambda: self.announce(f"http://{host}:{port}"),
        )  # fmt: skip
        if status:
            raise CommandError(_("One of the processes ended by itself, so the others were stopped too."))

    def announce(self, address: str) -> None:
        """Say that the pages are there."""
        self.stdout.write(_("Pejlemærke is at %(address)s. Ctrl-C stops it.") % {"address": address})
        self.stdout.flush()
