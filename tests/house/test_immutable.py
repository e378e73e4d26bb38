"""After all migrations the triggers that refuse UPDATE are there, on the database in use."""

from __future__ import annotations

import pytest
from django.db import connection

UNCHANGEABLE = {
    "record_event", "briefs_revision", "briefs_briefrevision", "briefs_review", "meetings_memorevision",
    "meetings_correction", "meetings_agendaitem", "meetings_decidedpoint", "meetings_minutes",
    "meetings_meeting", "meetings_meditem",
}  # fmt: skip


@pytest.mark.django_db
def test_what_was_said_has_its_trigger():
    sql = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT event_object_table, trigger_name FROM information_schema.triggers "
        "WHERE event_manipulation = 'UPDATE'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = {table for table, name in cursor.fetchall() if name == f"{table}_unchangeable"}
    assert found == UNCHANGEABLE
