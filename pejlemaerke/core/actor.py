"""Who does it. Every action takes `by: Actor`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """A person, a person on behalf of another, or the system itself (`person` is None).

    `person` and `on_behalf_of` are ids of `organisation.Person`; `name` is kept with what was done, so that
    history reads the same after the person has left.
    """

    organisation: UUID
    person: UUID | None = None
    name: str = ""
    on_behalf_of: UUID | None = None
    on_behalf_of_name: str = ""

    @property
    def is_system(self) -> bool:
        return self.person is None

    def is_person(self, person: UUID | None) -> bool:
        """True if this actor is that person, in the flesh or by substitution (author ≠ reviewer)."""
        return person is not None and person in (self.person, self.on_behalf_of)
