"""The playbook's roles in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

_WORDS = {
    "leader": gettext_lazy("the leader"),
    "superior": gettext_lazy("the leader above"),
    "sponsor": gettext_lazy("the one who stands behind it"),
    "programme_office": gettext_lazy("the programme office"),
    "communications": pgettext_lazy("who does it", "communications"),
    "support_person": gettext_lazy("the support person"),
    "med_chair": gettext_lazy("the chair of the MED committee"),
    "med": gettext_lazy("the MED committee"),
    "implementation_group": gettext_lazy("the implementation group"),
    "caseworkers": gettext_lazy("the caseworkers"),
    "employees": gettext_lazy("the employees"),
}


def role_word(role: str) -> str:
    """ "the support person"; a role no playbook knows is given back as it is."""
    return str(_WORDS.get(role, role))
