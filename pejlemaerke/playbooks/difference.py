"""What is new in a newer version of a playbook, item by item. Imports no Django.

Items are known by their keys, so one that has moved is the same one, and a text is compared with what it
replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.texts import Text


@dataclass(frozen=True)
class Difference:
    """`path` is dotted and names list items by key ("stages.phase-1.title.da").

    `old` is "" for what was added, `new` for what was removed. Of a whole item, the text is its Danish
    name, and what has no name is told by what it holds. A list in another order is one "changed" at the
    list, with the keys in old and new order.
    """

    kind: Literal["added", "removed", "changed"]
    path: str
    old: str = ""
    new: str = ""


def difference(old: Playbook, new: Playbook) -> list[Difference]:
    """What turns `old` into `new`, in the order of the schema. The version number itself is left out."""
    return [found for found in _compare(old, new, "") if found.path != "version"]


def _compare(old: object, new: object, path: str) -> Iterator[Difference]:
    if old == new:
        return
    before, after = _children(old), _children(new)
    if old is None or new is None or before is None or after is None:
        kind: Literal["added", "removed", "changed"]
        kind = "added" if old is None else "removed" if new is None else "changed"
        yield Difference(kind, path, _name(old), _name(new))
        return
    for key, value in before.items():
        below = f"{path}.{key}" if path else key
        if key in after:
            yield from _compare(value, after[key], below)
        else:
            yield Difference("removed", below, old=_name(value))
    for key, value in after.items():
        if key not in before:
            yield Difference("added", f"{path}.{key}" if path else key, new=_name(value))
    if isinstance(old, tuple):
        stayed = [key for key in before if key in after]
        now = [key for key in after if key in before]
        if stayed != now:
            yield Difference("changed", path, ", ".join(stayed), ", ".join(now))


def _children(part: object) -> dict[str, object] | None:
    """What a part consists of, by key; None for a plain value."""
    if isinstance(part, BaseModel):
        return {name: getattr(part, name) for name in type(part).model_fields}
    if isinstance(part, dict):
        return part
    if isinstance(part, tuple):
        return {item if isinstance(item, str) else item.key: item for item in part}
    return None


def _name(part: object) -> str:
    if part is None or part is False:
        return ""
    if isinstance(part, Text):
        return part.da
    for name in ("title", "word", "question", "text", "asks", "why"):
        if isinstance(found := getattr(part, name, None), Text):
            return found.da
    if isinstance(part, BaseModel):
        return ", ".join(filter(None, (_name(getattr(part, name)) for name in type(part).model_fields)))
    if isinstance(part, tuple):
        return ", ".join(_name(item) for item in part)
    return str(part)
