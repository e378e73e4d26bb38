"""A plan over time, as a list and as a month. Each of the three costs the same for ten activities and five thousand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejlemaerke.briefs.models import SubtaskLife
from pejlemaerke.organisation.access import Scope, leaders_of
from pejlemaerke.record.panel import Panel, read_panel
from pejlemaerke.ui.dates import say_span, write_date

from .. import gates, rules
from ..criteria import gate_plan, has_gate, read_facts, say_criterion
from ..models import Activity, Plan, PlanStage, Proposal, SetAside
from .shared import ROW, Mark, plan_title, stage_mark

VIEWS = ("timeline", "list", "month")
PAGE = 50


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Tally:
    """So many activities (those taken out not counted) of one stage, in one state, on the same days."""

    stage: UUID | None
    state: str
    first: date | None
    last: date | None
    count: int


@dataclass(frozen=True)
class StageShown:
    """A stage with its days in words and what its gate still waits for."""

    stage: PlanStage
    title: str
    state: Mark
    when: str
    missing: tuple[str, ...]
    has_gate: bool
    count: int

    @property
    def url(self) -> str:
        return self.stage.get_absolute_url()


@dataclass(frozen=True)
class Offered:
    """What stands beside the plan and is not in it yet."""

    suggestions: int = 0
    subtasks: int = 0
    proposals: int = 0


@dataclass(frozen=True)
class PlanPage:
    """The frame around the three views."""

    plan: Plan
    title: str
    state: Mark
    sentence: str
    leader: str
    paused: str
    view: str
    tabs: tuple[Link, ...]
    stages: tuple[StageShown, ...]
    tallies: tuple[Tally, ...]
    offered: Offered
    is_empty: bool
    may_change: bool
    may_propose: bool
    may_pause: bool
    may_resume: bool
    example: str
    panel: Panel

    @property
    def key(self) -> UUID:
        return self.plan.pk


def activities_of(plan: Plan) -> QuerySet[Activity]:
    """What stands in the plan; not what was taken out."""
    return plan.activities.exclude(state="dropped")


def read_plan(plan: Plan, scope: Scope, *, view: str, today: date) -> PlanPage:
    """The frame, for a plan read `with_offers`: seven queries, and one for who lays it while nothing stands in it."""
    tallies = read_tallies(activities_of(plan))
    stages = read_stages(plan, tallies)
    leader = plan.initiative.sponsor if plan.is_central or tallies else _leader(plan, today)
    return PlanPage(
        plan=plan,
        title=plan_title(plan),
        state=plan_mark(plan),
        sentence=say_tallies(tallies, today),
        leader=leader.name if leader else "",
        paused=write_date(plan.paused_on) if plan.paused_on else "",
        view=view,
        tabs=tuple(
            Link(title, f"?view={name}", name == view)
            for name, title in (("timeline", _("Over time")), ("list", _("As a list")), ("month", _("Month")))
        ),
        stages=stages,
        tallies=tallies,
        offered=read_offered(plan, [one.stage.key for one in stages if one.stage.state == "ended"]),
        is_empty=not tallies,
        may_change=bool(rules.may_change(scope, plan)),
        may_propose=bool(rules.may_propose(scope, plan)),
        may_pause=bool(rules.may_pause(scope, plan)),
        may_resume=bool(rules.may_resume(scope, plan)),
        example=example_of(plan),
        panel=read_panel(plan, scope),
    )


def _leader(plan: Plan, today: date) -> Any:
    return leaders_of([plan.unit_id], on=today).get(plan.unit_id)


def plan_mark(plan: Plan) -> Mark:
    if plan.state == "paused":
        return Mark(_("Paused"), "lock")
    if plan.begun_at is None:
        return Mark(_("Not begun"), "empty")
    return Mark(_("Under way"), "half")


def read_tallies(found: QuerySet[Activity]) -> tuple[Tally, ...]:
    """One query, whatever the number."""
    rows = found.order_by().values_list("stage", "state", "first", "last").annotate(n=Count("pk"))
    return tuple(Tally(*row) for row in rows)


def say_tallies(tallies: Iterable[Tally], today: date) -> str:
    """ "14 aktiviteter. 3 er ikke bekræftet. 1 er over tiden.": what one sees, before one sees it."""
    tallies = tuple(tallies)
    not_held = sum(one.count for one in tallies if one.state == "not_held")
    total = sum(one.count for one in tallies) - not_held
    said = [ngettext("%(n)d activity.", "%(n)d activities.", total) % {"n": total}] if total else []
    if tentative := sum(one.count for one in tallies if one.state == "tentative"):
        said.append(
            ngettext("%(n)d is not confirmed.", "%(n)d are not confirmed.", tentative) % {"n": tentative}
        )
    late = sum(one.count for one in tallies if one.state in rules.OPEN and one.last and one.last < today)
    if late:
        said.append(
            ngettext("%(n)d waits to be told how it went.", "%(n)d wait to be told how they went.", late)
            % {"n": late}
        )
    if undated := sum(one.count for one in tallies if one.state in rules.OPEN and one.first is None):
        said.append(ngettext("%(n)d has no date.", "%(n)d have no date.", undated) % {"n": undated})
    if not_held:
        said.append(ngettext("%(n)d was not held.", "%(n)d were not held.", not_held) % {"n": not_held})
    return " ".join(said)


def read_stages(plan: Plan, tallies: Sequence[Tally]) -> tuple[StageShown, ...]:
    """The stages in order with what their gates wait for: one query, and three where there are gates (three more
    where a gate looks at the central plan)."""
    playbook = plan.initiative.playbook
    own: gates.Facts | None = None
    shared: gates.Facts | None = None
    shown = []
    for stage in plan.stages.order_by("position"):
        stage.plan = plan
        gate = playbook.stage(stage.key).gate
        missing: tuple[str, ...] = ()
        if gate is not None and has_gate(stage) and stage.state in ("waiting", "next"):
            if gate.scope == "local" or plan.is_central:
                own = facts = own or read_facts(plan)
            else:
                central = gate_plan(stage)
                shared = facts = shared or (read_facts(central) if central else gates.Facts())
            still = gates.missing(gates.criteria(playbook, stage.key, facts))
            missing = tuple(say_criterion(playbook, one) for one in still)
        shown.append(
            StageShown(
                stage=stage,
                title=stage.title,
                state=Mark(_("Begins with the plan"), "empty")
                if stage.state == "waiting" and playbook.stage(stage.key).after is None
                else stage_mark(stage.state),
                when=say_stage(stage),
                missing=missing,
                has_gate=has_gate(stage),
                count=sum(one.count for one in tallies if one.stage == stage.pk),
            )
        )
    return tuple(shown)


def say_stage(stage: PlanStage) -> str:
    """Its days, in the words of the decision where it has some."""
    if stage.first is None or stage.last is None:
        return stage.period_text or _("No dates yet")
    days = say_span(stage.first, stage.last)
    if stage.period_text and stage.period_text != days:
        return f"{stage.period_text} ({days})"
    return days


def with_offers(found: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with what waits beside them counted: new proposals, and promised subtasks that are not taken."""
    taken = Activity.objects.filter(plan=OuterRef(OuterRef("pk")), subtask=OuterRef("pk"))
    promised = SubtaskLife.objects.filter(
        backbrief__initiative=OuterRef("initiative"), backbrief__unit=OuterRef("unit")
    ).exclude(Q(state="dropped") | Exists(taken.exclude(state="dropped")))
    proposals = Proposal.objects.filter(plan=OuterRef("pk"), state="new")
    return found.annotate(
        new_proposals=_counted(proposals),
        promised=Case(When(is_central=True, then=0), default=_counted(promised)),
    )


