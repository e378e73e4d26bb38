"""The line at a glance: one level of the tree at a time, with the way above it and the silent ones by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejlemaerke.briefs.line import STATES, Branch, Tally, branches, common_path, line
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Unit
from pejlemaerke.ui.dates import say_date, say_due, write_date

from .following import shape_of

PAGE = 50
MOST_NAMES = 8


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True)
class Part:
    """A share of the line in one state, for the bar and the filter."""

    count: int
    word: str
    shape: str
    meaning: str
    url: str
    current: bool


@dataclass(frozen=True)
class Cell:
    """A branch or a single workplace, as the tree map and the table show it."""

    key: str
    title: str
    weight: int
    word: str
    shape: str
    url: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Workplace:
    """One workplace in a list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    who: str
    when: str
    shape: str
    late: bool = False


@dataclass(frozen=True)
class LinePage:
    initiative: Initiative
    steps: tuple[Link, ...]
    here: str
    tally: Tally
    sentence: str
    silent_sentence: str
    silent: tuple[Link, ...]
    more_silent: int
    silent_url: str
    everything_url: str
    parts: tuple[Part, ...]
    said_parts: str
    cells: tuple[Cell, ...]
    state: str
    state_word: str
    state_meaning: str
    workplaces: tuple[Workplace, ...]
    page: Page[Any] | None
    partial: bool
    query: str


def read_line(
    initiative: Initiative,
    scope: Scope,
    today: date,
    *,
    participating: int,
    unit: Unit | None = None,
    state: str = "",
    number: str = "1",
) -> LinePage:
    """`participating` is how many take part in all, so that a reader who sees fewer is told so."""
    everything = line(scope, today).filter(initiative=initiative)
    within = below(everything, unit)
    start = common_path(everything)
    path = common_path(within) if unit else start
    found = branches(within, path)
    tally = Tally()
    for branch in found:
        tally = tally.plus(branch.tally)
    above = [one for one in paths.ancestors(path) if len(one) >= len(start)]
    units = {
        one.path: one
        for one in Unit.objects.visible_to(scope).filter(
            path__in={*above, *(b.path for b in found), *(b.sole_path for b in found)}
        )
    }
    address = _Address(initiative, unit)
    state = state if state in STATES else ""
    page = _page(within, state, tally, number) if state else None
    silent = _silent(within) if tally.of("silent") else []
    steps = tuple(Link(units[one].name, address.to(units[one])) for one in above)
    parts = _parts(tally, address, state)
    return LinePage(
        initiative=initiative,
        steps=steps[:-1],
        here=steps[-1].title if steps else "",
        tally=tally,
        sentence=say_line(tally),
        silent_sentence=ngettext("One is silent:", "%(n)s are silent:", tally.of("silent"))
        % {"n": tally.of("silent")},
        silent=tuple(Link(one["unit__name"], _place(one)) for one in silent[:MOST_NAMES]),
        more_silent=max(0, tally.of("silent") - MOST_NAMES),
        silent_url=address.with_state("silent"),
        everything_url=address.with_state(""),
        parts=parts,
        said_parts=", ".join(f"{part.count} {part.word.lower()}" for part in parts),
        cells=tuple(_cell(one, units, address) for one in found),
        state=state,
        state_word=str(STATES[state].word) if state else "",
        state_meaning=str(STATES[state].meaning) if state else "",
        workplaces=tuple(_workplace(one, today) for one in page) if page else (),
        page=page,
        partial=unit is None and tally.units < participating,
        query=address.query(state),
    )


def below(everything: QuerySet[Any], unit: Unit | None) -> QuerySet[Any]:
    if unit is None:
        return everything
    return everything.filter(unit__path__gte=unit.path, unit__path__lt=paths.end(unit.path))


def say_line(tally: Tally) -> str:
    """ "52 of 90 workplaces have answered."""
    return ngettext(
        "%(answered)s of %(units)s workplace has answered.",
        "%(answered)s of %(units)s workplaces have answered.",
        tally.units,
    ) % {"answered": tally.answered, "units": tally.units}


