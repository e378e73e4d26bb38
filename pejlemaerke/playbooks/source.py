"""YAML as plain data with the place of every key and value. Imports no Django.

Reads the parser's events and builds the data itself: no constructor runs, no alias is followed, and what is
written twice is seen. Only words, whole numbers, true/false, lists and groups exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pejlemaerke.playbooks.faults import Fault
from pejlemaerke.playbooks.texts import Path

#: libyaml's parser, ten times as quick as the one in Python, which stands in where there is none.
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_NUMBER = re.compile(r"[-+]?[0-9]{1,15}")
#: What YAML counts as text, besides line ends and tabs.
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class _Stop(Exception):
    """Reading on makes no sense; the fault is already noted."""


@dataclass
class Source:
    """What was read. With any fault in `faults`, `data` may be incomplete and is not to be used.

    `keys` and `values` give (line, column), from 1, of a name and of what stands after it.
    """

    data: Any = None
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place_of(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Where `path` stands; where it is not in the file, the nearest around it that is."""
        if not key and path in self.values:
            return self.values[path]
        while path:
            if path in self.keys:
                return self.keys[path]
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return self.values.get((), (1, 1))

    def fault(self, place: tuple[int, int], path: Path, code: str, values: Mapping[str, str]) -> None:
        self.faults.append(Fault(*place, dotted(path), code, values))


def too_large() -> Fault:
    return Fault(1, 1, "", "too_large", {"most": f"{MAX_BYTES // 1_000_000} MB"})


def dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def read_source(text: str) -> Source:
    """The data of one YAML document. Never raises: whatever is wrong is a fault in what comes back."""
    source = Source()
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES or len(text.encode(errors="replace")) > MAX_BYTES:
        source.faults.append(too_large())
        return source
    strange = _NOT_TEXT.search(text)
    if strange:
        source.fault(_place_at(text, strange.start()), (), "control_character", {})
        return source
    try:
        _Reader(source, yaml.parse(text, Loader=_PARSER)).read()
    except _Stop:
        pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source.fault(place, (), "yaml", {"problem": str(error.problem or error.context or "?").strip()})
    except YAMLError as error:
        source.fault((1, 1), (), "yaml", {"problem": str(error).strip().split("\n")[0]})
    source.faults.sort()
    return source


def _place_at(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class _Reader:
    def __init__(self, source: Source, events: Iterator[Any]) -> None:
        self.source = source
        self.events = events

    def read(self) -> None:
        documents = 0
        for event in self.events:
            if not isinstance(event, DocumentStartEvent):
                continue
            documents += 1
            first = next(self.events)
            if documents > 1:
                self.source.fault(_place(first), (), "several_documents", {})
                raise _Stop
            self.source.data = self.value(first, ())
        if documents == 0:
            self.source.fault((1, 1), (), "empty", {})

    def value(self, event: Any, path: Path) -> Any:
        self.source.values[path] = _place(event)
        if len(path) > MAX_DEPTH:
            self.source.fault(_place(event), path, "too_deep", {"most": str(MAX_DEPTH)})
            raise _Stop
        if isinstance(event, AliasEvent):
            self.source.fault(_place(event), path, "alias", {"name": str(event.anchor)})
            return None
        if event.tag is not None:
            self.source.fault(_place(event), path, "tag", {"tag": str(event.tag)})
        if isinstance(event, MappingStartEvent):
            return self.group(path)
        if isinstance(event, SequenceStartEvent):
            return self.list(path)
        return self.scalar(event, path)

    def scalar(self, event: Any, path: Path) -> str | int | bool | None:
        if _NOT_TEXT.search(event.value):  # written as an escape such as "\0"
            self.source.fault(_place(event), path, "control_character", {})
            return None
        return _scalar(event)

    def list(self, path: Path) -> list[Any]:
        found: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            found.append(self.value(event, (*path, len(found))))
        return found

    def group(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            place = _place(event)
            if isinstance(event, ScalarEvent):
                key = str(self.scalar(event, path)) if event.style else event.value
            else:
                self.source.fault(place, path, "key_not_word", {})
                self.value(event, (*path, "?"))
                key = "?"
            if key in found and key != "?":
                self.source.fault(place, (*path, key), "written_twice", {"key": key})
            self.source.keys[(*path, key)] = place
            found[key] = self.value(next(self.events), (*path, key))
        return found


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(event: Any) -> str | int | bool | None:
    text: str = event.value
    if event.style:  # quoted or a block: always words
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if _NUMBER.fullmatch(text) else text
