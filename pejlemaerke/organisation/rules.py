"""Who may change the organisation, and the life of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pejlemaerke.core.life import Ask, Life, State
from pejlemaerke.core.verdict import Verdict, no, yes

if TYPE_CHECKING:
    from .access import Scope
    from .models import OrganisationImport


def _bringer(brought: OrganisationImport) -> list[Ask]:
    return (
        [Ask(owner=f"person:{brought.brought_by}", what="organisation.approve_import")]
        if brought.brought_by
        else []
    )


IMPORT = Life(
    first="read",
    states={
        "read": State(moves=frozenset({"approved", "declined"}), turn=_bringer),
        "approved": State(moves=frozenset({"applied", "failed"}), at_rest=True),
        "failed": State(moves=frozenset({"approved", "declined"}), turn=_bringer),
        "applied": State(at_rest=True),
        "declined": State(at_rest=True),
    },
)


def may_administer(scope: Scope) -> Verdict:
    """Accounts, imports, committees and roles are the administrator's."""
    if scope.has_role("administrator"):
        return yes
    return no(_("Only an administrator can change the organisation."))
