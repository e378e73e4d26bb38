from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Sum
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.record.steps import OfferedStep, offered

from .. import paths
from ..access import Scope, leaders_of
from ..finding import holding
from ..models import LEADING, Committee, Post, Role, Seat, Unit

PAGE = 50
MOST_FOUND = 60


@dataclass(frozen=True)
class UnitLine:
    name: str
    url: str
    tree_url: str
    level: str
    leader: str
    employees: int
    units: int
    within: str = ""

    @property
    def summary(self) -> str:
        """ "12 enheder · 340 medarbejdere": what stands below, in words."""
        people = ngettext("%(n)d employee", "%(n)d employees", self.employees) % {"n": self.employees}
        if not self.units:
            return people
        units = ngettext("%(n)d unit", "%(n)d units", self.units) % {"n": self.units}
        return f"{units} · {people}"


@dataclass(frozen=True)
class Branch:
    line: UnitLine
    below: tuple[UnitLine, ...]


@dataclass(frozen=True)
class TreePage:
    here: UnitLine | None
    steps: tuple[tuple[str, str], ...]
    branches: tuple[Branch, ...]
    words: str
    found: tuple[UnitLine, ...]
    too_many: bool


def read_tree(scope: Scope, *, branch: Unit | None, words: str, on: date) -> TreePage:
    """One branch: its units, each with those right below folded under it. Six queries, however large the tree."""
    units = Unit.objects.visible_to(scope).live()
    if words:
        rows = list(holding(units, words).select_related("parent").order_by("sort_key")[: MOST_FOUND + 1])
        lines = _lines(rows[:MOST_FOUND], {}, on=on)
        return TreePage(None, ((_("Organisation"), ""),), (), words, tuple(lines), len(rows) > MOST_FOUND)
    top = branch or units.filter(parent=None).order_by("path").first()
    if top is None:
        return TreePage(None, ((_("Organisation"), ""),), (), "", (), False)
    children = list(units.filter(parent=top).order_by("sort_key"))
    grandchildren = list(units.filter(parent__in=[one.pk for one in children]).order_by("sort_key"))
    shown = [top, *children, *grandchildren]
    line_of = dict(zip(shown, _lines(shown, _count_below(scope, top), on=on), strict=True))
    below: dict[Any, list[UnitLine]] = defaultdict(list)
    for one in grandchildren:
        below[one.parent_id].append(line_of[one])
    branches = tuple(Branch(line_of[one], tuple(below[one.pk])) for one in children)
    return TreePage(line_of[top], tuple(_way(top)), branches, "", (), False)


def _count_below(scope: Scope, top: Unit) -> dict[str, tuple[int, int]]:
    """Units below and employees in all of `top`, its children and theirs, by path. One query."""
    depth = len(top.path) + 2 * paths.STEP
    rows = (
        Unit.objects.visible_to(scope).live().below(top.path).order_by()
        .annotate(branch=Substr("path", 1, depth)).values("branch")
        .annotate(units=Count("pk"), people=Sum("employees"))
    )  # fmt: skip
    counted: dict[str, tuple[int, int]] = defaultdict(lambda: (-1, 0))
    for row in rows:
        for path in paths.ancestors(row["branch"]):
            if len(path) >= len(top.path):
                units, people = counted[path]
                counted[path] = (units + row["units"], people + row["people"])
    return counted


def _lines(units: list[Unit], counted: dict[str, tuple[int, int]], *, on: date) -> list[UnitLine]:
    leaders = leaders_of([unit.pk for unit in units], on=on)
    return [
        UnitLine(
            name=unit.name,
            url=unit.get_absolute_url(),
            tree_url=f"{reverse('organisation:units')}?branch={unit.pk}",
            level=unit.level,
            leader=leaders[unit.pk].name if unit.pk in leaders else "",
            employees=counted[unit.path][1] if unit.path in counted else unit.employees,
            units=counted[unit.path][0] if unit.path in counted else 0,
            within=unit.parent.name if "parent" in unit._state.fields_cache and unit.parent else "",
        )
        for unit in units
    ]


def _way(unit: Unit) -> list[tuple[str, str]]:
    """The organisation, the units above, and the unit itself. One query."""
    steps = [(_("Organisation"), reverse("organisation:units"))]
    above = Unit.objects.filter(organisation=unit.organisation_id).above(unit.path)
    return [*steps, *((one.name, one.get_absolute_url()) for one in above)]


