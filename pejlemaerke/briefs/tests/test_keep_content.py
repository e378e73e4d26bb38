from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejlemaerke.briefs.content import Content, Subtask
from pejlemaerke.briefs.content_json import content_from_json, content_to_json
from pejlemaerke.briefs.tests.strategies import CONTENTS


@given(CONTENTS)
def test_content_survives_the_round_trip_through_json(content: Content) -> None:
    assert content_from_json(json.loads(json.dumps(content_to_json(content)))) == content


def test_what_is_missing_is_empty() -> None:
    assert content_from_json({"v": 1}) == Content()
    assert content_from_json({"v": 1, "subtasks": [{"key": "s1"}]}).subtasks == (Subtask("s1", ""),)


SECRET = "hemmelige ord"


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ([], "content"),
        ({}, "content.v"),
        ({"v": 2}, "content.v"),
        ({"v": 1, "med": 7}, "content.med"),
        ({"v": 1, "signs": SECRET}, "content.signs"),
        ({"v": 1, "signs": [None]}, "content.signs.0"),
        ({"v": 1, "subtasks": [{"title": SECRET}]}, "content.subtasks.0.key"),
        ({"v": 1, "subtasks": [{"key": "s1", "steps": [{"is_question": "ja"}]}]}, "steps.0.is_question"),
        ({"v": 1, "subtasks": [{"key": "s1", "period": {"precision": "snart"}}]}, "period.precision"),
        ({"v": 1, "timetable": [{"text": SECRET}]}, "content.timetable.0.period"),
        (
            {"v": 1, "timetable": [{"period": {"precision": "day", "first": "2025-02-31"}}]},
            "timetable.0.period.first",
        ),
        (
            {"v": 1, "timetable": [{"period": {"precision": "open", "first": "2025-02-01"}}]},
            "timetable.0.period",
        ),
        (
            {"v": 1, "timetable": [{"period": {"precision": "day", "first": "2025-02-01"}}]},
            "timetable.0.period",
        ),
    ],
)
def test_a_wrong_shape_is_named_without_its_text(data: object, where: str) -> None:
    with pytest.raises(ValueError, match=where.replace(".", r"\.")) as caught:
        content_from_json(data)
    assert SECRET not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["v", "subtasks", "key", "period", "steps", "timetable", "text", "first"]), inner
        )
    ),
)


@given(JSON, st.booleans())
def test_anything_else_is_refused_or_read(data: Any, stamped: bool) -> None:
    if stamped and isinstance(data, dict):
        data["v"] = 1
    try:
        content_from_json(data)
    except ValueError:
        return
    assert data["v"] == 1
