"""What minutes say: the whole of them, as they are kept when they are approved. Imports no Django.

Moments are ISO strings, so that what is kept is what was composed, letter by letter.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

VERSION = 1


@dataclass(frozen=True)
class Asked:
    """What the memo asked the body to decide."""

    key: str
    text: str


@dataclass(frozen=True)
class Point:
    """What was decided. `first` and `last` are ISO dates or None."""

    id: str
    heading: str
    text: str
    asked: str = ""
    answer: str = ""
    period_text: str = ""
    first: str | None = None
    last: str | None = None
    precision: str = ""
    audience: str = ""
    who: str = ""


@dataclass(frozen=True)
class Item:
    number: int
    title: str
    text: str = ""
    is_closed: bool = False
    memo: str = ""
    revision: int | None = None
    asked: tuple[Asked, ...] = ()
    discussed: str = ""
    outcome: str = ""
    moved_to: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Said:
    """A correction from the read-through."""

    who: str
    on_behalf_of: str
    at: str
    text: str


@dataclass(frozen=True)
class Approval:
    at: str
    who: str
    on_behalf_of: str = ""


@dataclass(frozen=True)
class MinutesContent:
    body: str
    starts_at: str
    ends_at: str = ""
    place: str = ""
    secretary: str = ""
    present: str = ""
    items: tuple[Item, ...] = ()
    corrections: tuple[Said, ...] = ()
    sent_at: str = ""
    approved: Approval | None = None


def minutes_to_json(content: MinutesContent) -> dict[str, Any]:
    """JSON-ready, with lists for tuples."""
    return {"v": VERSION, **_plain(asdict(content))}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def minutes_from_json(data: dict[str, Any]) -> MinutesContent:
    """The content `minutes_to_json` made. ValueError for another version."""
    if data.get("v") != VERSION:
        raise ValueError("minutes.v: not a version this program reads")
    approved = data["approved"]
    plain = {
        key: value for key, value in data.items() if key not in ("v", "items", "corrections", "approved")
    }
    return MinutesContent(
        **plain,
        items=tuple(
            Item(
                **{key: value for key, value in item.items() if key not in ("asked", "points")},
                asked=tuple(Asked(**asked) for asked in item["asked"]),
                points=tuple(Point(**point) for point in item["points"]),
            )
            for item in data["items"]
        ),
        corrections=tuple(Said(**said) for said in data["corrections"]),
        approved=Approval(**approved) if approved else None,
    )
