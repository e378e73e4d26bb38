"""Who may prepare, hold and close a meeting, write its memos and approve its minutes, and their lives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.core.life import Ask, Life, State
from pejlemaerke.core.verdict import Verdict, no, not_now, yes

if TYPE_CHECKING:
    from pejlemaerke.organisation.access import Scope
    from pejlemaerke.organisation.models import Committee

    from .models import AgendaItem, DecidedPoint, MedItem, Meeting, Memo, Minutes

#: Who prepares the meetings of the bodies in their branch.
PREPARERS = ("programme_office",)
#: Who reads what is before the MED committees of a branch without leading it.
READERS = ("programme_office", "communications", "auditor", "support_person")
#: Who may write a memo: whoever leads, and those who prepare.
WRITERS = ("director", "senior_manager", "leader", "programme_office", "communications", "support_person")

#: Minutes sent round are read within a week.
READ_WITHIN = timedelta(days=7)


def committees(scope: Scope) -> frozenset[UUID]:
    """The bodies this person sits in."""
    return frozenset(hold.committee for hold in scope.seats() if hold.committee)


def chaired(scope: Scope) -> frozenset[UUID]:
    """The bodies this person chairs, or is vice-chair of."""
    return frozenset(
        hold.committee
        for hold in scope.seats()
        if hold.committee and hold.function in ("chair", "vice_chair")
    )


# -- lives -----------------------------------------------------------------------------------------------------


def _writer(memo: Memo) -> list[Ask]:
    return [Ask(f"person:{memo.made_by_id}", "meetings.finish_memo")]


def _chair_takes_up(memo: Memo) -> list[Ask]:
    return [Ask(f"chair:{memo.committee_id}", "meetings.take_up_memo", waiting=memo.made_by.name)]


MEMO = Life(
    first="draft",
    states={
        "draft": State(frozenset({"sent", "dropped"}), _writer),
        "sent": State(frozenset({"draft", "on_agenda", "dropped"}), _chair_takes_up),
        # The meeting has the turn.
        "on_agenda": State(frozenset({"sent", "treated"}), at_rest=True),
        "treated": State(at_rest=True),
        "dropped": State(at_rest=True),
    },
)


def _secretary(what: str) -> Callable[[Meeting], list[Ask]]:
    def turn(meeting: Meeting) -> list[Ask]:
        due = timezone.localdate(meeting.starts_at)
        return [Ask(f"person:{meeting.secretary_id}", what, due, meeting.committee.name)]

    return turn


MEETING = Life(
    first="draft",
    states={
        "draft": State(frozenset({"called", "cancelled"}), _secretary("meetings.call")),
        "called": State(frozenset({"in_progress", "cancelled"}), _secretary("meetings.open")),
        "in_progress": State(frozenset({"closed"}), _secretary("meetings.close")),
        # The minutes have the turn.
        "closed": State(at_rest=True),
        "cancelled": State(at_rest=True),
    },
)


def _sends_minutes(minutes: Minutes) -> list[Ask]:
    return [
        Ask(
            f"person:{minutes.meeting.secretary_id}",
            "meetings.send_minutes",
            timezone.localdate(minutes.meeting.starts_at) + READ_WITHIN,
            minutes.meeting.committee.name,
        )
    ]


def _approves(minutes: Minutes) -> list[Ask]:
    return [
        Ask(
            f"chair:{minutes.meeting.committee_id}",
            "meetings.approve_minutes",
            minutes.read_by,
            minutes.meeting.secretary.name,
        )
    ]


MINUTES = Life(
    first="written",
    states={
        "written": State(frozenset({"read_through"}), _sends_minutes),
        "read_through": State(frozenset({"approved"}), _approves),
        "approved": State(at_rest=True),
    },
)


def _takes_up(item: MedItem) -> list[Ask]:
    due = item.papers_on or item.discuss_on
    return [Ask(f"chair:{item.committee_id}", "meetings.take_up_med_item", due, item.decides_at.name)]


def _concludes(item: MedItem) -> list[Ask]:
    return [
        Ask(f"chair:{item.committee_id}", "meetings.conclude_med_item", item.discuss_on, item.decides_at.name)
    ]


MED_ITEM = Life(
    first="planned",
    states={
        "planned": State(frozenset({"on_agenda", "concluded", "withdrawn"}), _takes_up),
        "on_agenda": State(frozenset({"planned", "concluded", "withdrawn"}), _concludes),
        "concluded": State(at_rest=True),
        "withdrawn": State(at_rest=True),
    },
)


# -- memos -----------------------------------------------------------------------------------------------------


def may_write_memos(scope: Scope) -> Verdict:
    if scope.has_role(*WRITERS) or chaired(scope):
        return yes
    return no(_("Memos are written by leaders, by the programme office and by those who chair a body."))


def may_edit_memo(scope: Scope, memo: Memo) -> Verdict:
    """Its writer, the one responsible, and those who prepare the body's meetings."""
    writes = memo.made_by_id in scope.people or memo.responsible_id in scope.people
    if not writes and not scope.has_role(*PREPARERS, at=memo.committee.unit.path):
        return no(_("Only its writer, the one responsible and the programme office can change this memo."))
    if memo.state != "draft":
        return not_now(_("The memo has been sent. Take it back before you change it."))
    return yes


