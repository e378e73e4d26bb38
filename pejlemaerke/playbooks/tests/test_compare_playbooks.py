"""A newer version is compared item by item, by key."""

from __future__ import annotations

from pejlemaerke.playbooks.loader import Difference, difference, load
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.tests.factories import CORE_TASK


def changed(*pairs: tuple[str, str]) -> Playbook:
    text = CORE_TASK
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return load(text, name="newer")


OLD = changed()


def test_nothing_new_gives_no_difference_and_the_number_alone_is_none() -> None:
    assert difference(OLD, OLD) == []
    assert difference(OLD, changed(("version: 2", "version: 3"))) == []


def test_a_text_is_named_by_the_keys_above_it() -> None:
    new = changed(("da: Gå jeres ydelser igennem", "da: Se på jeres ydelser"))
    assert difference(OLD, new) == [
        Difference("changed", "stages.phase-2.title.da", "Gå jeres ydelser igennem", "Se på jeres ydelser")
    ]


def test_an_item_that_comes_or_goes_is_one_difference() -> None:
    item = (
        "    - key: stop\n      question:\n        da: Er der noget, de holder op med, så der bliver plads?\n"
    )
    item += "        en: Is there something they stop doing, so that there is room?\n"
    new = changed((item, ""))
    [gone] = difference(OLD, new)
    assert (gone.kind, gone.path, gone.new) == ("removed", "review.look_for.stop", "")
    assert gone.old == "Er der noget, de holder op med, så der bliver plads?"
    [come] = difference(new, OLD)
    assert (come.kind, come.path, come.new) == ("added", gone.path, gone.old)


def test_a_text_in_a_further_language_is_added() -> None:
    new = changed(("  en: Core task\n", ""))
    assert difference(new, OLD) == [Difference("added", "kind.en", "", "Core task")]
    assert difference(OLD, new) == [Difference("removed", "kind.en", "Core task", "")]


def test_another_order_is_told_once_at_the_list() -> None:
    section = CORE_TASK[
        CORE_TASK.index("    - key: stop\n      title") : CORE_TASK.index("    - key: brief_holds")
    ]
    new = changed((section, ""), ("    - key: signs\n", section + "    - key: signs\n"))
    [found] = difference(OLD, new)
    assert (found.kind, found.path) == ("changed", "backbrief.sections")
    assert found.new.split(", ").index("stop") < found.new.split(", ").index("signs")


def test_a_help_text_and_an_offered_field_count_too() -> None:
    new = changed(("  co_writers:\n", "  fellow_writers:\n"), ("    after: phase-1\n", ""))
    assert {(found.kind, found.path) for found in difference(OLD, new)} == {
        ("removed", "stages.phase-2.after"),
        ("removed", "help.co_writers"),
        ("added", "help.fellow_writers"),
    }
