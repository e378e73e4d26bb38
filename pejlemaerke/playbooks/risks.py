"""What may go wrong, and what is done about it. Imports no Django."""

from __future__ import annotations

from pejlemaerke.playbooks.activities import Responsible
from pejlemaerke.playbooks.texts import Key, Part, Text


class Risk(Part):
    """`cause` is why it may happen; `whose` it is to keep an eye on it."""

    key: Key
    title: Text
    cause: Text
    what_is_done: Text
    whose: Responsible
