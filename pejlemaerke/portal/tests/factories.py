"""An initiative with its line, in the states a test asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from pejlemaerke import record
from pejlemaerke.briefs.brief_content import BriefContent, brief_to_json
from pejlemaerke.briefs.models import Backbrief, Brief, BriefRevision, Revision
from pejlemaerke.core.actor import Actor
from pejlemaerke.initiatives.models import Initiative, Participation
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.tests.factories import NOW, TODAY
from pejlemaerke.playbooks.loader import library

DUE = date(2026, 11, 20)
PAST = date(2026, 10, 20)


def initiative(
    unit: Unit, sponsor: Person, *, state: str = "running", title: str = "Kerneopgaven", **given: Any
) -> Initiative:
    made = Initiative(
        organisation=unit.organisation,
        title=title,
        why="Borgeren skal møde færre mennesker.",
        sponsor=sponsor,
        unit=unit,
        playbook_key="core-task",
        playbook_version=1,
        playbook_text=library()["core-task"].model_dump_json(),
        created_at=NOW,
        **given,
    ).prepare()
    by = Actor(unit.organisation_id, sponsor.pk, sponsor.name)
    record.begin(made, by=by, now=NOW)
    if state != "draft":
        record.move(made, "running", by=by, now=NOW, verb="started")
    if state == "closed":
        record.move(made, "closed", by=by, now=NOW, verb="closed")
    return made


def takes_part(initiative: Initiative, *units: Unit) -> None:
    Participation.objects.bulk_create(
        Participation(organisation=initiative.organisation, initiative=initiative, unit=unit)
        for unit in units
    )


def brief(initiative: Initiative, unit: Unit, due: date = DUE) -> Brief:
    content = brief_to_json(
        BriefContent("Vi møder borgeren ét sted", "hjælpen kan begynde før", (), "", "", "", "En side", due)
    )
    made = Brief.objects.create(
        organisation=unit.organisation, initiative=initiative, unit=unit, state="issued", draft=content
    )
    made.current = BriefRevision.objects.create(
        organisation=unit.organisation,
        brief=made,
        number=1,
        content_json=content,
        intent_changed=False,
        issued_at=NOW,
        issued_by_name="Mette Holm",
    )
    made.save()
    return made


def backbrief(
    brief: Brief, unit: Unit, state: str = "not_begun", *, due: date | None = DUE, accepted: bool = False
) -> Backbrief:
    """A backbrief in that state with its turns; `accepted` gives it an accepted revision as well."""
    made = Backbrief.objects.create(
        organisation=unit.organisation,
        initiative=brief.initiative,
        brief=brief,
        unit=unit,
        reviewer_unit=brief.unit,
        answers=brief.current,
        state=state,
        due=due,
        touched_at=None if state == "not_begun" else NOW,
    )
    if accepted or state in ("accepted", "check_again", "submitted", "lifted"):
        revision = Revision.objects.create(
            organisation=unit.organisation,
            backbrief=made,
            number=1,
            content_json={"v": 1},
            answers=brief.current,
            submitted_at=NOW,
            submitted_by_name="Sara Lind",
        )
        if accepted or state in ("accepted", "check_again"):
            made.accepted = revision
        else:
            made.submitted = revision
        made.save()
    record.set_turns(made, now=NOW)
    return made


__all__ = ["DUE", "NOW", "PAST", "TODAY", "backbrief", "brief", "initiative", "takes_part"]
