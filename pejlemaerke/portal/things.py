"""What a turn is about, as the front page names it: one query for each kind of thing. The portal composes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, UUIDField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.timezone import localdate

from pejlemaerke.briefs.models import Backbrief, Brief, SubtaskLife
from pejlemaerke.initiatives.models import Initiative, Risk
from pejlemaerke.meetings.models import MedItem, Meeting, Memo, Minutes
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import OrganisationImport
from pejlemaerke.plans.models import Activity, ApprovalRound, PhasePaper, PlanStage, Proposal
from pejlemaerke.record.models import Turn
from pejlemaerke.ui.dates import write_date


@dataclass(frozen=True)
class Thing:
    """An object somebody's turn is about."""

    title: str
    url: str
    initiative: UUID | None = None
    initiative_title: str = ""
    #: The unit whose leader waits for it.
    waits: UUID | None = None
    #: The plan it stands in: many of the same kind there are told in one row.
    plan: Thing | None = None


def read_things(
    turns: list[Turn], scope: Scope, initiatives: dict[UUID, Initiative]
) -> dict[tuple[str, UUID], Thing]:
    """What the turns are about, as far as the reader may see it: one query for each kind there is."""
    wanted: dict[str, list[UUID]] = {}
    for turn in turns:
        wanted.setdefault(turn.object_type, []).append(turn.object_id)
    found: dict[tuple[str, UUID], Thing] = {
        ("initiatives.initiative", key): Thing(one.title, one.get_absolute_url(), key, one.title)
        for key, one in initiatives.items()
    }
    for kind, (fetch, describe) in _KINDS.items():
        if kind in wanted:
            found |= {(kind, one.pk): describe(one) for one in fetch(scope).filter(pk__in=wanted[kind])}
    return found | _things_of_meetings(wanted, scope) | _things_in_plans(wanted, scope)


def backbriefs(scope: Scope) -> QuerySet[Any]:
    return (
        Backbrief.objects.visible_to(scope)
        .select_related("unit", "initiative")
        .defer("initiative__playbook_text")
    )


def _subtasks(scope: Scope) -> QuerySet[Any]:
    return SubtaskLife.objects.filter(
        organisation=scope.organisation, backbrief__in=Backbrief.objects.visible_to(scope).values("pk")
    ).select_related("backbrief__initiative", "backbrief__unit")


def _about_unit(one: Any) -> Thing:
    return Thing(one.unit.name, one.get_absolute_url(), one.initiative_id, one.initiative.title)


def _about_backbrief(one: Any) -> Thing:
    with_superior = one.state in ("submitted", "lifted", "brief_changed")
    return replace(_about_unit(one), waits=one.unit_id if with_superior else one.reviewer_unit_id)


def _about_subtask(one: Any) -> Thing:
    above = one.backbrief
    return Thing(
        f"“{one.title}”",
        one.get_absolute_url(),
        above.initiative_id,
        f"{above.unit.name}, {above.initiative.title}",
    )


_WORDS = CharField(max_length=300)

#: What belongs to the bodies that meet: model → (its words, the meeting its page is of, when it is).
_OF_MEETINGS: dict[str, tuple[Any, str, str, str]] = {
    "meetings.memo": (Memo, "title", "", ""),
    "meetings.meeting": (Meeting, "committee__name", "pk", "starts_at"),
    "meetings.minutes": (Minutes, "meeting__committee__name", "meeting", "meeting__starts_at"),
    "meetings.meditem": (MedItem, "title", "", ""),
}


