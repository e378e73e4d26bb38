"""How a colleague asks about what a backbrief lacks. Imports no Django.

The room that finds gaps gives a code and, where the gap is about certain words, those words.
"""

from __future__ import annotations

from collections.abc import Iterator

from pejlemaerke.playbooks.texts import LANGUAGES, Contradiction, Part, Template, Text


class Gap(Part):
    """`help` says why one would ask."""

    question: Template
    help: Text | None = None


class Gaps(Part):
    """One question for each code."""

    missing_main_task: Gap
    missing_subtasks: Gap
    missing_time_plan: Gap
    missing_reporting: Gap
    no_reporting_recipient: Gap
    no_reporting_date: Gap
    subtask_without_owner: Gap
    subtask_without_period: Gap
    unreadable_period: Gap
    waits_for_missing: Gap
    circular_wait: Gap
    no_main_effort: Gap
    two_main_efforts: Gap
    pasted_main_task: Gap
    no_sign: Gap
    med_without_part: Gap

    def ask(self, code: str, language: str, *, words: str = "") -> str:
        """The question in that language, quoting `words`. An unknown code raises KeyError."""
        if code not in type(self).model_fields:
            raise KeyError(code)
        gap: Gap = getattr(self, code)
        return gap.question.filled(language, words=words)

    def contradictions(self) -> Iterator[Contradiction]:
        for code in GAP_CODES:
            gap: Gap = getattr(self, code)
            allowed = frozenset({"words"}) if code in ABOUT_WORDS else frozenset()
            for language in LANGUAGES:
                for name in sorted(gap.question.placeholders(language) - allowed):
                    values = {"placeholder": name, "known": "{words}" if allowed else "–"}
                    yield Contradiction((code, "question", language), "no_such_placeholder", values)


GAP_CODES: tuple[str, ...] = tuple(Gaps.model_fields)

#: Gaps that are about certain words: a subtask's title (several joined by the caller), or a period.
ABOUT_WORDS = frozenset(
    {
        "subtask_without_owner",
        "subtask_without_period",
        "unreadable_period",
        "waits_for_missing",
        "circular_wait",
        "two_main_efforts",
    }
)
