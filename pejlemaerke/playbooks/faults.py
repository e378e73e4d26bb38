"""What may be wrong with a playbook, where it stands, and how it is said. Imports no Django.

The sentences are English msgids; whoever shows them translates them: `gettext(fault.sentence) %
fault.values`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pejlemaerke.core.errors import Unreadable


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for translation and leaves it as it is."""
    return sentence


SENTENCES: dict[str, str] = {
    # the file
    "too_large": gettext_noop("The file is larger than %(most)s."),
    "not_utf8": gettext_noop("The file is not text in UTF-8. Save it again as UTF-8."),
    "empty": gettext_noop("The file is empty."),
    "control_character": gettext_noop("There is a character here that text cannot hold."),
    "yaml": gettext_noop("This cannot be read as YAML: %(problem)s."),
    "several_documents": gettext_noop("There is more than one document in the file. Keep the first only."),
    "alias": gettext_noop("“*%(name)s” points at another place. Write the text out instead."),
    "tag": gettext_noop("“%(tag)s” is a YAML type, and a playbook holds none. Remove it."),
    "too_deep": gettext_noop("This lies too deep. A playbook has at most %(most)s levels."),
    "key_not_word": gettext_noop("What stands before the colon must be one word."),
    "written_twice": gettext_noop("“%(key)s” stands here twice. Keep one of them."),
    # its shape
    "missing": gettext_noop("“%(key)s” is missing here."),
    "unknown_key": gettext_noop("“%(key)s” is not known here. Known are: %(known)s."),
    "unknown_key_near": gettext_noop("“%(key)s” is not known here. Did you mean “%(near)s”?"),
    "not_group": gettext_noop("Here must stand names with a colon, each with its content."),
    "not_list": gettext_noop("Here must stand a list: one line for each, beginning with a dash."),
    "not_words": gettext_noop("Here must stand words. Put quotation marks around a number."),
    "not_number": gettext_noop("Here must stand a whole number."),
    "not_yes_no": gettext_noop("Here must stand true or false."),
    "not_one_of": gettext_noop("Here must stand one of: %(known)s."),
    "too_small": gettext_noop("The number must be 1 or more."),
    "too_few": gettext_noop("There must be at least one."),
    "other": gettext_noop("This is not right: %(problem)s."),
    # its words
    "empty_text": gettext_noop("The text is empty."),
    "long_text": gettext_noop("The text is longer than %(most)s characters."),
    "braces": gettext_noop("Braces { } cannot stand here."),
    "bad_key": gettext_noop(
        "“%(key)s” cannot be a key. Use small letters a–z, digits and hyphens, a letter first."
    ),
    "bad_length": gettext_noop(
        "“%(length)s” is not a length. Write for instance +10d, +8w or +3m (days, weeks, months)."
    ),
    "bad_when": gettext_noop(
        "“%(when)s” is not a time. Write start, end, through, +2w, -2w, every 5w or before stage and its key."
    ),
    "bad_hours": gettext_noop(
        "“%(hours)s” is not a number of hours. Write for instance 2 or 2.5 (whole and half hours)."
    ),
    "cut_at_comma": gettext_noop(
        "The text is cut off at a comma. Put quotation marks around the whole text."
    ),
    "no_language": gettext_noop("The text is missing in the language “%(language)s”."),
    # how it fits together
    "key_twice": gettext_noop("The key “%(key)s” is used twice in the same list."),
    "no_such_stage": gettext_noop("There is no stage with the key “%(stage)s”."),
    "no_such_stage_near": gettext_noop(
        "There is no stage with the key “%(stage)s”. Did you mean “%(near)s”?"
    ),
    "no_such_activity": gettext_noop("There is no activity with the key “%(activity)s”."),
    "no_such_activity_near": gettext_noop(
        "There is no activity with the key “%(activity)s”. Did you mean “%(near)s”?"
    ),
    "no_such_checklist": gettext_noop("There is no checklist with the key “%(checklist)s”."),
    "no_such_checklist_near": gettext_noop(
        "There is no checklist with the key “%(checklist)s”. Did you mean “%(near)s”?"
    ),
    "no_such_audience": gettext_noop("There is no audience with the key “%(audience)s”."),
    "no_such_audience_near": gettext_noop(
        "There is no audience with the key “%(audience)s”. Did you mean “%(near)s”?"
    ),
    "no_such_package": gettext_noop("There is no package with the key “%(package)s”."),
    "no_such_package_near": gettext_noop(
        "There is no package with the key “%(package)s”. Did you mean “%(near)s”?"
    ),
    "stages_in_a_ring": gettext_noop("The stage “%(stage)s” ends up waiting for itself."),
    "activities_in_a_ring": gettext_noop("The activity “%(activity)s” ends up waiting for itself."),
    "waits_for_later": gettext_noop(
        "“%(activity)s” cannot be waited for here. It belongs to the stage “%(stage)s”, which comes later."
    ),
    "longer_than_stage": gettext_noop("This is longer than the stage “%(stage)s”, which is %(length)s."),
    "before_own_stage": gettext_noop(
        "“before stage” must name a stage that comes later. “%(stage)s” does not come later than this one."
    ),
    "through_lasts": gettext_noop(
        "What goes on through the whole stage has no length of its own. Remove “lasts”."
    ),
    "part_missing": gettext_noop("An activity of the kind “%(kind)s” must have “%(part)s”."),
    "part_not_here": gettext_noop("Only an activity of the kind “%(kind)s” may have “%(part)s”."),
    "carry_over_alone": gettext_noop(
        "Only what comes back can carry something over. Write “every …” under “when”, or remove “carry_over”."
    ),
    "hours_twice": gettext_noop("“%(who)s” has hours here twice. Put them together in one line."),
    "gate_names_later": gettext_noop(
        "A gate cannot wait for “%(key)s”. It belongs to the stage “%(stage)s”, which does not come before."
    ),
    "gate_waits_for_itself": gettext_noop(
        "A stage cannot wait for what is written when it ends. Name an earlier stage."
    ),
    "nobody_approves": gettext_noop(
        "This gate waits for a yes to the plan, and the playbook has no “approval” that says who gives it."
    ),
    "not_med_item": gettext_noop("“%(activity)s” is not a MED item. Put it under “activities” instead."),
    "least_over_most": gettext_noop("The smallest is larger than the largest here."),
    "section_missing": gettext_noop("The section “%(section)s” is missing from the backbrief."),
    "must_be_required": gettext_noop(
        "“%(section)s” must have “required: true”. A backbrief cannot do without it."
    ),
    "no_such_field": gettext_noop("“%(section)s” has no field “%(field)s”. Known are: %(known)s."),
    "field_missing": gettext_noop("“%(section)s” must have the field “%(field)s”."),
    "no_such_placeholder": gettext_noop(
        "The placeholder “%(placeholder)s” cannot stand here. Known: %(known)s."
    ),
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong. `line` and `column` count from 1; `path` is dotted ("stages.0.title"), "" for all."""

    line: int
    column: int
    path: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def sentence(self) -> str:
        """The msgid; its named parts are in `values`."""
        return SENTENCES[self.code]

    @property
    def message(self) -> str:
        """The fault in English, one sentence or two."""
        return self.sentence % self.values


class FaultyPlaybook(Unreadable):
    """The text is not a playbook. `faults` holds every fault that was found, in the order of the file."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.name = name
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(f"{name}:{first.line}:{first.column}: {first.message}")