def _things_of_meetings(wanted: dict[str, list[UUID]], scope: Scope) -> dict[tuple[str, UUID], Thing]:
    """As `_things_in_plans`: one query for all of them."""
    rows = [
        model.objects.filter(organisation=scope.organisation, pk__in=wanted[kind])
        .order_by()
        .values_list(
            Value(kind, output_field=_WORDS),
            "pk",
            Cast(words, _WORDS),
            F(meeting) if meeting else Cast(Value(None), UUIDField()),
            F(when) if when else Cast(Value(None), DateTimeField()),
        )
        for kind, (model, words, meeting, when) in _OF_MEETINGS.items()
        if kind in wanted
    ]
    if not rows:
        return {}
    found = {}
    for kind, pk, words, meeting, when in rows[0].union(*rows[1:], all=True):
        if meeting:
            title = f"{words}, {write_date(localdate(when))}" if when else words
            found[kind, pk] = Thing(
                title,
                reverse(f"meetings:{'minutes' if kind == 'meetings.minutes' else 'meeting'}", args=[meeting]),
            )
        else:
            name = "meetings:memo" if kind == "meetings.memo" else "meetings:med_item"
            found[kind, pk] = Thing(f"“{words}”", reverse(name, args=[pk]))
    return found


#: What stands in plans, as rows of one shape, so that all that awaits in them comes in one query:
#: model → (its own words, the slug its address needs).
_IN_PLANS: dict[str, tuple[Any, str, str]] = {
    "plans.activity": (Activity, "title", ""),
    "plans.planstage": (PlanStage, "title", "key"),
    "plans.proposal": (Proposal, "text", ""),
    "plans.phasepaper": (PhasePaper, "title", ""),
    "plans.approvalround": (ApprovalRound, "", ""),
}
#: A proposal may be long; its beginning tells it apart.
_MOST_WORDS = 90


def _things_in_plans(wanted: dict[str, list[UUID]], scope: Scope) -> dict[tuple[str, UUID], Thing]:
    """What is mine to do may always be named to me, so there is no more to ask than whose organisation it is."""
    rows = [
        model.objects.filter(organisation=scope.organisation, pk__in=wanted[kind])
        .order_by()
        .values_list(
            Value(kind, output_field=_WORDS),
            "pk",
            Cast(title, _WORDS) if title else Value("", output_field=_WORDS),
            Cast(slug, _WORDS) if slug else Value("", output_field=_WORDS),
            "plan",
            Cast("plan__unit__name", _WORDS),
            "plan__initiative",
            Cast("plan__initiative__title", _WORDS),
        )
        for kind, (model, title, slug) in _IN_PLANS.items()
        if kind in wanted
    ]
    if not rows:
        return {}
    found = {}
    for kind, pk, title, slug, plan, unit, initiative, initiative_title in rows[0].union(*rows[1:], all=True):
        words = title if len(title) <= _MOST_WORDS else f"{title[:_MOST_WORDS].rsplit(' ', 1)[0]} …"
        found[kind, pk] = Thing(
            f"“{words}”, {unit}" if words else unit,
            _address(kind, pk, plan, slug),
            initiative,
            initiative_title,
            plan=Thing(unit, reverse("plans:plan", args=[plan])),
        )
    return found


def _address(kind: str, pk: UUID, plan: UUID, slug: str) -> str:
    if kind == "plans.planstage":
        return reverse("plans:stage", args=[plan, slug])
    if kind == "plans.proposal":
        return f"{reverse('plans:proposals', args=[plan])}#{pk}"
    if kind == "plans.approvalround":
        return reverse("plans:approval", args=[plan])
    return reverse("plans:activity" if kind == "plans.activity" else "plans:paper", args=[pk])


_KINDS: dict[str, tuple[Callable[[Scope], QuerySet[Any]], Callable[[Any], Thing]]] = {
    "briefs.backbrief": (backbriefs, _about_backbrief),
    "briefs.brief": (
        lambda scope: Brief.objects.visible_to(scope).select_related("unit", "initiative"),
        _about_unit,
    ),
    "briefs.subtasklife": (_subtasks, _about_subtask),
    "initiatives.risk": (
        lambda scope: (
            Risk.objects.visible_to(scope).select_related("initiative").defer("initiative__playbook_text")
        ),
        lambda one: Thing(f"“{one.title}”", one.get_absolute_url(), one.initiative_id, one.initiative.title),
    ),
    "organisation.organisationimport": (
        lambda scope: OrganisationImport.objects.visible_to(scope).defer("difference", "faults"),
        lambda one: Thing(one.name, one.get_absolute_url()),
    ),
}
