"""Who may make and start an initiative, and its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pejlemaerke.core.life import Ask, Life, State
from pejlemaerke.core.verdict import Verdict, no, not_now, yes

if TYPE_CHECKING:
    from pejlemaerke.organisation.access import Scope

    from .models import Initiative

#: Who prepares initiatives: at the initiative's unit or above it.
MAKERS = ("director", "senior_manager", "programme_office")

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


def may_create(scope: Scope) -> Verdict:
    if scope.has_role(*MAKERS):
        return yes
    return no(_("Initiatives are prepared by the programme office, directors and senior managers."))


def may_edit(scope: Scope, initiative: Initiative) -> Verdict:
    """Its makers at its unit or above, and its sponsor."""
    if initiative.sponsor_id in scope.people or scope.has_role(*MAKERS, at=initiative.unit.path):
        if initiative.state in OVER:
            return not_now(_("The initiative is closed and can no longer be changed."))
        return yes
    return no(_("Only the sponsor and the programme office can change this initiative."))


def may_start(scope: Scope, initiative: Initiative) -> Verdict:
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
