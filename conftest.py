"""Fewer examples in the everyday run; `HYPOTHESIS_PROFILE=deep` looks harder. And where the database is a file, the
migrations run once and not once a worker and run."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("everyday", max_examples=30, deadline=None)
settings.register_profile("deep", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

ROOT = Path(__file__).resolve().parent


@pytest.fixture(scope="session", autouse=True)
def _begin_migrated(django_test_environment: None) -> None:
    """A new test database on SQLite begins as a copy of the last one with the same migrations."""
    from django.conf import settings as project
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    creation: Any = connection.creation
    empty, create = creation._create_test_db, creation.create_test_db
    ready = project.VAR / f"migrated-{_migrations()}.sqlite3"

    def begun(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = empty(verbosity, autoclobber, keepdb)
        if ready.exists() and not Path(name).exists():
            _copy(ready, Path(name))
        return name

    def created(*args: Any, **given: Any) -> str:
        name: str = create(*args, **given)
        if not ready.exists():
            for old in project.VAR.glob("migrated-*"):
                old.unlink(missing_ok=True)
            _copy(Path(name), ready)
        return name

    creation._create_test_db, creation.create_test_db = begun, created


def _copy(source: Path, target: Path) -> None:
    """The database as it stands, whatever its journal holds; there whole or not at all."""
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(beside)) as new:
        old.backup(new)
    for journal in ("-wal", "-shm"):  # of a run that was cut short
        target.with_name(target.name + journal).unlink(missing_ok=True)
    beside.replace(target)


def _migrations() -> str:
    """What tells these migrations from others: their own text, what they call, and whose else there are."""
    parts = [*ROOT.glob("pejlemaerke/*/migrations/*.py"), ROOT / "requirements.txt"]
    parts += [ROOT / "config" / "settings.py", *ROOT.glob("pejlemaerke/core/*.py")]
    words = b"".join(f"{part.relative_to(ROOT)}\n".encode() + part.read_bytes() for part in sorted(parts))
    return hashlib.sha256(words).hexdigest()[:16]
