"""How often and how many: the numbers a method works with. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field, StrictInt

from pejlemaerke.playbooks.texts import Contradiction, Key, Length, Part, Text, is_longer, same_key_twice

Count = Annotated[StrictInt, Field(ge=1)]


class Rhythm(Part):
    """`every` to `every_most` is how often; `least` to `most` is how many of `unit`."""

    key: Key
    title: Text
    every: Length | None = None
    every_most: Length | None = None
    least: Count | None = None
    most: Count | None = None
    unit: Text | None = None
    text: Text | None = None


def contradictions(rhythms: Sequence[Rhythm]) -> Iterator[Contradiction]:
    """Keys used twice, and spans that end before they begin."""
    yield from same_key_twice(rhythm.key for rhythm in rhythms)
    for place, rhythm in enumerate(rhythms):
        if rhythm.least is not None and rhythm.most is not None and rhythm.least > rhythm.most:
            yield Contradiction((place, "most"), "least_over_most")
        if rhythm.every and rhythm.every_most and is_longer(rhythm.every, rhythm.every_most):
            yield Contradiction((place, "every_most"), "least_over_most")