def may_send_memo(scope: Scope, memo: Memo) -> Verdict:
    return may_edit_memo(scope, memo)


def may_take_back_memo(scope: Scope, memo: Memo) -> Verdict:
    writes = memo.made_by_id in scope.people or memo.responsible_id in scope.people
    if not writes and not scope.has_role(*PREPARERS, at=memo.committee.unit.path):
        return no(_("Only its writer, the one responsible and the programme office can change this memo."))
    if memo.state != "sent":
        return not_now(_("Only a memo that waits to be put on an agenda can be taken back."))
    return yes


def may_drop_memo(scope: Scope, memo: Memo) -> Verdict:
    writes = memo.made_by_id in scope.people or memo.responsible_id in scope.people
    if not writes and not scope.has_role(*PREPARERS, at=memo.committee.unit.path):
        return no(_("Only its writer, the one responsible and the programme office can change this memo."))
    if memo.state not in ("draft", "sent"):
        return not_now(_("A memo on an agenda, or already treated, cannot be dropped."))
    return yes


# -- meetings --------------------------------------------------------------------------------------------------


def prepares(scope: Scope, committee: Committee) -> Verdict:
    """Chair and vice-chair, and the programme office of the branch."""
    if committee.pk in chaired(scope) or scope.has_role(*PREPARERS, at=committee.unit.path):
        return yes
    return no(_("Meetings are prepared by the chair, the vice-chair and the programme office."))


def no_body(scope: Scope) -> Verdict:
    """What is told to somebody who prepares no body's meetings."""
    return no(_("Meetings are prepared by the chair, the vice-chair and the programme office."))


def no_committee(scope: Scope) -> Verdict:
    """What is told to somebody who may bring nothing before MED."""
    return no(_("A matter is brought before MED by its members, by leaders and by the programme office."))


def _runs(scope: Scope, meeting: Meeting) -> Verdict:
    if meeting.secretary_id in scope.people:
        return yes
    return prepares(scope, meeting.committee)


def may_prepare(scope: Scope, meeting: Meeting) -> Verdict:
    """Change time, place and agenda: until the meeting begins."""
    verdict = _runs(scope, meeting)
    if verdict and meeting.state not in ("draft", "called"):
        return not_now(_("The meeting has begun, so its agenda can no longer be changed."))
    return verdict


def may_call(scope: Scope, meeting: Meeting) -> Verdict:
    verdict = _runs(scope, meeting)
    if verdict and meeting.state != "draft":
        return not_now(_("The meeting has already been called."))
    return verdict


def may_cancel(scope: Scope, meeting: Meeting) -> Verdict:
    verdict = _runs(scope, meeting)
    if verdict and meeting.state not in ("draft", "called"):
        return not_now(_("Only a meeting that has not begun can be cancelled."))
    return verdict


def may_begin(scope: Scope, meeting: Meeting) -> Verdict:
    verdict = _runs(scope, meeting)
    if verdict and meeting.state != "called":
        return not_now(_("Call the meeting before it begins."))
    return verdict


def may_record(scope: Scope, meeting: Meeting) -> Verdict:
    """Outcomes are written while the meeting lasts, and only then."""
    verdict = _runs(scope, meeting)
    if verdict and meeting.state == "closed":
        minutes = getattr(meeting, "minutes", None)
        if minutes is not None and minutes.state == "approved":
            return not_now(_("The minutes are approved; what was decided stands."))
        return not_now(
            _("The meeting is closed. What was decided stands; corrections are added to the minutes.")
        )
    if verdict and meeting.state != "in_progress":
        return not_now(_("Outcomes are recorded while the meeting is in progress."))
    return verdict


