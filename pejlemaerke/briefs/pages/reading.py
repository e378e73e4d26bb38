"""The pages one reads: the backbrief's own page, a revision, two revisions side by side, neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from pejlemaerke.core.wording import Segment
from pejlemaerke.ui.dates import say_due, say_moment, say_period, write_date

from .. import rules, words
from ..above import Intent, intents_for_backbrief
from ..content import Content
from ..differences import Change, changed_only, compare
from ..line import ShownState, shown_state_of
from ..models import Backbrief, BriefRevision, CommitteeView, Revision
from .shared import Said, ShownSubtask, said, show_subtasks


@dataclass(frozen=True)
class ShownReview:
    word: str
    text: str
    who: str
    on_behalf_of: str
    when: str
    accepting: bool


@dataclass(frozen=True)
class ShownView:
    committee: str
    text: str
    who: str
    side: str
    when: str


@dataclass(frozen=True)
class ShownRevision:
    """A submitted backbrief as one reads it, with what was answered."""

    revision: Revision
    content: Content
    subtasks: tuple[ShownSubtask, ...]
    periods: tuple[str, ...]
    intents: tuple[Intent, ...]
    sent: str
    reviews: tuple[ShownReview, ...]
    views: tuple[ShownView, ...]
    comments: dict[str, list[Said]]
    is_accepted: bool
    #: The reviewer's words on an acceptance with adjustment: they stand as a note on the accepted text.
    adjustment: str
    titles: dict[str, str]


def show_reviews(reviews: Any, today: date) -> tuple[ShownReview, ...]:
    return tuple(
        ShownReview(
            str(words.OUTCOMES[review.outcome]),
            review.text,
            review.person_name,
            review.on_behalf_of_name,
            say_moment(review.at, today),
            review.outcome in rules.ACCEPTING,
        )
        for review in reviews
    )


def latest_views(views: Any, today: date) -> tuple[ShownView, ...]:
    """One view per committee: the newest."""
    newest: dict[Any, CommitteeView] = {view.committee_id: view for view in views}
    return tuple(
        ShownView(view.committee_name, view.text, view.person_name, view.side, say_moment(view.at, today))
        for view in newest.values()
    )


def show_revision(
    revision: Revision,
    *,
    today: date,
    language: str,
    states: dict[str, str] | None = None,
    said_too: bool = True,
) -> ShownRevision:
    """The revision as one reads it, with what committees thought: one query; with its comments (`said_too`) two,
    and a third for the answers unless they were prefetched."""
    content = revision.content
    reviews = list(revision.reviews.all())
    adjusted = next((r.text for r in reviews if r.outcome == "accepted_with_adjustment"), "")
    return ShownRevision(
        revision=revision,
        content=content,
        subtasks=show_subtasks(content, states),
        periods=tuple(say_period(line.period) for line in content.timetable if line.period.first),
        intents=intents_for_backbrief(revision.backbrief.brief),
        sent=say_moment(revision.submitted_at, today),
        reviews=show_reviews(reviews, today),
        views=latest_views(CommitteeView.objects.filter(revision=revision), today),
        comments=said(revision.comments.all(), today) if said_too else {},
        is_accepted=any(review.outcome in rules.ACCEPTING for review in reviews),
        adjustment=adjusted,
        titles=section_titles(revision.backbrief, language),
    )


def section_titles(backbrief: Backbrief, language: str) -> dict[str, str]:
    return {
        section.key: section.title.in_language(language)
        for section in backbrief.initiative.playbook.backbrief.sections
    }


@dataclass(frozen=True)
class RevisionRow:
    """A revision in the list of them."""

    number: int
    sent: str
    who: str
    word: str
    phase: str
    is_accepted: bool


def read_revisions(backbrief: Backbrief, readable: Any) -> list[Revision]:
    """Those this person may read, newest first, each with its answers: two queries."""
    found = list(readable.filter(backbrief=backbrief).order_by("-number").prefetch_related("reviews"))
    for revision in found:
        revision.backbrief = backbrief
    return found


def revision_rows(backbrief: Backbrief, revisions: list[Revision], today: date) -> tuple[RevisionRow, ...]:
    rows = []
    for revision in revisions:
        answer = list(revision.reviews.all())[-1:]
        rows.append(
            RevisionRow(
                revision.number,
                say_moment(revision.submitted_at, today),
                revision.submitted_by_name,
                str(words.OUTCOMES[answer[0].outcome]) if answer else "",
                revision.phase,
                revision.pk == backbrief.accepted_id,
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class ShownChange:
    """What changed in one section or one subtask, field by field."""

    section: str
    heading: str
    subtask: str
    word: str
    fields: tuple[tuple[str, tuple[Segment, ...]], ...]


def show_changes(old: Content, new: Content, titles: dict[str, str]) -> tuple[ShownChange, ...]:
    """Only what changed, in the editor's order; a subtask is told of once, with its fields."""
    shown: list[ShownChange] = []
    for (section, key), group in groupby(
        changed_only(compare(old, new)), key=lambda change: (change.section, change.subtask_key)
    ):
        changes = list(group)
        kind = changes[0].kind if key and not changes[0].field else "changed"
        shown.append(
            ShownChange(
                section,
                titles.get(section, section),
                changes[0].title,
                str(words.CHANGES[kind]),
                tuple(
                    (str(words.FIELDS.get(change.field, "")), _shown_segments(change))
                    for change in changes
                    if change.segments
                ),
            )
        )
    return tuple(shown)


def _shown_segments(change: Change) -> tuple[Segment, ...]:
    """The mark of the main effort is compared as a sign; shown, it is a word."""
    if change.field != "is_main_effort":
        return change.segments
    return tuple(replace(segment, text=str(_("Yes"))) for segment in change.segments)


@dataclass(frozen=True)
class SideBySide:
    """Two revisions, change by change."""

    old: Revision
    new: Revision
    old_sent: str
    new_sent: str
    changes: tuple[ShownChange, ...]


def side_by_side(old: Revision, new: Revision, *, today: date, language: str) -> SideBySide:
    return SideBySide(
        old,
        new,
        say_moment(old.submitted_at, today),
        say_moment(new.submitted_at, today),
        show_changes(old.content, new.content, section_titles(new.backbrief, language)),
    )


@dataclass(frozen=True)
class BriefRow:
    """A workplace under a brief: its state, and its accepted backbrief if the reader may read it."""

    backbrief: Backbrief
    state: ShownState
    when: str
    readable: bool
    main_task: str = ""


def brief_rows(found: Any, readable: dict[Any, Revision], today: date) -> tuple[BriefRow, ...]:
    rows = []
    for backbrief in found:
        revision = readable.get(backbrief.accepted_id)
        state = shown_state_of(backbrief, today)
        rows.append(
            BriefRow(
                backbrief,
                state,
                say_due(backbrief.due, today)
                if backbrief.due and backbrief.state in rules.NOT_YET_ANSWERED
                else "",
                revision is not None,
                revision.content.main_task if revision else "",
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class ShownBrief:
    """A brief as it went out."""

    revision: BriefRevision
    content: Any
    issued: str
    due: str
    above: tuple[Intent, ...]


def show_brief(revision: BriefRevision, above: tuple[Intent, ...], today: date) -> ShownBrief:
    content = revision.content
    return ShownBrief(
        revision,
        content,
        say_moment(revision.issued_at, today),
        write_date(content.due) if content.due else "",
        above,
    )
