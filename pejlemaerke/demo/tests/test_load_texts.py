"""What the demo's workplaces have written: whole, in every state, and readable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejlemaerke.briefs.content import Content
from pejlemaerke.core.periods import parse_period
from pejlemaerke.core.personal_data import find_cpr
from pejlemaerke.core.words import overlap
from pejlemaerke.demo.municipality import municipality
from pejlemaerke.demo.texts import ANSWERS, FOLDER, STATES, BackbriefText, Texts, load_texts, two_halves

TODAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "backbrief.txt"


@cache
def texts(today: date = TODAY) -> Texts:
    return load_texts(today=today)


def words_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from words_in(part)
    elif isinstance(value, dict):
        yield from words_in(tuple(value.values()))
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_in(getattr(value, field.name))


def prose(content: object) -> str:
    """Everything in a value that is read as sentences; every text ends one."""
    return " ".join(text if text[-1] in ".?!" else f"{text}." for text in words_in(content) if " " in text)


def lix(text: str) -> float:
    """Words per sentence plus the share of words longer than six letters, in percent (Björnsson)."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = len(re.findall(r"[.?!:](?:\s|$)", text))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_every_state_and_every_answer_occurs() -> None:
    assert {backbrief.state for backbrief in texts().backbriefs} == set(STATES)
    answers = {
        revision.answer.kind
        for backbrief in texts().backbriefs
        for revision in backbrief.revisions
        if revision.answer
    }
    assert answers == set(ANSWERS)


def test_every_workplace_and_level_of_elder_care_takes_part_once() -> None:
    town = municipality()
    briefs = {brief.key: brief for brief in texts().briefs}
    parents = {unit.key: unit.parent for unit in town.units}
    core = [b for b in texts().backbriefs if briefs[b.brief].initiative == "kerneopgaven"]

    def below(key: str) -> bool:
        while parents[key]:
            key = parents[key]
            if key == "aeldre-sundhed":
                return True
        return False

    assert Counter(b.unit for b in core) == Counter(unit.key for unit in town.units if below(unit.key))
    assert len([b for b in core if town.unit(b.unit).kind == "arbejdsplads"]) == 28
    for backbrief in core:
        assert briefs[backbrief.brief].unit == parents[backbrief.unit]


def test_everybody_named_is_in_the_municipality() -> None:
    town = municipality()
    people = {person.key for person in town.people}
    committees = {committee.key: committee for committee in town.committees}
    for initiative in texts().initiatives:
        assert initiative.sponsor in people
        assert initiative.predecessor in {"", *(other.key for other in texts().initiatives)}
    for brief in texts().briefs:
        assert brief.author in people
        assert brief.initiative in {initiative.key for initiative in texts().initiatives}
    for backbrief in texts().backbriefs:
        assert {backbrief.author, *backbrief.co_writers} <= people
        assert {comment.by for comment in backbrief.comments} <= people
        for view in backbrief.views:
            assert committees[view.committee].unit == backbrief.unit
        for comment in backbrief.comments:
            if comment.kind == "committee":
                seats = committees[f"lmu-{backbrief.unit}"].seats
                assert comment.by in {seat.person for seat in seats}


@pytest.mark.parametrize("backbrief", texts().backbriefs, ids=lambda b: b.unit)
def test_days_follow_each_other(backbrief: BackbriefText) -> None:
    brief = next(brief for brief in texts().briefs if brief.key == backbrief.brief)
    if backbrief.begun is None:
        assert backbrief.state in ("not_begun", "silent")
        assert not backbrief.revisions
        return
    days = [brief.issued, backbrief.begun]
    for revision in backbrief.revisions:
        if revision.submitted is not None:
            days.append(revision.submitted)
        if revision.answer:
            days.append(revision.answer.day)
    assert backbrief.last_seen is not None
    days.append(backbrief.last_seen)
    assert days == sorted(days)
    assert days[-1] <= 0
    said = [comment.day for comment in backbrief.comments] + [view.day for view in backbrief.views]
    assert all(backbrief.begun <= day <= 0 for day in said)


