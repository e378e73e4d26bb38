"""A period as JSON and back. Imports no Django."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from pejlemaerke.core.periods import Period, Precision


def period_to_json(period: Period) -> dict[str, str | None]:
    """text, first, last (ISO dates or None), precision."""
    return {
        "text": period.text,
        "first": period.first.isoformat() if period.first else None,
        "last": period.last.isoformat() if period.last else None,
        "precision": period.precision,
    }


def period_from_json(data: object, where: str = "period") -> Period:
    """The period `period_to_json` made. ValueError where the days and the precision contradict each other."""
    if not isinstance(data, dict):
        raise ValueError(f"{where}: an object is expected")
    text, precision = data.get("text", ""), data.get("precision", "")
    for name, value in (("text", text), ("precision", precision)):
        if not isinstance(value, str):
            raise ValueError(f"{where}.{name}: text is expected")
    if precision not in get_args(Precision):
        raise ValueError(f"{where}.precision: not one of ours")
    first, last = (_day(data.get(name), f"{where}.{name}") for name in ("first", "last"))
    if precision in ("open", "unreadable"):
        if first or last:
            raise ValueError(f"{where}: days where none can be")
    elif first is None or last is None or first > last:
        raise ValueError(f"{where}: first and last day must be there, in that order")
    return Period(text, first, last, cast(Precision, precision))


def _day(value: object, where: str) -> date | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{where}: text is expected")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{where}: a date is expected") from None
