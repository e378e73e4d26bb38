"""What is put into a plan, moved, held and paused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal

from pejlemaerke.briefs.models import SubtaskLife
from pejlemaerke.core.actor import Actor
from pejlemaerke.core.periods import Period
from pejlemaerke.meetings import actions as meetings
from pejlemaerke.meetings import rules as meeting_rules
from pejlemaerke.meetings.models import MedItem
from pejlemaerke.organisation.access import Scope
from pejlemaerke.plans import actions as plans
from pejlemaerke.plans import rules
from pejlemaerke.plans.fields import ActivityFields, HoursSaid, Said
from pejlemaerke.plans.models import Activity, Plan, PlanStage, Service
from pejlemaerke.plans.products import asked_of
from pejlemaerke.plans.suggesting import Suggestion, suggestions
from pejlemaerke.plans.windows import decided_windows, spans
from pejlemaerke.ui.dates import say_span

from .plan_texts import CENTRAL, Given, PlanAct, PlanText
from .stage import Act, Do, Stage


class Planning(Stage):
    def _of_plan(self, text: PlanText) -> Iterator[Act]:
        """Each act of a plan is a method by its name, here or in `Carrying`."""
        for act in text.acts:
            yield act.day, self._act(text, act)

    def _act(self, text: PlanText, act: PlanAct) -> Do:
        def do(now: datetime) -> None:
            getattr(self, f"_do_{act.do}")(text, act, now)

        return do

    # -- who, and what it is about

    def _planner(self, text: PlanText, plan: Plan, now: datetime) -> tuple[Scope, Actor]:
        sponsor = next(one.sponsor for one in self.texts.initiatives if one.key == text.initiative)
        person = text.by or (sponsor if text.plan == CENTRAL else f"{text.plan}.leder")
        scope = self.town.scope(person, now)
        return scope, scope.actor(rules.leader_of(plan))

    def _acting(self, text: PlanText, act: PlanAct, plan: Plan, now: datetime) -> tuple[Scope, Actor]:
        """The one the text names, or the one who plans."""
        if not act.by:
            return self._planner(text, plan, now)
        scope = self.town.scope(act.by, now)
        return scope, scope.actor(rules.leader_of(plan))

    def _plan(self, text: PlanText) -> Plan:
        key = (text.initiative, text.plan)
        if key not in self.plans:
            found = Plan.objects.select_related("initiative__unit", "initiative__sponsor", "unit")
            initiative = self.initiatives[text.initiative]
            if text.plan == CENTRAL:
                self.plans[key] = found.get(initiative=initiative, is_central=True)
            else:
                unit = self.town.units[text.plan]
                self.plans[key] = found.get(initiative=initiative, unit=unit, is_central=False)
        return self.plans[key]

    def _plan_to_change(self, text: PlanText, now: datetime) -> tuple[Plan, Scope, Actor]:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        rules.may_change(scope, plan).or_raise()
        return plan, scope, by

    def _stage(self, plan: Plan, key: str) -> PlanStage:
        stage = plan.stages.get(key=key)
        stage.plan = plan
        return stage

    def _activity(self, text: PlanText, item: str) -> Activity:
        """As it stands now; of a series the first turn that is still to be."""
        plan = self._plan(text)
        found = Activity.objects.select_related(
            "stage", "series", "responsible", "body", "co_host", "med_item"
        )
        keys = [one.pk for one in self.activities[text.initiative, text.plan, item]]
        several = found.filter(pk__in=keys).order_by("number")
        one = several[0] if len(keys) == 1 else several.filter(state__in=rules.OPEN)[0]
        one.plan = plan
        return one

    def _keep(self, text: PlanText, item: str, made: list[Activity]) -> None:
        self.activities[text.initiative, text.plan, item] = made

    # -- what is taken and added

    def _do_services(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        rules.may_list_services(scope, plan.unit).or_raise()
        for name in act.names:
            self.services[text.plan, name] = plans.add_service(plan.unit, name, by=by, now=now)

    def _do_take(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan, _scope, by = self._plan_to_change(text, now)
        offered = {one.key: one for one in self._suggestions(plan)}
        taken = [self._from(offered[key], given) for key, given in act.items.items()]
        made = plans.take_suggestions(plan, taken, by=by, now=now)
        for key, given in act.items.items():
            own = [one for one in made if one.item == key]
            self._keep(text, key, own)
            self._give(text, own[0], given, now)
            for turn in own[1:] if given.responsible else ():
                self._give(text, turn, Given(responsible=given.responsible), now)

    def _suggestions(self, plan: Plan) -> tuple[Suggestion, ...]:
        initiative = plan.initiative
        return suggestions(
            initiative.playbook, where="central" if plan.is_central else "local",
            stages=spans(plan.stages.all()), decided=decided_windows(initiative.read_timetable()),
        )  # fmt: skip

    def _from(self, suggestion: Suggestion, given: Given) -> Suggestion:
        """Nobody begins a series with turns that have passed."""
        if given.at is None or not suggestion.activity.comes_back:
            return suggestion
        first = self._due(given.at)
        return replace(suggestion, windows=tuple(each for each in suggestion.windows if each[0] >= first))

    def _do_set(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        self._give(text, self._activity(text, act.item), act.given, now)

    def _do_add(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan, _scope, by = self._plan_to_change(text, now)
        made = plans.add_activity(plan, self._fields(text, plan, act.given), by=by, now=now)
        self._keep(text, act.key, [made])
        self._give(text, made, Given(confirm=act.given.confirm), now)

    def _do_subtasks(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan, _scope, by = self._plan_to_change(text, now)
        backbrief = self._backbrief(text.plan, text.initiative)
        promised = {} if backbrief.accepted is None else {
            one.key: one for one in backbrief.accepted.content.subtasks
        }  # fmt: skip
        lives = {one.key: one for one in SubtaskLife.objects.filter(backbrief=backbrief)}
        stage = self._stage(plan, act.stage)
        taken = [
            (lives[key], promised[key], self._days(given) or promised[key].period, stage)
            for key, given in act.subtasks.items()
        ]
        made = plans.take_subtasks(plan, taken, by=by, now=now)
        for (key, given), activity in zip(act.subtasks.items(), made, strict=True):
            self._keep(text, key, [activity])
            self._give(text, activity, replace(given, at=None, to=None), now)

    # -- what is said of an activity

    def _give(self, text: PlanText, activity: Activity, given: Given, now: datetime) -> None:
        """Change what is given, and confirm it where that is said."""
        activity.plan = self._plan(text)
        scope, by = self._planner(text, activity.plan, now)
        rules.may_change_activity(scope, activity).or_raise()
        if replace(given, confirm=False) != Given():
            fields = self._fields(text, activity.plan, given, activity)
            plans.change_activity(activity, fields, by=by, now=now)
        if given.confirm and activity.state == "tentative":
            plans.confirm_activity(activity, by=by, now=now)

    def _days(self, given: Given) -> Period | None:
        if given.at is None:
            return None
        first, last = self._due(given.at), self._due(given.at if given.to is None else given.to)
        return Period(say_span(first, last), first, last, "day" if first == last else "range")

    def _fields(self, text: PlanText, plan: Plan, given: Given, of: Activity | None = None) -> ActivityFields:
        """What an activity says already, with what is given."""
        fields = ActivityFields(given.kind, given.title) if of is None else _fields_of(of)
        said: dict[str, object] = {
            name: getattr(given, name) for name in ("title", "place", "participants") if getattr(given, name)
        }
        if period := self._days(given):
            said["period"] = period
        if given.starts:
            said |= {"starts": time.fromisoformat(given.starts), "ends": time.fromisoformat(given.ends)}
        if given.stage:
            said["stage"] = self._stage(plan, given.stage)
        if given.responsible:
            said |= {"responsible": self.town.people[given.responsible], "responsible_words": ""}
        if given.group:
            said["body"] = self.groups[text.initiative, text.plan]
        if given.hours:
            said["hours"] = tuple(
                HoursSaid(one.whom, Decimal(one.hours), one.per, one.why) for one in given.hours
            )
        return replace(fields, **said)  # type: ignore[arg-type]

    # -- MED

    def _do_med(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan, scope, by = self._plan_to_change(text, now)
        activity, committee = self._activity(text, act.item), self.town.committees[act.committee]
        meeting_rules.may_raise_med_item(scope, committee).or_raise()
        asked = next(one.med for one in plan.initiative.playbook.activities if one.key == act.item)
        self.med_items[f"{text.initiative}/{text.plan}/{act.item}"] = plans.bring_before_med(
            activity, committee=committee, kind=asked.type if asked else "discussion", text=act.text,
            decision_on=None if act.decision is None else self._due(act.decision),
            papers_on=None if act.papers is None else self._due(act.papers), by=by, now=now,
        )  # fmt: skip

    def _do_conclude(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        kept = self.med_items[f"{text.initiative}/{text.plan}/{act.item}"]
        item = MedItem.objects.select_related("committee__unit", "decides_at").get(pk=kept.pk)
        scope, _by = self._acting(text, act, plan, now)
        meeting_rules.may_conclude_med_item(scope, item).or_raise()
        meetings.conclude_med_item(
            item, discussed_on=self._due(act.day), staff_view=act.staff, management_answer=act.management,
            conclusion=act.conclusion, by=scope.actor(f"chair:{item.committee_id}"), now=now,
        )  # fmt: skip

    # -- how it went

    def _do_held(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        activity = self._activity(text, act.item)
        scope, by = self._acting(text, act, activity.plan, now)
        rules.may_close_activity(scope, activity).or_raise()
        plans.close_held(
            activity, held_on=self._due(act.day), note=act.note,
            products=list(self._products(text, activity, act.products)), no_product_reason=act.reason,
            open_ends=act.open_ends, by=by, now=now,
        )  # fmt: skip

    def _products(self, text: PlanText, activity: Activity, products: Mapping[str, str]) -> Iterator[Said]:
        asked = asked_of(activity)
        questions = {one.key: one.question.in_language("da") for one in asked.fields} if asked else {}
        for key, words in products.items():
            name, _slash, question = key.rpartition("/")
            service: Service | None = self.services[text.plan, name] if name else None
            yield Said(question, questions[question], words, service)

    def _do_not_held(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        activity = self._activity(text, act.item)
        scope, by = self._acting(text, act, activity.plan, now)
        rules.may_close_activity(scope, activity).or_raise()
        plans.close_not_held(activity, note=act.note, by=by, now=now)

    # -- the plan as a whole

    def _do_move(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        stage = self._stage(plan, act.stage)
        rules.may_move_stage(scope, stage).or_raise()
        plans.move_stage(stage, first=self._due(act.first), last=self._due(act.last), by=by, now=now)

    def _do_pause(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        rules.may_pause(scope, plan).or_raise()
        plans.pause_plan(plan, reason=act.text, on=self._due(act.day), by=by, now=now)


def _fields_of(activity: Activity) -> ActivityFields:
    return ActivityFields(
        kind=activity.kind, title=activity.title, text=activity.text, period=activity.period,
        starts=activity.starts, ends=activity.ends, place=activity.place, stage=activity.stage,
        responsible=activity.responsible, body=activity.body, co_host=activity.co_host,
        responsible_words=activity.responsible_words, participants=activity.participants,
        audiences=tuple(activity.audiences), audience=activity.audience, channel=activity.channel,
        sender=activity.sender,
        hours=tuple(HoursSaid(one.whom, one.hours, one.per, one.why) for one in activity.hours.all()),
    )  # fmt: skip