@pytest.mark.parametrize("backbrief", texts().backbriefs, ids=lambda b: b.unit)
def test_the_state_is_what_was_last_said(backbrief: BackbriefText) -> None:
    state, revisions = backbrief.state, backbrief.revisions
    last = revisions[-1] if revisions else None
    if state == "accepted" and last is not None and last.opened is not None:
        # It holds while its next phase is written.
        last = revisions[-2]
    kind = last.answer.kind if last and last.answer else ""
    if state in ("accepted", "check_again"):
        assert kind in ("accepted", "accepted_with_adjustment")
    elif state in ("returned", "brief_changed", "lifted"):
        assert kind == state
        assert last is not None
        assert last.answer is not None
        assert last.answer.text
        assert bool(last.answer.new_intent) == (state == "brief_changed")
    elif state == "submitted":
        assert last is not None
        assert last.submitted is not None
        assert not kind
    elif state == "draft":
        assert last is not None
        assert last.submitted is None
    assert all(revision.submitted is not None for revision in revisions[:-1])
    for revision in revisions:
        assert revision.answer is None or revision.answer.by != backbrief.author


@pytest.mark.parametrize("backbrief", texts().backbriefs, ids=lambda b: b.unit)
def test_it_is_silent_only_where_the_date_has_passed_without_a_word(backbrief: BackbriefText) -> None:
    """As the line shows it: not begun, draft or returned past its date is silent."""
    brief = next(brief for brief in texts().briefs if brief.key == backbrief.brief)
    last = backbrief.revisions[-1].answer if backbrief.revisions else None
    due = last.due if last and last.due is not None else brief.due
    if backbrief.state in ("not_begun", "draft", "returned", "silent"):
        assert (due < 0) == (backbrief.state == "silent")


def test_a_changed_intent_is_answered_or_waits_for_the_leader() -> None:
    changes = {brief.key: brief.changed for brief in texts().briefs if brief.new_intent}
    assert set(changes) == {"kerne-plejecentre"}
    for backbrief in texts().backbriefs:
        if backbrief.state in ("accepted", "check_again"):
            answer = next(one.answer for one in reversed(backbrief.revisions) if one.answer)
            assert answer is not None
            before = backbrief.brief in changes and answer.day < changes[backbrief.brief]
            if backbrief.state == "check_again":
                assert before
                assert backbrief.still_holds is None
            else:
                assert before == (backbrief.still_holds is not None)


def test_every_intent_says_what_for() -> None:
    intents = [words for brief in texts().briefs for words in (brief.intent, brief.new_intent) if words]
    for backbrief in texts().backbriefs:
        for revision in backbrief.revisions:
            if revision.answer and revision.answer.new_intent:
                intents.append(revision.answer.new_intent)
    assert len(intents) == len(texts().briefs) + 2
    for intent in intents:
        what, purpose = two_halves(intent)
        assert f"{what}, {purpose}." == intent
        assert purpose.startswith("for at ")
        assert what


def test_what_was_submitted_is_whole_and_sections_exist() -> None:
    names = {field.name for field in fields(Content)}
    full = 0
    for backbrief in texts().backbriefs:
        for revision in backbrief.revisions:
            content = revision.content
            keys = [subtask.key for subtask in content.subtasks]
            assert len(set(keys)) == len(keys)
            assert {subtask.after for subtask in content.subtasks} <= {"", *keys}
            if revision.submitted is not None:
                assert content.main_task
                assert content.subtasks
                assert content.time_plan
                assert content.reporting.text
            full += bool(content.signs and content.stop and content.med and len(content.subtasks) > 1)
        for comment in backbrief.comments:
            assert 0 <= comment.revision <= len(backbrief.revisions)
            section, _, key = comment.section.partition(".")
            assert section in names
            revision = backbrief.revisions[comment.revision - 1]
            assert not key or key in {subtask.key for subtask in revision.content.subtasks}
    assert full >= 14


def test_gaps_that_are_meant_are_there() -> None:
    by_unit = {backbrief.unit: backbrief for backbrief in texts().backbriefs}
    lyngtoften = by_unit["lyngtoften"].revisions[-1].content
    brief = next(brief for brief in texts().briefs if brief.key == "kerne-plejecentre")
    assert overlap(lyngtoften.main_task, brief.intent) > 0.8
    assert lyngtoften.reporting.to == ""
    assert sum(subtask.is_main_effort for subtask in lyngtoften.subtasks) == 2
    late = by_unit["aftenplejen-syd"].revisions[-1].content
    assert {line.period.precision for line in late.timetable} == {"unreadable"}
    assert not late.subtasks[0].who


