"""Rounds of approval: the plan as it was laid before the group, and what each of them said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.text import capfirst

from pejlemaerke.organisation.access import Scope, superior_of
from pejlemaerke.organisation.models import LEADING, Person, Post, Role
from pejlemaerke.ui.dates import say_due, say_moment

from .. import rules
from ..models import ApprovalRound, ApprovalVoice, Plan
from ..words import APPROVAL_STATES
from .carrying import mark
from .shared import Mark

#: So many lines of a plan stand on the page.
MOST = 200

_VOICES = {
    "": "empty",
    "approved": "done",
    "change": "back",
}


@dataclass(frozen=True)
class ShownVoice:
    name: str
    answer: Mark
    text: str
    when: str
    on_behalf_of: str


@dataclass(frozen=True)
class ShownRound:
    round: ApprovalRound
    state: Mark
    asked: str
    due: str
    voices: tuple[ShownVoice, ...]
    answered: int
    lines: tuple[dict[str, str], ...]
    more: int


def read_rounds(plan: Plan) -> list[ApprovalRound]:
    """Newest first, with their voices: two queries."""
    voices = ApprovalVoice.objects.select_related("person").order_by("person__sort_key")
    found = list(plan.approvals.order_by("-number").prefetch_related(Prefetch("voices", voices)))
    for one in found:
        one.plan = plan
    return found


def show_round(round: ApprovalRound, today: date) -> ShownRound:
    voices = tuple(
        ShownVoice(
            voice.person.name,
            Mark(capfirst(str(ApprovalVoice.Answer(voice.answer).label)), _VOICES[voice.answer]),
            voice.text,
            say_moment(voice.at, today) if voice.at else "",
            voice.on_behalf_of_name,
        )
        for voice in round.voices.all()
    )
    lines: list[dict[str, str]] = round.content_json
    return ShownRound(
        round=round,
        state=mark(APPROVAL_STATES, round.state),
        asked=say_moment(round.asked_at, today),
        due=say_due(round.due, today) if round.due and round.state == "asked" else "",
        voices=voices,
        answered=sum(bool(voice.answer) for voice in round.voices.all()),
        lines=tuple(lines[:MOST]),
        more=max(0, len(lines) - MOST),
    )


def own_voice(scope: Scope, voices: Sequence[ApprovalVoice]) -> Any:
    """The voice this person answers with: one's own before that of somebody absent, one without answer before one
    with."""
    mine = [voice for voice in voices if voice.person_id in scope.people]
    return min(mine, key=lambda voice: (bool(voice.answer), voice.person_id != scope.person), default=None)


def group_to_ask(plan: Plan, *, today: date) -> list[Person]:
    """Those it was laid before last, as far as they are still here; the first time the `leadership_group`."""
    last = plan.approvals.order_by("-number").first()
    if last is None:
        return leadership_group(plan, today=today)
    posts = Prefetch("posts", Post.objects.select_related("unit"))
    asked = ApprovalVoice.objects.filter(round=last).values("person")
    return list(Person.objects.here().filter(pk__in=asked).prefetch_related(posts).order_by("sort_key"))


def leadership_group(plan: Plan, *, today: date) -> list[Person]:
    """Who it is suggested to lay the plan before: those who lead at the unit or right below it, and the leader's own
    leader; not the leader whose plan it is. Three queries."""
    above = superior_of(plan.unit.path, organisation=plan.organisation_id, on=today)
    posts = Prefetch("person__posts", Post.objects.select_related("unit"))
    roles = (
        Role.objects.filter(organisation=plan.organisation_id, kind__in=LEADING)
        .live(today)
        .filter(unit__in=[plan.unit_id, *([above] if above else []), *_below(plan)])
        .select_related("person")
        .prefetch_related(posts)
        .order_by("unit__path", "person__sort_key")
    )
    owner = rules.leader_of(plan)
    found = {}
    for role in roles:
        if owner not in (f"leader:{role.unit_id}", f"person:{role.person_id}"):
            found[role.person_id] = role.person
    return list(found.values())


def _below(plan: Plan) -> list[Any]:
    """The units right below that of the plan."""
    return list(plan.unit.children.values_list("pk", flat=True))
