"""Words for what the room keeps by key: the sections of a memo, states, answers, and what may be missing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    "draft": pgettext_lazy("memo", "being written"),
    "sent": pgettext_lazy("memo", "waits to be put on an agenda"),
    "on_agenda": pgettext_lazy("memo", "on an agenda"),
    "treated": pgettext_lazy("memo", "treated"),
    "dropped": pgettext_lazy("memo", "dropped"),
}

MEETING_STATES = {
    "draft": pgettext_lazy("meeting", "being prepared"),
    "called": pgettext_lazy("meeting", "called"),
    "in_progress": pgettext_lazy("meeting", "in progress"),
    "closed": pgettext_lazy("meeting", "held"),
    "cancelled": pgettext_lazy("meeting", "cancelled"),
}

MINUTES_STATES = {
    "written": pgettext_lazy("minutes", "being finished"),
    "read_through": pgettext_lazy("minutes", "sent for read-through"),
    "approved": pgettext_lazy("minutes", "approved"),
}

MED_STATES = {
    "planned": pgettext_lazy("MED item", "waits to be put on an agenda"),
    "on_agenda": pgettext_lazy("MED item", "on an agenda"),
    "concluded": pgettext_lazy("MED item", "concluded"),
    "withdrawn": pgettext_lazy("MED item", "withdrawn"),
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
