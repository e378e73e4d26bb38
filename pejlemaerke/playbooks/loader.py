"""From the text of a playbook to the playbook, or to every fault with its line and column. Imports no
Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from pejlemaerke.playbooks.difference import Difference, difference
from pejlemaerke.playbooks.faults import Fault, FaultyPlaybook
from pejlemaerke.playbooks.schema import Playbook
from pejlemaerke.playbooks.source import Source, dotted, read_source
from pejlemaerke.playbooks.texts import Contradiction, Path, Text, near_word

__all__ = ["Difference", "Fault", "FaultyPlaybook", "check", "difference", "library", "load"]

#: The languages every playbook is written in, and those the product's own are.
OWN_LANGUAGES = ("da",)
LIBRARY_LANGUAGES = ("da", "en")

#: The playbook that fits most, offered before the others.
_MOST_GENERAL = "core-task.yaml"

#: Pydantic's error types in our own words.
_CODES = {
    "missing": "missing",
    "model_type": "not_group",
    "dict_type": "not_group",
    "tuple_type": "not_list",
    "string_type": "not_words",
    "int_type": "not_number",
    "bool_type": "not_yes_no",
    "greater_than_equal": "too_small",
    "too_short": "too_few",
}
_OWN_CODES = frozenset(
    {"empty_text", "long_text", "braces", "bad_key", "bad_length", "bad_when", "bad_hours"}
)


def load(text: str, *, name: str) -> Playbook:
    """The playbook in `text`. Raises `FaultyPlaybook` with every fault; `name` is what the file is called."""
    playbook, faults = _read(text)
    if playbook is None:
        raise FaultyPlaybook(name, faults)
    return playbook


def check(text: str, *, languages: Sequence[str] = OWN_LANGUAGES) -> list[Fault]:
    """Every fault in `text`, in the order of the file; none means that it can be loaded.

    Never raises. Texts must be written in all of `languages`. What the file itself gets wrong (YAML, names
    written twice) is told before its content is looked at, and the content before how it fits together.
    """
    return _read(text, languages)[1]


def library() -> dict[str, Playbook]:
    """The playbooks the product ships, by key, the most general first. Read once; written in Danish and English."""
    return dict(_library())


@cache
def _library() -> Mapping[str, Playbook]:
    found: dict[str, Playbook] = {}
    folder = resources.files("pejlemaerke.playbooks") / "library"
    for file in sorted(folder.iterdir(), key=lambda file: (file.name != _MOST_GENERAL, file.name)):
        if file.name.endswith(".yaml"):
            playbook, faults = _read(file.read_text(encoding="utf-8"), LIBRARY_LANGUAGES)
            if playbook is None:
                raise FaultyPlaybook(file.name, faults)
            found[playbook.key] = playbook
    return found


def _read(text: str, languages: Sequence[str] = OWN_LANGUAGES) -> tuple[Playbook | None, list[Fault]]:
    source = read_source(text)
    if source.faults:
        return None, source.faults
    try:
        playbook = Playbook.model_validate(source.data)
    except ValidationError as error:
        return None, sorted(_faults(error, source))
    unwritten = sorted(
        Fault(*source.place_of(path), dotted(path), "no_language", {"language": language})
        for path, spoken in _texts(playbook, ())
        for language in languages
        if getattr(spoken, language) is None
    )
    return (None, unwritten) if unwritten else (playbook, [])


def _faults(error: ValidationError, source: Source) -> Iterator[Fault]:
    for one in error.errors(include_url=False):
        kind, path, context = one["type"], _within_file(one["loc"]), one.get("ctx", {})
        if kind == "contradictions":
            yield from (_contradiction(found, source) for found in context["found"])
        elif kind == "extra_forbidden":
            yield Fault(*source.place_of(path, key=True), dotted(path), *_unknown(path, one["input"]))
        elif kind in _OWN_CODES:
            yield Fault(*source.place_of(path), dotted(path), kind, {k: str(v) for k, v in context.items()})
        elif kind == "literal_error":
            values = {"known": str(context["expected"]).replace("'", "").replace(" or ", ", ")}
            yield Fault(*source.place_of(path), dotted(path), "not_one_of", values)
        else:
            code = _CODES.get(kind, "other")
            values = {"key": str(path[-1]) if path else "", "problem": one["msg"]}
            yield Fault(*source.place_of(path, key=kind == "missing"), dotted(path), code, values)


def _within_file(location: tuple[str | int, ...]) -> Path:
    """Pydantic marks a fault in a mapping's key itself with "[key]"; for us that is the place of the key."""
    return tuple(part for part in location if part != "[key]")


def _contradiction(found: Contradiction, source: Source) -> Fault:
    place = source.place_of(found.path, key=found.at_name)
    return Fault(*place, dotted(found.path), found.code, dict(found.values))


def _unknown(path: Path, value: object) -> tuple[str, dict[str, str]]:
    known, key = _known_at(path[:-1]), str(path[-1])
    if value is None and known == list(Text.model_fields):
        return "cut_at_comma", {}
    near = near_word(key, known)
    if near:
        return "unknown_key_near", {"key": key, "near": near}
    return "unknown_key", {"key": key, "known": ", ".join(known)}


def _known_at(path: Path) -> list[str]:
    """The names the schema knows at a place in the file."""
    at: Any = Playbook
    for part in path:
        if isinstance(at, type) and issubclass(at, BaseModel):
            at = at.model_fields[str(part)].annotation
        else:
            at = next(inner for inner in reversed(get_args(at)) if inner not in (type(None), Ellipsis))
        if get_origin(at) is not tuple and type(None) in get_args(at):
            at = next(inner for inner in get_args(at) if inner is not type(None))
    return list(at.model_fields)


def _texts(part: object, path: Path) -> Iterator[tuple[Path, Text]]:
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name), (*path, name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _texts(value, (*path, key))
    elif isinstance(part, tuple):
        for place, value in enumerate(part):
            yield from _texts(value, (*path, place))
