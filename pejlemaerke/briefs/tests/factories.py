"""A whole line to test in: named people in a small municipality, backbriefs brought to any state by real actions.

Begin with `line()`; everything else hangs on it.

    Sundhed og Omsorg        Karin, director; HMU; the programme office
    ├─ Hjemmeplejen          Mette, senior manager
    │  ├─ Nord               Sara, leader; LMU with Ida; Ali works here
    │  └─ Syd                Bo, leader; LMU with Liv
    └─ Plejehjemmene         Kurt, senior manager
       └─ Birken             Lone, leader
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.models import Organisation
from pejlemaerke.core.periods import parse_period
from pejlemaerke.core.tests.remembered import moment, nothing_is_there, remembered
from pejlemaerke.initiatives import actions as initiatives
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.organisation.models import Committee, Person, Role, Substitution, Unit
from pejlemaerke.organisation.tests import factories as make
from pejlemaerke.playbooks.loader import library

from .. import actions, sections
from ..brief_content import BriefContent
from ..content import Content, Reporting, Step, Subtask, TimetableLine
from ..models import Backbrief, Brief, Revision

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
DUE = date(2026, 12, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def later(days: int = 1) -> datetime:
    return NOW + timedelta(days=days)


def by(person: Person, *, behalf: Person | None = None) -> Actor:
    """The actor a view would make for `person`, perhaps standing in for somebody."""
    if behalf is None:
        return Actor(person.organisation_id, person.pk, person.name)
    return Actor(person.organisation_id, person.pk, person.name, behalf.pk, behalf.name)


def brief_content(**changes: Any) -> BriefContent:
    full = BriefContent(
        intent="Borgerne skal kunne klare mere af deres dag selv",
        in_order_to="så de bevarer kræfter og mod på livet",
        signs=("Flere tager selv i bad",),
        main_effort="De nye forløb",
        constraints="Ingen nye stillinger",
        freedoms="I vælger selv rækkefølgen",
        expected_back="En backbrief fra hver arbejdsplads",
        due=DUE,
    )
    return replace(full, **changes)


def subtask(key: str = "a", title: str = "Tal hvert forløb igennem", **given: Any) -> Subtask:
    given.setdefault("who", "Sara")
    given.setdefault("period", parse_period("kvartal 1 2027"))
    return Subtask(key=key, title=title, **given)


def content(**changes: Any) -> Content:
    """A full backbrief: two subtasks, the second to be planned when the first is done."""
    full = Content(
        starting_point="Vi er fjorten i huset, og tre er nye siden sommer.",
        main_task="Alle nye forløb begynder med et hjemmebesøg.",
        subtasks=(
            subtask("a", steps=(Step("Læg en plan", steps=(Step("Hvem gør hvad?", is_question=True),)),)),
            subtask("b", "Bred det ud til alle", period=parse_period("planlægges senere"), after="a"),
        ),
        time_plan="Første del i kvartal 1 2027.",
        timetable=(TimetableLine("kvartal 1 2027", parse_period("kvartal 1 2027")),),
        reporting=Reporting("Vi skriver til Mette hver måned.", "Mette", "hver måned"),
        signs=("Borgerne ringer sjældnere",),
        main_effort="De nye forløb",
        constraints="Vi ansætter ikke",
        freedoms="Vi bytter vagter selv",
        stop="Vi holder op med det lange skema",
        brief_holds="Ja",
        med="LMU drøfter det i november",
    )
    return replace(full, **changes)


@dataclass(frozen=True)
class Line:
    """The people and units of the drawing above; the initiative and its briefs come when asked for."""

    organisation: Organisation
    top: Unit
    area: Unit
    nord: Unit
    syd: Unit
    homes: Unit
    birken: Unit
    karin: Person
    mette: Person
    sara: Person
    bo: Person
    kurt: Person
    lone: Person
    ali: Person
    ida: Person
    liv: Person
    lmu: Committee
    lmu_syd: Committee

    @cached_property
    def initiative(self) -> Initiative:
        """Running, with every unit below the top taking part."""
        made = initiatives.create_initiative(
            title="Mere selvhjulpne dage", why="Rådet har besluttet det", sponsor=self.karin, unit=self.top,
            playbook_key="core-task", playbook_version=1,
            playbook_text=library()["core-task"].model_dump_json(), by=by(self.karin), now=NOW,
        )  # fmt: skip
        units = [self.area.pk, self.nord.pk, self.syd.pk, self.homes.pk, self.birken.pk]
        initiatives.set_participants(made, units, by=by(self.karin), now=NOW)
        initiatives.start_initiative(made, by=by(self.karin), now=NOW)
        return made

    @cached_property
    def top_brief(self) -> Brief:
        """Karin's brief to the two areas, issued."""
        return issued(self.initiative, self.top, self.karin)

    @cached_property
    def area_backbrief(self) -> Backbrief:
        """Mette's accepted answer to Karin."""
        found = Backbrief.objects.get(brief=self.top_brief, unit=self.area)
        write(found, content(main_task="Hjemmeplejen spørger borgeren først."), self.mette)
        send(found, self.mette)
        answer(found, "accepted", self.karin)
        return found

    @cached_property
    def area_brief(self) -> Brief:
        """Mette's brief to Nord and Syd, made from her accepted backbrief."""
        if self.stands_at("line"):
            vars(self).update(self.goes_on("line", "area", self._area))
        if self.stands_at("area"):
            made: Brief = self.goes_on("area", "area brief", self._issue_area_brief)
            return made
        return self._issue_area_brief()

    def _area(self) -> dict[str, Any]:
        _made = self.area_backbrief
        return {name: vars(self)[name] for name in ("initiative", "top_brief", "area_backbrief")}

    def _issue_area_brief(self) -> Brief:
        assert self.area_backbrief.accepted is not None
        return issued(self.initiative, self.area, self.mette, made_from=self.area_backbrief.accepted)

    # What follows is only for being quick: see `core.tests.remembered`.

    def stands_at(self, step: str) -> bool:
        """True if `step` was the last thing written."""
        return bool(vars(self).get("_stands") == (step, moment()))

    def goes_on(self, before: str, step: str, make: Callable[[], Any]) -> Any:
        """What `make()` gives in a line that stands at `before`: from memory from the second test on."""
        assert self.stands_at(before)
        made = remembered(step, make, known={k: v for k, v in vars(self).items() if k != "_stands"})
        vars(self)["_stands"] = (step, moment())
        return made


