"""Who plans, proposes, holds, opens and approves, when, and why not. One table per state machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from pejlemaerke.briefs.rules import branches_read, med_seat_at, workplaces
from pejlemaerke.core.life import Ask, Life, State
from pejlemaerke.core.verdict import Verdict, no, not_now, yes
from pejlemaerke.initiatives.rules import MAKERS, OVER, may_edit, may_work_on
from pejlemaerke.meetings.rules import chaired, committees

if TYPE_CHECKING:
    from pejlemaerke.initiatives.models import Initiative
    from pejlemaerke.organisation.access import Scope

    from .models import Activity, ApprovalRound, PhasePaper, Plan, PlanStage, Proposal

#: An activity that is still to be.
OPEN = ("tentative", "confirmed")

#: A proposal is answered within two weeks, and a superior looks at what is presented in the same time.
ANSWERED_WITHIN = timedelta(days=14)

# In an initiative that is over, or a plan that is paused, nothing is anybody's turn.


def is_asleep(plan: Plan) -> bool:
    return plan.state != "running" or plan.initiative.state in OVER


def owner_of(activity: Activity) -> str:
    """Whose it is to see that it happens: a person, the chair of a body, or the leader of the plan's unit."""
    if activity.responsible_id:
        return f"person:{activity.responsible_id}"
    if activity.body_id:
        return f"chair:{activity.body_id}"
    return leader_of(activity.plan)


def leader_of(plan: Plan) -> str:
    """The leader of the workplace; for a central plan the sponsor, who stands behind it."""
    return f"person:{plan.initiative.sponsor_id}" if plan.is_central else f"leader:{plan.unit_id}"


PLAN = Life(
    first="running",
    states={
        "running": State(frozenset({"paused"}), at_rest=True),
        "paused": State(frozenset({"running"}), at_rest=True),
    },
)


def _stage(what: str, day: str) -> Callable[[PlanStage], list[Ask]]:
    def turn(stage: PlanStage) -> list[Ask]:
        if is_asleep(stage.plan):
            return []
        return [Ask(leader_of(stage.plan), what, getattr(stage, day))]

    return turn


STAGE = Life(
    first="waiting",
    states={
        # Its time has not come: the one before it runs, or nobody has begun to plan.
        "waiting": State(frozenset({"next"}), at_rest=True),
        "next": State(frozenset({"open"}), _stage("plans.open_stage", "first")),
        "open": State(frozenset({"ended"}), _stage("plans.end_stage", "last")),
        "ended": State(at_rest=True),
    },
)


def _is_before_med(activity: Activity) -> bool:
    """Once a matter is before its committee it is the matter that has a turn, and one is not asked twice."""
    return activity.med_item_id is not None


def _confirms(activity: Activity) -> list[Ask]:
    if is_asleep(activity.plan) or _is_before_med(activity):
        return []
    return [Ask(leader_of(activity.plan), "plans.confirm", activity.first)]


def _holds(activity: Activity) -> list[Ask]:
    if is_asleep(activity.plan) or _is_before_med(activity):
        return []
    return [Ask(owner_of(activity), "plans.hold", activity.last)]


ACTIVITY = Life(
    first="tentative",
    states={
        "tentative": State(frozenset({"confirmed", "held", "not_held", "dropped"}), _confirms),
        "confirmed": State(frozenset({"tentative", "held", "not_held", "dropped"}), _holds),
        "held": State(frozenset({"confirmed"}), at_rest=True),
        # Not held because: it can be planned again.
        "not_held": State(frozenset({"tentative"}), at_rest=True),
        "dropped": State(frozenset({"tentative"}), at_rest=True),
    },
)


def _answers(proposal: Proposal) -> list[Ask]:
    if is_asleep(proposal.plan):
        return []
    due = timezone.localdate(proposal.made_at) + ANSWERED_WITHIN
    return [Ask(leader_of(proposal.plan), "plans.answer_proposal", due, proposal.made_by.name)]


PROPOSAL = Life(
    first="new",
    states={
        "new": State(frozenset({"taken", "answered"}), _answers),
        "taken": State(at_rest=True),
        # Answered with words; it may still be taken later.
        "answered": State(frozenset({"taken"}), at_rest=True),
    },
)


def _writes(paper: PhasePaper) -> list[Ask]:
    if is_asleep(paper.plan):
        return []
    return [Ask(leader_of(paper.plan), f"plans.write_{paper.kind}", paper.due)]


def _presents(paper: PhasePaper) -> list[Ask]:
    if is_asleep(paper.plan):
        return []
    return [Ask(leader_of(paper.plan), f"plans.present_{paper.kind}", paper.due)]


def _sees(paper: PhasePaper) -> list[Ask]:
    if is_asleep(paper.plan) or not paper.presented_to_id or not paper.presented_at:
        return []
    due = timezone.localdate(paper.presented_at) + ANSWERED_WITHIN
    return [Ask(f"leader:{paper.presented_to_id}", f"plans.see_{paper.kind}", due, paper.plan.unit.name)]


