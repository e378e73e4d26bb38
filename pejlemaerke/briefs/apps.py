from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefsConfig(AppConfig):
    name = "pejlemaerke.briefs"

    def ready(self) -> None:
        from pejlemaerke.record.panel import keep_notes_from, word_events
        from pejlemaerke.record.steps import NextStep, hang
        from pejlemaerke.record.turns import word_asks

        from . import rules, words
        from .turn_words import ASKS

        word_events("briefs.backbrief", words.EVENTS)
        word_events("briefs.brief", words.BRIEF_EVENTS)
        word_events("briefs.subtasklife", words.SUBTASK_EVENTS)
        word_asks(ASKS)
        keep_notes_from("briefs.backbrief", rules.may_read_answers)
        hang(
            "initiatives.initiative",
            NextStep(_("Write the first brief"), "briefs:first_brief", rules.may_write_first),
        )
        hang(
            "initiatives.initiative",
            NextStep(_("Read the brief"), "briefs:first_brief", rules.may_read_first),
        )
