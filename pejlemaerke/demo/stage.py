"""What every act of the demo's story needs: who acts, and the thing it is about as it stands now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from pejlemaerke.briefs import actions as briefs
from pejlemaerke.briefs import rules
from pejlemaerke.briefs.brief_content import BriefContent
from pejlemaerke.briefs.models import Backbrief, Brief, CoWriter
from pejlemaerke.core.actor import Actor
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.meetings.models import DecidedPoint, MedItem, Meeting, Memo
from pejlemaerke.organisation.access import Scope
from pejlemaerke.organisation.models import Committee
from pejlemaerke.plans.models import Activity, Plan, Proposal, Service

from .clock import working_day
from .municipality import Municipality
from .texts import BackbriefText, BriefText, Texts
from .town import Town

Do = Callable[[datetime], None]
#: A day counted from today, and what happens on it.
Act = tuple[int, Do]


class Stage:
    def __init__(self, demo: Municipality, texts: Texts, town: Town, *, today: date) -> None:
        self.demo, self.texts, self.town, self.today = demo, texts, town, today
        self.initiatives: dict[str, Initiative] = {}
        self.briefs = {brief.key: brief for brief in texts.briefs}
        # What the texts call by name, once it has been made.
        self.memos: dict[str, Memo] = {}
        self.meetings: dict[str, Meeting] = {}
        self.points: dict[tuple[str, str], DecidedPoint] = {}
        self.med_items: dict[str, MedItem] = {}
        self.plans: dict[tuple[str, str], Plan] = {}
        self.activities: dict[tuple[str, str, str], list[Activity]] = {}
        self.services: dict[tuple[str, str], Service] = {}
        self.proposals: dict[str, Proposal] = {}
        self.groups: dict[tuple[str, str], Committee] = {}

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _due(self, offset: int) -> date:
        """Nobody is asked for a Sunday."""
        return working_day(self._day(offset))

    def _leading(self, person: str, unit: str, now: datetime) -> tuple[Scope, Actor]:
        """Who acts as leader of the unit: themselves, or on behalf of the one who is away."""
        scope = self.town.scope(person, now)
        return scope, scope.actor(f"leader:{self.town.units[unit].pk}")

    def _of(self, text: BackbriefText) -> Backbrief:
        return self._backbrief(text.unit, self.briefs[text.brief].initiative)

    def _backbrief(self, unit: str, initiative: str) -> Backbrief:
        """As it stands now."""
        return Backbrief.objects.select_related(
            "unit", "reviewer_unit__parent", "brief__unit", "brief__current", "submitted", "accepted"
        ).get(initiative=self.initiatives[initiative], unit=self.town.units[unit])

    def _save_brief(self, brief: Brief, said: BriefContent, scope: Scope, by: Actor, now: datetime) -> None:
        rules.may_write_brief(scope, brief).or_raise()
        briefs.save_brief(brief, said, version=brief.draft_version, by=by, now=now)

    def _brief(self, text: BriefText) -> Brief:
        return Brief.objects.select_related("unit", "initiative", "current").get(
            initiative=self.initiatives[text.initiative], unit=self.town.units[text.unit]
        )


def co_writers(backbrief: Backbrief) -> frozenset[UUID]:
    return frozenset(CoWriter.objects.filter(backbrief=backbrief).values_list("person", flat=True))
