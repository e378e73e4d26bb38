from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pejlemaerke.record.steps import OfferedStep, offered

from .. import rules
from ..access import Scope
from ..models import Committee, CommitteeKind, Seat


@dataclass(frozen=True)
class CommitteeLine:
    name: str
    url: str
    unit: str
    members: int


@dataclass(frozen=True)
class KindGroup:
    pk: Any
    name: str
    purpose: str
    committees: tuple[CommitteeLine, ...]


@dataclass(frozen=True)
class CommitteesPage:
    kinds: tuple[KindGroup, ...]
    may_administer: bool


def read_committees(scope: Scope, *, on: date) -> CommitteesPage:
    """Two queries, whatever the number of committees."""
    by_kind: dict[Any, list[CommitteeLine]] = {}
    for one in _counted(scope, on=on):
        line = CommitteeLine(one.name, one.get_absolute_url(), one.unit.name, one.members)
        by_kind.setdefault(one.kind_id, []).append(line)
    kinds = CommitteeKind.objects.filter(organisation=scope.organisation).order_by("purpose", "name")
    return CommitteesPage(
        tuple(
            KindGroup(kind.pk, kind.name, str(kind.get_purpose_display()), tuple(by_kind.get(kind.pk, ())))
            for kind in kinds
        ),
        bool(rules.may_administer(scope)),
    )


def _counted(scope: Scope, *, on: date) -> Any:
    live = (Q(seats__first=None) | Q(seats__first__lte=on)) & (Q(seats__last=None) | Q(seats__last__gte=on))
    found = Committee.objects.visible_to(scope).select_related("unit", "kind", "parent")
    return found.annotate(members=Count("seats", filter=live)).order_by("unit__path", "name")


def committee_rows(scope: Scope, *, on: date) -> tuple[list[str], list[list[Any]]]:
    """A row for each seat; a committee nobody sits in has one of its own."""
    head = [_("Committee"), _("Kind"), _("Unit"), _("Committee above it"), _("Side"), _("Name"), _("As")]
    seats = Seat.objects.filter(organisation=scope.organisation).live(on).select_related("person", "side")
    by_committee: dict[Any, list[Seat]] = {}
    for seat in seats.order_by("side__name", "person__sort_key"):
        by_committee.setdefault(seat.committee_id, []).append(seat)
    rows: list[list[Any]] = []
    for one in _counted(scope, on=on):
        start = [one.name, one.kind.name, one.unit.name, one.parent.name if one.parent else ""]
        for seat in by_committee.get(one.pk, ()):
            rows.append([*start, seat.side.name, seat.person.name, str(seat.get_function_display())])
        if one.pk not in by_committee:
            rows.append([*start, "", "", ""])
    return head, rows


@dataclass(frozen=True)
class SeatLine:
    pk: Any
    name: str
    url: str
    function: str
    has_left: bool


@dataclass(frozen=True)
class CommitteePage:
    committee: Committee
    sides: tuple[tuple[str, tuple[SeatLine, ...]], ...]
    below: tuple[tuple[str, str], ...]
    may_administer: bool
    next_steps: tuple[OfferedStep, ...]


def read_committee(committee: Committee, scope: Scope, *, on: date) -> CommitteePage:
    order = ["chair", "vice_chair", ""]
    seats = list(Seat.objects.filter(committee=committee).live(on).select_related("person", "side"))
    seats.sort(key=lambda seat: (seat.side.name, order.index(seat.function), seat.person.sort_key))
    return CommitteePage(
        committee,
        tuple(
            (
                side,
                tuple(
                    SeatLine(
                        seat.pk, seat.person.name, seat.person.get_absolute_url(),
                        str(seat.get_function_display()) if seat.function else "", bool(seat.person.left_on),
                    )
                    for seat in group
                ),
            )
            for side, group in groupby(seats, key=lambda seat: seat.side.name)
        ),
        tuple((one.name, one.get_absolute_url()) for one in committee.children.order_by("name")),
        bool(rules.may_administer(scope)),
        tuple(offered(committee, scope)),
    )  # fmt: skip