PAPER = Life(
    first="writing",
    states={
        "writing": State(frozenset({"written"}), _writes),
        "written": State(frozenset({"writing", "presented"}), _presents),
        "presented": State(frozenset({"seen"}), _sees),
        "seen": State(at_rest=True),
    },
)


def _voices(round: ApprovalRound) -> list[Ask]:
    if is_asleep(round.plan):
        return []
    return [
        Ask(f"person:{person}", "plans.approve", round.due, round.plan.unit.name)
        for person in round.voices.filter(answer="").order_by("id").values_list("person", flat=True)
    ]


def _changes(round: ApprovalRound) -> list[Ask]:
    if is_asleep(round.plan):
        return []
    return [Ask(leader_of(round.plan), "plans.change_plan", None)]


APPROVAL = Life(
    first="asked",
    states={
        "asked": State(frozenset({"approved", "change_asked", "withdrawn"}), _voices),
        # Somebody asked for a change: the leader lays it before them again.
        "change_asked": State(frozenset({"withdrawn"}), _changes),
        "approved": State(at_rest=True),
        "withdrawn": State(at_rest=True),
    },
)


# -- who plans -------------------------------------------------------------------------------------------------


def _plans(scope: Scope, plan: Plan) -> bool:
    if plan.is_central:
        sponsor = plan.initiative.sponsor_id in scope.people
        return sponsor or scope.has_role(*MAKERS, at=plan.unit.path)
    return plan.unit_id in scope.leads_directly


def may_plan(scope: Scope, plan: Plan) -> Verdict:
    """Add, take, change, confirm, move: the workplace's leader; centrally the sponsor and the programme office."""
    if not _plans(scope, plan):
        if plan.is_central:
            return no(_("The central plan is made by the sponsor and the programme office."))
        return no(_("The plan of a workplace is made by its leader. You can propose something for it."))
    if plan.initiative.state == "draft":
        return not_now(_("The initiative must be started before anything is planned."))
    return may_work_on(plan.initiative)


def may_change(scope: Scope, plan: Plan) -> Verdict:
    """As `may_plan`, and the plan is not paused."""
    verdict = may_plan(scope, plan)
    if verdict and plan.state == "paused":
        return not_now(_("The plan is paused. Take it up again before you change it."))
    return verdict


def may_pause(scope: Scope, plan: Plan) -> Verdict:
    verdict = may_plan(scope, plan)
    if verdict and plan.state != "running":
        return not_now(_("The plan is already paused."))
    return verdict


def may_resume(scope: Scope, plan: Plan) -> Verdict:
    verdict = may_plan(scope, plan)
    if verdict and plan.state != "paused":
        return not_now(_("The plan is not paused."))
    return verdict


def takes_part(scope: Scope, plan: Plan) -> bool:
    """Those whose plan it is: they work there or below, sit in its MED committee or in a body that owns part of it."""
    path = plan.unit.path
    return bool(
        path in workplaces(scope)
        or any(led.startswith(path) for led in scope.led)
        or scope.med_seat_for(path)
        or (committees(scope) and plan.activities.filter(body__in=committees(scope)).exists())
    )


def may_propose(scope: Scope, plan: Plan) -> Verdict:
    if not takes_part(scope, plan) and not _plans(scope, plan):
        return no(_("Proposals come from those who work here, from MED and from the groups that take part."))
    return may_work_on(plan.initiative)


def may_answer_proposal(scope: Scope, proposal: Proposal) -> Verdict:
    verdict = may_plan(scope, proposal.plan)
    if verdict and proposal.state == "taken":
        return not_now(_("The proposal has already been taken into the plan."))
    return verdict


# -- activities ------------------------------------------------------------------------------------------------


def may_change_activity(scope: Scope, activity: Activity) -> Verdict:
    verdict = may_change(scope, activity.plan)
    if verdict and activity.state in ("held", "not_held"):
        return not_now(_("It has been closed. Open it again before you change it."))
    return verdict


def may_close_activity(scope: Scope, activity: Activity) -> Verdict:
    """Say how it went: the one responsible, those of the body that owns it, the chair of one that holds it along, or
    the one who plans."""
    responsible = activity.responsible_id in scope.people
    owns = activity.body_id is not None and activity.body_id in committees(scope)
    hosts = activity.co_host_id is not None and activity.co_host_id in chaired(scope)
    if not (responsible or owns or hosts or _plans(scope, activity.plan)):
        return no(_("Only the one responsible and the one who plans can say how it went."))
    if activity.state not in OPEN:
        return not_now(_("It has already been closed."))
    if activity.plan.state == "paused":
        return not_now(_("The plan is paused. Take it up again before you change it."))
    return may_work_on(activity.plan.initiative)


def may_reopen(scope: Scope, activity: Activity) -> Verdict:
    verdict = may_change(scope, activity.plan)
    if verdict and activity.state in OPEN:
        return not_now(_("It is still open."))
    return verdict


# -- stages and gates ------------------------------------------------------------------------------------------


