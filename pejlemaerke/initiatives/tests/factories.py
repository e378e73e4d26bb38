"""An initiative with its participants."""

from __future__ import annotations

from typing import Any

from pejlemaerke.core.actor import Actor
from pejlemaerke.initiatives import actions
from pejlemaerke.initiatives.models import Initiative
from pejlemaerke.meetings import actions as meeting_actions
from pejlemaerke.meetings.models import DecidedPoint, Minutes
from pejlemaerke.meetings.tests import factories as meetings
from pejlemaerke.meetings.tests.factories import Body
from pejlemaerke.organisation.models import Person, Unit
from pejlemaerke.organisation.tests.factories import NOW
from pejlemaerke.playbooks.activities import Activity
from pejlemaerke.playbooks.loader import library
from pejlemaerke.playbooks.reports import Report
from pejlemaerke.playbooks.risks import Risk
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.stages import Stage
from pejlemaerke.playbooks.texts import Text


def initiative(
    unit: Unit, sponsor: Person, *units: Unit, state: str = "draft", title: str = "Kerneopgaven", **given: Any
) -> Initiative:
    """In `state` ("draft", "running", "closed"), with `units` taking part."""
    by = Actor(unit.organisation_id, sponsor.pk, sponsor.name)
    playbook = given.pop("playbook", None) or library()["core-task"]
    made = actions.create_initiative(
        title=title,
        why="Borgeren skal møde færre mennesker.",
        sponsor=sponsor,
        unit=unit,
        playbook_key=playbook.key,
        playbook_version=playbook.version,
        playbook_text=playbook.model_dump_json(),
        by=by,
        now=NOW,
        **given,
    )
    if units:
        actions.set_participants(made, [one.pk for one in units], by=by, now=NOW)
    if state in ("running", "closed"):
        actions.start_initiative(made, by=by, now=NOW)
    if state == "closed":
        actions.close_initiative(made, by=by, now=NOW, note="Det blev til praksis.")
    return made


def visits() -> Playbook:
    """A playbook of three stages, before, during and after: leaders go along with somebody at work."""

    def text(da: str) -> Text:
        return Text(da=da, en=None)

    def stage(key: str, da: str, purpose: str, length: str, after: str | None) -> Stage:
        return Stage(
            key=key, title=text(da), purpose=text(purpose), begins_in_med=False, ends_in_med=False,
            length=length, after=after,
        )  # fmt: skip

    def activity(key: str, da: str, said: str, stage: str, when: str, **given: Any) -> Activity:
        given.setdefault("kind", "meeting")
        return Activity(
            key=key, title=text(da), text=text(said), stage=stage, when=when, where="central", **given
        )

    return library()["core-task"].model_copy(
        update={
            "stages": (
                stage("before", "Forberedelse", "Ledere og udvalg får besked, og dagene lægges lokalt", "+8w", None),
                stage("during", "Besøgene", "Hver leder følger en kollega en halv dag", "+6w", "before"),
                stage("after", "Opsamling", "Erfaringerne samles og drøftes", "+3m", "during"),
            ),
            "activities": (
                activity("notice", "Endelig orientering af lederne", "Besked om hvornår og hvordan", "before", "+2w"),
                activity("leader-day", "Halv lederdag", "Lederne deler det, de så", "after", "start", lasts="+1d"),
                activity("weekly", "Nyt fra besøgene", "Et par linjer hver uge", "during", "every 1w"),
                activity("eve", "Sidste møde", "Er alle klar?", "before", "before stage during"),
            ),
            "reports": (Report(key="out", stage="after", title=text("Udbyttet"), when="end"),),
            **dict.fromkeys(("checklists", "reflection", "audiences", "packages", "roles", "rhythms"), ()),
            "risks": (
                Risk(
                    key="time", title=text("Der er ikke tid"), cause=text("Vagtplanen er lagt"),
                    what_is_done=text("Dagene lægges tidligt"), whose="leader",
                ),
            ),
        }
    )  # fmt: skip


def decided(
    at: Body, *said: dict[str, Any], approved: bool = True, is_closed: bool = False, open_still: bool = False
) -> list[DecidedPoint]:
    """What Karin's top team decided at a meeting, a point for each of `said` under one agenda item. `when` in it is the
    period in words. `open_still`: the meeting goes on."""
    held = meetings.meeting("in_progress", at, is_closed=is_closed)
    item = held.items.get()
    made = [
        meetings.point(
            item, at, **({"asked": "", "answer": "", "period_text": given.pop("when", "")} | given)
        )
        for given in map(dict, said)
    ]
    if not open_still:
        by = meetings.by(at.hanne)
        meeting_actions.record_outcome(item, outcome="treated", discussed="", by=by, now=meetings.later(7))
        meeting_actions.close_meeting(held, by=by, now=meetings.later(7))
        minutes = Minutes.objects.select_related("meeting__committee__unit", "meeting__secretary").get(
            meeting=held
        )
        if approved:
            meeting_actions.send_minutes(
                minutes, read_by=meetings.later(14).date(), by=by, now=meetings.later(8)
            )
            meeting_actions.approve_minutes(minutes, by=meetings.by(at.karin), now=meetings.later(9))
    keys = [one.pk for one in made]
    found = DecidedPoint.objects.filter(pk__in=keys).select_related("item__meeting__committee", "item__memo")
    return sorted(found, key=lambda one: keys.index(one.pk))
