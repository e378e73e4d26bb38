"""Who a playbook's role is at a workplace: in words, and as a body where it is one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejlemaerke.organisation import paths
from pejlemaerke.organisation.models import Committee

from .models import Plan


def say_role(role: str) -> str:
    """A responsible of the playbook in words."""
    return {
        "leader": _("the leader"),
        "superior": _("the leader's own leader"),
        "sponsor": _("the sponsor"),
        "programme_office": _("the programme office"),
        "communications": _("communications"),
        "support_person": _("the support persons"),
        "med_chair": _("the chair of the MED committee"),
        "med": _("the MED committee"),
        "implementation_group": _("the implementation group"),
        "caseworkers": _("the caseworkers"),
        "employees": _("the employees"),
    }[role]


def body_for(role: str, plan: Plan) -> Committee | None:
    """The body that holds a role in this plan: the MED committee that speaks for the unit, or the nearest
    implementation group; None for a role that is no body, or where there is none."""
    purpose = {"med": "med", "med_chair": "med", "implementation_group": "implementation"}.get(role)
    if purpose is None:
        return None
    return (
        Committee.objects.filter(
            organisation=plan.organisation_id,
            kind__purpose=purpose,
            unit__path__in=paths.ancestors(plan.unit.path),
        )
        .select_related("kind", "unit")
        .order_by("-unit__path", "name")
        .first()
    )


def committee_for(level: str, plan: Plan) -> Committee | None:
    """The committee a MED item of the playbook is meant for: the nearest ("local"), the one above it ("area"), the
    topmost ("main"), or the nearest of the work-environment committees."""
    purpose = "work_environment" if level == "work_environment" else "med"
    found = list(
        Committee.objects.filter(
            organisation=plan.organisation_id,
            kind__purpose=purpose,
            unit__path__in=paths.ancestors(plan.unit.path),
        )
        .select_related("kind", "unit")
        .order_by("-unit__path", "name")
    )
    if not found:
        return None
    if level == "main":
        return found[-1]
    if level == "area" and len(found) > 1:
        return found[1]
    return found[0]
