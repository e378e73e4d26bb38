"""What stands beside a plan and could be taken into it: the playbook's suggestions, and the promised subtasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pejlemaerke.briefs.content import Content, Subtask
from pejlemaerke.briefs.models import Backbrief, SubtaskLife
from pejlemaerke.playbooks.activities import Activity as Item
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.ui.dates import say_period, say_span

from ..models import Activity, Plan, PlanStage, SetAside
from ..roles import say_role
from ..suggesting import Suggestion, suggestions
from ..windows import decided_windows, spans
from ..words import in_running_text, say_audiences, say_poor_weeks
from .shared import kind_word


@dataclass(frozen=True)
class Suggested:
    """A suggestion as one reads it before taking it. `poor` says kindly that many are away then, `blocked` why it
    cannot be taken yet."""

    key: str
    title: str
    kind: str
    when: str
    is_decided: bool
    poor: str
    text: str
    why: str
    who: str
    closes_with: tuple[str, ...]
    asks_when: bool
    blocked: str
    lang: str


@dataclass(frozen=True)
class StageGroup:
    title: str
    when: str
    rows: tuple[Suggested, ...]


@dataclass(frozen=True)
class SuggestionsPage:
    """`earlier` is what was not taken of stages that have ended."""

    groups: tuple[StageGroup, ...]
    earlier: tuple[StageGroup, ...]
    aside: tuple[Suggested, ...]
    taken: int

    def rows(self) -> list[Suggested]:
        return [row for group in (*self.groups, *self.earlier) for row in group.rows]


def offered_to(plan: Plan) -> tuple[list[Suggestion], list[Suggestion], int]:
    """What the playbook suggests here and is not taken, what has been set aside, and how many are taken. Four
    queries."""
    taken = set(plan.activities.exclude(item="").order_by().values_list("item", flat=True).distinct())
    aside = set(SetAside.objects.filter(plan=plan).values_list("item", flat=True)) - taken
    timetable = plan.initiative.read_timetable()
    offered = suggestions(
        plan.initiative.playbook,
        where="central" if plan.is_central else "local",
        stages=spans(plan.stages.all()),
        decided=decided_windows(timetable),
        without=taken,
    )
    found = [replace(one, is_decided=timetable.activities[one.key].origin == "decided") for one in offered]
    return (
        [one for one in found if one.key not in aside],
        [one for one in found if one.key in aside],
        len(taken),
    )


def show_suggestions(plan: Plan, offered: tuple[list[Suggestion], list[Suggestion], int]) -> SuggestionsPage:
    """By stage, in the playbook's order. One query."""
    free, aside, taken = offered
    language = get_language() or "da"
    groups: list[StageGroup] = []
    earlier: list[StageGroup] = []
    for stage in plan.stages.order_by("position"):
        rows = tuple(_show(one, plan, language) for one in free if one.activity.stage == stage.key)
        if rows:
            when = say_span(stage.first, stage.last) if stage.first and stage.last else ""
            (earlier if stage.state == "ended" else groups).append(StageGroup(stage.title, when, rows))
    away = tuple(_show(one, plan, language) for one in aside)
    return SuggestionsPage(tuple(groups), tuple(earlier), away, taken)


def _show(suggestion: Suggestion, plan: Plan, language: str) -> Suggested:
    item = suggestion.activity
    message = item.message
    why = message.why if message else item.med.asks if item.med else None
    return Suggested(
        key=item.key,
        title=item.title.in_language(language),
        kind=kind_word(item.kind),
        when=say_windows(suggestion),
        is_decided=suggestion.is_decided,
        poor=say_poor_weeks(suggestion.windows),
        text=item.text.in_language(language) if item.text else "",
        why=why.in_language(language) if why else "",
        who=say_who(item, plan.initiative.playbook, language),
        closes_with=tuple(one.question.in_language(language) for one in item.product.fields)
        if item.product
        else (),
        asks_when=not suggestion.windows and not item.comes_back,
        blocked=_("It comes again and again, so the stage needs dates first.")
        if item.comes_back and not suggestion.windows
        else "",
        lang=item.title.spoken_in(language),
    )


def say_windows(suggestion: Suggestion) -> str:
    """Its days; for what comes back how often, and from when to when."""
    windows = suggestion.windows
    if not windows:
        return ""
    if not suggestion.activity.comes_back:
        return say_span(*windows[0])
    often = say_every(suggestion.activity.when.removeprefix("every "))
    times = ngettext("%(n)d time", "%(n)d times", len(windows)) % {"n": len(windows)}
    return f"{often}: {times}, {say_span(windows[0][0], windows[-1][1])}"


