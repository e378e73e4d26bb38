"""Which stage comes before which. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pejlemaerke.playbooks.texts import Contradiction, Path, not_there


@dataclass(frozen=True)
class Order:
    """The stages of a playbook in the order of the file: what each follows, and how long it is."""

    follows: Mapping[str, str | None]
    lengths: Mapping[str, str]

    def precedes(self, one: str, other: str) -> bool:
        """Whether the stage `one` comes before `other`.

        What follows something comes after it. Two stages that do not wait for each other come as they stand
        in the file.
        """
        if one == other:
            return False
        if self._waits_for(other, one):
            return True
        if self._waits_for(one, other):
            return False
        keys = list(self.follows)
        return keys.index(one) < keys.index(other)

    def pointed_at(self, path: Path, stage: str) -> Iterator[Contradiction]:
        """One contradiction if there is no such stage."""
        return not_there(path, "stage", stage, self.follows)

    def _waits_for(self, stage: str, other: str) -> bool:
        seen: set[str] = set()
        at = self.follows.get(stage)
        while at is not None and at not in seen:
            if at == other:
                return True
            seen.add(at)
            at = self.follows.get(at)
        return False
