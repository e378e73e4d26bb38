"""The words of plans: how a state is said and which shape it has."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy as p_

from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.stages import Stage

#: State of an activity → (word, shape).
ACTIVITY_STATES = {
    "tentative": (p_("state of an activity", "Tentative"), "empty"),
    "confirmed": (p_("state of an activity", "Confirmed"), "half"),
    "held": (p_("state of an activity", "Held"), "done"),
    "not_held": (p_("state of an activity", "Not held"), "back"),
    "dropped": (p_("state of an activity", "Taken out"), "empty"),
}
STAGE_STATES = {
    "waiting": (p_("state of a stage", "Waits for the stage before it"), "empty"),
    "next": (p_("state of a stage", "Next"), "bell"),
    "open": (p_("state of a stage", "Open"), "half"),
    "ended": (p_("state of a stage", "Ended"), "done"),
}
PAPER_STATES = {
    "writing": (p_("state of an evaluation or sketch", "Being written"), "half"),
    "written": (p_("state of an evaluation or sketch", "Written"), "full"),
    "presented": (p_("state of an evaluation or sketch", "Presented"), "full"),
    "seen": (p_("state of an evaluation or sketch", "Seen"), "done"),
}
PROPOSAL_STATES = {
    "new": (p_("state of a proposal", "Waits for an answer"), "bell"),
    "taken": (p_("state of a proposal", "Taken into the plan"), "done"),
    "answered": (p_("state of a proposal", "Answered"), "full"),
}
APPROVAL_STATES = {
    "asked": (p_("state of an approval", "Waits for answers"), "bell"),
    "approved": (p_("state of an approval", "Approved by all"), "done"),
    "change_asked": (p_("state of an approval", "A change was asked for"), "back"),
    "withdrawn": (p_("state of an approval", "Taken back"), "empty"),
}


def say_audiences(playbook: Playbook, keys: Iterable[str]) -> str:
    """The names of a playbook's audiences, in their order there."""
    wanted, language = set(keys), get_language() or "da"
    return ", ".join(one.title.in_language(language) for one in playbook.audiences if one.key in wanted)


def say_paper(kind: str, stage: Stage, language: str) -> str:
    """The title of an evaluation or a sketch."""
    title = stage.title.in_language(language)
    if kind == "evaluation":
        return _("Process evaluation: %(stage)s") % {"stage": title}
    return _("Sketch of what follows: %(stage)s") % {"stage": title}
