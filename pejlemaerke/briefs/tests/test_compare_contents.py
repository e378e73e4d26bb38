from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from pejlemaerke.briefs.content import Content, Reporting, Step, Subtask
from pejlemaerke.briefs.differences import Change, changed_only, compare
from pejlemaerke.briefs.tests.strategies import CONTENTS
from pejlemaerke.core.wording import Segment

OLD = Content(
    main_task="Vi vil begynde dagen sammen",
    subtasks=(Subtask("s1", "Lære", steps=(Step("besøge naboen"),)), Subtask("s2", "Vælge")),
    reporting=Reporting(text="Til chefen", to="chefen"),
)


def test_changed_words_are_marked_one_by_one() -> None:
    new = replace(OLD, main_task="Vi vil slutte dagen sammen")
    assert changed_only(compare(OLD, new)) == [
        Change(
            "main_task",
            "main_task",
            "changed",
            (
                Segment("same", "Vi vil "),
                Segment("removed", "begynde"),
                Segment("added", "slutte"),
                Segment("same", " dagen sammen"),
            ),
        )
    ]


def test_subtasks_are_followed_by_their_key() -> None:
    learned, chosen = OLD.subtasks
    new = replace(OLD, subtasks=(Subtask("s3", "Øve"), replace(learned, who="Holdet")))
    told = [
        (change.subtask_key, change.field, change.kind)
        for change in changed_only(compare(OLD, new))
        if change.section == "subtasks"
    ]
    assert told == [
        ("s3", "", "added"),
        ("s3", "title", "added"),
        ("s1", "", "changed"),
        ("s1", "who", "added"),
        (chosen.key, "", "removed"),
        (chosen.key, "title", "removed"),
    ]


def test_a_nested_step_that_changes_is_seen() -> None:
    learned, chosen = OLD.subtasks
    deeper = replace(learned, steps=(Step("besøge naboen", steps=(Step("spørge hvorfor", True),)),))
    changes = changed_only(compare(OLD, replace(OLD, subtasks=(deeper, chosen))))
    assert [(change.field, change.kind) for change in changes] == [("", "changed"), ("steps", "changed")]


@given(CONTENTS)
def test_nothing_differs_from_itself(content: Content) -> None:
    assert changed_only(compare(content, content)) == []


@given(CONTENTS, CONTENTS)
def test_every_difference_is_seen_from_both_sides(old: Content, new: Content) -> None:
    seen = bool(changed_only(compare(old, new)))
    assert seen == bool(changed_only(compare(new, old)))
    timetable_aside = replace(old, timetable=()) != replace(new, timetable=())
    assert not seen or timetable_aside
