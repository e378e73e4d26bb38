"""Who takes part, and choosing who does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from pejlemaerke.organisation import paths
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Unit

from ..models import Initiative
from .decisions import points_of


def group_by_branch(units: Sequence[Unit]) -> list[tuple[str, list[Unit]]]:
    """Units in path order, gathered under the level just below the unit they all share, each group with its name
    and number. Those that stand alone at that level are gathered under the shared unit. At most one query."""
    if not units:
        return []
    shared = _shared(units[0].path, units[-1].path)
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.path[: len(shared) + paths.STEP], []).append(unit)
    gathered: dict[str, list[Unit]] = {}
    for path, group in groups.items():
        alone = len(group) == 1 and group[0].path == path and bool(shared)
        gathered.setdefault(shared if alone else path, []).extend(group)
    names = dict(
        Unit.objects.filter(organisation=units[0].organisation_id, path__in=list(gathered)).values_list(
            "path", "name"
        )
    )
    return [(f"{names[path]} ({len(group)})", group) for path, group in gathered.items()]


def _shared(low: str, high: str) -> str:
    for length in range(len(low), 0, -paths.STEP):
        if high.startswith(low[:length]):
            return low[:length]
    return ""


@dataclass(frozen=True)
class Level:
    """A level's word within the chosen branch, how many units have it, and whether it is ticked."""

    word: str
    count: int
    ticked: bool

    @property
    def name(self) -> str:
        return self.word or _("without a level")


@dataclass(frozen=True)
class UnitChoice:
    pk: UUID
    name: str
    under: str
    taking_part: bool


@dataclass(frozen=True)
class ParticipantsPage:
    branches: tuple[tuple[UUID, str], ...]
    branch: Unit | None
    levels: tuple[Level, ...]
    chosen: tuple[UnitChoice, ...]
    new: int
    search: str
    found: tuple[UnitChoice, ...]
    present: tuple[BranchChoice, ...]
    present_count: int
    may_remove: bool
    #: For whom it was decided, in the minutes' own words; empty where no decision says so.
    decided_for: tuple[str, ...]


@dataclass(frozen=True)
class BranchChoice:
    summary: str
    units: tuple[UnitChoice, ...]


def read_participants(
    initiative: Initiative,
    scope: Scope,
    *,
    branch: Unit | None,
    levels: Iterable[str] | None,
    search: str,
    found: Sequence[Unit],
) -> ParticipantsPage:
    """The choice as it stands. `levels` is None until levels were asked for; then their units are listed."""
    units = list(Unit.objects.visible_to(scope).live().order_by("path"))
    names = {unit.pk: unit.name for unit in units}
    present = set(initiative.participations.values_list("unit_id", flat=True))
    parents = {unit.parent_id for unit in units}
    ticked = set(levels or ())
    within = [unit for unit in units if branch and paths.contains(branch.path, unit.path)]
    words: dict[str, int] = {}
    for unit in within:
        words[unit.level] = words.get(unit.level, 0) + 1

    def choice(unit: Unit) -> UnitChoice:
        under = names.get(unit.parent_id, "") if unit.parent_id else ""
        return UnitChoice(unit.pk, unit.name, under, unit.pk in present)

    chosen = tuple(choice(unit) for unit in within if unit.level in ticked) if levels is not None else ()
    groups = group_by_branch([unit for unit in units if unit.pk in present])
    return ParticipantsPage(
        branches=tuple(
            (unit.pk, "\u00a0\u00a0" * (unit.depth - 1) + unit.name) for unit in units if unit.pk in parents
        ),
        branch=branch,
        levels=tuple(Level(word, count, word in ticked) for word, count in words.items()),
        chosen=chosen,
        new=sum(not one.taking_part for one in chosen),
        search=search,
        found=tuple(choice(unit) for unit in found),
        present=tuple(
            BranchChoice(summary, tuple(choice(unit) for unit in group)) for summary, group in groups
        ),
        present_count=len(present),
        may_remove=initiative.state == "draft",
        decided_for=tuple(
            dict.fromkeys(point.audience for point in points_of(initiative, scope) if point.audience)
        ),
    )
