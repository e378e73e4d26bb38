"""Who may do what with briefs and backbriefs, when, and why not. One table per state machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from pejlemaerke.core.life import Ask, Life, State
from pejlemaerke.core.verdict import Verdict, no, not_now, yes
from pejlemaerke.initiatives.rules import OVER, may_work_on
from pejlemaerke.organisation import paths

if TYPE_CHECKING:
    from pejlemaerke.initiatives.models import Initiative
    from pejlemaerke.organisation.access import Hold, Scope

    from .models import Backbrief, Brief, Revision, SubtaskLife

#: Roles that read a whole branch without leading it. They see states and submitted texts, never drafts.
READERS = ("programme_office", "communications", "auditor", "support_person")

#: The five answers, in the order a reviewer meets them.
OUTCOMES = ("accepted", "accepted_with_adjustment", "returned", "brief_changed", "lifted")
ACCEPTING = ("accepted", "accepted_with_adjustment")
NEEDS_WORDS = frozenset({"accepted_with_adjustment", "returned", "brief_changed", "lifted"})

#: States in which the workplace itself has not said its piece.
NOT_YET_ANSWERED = ("not_begun", "draft", "returned")
OPEN_FOR_WRITING = frozenset({"not_begun", "draft", "returned"})
OPEN_FOR_REVIEW = frozenset({"submitted", "lifted"})

#: The editor's sections in order; the first four rows marked required stand in every backbrief.
SECTIONS = (
    "main_task", "subtasks", "time_plan", "reporting",
    "signs", "main_effort", "boundaries", "stop", "brief_holds", "med",
)  # fmt: skip
REQUIRED = ("main_task", "subtasks", "time_plan", "reporting")


#: A workplace cannot begin on what nobody has answered, so the superior has two weeks: room for a holiday.
ANSWERED_WITHIN = timedelta(days=14)

# In an initiative that is over nothing is anybody's turn. The states stay as they were when it ended.


def _writer(what: str) -> Callable[[Backbrief], list[Ask]]:
    def turn(backbrief: Backbrief) -> list[Ask]:
        if backbrief.initiative.state in OVER:
            return []
        return [Ask(f"leader:{backbrief.unit_id}", what, backbrief.due, backbrief.reviewer_unit.name)]

    return turn


def _reviewer(what: str) -> Callable[[Backbrief], list[Ask]]:
    def turn(backbrief: Backbrief) -> list[Ask]:
        if backbrief.initiative.state in OVER:
            return []
        owner = f"leader:{backbrief.reviewer_unit_id}"
        return [Ask(owner, what, backbrief.answer_due, backbrief.unit.name)]

    return turn


def _drafting(backbrief: Backbrief) -> list[Ask]:
    what = "briefs.write_next_phase" if backbrief.drafting == "phase" else "briefs.finish"
    return _writer(what)(backbrief)


BACKBRIEF = Life(
    first="not_begun",
    states={
        "not_begun": State(frozenset({"draft"}), _writer("briefs.write")),
        "draft": State(frozenset({"submitted", "accepted", "check_again"}), _drafting),
        "submitted": State(
            frozenset({"accepted", "returned", "brief_changed", "lifted", "draft"}),
            _reviewer("briefs.answer"),
        ),
        # A next revision that came back may also be given up; the accepted one then holds.
        "returned": State(frozenset({"submitted", "accepted", "check_again"}), _writer("briefs.rewrite")),
        # The superior owes a changed brief; the backbrief waits for it.
        "brief_changed": State(frozenset({"returned"}), _reviewer("briefs.change_brief")),
        "lifted": State(
            frozenset({"accepted", "returned", "brief_changed", "lifted"}), _reviewer("briefs.answer_lifted")
        ),
        "accepted": State(frozenset({"draft", "check_again"}), at_rest=True),
        "check_again": State(frozenset({"accepted", "draft"}), _writer("briefs.check_again")),
    },
)


def _briefer(brief: Brief) -> list[Ask]:
    if brief.initiative.state in OVER:
        return []
    return [Ask(f"leader:{brief.unit_id}", "briefs.issue")]


BRIEF = Life(
    first="draft",
    states={
        "draft": State(frozenset({"issued"}), _briefer),
        "issued": State(at_rest=True),
    },
)


def _plans(subtask: SubtaskLife) -> list[Ask]:
    if subtask.backbrief.initiative.state in OVER:
        return []
    return [Ask(f"leader:{subtask.backbrief.unit_id}", "briefs.plan_subtask")]


SUBTASK = Life(
    first="open",
    states={
        "open": State(frozenset({"done", "waiting", "ready", "dropped"}), at_rest=True),
        "waiting": State(frozenset({"ready", "open", "done", "dropped"}), at_rest=True),
        # What it waited for is done: now the leader can say when.
        "ready": State(frozenset({"open", "done", "waiting", "dropped"}), _plans),
        "done": State(frozenset({"open"}), at_rest=True),
        "dropped": State(frozenset({"open", "waiting", "ready"}), at_rest=True),
    },
)


# -- who reads what --------------------------------------------------------------------------------------------


def branches_read(scope: Scope) -> tuple[str, ...]:
    """Paths of the branches this person reads by what they hold: led units, readers' roles, seats in MED.

    A political committee or a management team is no part of MED: its seats open nothing here.
    """
    seats = scope.seats(purpose="med") + scope.seats(purpose="work_environment")
    return scope.led + scope.branches(*READERS) + tuple(hold.path for hold in seats)


def workplaces(scope: Scope) -> set[str]:
    """Paths of the units this person works in and all above: one is an employee of them all."""
    return {above for path in scope.posts for above in paths.ancestors(path)}


# -- briefs ----------------------------------------------------------------------------------------------------


def may_write_brief(scope: Scope, brief: Brief) -> Verdict:
    if brief.unit_id in scope.leads_directly or scope.has_role("programme_office", at=brief.unit.path):
        return may_work_on(brief.initiative)
    return no(_("Only the unit's leader and the programme office write its brief."))


def may_issue_brief(scope: Scope, brief: Brief) -> Verdict:
    """The words go out in the leader's name, so only the leader sends them."""
    if brief.unit_id not in scope.leads_directly:
        return no(_("Only the unit's own leader can send its brief."))
    if brief.initiative.state == "draft":
        return not_now(_("The initiative must be started before its briefs go out."))
    return may_work_on(brief.initiative)