def read_sheet(within: QuerySet[Any]) -> tuple[list[str], Iterator[list[Any]]]:
    """The head and the rows of the line as a sheet, one workplace a row, in the order of the tree."""
    head = [
        _("Workplace"), _("Belongs to"), _("Level"), _("State"), _("Last heard from"), _("Due"), _("Employees")
    ]  # fmt: skip
    rows = _with_since(within).order_by("unit__path").values(*_FIELDS, "unit__level", "unit__employees")
    return head, (
        [
            row["unit__name"],
            row["unit__parent__name"] or "",
            row["unit__level"],
            str(STATES[row["shown"]].word),
            localdate(row["answer__touched_at"]) if row["answer__touched_at"] else None,
            row["answer__due"],
            row["unit__employees"],
        ]
        for row in rows
    )


_FIELDS = (
    "unit_id", "unit__name", "unit__parent__name", "shown", "since", "answer__pk", "answer__touched_at",
    "answer__due",
)  # fmt: skip


@dataclass(frozen=True)
class _Address:
    """Where this page's links lead: the same initiative, another unit or state."""

    initiative: Initiative
    unit: Unit | None

    def to(self, unit: Unit) -> str:
        return f"{self._base}?{urlencode({'unit': unit.pk})}"

    def with_state(self, state: str) -> str:
        query = self.query(state)
        return f"{self._base}?{query}" if query else self._base

    def query(self, state: str) -> str:
        given = {"unit": self.unit.pk if self.unit else "", "state": state}
        return urlencode({key: value for key, value in given.items() if value})

    @property
    def _base(self) -> str:
        return reverse("portal:line", args=[self.initiative.pk])


def _with_since(within: QuerySet[Any]) -> QuerySet[Any]:
    """Last sign of life, or when the workplace was asked."""
    return within.annotate(since=Coalesce(F("answer__touched_at"), F("answer__answers__issued_at")))


def _silent(within: QuerySet[Any]) -> list[dict[str, Any]]:
    """Those longest silent first."""
    return list(
        _with_since(within)
        .filter(shown="silent")
        .order_by("since", "unit__path")
        .values(*_FIELDS)[:MOST_NAMES]
    )


def _page(within: QuerySet[Any], state: str, tally: Tally, number: str) -> Page[Any]:
    rows = _with_since(within).filter(shown=state).order_by("unit__path").values(*_FIELDS)
    paginator = Paginator(rows, PAGE)
    paginator.count = tally.of(state)  # already known from the aggregate
    return paginator.get_page(number)


def _parts(tally: Tally, address: _Address | None, chosen: str = "") -> tuple[Part, ...]:
    return tuple(
        Part(
            count,
            str(STATES[code].word),
            STATES[code].shape,
            str(STATES[code].meaning),
            address.with_state(code) if address else "",
            code == chosen,
        )
        for code, count in tally.counts
    )


def _cell(branch: Branch, units: dict[str, Unit], address: _Address) -> Cell:
    if branch.tally.units == 1:
        unit, state = units[branch.sole_path], STATES[branch.tally.counts[0][0]]
        url = (
            reverse("briefs:backbrief", args=[branch.sole_backbrief])
            if branch.sole_backbrief
            else unit.get_absolute_url()
        )
        word, shape = str(state.word), state.shape
    else:
        unit = units[branch.path]
        url, shape = address.to(unit), shape_of(branch.tally)
        # Short enough for a small field on a phone; the table below says how the rest are spread.
        word = _("%(answered)s of %(units)s") % {
            "answered": branch.tally.answered,
            "units": branch.tally.units,
        }
    return Cell(str(unit.pk), unit.name, branch.tally.people, word, shape, url, _parts(branch.tally, None))


def _workplace(row: dict[str, Any], today: date) -> Workplace:
    state = STATES[row["shown"]]
    return Workplace(
        _place(row), row["unit__name"], row["unit__parent__name"] or "", _when(row, today), state.shape
    )


def _when(row: dict[str, Any], today: date) -> str:
    since: datetime | None = row["since"]
    if row["shown"] == "silent" and since:
        return _("silent since %(day)s") % {"day": write_date(localdate(since))}
    if row["shown"] in ("not_begun", "draft", "returned") and row["answer__due"]:
        return say_due(row["answer__due"], today)
    touched: datetime | None = row["answer__touched_at"]
    return say_date(localdate(touched), today) if touched else ""


def _place(row: dict[str, Any]) -> str:
    key: UUID | None = row["answer__pk"]
    if key:
        return reverse("briefs:backbrief", args=[key])
    return reverse("organisation:unit", args=[row["unit_id"]])
