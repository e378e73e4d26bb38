from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "pejlemaerke.organisation"

    def ready(self) -> None:
        from pejlemaerke.record.panel import word_events
        from pejlemaerke.record.turns import AskWords, word_asks

        word_events(
            "organisation.organisationimport",
            {
                "brought": _("brought the file"),
                "refused": _("the file was refused for its faults"),
                "approved": _("approved it"),
                "declined": _("declined it"),
                "applied": _("it was carried out"),
                "failed": _("it did not succeed, and nothing was changed"),
                "stopped": _("it had stopped on the way, and nothing was changed"),
                "retried": _("set it going again"),
            },
        )
        word_events(
            "organisation.person",
            {
                "invited": _("sent an invitation"),
                "deactivated": _("closed the account"),
                "role_given": _("gave a role"),
                "role_withdrawn": _("withdrew a role"),
                "substitute_named": _("named a substitute"),
                "substitute_ended": _("ended the substitution"),
            },
        )
        word_events(
            "organisation.committee",
            {
                "added": _("made the committee"),
                "edited": _("changed the committee"),
                "seated": _("gave a seat"),
                "seat_ended": _("ended a seat"),
                "chair_named": _("named a chair"),
            },
        )
        word_events(
            "organisation.committeekind",
            {"added": _("made the kind of committee"), "edited": _("changed the kind of committee")},
        )
        word_asks(
            {
                "organisation.approve_import": AskWords(
                    verb=_("Look through the organisation file"),
                    alone=_("Look through the organisation file, and say yes or no"),
                )
            }
        )
