"""Plans to test in, brought to any state by real actions. They hang on `briefs.tests.factories.line()`: Karin is the
sponsor, Sara leads Nord, Ida sits in its MED committee and Ali works there."""

from __future__ import annotations

from datetime import date
from typing import Any

from pejlemaerke.briefs.tests.factories import (
    NOW,
    TODAY,
    Line,
    answer,
    backbrief,
    by,
    content,
    later,
    line,
    role,
    send,
    substitution,
    subtask,
    write,
)
from pejlemaerke.core.periods import Period, parse_period
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.tests.factories import scope_of
from pejlemaerke.record.models import Event, Link, Turn, type_of

from .. import actions
from ..fields import ActivityFields, Said
from ..models import Activity, ApprovalRound, PhasePaper, Plan, PlanStage, Product, Proposal, Service
from ..suggesting import Suggestion, suggestions
from ..windows import spans

__all__ = [
    "NOW",
    "TODAY",
    "Line",
    "answer",
    "backbrief",
    "by",
    "content",
    "later",
    "line",
    "parse_period",
    "role",
    "scope_of",
    "send",
    "substitution",
    "subtask",
    "write",
]


def turns(obj: Any) -> set[tuple[str, str]]:
    """Whose turn it is to do what."""
    return set(Turn.objects.about(obj).values_list("owner", "what"))


def verbs(obj: Any) -> list[str]:
    """What happened to it, in order."""
    return list(Event.objects.about(obj).order_by("at", "id").values_list("verb", flat=True))


def causes(obj: Any) -> set[tuple[str, Any]]:
    """What it came from directly."""
    return set(
        Link.objects.filter(effect_type=type_of(obj), effect_id=obj.pk).values_list("cause_type", "cause_id")
    )


def again(obj: Any) -> Any:
    """The same row, read anew with its plan and initiative."""
    deep = ["initiative"] if isinstance(obj, Plan) else ["plan__initiative"]
    return type(obj).objects.select_related(*deep).get(pk=obj.pk)


#: The first day of the stages: some weeks before today.
FIRST = date(2026, 10, 5)


def with_dates(at: Line) -> Line:
    """The initiative begins on `FIRST`, so that its stages have days."""
    type(at.initiative).objects.filter(pk=at.initiative.pk).update(first=FIRST, last=date(2027, 6, 30))
    at.initiative.refresh_from_db()
    return at


def plan(state: str = "empty", at: Line | None = None, unit: Unit | None = None) -> Plan:
    """Nord's plan (or that of `unit`): "empty", "begun" with one tentative activity, or "paused"."""
    at = at or line()
    with_dates(at)
    actions.lay_out(at.initiative, by=by(at.karin), now=NOW)
    found = Plan.objects.select_related("initiative__unit", "initiative__sponsor", "unit").get(
        initiative=at.initiative, unit=unit or at.nord, is_central=False
    )
    if state == "empty":
        return found
    actions.add_activity(found, fields(), by=by(at.sara), now=NOW)
    if state == "paused":
        actions.pause_plan(found, reason="Influenza i huset", on=TODAY, by=by(at.sara), now=NOW)
    return found


def central(at: Line) -> Plan:
    """The plan of the whole initiative."""
    with_dates(at)
    actions.lay_out(at.initiative, by=by(at.karin), now=NOW)
    return Plan.objects.select_related("initiative__unit", "initiative__sponsor", "unit").get(
        initiative=at.initiative, is_central=True
    )


def fields(
    title: str = "Mød hinanden om planen", when: str = "10. november 2026", **given: Any
) -> ActivityFields:
    """What somebody says of an activity: a meeting on a day."""
    period: Period | None = parse_period(when) if when else None
    return ActivityFields(**{"kind": "meeting", "title": title, "period": period, **given})


def stage(of: Plan, key: str = "phase-1") -> PlanStage:
    found = of.stages.get(key=key)
    found.plan = of
    return found


def suggestion(of: Plan, key: str) -> Suggestion:
    """What the playbook suggests to this plan, by the key of its item."""
    where = "central" if of.is_central else "local"
    offered = suggestions(of.initiative.playbook, where=where, stages=spans(of.stages.all()))
    return next(one for one in offered if one.key == key)


def take(of: Plan, who: Person, *keys: str) -> list[Activity]:
    """Take these suggestions of the playbook."""
    return actions.take_suggestions(of, [suggestion(of, key) for key in keys], by=by(who), now=NOW)


def activity(
    state: str = "tentative", of: Plan | None = None, who: Person | None = None, **given: Any
) -> Activity:
    """A meeting in the plan, added by its leader and brought to `state`."""
    of = of or plan()
    actor = by(who) if who else by(leader_of(of))
    made = actions.add_activity(of, fields(**given), by=actor, now=NOW)
    if state in ("confirmed", "held", "not_held"):
        actions.confirm_activity(made, by=actor, now=NOW)
    if state == "held":
        actions.close_held(
            made,
            held_on=TODAY,
            products=[Said("came-out", "Hvad kom der ud af det?", "Vi begynder i Nord")],
            by=actor,
            now=NOW,
        )
    elif state == "not_held":
        actions.close_not_held(made, note="For mange var syge", by=actor, now=NOW)
    elif state == "dropped":
        actions.drop_activity(made, by=actor, now=NOW)
    assert made.state == state
    return made


def leader_of(of: Plan) -> Person:
    """The leader of the plan's unit; centrally the sponsor."""
    if of.is_central:
        return of.initiative.sponsor
    found: Person = of.unit.roles.get(kind="leader").person
    return found


def service(unit: Unit, name: str, who: Person) -> Service:
    return actions.add_service(unit, name, by=by(who), now=NOW)


def product(of: Activity, key: str, text: str, service: Service | None = None, **given: Any) -> Product:
    """Something said, straight into the table."""
    made: Product = Product.objects.create(
        organisation_id=of.organisation_id, activity=of, key=key, question=given.pop("question", key), text=text,
        service=service, at=NOW, by_name="Sara Lind", **given,
    )  # fmt: skip
    return made


def proposal(
    of: Plan, who: Person, text: str = "Kunne vi holde mødet om morgenen?", kind: str = "idea"
) -> Proposal:
    return actions.propose(of, kind=kind, text=text, person=who, by=by(who), now=NOW)


def paper(state: str = "writing", of: Plan | None = None, kind: str = "evaluation") -> PhasePaper:
    """The evaluation (or the sketch) of phase 1, written by its leader; "seen" by the superior above her."""
    of = of or plan("begun")
    leader = by(leader_of(of))
    made = actions.begin_paper(of, kind=kind, stage="phase-1", by=leader, now=NOW)
    asked = of.initiative.playbook.stage("phase-1")
    questions = asked.evaluation if kind == "evaluation" else asked.sketch
    if state != "writing":
        actions.save_paper(
            made,
            answers={line.key: "Næsten alle" for line in questions},
            conclusion="Vi går videre",
            version=0,
            by=leader,
            now=NOW,
        )
        actions.finish_paper(made, by=leader, now=NOW)
    if state in ("presented", "seen"):
        actions.present_paper(made, by=leader, now=NOW)
    if state == "seen":
        actions.see_paper(made, by=leader, now=NOW)
    assert made.state == state
    return made


def approval(of: Plan, people: list[Person]) -> ApprovalRound:
    return actions.ask_approval(of, people, by=by(leader_of(of)), now=NOW)
