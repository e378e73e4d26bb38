"""A memo's content is kept as JSON, whole and by section, and comes back as it was."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given

from pejlemaerke.meetings.memo_content import (
    SECTIONS,
    AskedPoint,
    Communication,
    Cost,
    FollowUp,
    MemoContent,
    Risk,
)
from pejlemaerke.meetings.memo_json import (
    assemble,
    content_from_json,
    content_to_json,
    filled,
    missing,
    section_values,
)

from .memo_strategies import CONTENTS


@given(CONTENTS)
def test_what_is_kept_comes_back(content: MemoContent) -> None:
    assert content_from_json(json.loads(json.dumps(content_to_json(content)))) == content


@given(CONTENTS)
def test_the_sections_add_up_to_the_whole(content: MemoContent) -> None:
    values = {name: section_values(content, name) for name in SECTIONS}
    assert assemble(values, title=content.title, date_text=content.date_text) == content


def test_every_field_but_title_and_date_stands_in_one_section() -> None:
    placed = [field for names in SECTIONS.values() for field in names]
    assert sorted(placed) == sorted({one.name for one in fields(MemoContent)} - {"title", "date_text"})


def test_sections_nobody_opened_are_empty() -> None:
    assert assemble({}) == MemoContent()
    assert assemble({"effect": {"effect": "Færre klager", "old": 1}}) == MemoContent(effect="Færre klager")
    assert content_from_json({}) == MemoContent()


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (MemoContent(), set()),
        (MemoContent(title="T", date_text="D", background=" \n"), set()),
        (MemoContent(asked=(AskedPoint("a1", " "),), risks=(Risk(""),)), set()),
        (MemoContent(asked=(AskedPoint("a1", "Om vi skal"),)), {"decisions"}),
        (MemoContent(costs=(Cost(2027, ""),)), set()),
        (MemoContent(costs=(Cost(2027, "0"),), financing=("unit_savings",)), {"costs"}),
        (MemoContent(financing=("unit_savings",)), {"costs"}),
        (MemoContent(communication=Communication(after="x")), {"communication"}),
        (MemoContent(follow_up=FollowUp(joint="x")), {"follow_up"}),
        (MemoContent(risks=(Risk("", "x"),)), {"risks"}),
        (MemoContent(is_closed=False), {"people"}),
    ],
)
def test_a_section_is_filled_when_something_is_said_in_it(content: MemoContent, names: set[str]) -> None:
    assert {name for name in SECTIONS if filled(content, name)} == names


def test_what_is_required_and_missing_is_named() -> None:
    assert missing(MemoContent()) == ("background", "decisions")
    assert missing(MemoContent(background="x", asked=(AskedPoint("a", "y"),))) == ()


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ([], "memo"),
        ({"v": 2}, "memo.v"),
        ({"title": 1}, "memo.title"),
        ({"asked": "x"}, "memo.asked"),
        ({"asked": ["x"]}, "memo.asked.0"),
        ({"asked": [{"key": "a", "text": None}]}, "memo.asked.0.text"),
        ({"costs": [{"year": "2027"}]}, "memo.costs.0.year"),
        ({"costs": [{"year": True}]}, "memo.costs.0.year"),
        ({"financing": ["gold"]}, "memo.financing"),
        ({"is_closed": "no"}, "memo.is_closed"),
        ({"communication": []}, "memo.communication"),
    ],
)
def test_a_wrong_shape_names_its_place(data: Any, where: str) -> None:
    with pytest.raises(ValueError, match=rf"^{where}: "):
        content_from_json(data)
