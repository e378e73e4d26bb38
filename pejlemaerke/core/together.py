"""Several processes as one program: started together, stopped together. Imports no Django."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from types import FrameType

#: What tells the program to stop: Ctrl-C, a service manager, a closed terminal.
STOPPERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

#: Seconds a process gets to finish what it does before it is stopped for good.
PATIENCE = 10.0


def port_is_free(host: str, port: int) -> bool:
    """True if a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """True if somebody listens there now."""
    target = "127.0.0.1" if host == "0.0.0.0" else "::1" if host == "::" else host  # noqa: S104
    try:
        with socket.create_connection((target, port), timeout=1):
            return True
    except OSError:
        return False


def run_together(
    first: Sequence[str],
    rest: Sequence[Sequence[str]],
    *,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], None],
) -> int:
    """Run `first` and, as soon as `is_ready()`, `rest`, until one of them ends or this process is told to stop.

    `when_ready` is called once, at that same moment. Gives 0 when told to stop, else the exit status of the process
    that ended by itself (1 if it ended well: none of them is supposed to end).
    """
    told = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal told
        told = True

    def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches this process alone, which then stops the others in order.
        return subprocess.Popen(command, start_new_session=True)  # noqa: S603

    before = {number: signal.signal(number, stop) for number in STOPPERS}
    children = [start(first)]
    try:
        ready = False
        while not told:
            ended = [child.returncode for child in children if child.poll() is not None]
            if ended:
                return ended[0] or 1
            if not ready and is_ready():
                ready = True
                when_ready()
                children += [start(command) for command in rest]
            time.sleep(0.2 if ready else 0.02)
        return 0
    finally:
        _stop(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
