from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "pejlemaerke.meetings"

    def ready(self) -> None:
        from pejlemaerke.record.panel import keep_notes_from, word_events
        from pejlemaerke.record.steps import NextStep, hang
        from pejlemaerke.record.turns import AskWords, word_asks

        from . import rules

        hang(
            "organisation.committee",
            NextStep(_("See its meetings"), "meetings:committee", lambda scope, one: True),
        )

        keep_notes_from("meetings.meeting", rules.reads_closed_items)

        word_events(
            "meetings.memo",
            {
                "began": _("began the memo"),
                "sent": _("sent the memo"),
                "taken_back": _("took the memo back"),
                "put_on_agenda": _("put the memo on an agenda"),
                "taken_off_agenda": _("took the memo off the agenda"),
                "treated": _("closed the meeting that treated it"),
                "dropped": _("dropped the memo"),
                "brought": _("brought a document in"),
                "attached": _("attached a document"),
                "detached": _("took an attached document away"),
                "edited": _("changed title, body or who is responsible"),
            },
        )
        word_events(
            "meetings.meeting",
            {
                "began": _("prepared the meeting"),
                "changed": _("changed time, place or secretary"),
                "agenda": _("changed the agenda"),
                "called": _("called the meeting"),
                "opened": _("opened the meeting"),
                "closed": _("closed the meeting"),
                "cancelled": _("cancelled the meeting"),
                "moved": _("moved an item to a later meeting"),
                "brought_back": _("brought a moved item back"),
                "item_treated": _("finished an item"),
                "item_reopened": _("took an item up again"),
                "decided": _("recorded a decision"),
                "point_changed": _("changed what was recorded as decided"),
                "point_removed": _("removed what was recorded as decided"),
            },
        )
        word_events(
            "meetings.minutes",
            {
                "began": _("closed the meeting; the minutes stand"),
                "sent": _("sent the minutes for read-through"),
                "corrected": _("added a correction"),
                "approved": _("approved the minutes"),
            },
        )
        word_events(
            "meetings.meditem",
            {
                "began": _("brought the matter before MED"),
                "edited": _("changed what is brought before MED"),
                "put_on_agenda": _("put it on an agenda"),
                "taken_off_agenda": _("took it off the agenda"),
                "views": _("wrote down what was said"),
                "concluded": _("concluded the matter"),
                "withdrawn": _("withdrew the matter"),
            },
        )
        word_asks(
            {
                "meetings.finish_memo": AskWords(
                    verb=_("Finish the memo"), alone=_("Finish the memo and send it")
                ),
                "meetings.take_up_memo": AskWords(
                    verb=_("Put on an agenda:"), alone=_("Put the memo on an agenda")
                ),
                "meetings.call": AskWords(
                    verb=_("Prepare and call the meeting of"),
                    alone=_("Finish the agenda and call the meeting"),
                ),
                "meetings.open": AskWords(verb=_("Hold the meeting of"), alone=_("Open the meeting")),
                "meetings.close": AskWords(
                    verb=_("Finish recording the meeting of"),
                    alone=_("Record what was decided, and close the meeting"),
                ),
                "meetings.send_minutes": AskWords(
                    verb=_("Send the minutes round for"), alone=_("Send the minutes for read-through")
                ),
                "meetings.approve_minutes": AskWords(
                    verb=_("Approve the minutes of"), alone=_("Read the corrections and approve the minutes")
                ),
                "meetings.take_up_med_item": AskWords(
                    verb=_("Take up in MED:"), alone=_("Put the matter on a MED agenda")
                ),
                "meetings.conclude_med_item": AskWords(
                    verb=_("Conclude in MED:"),
                    alone=_("Write down the views and the answer, and conclude the matter"),
                ),
            }
        )
