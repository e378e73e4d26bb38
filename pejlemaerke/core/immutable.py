"""Rows that can be written once: a trigger on both databases refuses UPDATE, and another that a finished whole grows.
Only retention deletes."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_SQLITE = (
    "CREATE TRIGGER {table}_unchangeable BEFORE UPDATE ON {table} {when}"
    "BEGIN SELECT RAISE(ABORT, '{table} is unchangeable'); END"
)
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION refuse_update() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is unchangeable', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_unchangeable BEFORE UPDATE ON {table} FOR EACH ROW {when}EXECUTE FUNCTION refuse_update();
"""

_SQLITE_COMPLETE = """
CREATE TRIGGER {table}_complete BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {whole} AS whole WHERE whole.id = NEW.{through} AND {finished})
BEGIN SELECT RAISE(ABORT, '{whole} is finished'); END
"""
_POSTGRESQL_COMPLETE = """
CREATE OR REPLACE FUNCTION {table}_complete() RETURNS trigger AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM {whole} AS whole WHERE whole.id = NEW.{through} AND {finished}) THEN
        RAISE EXCEPTION '{whole} is finished' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_complete BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_complete();
"""


def refuse_updates(table: str, *, once: str = "") -> migrations.RunPython:
    """A migration step after which `table` refuses UPDATE. `table` is a name in the code, never input.

    With `once`, a condition on the row as it was ("OLD.settled"), only rows for which it holds refuse: they can be
    worked on until then. SQLite rebuilds a table to alter it and drops its triggers: repeat this step after such a
    migration (`tests/house/test_immutable.py` notices).
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        sql = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
        when = f"WHEN ({once}) " if once else ""
        schema_editor.execute(sql.format(table=table, when=when), params=None)

    def backwards(apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_unchangeable{on}", params=None)

    return migrations.RunPython(forwards, backwards)


def refuse_additions(table: str, *, whole: str, through: str, finished: str) -> migrations.RunPython:
    """A migration step after which no row enters `table` under a row of `whole`, which its column `through` names, for
    which `finished` holds ("whole.settled"). All four are names in the code, never input; repeat as `refuse_updates`.
    """
    names = {"table": table, "whole": whole, "through": through, "finished": finished}

    def forwards(apps: Any, schema_editor: Any) -> None:
        sql = _SQLITE_COMPLETE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL_COMPLETE
        schema_editor.execute(sql.format(**names), params=None)

    def backwards(apps: Any, schema_editor: Any) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_complete{on}", params=None)

    return migrations.RunPython(forwards, backwards)


def lift(step: migrations.RunPython) -> migrations.RunPython:
    """Takes such a step back, so that the migration can write in the table. Repeat the step at the end of it."""
    return migrations.RunPython(step.reverse_code or migrations.RunPython.noop, step.code)
