"""What plans ask of people and what happens in them, in words. `apps.py` gives them to the record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from pejlemaerke.record.turns import AskWords

ASKS: dict[str, AskWords] = {
    "plans.open_stage": AskWords(verb=_("Open the stage"), alone=_("Open the stage when all is in place")),
    "plans.end_stage": AskWords(verb=_("End the stage"), alone=_("End the stage when you are done")),
    "plans.confirm": AskWords(verb=_("Confirm"), alone=_("Confirm it, or take it out")),
    "plans.hold": AskWords(verb=_("Say how it went:"), alone=_("Hold it, and say how it went")),
    "plans.answer_proposal": AskWords(
        verb=_("Answer the proposal"), alone=_("Take the proposal, or answer it")
    ),
    "plans.write_evaluation": AskWords(
        verb=_("Write with MED:"), alone=_("Write the process evaluation together with MED")
    ),
    "plans.write_sketch": AskWords(
        verb=_("Write with MED:"), alone=_("Write the sketch of the next phase together with MED")
    ),
    "plans.present_evaluation": AskWords(
        verb=_("Present to your leader:"), alone=_("Present the evaluation to your leader")
    ),
    "plans.present_sketch": AskWords(
        verb=_("Present to your leader:"), alone=_("Present the sketch to your leader")
    ),
    "plans.see_evaluation": AskWords(verb=_("Read"), alone=_("Read the evaluation, and say that you have")),
    "plans.see_sketch": AskWords(verb=_("Read"), alone=_("Read the sketch, and say that you have")),
    "plans.approve": AskWords(
        verb=_("Approve the plan of"), alone=_("Approve the plan, or ask for a change")
    ),
    "plans.change_plan": AskWords(
        verb=_("Change the plan and lay it before the group again:"),
        alone=_("Change the plan, and lay it before the leadership group again"),
    ),
}

EVENTS: dict[str, dict[str, Any]] = {
    "initiatives.initiative": {"laid_out": _("laid out the plans of the workplaces")},
    "plans.plan": {
        "laid_out": _("laid out the plan"),
        "begun": _("took the first thing into the plan"),
        "paused": _("paused the plan"),
        "resumed": _("took the plan up again"),
    },
    "plans.planstage": {
        "next": _("made it the next stage"),
        "opened": _("opened the stage"),
        "overridden": _("opened the stage although something was missing"),
        "ended": _("ended the stage"),
        "moved": _("moved the stage and what hangs on it"),
    },
    "plans.activity": {
        "added": _("took it into the plan"),
        "changed": _("changed it"),
        "moved": _("moved it to another time"),
        "confirmed": _("confirmed it"),
        "tentative": _("made it tentative"),
        "dropped": _("took it out of the plan"),
        "waits": _("changed what it waits for"),
        "held": _("held it"),
        "not_held": _("could not hold it"),
        "reopened": _("opened it again"),
    },
    "plans.proposal": {
        "proposed": _("proposed it"),
        "taken": _("took it into the plan"),
        "answered": _("answered it"),
    },
    "plans.phasepaper": {
        "began": _("began to write"),
        "written": _("called it written"),
        "reopened": _("opened it again"),
        "presented": _("presented it"),
        "seen": _("has read it"),
    },
    "plans.approvalround": {
        "asked": _("laid the plan before the leadership group"),
        "answered": _("answered"),
        "approved": _("approved the plan as the last of the group"),
        "change_asked": _("asked for a change"),
        "withdrawn": _("took the plan back to change it"),
    },
}
