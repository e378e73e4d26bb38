"""What the pages of initiatives show, read in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejlemaerke.core.periods import Period
from pejlemaerke.organisation import paths
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Unit
from pejlemaerke.record.panel import Panel, read_panel
from pejlemaerke.ui.dates import say_period, say_span

from . import rules
from .models import Initiative


@dataclass(frozen=True)
class State:
    word: str
    shape: str


@dataclass(frozen=True)
class Row:
    """One initiative in a list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    who: str
    when: str
    shape: str


@dataclass(frozen=True)
class ListPage:
    running: tuple[Row, ...]
    preparing: tuple[Row, ...]
    closed: tuple[Row, ...]
    may_create: bool


@dataclass(frozen=True)
class StageShown:
    number: int
    title: str
    purpose: str
    what_happens: tuple[str, ...]
    lang: str


@dataclass(frozen=True)
class UnitShown:
    name: str
    url: str


@dataclass(frozen=True)
class BranchShown:
    """The participating units under one unit of the level where they part."""

    summary: str
    units: tuple[UnitShown, ...]


@dataclass(frozen=True)
class LinkShown:
    title: str
    url: str


@dataclass(frozen=True)
class InitiativePage:
    initiative: Initiative
    state: State
    sponsor: str
    period: str
    decision_file: str
    decision_url: str
    successors: tuple[LinkShown, ...]
    participants: int
    branches: tuple[BranchShown, ...]
    playbook: str
    playbook_lang: str
    stages: tuple[StageShown, ...]
    may_edit: bool
    may_start: bool
    may_drop: bool
    may_close: bool
    panel: Panel


def state_of(initiative: Initiative) -> State:
    return {
        "draft": State(_("Being prepared"), "half"),
        "running": State(_("Under way"), "full"),
        "closed": State(_("Closed"), "done"),
        "dropped": State(_("Dropped"), "empty"),
    }[initiative.state]


def period_of(initiative: Initiative) -> str:
    """The words, and the days they were read as; "" where no period was given."""
    if initiative.first is None or initiative.last is None:
        return initiative.period_text
    return say_period(Period(initiative.period_text, initiative.first, initiative.last, "range"))


def read_list(scope: Scope) -> ListPage:
    """One query."""
    rows: dict[str, list[Row]] = {"running": [], "draft": [], "closed": []}
    found = (
        Initiative.objects.visible_to(scope)
        .filter(state__in=rows)
        .select_related("sponsor")
        .defer("playbook_text")
        .annotate(units=Count("participations"))
        .order_by("sort_key")
    )
    for one in found:
        said = [_("%(name)s stands behind it") % {"name": one.sponsor.name}]
        if one.units:
            said.append(ngettext("%(n)s workplace", "%(n)s workplaces", one.units) % {"n": one.units})
        rows[one.state].append(
            Row(one.get_absolute_url(), one.title, " · ".join(said), one.period_text, state_of(one).shape)
        )
    return ListPage(
        tuple(rows["running"]), tuple(rows["draft"]), tuple(rows["closed"]), bool(rules.may_create(scope))
    )


def read_initiative(initiative: Initiative, scope: Scope) -> InitiativePage:
    language = get_language() or "da"
    playbook = initiative.playbook
    units = list(
        Unit.objects.filter(participations__initiative=initiative, organisation=scope.organisation).order_by(
            "path"
        )
    )
    successors = Initiative.objects.visible_to(scope).filter(predecessor=initiative).order_by("created_at")
    return InitiativePage(
        initiative=initiative,
        state=state_of(initiative),
        sponsor=initiative.sponsor.name,
        period=period_of(initiative),
        decision_file=initiative.decided_file.name if initiative.decided_file else "",
        decision_url=reverse("initiatives:decision_file", args=[initiative.pk]),
        successors=tuple(LinkShown(one.title, one.get_absolute_url()) for one in successors),
        participants=len(units),
        branches=tuple(
            BranchShown(summary, tuple(UnitShown(unit.name, unit.get_absolute_url()) for unit in group))
            for summary, group in group_by_branch(units)
        ),
        playbook=playbook.title.in_language(language),
        playbook_lang=playbook.title.spoken_in(language),
        stages=tuple(
            StageShown(
                number,
                stage.title.in_language(language),
                stage.purpose.in_language(language),
                tuple(line.text.in_language(language) for line in stage.what_happens),
                stage.title.spoken_in(language),
            )
            for number, stage in enumerate(playbook.stages, 1)
        ),
        may_edit=bool(rules.may_edit(scope, initiative)),
        may_start=bool(rules.may_start(scope, initiative)),
        may_drop=bool(rules.may_drop(scope, initiative)),
        may_close=bool(rules.may_close(scope, initiative)),
        panel=read_panel(initiative, scope),
    )


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


# -- choosing who takes part ---------------------------------------------------------------------------------


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
    )


def say_understood(first: date | None, last: date | None, words: str) -> str:
    """What a period was read as, for the one who wrote it."""
    if not words:
        return _("No period")
    if first is None or last is None:
        return _("“%(words)s”, without dates") % {"words": words}
    return say_span(first, last)
