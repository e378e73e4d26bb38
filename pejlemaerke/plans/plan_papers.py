"""The activity plan to hand out, as a paper and as rows: activity, when, participants, responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from pejlemaerke.core.words import fold
from pejlemaerke.documents.paper import Heading, Paper, Part, Prose, Table
from pejlemaerke.documents.sheets import Value
from pejlemaerke.organisation.access import leaders_of
from pejlemaerke.ui.dates import write_date

from .models import Activity, Plan, PlanStage
from .models.activities import Kind
from .pages.plan import say_stage
from .pages.shared import ROW, language_of, mark_of, plan_title, say_responsible, say_when


def file_name(plan: Plan) -> str:
    """A name that every system can hold."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(plan_title(plan))).strip("-")
    return plain[:80] or "plan"


def in_order(plan: Plan) -> list[Activity]:
    """All that stands in the plan, in the order of time, with what a row of it names. One query."""
    return list(
        plan.activities.exclude(state="dropped")
        .select_related("stage", *ROW)
        .order_by(F("first").asc(nulls_last=True), "starts", "created_at", "pk")
    )


def activity_plan(plan: Plan, today: date) -> Paper:
    """A table for each stage. What is not confirmed says so."""
    own = _leader(plan, today)
    facts = [(_("Date"), write_date(today))]
    if own:
        facts.append((_("Laid by"), own))
    approved = plan.approvals.filter(state="approved").order_by("-number").first()
    if approved is not None and approved.ended_at is not None:
        facts.append((_("Approved by the leadership group"), write_date(approved.ended_at.date())))
    activities = in_order(plan)
    parts: list[Part] = []
    for stage in [*plan.stages.order_by("position"), None]:
        parts += _stage(stage, [one for one in activities if one.stage == stage], own)
    if not activities:
        parts.append(Prose(_("Nothing stands in the plan yet.")))
    return Paper(
        title=plan_title(plan),
        organisation=plan.organisation.name,
        language=language_of(),
        facts=tuple(facts),
        parts=tuple(parts),
    )


def _leader(plan: Plan, today: date) -> str:
    """Whose everything is that is nobody else's: the leader's, centrally the sponsor's. One query at most."""
    found = (
        plan.initiative.sponsor if plan.is_central else leaders_of([plan.unit_id], on=today).get(plan.unit_id)
    )
    return found.name if found else ""


def _stage(stage: PlanStage | None, activities: list[Activity], leader: str) -> Iterator[Part]:
    if not activities:
        return
    if stage is not None:
        yield Heading(stage.title, 2)
        yield Prose(say_stage(stage))
    else:
        yield Heading(_("Outside the stages"), 2)
    yield Table(
        (_("Activity"), _("When"), _("Participants"), _("Responsible")),
        tuple(
            (one.title, _said_when(one), one.participants, say_responsible(one) or leader)
            for one in activities
        ),
    )


def _said_when(activity: Activity) -> str:
    when = say_when(activity) or _("No date yet")
    return _("%(when)s (not confirmed)") % {"when": when} if activity.state == "tentative" else when


def plan_rows(plan: Plan, today: date) -> tuple[list[str], Iterator[list[Value]]]:
    """The whole plan as head and rows of a sheet."""
    head = [
        _("Activity"), _("Kind"), _("Stage"), _("When"), _("First day"), _("Last day"), _("Time"), _("Place"),
        _("Participants"), _("Responsible"), _("State"),
    ]  # fmt: skip
    return head, _rows(plan, _leader(plan, today))


def _rows(plan: Plan, leader: str) -> Iterator[list[Value]]:
    for one in in_order(plan):
        clock = "–".join(f"{at:%H:%M}" for at in (one.starts, one.ends) if at is not None)
        yield [
            one.title,
            str(Kind(one.kind).label),
            one.stage.title if one.stage else "",
            one.period_text,
            one.first,
            one.last,
            clock,
            one.place,
            one.participants,
            say_responsible(one) or leader,
            mark_of(one).word,
        ]