def may_answer_checklist(scope: Scope, plan: Plan) -> Verdict:
    return may_change(scope, plan)


def may_open_stage(scope: Scope, stage: PlanStage) -> Verdict:
    """Whether its criteria are met is another question: `gates.missing`."""
    verdict = may_change(scope, stage.plan)
    if verdict and stage.state == "waiting":
        return not_now(_("The stage before it must end first."))
    if verdict and stage.state != "next":
        return not_now(_("The stage is already open."))
    return verdict


def may_override(scope: Scope, stage: PlanStage) -> Verdict:
    """Open it although something is missing: who plans, or a leader above; with a reason that stays visible."""
    above = any(stage.plan.unit.path.startswith(led) for led in scope.led)
    if not above and not _plans(scope, stage.plan):
        return no(_("A stage is opened by the one who plans, or by a leader above."))
    if stage.plan.state == "paused":
        return not_now(_("The plan is paused. Take it up again before you change it."))
    if stage.state != "next":
        return not_now(_("Only the stage that is next can be opened."))
    return may_work_on(stage.plan.initiative)


def may_end_stage(scope: Scope, stage: PlanStage) -> Verdict:
    verdict = may_change(scope, stage.plan)
    if verdict and stage.state != "open":
        return not_now(_("The stage is not open."))
    return verdict


def may_move_stage(scope: Scope, stage: PlanStage) -> Verdict:
    verdict = may_change(scope, stage.plan)
    if verdict and stage.state == "ended":
        return not_now(_("The stage has ended, so it stays where it was."))
    return verdict


# -- what is written together ----------------------------------------------------------------------------------


def may_write_paper(scope: Scope, plan: Plan, paper: PhasePaper | None = None) -> Verdict:
    """The leader and the workplace's MED committee write it together."""
    if not reads_drafts(scope, plan):
        return no(_("It is written by the leader and the members of the MED committee."))
    if paper is not None and paper.state != "writing":
        return not_now(_("It is finished. The leader can open it again until it has been presented."))
    return may_work_on(plan.initiative)


def may_finish_paper(scope: Scope, paper: PhasePaper) -> Verdict:
    """Call it written, open it again, present it: the leader, who answers for it."""
    return may_plan(scope, paper.plan)


def may_see_paper(scope: Scope, paper: PhasePaper) -> Verdict:
    """The superior it was presented to says that it has been seen."""
    if paper.presented_to_id is None or paper.presented_to_id not in scope.leads_directly:
        return no(_("It is for the leader it was presented to."))
    if paper.state != "presented":
        return not_now(_("There is nothing new to look at."))
    return yes


def reads_drafts(scope: Scope, plan: Plan) -> bool:
    """Papers that are still being written: their writers. The superior waits until they are presented."""
    return _plans(scope, plan) or med_seat_at(scope, plan.unit.path) is not None


def may_read_paper(scope: Scope, paper: PhasePaper) -> bool:
    """While it is being written its writers, then the workplace, and all who see the plan once it is presented."""
    if paper.state in ("presented", "seen") or reads_drafts(scope, paper.plan):
        return True
    return paper.state == "written" and takes_part(scope, paper.plan)


# -- approval --------------------------------------------------------------------------------------------------


def may_ask_approval(scope: Scope, plan: Plan) -> Verdict:
    return may_change(scope, plan)


def may_approve(scope: Scope, round: ApprovalRound, voices: Any) -> Verdict:
    """`voices` are those of the round. Each answers in person; a substitute on behalf of the absent."""
    if not any(voice.person_id in scope.people for voice in voices):
        return no(_("The plan is approved by the leadership group it was laid before."))
    if round.state != "asked":
        return not_now(_("This round is over."))
    if round.plan.state == "paused":
        return not_now(_("The plan is paused. It is approved when it has been taken up again."))
    return may_work_on(round.plan.initiative)


# -- services --------------------------------------------------------------------------------------------------


def may_list_services(scope: Scope, unit: Any) -> Verdict:
    if unit.pk in scope.leads_directly or scope.med_seat_for(unit.path):
        return yes
    return no(_("The list of services is kept by the leader and the MED committee."))


# -- next steps ------------------------------------------------------------------------------------------------


def may_preview(scope: Scope, initiative: Initiative) -> Verdict:
    """See the plan it will give: those who prepare it, and its sponsor. Who starts it is
    `initiatives.rules.may_start`."""
    verdict = may_edit(scope, initiative)
    if verdict and initiative.state != "draft":
        return not_now(_("The initiative has already started."))
    return verdict


def may_lay_out_again(scope: Scope, initiative: Initiative) -> Verdict:
    """When the laying out of the plans has stopped: its sponsor and its makers."""
    verdict = may_edit(scope, initiative)
    if verdict and initiative.state != "running":
        return not_now(_("The initiative must be started before its plans are laid out."))
    return verdict


def may_read_branch(scope: Scope, path: str) -> bool:
    return any(path.startswith(branch) for branch in branches_read(scope))
