"""An initiative with its participants."""

from __future__ import annotations

from typing import Any

from pejlemaerke.core.actor import Actor
from pejlemaerke.initiatives import actions
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.tests.factories import NOW
from pejlemaerke.playbooks.loader import library


def initiative(
    unit: Unit, sponsor: Person, *units: Unit, state: str = "draft", title: str = "Kerneopgaven", **given: Any
) -> Initiative:
    """In `state` ("draft", "running", "closed"), with `units` taking part."""
    by = Actor(unit.organisation_id, sponsor.pk, sponsor.name)
    made = actions.create_initiative(
        title=title,
        why="Borgeren skal møde færre mennesker.",
        sponsor=sponsor,
        unit=unit,
        playbook_key="core-task",
        playbook_version=1,
        playbook_text=library()["core-task"].model_dump_json(),
        by=by,
        now=NOW,
        **given,
    )
    if units:
        actions.set_participants(made, [one.pk for one in units], by=by, now=NOW)
    if state in ("running", "closed"):
        actions.start_initiative(made, by=by, now=NOW)
    if state == "closed":
        actions.close_initiative(made, by=by, now=NOW, note="Det blev til praksis.")
    return made
