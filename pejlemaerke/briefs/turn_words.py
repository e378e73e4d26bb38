"""What the briefs ask of people, in words. `apps.py` gives them to the record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pejlemaerke.record.turns import AskWords

ASKS: dict[str, AskWords] = {
    "briefs.issue": AskWords(
        verb=_("Finish and send the brief from"), alone=_("Finish the brief and send it")
    ),
    "briefs.write": AskWords(verb=_("Write the backbrief for"), alone=_("Write the backbrief")),
    "briefs.finish": AskWords(
        verb=_("Finish the backbrief for"), alone=_("Finish the backbrief and send it")
    ),
    "briefs.rewrite": AskWords(
        verb=_("Work on the returned backbrief for"), alone=_("Work on it again, and send it")
    ),
    "briefs.answer": AskWords(verb=_("Answer the backbrief from"), alone=_("Answer the backbrief")),
    "briefs.answer_lifted": AskWords(
        verb=_("Answer the lifted backbrief from"), alone=_("Answer the question that was lifted")
    ),
    "briefs.change_brief": AskWords(
        verb=_("Change the brief for"), alone=_("Change the brief, which the workplace is waiting for")
    ),
    "briefs.check_again": AskWords(
        verb=_("Check whether the backbrief still holds for"),
        alone=_("Check whether the backbrief still holds"),
    ),
    "briefs.write_next_phase": AskWords(
        verb=_("Write the backbrief of the next phase for"),
        alone=_("Write the backbrief of the next phase, and send it"),
    ),
    "briefs.plan_subtask": AskWords(verb=_("Say when you will do"), alone=_("Say when you will do it")),
}
