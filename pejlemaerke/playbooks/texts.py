"""What every section of a playbook is made of: texts that carry their language, keys that stay, lengths.

Imports no Django. A value that is wrong raises `PydanticCustomError` whose type is a code of
`faults.SENTENCES`.
"""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = ("da", "en")

#: Where something stands in a playbook: names of fields and places in lists, from the outermost in.
Path = tuple[str | int, ...]

MAX_TEXT = 2000
MAX_KEY = 60

_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_LENGTH = re.compile(r"\+([1-9][0-9]{0,2})([dwm])")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Contradiction:
    """Parts that are well formed each by itself and do not fit together. `code` is in `faults.SENTENCES`.

    `at_name`: it is told at the name `path` ends with, not at what stands after it.
    """

    path: Path
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    at_name: bool = False

    def under(self, *above: str | int) -> Contradiction:
        """The same, seen from further out."""
        return Contradiction((*above, *self.path), self.code, self.values, self.at_name)


class Part(BaseModel):
    """Anything in a playbook: unchangeable once read, and nothing in it that the schema does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _words(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise PydanticCustomError("empty_text", "empty")
    if len(stripped) > MAX_TEXT:
        raise PydanticCustomError("long_text", "too long", {"most": str(MAX_TEXT)})
    return stripped


def _without_braces(text: str) -> str:
    if "{" in text or "}" in text:
        raise PydanticCustomError("braces", "braces")
    return text


def _with_whole_placeholders(text: str) -> str:
    _without_braces(_PLACEHOLDER.sub("", text))
    return text


def _key(text: str) -> str:
    if len(text) > MAX_KEY or not _KEY.fullmatch(text):
        raise PydanticCustomError("bad_key", "bad key", {"key": text[:MAX_KEY]})
    return text


def _length(text: str) -> str:
    if not _LENGTH.fullmatch(text):
        raise PydanticCustomError("bad_length", "bad length", {"length": text[:MAX_KEY]})
    return text


Words = Annotated[str, AfterValidator(_words), AfterValidator(_without_braces)]
TemplateWords = Annotated[str, AfterValidator(_words), AfterValidator(_with_whole_placeholders)]
Key = Annotated[str, AfterValidator(_key)]
Length = Annotated[str, AfterValidator(_length)]


class Text(Part):
    """One text in Danish and, where somebody wrote it, in English. Holds no placeholders."""

    da: Words
    en: Words | None = None

    def spoken_in(self, language: str) -> Language:
        """The language the reader really gets: the wanted one if it is written, else Danish. For `lang=`."""
        return "en" if language.split("-")[0] == "en" and self.en is not None else "da"

    def in_language(self, language: str) -> str:
        """The text in that language ("da", "en", "en-gb"), or in Danish where it is not written."""
        return (self.en or self.da) if self.spoken_in(language) == "en" else self.da


class Template(Text):
    """A text that may hold placeholders such as `{words}`; which ones, the section that holds it decides."""

    da: TemplateWords
    en: TemplateWords | None = None

    def placeholders(self, language: Language) -> frozenset[str]:
        """The names used in that language; none where it is not written."""
        return frozenset(_PLACEHOLDER.findall(getattr(self, language) or ""))

    def filled(self, language: str, **values: str) -> str:
        """The text with each placeholder replaced by its value. Braces within a value are left alone."""
        return _PLACEHOLDER.sub(lambda found: values[found.group(1)], self.in_language(language))


class Line(Part):
    """One sentence among others, with a key of its own."""

    key: Key
    text: Text


class Prompt(Part):
    """What stands around an empty field: its name, what is asked, a little help, how it looks when done."""

    title: Text
    question: Text
    help: Text
    example: Text


def later(start: date, count: int, unit: str) -> date:
    """The day `count` days, weeks or months ("d", "w", "m") after `start`, or before it if negative.

    Months keep the day of the month, or take the last one where there is no such day.
    """
    if unit != "m":
        return start + timedelta(days=count if unit == "d" else 7 * count)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))


def count_and_unit(length: str) -> tuple[int, str]:
    """What a length such as "+8w" consists of: (8, "w")."""
    found = _LENGTH.fullmatch(length)
    if found is None:
        raise ValueError(f"not a length: {length!r}")
    return int(found.group(1)), found.group(2)


def after_length(start: date, length: str) -> date:
    """The first day after a stretch such as "+10d", "+8w" or "+3m" that begins on `start`."""
    return later(start, *count_and_unit(length))


def is_longer(length: str, other: str) -> bool:
    """Whether one length is longer than another; a month counts as thirty days beside days and weeks."""
    (count, unit), (most, other_unit) = count_and_unit(length), count_and_unit(other)
    if unit == other_unit:
        return count > most
    days = {"d": 1, "w": 7, "m": 30}
    return count * days[unit] > most * days[other_unit]


def near_word(word: str, known: Iterable[str]) -> str:
    """The one of `known` that was probably meant, or ""."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), "")


def not_there(path: Path, what: str, key: str, known: Iterable[str]) -> Iterator[Contradiction]:
    """One contradiction if `key` is none of `known`, offering the near one. `what` is "stage", "activity" …"""
    names = list(known)
    if key not in names:
        near = near_word(key, names)
        if near:
            yield Contradiction(path, f"no_such_{what}_near", {what: key, "near": near})
        else:
            yield Contradiction(path, f"no_such_{what}", {what: key})


def all_there(path: Path, what: str, keys: Sequence[str], known: Iterable[str]) -> Iterator[Contradiction]:
    """The same for a list of keys, and none of them may stand in it twice."""
    names = list(known)
    for place, key in enumerate(keys):
        yield from not_there((*path, place), what, key, names)
    for found in same_key_twice(keys):
        yield found.under(*path)


def same_key_twice(keys: Iterable[str]) -> Iterator[Contradiction]:
    """One contradiction for each key that has stood before in the same list."""
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            yield Contradiction((place, "key"), "key_twice", {"key": key})
        seen.add(key)
