"""Who may make and start an initiative, keep its timetable, risks and groups; and the lives of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pejlemaerke.core.life import Ask, Life, State
from pejlemaerke.core.verdict import Verdict, no, not_now, yes
from pejlemaerke.meetings import rules as meeting_rules

if TYPE_CHECKING:
    from pejlemaerke.meetings.models import DecidedPoint
    from pejlemaerke.organisation.access import Scope
    from pejlemaerke.organisation.models import Committee, Unit

    from .models import Initiative, Risk

#: Who prepares initiatives: at the initiative's unit or above it.
MAKERS = ("director", "senior_manager", "programme_office")

#: Who may start one for its sponsor: the line at its unit or above it. The programme office prepares.
STARTERS = ("director", "senior_manager")

#: Who reads along at the workplaces of a branch without leading it.
READERS = ("programme_office", "communications", "auditor", "support_person")

#: States in which nobody works on it any more; what was written can be read.
OVER = ("closed", "dropped")


def _sponsor(initiative: Initiative) -> list[Ask]:
    return [Ask(owner=f"person:{initiative.sponsor_id}", what="initiatives.start")]


INITIATIVE = Life(
    first="draft",
    states={
        "draft": State(moves=frozenset({"running", "dropped"}), turn=_sponsor),
        "running": State(moves=frozenset({"closed"}), at_rest=True),
        "closed": State(at_rest=True),
        "dropped": State(at_rest=True),
    },
)


def _keeps_an_eye(risk: Risk) -> list[Ask]:
    """Nobody is asked before the initiative runs, or when it is over."""
    if risk.owner_id is None or risk.look_again is None or risk.initiative.state != "running":
        return []
    waiting = risk.unit.name if risk.unit else risk.initiative.title
    return [Ask(f"person:{risk.owner_id}", "initiatives.keep_an_eye", risk.look_again, waiting)]


RISK = Life(
    first="open",
    states={
        "open": State(moves=frozenset({"closed"}), turn=_keeps_an_eye),
        "closed": State(moves=frozenset({"open"}), at_rest=True),
    },
)


# -- initiatives -----------------------------------------------------------------------------------------------


def may_create(scope: Scope) -> Verdict:
    if scope.has_role(*MAKERS):
        return yes
    return no(_("Initiatives are prepared by the programme office, directors and senior managers."))


def may_create_from(scope: Scope, point: DecidedPoint) -> Verdict:
    """Whoever prepares initiatives, from what was decided and not turned down or put off."""
    verdict = may_create(scope)
    return meeting_rules.may_start_from(scope, point) if verdict else verdict


def may_edit(scope: Scope, initiative: Initiative) -> Verdict:
    """Its makers at its unit or above, and its sponsor."""
    if initiative.sponsor_id in scope.people or scope.has_role(*MAKERS, at=initiative.unit.path):
        if initiative.state in OVER:
            return not_now(_("The initiative is closed and can no longer be changed."))
        return yes
    return no(_("Only the sponsor and the programme office can change this initiative."))


def may_start(scope: Scope, initiative: Initiative) -> Verdict:
    """Its sponsor, or a director or senior manager over it. The programme office only prepares."""
    if initiative.sponsor_id not in scope.people and not scope.has_role(*STARTERS, at=initiative.unit.path):
        return no(_("An initiative is started by the one who stands behind it, or by the line over them."))
    verdict = may_edit(scope, initiative)
    if verdict and initiative.state != "draft":
        return not_now(_("The initiative has already started."))
    return verdict


def may_drop(scope: Scope, initiative: Initiative) -> Verdict:
    verdict = may_edit(scope, initiative)
    if verdict and initiative.state != "draft":
        return not_now(_("Only an initiative that has not started can be dropped. This one can be closed."))
    return verdict


def may_close(scope: Scope, initiative: Initiative) -> Verdict:
    verdict = may_edit(scope, initiative)
    if verdict and initiative.state != "running":
        return not_now(_("Only an initiative under way can be closed."))
    return verdict


def may_work_on(initiative: Initiative) -> Verdict:
    """Whoever it is: nothing is written under an initiative that is over."""
    if initiative.state in OVER:
        return not_now(_("The initiative is closed, so nothing more can be written in it."))
    return yes


# -- timetable, risks, groups ----------------------------------------------------------------------------------


def may_set_timetable(scope: Scope, initiative: Initiative) -> Verdict:
    return may_edit(scope, initiative)


def may_keep_risks(scope: Scope, initiative: Initiative, unit: Unit | None) -> Verdict:
    """For the whole initiative: its makers and its sponsor. For a workplace: the line there, and the makers."""
    if unit is None:
        return may_edit(scope, initiative)
    if any(unit.path.startswith(led) for led in scope.led) or scope.has_role(*MAKERS, at=unit.path):
        return may_work_on(initiative)
    return no(_("The risks of a workplace are kept by its leader and the line above."))


def may_change_risk(scope: Scope, risk: Risk) -> Verdict:
    """Those who keep the risks there, and the one whose it is."""
    if risk.owner_id in scope.people:
        return may_work_on(risk.initiative)
    return may_keep_risks(scope, risk.initiative, risk.unit)


def may_form_group(scope: Scope, initiative: Initiative, unit: Unit | None) -> Verdict:
    """As for risks: the initiative's own groups by its makers, a workplace's by its leader and the line above."""
    if unit is None:
        return may_edit(scope, initiative)
    if any(unit.path.startswith(led) for led in scope.led) or scope.has_role(*MAKERS, at=unit.path):
        return may_work_on(initiative)
    return no(_("The groups of a workplace are formed by its leader and the line above."))


def place_of(initiative: Initiative, group: Committee) -> Unit | None:
    """The workplace whose own the group is; None for one of the whole initiative."""
    return None if group.unit_id == initiative.unit_id else group.unit
