"""Several people at the same time: real threads, real transactions."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run `jobs` in threads that start together; gives what each returned or raised. For tests with
    `django_db(transaction=True)`."""
    outcomes: list[Any] = [None] * len(jobs)
    ready = Barrier(len(jobs))

    def run(place: int) -> None:
        ready.wait()
        try:
            outcomes[place] = jobs[place]()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
