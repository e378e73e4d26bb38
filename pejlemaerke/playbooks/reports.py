"""What is told upward, and when. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pejlemaerke.playbooks import when as when_rules
from pejlemaerke.playbooks.activities import Responsible
from pejlemaerke.playbooks.order import Order
from pejlemaerke.playbooks.texts import Contradiction, Key, Line, Part, Text, same_key_twice
from pejlemaerke.playbooks.when import When


class Report(Part):
    """`asks` is what the one who reads it wants to know."""

    key: Key
    stage: Key
    title: Text
    when: When
    to: Responsible = "superior"
    asks: tuple[Line, ...] = ()


def contradictions(reports: Sequence[Report], order: Order) -> Iterator[Contradiction]:
    """Keys used twice, and reports at a time or in a stage that is not there."""
    yield from same_key_twice(report.key for report in reports)
    for place, report in enumerate(reports):
        yield from order.pointed_at((place, "stage"), report.stage)
        yield from when_rules.contradictions((place,), report.when, None, report.stage, order)
        for found in same_key_twice(line.key for line in report.asks):
            yield found.under(place, "asks")
