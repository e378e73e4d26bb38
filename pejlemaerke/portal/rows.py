"""One row of a list of Min side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One row of a list; the names are those `{% row %}` draws."""

    url: str
    verb: str
    about: str = ""
    who: str = ""
    when: str = ""
    mine: bool = False
    late: bool = False
    shape: str = "half"
