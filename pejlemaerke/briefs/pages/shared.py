"""What several pages of the room read alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from pejlemaerke.organisation import paths
from pejlemaerke.organisation.models import Committee, CommitteeKind, Post
from pejlemaerke.ui.dates import say_moment, say_period

from .. import above
from ..content import Content, Step
from ..models import Backbrief, Comment

#: A backbrief with all that its pages name, in one query.
WITH = (
    "initiative",
    "unit",
    "reviewer_unit",
    "answers",
    "submitted__answers",
    "accepted__answers",
    *(f"brief__{path}" for path in above.WITH_ABOVE if path != "initiative"),
)


def backbriefs(scope: Any) -> QuerySet[Backbrief]:
    """Backbriefs this person may know of, with what their pages name; the brief's initiative is theirs."""
    return Backbrief.objects.visible_to(scope).select_related(*WITH)


def co_writers(backbrief: Backbrief) -> frozenset[UUID]:
    return frozenset(backbrief.co_writers.values_list("person_id", flat=True))


def has_med(backbrief: Backbrief) -> bool:
    """True if a MED committee speaks for the unit, its own or one further up."""
    return Committee.objects.filter(
        organisation=backbrief.organisation_id,
        kind__purpose=CommitteeKind.Purpose.MED,
        unit__path__in=paths.ancestors(backbrief.unit.path),
    ).exists()


@dataclass(frozen=True)
class Said:
    """A comment as shown."""

    section: str
    text: str
    who: str
    voice: str
    when: str


def said(comments: Any, today: date) -> dict[str, list[Said]]:
    """Comments by section, oldest first."""
    found: dict[str, list[Said]] = {}
    for comment in comments:
        found.setdefault(comment.section, []).append(
            Said(
                comment.section,
                comment.text,
                comment.person_name,
                str(Comment.Voice(comment.voice).label),
                say_moment(comment.at, today),
            )
        )
    return found


@dataclass(frozen=True)
class ShownSubtask:
    """A subtask as read: with its period said, and whether it is done, waiting or ready to be planned."""

    key: str
    number: int
    title: str
    phase: str
    steps: tuple[Step, ...]
    who: str
    period: str
    period_code: str
    product: str
    after: str
    is_main_effort: bool
    state: str = ""


def show_subtasks(content: Content, states: dict[str, str] | None = None) -> tuple[ShownSubtask, ...]:
    titles = {subtask.key: subtask.title for subtask in content.subtasks}
    return tuple(
        ShownSubtask(
            key=subtask.key,
            number=number,
            title=subtask.title,
            phase=subtask.phase,
            steps=subtask.steps,
            who=subtask.who,
            period=say_period(subtask.period) if subtask.period else "",
            period_code=subtask.period.precision if subtask.period else "",
            product=subtask.product,
            after=titles.get(subtask.after, ""),
            is_main_effort=subtask.is_main_effort,
            state=(states or {}).get(subtask.key, ""),
        )
        for number, subtask in enumerate(content.subtasks, 1)
    )


def local_day(moment: Any) -> date:
    return timezone.localdate(moment)


def units_of(people: Any, *, on: date) -> dict[UUID, str]:
    """Where each of these people works, in words. One query."""
    found: dict[UUID, list[str]] = {}
    for person, title, unit in (
        Post.objects.filter(person__in=list(people)).live(on).values_list("person", "title", "unit__name")
    ):
        found.setdefault(person, []).append(f"{title}, {unit}" if title else unit)
    return {person: "; ".join(names) for person, names in found.items()}