def say_every(length: str) -> str:
    """ "5w" as "every 5 weeks"."""
    count, unit = int(length[:-1]), length[-1]
    if unit == "d":
        return ngettext("every day", "every %(n)d days", count) % {"n": count}
    if unit == "w":
        return ngettext("every week", "every %(n)d weeks", count) % {"n": count}
    return ngettext("every month", "every %(n)d months", count) % {"n": count}


def say_who(item: Item, playbook: Playbook, language: str) -> str:
    """Who does it with whom, and for a message who is told."""
    said = [say_role(item.responsible)]
    if item.together_with:
        others = ", ".join(say_role(role) for role in item.together_with)
        said.append(_("together with %(others)s") % {"others": others})
    if item.message:
        told = say_audiences(playbook, item.message.to)
        said.append(_("to %(audiences)s") % {"audiences": in_running_text(told)})
    elif item.participants:
        told = in_running_text(item.participants.in_language(language))
        said.append(_("with %(participants)s") % {"participants": told})
    return ", ".join(said)


# -- promised subtasks -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Promised:
    """A subtask of the accepted backbrief. `flag` says kindly that its time must be made out; `taken` is the address of
    the activity it has become."""

    key: str
    life: SubtaskLife
    subtask: Subtask
    title: str
    steps: tuple[str, ...]
    who: str
    said_when: str
    period: str
    flag: str
    stage: str
    taken: str
    taken_when: str


@dataclass(frozen=True)
class SubtasksPage:
    backbrief: Backbrief | None
    number: int
    rows: tuple[Promised, ...]

    def free(self) -> list[Promised]:
        return [row for row in self.rows if not row.taken]

    def already(self) -> list[Promised]:
        return [row for row in self.rows if row.taken]


def read_subtasks(plan: Plan, stages: list[PlanStage]) -> SubtasksPage:
    """What the workplace has promised, as the accepted revision has it. Three queries."""
    backbrief = (
        Backbrief.objects.filter(initiative=plan.initiative_id, unit=plan.unit_id)
        .select_related("accepted")
        .first()
    )
    if backbrief is None or backbrief.accepted is None:
        return SubtasksPage(backbrief, 0, ())
    content: Content = backbrief.accepted.content
    lives = {
        life.key: life
        for life in SubtaskLife.objects.filter(backbrief=backbrief)
        .exclude(state="dropped")
        .select_related("backbrief")
    }
    taken = {
        activity.subtask_id: activity
        for activity in Activity.objects.filter(plan=plan, subtask__in=lives.values()).exclude(
            state="dropped"
        )
    }
    return SubtasksPage(
        backbrief,
        backbrief.accepted.number,
        tuple(
            _promised(subtask, lives[subtask.key], taken.get(lives[subtask.key].pk), stages)
            for subtask in content.subtasks
            if subtask.key in lives
        ),
    )


def _promised(
    subtask: Subtask, life: SubtaskLife, activity: Activity | None, stages: list[PlanStage]
) -> Promised:
    period = subtask.period
    is_dated = period is not None and period.first is not None
    flag = ""
    if period is None or not period.text:
        flag = _("No time was promised. You can give it one now, or leave it open.")
    elif period.precision == "open":
        flag = _("It was to be planned later. You can give it a time now, or leave it open.")
    elif not is_dated:
        flag = _("We could not read this as dates. Say when it is, or empty the field and decide later.")
    return Promised(
        key=subtask.key,
        life=life,
        subtask=subtask,
        title=subtask.title,
        steps=tuple(step.text for step in subtask.steps),
        who=subtask.who,
        said_when=say_period(period) if period else "",
        period=period.text if period and period.text else "",
        flag=flag,
        stage=_stage_for(period.first if period else None, stages),
        taken=reverse("plans:activity", args=[activity.pk]) if activity else "",
        taken_when=say_period(activity.period) if activity and activity.period else "",
    )


def _stage_for(first: date | None, stages: Iterable[PlanStage]) -> str:
    """The stage in which it begins; without a date the one that is under way."""
    for stage in stages:
        if first is not None and stage.first and stage.last and stage.first <= first <= stage.last:
            return stage.key
    under_way: Mapping[str, Any] = {
        stage.state: stage.key for stage in stages if stage.state in ("open", "next")
    }
    return str(under_way.get("open") or under_way.get("next") or "") if first is None else ""
