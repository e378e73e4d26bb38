"""Every write to briefs and backbriefs, by subject."""

from .briefing import issue_brief, open_brief, recipients, save_brief
from .drafting import (
    SectionConflict,
    comment,
    confirm_reading,
    draft_content,
    drop_revision,
    give_view,
    name_co_writer,
    open_revision,
    remove_co_writer,
    save_section,
    submit_backbrief,
    withdraw_backbrief,
)
from .reviewing import answer, confirm_still_holds, tick_subtask

__all__ = [
    "SectionConflict",
    "answer",
    "comment",
    "confirm_reading",
    "confirm_still_holds",
    "draft_content",
    "drop_revision",
    "give_view",
    "issue_brief",
    "name_co_writer",
    "open_brief",
    "open_revision",
    "recipients",
    "remove_co_writer",
    "save_brief",
    "save_section",
    "submit_backbrief",
    "tick_subtask",
    "withdraw_backbrief",
]
