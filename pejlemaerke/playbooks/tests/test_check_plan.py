"""What a plan is made of fits together, or the fault is told with its line and column."""

from __future__ import annotations

import pytest

from pejlemaerke.playbooks.difference import Difference, difference
from pejlemaerke.playbooks.faults import SENTENCES
from pejlemaerke.playbooks.loader import check, load
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.tests.factories import CORE_TASK, WITH_PLAN, broken

PLAYBOOK = load(WITH_PLAN, name="plan")

#: name of the case: (what is replaced, by what, the code)
FAULTS = {
    "no time": ("when: start", "when: ¤soon", "bad_when"),
    "no number of hours": ("hours: 2.5", "hours: ¤2.25", "bad_hours"),
    "no hours at all": ("hours: 2.5", "hours: ¤0", "bad_hours"),
    "hours below nothing": ("hours: 2.5", "hours: ¤-1", "bad_hours"),
    "no length": ("lasts: +2d", "lasts: ¤two days", "bad_length"),
    "no kind": ("kind: workshop", "kind: ¤party", "not_one_of"),
    "no such role": ("responsible: med_chair", "responsible: ¤boss", "not_one_of"),
    "misspelt": ("carry_over: true", "¤carryover: true", "unknown_key_near"),
    "misspelt deep down": ("per_service: true", "¤per_servise: true", "unknown_key_near"),
    "unknown": ("whose: leader", "whose: leader\n    ¤zzz: 1", "unknown_key"),
    "nothing to close with": ("fields:\n        - key: keep\n          question: {da: Hvad holder I fast i?}",
                              "fields: ¤[]", "too_few"),
    "no questions": (
        "questions:\n      - key: table\n        text: {da: Er der et bord?}\n      - key: menu\n"
        "        text: {da: Hvad er der på bordet?}\n        answer: words",
        "questions: ¤[]", "too_few",
    ),
    "a message to nobody": ("to: [all]\n      channel", "to: ¤[]\n      channel", "too_few"),
    "number below one": ("least: 5", "least: ¤0", "too_small"),
    "longer than the stage": ("when: every 5w", "when: ¤every 30w", "longer_than_stage"),
    "too late in the stage": ("when: start", "when: ¤+30w", "longer_than_stage"),
    "too early in the stage": ("when: -2w", "when: ¤-4m", "longer_than_stage"),
    "lasts longer than the stage": ("lasts: +2d", "lasts: ¤+4m", "longer_than_stage"),
    "a length for the whole stage": ("when: start\n", "when: through\n    lasts: ¤+2d\n", "through_lasts"),
    "before a stage that is not there": ("before stage keep", "¤before stage zzz", "no_such_stage"),
    "before a stage misspelt": ("before stage keep", "¤before stage kep", "no_such_stage_near"),
    "before its own stage": ("before stage keep", "¤before stage try", "before_own_stage"),
    "before an earlier stage": ("when: -2w", "when: ¤before stage try", "before_own_stage"),
    "activity in no stage": ("kind: workshop\n    stage: try", "kind: workshop\n    stage: ¤qqq", "no_such_stage"),
    "checklist in no stage": ("Er I klar?}\n    stage: keep", "Er I klar?}\n    stage: ¤qqq", "no_such_stage"),
    "package in no stage": ("til lederen}\n    stage: try", "til lederen}\n    stage: ¤qqq", "no_such_stage"),
    "report in no stage": ("key: how\n    stage: keep", "key: how\n    stage: ¤qqq", "no_such_stage"),
    "waits for nothing": ("after: [talk]", "after: [¤qqq]", "no_such_activity"),
    "waits for something misspelt": ("after: [talk]", "after: [¤tallk]", "no_such_activity_near"),
    "waits for the same twice": ("after: [talk]", "after: [talk, ¤talk]", "key_twice"),
    "waits for itself": ("after: [talk]", "after: ¤[cook]", "activities_in_a_ring"),
    "waits in a ring": ("when: start", "when: start\n    after: ¤[cook]", "activities_in_a_ring"),
    "told to nobody known": ("to: [all]\n      channel", "to: [¤qqq]\n      channel", "no_such_audience"),
    "told to somebody misspelt": ("to: [all]\n      channel", "to: [¤alll]\n      channel", "no_such_audience_near"),
    "package to nobody known": ("to: [all]\n    sender", "to: [¤qqq]\n    sender", "no_such_audience"),
    "no such package": ("package: words", "package: ¤qqq", "no_such_package"),
    "package misspelt": ("package: words", "package: ¤word", "no_such_package_near"),
    "MED item without MED": ("kind: workshop", "kind: ¤med_item", "part_missing"),
    "message without a message": ("kind: workshop", "kind: ¤message", "part_missing"),
    "MED where it does not belong": (
        "    carry_over: true", "    ¤med: {type: information}\n    carry_over: true", "part_not_here"
    ),
    "message where it does not belong": (
        "    kind: message\n    stage: try\n    when: before stage keep\n    message:",
        "    kind: other\n    stage: try\n    when: before stage keep\n    ¤message:",
        "part_not_here",
    ),
    "nothing to carry over to": (
        "when: every 5w\n    lasts: +2d\n    carry_over: true",
        "when: +5w\n    lasts: +2d\n    carry_over: ¤true",
        "carry_over_alone",
    ),
    "hours twice": (
        "{who: employees, hours: 2.5, per: time}",
        "¤{who: support_person, hours: 1, per: week}",
        "hours_twice",
    ),
    "role twice": ("together_with: [med, employees]", "together_with: [med, ¤med]", "key_twice"),
    "activity twice": ("- key: tell", "- key: ¤cook", "key_twice"),
    "question twice": ("- key: menu", "- key: ¤table", "key_twice"),
    "gate without its checklist": ("checklists: [ready]", "checklists: [¤qqq]", "no_such_checklist"),
    "gate with a misspelt checklist": ("checklists: [ready]", "checklists: [¤reddy]", "no_such_checklist_near"),
    "gate without its MED item": ("med_items: [talk]", "med_items: [¤qqq]", "no_such_activity"),
    "gate with no MED item": ("med_items: [talk]", "med_items: [¤cook]", "not_med_item"),
    "gate without its activity": ("activities: [cook]", "activities: [¤coook]", "no_such_activity_near"),
    "gate without its stage": ("evaluations: [try]", "evaluations: [¤trry]", "no_such_stage_near"),
    "gate that waits for its own evaluation": ("evaluations: [try]", "evaluations: [¤keep]", "gate_waits_for_itself"),
    "gate that waits for its own sketch": ("sketches: [try]", "sketches: [¤keep]", "gate_waits_for_itself"),
    "central where it cannot be": ("    gate:\n", "    gate:\n      scope: ¤everywhere\n", "not_one_of"),
    "span that ends before it begins": ("most: 7", "most: ¤4", "least_over_most"),
    "time span that ends before it begins": ("every_most: +6w", "every_most: ¤+3w", "least_over_most"),
    "approval by nobody": ("by: leadership_group", "by: ¤mayor", "not_one_of"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_line_and_column(case: str) -> None:
    old, new, code = FAULTS[case]
    text, line, column = broken(old, new, WITH_PLAN)
    found = [fault for fault in check(text) if fault.code == code]
    assert (line, column) in {(fault.line, fault.column) for fault in found}, check(text)
    assert found[0].sentence is SENTENCES[code]
    assert "%(" not in found[0].message


def test_a_gate_cannot_wait_for_a_yes_that_nobody_gives() -> None:
    asks = "    gate:\n      approval: ¤true\n"
    approved, _line, _column = broken("    gate:\n", asks, WITH_PLAN)
    assert check(approved) == []
    nobody = WITH_PLAN[: WITH_PLAN.index("\napproval:") + 1]
    text, line, column = broken("    gate:\n", asks, nobody)
    [found] = check(text)
    assert (found.code, found.line, found.column) == ("nobody_approves", line, column)


def test_a_gate_cannot_wait_for_a_later_stage() -> None:
    gate = "    gate:\n      {}: [¤{}]\n"
    for name, key in (("checklists", "ready"), ("evaluations", "keep"), ("sketches", "keep")):
        text, line, column = broken(
            "    length: +12w\n", "    length: +12w\n" + gate.format(name, key), WITH_PLAN
        )
        [found] = check(text)
        assert (found.code, found.line, found.column) == ("gate_names_later", line, column)


def test_a_gate_cannot_wait_for_an_activity_of_the_stage_it_opens() -> None:
    text = WITH_PLAN.replace("kind: workshop\n    stage: try", "kind: workshop\n    stage: keep")
    [found] = check(text)
    assert (found.code, found.path) == ("gate_names_later", "stages.1.gate.activities.0")


def test_a_gate_may_wait_for_its_own_checklist_and_med_item() -> None:
    text = WITH_PLAN.replace("kind: med_item\n    stage: try", "kind: med_item\n    stage: keep").replace(
        "after: [talk]", "after: []"
    )
    assert check(text) == []


def test_an_activity_cannot_wait_for_a_later_stage() -> None:
    text = WITH_PLAN.replace("kind: med_item\n    stage: try", "kind: med_item\n    stage: keep")
    [found] = check(text)
    assert (found.code, found.path) == ("waits_for_later", "activities.1.after.0")


def test_stages_that_follow_nothing_come_in_the_order_of_the_file() -> None:
    assert check(WITH_PLAN.replace("    after: try\n", "")) == []
    turned = WITH_PLAN.replace("    after: try\n", "").replace(
        "length: +12w\n", "length: +12w\n    after: keep\n"
    )
    assert {fault.code for fault in check(turned)} == {"before_own_stage", "gate_names_later"}


def test_stages_in_a_ring_are_told_and_nothing_hangs() -> None:
    text = WITH_PLAN.replace("length: +12w\n", "length: +12w\n    after: keep\n")
    assert "stages_in_a_ring" in {fault.code for fault in check(text)}


def test_what_is_missing_is_told_at_what_lacks_it() -> None:
    text, line, _column = broken(
        "  - key: cold\n    title: {da: Maden bliver kold}\n", "  - ¤key: cold\n", WITH_PLAN
    )
    [found] = check(text)
    assert (found.code, found.path, found.line) == ("missing", "risks.0.title", line)


def test_a_plans_texts_are_told_when_they_lack_a_language() -> None:
    paths = {fault.path for fault in check(WITH_PLAN, languages=("da", "en"))}
    assert {"activities.0.med.asks.en", "activities.1.hours.0.text.en", "approval.text.en"} <= {
        f"{path}.en" for path in paths
    }


def test_hours_are_whole_or_half() -> None:
    hours = PLAYBOOK.activity("cook").hours
    assert [(line.who, line.hours, line.per) for line in hours] == [
        ("support_person", 2.0, "week"),
        ("employees", 2.5, "time"),
    ]


def test_a_plan_kept_as_json_is_the_same() -> None:
    assert Playbook.model_validate_json(PLAYBOOK.model_dump_json()) == PLAYBOOK


def test_a_playbook_stored_before_there_were_plans_can_still_be_read() -> None:
    text = load(CORE_TASK, name="now").model_dump(
        exclude={
            "activities", "checklists", "reflection", "audiences", "packages", "reports", "risks", "roles",
            "rhythms", "approval",
        }
    )  # fmt: skip
    for stage in text["stages"]:
        del stage["gate"]
    old = Playbook.model_validate(text)
    assert old.activities == ()
    assert old.stages[1].gate is None


def test_items_are_found_by_their_keys() -> None:
    assert PLAYBOOK.activity("cook").comes_back
    assert not PLAYBOOK.activity("talk").comes_back
    assert PLAYBOOK.checklist("ready").questions[1].answer == "words"
    with pytest.raises(KeyError):
        PLAYBOOK.activity("zzz")
    with pytest.raises(KeyError):
        PLAYBOOK.checklist("zzz")


def newer(*pairs: tuple[str, str]) -> list[Difference]:
    text = WITH_PLAN
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return difference(PLAYBOOK, load(text, name="newer"))


def test_a_newer_plan_is_compared_by_key_all_the_way_down() -> None:
    assert newer(("when: start", "when: +1w"), ("{da: Hvad holder I fast i?}", "{da: Hvad bliver?}")) == [
        Difference("changed", "activities.talk.when", "start", "+1w"),
        Difference(
            "changed",
            "activities.cook.product.fields.keep.question.da",
            "Hvad holder I fast i?",
            "Hvad bliver?",
        ),
    ]


def test_lists_of_keys_and_hours_are_compared_item_by_item() -> None:
    assert newer(
        ("together_with: [med, employees]", "together_with: [employees, leader]"),
        ("hours: 2.5, per: time", "hours: 3, per: time"),
        ("      - {who: support_person, hours: 2, per: week, text: {da: Fri fra vagter.}}\n", ""),
    ) == [
        Difference("removed", "activities.cook.together_with.med", "med", ""),
        Difference("added", "activities.cook.together_with.leader", "", "leader"),
        Difference("removed", "activities.cook.hours.support_person-week", "Fri fra vagter.", ""),
        Difference("changed", "activities.cook.hours.employees-time.hours", "2.5", "3.0"),
    ]


def test_a_gate_that_comes_or_goes_is_told_by_what_it_holds() -> None:
    old, new = (
        PLAYBOOK,
        load(WITH_PLAN.replace("      sketches: [try]\n      activities: [cook]\n", ""), name="newer"),
    )
    assert [(found.kind, found.path) for found in difference(old, new)] == [
        ("removed", "stages.keep.gate.sketches.try"),
        ("removed", "stages.keep.gate.activities.cook"),
    ]
    without = load(
        WITH_PLAN[: WITH_PLAN.index("    gate:")] + WITH_PLAN[WITH_PLAN.index("brief:\n") :], name="without"
    )
    [found] = difference(without, old)
    assert (found.kind, found.path, found.new) == (
        "added",
        "stages.keep.gate",
        "local, ready, talk, try, try, cook",
    )


def test_what_a_whole_section_brings_is_one_difference_an_item() -> None:
    empty = PLAYBOOK.model_copy(update={"activities": (), "approval": None})
    assert difference(empty, PLAYBOOK) == [
        Difference("added", "activities.talk", "", "Drøft det i MED"),
        Difference("added", "activities.cook", "", "Lav mad"),
        Difference("added", "activities.tell", "", "Fortæl det"),
        Difference("added", "approval", "", "Ledergruppen siger ja til planen."),
    ]
