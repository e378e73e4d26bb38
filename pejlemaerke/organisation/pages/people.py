from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from pejlemaerke.record.models import Event
from pejlemaerke.record.panel import words_for
from pejlemaerke.ui.dates import say_date, write_date

from .. import rules
from ..access import Scope
from ..finding import holding
from ..models import Account, Person, Post, Role, Seat, Substitution

PAGE = 50


@dataclass(frozen=True)
class PersonLine:
    name: str
    url: str
    title: str
    unit: str


@dataclass(frozen=True)
class PeoplePage:
    words: str
    page: Page[Any]
    lines: tuple[PersonLine, ...]


def find(scope: Scope, words: str, *, on: date) -> Any:
    found = Person.objects.visible_to(scope).here()
    posts = Prefetch("posts", Post.objects.live(on).select_related("unit"), to_attr="live_posts")
    return (holding(found, words) if words else found).order_by("sort_key", "id").prefetch_related(posts)


def read_people(scope: Scope, *, words: str, number: str, on: date) -> PeoplePage:
    page = Paginator(find(scope, words, on=on), PAGE).get_page(number)
    lines = tuple(
        PersonLine(one.name, one.get_absolute_url(), *_where(one.live_posts)) for one in page.object_list
    )
    return PeoplePage(words, page, lines)


def _where(posts: list[Post]) -> tuple[str, str]:
    titles = ", ".join(dict.fromkeys(post.title for post in posts if post.title))
    return titles, ", ".join(dict.fromkeys(post.unit.name for post in posts))


def people_rows(scope: Scope, *, words: str, on: date) -> tuple[list[str], list[list[Any]]]:
    head = [_("Employee number"), _("Name"), _("Title"), _("Unit"), _("Work address")]
    people = find(scope, words, on=on)
    return head, [[one.key, one.name, *_where(one.live_posts), one.email] for one in people]


@dataclass(frozen=True)
class Held:
    """A post, role or seat with what may be done about it."""

    pk: Any
    what: str
    where: str
    url: str
    until: str = ""
    imported: bool = False
    may_withdraw: bool = False


@dataclass(frozen=True)
class Happened:
    said: str
    who: str
    words: str
    note: str


@dataclass(frozen=True)
class PersonPage:
    person: Person
    is_self: bool
    left: str
    posts: tuple[Held, ...]
    roles: tuple[Held, ...]
    seats: tuple[Held, ...]
    substitutes: tuple[str, ...]
    may_administer: bool
    may_invite: bool
    has_account: bool
    may_name_substitute: bool
    history: tuple[Happened, ...]


def read_person(person: Person, scope: Scope, *, today: date) -> PersonPage:
    mine = {"organisation": person.organisation_id, "person": person}
    posts = Post.objects.filter(**mine).live(today).select_related("unit").order_by("unit__path")
    roles = Role.objects.filter(**mine).live(today).select_related("unit").order_by("unit__path", "kind")
    seats = Seat.objects.filter(**mine).live(today).select_related("committee", "side")
    away = Substitution.objects.filter(organisation=person.organisation_id, absent=person).live(today)
    administers = bool(rules.may_administer(scope))
    account = Account.objects.filter(person=person).first() if administers else None
    return PersonPage(
        person=person,
        is_self=person.pk == scope.person,
        left=say_date(person.left_on, today) if person.left_on else "",
        posts=tuple(
            Held(one.pk, one.title or _("Post"), one.unit.name, one.unit.get_absolute_url(), _until(one.last))
            for one in posts
        ),
        roles=tuple(
            Held(
                one.pk, str(one.get_kind_display()), one.unit.name, one.unit.get_absolute_url(),
                _until(one.last), one.imported, bool(rules.may_withdraw_role(scope, one)),
            )
            for one in roles
        ),
        seats=tuple(
            Held(
                one.pk,
                ", ".join(
                    filter(None, (str(one.get_function_display()) if one.function else "", one.side.name))
                ),
                one.committee.name,
                one.committee.get_absolute_url(),
            )
            for one in seats
        ),
        substitutes=tuple(
            _("%(name)s until %(day)s") % {"name": one.substitute.name, "day": say_date(one.last, today)}
            for one in away.select_related("substitute")
        ),
        may_administer=administers,
        may_invite=bool(rules.may_invite(scope, person)),
        has_account=bool(account and account.is_active),
        may_name_substitute=bool(rules.may_name_substitute(scope, person)) and not person.left_on,
        history=_history(person, today) if administers else (),
    )  # fmt: skip


def _until(last: date | None) -> str:
    return _("until %(day)s") % {"day": write_date(last)} if last else ""


def _history(person: Person, today: date) -> tuple[Happened, ...]:
    return tuple(
        Happened(
            say_date(event.at.date(), today), event.person_name, words_for(event.object_type, event.verb),
            event.note,
        )
        for event in Event.objects.about(person).order_by("-at", "-id")[:20]
    )  # fmt: skip


@dataclass(frozen=True)
class SubstituteLine:
    pk: Any
    absent: str
    substitute: str
    period: str
    state: str
    may_end: bool


@dataclass(frozen=True)
class SubstitutesPage:
    """Mine, those I stand in for, and (for administrators) everybody's."""

    mine: tuple[SubstituteLine, ...]
    for_others: tuple[SubstituteLine, ...]
    everybody: tuple[SubstituteLine, ...]


def read_substitutes(scope: Scope, *, today: date) -> SubstitutesPage:
    """Those that hold or will hold. One query."""
    administers = bool(rules.may_administer(scope))
    rows = Substitution.objects.filter(organisation=scope.organisation, last__gte=today)
    if not administers:
        rows = rows.filter(absent=scope.person) | rows.filter(substitute=scope.person)
    mine: list[SubstituteLine] = []
    for_others: list[SubstituteLine] = []
    everybody: list[SubstituteLine] = []
    for one in rows.select_related("absent", "substitute").order_by("first", "id"):
        own = one.absent_id == scope.person
        line = SubstituteLine(
            one.pk, one.absent.name, one.substitute.name,
            _("%(first)s to %(last)s") % {"first": write_date(one.first), "last": write_date(one.last)},
            _("Now") if one.first <= today else _("Later"), own or administers,
        )  # fmt: skip
        group = mine if own else for_others if one.substitute_id == scope.person else everybody
        group.append(line)
    return SubstitutesPage(tuple(mine), tuple(for_others), tuple(everybody))
