"""Who may change the organisation, and the life of an import."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pejlemaerke.core.life import Ask, Life, State
from pejlemaerke.core.verdict import Verdict, no, not_now, yes

if TYPE_CHECKING:
    from .access import Scope
    from .models import OrganisationImport, Person, Role

#: A worker that has not been heard of for this long is taken for dead.
SILENT_AFTER = timedelta(minutes=2)


def _bringer(brought: OrganisationImport) -> list[Ask]:
    if not brought.brought_by:
        return []
    return [Ask(owner=f"person:{brought.brought_by}", what="organisation.approve_import")]


IMPORT = Life(
    first="read",
    states={
        "read": State(moves=frozenset({"approved", "declined", "refused"}), turn=_bringer),
        "approved": State(moves=frozenset({"applied", "failed"}), at_rest=True),
        "failed": State(moves=frozenset({"approved", "declined"}), turn=_bringer),
        "applied": State(at_rest=True),
        "declined": State(at_rest=True),
        "refused": State(at_rest=True),
    },
)


def may_administer(scope: Scope) -> Verdict:
    """Accounts, imports, committees and roles are the administrator's."""
    if scope.has_role("administrator"):
        return yes
    return no(_("Only an administrator can change the organisation."))


def may_approve(scope: Scope, brought: OrganisationImport) -> Verdict:
    verdict = may_administer(scope)
    if verdict and brought.fault_count:
        return not_now(_("The file has faults. Mend them and bring the file again."))
    if verdict and brought.state not in ("read", "failed"):
        return not_now(_("The import is no longer waiting for an answer."))
    return verdict


def may_decline(scope: Scope, brought: OrganisationImport) -> Verdict:
    verdict = may_administer(scope)
    if verdict and brought.state not in ("read", "failed"):
        return not_now(_("The import is no longer waiting for an answer."))
    return verdict


def is_stopped(brought: OrganisationImport, now: datetime) -> bool:
    """Approved, and nothing heard from a worker for two minutes."""
    return brought.state == "approved" and (brought.beat_at is None or brought.beat_at < now - SILENT_AFTER)


def may_retry(scope: Scope, brought: OrganisationImport, now: datetime) -> Verdict:
    verdict = may_administer(scope)
    if verdict and not is_stopped(brought, now):
        return not_now(_("The import is still under way."))
    return verdict


def may_withdraw_role(scope: Scope, role: Role) -> Verdict:
    verdict = may_administer(scope)
    if verdict and role.imported:
        return not_now(
            _("This role comes from the organisation file. Change it there and bring the file again.")
        )
    if verdict and role.person_id == scope.person and role.kind == "administrator":
        return not_now(_("You cannot take the administrator role from yourself. Ask another administrator."))
    return verdict


def may_invite(scope: Scope, person: Person) -> Verdict:
    verdict = may_administer(scope)
    if verdict and person.left_on:
        return not_now(_("%(name)s does not work here any more.") % {"name": person.name})
    if verdict and not person.email:
        return not_now(
            _("%(name)s has no work address. It comes with the organisation file.") % {"name": person.name}
        )
    return verdict


def may_deactivate(scope: Scope, person: Person) -> Verdict:
    verdict = may_administer(scope)
    if verdict and person.pk == scope.person:
        return not_now(_("You cannot close your own account. Ask another administrator."))
    return verdict


def may_name_substitute(scope: Scope, absent: Person) -> Verdict:
    """For oneself; an administrator also on behalf of others."""
    if absent.pk == scope.person or may_administer(scope):
        return yes
    return no(_("You can name a substitute for yourself only. An administrator can do it for others."))
