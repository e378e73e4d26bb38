"""Who must say yes to the plan before it holds. Imports no Django."""

from __future__ import annotations

from typing import Literal

from pejlemaerke.playbooks.texts import Part, Text


class Approval(Part):
    """`text` says what they say yes to."""

    by: Literal["leadership_group"]
    text: Text
