"""Who is told, and the packages that help others tell it. Imports no Django."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated

from pydantic import Field

from pejlemaerke.playbooks.activities import Responsible
from pejlemaerke.playbooks.order import Order
from pejlemaerke.playbooks.texts import Contradiction, Key, Part, Text, all_there, same_key_twice


class Audience(Part):
    """Somebody who must know. `text` says what matters to them."""

    key: Key
    title: Text
    text: Text | None = None


class Package(Part):
    """What a sender needs to tell an audience: what will happen, and why."""

    key: Key
    title: Text
    stage: Key
    to: Annotated[tuple[Key, ...], Field(min_length=1)]
    sender: Responsible
    what: Text
    why: Text


def contradictions(
    packages: Sequence[Package], order: Order, audiences: Collection[str]
) -> Iterator[Contradiction]:
    """Keys used twice, and packages to an audience or in a stage that is not there."""
    yield from same_key_twice(package.key for package in packages)
    for place, package in enumerate(packages):
        yield from order.pointed_at((place, "stage"), package.stage)
        yield from all_there((place, "to"), "audience", package.to, audiences)
