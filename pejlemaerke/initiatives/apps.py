from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InitiativesConfig(AppConfig):
    name = "pejlemaerke.initiatives"

    def ready(self) -> None:
        from pejlemaerke.record.panel import word_events
        from pejlemaerke.record.steps import NextStep, hang
        from pejlemaerke.record.turns import AskWords, word_asks

        from . import rules, steps

        word_events(
            "initiatives.initiative",
            {
                "began": _("prepared the initiative"),
                "edited": _("changed what the initiative says"),
                "participants": _("changed who takes part"),
                "earlier_decision": _("named the decision it builds on"),
                "started": _("started the initiative"),
                "closed": _("closed the initiative"),
                "dropped": _("dropped the draft"),
                "timetable": _("set dates in the timetable"),
                "group_formed": _("formed a group"),
            },
        )
        word_events(
            "initiatives.risk",
            {
                "began": _("put the risk on the list"),
                "edited": _("changed what the risk says"),
                "closed": _("closed the risk"),
                "reopened": _("opened the risk again"),
            },
        )
        word_asks(
            {
                "initiatives.keep_an_eye": AskWords(
                    verb=_("Keep an eye on the risk:"),
                    alone=_("Keep an eye on it, and close it when it is over"),
                ),
                "initiatives.start": AskWords(
                    verb=_("Finish preparing and start"), alone=_("Finish preparing it, and start it")
                ),
            }
        )
        hang(
            "meetings.decidedpoint",
            NextStep(_("Start an initiative from this"), "initiatives:create_from", rules.may_create_from),
        )
        from_all = _("Start an initiative from these decisions")
        hang(
            "meetings.meeting",
            NextStep(from_all, "initiatives:create_from_meeting", steps.may_start_from_meeting),
        )
        hang(
            "meetings.minutes",
            NextStep(from_all, "initiatives:create_from_minutes", steps.may_start_from_minutes),
        )
