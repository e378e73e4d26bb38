"""What a superior looks for in a backbrief, and the five answers there are. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator

from pejlemaerke.playbooks.texts import Contradiction, Key, Part, Text, same_key_twice


class LookFor(Part):
    """One thing to look for, as a question the superior asks herself. Never a score."""

    key: Key
    question: Text
    help: Text | None = None


class Answer(Part):
    """`sentence` is the answer as one would say it; `leads_to` says what happens then, at whose turn."""

    sentence: Text
    leads_to: Text


class Answers(Part):
    accepted: Answer
    accepted_with_adjustment: Answer
    returned: Answer
    brief_changed: Answer
    lifted: Answer

    def all(self) -> tuple[tuple[str, Answer], ...]:
        """(code, answer) in the order they are offered."""
        return tuple((name, getattr(self, name)) for name in type(self).model_fields)


class Review(Part):
    look_for: tuple[LookFor, ...]
    answers: Answers

    def contradictions(self) -> Iterator[Contradiction]:
        for found in same_key_twice(item.key for item in self.look_for):
            yield found.under("look_for")
