"""From a mapping of a text file to a dataclass. Imports no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, cast

T = TypeVar("T")


def take(kind: type[T], row: Mapping[str, Any]) -> T:
    """An instance of a dataclass from a mapping; lists become tuples. Raises KeyError for an unknown field."""
    names = {field.name for field in fields(cast(Any, kind))}
    if unknown := row.keys() - names:
        raise KeyError(f"{kind.__name__}: {', '.join(sorted(unknown))}")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
