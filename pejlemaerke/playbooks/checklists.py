"""Questions to have answered before going on. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from pejlemaerke.playbooks.activities import Where
from pejlemaerke.playbooks.order import Order
from pejlemaerke.playbooks.texts import Contradiction, Key, Part, Text, same_key_twice


class Question(Part):
    """Answered with yes or no, or with words where the answer is a decision."""

    key: Key
    text: Text
    help: Text | None = None
    answer: Literal["yes_no", "words"] = "yes_no"


class Checklist(Part):
    key: Key
    title: Text
    stage: Key
    where: Where = "local"
    purpose: Text | None = None
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


def contradictions(checklists: Sequence[Checklist], order: Order) -> Iterator[Contradiction]:
    """Keys used twice, and checklists in a stage that is not there."""
    yield from same_key_twice(checklist.key for checklist in checklists)
    for place, checklist in enumerate(checklists):
        yield from order.pointed_at((place, "stage"), checklist.stage)
        for found in same_key_twice(question.key for question in checklist.questions):
            yield found.under(place, "questions")