# -- backbriefs ------------------------------------------------------------------------------------------------


def writes(scope: Scope, backbrief: Backbrief, co_writers: frozenset[UUID]) -> bool:
    return backbrief.unit_id in scope.leads_directly or scope.person in co_writers


def med_seat(scope: Scope, backbrief: Backbrief) -> Hold | None:
    """The seat that lets this person read along for MED: see `med_seat_at`."""
    return med_seat_at(scope, backbrief.unit.path)


def med_seat_at(scope: Scope, path: str) -> Hold | None:
    """The seat that makes this person part of what the workplace at `path` writes with MED. Leaders further up the
    line have none here, though they chair the committee: the superior waits until it is sent."""
    if any(path.startswith(led) and path != led for led in scope.led):
        return None
    return scope.med_seat_for(path)


def may_read_draft(scope: Scope, backbrief: Backbrief, co_writers: frozenset[UUID]) -> Verdict:
    """The writers and the MED committee. The superior waits until it is sent."""
    if writes(scope, backbrief, co_writers) or med_seat(scope, backbrief):
        return yes
    return no(_("A draft is read only by those who write it and by the workplace's MED committee."))


def may_write(scope: Scope, backbrief: Backbrief, co_writers: frozenset[UUID]) -> Verdict:
    if not writes(scope, backbrief, co_writers):
        return no(_("Only the unit's leader and those the leader has asked can write this backbrief."))
    if backbrief.state not in OPEN_FOR_WRITING:
        return not_now(_("The backbrief cannot be written in as it stands now."))
    return may_work_on(backbrief.initiative)


def may_lead_backbrief(scope: Scope, backbrief: Backbrief) -> Verdict:
    """What only the leader does: send, name co-writers, open a new revision, answer a changed intent."""
    if backbrief.unit_id in scope.leads_directly:
        return may_work_on(backbrief.initiative)
    return no(_("Only the unit's leader can do this."))


def may_submit(scope: Scope, backbrief: Backbrief) -> Verdict:
    verdict = may_lead_backbrief(scope, backbrief)
    if verdict and backbrief.state not in OPEN_FOR_WRITING:
        return not_now(_("This backbrief has already been sent."))
    return verdict


def may_withdraw(scope: Scope, backbrief: Backbrief) -> Verdict:
    verdict = may_lead_backbrief(scope, backbrief)
    if verdict and backbrief.state != "submitted":
        return not_now(_("Only a backbrief that waits for an answer can be taken back."))
    return verdict


