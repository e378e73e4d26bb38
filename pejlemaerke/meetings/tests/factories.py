"""A body that meets, with memos, meetings, minutes and MED items brought to any state by real actions.

Begin with `body()`; everything else hangs on it.

    Sundhed og Omsorg       the top team: Karin chairs, Per is vice-chair, Mette sits in it; Hanne keeps its minutes
    └─ Nord                 Sara leads; the LMU: Sara chairs, Ida is vice-chair; Ali works here and sits in nothing
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from pejlemaerke.core.actor import Actor
from pejlemaerke.core.models import Organisation
from pejlemaerke.organisation.models import Committee, Person, Role, Unit
from pejlemaerke.organisation.tests import factories as make
from pejlemaerke.organisation.tests.factories import NOW, TODAY, scope_of

from .. import actions
from ..memo_content import AskedPoint, Communication, FollowUp, MemoContent, Risk
from ..models import AgendaItem, DecidedPoint, MedItem, Meeting, Memo, Minutes

__all__ = ["NOW", "TODAY", "scope_of"]


def later(days: float = 1) -> datetime:
    return NOW + timedelta(days=days)


def by(person: Person) -> Actor:
    """The actor a view would make for `person`."""
    return Actor(person.organisation_id, person.pk, person.name)


def content(**changes: Any) -> MemoContent:
    """A memo with three points asked for."""
    full = MemoContent(
        background="Vi hilser på borgeren for sent i forløbet, og familierne fortæller det samme hver uge.",
        asked=(
            AskedPoint("a", "Alle nye borgere får besøg inden for fjorten dage."),
            AskedPoint("b", "Besøgene begynder i foråret 2027."),
            AskedPoint("c", "Teamlederne følger op hvert halve år."),
        ),
        effect="Færre ringer for at høre, hvem der kommer.",
        communication=Communication(
            "Ledere og MED hører det først.", "Avisen på nettet følger med.", "Vi fortæller hvad vi lærte."
        ),
        follow_up=FollowUp("Hvert LMU samler op.", "HMU ser på det hele i juni."),
        risks=(Risk("Vagterne hænger ikke sammen.", "Vi begynder i to grupper."),),
    )  # fmt: skip
    return replace(full, **changes)


@dataclass(frozen=True)
class Body:
    """The people and committees of the drawing above."""

    organisation: Organisation
    top: Unit
    nord: Unit
    committee: Committee
    lmu: Committee
    karin: Person
    per: Person
    mette: Person
    hanne: Person
    sara: Person
    ida: Person
    ali: Person


def body() -> Body:
    """Made once a test."""
    top = make.unit("Sundhed og Omsorg")
    nord = make.unit("Nord", top)
    team = make.committee("Chefteam", top, purpose="management", name="Chefteamet")
    lmu = make.committee("LMU", nord)
    karin = make.person("Karin", "Dam", top, role="director")
    per = make.person("Per", "Holt", top, role="senior_manager")
    mette = make.person("Mette", "Holm", top)
    hanne = make.person("Hanne", "Vig", top, role="programme_office")
    sara = make.person("Sara", "Lind", nord, role="leader")
    ida, ali = make.person("Ida", "Juul", nord), make.person("Ali", "Demir", nord)
    make.seat(team, karin, "management", "chair")
    make.seat(team, per, "management", "vice_chair")
    make.seat(team, mette, "management")
    make.seat(lmu, sara, "management", "chair")
    make.seat(lmu, ida, "employees", "vice_chair")
    return Body(
        organisation=top.organisation, top=top, nord=nord, committee=team, lmu=lmu, karin=karin, per=per,
        mette=mette, hanne=hanne, sara=sara, ida=ida, ali=ali,
    )  # fmt: skip


def memo(
    state: str = "draft", at: Body | None = None, words: MemoContent | None = None, **given: Any
) -> Memo:
    """Sara's memo to the top team; "on_agenda" and "treated" bring a meeting with them."""
    at = at or body()
    words = words or content()
    made = actions.create_memo(
        committee=given.pop("committee", at.committee), title=given.pop("title", "Besøg hos nye borgere"),
        by=by(at.sara), now=NOW, content=words, **given,
    )  # fmt: skip
    if state == "draft":
        return made
    if state == "dropped":
        actions.drop_memo(made, by=by(at.sara), now=NOW)
        return made
    actions.send_memo(made, by=by(at.sara), now=NOW)
    if state == "sent":
        return made
    meeting({"on_agenda": "called", "treated": "closed"}[state], at, memos=[made])
    made.refresh_from_db()
    assert made.state == state
    return made


