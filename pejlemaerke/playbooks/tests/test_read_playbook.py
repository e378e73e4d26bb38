"""What a playbook promises to those who read it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pejlemaerke.playbooks.backbrief import REQUIRED_SECTIONS, SECTION_KEYS
from pejlemaerke.playbooks.gaps import ABOUT_WORDS, GAP_CODES
from pejlemaerke.playbooks.loader import library, load
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.tests.factories import CORE_TASK, example_from_guide
from pejlemaerke.playbooks.texts import Template, Text, after_length


def test_the_example_in_the_guide_is_a_whole_playbook() -> None:
    playbook = load(example_from_guide(), name="guide")
    assert [stage.key for stage in playbook.stages] == ["try", "keep"]
    assert playbook.stage("keep").after == "try"
    assert playbook.help_text("brief", "da") == ""


def test_a_text_is_given_in_danish_where_there_is_no_english() -> None:
    both, danish = Text(da="bil", en="car"), Text(da="bil")
    assert both.in_language("en-gb") == "car"
    assert (danish.in_language("en"), danish.spoken_in("en")) == ("bil", "da")
    assert (both.in_language("de"), both.spoken_in("en")) == ("bil", "en")


def test_a_text_knows_no_other_language() -> None:
    with pytest.raises(ValidationError):
        Text.model_validate({"da": "bil", "de": "Auto"})


@given(st.text())
def test_words_are_put_in_as_they_are(words: str) -> None:
    question = Template(da="Hvem tager {words}?")
    assert question.filled("da", words=words) == f"Hvem tager {words}?"


def test_a_playbook_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        library()["core-task"].version = 3  # type: ignore[misc]


def test_changing_the_list_of_the_library_changes_nobody_elses() -> None:
    library().clear()
    assert "core-task" in library()


def test_the_most_general_playbook_comes_first() -> None:
    assert list(library()) == ["core-task", "citizen-first-visits", "good-casework", "role-framework"]


def test_a_playbook_kept_as_json_is_the_same_playbook() -> None:
    playbook = library()["core-task"]
    assert Playbook.model_validate_json(playbook.model_dump_json()) == playbook


def test_every_section_is_there_in_the_playbooks_own_order() -> None:
    sections = library()["core-task"].backbrief.sections
    assert {section.key for section in sections} == set(SECTION_KEYS)
    assert {section.key for section in sections if section.required} == REQUIRED_SECTIONS
    main_task = library()["core-task"].backbrief.section("main_task")
    assert [field.key for field in main_task.fields] == ["starting_point", "main_task"]


def test_a_playbook_may_make_an_offered_section_required() -> None:
    text = CORE_TASK.replace("    - key: signs\n", "    - key: signs\n      required: true\n", 1)
    assert load(text, name="ours").backbrief.section("signs").required


@pytest.mark.parametrize("code", GAP_CODES)
def test_a_gap_about_words_quotes_them_and_others_do_not(code: str) -> None:
    gaps = library()["core-task"].gaps
    for language in ("da", "en"):
        assert ("XYZ" in gaps.ask(code, language, words="XYZ")) == (code in ABOUT_WORDS)


def test_an_unknown_gap_is_an_error() -> None:
    with pytest.raises(KeyError):
        library()["core-task"].gaps.ask("contradictions", "da")


def test_lengths_are_counted_from_a_day() -> None:
    assert after_length(date(2025, 1, 31), "+10d") == date(2025, 2, 10)
    assert after_length(date(2025, 1, 31), "+8w") == date(2025, 3, 28)
    assert after_length(date(2025, 1, 31), "+1m") == date(2025, 2, 28)
    assert after_length(date(2024, 11, 30), "+3m") == date(2025, 2, 28)
    with pytest.raises(ValueError, match="8 weeks"):
        after_length(date(2025, 1, 31), "8 weeks")


@given(st.dates(date(2000, 1, 1), date(2900, 1, 1)), st.integers(1, 998), st.sampled_from("dwm"))
def test_a_longer_length_never_ends_earlier(start: date, count: int, unit: str) -> None:
    end, later = after_length(start, f"+{count}{unit}"), after_length(start, f"+{count + 1}{unit}")
    assert start < end < later
    assert unit != "m" or timedelta(28) * count <= end - start <= timedelta(31) * count
