"""One search for what has a name or words of its own, by the folded column: æ is found as ae too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejlemaerke.briefs.models import Backbrief
from pejlemaerke.core.words import fold_variants
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.meetings.models import DecidedPoint, MedItem, Memo
from pejlemaerke.meetings.words import ANSWERS, MED_STATES, MEMO_STATES
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.plans.models import Activity
from pejlemaerke.plans.pages.shared import say_when
from pejlemaerke.ui.dates import write_date

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
    def title_within(self) -> str:
        """As it stands inside a sentence: "all 45 activities", "all 45 MED items"."""
        return self.title if self.title[1:2].isupper() else self.title[:1].lower() + self.title[1:]

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
        found = find(scope, text)
        page = Paginator(found, PAGE).get_page(number) if kind in KINDS else _first_page(found)
        rows = tuple(show(one) for one in page)
        if rows:
            groups.append(Group(name, str(title), icon, rows, page))
    return SearchPage(text, kind if kind in KINDS else "", tuple(groups))


def _first_page(found: QuerySet[Any]) -> Page[Any]:
    """The first hits, and how many there are in all: one query."""
    rows = list(found.annotate(in_all=Window(Count("pk")))[:PAGE])
    paginator = Paginator(found, PAGE)
    paginator.__dict__["count"] = rows[0].in_all if rows else 0
    return Page(rows, 1, paginator)


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


def _activities(scope: Scope, text: str) -> QuerySet[Any]:
    found = Activity.objects.visible_to(scope).exclude(state="dropped").filter(holding(text, "folded"))
    found = found.select_related("plan__unit", "plan__initiative").defer("plan__initiative__playbook_text")
    return found.order_by(F("first").desc(nulls_last=True), "pk")


# Those of meetings are seen for more than one reason: here each of them once, so that they can be counted.


def _points(scope: Scope, text: str) -> QuerySet[Any]:
    seen = DecidedPoint.objects.visible_to(scope).filter(holding(text, "folded"), settled=True)
    found = DecidedPoint.objects.filter(pk__in=seen.values("pk")).select_related("item__meeting__committee")
    return found.order_by("-item__meeting__starts_at", "item__position", "position", "pk")


def _memos(scope: Scope, text: str) -> QuerySet[Any]:
    seen = Memo.objects.visible_to(scope).exclude(state="dropped").filter(holding(text, "folded"))
    found = Memo.objects.filter(pk__in=seen.values("pk")).select_related("committee")
    return found.order_by("-created_at", "pk")


def _med_items(scope: Scope, text: str) -> QuerySet[Any]:
    seen = MedItem.objects.visible_to(scope).exclude(state="withdrawn").filter(holding(text, "folded"))
    found = MedItem.objects.filter(pk__in=seen.values("pk")).select_related("committee")
    return found.order_by(F("discuss_on").desc(nulls_last=True), "pk")


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


def _activity(one: Activity) -> Found:
    initiative = one.plan.initiative.title
    where = initiative if one.plan.is_central else f"{one.plan.unit.name}, {initiative}"
    return Found(one.get_absolute_url(), one.title, where, say_when(one))


def _point(one: DecidedPoint) -> Found:
    """With its answer where there is one: what was declined is not read as decided."""
    meeting = one.item.meeting
    day = write_date(timezone.localdate(meeting.starts_at))
    answer = f"{day}, {ANSWERS[one.answer].word}" if one.answer else day
    return Found(one.get_absolute_url(), str(one), meeting.committee.name, answer)


def _memo(one: Memo) -> Found:
    return Found(one.get_absolute_url(), one.title, one.committee.name, str(MEMO_STATES[one.state].word))


def _med_item(one: MedItem) -> Found:
    return Found(one.get_absolute_url(), one.title, one.committee.name, str(MED_STATES[one.state].word))


KINDS: dict[str, tuple[Any, str, Callable[[Scope, str], QuerySet[Any]], Callable[[Any], Found]]] = {
    "units": (gettext_lazy("Units"), "business", _units, _unit),
    "people": (gettext_lazy("People"), "person", _people, _person),
    "initiatives": (gettext_lazy("Initiatives"), "flag", _initiatives, _initiative),
    "backbriefs": (gettext_lazy("Backbriefs"), "file", _backbriefs, _backbrief),
    "activities": (gettext_lazy("Activities"), "calendar-month", _activities, _activity),
    "points": (gettext_lazy("Decisions"), "check", _points, _point),
    "memos": (gettext_lazy("Memos"), "document", _memos, _memo),
    "med": (gettext_lazy("MED items"), "groups", _med_items, _med_item),
}
