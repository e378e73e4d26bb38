"""Down the line: initiatives are prepared and started, briefs go out and change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from pejlemaerke.briefs import actions as briefs
from pejlemaerke.briefs import rules
from pejlemaerke.briefs.brief_content import BriefContent
from pejlemaerke.core.actor import Actor
from pejlemaerke.documents.models import StoredFile
from pejlemaerke.documents.paper import Paper, Prose
from pejlemaerke.documents.pdf import write_pdf
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives import rules as initiative_rules
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.meetings.models import DecidedPoint
from pejlemaerke.organisation.access import Scope
from pejlemaerke.plans import actions as plans
from pejlemaerke.plans.models import PlanStart
from pejlemaerke.playbooks.loader import library

from .deciding import Deciding
from .stage import Act
from .texts import MONTHS, BriefText, EarlierDecision, InitiativeText, two_halves

OFFICE = "hr-udvikling.02"


class Down(Deciding):
    # -- initiatives

    def _of_initiative(self, text: InitiativeText) -> Iterator[Act]:
        def prepare(now: datetime) -> None:
            scope = self.town.scope(OFFICE, now)
            initiative_rules.may_create(scope).or_raise()
            playbook = library()[text.playbook]
            first, last = self._day(text.first), self._day(text.last)
            initiative = initiatives.create_initiative(
                title=text.title, why=text.why, sponsor=self.town.people[text.sponsor],
                unit=self.town.units[text.unit], playbook_key=playbook.key, playbook_version=playbook.version,
                playbook_text=playbook.model_dump_json(), period_text=f"{_month(first)} til {_month(last)}",
                first=first, last=last, predecessor=self.initiatives.get(text.predecessor), by=scope.actor(),
                now=now, points=self._points(text, scope),
            )  # fmt: skip
            self.initiatives[text.key] = initiative
            taking_part = text.participants or self._below(text)
            initiatives.set_participants(
                initiative, [self.town.units[key].pk for key in taking_part], by=scope.actor(), now=now
            )
            if text.timetable:
                initiative_rules.may_set_timetable(scope, initiative).or_raise()
                initiatives.save_timetable(initiative, self._timetable(text), by=scope.actor(), now=now)
            if text.earlier_decision:
                self._name_decision(initiative, text.earlier_decision, scope.actor(), now)

        def start(now: datetime) -> None:
            scope, initiative = self.town.scope(text.sponsor, now), self.initiatives[text.key]
            initiative_rules.may_start(scope, initiative).or_raise()
            initiatives.start_initiative(initiative, by=scope.actor(), now=now)
            if text.state == "closed":  # it was over before anybody planned here
                return
            # The job lays them out for others; here it is done at once.
            units = initiative.participations.count() + 1
            PlanStart.objects.create(
                organisation=self.town.organisation, initiative=initiative, total=units, done=units, begun_at=now,
                finished_at=now,
            )  # fmt: skip
            plans.lay_out(initiative, by=scope.actor(), now=now)

        def close(now: datetime) -> None:
            scope, initiative = self.town.scope(text.sponsor, now), self.initiatives[text.key]
            initiative_rules.may_close(scope, initiative).or_raise()
            initiatives.close_initiative(initiative, by=scope.actor(), now=now, note=text.outcome)

        yield text.first - 9, prepare
        yield text.first, start
        if text.state == "closed":
            yield text.last, close

    def _points(self, text: InitiativeText, scope: Scope) -> list[DecidedPoint]:
        points = [self._point(text.meeting, key) for key in text.points]
        for point in points:
            initiative_rules.may_create_from(scope, point).or_raise()
        return points

    def _timetable(self, text: InitiativeText) -> dict[str, initiatives.TimingValue | None]:
        """The days as they were decided, not as they were proposed."""
        found: dict[str, initiatives.TimingValue | None] = {}
        for item, key in text.timetable.items():
            point = self._point(text.meeting, key)
            if point.period is not None:
                found[item] = initiatives.TimingValue(point.period, point)
        return found

    def _below(self, text: InitiativeText) -> list[str]:
        parents = {unit.key: unit.parent for unit in self.demo.units}

        def above(key: str) -> Iterator[str]:
            while key := parents[key]:
                yield key

        return [
            unit.key for unit in self.demo.units if unit.kind in text.levels and text.unit in above(unit.key)
        ]

    def _name_decision(
        self, initiative: Initiative, decision: EarlierDecision, by: Actor, now: datetime
    ) -> None:
        on = decision.decided_on
        when = f"{on.day}. {_month(on)}"
        paper = Paper(
            title=decision.title, organisation=self.demo.name, language="da",
            facts=(("Besluttet af", decision.body), ("Besluttet", when)),
            parts=(Prose(decision.text), Prose(decision.reference)),
        )  # fmt: skip
        file = StoredFile.keep(
            write_pdf(paper, on=on), name=f"{decision.title}.pdf", kind="pdf", organisation=by.organisation,
            now=now,
        )  # fmt: skip
        initiatives.set_earlier_decision(
            initiative, decided_by=decision.body, decided_when=when,
            decided_what=f"{decision.title}\n\n{decision.text}\n\n{decision.reference}", file=file, by=by, now=now,
        )  # fmt: skip

    # -- briefs

    def _of_brief(self, text: BriefText) -> Iterator[Act]:
        def write(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            initiative, unit = self.initiatives[text.initiative], self.town.units[text.unit]
            made_from = None
            if text.from_backbrief:
                own = self._backbrief(text.from_backbrief, text.initiative)
                rules.may_brief_on(scope, own).or_raise()
                made_from = own.accepted
            else:
                rules.may_open_first(scope, initiative).or_raise()
            brief = briefs.open_brief(initiative, unit, by=by, now=now, made_from=made_from)
            self._save_brief(brief, self._said(text), scope, by, now)

        def issue(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            brief = self._brief(text)
            rules.may_issue_brief(scope, brief).or_raise()
            briefs.issue_brief(brief, by=by, now=now)

        def change(now: datetime) -> None:
            scope, by = self._leading(text.author, text.unit, now)
            brief = self._brief(text)
            intent, in_order_to = two_halves(text.new_intent)
            said = replace(brief.draft_content, intent=intent, in_order_to=in_order_to)
            self._save_brief(brief, said, scope, by, now)
            rules.may_issue_brief(scope, brief).or_raise()
            briefs.issue_brief(self._brief(text), by=by, now=now, reason=text.change_reason)

        yield text.issued - 1, write
        yield text.issued, issue
        if text.new_intent:
            yield text.changed, change

    def _said(self, text: BriefText) -> BriefContent:
        intent, in_order_to = two_halves(text.intent)
        return BriefContent(
            intent=intent, in_order_to=in_order_to, signs=text.signs, main_effort=text.main_effort,
            constraints=text.constraints, freedoms=text.freedoms, expected_back=text.expected_back,
            due=self._due(text.due),
        )  # fmt: skip


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
