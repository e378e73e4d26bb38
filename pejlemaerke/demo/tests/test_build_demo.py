"""Klintvig as it is built: every state, every persona with something to do or read, and nothing twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands
from django.db import models
from django.utils import timezone

from pejlemaerke.briefs.line import shown_state_of
from pejlemaerke.briefs.models import Backbrief, Brief, Comment, Revision, SubtaskLife
from pejlemaerke.core.errors import Refused
from pejlemaerke.core.models import Organisation, Row
from pejlemaerke.core.personal_data import find_cpr
from pejlemaerke.demo.build import Built, build, remove
from pejlemaerke.demo.clock import moments, working_day
from pejlemaerke.demo.municipality import municipality
from pejlemaerke.demo.pages import groups
from pejlemaerke.demo.texts import load_texts
from pejlemaerke.initiatives.models import Initiative, Timing
from pejlemaerke.meetings.memo_content import SECTIONS
from pejlemaerke.meetings.memo_json import filled
from pejlemaerke.meetings.models import DecidedPoint, MedItem, Meeting, Memo, Minutes
from pejlemaerke.organisation.access import Scope, read_scope
from pejlemaerke.organisation.models import Account, Person, Post, Unit
from pejlemaerke.plans.criteria import read_criteria
from pejlemaerke.plans.gates import missing
from pejlemaerke.plans.models import Activity, ApprovalRound, PhasePaper, Plan, PlanStage, Proposal
from pejlemaerke.portal.front import due_now
from pejlemaerke.record.models import Event, Link, Turn

#: A Sunday evening: the day people look at a demo, and the one nobody works.
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def rows() -> Counter[str]:
    found = {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if issubclass(model, Row)
    }
    return Counter(found)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    with django_db_blocker.unblock():
        made = build(now=NOW)
    yield made
    with django_db_blocker.unblock():
        remove(made.organisation)
        assert not rows().total()
        assert not Account.objects.exists()


def backbrief(built: Built, unit: str, initiative: str = "kerneopgaven") -> Backbrief:
    number = municipality().unit(unit).number
    return Backbrief.objects.select_related("unit").get(
        organisation=built.organisation, unit__key=number, initiative__title=title_of(initiative)
    )


def title_of(initiative: str) -> str:
    return next(one.title for one in load_texts(today=TODAY).initiatives if one.key == initiative)


def plan(built: Built, unit: str, initiative: str = "kerneopgaven") -> Plan:
    number = municipality().unit(unit).number
    return Plan.objects.select_related("initiative__unit", "initiative__sponsor", "unit").get(
        organisation=built.organisation, unit__key=number, initiative__title=title_of(initiative), is_central=False
    )  # fmt: skip


def scope_of(key: str) -> Scope:
    return read_scope(Person.objects.get(key=municipality().person(key).number), on=TODAY)


def test_every_backbrief_stands_where_its_text_says(built: Built) -> None:
    texts = load_texts(today=TODAY)
    briefs = {text.key: text.initiative for text in texts.briefs}
    wanted = {(text.unit, briefs[text.brief]): text.state for text in texts.backbriefs}
    stands = {key: shown_state_of(backbrief(built, *key), TODAY).code for key in wanted}
    assert stands == wanted
    assert Counter(stands.values()) == {
        "accepted": 22, "draft": 6, "submitted": 5, "not_begun": 4, "check_again": 2, "returned": 2, "silent": 2,
        "brief_changed": 1, "lifted": 1,
    }  # fmt: skip


def test_every_text_is_kept_word_for_word(built: Built) -> None:
    texts = load_texts(today=TODAY)
    briefs = {text.key: text.initiative for text in texts.briefs}
    for text in texts.backbriefs:
        about = backbrief(built, text.unit, briefs[text.brief])
        kept = Revision.objects.filter(backbrief=about).order_by("number")
        sent = [revision for revision in text.revisions if revision.submitted is not None]
        assert [revision.content for revision in kept] == [revision.content for revision in sent]


def test_nothing_happened_in_the_future_or_on_a_sunday(built: Built) -> None:
    moments = [timezone.localtime(at) for at in Event.objects.values_list("at", flat=True)]
    assert max(moments) <= NOW
    assert {at.weekday() for at in moments} <= set(range(5))
    assert {at.hour for at in moments} <= set(range(8, 16))


def test_a_substitute_acts_on_behalf_of_the_absent(built: Built) -> None:
    begun = Event.objects.about(backbrief(built, "sygeplejen-syd")).get(verb="began_writing")
    assert (begun.person_name, begun.on_behalf_of_name) == ("Hassan El-Amin", "Dorthe Bakmann")


def test_a_substitute_stands_in_on_the_days_after_too(built: Built) -> None:
    hassan = Person.objects.get(key=municipality().person("sygeplejen-syd.02").number)
    for day in (TODAY, TODAY + timedelta(days=30)):
        assert Turn.objects.of(read_scope(hassan, on=day).owner_keys).exists()


def test_the_next_phase_begins_when_the_first_is_done(built: Built) -> None:
    egebakken = backbrief(built, "egebakken")
    states = dict(SubtaskLife.objects.filter(backbrief=egebakken).values_list("key", "state"))
    assert Counter(states.values())["done"] == 3
    assert set(states.values()) == {"done"}
    assert egebakken.accepted is not None
    assert egebakken.state == "draft"
    [sketch] = PhasePaper.objects.filter(plan=plan(built, "egebakken"), kind="sketch")
    assert sketch.state == "seen"
    assert Link.objects.filter(cause_id=sketch.pk, effect_id=egebakken.pk).exists()


def test_a_brief_is_made_from_what_was_accepted_above_it(built: Built) -> None:
    core = Initiative.objects.get(state="running", predecessor__isnull=False)
    briefs = Brief.objects.filter(initiative=core)
    assert briefs.count() == 6
    assert [brief.unit.name for brief in briefs if brief.made_from is None] == ["Ældre og Sundhed"]


def test_the_earlier_decision_is_attached_as_a_readable_file(built: Built) -> None:
    initiative = Initiative.objects.exclude(decided_file=None).get()
    assert initiative.decided_by == "Byrådet"
    assert initiative.decided_file is not None
    assert initiative.decided_file.read().startswith(b"%PDF")


def test_employees_are_counted_in_their_units(built: Built) -> None:
    posts = Counter(Post.objects.values_list("unit", flat=True))
    assert {unit.pk: unit.employees for unit in Unit.objects.all()} == posts


def test_everybody_who_commented_writes_sits_or_answers(built: Built) -> None:
    assert set(Comment.objects.values_list("voice", flat=True)) == {"writer", "committee", "reviewer"}


@pytest.mark.parametrize("persona", municipality().personas, ids=lambda persona: persona.person)
def test_every_persona_has_an_account_and_something_to_do_or_read(built: Built, persona: Any) -> None:
    scope = scope_of(persona.person)
    account = Account.objects.get(person=scope.person)
    assert not account.has_usable_password()
    turns = Turn.objects.of(scope.owner_keys).count()
    reads = Revision.objects.visible_to(scope).count() + Backbrief.objects.visible_to(scope).count()
    prepares = Initiative.objects.visible_to(scope).count()
    assert turns or reads or (prepares and scope.has_role("administrator"))


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("aeldre-sundhed.leder", {"meetings.approve_minutes", "meetings.conclude_med_item"}),
        ("hjemmepleje.leder", {"briefs.answer_lifted", "initiatives.keep_an_eye"}),
        ("sundhed.leder", {"briefs.answer", "plans.approve"}),
        ("omraade-nord.leder", {"briefs.answer"}),
        ("hjemmeplejen-nord.leder", {"briefs.finish", "meetings.call", "meetings.take_up_med_item", "plans.hold"}),
        ("egebakken.leder", {"briefs.write_next_phase", "plans.open_stage", "plans.answer_proposal"}),
        ("lyngtoften.leder", {"briefs.rewrite"}),
        ("smedjen.leder", {"briefs.write", "plans.approve"}),
        ("sygeplejen-syd.02", {"briefs.finish"}),
        ("hr-udvikling.02", {"meetings.finish_memo", "meetings.close", "meetings.open"}),
        ("hjemmeplejen-nord.tr", {"plans.hold"}),
        ("hjemmeplejen-havnen.03", {"plans.hold"}),
        ("visitationen.02", {"plans.hold"}),
        ("sygeplejen-nord.04", {"plans.hold"}),
        ("kommunikation.01", {"plans.hold"}),
        ("it.02", {"plans.hold"}),
    ],
)  # fmt: skip
def test_it_is_the_turn_of_those_whose_line_says_so(built: Built, key: str, what: set[str]) -> None:
    assert set(Turn.objects.of(scope_of(key).owner_keys).values_list("what", flat=True)) >= what


def test_the_page_of_personas_counts_what_waits_as_a_scope_would(
    built: Built, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        shown = {persona.key: persona for group in groups(today=TODAY) for persona in group.personas}
    assert len(shown) == len(municipality().personas)
    for persona in municipality().personas:
        number = municipality().person(persona.person).number
        waits = due_now(Turn.objects.of(scope_of(persona.person).owner_keys), TODAY).count()
        assert shown[number].waiting == ("" if not waits else shown[number].waiting)
        assert shown[number].waiting.split(" ")[0] == (str(waits) if waits else "")


# -- from memo to plan ------------------------------------------------------------------------------------------


def test_the_body_decided_otherwise_than_it_was_asked(built: Built) -> None:
    memo = Memo.objects.select_related("current").get(title="Tæt på borgeren")
    assert memo.state == "treated"
    assert memo.current is not None
    content = memo.current.content
    assert all(filled(content, name) for name in SECTIONS)
    points = DecidedPoint.objects.filter(item__memo=memo)
    answers = dict(points.exclude(asked="").values_list("asked", "answer"))
    assert answers == {"whom": "changed", "when": "changed", "questions": "approved", "repeat": "declined"}
    assert {one.key for one in content.asked} - set(answers) == {"app"}
    assert points.filter(asked="").count() == 3
    assert set(points.values_list("settled", flat=True)) == {True}
    minutes = Minutes.objects.get(meeting__items__memo=memo)
    assert (minutes.state, minutes.corrections.count()) == ("approved", 1)


def test_the_decided_days_drive_the_plans(built: Built) -> None:
    visits = Initiative.objects.get(title="Tæt på borgeren")
    timings = {one.item: one for one in Timing.objects.filter(initiative=visits).select_related("point")}
    assert all(one.point is not None and one.period.first == one.point.first for one in timings.values())
    during = plan(built, "hjemmeplejen-vest", "taet-paa-borgeren").stages.get(key="during")
    assert (during.first, during.last) == (timings["stages.during"].first, timings["stages.during"].last)
    assert during.first == date(2026, 10, 1)


def test_from_a_workplace_one_walks_up_to_what_was_decided(built: Built) -> None:
    visit = plan(built, "hjemmeplejen-havnen", "taet-paa-borgeren").activities.get(item="half-day")
    reached, ring = set(), {visit.pk}
    while ring:
        reached |= ring
        ring = set(Link.objects.filter(effect_id__in=ring).values_list("cause_id", flat=True)) - reached
    assert Memo.objects.get(title="Tæt på borgeren").pk in reached
    assert DecidedPoint.objects.filter(pk__in=reached).count() == 6


def test_leaders_go_along_one_by_one(built: Built) -> None:
    visits = Activity.objects.filter(plan__initiative__title="Tæt på borgeren", item="half-day")
    assert Counter(visits.values_list("state", flat=True)) == {
        "held": 2, "confirmed": 2, "not_held": 1, "tentative": 2,
    }  # fmt: skip
    assert "syge" in visits.get(state="not_held").note
    turns = Activity.objects.filter(plan__initiative__title="Tæt på borgeren", item="how-is-it-going")
    [carried] = turns.exclude(carried="")
    assert "nøglebokse" in carried.carried


def test_one_workplace_has_been_carried_all_the_way(built: Built) -> None:
    egebakken = plan(built, "egebakken")
    assert dict(egebakken.stages.values_list("key", "state")) == {"phase-1": "ended", "phase-2": "next"}
    workshop = egebakken.activities.get(item="own-words")
    assert Counter(workshop.products.values_list("service__name", flat=True)) == {
        "Aftensmåltidet": 3, "Hjælp om morgenen": 3, "De sidste dage": 3,
    }  # fmt: skip
    evaluation = egebakken.papers.get(kind="evaluation")
    assert evaluation.writers == ["Lisbeth Quist", "Marianne Sylvest"]
    still = missing(read_criteria(egebakken.stages.get(key="phase-2")))
    assert [(one.kind, one.key) for one in still] == [("med_item", "plan-in-med-2")]
    states = set(egebakken.activities.filter(stage__key="phase-2").values_list("state", flat=True))
    assert states == {"tentative", "confirmed"}


def test_plans_stand_at_every_point(built: Built) -> None:
    core = Plan.objects.filter(initiative__title="Kerneopgaven i hverdagen", is_central=False)
    assert core.filter(begun_at=None).count() > 20
    paused = core.get(state="paused")
    assert paused.pause_reason
    overridden = PlanStage.objects.exclude(override_reason="").get()
    assert (overridden.plan.unit.name, overridden.override_by_name) == (
        "Frivilligt Fællesskab", "Annelise Thorup",
    )  # fmt: skip
    late = MedItem.objects.get(committee__name="LMU Hjemmeplejen Nord", state="planned")
    assert late.decision_on is not None
    assert late.discuss_on is not None
    assert late.decision_on <= late.discuss_on
    proposals = Proposal.objects.filter(plan=plan(built, "hjemmeplejen-havnen"))
    assert sorted(proposals.values_list("state", flat=True)) == ["answered", "new", "taken"]


def test_the_leadership_group_is_halfway_through_its_second_round(built: Built) -> None:
    casework = plan(built, "visitationen", "god-sagsbehandling")
    first, second = ApprovalRound.objects.filter(plan=casework).order_by("number")
    assert (first.state, second.state) == ("withdrawn", "asked")
    assert first.voices.filter(answer="change").count() == 1
    assert Counter(second.voices.values_list("answer", flat=True)) == {"approved": 3, "": 3}
    answers = casework.checklist_answers
    assert answers.filter(checklist="six-decisions").count() == 6
    noes = answers.filter(checklist="preparation", answer="no")
    assert sorted(one.activity_id is None for one in noes) == [False, True]
    group = casework.activities.exclude(body=None).filter(body__kind__purpose="implementation")
    assert group.count() == 2
    assert casework.activities.filter(hours__isnull=False).exists()


def test_meetings_stand_from_draft_to_approved(built: Built) -> None:
    found = Meeting.objects.values_list("state", "minutes__state")
    assert Counter(found) == {
        ("closed", "approved"): 1, ("closed", "read_through"): 1, ("in_progress", None): 1, ("called", None): 3,
        ("draft", None): 1,
    }  # fmt: skip
    [now] = Meeting.objects.filter(state="in_progress")
    assert timezone.localdate(now.starts_at) == working_day(TODAY)
    asked = now.items.get(memo__isnull=False)
    assert asked.outcome == ""
    assert asked.points.count() == 1


@pytest.mark.parametrize("key", ["sygeplejen-nord.04", "hjemmeplejen-havnen.03", "hjemmeplejen-nord.tr"])
def test_support_person_employee_and_med_member_see_plans_and_decisions(built: Built, key: str) -> None:
    scope = scope_of(key)
    for found in (Plan, Meeting, DecidedPoint, MedItem):
        assert found.objects.visible_to(scope).exists(), found


#: Ids hold runs of digits by chance; nobody wrote them.
ID = re.compile(r"\b(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=\w*[a-f])[0-9a-f]{10,})\b")


def test_no_number_looks_like_a_cpr_number(built: Built) -> None:
    for model in apps.get_models():
        if not issubclass(model, Row):
            continue
        texts = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for values in model._base_manager.values(*texts) if texts else ():
            for value in values.values():
                said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                assert not find_cpr(ID.sub("", said)), model


def test_building_twice_changes_nothing(built: Built) -> None:
    before, organisations = rows(), Organisation.objects.count()
    again = build(now=NOW + timedelta(days=3))
    assert not again.made
    assert again.day == TODAY
    assert again.organisation == built.organisation
    assert rows() == before
    assert Organisation.objects.count() == organisations


def test_the_data_hangs_together(built: Built) -> None:
    if "check_data" not in get_commands():
        pytest.skip("the command that proves it is not here yet")
    call_command("check_data")


def test_production_has_no_demo(built: Built, settings: Any) -> None:
    settings.MODE = "production"
    for attempt in (lambda: build(now=NOW, fresh=True), lambda: remove(built.organisation)):
        with pytest.raises(Refused):
            attempt()
    assert Organisation.objects.filter(pk=built.organisation.pk).exists()


@pytest.mark.parametrize("hour", [0, 7, 8, 12, 23])
def test_acts_of_one_day_follow_each_other_and_never_come(hour: int) -> None:
    now = datetime(2026, 11, 18, hour, 1, tzinfo=UTC)  # a Wednesday
    told = list(moments([(0, "c"), (-1, "a"), (0, "d"), (-1, "b")], today=now.date(), now=now, zone=UTC))
    assert [thing for _at, thing in told] == ["a", "b", "c", "d"]
    times = [at for at, _thing in told]
    assert times == sorted(times)
    assert times[-1] <= now


def test_a_weekend_is_the_friday_before() -> None:
    assert working_day(TODAY) == date(2026, 11, 20)
    assert working_day(date(2026, 11, 18)) == date(2026, 11, 18)
