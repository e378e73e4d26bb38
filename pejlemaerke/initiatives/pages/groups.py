"""The groups that carry an initiative out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Committee, Post, Seat
from pejlemaerke.record.models import Link, type_of

from .. import rules
from ..models import Initiative


@dataclass(frozen=True)
class MemberShown:
    pk: Any
    name: str
    url: str
    title: str
    leads: bool


@dataclass(frozen=True)
class GroupShown:
    """A row of the list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    who: str
    when: str
    shape: str = "full"


@dataclass(frozen=True)
class GroupsPage:
    initiative: Initiative
    groups: tuple[GroupShown, ...]
    may_form: bool


@dataclass(frozen=True)
class GroupPage:
    initiative: Initiative
    group: Committee
    members: tuple[MemberShown, ...]
    may_change: bool
    may_take_out: bool


def groups_of(initiative: Initiative) -> QuerySet[Committee]:
    """Committees the initiative gave rise to."""
    effects = Link.objects.filter(
        organisation=initiative.organisation_id,
        cause_type=type_of(initiative),
        cause_id=initiative.pk,
        effect_type=type_of(Committee),
    )
    found: QuerySet[Committee] = Committee.objects.filter(
        organisation=initiative.organisation_id, pk__in=effects.values("effect_id")
    )
    return found


def read_groups(initiative: Initiative, scope: Scope, *, on: date, may_form: bool) -> GroupsPage:
    """Two queries."""
    groups = list(groups_of(initiative).select_related("unit").order_by("unit__path", "name"))
    names: dict[Any, list[str]] = {}
    seats = Seat.objects.filter(committee__in=groups).live(on).select_related("person")
    for seat in seats.order_by("-function", "person__sort_key"):
        names.setdefault(seat.committee_id, []).append(seat.person.name)
    return GroupsPage(
        initiative,
        tuple(
            GroupShown(
                reverse("initiatives:group", args=[initiative.pk, group.pk]),
                group.name,
                ", ".join(names.get(group.pk, ())),
                _("The whole initiative") if group.unit_id == initiative.unit_id else group.unit.name,
            )
            for group in groups
        ),
        may_form,
    )


def read_group(initiative: Initiative, group: Committee, scope: Scope, *, on: date) -> GroupPage:
    """Two queries."""
    seats = list(
        Seat.objects.filter(committee=group)
        .live(on)
        .select_related("person")
        .order_by("-function", "person__sort_key")
    )
    titles: dict[Any, str] = {}
    for post in (
        Post.objects.filter(person__in=[seat.person_id for seat in seats]).live(on).select_related("unit")
    ):
        titles.setdefault(post.person_id, ", ".join(part for part in (post.title, post.unit.name) if part))
    may_change = bool(rules.may_form_group(scope, initiative, rules.place_of(initiative, group)))
    return GroupPage(
        initiative=initiative,
        group=group,
        members=tuple(
            MemberShown(
                seat.pk,
                seat.person.name,
                seat.person.get_absolute_url(),
                titles.get(seat.person_id, ""),
                seat.function == Seat.Function.CHAIR,
            )
            for seat in seats
        ),
        may_change=may_change,
        may_take_out=may_change and len(seats) > 1,
    )