def line() -> Line:
    """The municipality "Testby". Made once a test."""
    if not nothing_is_there():
        return _new_line()
    made: Line = remembered("line", _new_line)
    vars(made)["_stands"] = ("line", moment())
    return made


def _new_line() -> Line:
    top = make.unit("Sundhed og Omsorg")
    area, homes = make.unit("Hjemmeplejen", top), make.unit("Plejehjemmene", top)
    nord, syd = make.unit("Nord", area), make.unit("Syd", area)
    birken = make.unit("Birken", homes)
    ida, liv = make.person("Ida", "Juul", nord), make.person("Liv", "Berg", syd)
    lmu, lmu_syd = make.committee("LMU", nord), make.committee("LMU", syd)
    make.seat(lmu, ida)
    make.seat(lmu_syd, liv)
    return Line(
        organisation=top.organisation, top=top, area=area, nord=nord, syd=syd, homes=homes, birken=birken,
        karin=make.person("Karin", "Dam", top, role="director"),
        mette=make.person("Mette", "Holm", area, role="senior_manager"),
        sara=make.person("Sara", "Lind", nord, role="leader"),
        bo=make.person("Bo", "Ek", syd, role="leader"),
        kurt=make.person("Kurt", "Friis", homes, role="senior_manager"),
        lone=make.person("Lone", "Krog", birken, role="leader"),
        ali=make.person("Ali", "Demir", nord), ida=ida, liv=liv, lmu=lmu, lmu_syd=lmu_syd,
    )  # fmt: skip


def issued(
    initiative: Initiative, unit: Unit, leader: Person, *, made_from: Revision | None = None, **changes: Any
) -> Brief:
    brief = actions.open_brief(initiative, unit, by=by(leader), now=NOW, made_from=made_from)
    actions.save_brief(brief, brief_content(**changes), version=0, by=by(leader), now=NOW)
    actions.issue_brief(brief, by=by(leader), now=NOW)
    return brief


def reissue(brief: Brief, leader: Person, *, now: datetime | None = None, **changes: Any) -> None:
    """Send `brief` again with `changes` to its words."""
    brief.refresh_from_db()
    now = now or later()
    words = replace(brief.draft_content, **changes)
    actions.save_brief(brief, words, version=brief.draft_version, by=by(leader), now=now)
    actions.issue_brief(brief, by=by(leader), now=now, reason="Rådet har flyttet målet")


def write(backbrief: Backbrief, words: Content, writer: Person, now: datetime = NOW) -> None:
    """Save every section of the draft."""
    versions = dict(backbrief.sections.values_list("name", "version"))
    for name, value in sections.split(words).items():
        actions.save_section(backbrief, name, value, version=versions.get(name, 0), by=by(writer), now=now)


def send(backbrief: Backbrief, sender: Person, now: datetime = NOW, **given: Any) -> Revision:
    return actions.submit_backbrief(backbrief, by=by(sender), now=now, **given)


def answer(
    backbrief: Backbrief, outcome: str, reviewer: Person, text: str = "Godt set", now: datetime = NOW
) -> None:
    assert backbrief.submitted is not None
    actions.answer(backbrief, backbrief.submitted, outcome, text=text, by=by(reviewer), now=now)


def backbrief(state: str = "submitted", at: Line | None = None, words: Content | None = None) -> Backbrief:
    """Nord's backbrief to Mette's brief, brought to `state` by the real actions."""
    at = at or line()
    _brief = at.area_brief
    first = "accepted" if state == "check_again" else state
    if words is None and at.stands_at("area brief"):
        found: Backbrief = at.goes_on("area brief", first, lambda: _backbrief(first, at, content()))
    else:
        found = _backbrief(first, at, words or content())
    if state == "check_again":
        reissue(at.area_brief, at.mette, intent="Borgerne skal selv bestemme rækkefølgen")
        found.refresh_from_db()
    assert found.state == state
    return found


def _backbrief(state: str, at: Line, words: Content) -> Backbrief:
    found = Backbrief.objects.select_related("unit", "reviewer_unit", "brief__unit").get(
        brief=at.area_brief, unit=at.nord
    )
    if state == "not_begun":
        return found
    write(found, words, at.sara)
    if state == "draft":
        return found
    send(found, at.sara)
    if state != "submitted":
        answer(found, state, at.mette)
    return found


def substitution(
    absent: Person, substitute: Person, *, first: date = YESTERDAY, last: date = TOMORROW
) -> Substitution:
    made: Substitution = Substitution.objects.create(
        organisation=absent.organisation, absent=absent, substitute=substitute, first=first, last=last
    )
    return made


def role(person: Person, kind: str, unit: Unit, **dates: Any) -> Role:
    made: Role = Role.objects.create(
        organisation=person.organisation, person=person, kind=kind, unit=unit, **dates
    )
    return made