def meeting(
    state: str = "draft", at: Body | None = None, *, memos: list[Memo] | None = None, is_closed: bool = False,
    starts: datetime | None = None,
) -> Meeting:  # fmt: skip
    """A meeting of the top team with one item for each memo, by default one. Beyond in_progress its first item has been
    treated with two decisions, one of them an answer."""
    at = at or body()
    starts = starts or later(7)
    made = actions.create_meeting(
        committee=at.committee, starts_at=starts, ends_at=starts + timedelta(hours=2), place="Rådhuset",
        secretary=at.hanne, by=by(at.hanne), now=NOW,
    )  # fmt: skip
    for each in [memo("sent", at)] if memos is None else memos:
        actions.add_item(made, memo=each, is_closed=is_closed, by=by(at.hanne), now=NOW)
    if state == "draft":
        return made
    if state == "cancelled":
        actions.cancel_meeting(made, by=by(at.hanne), now=NOW)
        return made
    actions.call_meeting(made, by=by(at.hanne), now=NOW)
    if state == "called":
        return made
    actions.open_meeting(made, by=by(at.hanne), now=later(7))
    if state == "in_progress":
        return made
    first = made.items.first()
    assert first is not None
    point(first, at)
    point(first, at, text="Chefteamet vil se de første erfaringer i juni 2027.", asked="", answer="")
    for item in made.items.all():
        actions.record_outcome(
            item, discussed="Der blev talt om vagterne.", outcome="treated", by=by(at.hanne), now=later(7)
        )
    actions.close_meeting(made, by=by(at.hanne), now=later(7))
    assert made.state == state
    return made


def point(item: AgendaItem, at: Body, **given: Any) -> DecidedPoint:
    """Recorded by Hanne under `item`, whose meeting is in progress."""
    words: dict[str, Any] = {
        "heading": "PROCES",
        "text": "Besøgene begynder efter sommerferien 2027.",
        "asked": "b" if item.memo_id else "",
        "answer": "changed" if item.memo_id else "",
        "period_text": "efter sommerferien 2027",
    }
    return actions.record_point(item, **{**words, **given}, by=by(at.hanne), now=later(7))


def minutes(state: str = "written", at: Body | None = None, **given: Any) -> Minutes:
    """Of a closed meeting, with one correction once they have been read."""
    at = at or body()
    held = meeting("closed", at, **given)
    found = Minutes.objects.select_related("meeting__committee__unit", "meeting__secretary").get(meeting=held)
    if state == "written":
        return found
    actions.send_minutes(found, read_by=TODAY + timedelta(days=14), by=by(at.hanne), now=later(8))
    if state == "read_through":
        return found
    actions.add_correction(found, "Mette gik kl. 14.", by=by(at.mette), now=later(9))
    actions.approve_minutes(found, by=by(at.karin), now=later(10))
    assert found.state == state
    return found


def med_item(state: str = "planned", at: Body | None = None, **given: Any) -> MedItem:
    """Sara's matter before the LMU of Nord, for discussion before it is decided."""
    at = at or body()
    words: dict[str, Any] = {
        "committee": at.lmu, "decides_at": at.nord, "kind": "discussion", "title": "Nye besøg i Nord",
        "text": "Hvad betyder de for vagterne?", "decision_on": date(2027, 1, 11), "discuss_on": date(2026, 12, 9),
        "papers_on": date(2026, 12, 1),
    }  # fmt: skip
    made = actions.raise_med_item(**{**words, **given}, by=by(at.sara), now=NOW)
    if state == "withdrawn":
        actions.withdraw_med_item(made, by=by(at.sara), now=NOW)
    elif state == "on_agenda":
        held = actions.create_meeting(
            committee=made.committee, starts_at=later(30), ends_at=None, place="", secretary=at.sara,
            by=by(at.sara), now=NOW,
        )  # fmt: skip
        actions.add_item(held, med_item=made, by=by(at.sara), now=NOW)
    elif state == "concluded":
        conclude(made, at)
    assert made.state == state
    return made


def conclude(item: MedItem, at: Body, **given: Any) -> None:
    words: dict[str, Any] = {
        "discussed_on": TODAY + timedelta(days=37), "staff_view": "Vi vil gerne begynde med to grupper.",
        "management_answer": "Det gør vi.", "conclusion": "Nord begynder med to grupper.",
    }  # fmt: skip
    actions.conclude_med_item(item, **{**words, **given}, by=by(at.sara), now=later(37))


def role(person: Person, kind: str, unit: Unit, **dates: Any) -> Role:
    made: Role = Role.objects.create(
        organisation=person.organisation, person=person, kind=kind, unit=unit, **dates
    )
    return made
