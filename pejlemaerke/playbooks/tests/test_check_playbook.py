"""Every fault is told with the line and column where it stands."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from pejlemaerke.playbooks.faults import SENTENCES, FaultyPlaybook
from pejlemaerke.playbooks.loader import check, load
from pejlemaerke.playbooks.tests.factories import CORE_TASK, broken

STAGE_1 = "  - key: phase-1\n    title:"

ONE_FAULT = {
    "unknown_key_near": ("    length: +12w", "    ¤lenght: +12w\n    length: +12w"),
    "unknown_key": ("    length: +12w", "    ¤colour: blue\n    length: +12w"),
    "written_twice": ("version: 2", "version: 2\n¤version: 3"),
    "yaml": ("version: 2", "version: 2\n  more¤: 2"),
    "too_few": (CORE_TASK[CORE_TASK.index("stages:") : CORE_TASK.index("brief:\n  intent")], "stages: ¤[]\n"),
    "alias": ("version: 2", "version: ¤*one"),
    "tag": ("version: 2", "version: ¤!!python/name:os.system 1"),
    "not_number": ("version: 2", 'version: ¤"1"'),
    "too_small": ("version: 2", "version: ¤0"),
    "not_words": ("  da: Kerneopgaven i hverdagen", "  da: ¤2025"),
    "empty_text": ("  da: Kerneopgaven i hverdagen", "  da: ¤''"),
    "braces": ("  da: Kerneopgaven i hverdagen", "  da: ¤Kerneopgaven {i} hverdagen"),
    "control_character": ("  da: Kerneopgaven i hverdagen", '  da: ¤"Kerneopgaven \\0"'),
    "not_yes_no": ("begins_in_med: true", "begins_in_med: ¤ja"),
    "bad_length": ("length: +12w", "length: ¤12 uger"),
    "bad_key": (STAGE_1, "  - key: ¤Phase 1\n    title:"),
    "no_such_stage_near": ("after: phase-1", "after: ¤fase-1"),
    "no_such_stage": ("after: phase-1", "after: ¤qqq"),
    "stages_in_a_ring": ("after: phase-1", "after: ¤phase-2"),
    "key_twice": ("- key: phase-2", "- key: ¤phase-1"),
    "not_one_of": ("- key: stop\n      title", "- key: ¤halt\n      title"),
    "must_be_required": ("- key: subtasks\n      required: true", "- key: subtasks\n      required: ¤false"),
    "no_such_field": ("- key: product", "- key: ¤colour"),
    "no_such_placeholder": ("da: Hvornår giver I besked om", "da: ¤Hvornår {when} giver I besked om"),
    "cut_at_comma": ("{da: For at, en: In order to}", "{da: For, ¤at, en: In order to}"),
    "not_group": ("kind:\n  da: Kerneopgave\n  en: Core task", "kind: ¤Kerneopgave"),
    "not_list": ("what_happens:\n", "what_happens: ¤once\n    evaluation_was:\n"),
    "too_deep": ("version: 2", "version: " + "[" * 20 + "¤[]" + "]" * 20),
    "key_not_word": ("version: 2", "version: 2\n? ¤[a]\n: b"),
    "several_documents": ("# Keys never change", "---\na: b\n---\n¤c: d\n# Keys"),
    "empty": (CORE_TASK, "¤# nothing here\n"),
}


@pytest.mark.parametrize("code", sorted(ONE_FAULT))
def test_a_fault_is_told_with_its_line_and_column(code: str) -> None:
    text, line, column = broken(*ONE_FAULT[code])
    found = next(fault for fault in check(text) if fault.code == code)
    assert (found.line, found.column) == (line, column)
    assert found.sentence is SENTENCES[code]
    assert found.message
    assert "%(" not in found.message
    with pytest.raises(FaultyPlaybook) as raised:
        load(text, name="ours.yaml")
    assert str(raised.value).startswith(f"ours.yaml:{raised.value.faults[0].line}:")


def test_what_is_missing_is_told_at_the_group_that_lacks_it() -> None:
    text, line, _column = broken("title:\n  da: Kerneopgaven i hverdagen\n", "¤title:\n")
    [found] = check(text)
    assert (found.line, found.column, found.path, found.code) == (line, 1, "title.da", "missing")


def test_the_near_name_is_offered() -> None:
    text, _line, _column = broken("    length: +12w", "    ¤lenght: +12w")
    assert (
        "Did you mean “length”?" in {fault.code: fault for fault in check(text)}["unknown_key_near"].message
    )


def test_all_faults_of_a_kind_are_told_at_once_in_the_order_of_the_file() -> None:
    text = CORE_TASK.replace("length: +12w", "length: x").replace("length: +20w", "length: y")
    text = text.replace("version: 2", "version: one")
    found = check(text)
    assert [fault.code for fault in found] == ["not_number", "bad_length", "bad_length"]
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)


def test_a_section_that_is_missing_is_named() -> None:
    start, end = CORE_TASK.index("    - key: stop\n      title"), CORE_TASK.index("    - key: brief_holds")
    [found] = check(CORE_TASK[:start] + CORE_TASK[end:])
    assert (found.code, found.values["section"]) == ("section_missing", "stop")


def test_a_field_the_main_task_cannot_do_without_is_named() -> None:
    start = CORE_TASK.index("        - key: main_task\n")
    end = CORE_TASK.index("    - key: subtasks")
    [found] = check(CORE_TASK[:start] + CORE_TASK[end:])
    assert (found.code, found.values["field"]) == ("field_missing", "main_task")


def test_a_text_without_english_is_told_only_when_english_is_asked_for() -> None:
    text, line, column = broken(
        "title:\n  da: Kerneopgaven i hverdagen\n  en: The core task in daily work\n",
        "title:\n  ¤da: Kerneopgaven i hverdagen\n",
    )
    assert check(text) == []
    [found] = check(text, languages=("da", "en"))
    assert (found.code, found.line, found.column) == ("no_language", line, column)


def test_a_huge_file_is_refused_unread() -> None:
    assert [fault.code for fault in check("a: " + "x" * 1_000_001)] == ["too_large"]
    assert [fault.code for fault in check("a: " + "å" * 600_000)] == ["too_large"]


def test_a_bomb_of_aliases_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30))
    assert {fault.code for fault in check(bomb)} == {"alias"}


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_gives_faults_and_never_an_error(text: str) -> None:
    assert check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="akeysd:-[]{}&*!|>'\"\\%#?,~ \n\t0x1uU…å\ud800\x00\ufeff", max_size=80))
def test_anything_like_yaml_gives_faults_and_never_an_error(text: str) -> None:
    assert check(text)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_playbook_is_read_or_told_with_a_place_in_the_file(data: st.DataObject) -> None:
    lines = CORE_TASK.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    damage = data.draw(
        st.sampled_from(["", "  - x", "key: {", "\t", "? ", "a: &a *a", "- [", "  da: 3", "'"])
    )
    lines[at : at + data.draw(st.integers(0, 3))] = [damage]
    for fault in check("\n".join(lines)):
        assert 1 <= fault.line <= len(lines) + 1
        assert fault.column >= 1
        assert fault.message


def run(path: Path) -> tuple[int, str]:
    out = StringIO()
    try:
        with override("en"):
            call_command("check_playbook", str(path), stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_ok(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(CORE_TASK, encoding="utf-8-sig")
    status, out = run(path)
    assert status == 0
    assert out.startswith(f"{path}: ok")
    assert "2 stages" in out


def test_the_command_prints_file_line_and_column_and_ends_with_1(tmp_path: Path) -> None:
    text, line, column = broken("length: +12w", "length: ¤12 uger")
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    status, out = run(path)
    assert status == 1
    assert out.startswith(f"{path}:{line}:{column}: ")
    assert out.count("\n") == 1


def test_the_command_names_the_place_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes("key: a\nnavn: så".encode("latin-1"))
    status, out = run(path)
    assert status == 1
    assert out.startswith(f"{path}:2:8: ")


def test_the_command_refuses_a_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes("å".encode() * 700_000)
    status, out = run(path)
    assert status == 1
    assert out.startswith(f"{path}:1:1: ")
    assert "1 MB" in out


def test_the_command_says_when_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        run(tmp_path / "none.yaml")
