"""Where the line stands: every participating workplace with the state a reader is shown, counted in the base.

A shown state is computed, never stored. It differs from a backbrief's own state in two ways: a workplace that
has been accepted stays so while it writes on, and one past its date without a word is silent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.translation import gettext_lazy as _

from pejlemaerke.initiatives.models import Participation
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.models.units import in_branches

from . import rules
from .models import Backbrief


@dataclass(frozen=True)
class ShownState:
    """A state as a reader meets it: a word, a shape (a key of `ui`'s SHAPES) and what it means in a line."""

    code: str
    word: Any
    shape: str
    meaning: Any


#: Every shown state, in the order a reader meets them.
STATES: dict[str, ShownState] = {
    state.code: state
    for state in (
        ShownState("not_begun", _("Not begun"), "empty", _("Nothing has been written yet.")),
        ShownState("draft", _("Being written"), "half", _("The workplace is writing its backbrief.")),
        ShownState("submitted", _("Sent"), "full", _("The backbrief waits for the superior's answer.")),
        ShownState("returned", _("Sent back"), "back", _("The workplace is working on it again.")),
        ShownState(
            "brief_changed",
            _("Brief being changed"),
            "change",
            _("The superior is changing the brief first."),
        ),
        ShownState("lifted", _("Lifted"), "up", _("The question is answered one level further up.")),
        ShownState("accepted", _("Accepted"), "done", _("The backbrief holds.")),
        ShownState(
            "check_again",
            _("Check again"),
            "again",
            _("The brief has changed; does the backbrief still hold?"),
        ),
        ShownState("silent", _("Silent"), "silent", _("The date has passed without a backbrief.")),
    )
}
#: Those in which the workplace has said its piece.
ANSWERED = frozenset({"submitted", "brief_changed", "lifted", "accepted", "check_again"})


def shown_state(today: date, *, through: str = "") -> Case:
    """The shown state in SQL. `through` is the way to the backbrief: "answer__" from a participation."""
    field = through.__add__
    writes_on = Q(**{field("state"): "draft", field("accepted__isnull"): False})
    unanswered = Q(**{field("state__in"): rules.NOT_YET_ANSWERED, field("accepted"): None})
    return Case(
        When(writes_on & Q(**{field("intent_changed_at__isnull"): False}), then=Value("check_again")),
        When(writes_on, then=Value("accepted")),
        When(unanswered & Q(**{field("due__lt"): today}), then=Value("silent")),
        default=Coalesce(F(field("state")), Value("not_begun")),
        output_field=CharField(),
    )


def shown_state_of(backbrief: Backbrief, today: date) -> ShownState:
    """The same for one backbrief in hand."""
    if backbrief.state == "draft" and backbrief.accepted_id:
        return STATES["check_again" if backbrief.intent_changed_at else "accepted"]
    silent = (
        backbrief.state in rules.NOT_YET_ANSWERED
        and not backbrief.accepted_id
        and backbrief.due is not None
        and backbrief.due < today
    )
    return STATES["silent" if silent else backbrief.state]


def line(scope: Any, today: date) -> QuerySet[Any]:
    """Every `Participation` this person may follow, with `answer` (its latest backbrief, if any) and `shown`.

    May follow: where `Backbrief.visible_to` would show the backbrief, were it written.
    """
    newer = Backbrief.objects.filter(
        initiative=OuterRef("initiative"), unit=OuterRef("unit"), pk__gt=OuterRef("answer__pk")
    )
    seen = Backbrief.objects.visible_to(scope).filter(
        initiative=OuterRef("initiative"), unit=OuterRef("unit")
    )
    return (
        Participation.objects.filter(organisation=scope.organisation)
        .filter(
            in_branches("unit__path", rules.branches_read(scope))
            | Q(unit__path__in=rules.workplaces(scope))
            | Q(Exists(seen))
        )
        .annotate(
            answer=FilteredRelation(
                "unit__backbriefs", condition=Q(unit__backbriefs__initiative=F("initiative"))
            )
        )
        .filter(~Exists(newer))
        .annotate(shown=shown_state(today, through="answer__"))
    )


@dataclass(frozen=True)
class Tally:
    """How many workplaces are in each shown state, and how many people work there. Adds up."""

    counts: tuple[tuple[str, int], ...] = ()
    people: int = 0

    @property
    def units(self) -> int:
        return sum(count for _state, count in self.counts)

    @property
    def answered(self) -> int:
        return sum(count for state, count in self.counts if state in ANSWERED)

    def of(self, state: str) -> int:
        return dict(self.counts).get(state, 0)

    def plus(self, other: Tally) -> Tally:
        return Tally(
            tuple((state, n) for state in STATES if (n := self.of(state) + other.of(state))),
            self.people + other.people,
        )


@dataclass(frozen=True)
class Branch:
    """One part of the line, `path` its top unit. With a single workplace: `sole_path` and its backbrief."""

    path: str
    tally: Tally
    sole_path: str = ""
    sole_backbrief: UUID | None = None


def tallies(scope: Any, today: date, initiatives: Iterable[UUID]) -> dict[UUID, Tally]:
    """How each of these initiatives stands for this person; one query, whatever their size."""
    rows = (
        line(scope, today)
        .filter(initiative__in=list(initiatives))
        .values("initiative", "shown")
        .annotate(units=Count("pk"), people=Sum("unit__employees"))
    )
    found: dict[UUID, Tally] = {}
    for row in rows:
        one = Tally(((row["shown"], row["units"]),), row["people"] or 0)
        found[row["initiative"]] = found.get(row["initiative"], Tally()).plus(one)
    return found


def branches(within: QuerySet[Any], path: str) -> list[Branch]:
    """The line under `path` ("" for everything) one level down, in the order of the tree.

    A workplace at `path` itself is a branch of its own. One aggregate over the unit path.
    """
    rows = (
        within.values("shown", top=Substr("unit__path", 1, len(path) + paths.STEP))
        .annotate(
            units=Count("pk"),
            people=Sum("unit__employees"),
            first_path=Min("unit__path"),
            first_answer=Min(Cast("answer__pk", CharField())),
        )
        .order_by("top", "shown")
    )
    found: dict[str, Branch] = {}
    for row in rows:
        one = Tally(((row["shown"], row["units"]),), row["people"] or 0)
        before = found.get(row["top"])
        if before is None:
            sole = row["units"] == 1
            found[row["top"]] = Branch(
                row["top"],
                one,
                row["first_path"] if sole else "",
                UUID(row["first_answer"]) if sole and row["first_answer"] else None,
            )
        else:
            found[row["top"]] = Branch(row["top"], before.tally.plus(one))
    return list(found.values())


def common_path(within: QuerySet[Any]) -> str:
    """The path of the lowest unit that all of these are at or under; "" when there is none. One query."""
    ends = within.aggregate(low=Min("unit__path"), high=Max("unit__path"))
    low, high = ends["low"] or "", ends["high"] or ""
    shared = 0
    while low[shared : shared + paths.STEP] and low[: shared + paths.STEP] == high[: shared + paths.STEP]:
        shared += paths.STEP
    return low[:shared]
