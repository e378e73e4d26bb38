"""What the room's own things are called on its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mark:
    """A word with a shape (see `ui.templatetags.ui.SHAPES`)."""

    word: Any
    shape: str


OUTCOMES: dict[str, Any] = {
    "accepted": _("Accepted"),
    "accepted_with_adjustment": _("Accepted with adjustment"),
    "returned": _("Returned"),
    "brief_changed": _("The brief is changed"),
    "lifted": _("Lifted to the level above"),
}

#: How far a section of the draft is.
SECTIONS = {
    "done": Mark(_("Done"), "done"),
    "empty": Mark(_("Not begun"), "empty"),
    "optional": Mark(_("If you wish"), "empty"),
    "question": Mark(_("One question"), "half"),
}

EVENTS: dict[str, Any] = {
    "began": _("was asked to brief back"),
    "began_writing": _("began to write"),
    "imported": _("brought a document"),
    "submitted": _("sent the backbrief"),
    "withdrawn": _("took it back"),
    "accepted": _("accepted it"),
    "accepted_with_adjustment": _("accepted it with an adjustment"),
    "returned": _("returned it"),
    "brief_changed": _("chose to change the brief"),
    "brief_came": _("sent a changed brief"),
    "lifted": _("lifted it to the level above"),
    "opened_revision": _("opened a new revision"),
    "dropped_revision": _("dropped the new revision"),
    "intent_changed": _("changed the intent of the brief"),
    "still_holds": _("checked it: the backbrief still holds"),
    "commented": _("commented"),
    "committee_view": _("gave the committee's view"),
    "named_co_writer": _("asked somebody to write along"),
    "removed_co_writer": _("no longer asks somebody to write along"),
}
BRIEF_EVENTS: dict[str, Any] = {
    "began": _("began the brief"),
    "issued": _("sent the brief"),
    "reissued": _("sent a changed brief"),
    "asked": _("asked the workplaces to brief back"),
}
SUBTASK_EVENTS: dict[str, Any] = {
    "promised": _("promised it"),
    "began": _("promised it"),
    "done": _("ticked it off"),
    "reopened": _("opened it again"),
    "ready": _("what it waited for is done"),
    "waiting": _("waits again"),
    "left_out": _("left it out of the new revision"),
}

#: Fields inside a section, as they are named where changes are shown. A section's own single field needs no name.
FIELDS: dict[str, Any] = {
    "starting_point": _("Our starting point"),
    "main_task": _("Our main task"),
    "to": _("To"),
    "when": _("When"),
    "text": "",
    "constraints": _("Constraints"),
    "freedoms": _("Freedoms"),
    "title": _("Title"),
    "phase": _("Phase"),
    "steps": _("Steps"),
    "who": _("Who"),
    "period": _("When"),
    "product": _("Product"),
    "after": _("Waits for"),
    "is_main_effort": _("Main effort"),
}

CHANGES: dict[str, Any] = {
    "added": _("New"),
    "removed": _("Taken out"),
    "changed": _("Changed"),
    "same": _("As before"),
}
