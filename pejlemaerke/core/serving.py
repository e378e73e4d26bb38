"""`pejl serve`: the web server, the worker for long jobs and the outbox, started and stopped as one.

Loads no Django itself: somebody is waiting for the first page, and that takes a second.
"""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from .together import answers, port_is_free, run_together

_LOCALE = Path(__file__).resolve().parent.parent / "locale"


def words(language: str = "da") -> gettext.NullTranslations:
    """The same translations as the pages', read without Django."""
    return gettext.translation("django", _LOCALE, languages=[language], fallback=True)


def serve(arguments: Sequence[str], *, announce: Callable[[str], None] | None = None) -> int:
    """Serve until told to stop; gives the exit status. `announce` is called with the address once it answers."""
    parser = argparse.ArgumentParser(
        "pejl serve", description="Serves the pages, runs the jobs and sends the mail."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="server processes; one a core is enough")
    parser.add_argument("--threads", type=int, default=4, help="requests each of them answers at a time")
    wish = parser.parse_args(arguments)
    said = words()
    if not port_is_free(wish.host, wish.port):
        print(
            said.gettext(
                "Port %(port)s is in use. Stop what runs there, or choose another, for instance %(other)s."
            )
            % {"port": wish.port, "other": wish.port + 1},
            file=sys.stderr,
        )
        return 1
    address = f"http://{wish.host}:{wish.port}"

    def tell() -> None:
        if announce:
            announce(address)
        print(
            said.gettext("Pejlemærke is at %(address)s. Ctrl-C stops it.") % {"address": address}, flush=True
        )

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Beside the interpreter, not found on PATH: the environment that runs this is the one that serves.
    granian = str(Path(sys.executable).parent / "granian")
    pejl = [sys.executable, "-m", "pejlemaerke.command"]
    status = run_together(
        [
            granian, "--interface", "wsgi", "--host", wish.host, "--port", str(wish.port), "--no-ws",
            "--workers", str(wish.workers), "--blocking-threads", str(wish.threads),
            "--respawn-failed-workers", "--log-level", "warning", "config.wsgi:application",
        ],
        [
            [*pejl, "db-worker", "--queue-name", "*", "--no-startup-delay", "--interval", "2", "-v", "0"],
            [*pejl, "send-letters", "--every", "5"],
        ],
        is_ready=lambda: answers(wish.host, wish.port),
        when_ready=tell,
    )  # fmt: skip
    if status:
        print(
            said.gettext("One of the processes ended by itself, so the others were stopped too."),
            file=sys.stderr,
        )
    return status


def main(arguments: Sequence[str]) -> int:
    return serve(arguments)