def may_close(scope: Scope, meeting: Meeting) -> Verdict:
    return may_record(scope, meeting)


def reads_closed_items(scope: Scope, meeting: Meeting) -> bool:
    """The body itself and those who prepare its meetings."""
    return bool(
        meeting.committee_id in committees(scope)
        or meeting.secretary_id in scope.people
        or scope.has_role(*PREPARERS, at=meeting.committee.unit.path)
    )


# -- minutes ---------------------------------------------------------------------------------------------------


def may_send_minutes(scope: Scope, minutes: Minutes) -> Verdict:
    verdict = _runs(scope, minutes.meeting)
    if verdict and minutes.state != "written":
        return not_now(_("The minutes have already been sent for read-through."))
    return verdict


def may_correct(scope: Scope, minutes: Minutes) -> Verdict:
    """Those who sit in the body, and its secretary."""
    meeting = minutes.meeting
    if meeting.committee_id not in committees(scope) and not _runs(scope, meeting):
        return no(_("Corrections come from those who sit in the body."))
    if minutes.state == "approved":
        return not_now(_("The minutes are approved and can no longer be corrected."))
    if minutes.state != "read_through":
        return not_now(_("Corrections are added when the minutes have been sent for read-through."))
    return yes


def may_approve(scope: Scope, minutes: Minutes) -> Verdict:
    """The chair or the vice-chair, for the body."""
    if minutes.meeting.committee_id not in chaired(scope):
        return no(_("The minutes are approved by the chair or the vice-chair."))
    if minutes.state == "approved":
        return not_now(_("The minutes are already approved."))
    if minutes.state != "read_through":
        return not_now(_("The minutes are approved after they have been sent for read-through."))
    return yes


# -- MED items -------------------------------------------------------------------------------------------------


def may_raise_med_item(scope: Scope, committee: Committee) -> Verdict:
    """Its members, the leaders it speaks with, and those who prepare its meetings."""
    if committee.pk in committees(scope) or prepares(scope, committee):
        return yes
    if any(
        path.startswith(committee.unit.path) or committee.unit.path.startswith(path) for path in scope.led
    ):
        return yes
    return no(_("A matter is brought before MED by its members, by leaders and by the programme office."))


def may_edit_med_item(scope: Scope, item: MedItem) -> Verdict:
    verdict = may_raise_med_item(scope, item.committee)
    if verdict and item.state in ("concluded", "withdrawn"):
        return not_now(_("The matter is concluded and can no longer be changed."))
    return verdict


def may_conclude_med_item(scope: Scope, item: MedItem) -> Verdict:
    """The chair or vice-chair, or whoever keeps the minutes there: "sent" is not "discussed"."""
    if not prepares(scope, item.committee):
        return no(_("The conclusion is written by the chair, the vice-chair or the programme office."))
    if item.state in ("concluded", "withdrawn"):
        return not_now(_("The matter is concluded and can no longer be changed."))
    return yes


def required_for_conclusion(item: Any) -> tuple[str, ...]:
    """The fields without which a matter is only sent, not treated."""
    if item.kind == "information":
        return ("discussed_on",)
    return ("discussed_on", "staff_view", "management_answer", "conclusion")


def missing_before_conclusion(item: Any) -> tuple[str, ...]:
    """Those of them that are empty."""
    return tuple(name for name in required_for_conclusion(item) if not getattr(item, name))


# -- next steps ------------------------------------------------------------------------------------------------


def may_start_from(scope: Scope, point: DecidedPoint) -> Verdict:
    """Only what was decided, and not turned down or put off, drives anything."""
    if not point.settled:
        return not_now(_("The meeting must be closed before its decisions can be carried out."))
    if point.answer in ("declined", "postponed"):
        return not_now(_("This point was declined or postponed, so nothing can be started from it."))
    return yes


def is_late(item: MedItem, on: date) -> bool:
    return item.state in ("planned", "on_agenda") and item.discuss_on is not None and item.discuss_on < on


def readable(scope: Scope, item: AgendaItem) -> bool:
    """What was asked and said under a closed item stays with the body."""
    return not item.is_closed or reads_closed_items(scope, item.meeting)
