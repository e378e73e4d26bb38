"""Words for what the room keeps by key: the sections of a memo, states, answers, and what may be missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Mark:
    """A word with a shape (see `ui.templatetags.ui.SHAPES`)."""

    word: Any
    shape: str


#: The editor's sections → what they are called.
SECTION_TITLES = {
    "background": _("Background"),
    "decisions": _("What the body is asked to decide"),
    "effect": _("Effect"),
    "costs": _("Costs and financing"),
    "communication": _("Communication"),
    "follow_up": _("Follow-up"),
    "risks": _("Risks"),
    "people": _("Open or closed, and who takes part"),
    "inputs": _("Input received beforehand"),
}

#: One question at each section, in the voice of a colleague.
SECTION_QUESTIONS = {
    "background": _("What has happened, and why does the body meet it now?"),
    "decisions": _("Which sentences should it be possible to say yes or no to, one by one?"),
    "effect": _("What will be different for citizens and staff, and how will you notice?"),
    "costs": _("What does it cost each year, and where does the money come from?"),
    "communication": _("Who is told what, before, during and after?"),
    "follow_up": _("How is it followed up in each workplace, and in common?"),
    "risks": _("What could go wrong, and what will you do about it?"),
    "people": _("Who has it been talked through with, and who comes to the meeting?"),
    "inputs": _("Who has said something about it, and how have you met it?"),
}

MEMO_STATES = {
    "draft": Mark(pgettext_lazy("memo", "being written"), "half"),
    "sent": Mark(pgettext_lazy("memo", "waits to be put on an agenda"), "full"),
    "on_agenda": Mark(pgettext_lazy("memo", "on an agenda"), "bell"),
    "treated": Mark(pgettext_lazy("memo", "treated"), "done"),
    "dropped": Mark(pgettext_lazy("memo", "dropped"), "empty"),
}

MEETING_STATES = {
    "draft": Mark(pgettext_lazy("meeting", "being prepared"), "empty"),
    "called": Mark(pgettext_lazy("meeting", "called"), "bell"),
    "in_progress": Mark(pgettext_lazy("meeting", "in progress"), "half"),
    "closed": Mark(pgettext_lazy("meeting", "held"), "done"),
    "cancelled": Mark(pgettext_lazy("meeting", "cancelled"), "back"),
}

MINUTES_STATES = {
    "written": Mark(pgettext_lazy("minutes", "being finished"), "half"),
    "read_through": Mark(pgettext_lazy("minutes", "sent for read-through"), "full"),
    "approved": Mark(pgettext_lazy("minutes", "approved"), "done"),
}

MED_STATES = {
    "planned": Mark(pgettext_lazy("MED item", "waits to be put on an agenda"), "empty"),
    "on_agenda": Mark(pgettext_lazy("MED item", "on an agenda"), "bell"),
    "concluded": Mark(pgettext_lazy("MED item", "concluded"), "done"),
    "withdrawn": Mark(pgettext_lazy("MED item", "withdrawn"), "back"),
}

#: Fields without which a MED item is only sent → what they are called.
MED_FIELDS = {
    "discussed_on": _("the day it was treated"),
    "staff_view": _("the staff side’s view"),
    "management_answer": _("management’s answer"),
    "conclusion": _("the conclusion"),
}

#: Where the money comes from.
FINANCING = {
    "base_budget": _("the unit’s base budget"),
    "unit_savings": _("the unit’s savings"),
    "joint_savings": _("the savings all units share"),
}

#: How far a section of the draft is.
SECTION_STATES = {
    "done": Mark(_("Done"), "done"),
    "empty": Mark(_("Not begun"), "empty"),
    "optional": Mark(_("If you wish"), "empty"),
}

#: How an asked point was answered.
ANSWERS = {
    "": Mark(_("not answered yet"), "empty"),
    "approved": Mark(_("approved"), "done"),
    "changed": Mark(_("changed"), "change"),
    "declined": Mark(pgettext_lazy("answer to an asked point", "declined"), "back"),
    "postponed": Mark(_("postponed"), "again"),
}

#: What to do about a matter that is not before the right committee in time.
MED_WARNINGS = {
    "decided_before": _(
        "The decision comes before the matter has been talked through. Move the decision, or the meeting."
    ),
    "level_too_low": _(
        "The decision lies above this committee. Bring the matter before %(nearest)s, and tell the committee here."
    ),
    "level_too_high": _(
        "A committee closer to the workplace speaks for it. Bring the matter before %(nearest)s."
    ),
    "item_late": _(
        "Matters are to be put to the committee at least %(item_days)d days before its meeting. Ask the chair "
        "whether it can still be taken up."
    ),
    "papers_late": _(
        "The papers are to be sent at least %(papers_days)d days before the meeting, so that the staff side can ask "
        "those it speaks for. Send them earlier, or move the meeting."
    ),
    "no_date": _("No day has been set for it to be talked through. Ask the chair for one."),
}

#: How far an item of a meeting in progress is.
ITEM_STATES = {
    "": Mark(_("Not treated yet"), "empty"),
    "treated": Mark(_("Treated"), "done"),
    "moved": Mark(_("Moved"), "again"),
}
