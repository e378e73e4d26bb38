"""Backbrief contents of every kind, for property tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from pejlemaerke.briefs.content import Content, Reporting, Step, Subtask, TimetableLine
from pejlemaerke.core.periods import Period

WORDS = st.text(alphabet="abc æøå?.", max_size=12)

DATED = st.builds(
    lambda text, days, precision: Period(text, min(days), max(days), precision),
    WORDS,
    st.tuples(*[st.dates(date(2019, 1, 1), date(2030, 12, 31))] * 2),
    st.sampled_from(["day", "range", "week", "month", "quarter", "season", "half_year", "year"]),
)
UNDATED = st.builds(
    lambda text, precision: Period(text, None, None, precision),
    WORDS,
    st.sampled_from(["open", "unreadable"]),
)
PERIODS = DATED | UNDATED

LEAVES = st.builds(Step, text=WORDS, is_question=st.booleans())
STEPS = st.builds(Step, text=WORDS, is_question=st.booleans(), steps=st.lists(LEAVES, max_size=2).map(tuple))


def _subtask(key: str) -> st.SearchStrategy[Subtask]:
    return st.builds(
        Subtask,
        key=st.just(key),
        title=WORDS,
        phase=WORDS,
        steps=st.lists(STEPS, max_size=3).map(tuple),
        who=WORDS,
        period=st.none() | PERIODS,
        product=WORDS,
        after=st.sampled_from(["", "s1", "s2", "s3", "s9"]),
        is_main_effort=st.booleans(),
    )


SUBTASKS = st.lists(st.sampled_from(["s1", "s2", "s3", "s4"]), unique=True).flatmap(
    lambda keys: st.tuples(*[_subtask(key) for key in keys])
)
CONTENTS = st.builds(
    Content,
    starting_point=WORDS,
    main_task=WORDS,
    subtasks=SUBTASKS,
    time_plan=WORDS,
    timetable=st.lists(st.builds(TimetableLine, WORDS, PERIODS), max_size=3).map(tuple),
    reporting=st.builds(Reporting, WORDS, WORDS, WORDS),
    signs=st.lists(WORDS, max_size=3).map(tuple),
    main_effort=WORDS,
    constraints=WORDS,
    freedoms=WORDS,
    stop=WORDS,
    brief_holds=WORDS,
    med=WORDS,
)