# ------------------------------------------------------------------------------------------------ one unit


@dataclass(frozen=True)
class Member:
    name: str
    url: str
    title: str


@dataclass(frozen=True)
class SideSeats:
    """The people on one side: "Sara Lindholm, chair"."""

    side: str
    people: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CommitteeSeats:
    name: str
    kind: str
    url: str
    sides: tuple[SideSeats, ...]


@dataclass(frozen=True)
class UnitPage:
    unit: Unit
    steps: tuple[tuple[str, str], ...]
    leaders: tuple[Member, ...]
    employees: int
    committees: tuple[CommitteeSeats, ...]
    below: tuple[UnitLine, ...]
    people: Page[Any]
    members: tuple[Member, ...]
    next_steps: tuple[OfferedStep, ...]
    tree_url: str


def read_unit(unit: Unit, scope: Scope, *, number: str, on: date) -> UnitPage:
    """One unit with its people fifty at a time."""
    posts = (
        Post.objects.filter(organisation=unit.organisation_id, unit=unit, person__left_on=None)
        .live(on).select_related("person").order_by("person__sort_key", "id")
    )  # fmt: skip
    people = Paginator(posts, PAGE).get_page(number)
    leading = (
        Role.objects.filter(organisation=unit.organisation_id, unit=unit, kind__in=LEADING)
        .live(on).select_related("person").order_by("person__sort_key")
    )  # fmt: skip
    leaders = {role.person_id: role for role in leading}
    children = list(Unit.objects.live().filter(parent=unit).order_by("sort_key"))
    return UnitPage(
        unit=unit,
        steps=tuple(_way(unit)),
        leaders=tuple(
            Member(role.person.name, role.person.get_absolute_url(), role.get_kind_display())
            for role in leaders.values()
        ),
        employees=people.paginator.count,
        committees=tuple(read_seats(Committee.objects.filter(unit=unit), on=on)),
        below=tuple(_lines(children, {}, on=on)) if children else (),
        people=people,
        members=tuple(
            Member(post.person.name, post.person.get_absolute_url(), post.title)
            for post in people.object_list
        ),
        next_steps=tuple(offered(unit, scope)),
        tree_url=f"{reverse('organisation:units')}?branch={unit.pk}",
    )


def read_seats(committees: Any, *, on: date) -> list[CommitteeSeats]:
    """Committees with their seats by side, chair first. Two queries."""
    found = list(committees.select_related("kind").order_by("name"))
    seats = (
        Seat.objects.filter(committee__in=found).live(on).select_related("person", "side")
        .order_by("committee", "side__name", "person__sort_key")
    )  # fmt: skip
    by_committee: dict[Any, list[Seat]] = defaultdict(list)
    for seat in seats if found else ():
        by_committee[seat.committee_id].append(seat)
    return [
        CommitteeSeats(one.name, one.kind.name, one.get_absolute_url(), _sides(by_committee[one.pk]))
        for one in found
    ]


def _sides(seats: list[Seat]) -> tuple[SideSeats, ...]:
    order = ["chair", "vice_chair", ""]
    return tuple(
        SideSeats(
            side,
            tuple(
                (
                    seat.person.name,
                    seat.person.get_absolute_url(),
                    str(seat.get_function_display()) if seat.function else "",
                )
                for seat in sorted(group, key=lambda seat: order.index(seat.function))
            ),
        )
        for side, group in groupby(seats, key=lambda seat: seat.side.name)
    )


def unit_rows(scope: Scope, *, on: date) -> tuple[list[str], list[list[Any]]]:
    """The whole tree as a sheet: heading and rows. Two queries."""
    units = list(Unit.objects.visible_to(scope).live().select_related("parent").order_by("path"))
    leaders = leaders_of([unit.pk for unit in units], on=on)
    head = [_("Unit number"), _("Unit"), _("Unit above"), _("Level"), _("Leader"), _("Employees")]
    return head, [
        [
            unit.key, unit.name, unit.parent.name if unit.parent else "", unit.level,
            leaders[unit.pk].name if unit.pk in leaders else "", unit.employees,
        ]
        for unit in units
    ]  # fmt: skip
