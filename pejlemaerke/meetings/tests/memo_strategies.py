"""Memo contents of every kind, for property tests."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from pejlemaerke.meetings.memo_content import (
    AskedPoint,
    Communication,
    Cost,
    Financing,
    FollowUp,
    Input,
    MemoContent,
    Risk,
)

WORDS = st.text(alphabet="abc æøå?.:\n-•1x", max_size=14)


def several(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=3).map(tuple)


CONTENTS = st.builds(
    MemoContent,
    title=WORDS,
    date_text=WORDS,
    background=WORDS,
    asked=several(st.builds(AskedPoint, key=WORDS, text=WORDS)),
    effect=WORDS,
    costs=several(st.builds(Cost, year=st.none() | st.integers(2000, 2100), amount=WORDS)),
    costs_text=WORDS,
    financing=st.lists(st.sampled_from(get_args(Financing)), unique=True).map(tuple),
    communication=st.builds(Communication, before=WORDS, during=WORDS, after=WORDS),
    follow_up=st.builds(FollowUp, local=WORDS, joint=WORDS),
    risks=several(st.builds(Risk, text=WORDS, answer=WORDS)),
    is_closed=st.none() | st.booleans(),
    coordinated_with=WORDS,
    responsible=WORDS,
    participants=WORDS,
    inputs=several(st.builds(Input, who=WORDS, what=WORDS, met=WORDS)),
)
