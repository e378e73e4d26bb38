"""What many tests begin with is made once by the real actions, and put back as it was for every test after that.

The statements that wrote it are kept and run again, which takes a tenth of the time of thinking them out. Only on
SQLite and inside a test's transaction; on PostgreSQL, and wherever anything else has been written in between, it is
made for real.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pejlemaerke.core.models import Organisation

_WRITES = ("INSERT", "UPDATE", "DELETE")


class _Witness:
    """Counts everything that is not reading, and keeps the writing for whoever listens."""

    def __init__(self) -> None:
        self.count = 0
        self.heard: list[tuple[str, Any]] | None = None

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        verb = sql.lstrip()[:6].upper()
        if verb not in ("SELECT", "SAVEPO", "RELEAS"):
            self.count += 1
            if self.heard is not None:
                # A savepoint rolled back undoes what was heard, so then nothing is kept.
                kept = verb in _WRITES and not many
                self.heard.append((sql, params) if kept else ("", None))
        return result


@dataclass(frozen=True)
class _Memory:
    writes: tuple[tuple[str, Any], ...]
    made: bytes


_witness = _Witness()
_memories: dict[str, _Memory] = {}


def moment() -> int:
    """Two equal moments in one test: nothing was written between them."""
    if _witness not in connection.execute_wrappers:
        connection.execute_wrappers.append(_witness)
    return _witness.count


def nothing_is_there() -> bool:
    return not Organisation.objects.exists()


def remembered(name: str, make: Callable[[], Any], *, known: dict[str, Any] | None = None) -> Any:
    """What `make()` gives, made the first time and put back from then on.

    The caller sees to it that the database stands each time as it stood the first time. `known` are the objects
    that what is made refers to: each test has its own.
    """
    moment()
    known = known or {}
    if connection.vendor != "sqlite" or not connection.in_atomic_block or _witness.heard is not None:
        return make()
    memory = _memories.get(name)
    if memory is not None:
        with connection.cursor() as cursor:
            for sql, params in memory.writes:
                cursor.execute(sql, params)
        return _Reader(memory.made, known).load()
    _witness.heard = heard = []
    try:
        made = make()
    finally:
        _witness.heard = None
    if all(sql for sql, _params in heard):
        _memories[name] = _Memory(tuple(heard), _written(made, known))
    return made


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, known: dict[str, Any]) -> None:
        super().__init__(file)
        self.names = {id(value): name for name, value in known.items()}

    def persistent_id(self, value: Any) -> str | None:
        return self.names.get(id(value))


class _Reader(pickle.Unpickler):
    def __init__(self, data: bytes, known: dict[str, Any]) -> None:
        super().__init__(io.BytesIO(data))
        self.known = known

    def persistent_load(self, name: str) -> Any:
        return self.known[name]


def _written(made: Any, known: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    _Writer(file, known).dump(made)
    return file.getvalue()
