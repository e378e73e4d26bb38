"""Who does what, in the method's own words. Imports no Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pejlemaerke.playbooks.activities import Responsible
from pejlemaerke.playbooks.texts import Contradiction, Key, Line, Part, Text, same_key_twice


class Role(Part):
    """`who` is the role the product knows it by, where there is one."""

    key: Key
    title: Text
    duties: tuple[Line, ...] = ()
    who: Responsible | None = None


def contradictions(roles: Sequence[Role]) -> Iterator[Contradiction]:
    """Keys used twice."""
    yield from same_key_twice(role.key for role in roles)
    for place, role in enumerate(roles):
        for found in same_key_twice(line.key for line in role.duties):
            yield found.under(place, "duties")
