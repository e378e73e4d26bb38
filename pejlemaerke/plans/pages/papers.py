"""An evaluation or a sketch as one reads it, and what was said in the phase, to stand beside it while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.organisation.access import leaders_of, superior_of
from pejlemaerke.ui.dates import say_due, say_moment, write_date

from ..models import PhasePaper, Plan, Product
from ..words import PAPER_STATES
from .carrying import mark
from .shared import Mark

#: So much of what was said stands beside the writing; the plan's own page has it all.
MOST = 300


@dataclass(frozen=True)
class ShownPaper:
    """`answers` are question and answer, those without an answer left out unless it is a draft."""

    paper: PhasePaper
    state: Mark
    answers: tuple[tuple[str, str], ...]
    conclusion_title: str
    saved: str
    due: str
    writers: str
    presented: str
    seen: str


def show_paper(paper: PhasePaper, *, today: date, language: str) -> ShownPaper:
    """No query, where `presented_to` was read along."""
    stage = paper.plan.initiative.playbook.stage(paper.stage)
    lines = stage.evaluation if paper.kind == "evaluation" else stage.sketch
    presented = ""
    if paper.presented_at and paper.presented_to:
        presented = _("Presented to %(unit)s %(when)s.") % {
            "unit": paper.presented_to.name,
            "when": say_moment(paper.presented_at, today),
        }
    seen = ""
    if paper.seen_at:
        seen = _("%(name)s read it %(when)s.") % {
            "name": paper.seen_by_name,
            "when": say_moment(paper.seen_at, today),
        }
    return ShownPaper(
        paper=paper,
        state=mark(PAPER_STATES, paper.state),
        answers=tuple(
            (line.text.in_language(language), text)
            for line in lines
            if (text := paper.answers.get(line.key, "").strip())
        ),
        conclusion_title=conclusion_title(paper),
        saved=say_moment(paper.saved_at, today) if paper.saved_at else "",
        due=say_due(paper.due, today) if paper.due and paper.state in ("writing", "written") else "",
        writers=", ".join(paper.writers),
        presented=presented,
        seen=seen,
    )


def conclusion_title(paper: PhasePaper) -> str:
    if paper.kind == "evaluation":
        return _("What we take with us")
    return _("What else belongs to the sketch")


def facts(paper: PhasePaper) -> tuple[tuple[str, str], ...]:
    """What stands at the head of the paper when it is handed out."""
    found = [(_("State"), str(PAPER_STATES[paper.state][0]))]
    if paper.saved_at:
        found.append((_("Date"), write_date(timezone.localdate(paper.saved_at))))
    if paper.writers:
        found.append((_("Written by"), ", ".join(paper.writers)))
    if paper.presented_at and paper.presented_to:
        day = write_date(timezone.localdate(paper.presented_at))
        found.append((_("Presented to"), f"{paper.presented_to.name}, {day}"))
    if paper.seen_at:
        found.append((_("Seen by"), f"{paper.seen_by_name}, {write_date(timezone.localdate(paper.seen_at))}"))
    return tuple(found)


@dataclass(frozen=True)
class SaidLine:
    question: str
    text: str
    source: str
    url: str


@dataclass(frozen=True)
class SaidGroup:
    """What was said about one service, or (without a title) about all."""

    title: str
    lines: tuple[SaidLine, ...]


def said_in_stage(plan: Plan, stage: str) -> tuple[SaidGroup, ...]:
    """What the activities of a stage closed with, service by service in the unit's own order. One query."""
    rows = (
        Product.objects.filter(activity__plan=plan, activity__stage__key=stage, activity__state="held")
        .select_related("activity", "service")
        .order_by("service__position", "service__name", "activity__held_on", "at", "id")[:MOST]
    )
    groups: dict[str, list[SaidLine]] = {}
    for product in rows:
        groups.setdefault(product.service.name if product.service else "", []).append(
            SaidLine(
                product.question, product.text, product.activity.title, product.activity.get_absolute_url()
            )
        )
    ordered = sorted(groups.items(), key=lambda pair: bool(pair[0]))
    return tuple(SaidGroup(title, tuple(lines)) for title, lines in ordered)


@dataclass(frozen=True)
class Superior:
    unit: UUID
    name: str


def superior_to_present_to(plan: Plan, *, today: date) -> Superior | None:
    """The leader the paper goes to; None at the top of the line. Two queries."""
    above = superior_of(plan.unit.path, organisation=plan.organisation_id, on=today)
    if above is None:
        return None
    leader = leaders_of([above], on=today).get(above)
    return Superior(above, leader.name) if leader else None


def plain(answers: Mapping[str, str], conclusion: str, lines: Any, language: str) -> str:
    """The whole as plain lines, to be read beside another's."""
    parts = []
    for line in lines:
        if text := answers.get(line.key, "").strip():
            parts.append(f"{line.text.in_language(language)}\n{text}")
    if conclusion.strip():
        parts.append(conclusion.strip())
    return "\n\n".join(parts)
