"""Who may look into the outbox."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from pejlemaerke.core.verdict import Verdict, no, yes


def may_look(scope: Any) -> Verdict:
    """The administrator sees to whom and about what, never the letter itself."""
    if scope.has_role("administrator"):
        return yes
    return no(_("Only an administrator can see the outbox."))
