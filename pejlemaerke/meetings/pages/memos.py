"""A memo as it is read and as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.organisation.access import Scope
from pejlemaerke.ui.dates import say_date, say_moment, write_date

from .. import rules
from ..composing import item_content
from ..memo_content import REQUIRED, SECTIONS, MemoContent
from ..memo_json import assemble, filled
from ..models import AgendaItem, Memo, MemoSection
from ..words import FINANCING, MEMO_STATES, SECTION_STATES, SECTION_TITLES, Mark
from .comparison import Compared, compare


@dataclass(frozen=True)
class TaskRow:
    """A section in the task list: whole row clickable, its state in plain words."""

    url: str
    title: str
    state: Mark
    hint: str = ""
    current: bool = False


@dataclass(frozen=True)
class Draft:
    """Everything the editor's pages share. One query."""

    memo: Memo
    content: MemoContent
    rows: dict[str, MemoSection]
    tasks: tuple[TaskRow, ...]
    required: tuple[TaskRow, ...]
    offered: tuple[TaskRow, ...]
    lacking: tuple[TaskRow, ...]
    saved: str


def read_draft(memo: Memo, *, today: date, current: str = "") -> Draft:
    rows = {row.name: row for row in MemoSection.objects.filter(memo=memo)}
    content = assemble(
        {name: row.value for name, row in rows.items()}, title=memo.title, date_text=memo.date_text
    )
    tasks = {}
    for name in SECTIONS:
        state = "done" if filled(content, name) else "empty" if name in REQUIRED else "optional"
        tasks[name] = TaskRow(
            reverse("meetings:memo_section", args=[memo.pk, name]),
            str(SECTION_TITLES[name]),
            SECTION_STATES[state],
            current=name == current,
        )
    last = max(rows.values(), key=lambda row: row.saved_at, default=None)
    required = tuple(tasks[name] for name in REQUIRED)
    return Draft(
        memo=memo,
        content=content,
        rows=rows,
        tasks=tuple(tasks.values()),
        required=required,
        offered=tuple(row for name, row in tasks.items() if name not in REQUIRED),
        lacking=tuple(row for row in required if row.state is SECTION_STATES["empty"]),
        saved=say_moment(last.saved_at, today) if last else "",
    )


def after(draft: Draft) -> TaskRow | None:
    """The section that follows the one being written."""
    at = next((number for number, row in enumerate(draft.tasks) if row.current), 0)
    return draft.tasks[at + 1] if at + 1 < len(draft.tasks) else None


# -- reading ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShownSection:
    """A section that says something. `text` is its one text; `parts` are (heading, text); `table` is (head, rows)."""

    name: str
    title: str
    text: str = ""
    points: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def show_content(content: MemoContent) -> tuple[ShownSection, ...]:
    """The sections in the editor's order, without the empty ones."""
    return tuple(_show(content, name) for name in SECTIONS if filled(content, name))


def _show(content: MemoContent, name: str) -> ShownSection:
    title = str(SECTION_TITLES[name])
    match name:
        case "background" | "effect":
            return ShownSection(name, title, text=getattr(content, name))
        case "decisions":
            return ShownSection(name, title, points=tuple(point.text for point in content.asked))
        case "costs":
            sources = ", ".join(str(FINANCING[one]) for one in content.financing)
            return ShownSection(
                name, title, text=content.costs_text,
                parts=((_("The money comes from"), sources),) if sources else (),
                head=(_("Year"), _("Amount")),
                table=tuple((str(one.year or ""), one.amount) for one in content.costs),
            )  # fmt: skip
        case "communication":
            told = content.communication
            return ShownSection(
                name, title,
                parts=_said((_("Before"), told.before), (_("On the way"), told.during), (_("Afterwards"), told.after)),
            )  # fmt: skip
        case "follow_up":
            told_ = content.follow_up
            return ShownSection(
                name, title, parts=_said((_("In each workplace"), told_.local), (_("In common"), told_.joint))
            )
        case "risks":
            return ShownSection(
                name, title, head=(_("What could go wrong"), _("What is done about it")),
                table=tuple((risk.text, risk.answer) for risk in content.risks),
            )  # fmt: skip
        case "people":
            is_closed = {True: _("Closed item"), False: _("Open item")}.get(content.is_closed, "")  # type: ignore[arg-type]
            return ShownSection(
                name, title,
                parts=_said(
                    (_("Open or closed"), is_closed), (_("Talked through with"), content.coordinated_with),
                    (_("Responsible"), content.responsible), (_("Comes to the meeting"), content.participants),
                ),
            )  # fmt: skip
    return ShownSection(
        name, title, head=(_("From whom"), _("What they say"), _("How it is met")),
        table=tuple((one.who, one.what, one.met) for one in content.inputs),
    )  # fmt: skip


def _said(*parts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, text) for heading, text in parts if text.strip())


@dataclass(frozen=True)
class OnAgenda:
    """Where the memo is or was before the body."""

    body: str
    when: str
    url: str
    outcome: str


@dataclass(frozen=True)
class MemoPage:
    memo: Memo
    state: Mark
    sections: tuple[ShownSection, ...]
    version: str
    agendas: tuple[OnAgenda, ...]
    compared: Compared | None
    attachments: tuple[tuple[str, str], ...]


def memos(scope: Scope) -> QuerySet[Memo]:
    return Memo.objects.visible_to(scope).select_related(
        "committee__unit", "committee__kind", "made_by", "responsible", "current", "organisation"
    )


def read_memo(memo: Memo, scope: Scope, today: date) -> MemoPage:
    """Four queries at most, whatever its length."""
    if memo.state == "draft" or memo.current is None:
        content, version = read_draft(memo, today=today).content, ""
    else:
        content = memo.current.content
        version = f"{memo.current.number}, {write_date(timezone.localdate(memo.current.sent_at))}"
    items = list(
        AgendaItem.objects.filter(memo=memo)
        .select_related(
            "meeting__committee__unit", "meeting__minutes", "revision", "moved_to__meeting", "memo"
        )
        .prefetch_related("points")
        .order_by("meeting__starts_at")
    )
    treated = next((item for item in items if item.outcome == "treated" and item.settled), None)
    near = rules.reads_closed_items(scope, items[-1].meeting) if items else False
    may_compare = treated is not None and (near or _approved(treated))
    return MemoPage(
        memo=memo,
        state=MEMO_STATES[memo.state],
        sections=show_content(content),
        version=version,
        agendas=tuple(
            OnAgenda(
                item.meeting.committee.name, say_date(timezone.localdate(item.meeting.starts_at), today),
                item.get_absolute_url() if near or _approved(item) else "",
                str(item.get_outcome_display()) if item.settled else "",
            )
            for item in items
        ),
        compared=compare(item_content(1, treated)) if treated is not None and may_compare else None,
        attachments=tuple(
            (one.title, reverse("meetings:attachment", args=[memo.pk, one.pk])) for one in memo.attachments.all()
        ),
    )  # fmt: skip


def _approved(item: AgendaItem) -> bool:
    minutes = getattr(item.meeting, "minutes", None)
    return minutes is not None and minutes.state == "approved"


def head_initial(memo: Memo) -> dict[str, Any]:
    return {
        "title": memo.title, "committee": memo.committee_id,
        "responsible": memo.responsible.name if memo.responsible else "",
    }  # fmt: skip
