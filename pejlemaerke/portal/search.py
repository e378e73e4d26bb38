"""One search for units, people, initiatives and backbriefs, by the folded column: æ is found as ae too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.core.words import fold_variants
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Person, Unit

PAGE = 20


@dataclass(frozen=True)
class Found:
    """One hit; the names are those `{% row %}` draws."""

    url: str
    verb: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Group:
    kind: str
    title: str
    icon: str
    rows: tuple[Found, ...]
    page: Page[Any]

    @property
    def more(self) -> int:
        return max(0, self.page.paginator.count - len(self.rows))


@dataclass(frozen=True)
class SearchPage:
    text: str
    kind: str
    groups: tuple[Group, ...]

    @property
    def found(self) -> int:
        return sum(group.page.paginator.count for group in self.groups)


def read_search(scope: Scope, text: str, *, kind: str = "", number: str = "1") -> SearchPage:
    """Every kind with its first hits; with `kind` that one alone, page `number` of it."""
    text = " ".join(text.split())[:100]
    if not text:
        return SearchPage("", "", ())
    kinds = {kind: KINDS[kind]} if kind in KINDS else KINDS
    groups = []
    for name, (title, icon, find, show) in kinds.items():
        page = Paginator(find(scope, text), PAGE).get_page(number if kind in KINDS else 1)
        rows = tuple(show(one) for one in page)
        if rows:
            groups.append(Group(name, str(title), icon, rows, page))
    return SearchPage(text, kind if kind in KINDS else "", tuple(groups))


def holding(text: str, *fields: str) -> Q:
    """Rows where each word stands in one of the fields, however its letters were written."""
    found = Q(pk__in=[])
    for variant in fold_variants(text):
        every = Q()
        for word in variant.split():
            one = Q()
            for field in fields:
                one |= Q(**{f"{field}__contains": word})
            every &= one
        found |= every
    return found


def _units(scope: Scope, text: str) -> QuerySet[Any]:
    found = Unit.objects.visible_to(scope).live().select_related("parent")
    return found.filter(holding(text, "folded")).order_by("sort_key", "pk")


def _people(scope: Scope, text: str) -> QuerySet[Any]:
    found = Person.objects.visible_to(scope).here().prefetch_related("posts__unit")
    return found.filter(holding(text, "folded")).order_by("sort_key", "pk")


def _initiatives(scope: Scope, text: str) -> QuerySet[Any]:
    found = Initiative.objects.visible_to(scope).select_related("sponsor").defer("playbook_text")
    return found.filter(holding(text, "folded")).order_by("sort_key", "pk")


def _backbriefs(scope: Scope, text: str) -> QuerySet[Any]:
    found = Backbrief.objects.visible_to(scope).select_related("unit", "initiative")
    return found.filter(holding(text, "unit__folded", "initiative__folded")).order_by("unit__sort_key", "pk")


def _unit(one: Unit) -> Found:
    return Found(one.get_absolute_url(), one.name, one.parent.name if one.parent else "", one.level)


def _person(one: Person) -> Found:
    post = next(iter(one.posts.all()), None)
    return Found(
        reverse("organisation:person", args=[one.pk]),
        one.name,
        post.unit.name if post else "",
        post.title if post else "",
    )


def _initiative(one: Initiative) -> Found:
    return Found(
        one.get_absolute_url(),
        one.title,
        _("%(name)s stands behind it") % {"name": one.sponsor.name},
        one.period_text,
    )


def _backbrief(one: Backbrief) -> Found:
    return Found(one.get_absolute_url(), one.unit.name, one.initiative.title)


KINDS: dict[str, tuple[Any, str, Callable[[Scope, str], QuerySet[Any]], Callable[[Any], Found]]] = {
    "units": (gettext_lazy("Units"), "business", _units, _unit),
    "people": (gettext_lazy("People"), "person", _people, _person),
    "initiatives": (gettext_lazy("Initiatives"), "flag", _initiatives, _initiative),
    "backbriefs": (gettext_lazy("Backbriefs"), "file", _backbriefs, _backbrief),
}
