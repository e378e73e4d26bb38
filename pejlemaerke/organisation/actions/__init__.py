"""Every write to the organisation, by subject."""

from .accounts import deactivate, give_role, invite, withdraw_role
from .committees import add_committee, add_kind, add_seat, edit_committee, edit_kind, end_seat, name_chair
from .imports import (
    apply_import,
    approve_import,
    bring_import,
    decline_import,
    fail_import,
    read_again,
    retry_import,
    start_organisation,
)
from .substitutions import end_substitution, name_substitute

__all__ = [
    "add_committee",
    "add_kind",
    "add_seat",
    "apply_import",
    "approve_import",
    "bring_import",
    "deactivate",
    "decline_import",
    "edit_committee",
    "edit_kind",
    "end_seat",
    "end_substitution",
    "fail_import",
    "give_role",
    "invite",
    "name_chair",
    "name_substitute",
    "read_again",
    "retry_import",
    "start_organisation",
    "withdraw_role",
]
