"""The editor: the task list of sections, and one section at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from pejlemaerke.organisation.access import leaders_of
from pejlemaerke.ui.dates import say_due, say_moment

from .. import rules, sections, words
from ..above import Intent, intents_for_backbrief
from ..content import Content
from ..gaps import Gap, find_gaps
from ..models import Backbrief, Comment, Section
from .shared import Said, has_med, said


@dataclass(frozen=True)
class Question:
    """A gap as a colleague asks about it, and where it is mended."""

    text: str
    help: str
    section: str
    url: str


@dataclass(frozen=True)
class TaskRow:
    """A section in the task list: whole row clickable, its state in plain words."""

    url: str
    title: str
    state: words.Mark
    hint: str = ""
    current: bool = False


@dataclass(frozen=True)
class Draft:
    """Everything the editor's pages share, read once."""

    backbrief: Backbrief
    content: Content
    rows: dict[str, Section]
    tasks: tuple[TaskRow, ...]
    required: tuple[TaskRow, ...]
    offered: tuple[TaskRow, ...]
    intents: tuple[Intent, ...]
    questions: tuple[Question, ...]
    comments: dict[str, list[Said]]
    done: int
    reviewer: str
    saved: str
    due: str
    brief_is_newer: bool
    has_med: bool


def read_draft(backbrief: Backbrief, *, today: date, language: str, current: str = "") -> Draft:
    """The draft with its questions and comments: five queries, whatever its length."""
    rows = {row.name: row for row in Section.objects.filter(backbrief=backbrief)}
    content = sections.join({name: row.value for name, row in rows.items()})
    med = has_med(backbrief)
    questions = ask(backbrief, content, language=language, med=med)
    asked = {question.section for question in questions}
    playbook = backbrief.initiative.playbook
    comments = said(_remarks(backbrief), today)
    tasks = []
    for section in playbook.backbrief.sections:
        filled = sections.is_filled(content, section.key)
        if filled:
            state = "question" if section.key in asked else "done"
        else:
            state = "empty" if section.key in rules.REQUIRED else "optional"
        tasks.append(
            TaskRow(
                url=reverse("briefs:section", args=[backbrief.pk, section.key]),
                title=section.title.in_language(language),
                state=words.SECTIONS[state],
                hint=_count_comments(len(comments.get(section.key, []))),
                current=section.key == current,
            )
        )
    keys = [section.key for section in playbook.backbrief.sections]
    required = tuple(row for key, row in zip(keys, tasks, strict=True) if key in rules.REQUIRED)
    leader = leaders_of([backbrief.brief.unit_id], on=today).get(backbrief.brief.unit_id)
    last = max(rows.values(), key=lambda row: row.saved_at, default=None)
    return Draft(
        backbrief=backbrief,
        content=content,
        rows=rows,
        tasks=tuple(tasks),
        required=required,
        offered=tuple(row for row in tasks if row not in required),
        intents=intents_for_backbrief(backbrief.brief),
        questions=questions,
        comments=comments,
        done=sum(sections.is_filled(content, name) for name in rules.REQUIRED),
        reviewer=leader.name if leader else backbrief.brief.unit.name,
        saved=say_moment(last.saved_at, today) if last else "",
        due=say_due(backbrief.due, today) if backbrief.due else "",
        brief_is_newer=backbrief.answers_id != backbrief.brief.current_id,
        has_med=med,
    )


def _remarks(backbrief: Backbrief) -> QuerySet[Comment]:
    """What is said of the draft; and, until it is accepted, of what was sent last: it is what one mends by."""
    newest = backbrief.revisions.order_by("-number").values("pk")[:1]
    found = backbrief.comments.filter(Q(revision=None) | Q(revision__in=newest))
    return found.exclude(revision=backbrief.accepted_id) if backbrief.accepted_id else found


def _count_comments(count: int) -> str:
    return ngettext("%(n)d comment", "%(n)d comments", count) % {"n": count} if count else ""


def ask(backbrief: Backbrief, content: Content, *, language: str, med: bool) -> tuple[Question, ...]:
    """What a colleague would ask about the draft, what matters most first. Empty required sections are not asked
    about here: the task list shows them."""
    brief = backbrief.brief.current.content if backbrief.brief.current else None
    above = intents_for_backbrief(backbrief.brief)
    gaps = find_gaps(
        content,
        brief_text=brief.text if brief else "",
        higher_text="\n".join(f"{intent.sentence} {intent.why}" for intent in above[1:]),
        has_med=med,
    )
    texts = backbrief.initiative.playbook.gaps
    return tuple(
        _question(backbrief, gap, texts, language) for gap in gaps if not gap.code.startswith("missing_")
    )


def _question(backbrief: Backbrief, gap: Gap, texts: Any, language: str) -> Question:
    help_text = getattr(texts, gap.code).help
    return Question(
        text=texts.ask(gap.code, language, words=gap.words),
        help=help_text.in_language(language) if help_text else "",
        section=gap.section,
        url=reverse("briefs:section", args=[backbrief.pk, gap.section]),
    )


@dataclass(frozen=True)
class Neighbours:
    """The sections before and after the one being written."""

    before: TaskRow | None
    after: TaskRow | None


def neighbours(draft: Draft) -> Neighbours:
    at = next((number for number, row in enumerate(draft.tasks) if row.current), 0)
    return Neighbours(
        draft.tasks[at - 1] if at else None,
        draft.tasks[at + 1] if at + 1 < len(draft.tasks) else None,
    )
