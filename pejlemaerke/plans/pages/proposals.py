"""Proposals to a plan with their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, QuerySet, When

from pejlemaerke.ui.dates import say_moment

from ..models import Proposal
from ..words import PROPOSAL_STATES
from .carrying import mark
from .shared import Mark


@dataclass(frozen=True)
class ShownProposal:
    pk: UUID
    text: str
    kind: str
    who: str
    when: str
    state: Mark
    answer: str
    answered: str
    activity_title: str
    activity_url: str
    may_be_taken: bool
    may_be_answered: bool


def waiting_first(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those that wait for an answer, oldest first; then the others, newest first."""
    return found.order_by(Case(When(state="new", then=0), default=1), "-answered_at", "made_at", "id")


def show_proposals(found: Iterable[Proposal], *, today: date) -> tuple[ShownProposal, ...]:
    """Read with `made_by` and `activity`."""
    return tuple(
        ShownProposal(
            pk=one.pk,
            text=one.text,
            kind=str(Proposal.Kind(one.kind).label),
            who=one.made_by.name,
            when=say_moment(one.made_at, today),
            state=mark(PROPOSAL_STATES, one.state),
            answer=one.answer,
            answered=f"{one.answered_by_name}, {say_moment(one.answered_at, today)}"
            if one.answered_at
            else "",
            activity_title=one.activity.title if one.activity else "",
            activity_url=one.activity.get_absolute_url() if one.activity else "",
            may_be_taken=one.state != "taken",
            may_be_answered=one.state == "new",
        )
        for one in found
    )
