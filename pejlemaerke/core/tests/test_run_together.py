"""The server and its companions start together and stop together."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time

from pejlemaerke.core.together import answers, port_is_free, run_together

STAY = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_what_is_told_to_stop_stops_everything() -> None:
    started: list[float] = []

    def ready() -> None:
        started.append(time.monotonic())
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()

    assert run_together(STAY, [STAY], is_ready=lambda: True, when_ready=ready) == 0
    assert len(started) == 1
    assert time.monotonic() - started[0] < 20


def test_one_that_ends_by_itself_takes_the_others_along() -> None:
    fails = [sys.executable, "-c", "raise SystemExit(3)"]
    assert run_together(STAY, [fails], is_ready=lambda: True, when_ready=lambda: None) == 3


def test_even_one_that_ends_well_was_not_supposed_to() -> None:
    ends = [sys.executable, "-c", ""]
    assert run_together(ends, [STAY], is_ready=lambda: False, when_ready=lambda: None) == 1


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free("127.0.0.1", port)
        assert answers("127.0.0.1", port)
    assert port_is_free("127.0.0.1", port)
    assert not answers("127.0.0.1", port)
