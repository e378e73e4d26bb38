"""The page of persons one can sign in as: who they are, what they come for, and what waits for them now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejlemaerke.organisation.models import LEADING, Account, Role, Seat, Substitution
from pejlemaerke.portal.front import due_now
from pejlemaerke.record.models import Turn

from .municipality import Municipality, Person, municipality


@dataclass(frozen=True)
class ShownPersona:
    """`waiting` says how much waits for them, "" for nothing. `current` is the one signed in as."""

    key: str
    name: str
    title: str
    place: str
    line: str
    language: str
    waiting: str
    current: bool


@dataclass(frozen=True)
class Group:
    title: str
    personas: tuple[ShownPersona, ...]


def groups(*, today: date, current: UUID | None = None) -> tuple[Group, ...]:
    """The personas that can be signed in as, in the reader's language. At most six queries."""
    demo = municipality()
    language = "en" if (get_language() or "").startswith("en") else "da"
    people = {person.key: person for person in demo.people}
    units = {unit.key: unit.name for unit in demo.units}
    numbers = {people[persona.person].number: persona.person for persona in demo.personas}
    here = {
        numbers[account.person.key]: account.person.pk
        for account in Account.objects.filter(
            person__organisation__name=demo.name, person__key__in=numbers, is_active=True
        )
    }
    waiting = count_turns(here.values(), on=today)
    shown: dict[str, list[ShownPersona]] = defaultdict(list)
    for persona in sorted(demo.personas, key=lambda each: each.order):
        if persona.person not in here:
            continue
        person, pk = people[persona.person], here[persona.person]
        count = waiting[pk]
        shown[_group(person, demo)].append(
            ShownPersona(
                key=person.number,
                name=person.name,
                title=person.title,
                place=units[person.unit],
                line=persona.line_en if language == "en" else persona.line_da,
                language=language,
                waiting=ngettext("%(count)d thing waits", "%(count)d things wait", count) % {"count": count}
                if count
                else "",
                current=pk == current,
            )
        )
    titles = {
        "line": _("They brief, and answer backbriefs"),
        "workplace": _("They lead a workplace"),
        "staff": _("They work there"),
        "across": _("They work for the whole municipality"),
    }
    return tuple(Group(title, tuple(shown[key])) for key, title in titles.items() if shown[key])


def _group(person: Person, demo: Municipality) -> str:
    if person.role in ("programme_office", "communications", "auditor", "administrator"):
        return "across"
    if any(each.substitute == person.key for each in demo.substitutions):
        return "workplace"
    if person.role in LEADING:
        return "workplace" if demo.unit(person.unit).kind == "arbejdsplads" else "line"
    return "staff"


def count_turns(people: Iterable[UUID], *, on: date) -> Counter[UUID]:
    """How many turns wait for each, their own and those of whom they stand in for. Four queries."""
    means: dict[UUID, set[UUID]] = {person: {person} for person in people}
    for absent, substitute in (
        Substitution.objects.filter(substitute__in=means).live(on).values_list("absent", "substitute")
    ):
        means[substitute].add(absent)
    everybody = set().union(*means.values())
    keys: dict[UUID, set[str]] = {person: {f"person:{person}"} for person in everybody}
    for person, kind, unit in (
        Role.objects.filter(person__in=everybody).live(on).values_list("person", "kind", "unit")
    ):
        keys[person].add(f"{'leader' if kind in LEADING else kind}:{unit}")
    # A seat is personal: a substitute does not take the chair.
    for person, committee in (
        Seat.objects.filter(person__in=list(means), function="chair")
        .live(on)
        .values_list("person", "committee")
    ):
        keys[person].add(f"chair:{committee}")
    owners = {key for held in keys.values() for key in held}
    of_owner = Counter(due_now(Turn.objects.of(owners), on).values_list("owner", flat=True))
    return Counter(
        {
            person: sum(of_owner[key] for key in set().union(*(keys[each] for each in meant)))
            for person, meant in means.items()
        }
    )
