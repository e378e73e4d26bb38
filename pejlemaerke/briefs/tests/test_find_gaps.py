from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.briefs.content import Content, Reporting, Subtask, TimetableLine
from pejlemaerke.briefs.gaps import ORDER, Gap, find_gaps
from pejlemaerke.briefs.tests.strategies import CONTENTS
from pejlemaerke.core.periods import Period

BRIEF = "Alle arbejdspladser gør den fælles retning til en levende del af hverdagen, så borgerne mærker det."
MAY = Period("maj 2026", date(2026, 5, 1), date(2026, 5, 31), "month")
LATER = Period("planlægges herefter", None, None, "open")
UNREAD = Period("kvartal 7 2026", None, None, "unreadable")

WHOLE = Content(
    starting_point="Vi er tre små hold med hver sin vane.",
    main_task="Vi vil have én fælles måde at begynde dagen på, så borgeren kun fortæller tingene én gang.",
    subtasks=(
        Subtask("s1", "Lære af naboen", who="Holdlederen", period=MAY),
        Subtask("s2", "Vælge vores egen måde", who="Holdlederen", period=LATER, after="s1"),
    ),
    time_plan="Første del i maj 2026, anden del planlægges herefter.",
    timetable=(TimetableLine("Første del i maj 2026", MAY),),
    reporting=Reporting("Til områdelederen i juni", "områdelederen", "juni"),
    signs=("Borgerne siger, at de kun blev spurgt én gang",),
    med="MED drøfter valget i april.",
)


def codes(content: Content, **given: object) -> list[str]:
    return [gap.code for gap in find_gaps(content, brief_text=BRIEF, **given)]  # type: ignore[arg-type]


def test_a_whole_backbrief_has_no_gaps_and_an_open_period_is_none() -> None:
    assert codes(WHOLE) == []


def test_an_empty_backbrief_is_asked_for_what_is_required_first() -> None:
    assert codes(Content())[:4] == [
        "missing_main_task",
        "missing_subtasks",
        "missing_time_plan",
        "missing_reporting",
    ]


def test_a_draft_just_begun_is_not_asked_for_what_is_not_written_yet() -> None:
    assert codes(Content(), complete=False) == []
    begun = Content(reporting=Reporting(text="Når vi er færdige", when="når vi er færdige"))
    assert codes(begun, complete=False) == ["no_reporting_recipient"]


def test_reporting_without_recipient_or_date() -> None:
    vague = replace(WHOLE, reporting=Reporting(text="Vi fortæller om det"))
    assert find_gaps(vague, brief_text=BRIEF) == [
        Gap("no_reporting_recipient", "reporting", words="Vi fortæller om det"),
        Gap("no_reporting_date", "reporting", words="Vi fortæller om det"),
    ]


def test_the_same_gap_at_several_subtasks_is_one_question_naming_them() -> None:
    subtasks = tuple(Subtask(f"s{at}", f"Del {at}", period=MAY) for at in (1, 2, 3))
    gaps = find_gaps(replace(WHOLE, subtasks=subtasks), brief_text=BRIEF)
    assert gaps == [Gap("subtask_without_owner", "subtasks", words="Del 1; Del 2; Del 3")]


def test_a_gap_at_one_subtask_points_at_it() -> None:
    first, second = WHOLE.subtasks
    gaps = find_gaps(replace(WHOLE, subtasks=(first, replace(second, period=None))), brief_text=BRIEF)
    assert gaps == [Gap("subtask_without_period", "subtasks", "s2", "Vælge vores egen måde")]


def test_two_main_efforts_are_one_too_many() -> None:
    both = tuple(replace(subtask, is_main_effort=True) for subtask in WHOLE.subtasks)
    assert codes(replace(WHOLE, subtasks=both)) == ["two_main_efforts"]


def test_four_subtasks_need_a_main_effort_and_words_for_it_are_enough() -> None:
    four = tuple(Subtask(f"s{at}", f"Del {at}", who="Lederen", period=MAY) for at in range(4))
    assert codes(replace(WHOLE, subtasks=four)) == ["no_main_effort"]
    assert codes(replace(WHOLE, subtasks=four, main_effort="Del 1 går forud")) == []
    assert codes(replace(WHOLE, subtasks=four[:3])) == []


def test_a_main_task_pasted_from_above_is_asked_about() -> None:
    pasted = replace(WHOLE, main_task="Vi gør den fælles retning til en levende del af hverdagen.")
    assert codes(pasted) == ["pasted_main_task"]
    assert [gap.code for gap in find_gaps(pasted, brief_text="", higher_text=BRIEF)] == ["pasted_main_task"]


def test_an_unreadable_period_is_asked_about_once_where_it_stands() -> None:
    first, second = WHOLE.subtasks
    unread = replace(
        WHOLE,
        subtasks=(replace(first, period=UNREAD), second),
        timetable=(TimetableLine("Del 1 i kvartal 7 2026", UNREAD),),
    )
    assert find_gaps(unread, brief_text=BRIEF) == [
        Gap("unreadable_period", "subtasks", "s1", "kvartal 7 2026")
    ]
    only_line = replace(WHOLE, timetable=(TimetableLine("Del 1 i kvartal 7 2026", UNREAD),))
    assert find_gaps(only_line, brief_text=BRIEF) == [
        Gap("unreadable_period", "time_plan", words="kvartal 7 2026")
    ]


def test_waiting_for_each_other_or_for_nothing() -> None:
    first, second = WHOLE.subtasks
    ring = (replace(first, after="s2"), second)
    assert codes(replace(WHOLE, subtasks=ring)) == ["circular_wait"]
    assert codes(replace(WHOLE, subtasks=(first, replace(second, after="s7")))) == ["waits_for_missing"]
    assert codes(replace(WHOLE, subtasks=(replace(first, after="s1"), second))) == ["circular_wait"]


def test_sign_and_med_are_asked_for_and_med_only_where_there_is_one() -> None:
    bare = replace(WHOLE, signs=(), med="")
    assert codes(bare) == ["no_sign", "med_without_part"]
    assert codes(bare, has_med=False) == ["no_sign"]


@given(CONTENTS, st.text(), st.booleans(), st.booleans())
def test_gaps_come_in_order_and_none_twice(
    content: Content, brief: str, has_med: bool, complete: bool
) -> None:
    gaps = find_gaps(content, brief_text=brief, has_med=has_med, complete=complete)
    places = [ORDER.index(gap.code) for gap in gaps]
    assert places == sorted(places)
    once = [gap.code for gap in gaps if gap.code != "unreadable_period"]
    assert len(once) == len(set(once))
    if not complete:
        whole = find_gaps(content, brief_text=brief, has_med=has_med)
        assert all(gap in whole for gap in gaps)
