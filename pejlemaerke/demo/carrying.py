"""Stages, checklists, what is written together, proposals, approval, groups and risks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pejlemaerke.briefs import rules as brief_rules
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives import rules as initiative_rules
from pejlemaerke.plans import actions as plans
from pejlemaerke.plans import rules
from pejlemaerke.plans.fields import Answered
from pejlemaerke.plans.models import PhasePaper, Plan, Proposal

from .plan_texts import PlanAct, PlanText
from .planning import Planning


class Carrying(Planning):
    # -- stages and checklists

    def _do_open(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        (scope, by), stage = self._acting(text, act, plan, now), self._stage(plan, act.stage)
        rules.may_open_stage(scope, stage).or_raise()
        plans.open_stage(stage, by=by, now=now)

    def _do_end(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        (scope, by), stage = self._acting(text, act, plan, now), self._stage(plan, act.stage)
        rules.may_end_stage(scope, stage).or_raise()
        plans.end_stage(stage, by=by, now=now)

    def _do_override(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        (scope, by), stage = self._acting(text, act, plan, now), self._stage(plan, act.stage)
        rules.may_override(scope, stage).or_raise()
        plans.override_stage(stage, reason=act.text, by=by, now=now)

    def _do_checklist(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        rules.may_answer_checklist(scope, plan).or_raise()
        plans.answer_questions(plan, act.checklist, list(_answers(act)), by=by, now=now)

    # -- what is written together

    def _do_write(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._acting(text, act, plan, now)
        rules.may_write_paper(scope, plan).or_raise()
        paper = PhasePaper.objects.filter(plan=plan, kind=act.kind, stage=act.stage).first()
        if paper is None:
            paper = plans.begin_paper(plan, kind=act.kind, stage=act.stage, by=by, now=now)
        paper.plan = plan
        rules.may_write_paper(scope, plan, paper).or_raise()
        plans.save_paper(
            paper, dict(act.answers), conclusion=act.conclusion, version=paper.version, by=by, now=now
        )

    def _paper(self, plan: Plan, act: PlanAct) -> PhasePaper:
        paper = PhasePaper.objects.get(plan=plan, kind=act.kind or "sketch", stage=act.stage)
        paper.plan = plan
        return paper

    def _do_finish(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        (scope, by), paper = self._planner(text, plan, now), self._paper(plan, act)
        rules.may_finish_paper(scope, paper).or_raise()
        plans.finish_paper(paper, by=by, now=now)

    def _do_present(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        (scope, by), paper = self._planner(text, plan, now), self._paper(plan, act)
        rules.may_finish_paper(scope, paper).or_raise()
        plans.present_paper(paper, by=by, now=now)

    def _do_see(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        paper, scope = self._paper(self._plan(text), act), self.town.scope(act.by, now)
        rules.may_see_paper(scope, paper).or_raise()
        plans.see_paper(paper, note=act.text, by=scope.actor(f"leader:{paper.presented_to_id}"), now=now)

    def _do_next_phase(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        (scope, by), paper = self._planner(text, plan, now), self._paper(plan, act)
        rules.may_finish_paper(scope, paper).or_raise()
        brief_rules.may_open_revision(scope, self._backbrief(text.plan, text.initiative)).or_raise()
        plans.open_next_phase(paper, by=by, now=now)

    # -- proposals

    def _do_propose(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan, scope = self._plan(text), self.town.scope(act.by, now)
        rules.may_propose(scope, plan).or_raise()
        self.proposals[act.key] = plans.propose(
            plan, kind=act.kind, text=act.text, person=self.town.people[act.by], by=scope.actor(), now=now
        )

    def _proposal(self, plan: Plan, key: str) -> Proposal:
        proposal: Proposal = Proposal.objects.select_related("made_by").get(pk=self.proposals[key].pk)
        proposal.plan = plan
        return proposal

    def _do_take_proposal(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan, scope, by = self._plan_to_change(text, now)
        proposal = self._proposal(plan, act.proposal)
        rules.may_answer_proposal(scope, proposal).or_raise()
        fields = self._fields(text, plan, act.given)
        made = plans.take_proposal(proposal, fields, answer=act.text, by=by, now=now)
        self._keep(text, act.proposal, [made])

    def _do_answer_proposal(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        (scope, by), proposal = self._planner(text, plan, now), self._proposal(plan, act.proposal)
        rules.may_answer_proposal(scope, proposal).or_raise()
        plans.answer_proposal(proposal, answer=act.text, by=by, now=now)

    # -- approval

    def _do_ask(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        rules.may_ask_approval(scope, plan).or_raise()
        people = [self.town.people[key] for key in act.people]
        plans.ask_approval(plan, people, due=self._due(act.due), by=by, now=now)

    def _do_voice(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan, scope = self._plan(text), self.town.scope(act.by, now)
        asked = plan.approvals.order_by("-number")[0]
        asked.plan = plan
        voices = list(asked.voices.all())
        rules.may_approve(scope, asked, voices).or_raise()
        voice = next(one for one in voices if one.person_id == self.town.people[act.by].pk)
        plans.answer_approval(asked, voice, answer=act.answer, text=act.text, by=scope.actor(), now=now)

    # -- groups and risks

    def _do_group(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        unit = None if plan.is_central else plan.unit
        initiative_rules.may_form_group(scope, plan.initiative, unit).or_raise()
        self.groups[text.initiative, text.plan] = initiatives.form_group(
            plan.initiative, name=act.name, unit=unit, leads=self.town.people[act.leads],
            members=[self.town.people[key] for key in act.people], today=self._due(act.day), by=by, now=now,
        )  # fmt: skip

    def _do_risk(self, text: PlanText, act: PlanAct, now: datetime) -> None:
        plan = self._plan(text)
        scope, by = self._planner(text, plan, now)
        unit = None if plan.is_central else plan.unit
        initiative_rules.may_keep_risks(scope, plan.initiative, unit).or_raise()
        owner = self.town.people[act.owner] if act.owner else None
        risk = initiatives.take_suggested(plan.initiative, act.item, unit=unit, owner=owner, by=by, now=now)
        if act.due:
            initiatives.edit_risk(risk, look_again=self._due(act.due), by=by, now=now)


def _answers(act: PlanAct) -> Iterator[Answered]:
    for question, said in act.answers.items():
        if isinstance(said, dict):
            yield Answered(
                question, "no", new_activity=said.get("activity", ""), reason=said.get("reason", "")
            )
        elif said == "yes":
            yield Answered(question, "yes")
        else:
            yield Answered(question, "words", words=said)
