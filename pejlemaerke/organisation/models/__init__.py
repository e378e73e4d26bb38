from .accounts import Account
from .committees import Committee, CommitteeKind, Seat, Side
from .imports import OrganisationImport
from .people import LEADING, Person, Post, Role, RoleKind, Substitution
from .units import Unit

__all__ = [
    "LEADING",
    "Account",
    "Committee",
    "CommitteeKind",
    "OrganisationImport",
    "Person",
    "Post",
    "Role",
    "RoleKind",
    "Seat",
    "Side",
    "Substitution",
    "Unit",
]
