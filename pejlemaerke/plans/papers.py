"""An evaluation or a sketch as a paper to hand out."""

from __future__ import annotations

from pejlemaerke.documents.paper import Heading, Paper, Part, Prose

from .models import PhasePaper
from .pages.papers import ShownPaper, facts


def phase_paper(paper: PhasePaper, shown: ShownPaper, *, language: str) -> Paper:
    parts: list[Part] = []
    for question, text in shown.answers:
        parts += [Heading(question), Prose(text)]
    if paper.conclusion.strip():
        parts += [Heading(shown.conclusion_title), Prose(paper.conclusion)]
    return Paper(
        title=f"{paper.title} · {paper.plan.unit.name}",
        organisation=paper.plan.organisation.name,
        language=language,
        subtitle=paper.plan.initiative.title,
        facts=facts(paper),
        parts=tuple(parts),
    )
