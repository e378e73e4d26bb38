"""The stages an initiative goes through at a workplace. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import StrictBool

from pejlemaerke.playbooks.gates import Gate
from pejlemaerke.playbooks.order import Order
from pejlemaerke.playbooks.texts import (
    Contradiction,
    Key,
    Length,
    Line,
    Part,
    Text,
    not_there,
    same_key_twice,
)


class Stage(Part):
    """`after` is the key of the stage this one follows. `length` is relative: "+10d", "+8w" or "+3m".

    `evaluation` holds what the process evaluation asks when the stage ends, `sketch` what the sketch of the
    next stage must answer. `gate` is what must be in place before this stage opens.
    """

    key: Key
    title: Text
    purpose: Text
    what_happens: tuple[Line, ...] = ()
    begins_in_med: StrictBool
    ends_in_med: StrictBool
    length: Length
    after: Key | None = None
    evaluation: tuple[Line, ...] = ()
    sketch: tuple[Line, ...] = ()
    gate: Gate | None = None

    def contradictions(self) -> Iterator[Contradiction]:
        for name in ("what_happens", "evaluation", "sketch"):
            for found in same_key_twice(line.key for line in getattr(self, name)):
                yield found.under(name)


def order_of(stages: Sequence[Stage]) -> Order:
    """Which stage comes before which."""
    return Order(
        follows={stage.key: stage.after for stage in stages},
        lengths={stage.key: stage.length for stage in stages},
    )


def contradictions(stages: Sequence[Stage]) -> Iterator[Contradiction]:
    """No stage at all, keys used twice, stages that follow one that is not there or wait for each other."""
    if not stages:
        yield Contradiction((), "too_few")
    yield from same_key_twice(stage.key for stage in stages)
    follows = {stage.key: stage.after for stage in stages}
    for place, stage in enumerate(stages):
        for found in stage.contradictions():
            yield found.under(place)
        if stage.after is not None and stage.after not in follows:
            yield from not_there((place, "after"), "stage", stage.after, follows)
        elif _comes_back(stage.key, follows):
            yield Contradiction((place, "after"), "stages_in_a_ring", {"stage": stage.key})


def _comes_back(start: str, follows: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    at = follows[start]
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = follows.get(at)
    return False