def _counted(found: QuerySet[Any]) -> Coalesce:
    counts = found.order_by().values("organisation").annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(counts), 0)


def read_offered(plan: Plan, ended: Collection[str] = ()) -> Offered:
    """What could still be taken, for a plan read `with_offers`; not of the stages that have `ended`. One query."""
    where = "central" if plan.is_central else "local"
    keys = {
        one.key
        for one in plan.initiative.playbook.activities
        if one.where == where and one.stage not in ended
    }
    gone = plan.activities.exclude(item="").order_by().values_list("item", flat=True)
    gone = gone.union(SetAside.objects.filter(plan=plan).values_list("item", flat=True))
    return Offered(len(keys - set(gone)), getattr(plan, "promised", 0), getattr(plan, "new_proposals", 0))


def example_of(plan: Plan) -> str:
    """The first thing the playbook suggests here, as an example of what a plan holds."""
    where = "central" if plan.is_central else "local"
    first = next((one for one in plan.initiative.playbook.activities if one.where == where), None)
    return first.title.in_language(get_language() or "da") if first else ""


# -- the list --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choices:
    """What the list shows, and what else it could."""

    show: str
    stage: str
    on: date | None
    shows: tuple[Link, ...]
    stages: tuple[Link, ...]


SHOWS = ("open", "late", "tentative", "mine", "all")


def choices(page: PlanPage, given: Mapping[str, str], on: date | None) -> Choices:
    show = given.get("show", "")
    show = show if show in SHOWS else ("all" if on else "open")
    keys = {one.stage.key for one in page.stages}
    stage = given.get("stage", "") if given.get("stage", "") in {*keys, "-"} else ""
    words = {
        "open": _("Still to be"),
        "late": _("Past their time"),
        "tentative": _("Not confirmed"),
        "mine": _("Mine"),
        "all": _("All"),
    }

    def link(**changed: str) -> str:
        parts = {"view": "list", "show": show, "stage": stage, **changed}
        return f"?{urlencode({name: value for name, value in parts.items() if value})}"

    return Choices(
        show,
        stage,
        on,
        tuple(Link(words[name], link(show=name), name == show) for name in SHOWS),
        (
            Link(_("All stages"), link(stage=""), not stage),
            *(
                Link(one.title, link(stage=one.stage.key), stage == one.stage.key)
                for one in page.stages
            ),
            Link(_("Outside the stages"), link(stage="-"), stage == "-"),
        ),
    )  # fmt: skip


def filtered(page: PlanPage, chosen: Choices, scope: Scope, today: date) -> QuerySet[Activity]:
    """The activities the list is about, in the order of time; those without a date come last."""
    found = activities_of(page.plan)
    if chosen.on is not None:
        found = found.filter(first__lte=chosen.on, last__gte=chosen.on)
    if chosen.show in ("open", "late", "tentative"):
        found = found.filter(state__in=rules.OPEN if chosen.show != "tentative" else ("tentative",))
    if chosen.show == "late":
        found = found.filter(last__lt=today)
    elif chosen.show == "mine":
        found = found.filter(responsible__in=scope.people)
    if chosen.stage:
        found = found.filter(stage__key=chosen.stage) if chosen.stage != "-" else found.filter(stage=None)
    return found.order_by(F("first").asc(nulls_last=True), "starts", "created_at", "pk")


def paged(found: QuerySet[Activity], number: str) -> Page[Activity]:
    """Two queries."""
    return Paginator(found.select_related(*ROW), PAGE).get_page(number)