def test_no_two_workplaces_say_the_same() -> None:
    """A sentence belongs to one workplace; a sketch of the next phase may repeat its own."""
    owners: dict[str, set[str]] = {}
    for backbrief in texts().backbriefs:
        for revision in backbrief.revisions:
            content = revision.content
            for text in (content.starting_point, content.main_task, *content.signs):
                if len(text) > 20:
                    owners.setdefault(text, set()).add(backbrief.unit)
    shared = {text: units for text, units in owners.items() if len(units) > 1}
    # What a chief wrote as a sign may come again as the area's own.
    assert all(units <= {"hjemmepleje", "omraade-nord", "omraade-syd"} for units in shared.values())


def test_nothing_looks_like_a_cpr_number() -> None:
    assert [text for text in words_in(texts().backbriefs) if find_cpr(text)] == []
    assert [text for text in words_in((texts().briefs, texts().initiatives)) if find_cpr(text)] == []
    decided = (texts().memos, texts().meetings, texts().plans)
    assert [text for text in words_in(decided) if find_cpr(text)] == []
    assert not find_cpr(EXAMPLE.read_text(encoding="utf-8"))


def test_the_texts_are_easy_to_read() -> None:
    hard = {
        backbrief.unit: round(lix(prose(revision.content)))
        for backbrief in texts().backbriefs
        for revision in backbrief.revisions
        if lix(prose(revision.content)) > 40
    }
    hard |= {brief.key: round(lix(prose(brief))) for brief in texts().briefs if lix(prose(brief)) > 40}
    decided = {one.key: prose(one) for one in (*texts().memos, *texts().meetings)}
    decided |= {f"{plan.initiative}, {plan.plan}": prose(plan) for plan in texts().plans}
    hard |= {key: round(lix(said)) for key, said in decided.items() if said and lix(said) > 40}
    assert hard == {}


@settings(max_examples=8, deadline=None)
@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2032, 12, 31)))
def test_periods_follow_the_calendar(today: date) -> None:
    loaded = load_texts(today=today)
    written = (
        loaded.briefs,
        loaded.backbriefs,
        loaded.initiatives,
        loaded.memos,
        loaded.meetings,
        loaded.plans,
    )
    assert not any("{" in text for text in words_in(written))
    decided = [
        point
        for meeting in loaded.meetings
        for item in meeting.items
        for point in item.points
        if point.period
    ]
    assert all(parse_period(point.period).first for point in decided)
    ahead = [
        subtask.period
        for backbrief in loaded.backbriefs
        if backbrief.state in ("draft", "submitted")
        for revision in backbrief.revisions[-1:]
        for subtask in revision.content.subtasks
        if subtask.period and subtask.period.last
    ]
    assert ahead
    assert all(period.last >= today for period in ahead if period.last)


def test_what_meetings_and_plans_point_at_is_there() -> None:
    town = municipality()
    people, committees = {person.key for person in town.people}, {each.key for each in town.committees}
    memos = {memo.key: memo for memo in texts().memos}
    brought = {
        f"{plan.initiative}/{plan.plan}/{act.item}": act.day
        for plan in texts().plans for act in plan.acts if act.do == "med"
    }  # fmt: skip
    for meeting in texts().meetings:
        assert {meeting.committee} <= committees
        assert {meeting.secretary, *(each.by for each in meeting.corrections)} <= people
        agenda = meeting.called or meeting.prepared
        for item in meeting.items:
            assert sum(map(bool, (item.memo, item.med, item.title))) == 1
            if item.memo:
                memo = memos[item.memo]
                assert memo.sent is not None
                assert memo.sent <= agenda
                asked = {one.key for one in memo.content.asked}
                assert {point.asked for point in item.points} <= asked | {""}
            if item.med:
                assert brought[item.med] <= agenda
    for plan in texts().plans:
        assert all(act.day <= 0 for act in plan.acts)
        for act in plan.acts:
            named = {act.by, act.owner, act.leads, *act.people}
            assert named - {""} <= people
            assert act.committee in committees | {""}


def test_an_unknown_field_is_refused_by_name(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "briefs.yaml").open("a", encoding="utf-8") as file:
        file.write("- {key: x, unit: sundhed, hensigt: forkert felt}\n")
    with pytest.raises(KeyError, match="hensigt"):
        load_texts(today=TODAY, folder=tmp_path)
