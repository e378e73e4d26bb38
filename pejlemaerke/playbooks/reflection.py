"""Questions to talk about, by theme. Nobody keeps score of the answers. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pejlemaerke.playbooks.texts import Contradiction, Key, Line, Part, Text, same_key_twice


class Theme(Part):
    key: Key
    title: Text
    text: Text | None = None
    questions: tuple[Line, ...] = ()


def contradictions(themes: Sequence[Theme]) -> Iterator[Contradiction]:
    """Keys used twice."""
    yield from same_key_twice(theme.key for theme in themes)
    for place, theme in enumerate(themes):
        for found in same_key_twice(line.key for line in theme.questions):
            yield found.under(place, "questions")
