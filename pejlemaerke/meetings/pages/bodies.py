"""Which bodies a person may choose between: for a memo, a meeting, a matter before MED. One query each."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from pejlemaerke.organisation import paths
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Committee
from pejlemaerke.organisation.models.units import in_branches

from .. import rules
from ..actions.med import MED_PURPOSES


def _all(scope: Scope) -> QuerySet[Committee]:
    return Committee.objects.filter(organisation=scope.organisation).order_by("unit__path", "name")


def _prepared(scope: Scope) -> Q:
    return Q(pk__in=rules.chaired(scope)) | in_branches("unit__path", scope.branches(*rules.PREPARERS))


def to_meet(scope: Scope) -> QuerySet[Committee]:
    """Those whose meetings this person prepares."""
    return _all(scope).filter(_prepared(scope))


def for_memos(scope: Scope) -> QuerySet[Committee]:
    """Bodies that decide, and any one sits in or prepares for."""
    decides = Q(kind__purpose__in=("management", "political", "other"))
    return _all(scope).filter(decides | Q(pk__in=rules.committees(scope)) | _prepared(scope))


def for_med(scope: Scope) -> QuerySet[Committee]:
    """MED and work-environment committees this person may bring a matter before (`may_raise_med_item`)."""
    above = {each for path in scope.led for each in paths.ancestors(path)}
    near = Q(pk__in=rules.committees(scope)) | _prepared(scope) | Q(unit__path__in=above)
    return (
        _all(scope).filter(kind__purpose__in=MED_PURPOSES).filter(near | in_branches("unit__path", scope.led))
    )
