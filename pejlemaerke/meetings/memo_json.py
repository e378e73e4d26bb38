"""A memo's content as JSON and back, whole or section by section. Imports no Django.

Version 1. What is missing takes the field's empty value, so that an old memo stays readable when the content grows;
what is there must have the right shape, else ValueError names the place (never the text).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast, get_args

from .memo_content import (
    REQUIRED,
    SECTIONS,
    AskedPoint,
    Communication,
    Cost,
    Financing,
    FollowUp,
    Input,
    MemoContent,
    Risk,
)

VERSION = 1

_TEXTS = (
    "title", "date_text", "background", "effect", "costs_text", "coordinated_with", "responsible", "participants",
)  # fmt: skip


def content_to_json(content: MemoContent) -> dict[str, Any]:
    """JSON-ready: str, int, bool, None, list and dict only."""
    return {
        "v": VERSION,
        **{name: getattr(content, name) for name in _TEXTS},
        "asked": [{"key": point.key, "text": point.text} for point in content.asked],
        "costs": [{"year": cost.year, "amount": cost.amount} for cost in content.costs],
        "financing": list(content.financing),
        "communication": {
            "before": content.communication.before,
            "during": content.communication.during,
            "after": content.communication.after,
        },
        "follow_up": {"local": content.follow_up.local, "joint": content.follow_up.joint},
        "risks": [{"text": risk.text, "answer": risk.answer} for risk in content.risks],
        "is_closed": content.is_closed,
        "inputs": [{"who": one.who, "what": one.what, "met": one.met} for one in content.inputs],
    }


def content_from_json(data: object) -> MemoContent:
    """The content `content_to_json` made. ValueError for another version or a wrong shape."""
    fields = _dict(data, "memo")
    if fields.get("v", VERSION) != VERSION:
        raise ValueError("memo.v: not a version this program reads")
    communication = _dict(fields.get("communication", {}), "memo.communication")
    follow_up = _dict(fields.get("follow_up", {}), "memo.follow_up")
    is_closed = fields.get("is_closed")
    if is_closed is not None and not isinstance(is_closed, bool):
        raise ValueError("memo.is_closed: true, false or null is expected")
    return MemoContent(
        **{name: _text(fields, name, "memo") for name in _TEXTS},
        asked=tuple(
            AskedPoint(_text(one, "key", where), _text(one, "text", where))
            for one, where in _objects(fields, "asked")
        ),
        costs=tuple(
            Cost(_year(one, where), _text(one, "amount", where)) for one, where in _objects(fields, "costs")
        ),
        financing=_financing(fields),
        communication=Communication(
            *(_text(communication, name, "memo.communication") for name in ("before", "during", "after"))
        ),
        follow_up=FollowUp(*(_text(follow_up, name, "memo.follow_up") for name in ("local", "joint"))),
        risks=tuple(
            Risk(_text(one, "text", where), _text(one, "answer", where))
            for one, where in _objects(fields, "risks")
        ),
        is_closed=is_closed,
        inputs=tuple(
            Input(*(_text(one, name, where) for name in ("who", "what", "met")))
            for one, where in _objects(fields, "inputs")
        ),
    )


# -- sections --------------------------------------------------------------------------------------------------


def section_values(content: MemoContent, name: str) -> dict[str, Any]:
    """A section's fields as JSON; KeyError for a section there is none of."""
    data = content_to_json(content)
    return {field: data[field] for field in SECTIONS[name]}


def assemble(values: Mapping[str, Mapping[str, Any]], *, title: str = "", date_text: str = "") -> MemoContent:
    """The whole content of a draft; sections nobody has opened are empty, fields of no section are passed over."""
    merged: dict[str, Any] = {"v": VERSION, "title": title, "date_text": date_text}
    for name, fields in SECTIONS.items():
        value = values.get(name, {})
        merged.update({field: value[field] for field in fields if field in value})
    return content_from_json(merged)


def filled(content: MemoContent, name: str) -> bool:
    """True if the writer has said something in the section."""
    return any(_says_something(getattr(content, field)) for field in SECTIONS[name])


_ENCLOSED = re.compile(r"\b(?:bilag\w*|vedlagt\w*|vedhæftet|vedhæftede|enclosed|attached)\b", re.IGNORECASE)


def names_attachments(content: MemoContent) -> bool:
    """True if its words speak of something that goes along."""
    words = json.dumps(content_to_json(content), ensure_ascii=False).replace("\\n", " ")
    return bool(_ENCLOSED.search(words))


def missing(content: MemoContent) -> tuple[str, ...]:
    """The required sections in which nothing stands."""
    return tuple(name for name in REQUIRED if not filled(content, name))


def _says_something(value: object) -> bool:
    """False for white space, for a list of it, and for a year without an amount."""
    match value:
        case None:
            return False
        case bool():
            return True
        case str():
            return bool(value.strip())
        case tuple():
            return any(_says_something(one) for one in value)
        case AskedPoint(text=text):
            return bool(text.strip())
        case Cost(amount=amount):
            return bool(amount.strip())
    return any(_says_something(one) for one in vars(value).values())


# -- shapes ----------------------------------------------------------------------------------------------------


def _financing(fields: dict[str, Any]) -> tuple[Financing, ...]:
    named = _list(fields, "financing", "memo")
    if any(one not in get_args(Financing) for one in named):
        raise ValueError("memo.financing: not one of ours")
    return cast(tuple[Financing, ...], tuple(named))


def _year(fields: dict[str, Any], where: str) -> int | None:
    year = fields.get("year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
        raise ValueError(f"{where}.year: a whole number is expected")
    return year


def _objects(fields: dict[str, Any], name: str) -> list[tuple[dict[str, Any], str]]:
    return [
        (_dict(one, f"memo.{name}.{at}"), f"memo.{name}.{at}")
        for at, one in enumerate(_list(fields, name, "memo"))
    ]


def _dict(data: object, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError(f"{where}: an object is expected")
    return data


def _list(fields: dict[str, Any], name: str, where: str) -> list[object]:
    value = fields.get(name, [])
    if not isinstance(value, list):
        raise ValueError(f"{where}.{name}: a list is expected")
    return value


def _text(fields: dict[str, Any], name: str, where: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"{where}.{name}: text is expected")
    return value