def may_review(
    scope: Scope, backbrief: Backbrief, revision: Revision | None, co_writers: frozenset[UUID]
) -> Verdict:
    """The leader of the reviewing unit, never one of the authors, nor on behalf of one."""
    if backbrief.reviewer_unit_id not in scope.leads_directly:
        return no(
            _("The answer is given by the leader of %(unit)s.") % {"unit": backbrief.reviewer_unit.name}
        )
    if revision is None or backbrief.state not in OPEN_FOR_REVIEW:
        return not_now(_("There is nothing to answer just now."))
    authors = {revision.submitted_by, revision.on_behalf_of, *co_writers}
    acting = scope.actor(f"leader:{backbrief.reviewer_unit_id}")
    if acting.person in authors or (acting.on_behalf_of and acting.on_behalf_of in authors):
        return no(_("You have written this backbrief yourself, so somebody else must answer it."))
    return may_work_on(backbrief.initiative)


def may_comment(
    scope: Scope, backbrief: Backbrief, revision: Revision | None, co_writers: frozenset[UUID]
) -> Verdict:
    """On a draft: writers and MED. On a submitted one: the reviewer as well."""
    reviews = backbrief.state in OPEN_FOR_REVIEW and backbrief.reviewer_unit_id in scope.leads_directly
    if reviews or may_read_draft(scope, backbrief, co_writers):
        return may_work_on(backbrief.initiative)
    return no(_("Comments are given by those who write, by MED and by the one who answers."))


def may_give_view(scope: Scope, backbrief: Backbrief) -> Verdict:
    if med_seat(scope, backbrief) is None:
        return no(_("Only members of the workplace's MED committee can give its view."))
    if backbrief.state not in OPEN_FOR_WRITING | OPEN_FOR_REVIEW:
        return not_now(_("The view is given before the backbrief is answered."))
    return may_work_on(backbrief.initiative)


def may_open_revision(scope: Scope, backbrief: Backbrief) -> Verdict:
    verdict = may_lead_backbrief(scope, backbrief)
    if verdict and backbrief.state not in ("accepted", "check_again"):
        return not_now(_("A new revision can be opened when the present one has been accepted."))
    return verdict


def may_confirm(scope: Scope, backbrief: Backbrief) -> Verdict:
    verdict = may_lead_backbrief(scope, backbrief)
    if verdict and backbrief.state != "check_again":
        return not_now(_("The intent has not changed since you were last asked."))
    return verdict


def may_brief_on(scope: Scope, backbrief: Backbrief) -> Verdict:
    """An accepted backbrief can become the brief of the level below."""
    verdict = may_lead_backbrief(scope, backbrief)
    if verdict and backbrief.accepted_id is None:
        return not_now(_("Your own backbrief must be accepted before you brief on."))
    return verdict


def may_tick_subtask(scope: Scope, backbrief: Backbrief, co_writers: frozenset[UUID]) -> Verdict:
    if not writes(scope, backbrief, co_writers):
        return no(_("Only those who write the backbrief tick off its subtasks."))
    if backbrief.accepted_id is None:
        return not_now(_("Subtasks are ticked off when the backbrief has been accepted."))
    return may_work_on(backbrief.initiative)


# -- next steps hung on an initiative --------------------------------------------------------------------------


def may_open_first(scope: Scope, initiative: Initiative) -> Verdict:
    """The first brief of an initiative is its own unit's."""
    leads = initiative.unit_id in scope.leads_directly
    if leads or scope.has_role("programme_office", at=initiative.unit.path):
        return may_work_on(initiative)
    return no(_("Only the unit's leader and the programme office write its brief."))


def is_first_sent(initiative: Initiative) -> bool:
    return initiative.briefs.filter(unit=initiative.unit_id).exclude(current=None).exists()


def may_write_first(scope: Scope, initiative: Initiative) -> Verdict:
    """As `may_open_first`, until it has been sent: then it is there to be read."""
    verdict = may_open_first(scope, initiative)
    if verdict and is_first_sent(initiative):
        return not_now(_("The brief has been sent."))
    return verdict


def may_read_first(scope: Scope, initiative: Initiative) -> Verdict:
    return yes if is_first_sent(initiative) else no(_("The brief has not been sent yet."))


def may_read_answers(scope: Scope, backbrief: Backbrief) -> bool:
    """The words of an answer that was not an acceptance stay between the workplace's leader, its MED committee and
    the line above; employees and neighbours see only that it was answered."""
    path = backbrief.unit.path
    return (
        any(path.startswith(led) for led in scope.led)
        or scope.has_role("programme_office", at=path)
        or scope.med_seat_for(path) is not None
    )
