"""What a Word document's styles and numbering mean: heading, list or plain, and how a run looks.

Imports no Django. Built-in styles are named in English in most files ("heading 1") and in Danish in some
("Overskrift 1"); both count, and so does an outline level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"title|titel", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|indholdsfortegnelse)\b(?:\s*\d)?(?:\s*heading)?", re.IGNORECASE)
_BULLETED = re.compile(
    r"(?:list bullet|opstilling\s*[-–]\s*punkttegn|punktopstilling)\s*(\d?)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:list number|opstilling\s*[-–]\s*talpunkttegn|opstilling\s*[-–]\s*tal|nummereret liste)\s*(\d?)",
    re.IGNORECASE,
)

#: Styles of our own papers: plain text in which no list or heading is looked for, and what is not read back.
TEXT_STYLE = "Pejl Text"
FACTS_STYLE = "Pejl Facts"
NOTE_STYLE = "Pejl Note"

#: Plain text whatever it looks like.
PLAIN_STYLES = {TEXT_STYLE.lower(), "caption", "billedtekst", "subtitle", "undertitel"}


def name_of(element: etree._Element) -> str:
    """The local name; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    if element is not None:
        for part in element:
            if name_of(part) == name:
                return part
    return None


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        yield from (part for part in element if name_of(part) == name)


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its local name, "" when missing."""
    if element is not None:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return ""


@dataclass(frozen=True)
class Look:
    bold: bool = False
    underlined: bool = False
    hidden: bool = False
    size: int = 0


@dataclass(frozen=True)
class ListKind:
    numbered: bool
    level: int


@dataclass
class Style:
    """A paragraph style with what it inherits already in it."""

    name: str = ""
    names: tuple[str, ...] = ()
    outline: int = 0
    list_id: str = ""
    list_level: int = 0
    look: Look = field(default_factory=Look)

    @property
    def is_title(self) -> bool:
        return any(_TITLE.fullmatch(name) for name in self.names)

    @property
    def is_contents(self) -> bool:
        return bool(_CONTENTS.fullmatch(self.name))


class Styles:
    """The styles part; None gives an empty one."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {attribute(style, "styleId"): style for style in children(root, "style")}
        self._done: dict[str, Style] = {}
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._plain = Style(look=_look(defaults, Look()))
        self._default = next(
            (
                key
                for key, style in self._elements.items()
                if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph"
            ),
            "",
        )

    def of(self, properties: etree._Element | None) -> Style:
        """The style of a paragraph with these properties."""
        return self.named(attribute(child(properties, "pStyle"), "val") or self._default)

    def named(self, key: str, depth: int = 0) -> Style:
        if key in self._done:
            return self._done[key]
        element = self._elements.get(key)
        if element is None or depth > 20:
            # A style that is used but not described still has its telling name.
            spaced = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", key)
            return (
                Style(spaced, (spaced,), _heading_level(spaced), look=self._plain.look)
                if key
                else self._plain
            )
        base_key = attribute(child(element, "basedOn"), "val")
        base = self.named(base_key, depth + 1) if base_key else self._plain
        name = attribute(child(element, "name"), "val") or key
        paragraph = child(element, "pPr")
        numbers = child(paragraph, "numPr")
        level = attribute(child(numbers, "ilvl"), "val")
        style = Style(
            name,
            (name, *base.names),
            _outline(paragraph, _heading_level(name) or base.outline),
            attribute(child(numbers, "numId"), "val") or base.list_id,
            int(level) if level.isdigit() else base.list_level,
            _look(child(element, "rPr"), base.look),
        )
        self._done[key] = style
        return style

    def outline(self, style: Style, properties: etree._Element | None) -> int:
        """The heading level 1–6, or 0."""
        return min(_outline(properties, style.outline), 6)

    def run(self, properties: etree._Element | None, style: Style) -> Look:
        """How a run of a paragraph in `style` looks."""
        key = attribute(child(properties, "rStyle"), "val")
        look = style.look
        if key in self._elements:
            look = _look(child(self._elements[key], "rPr"), look)
        return _look(properties, look)


class Numbering:
    """The numbering part: which list a paragraph is in."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        formats: dict[str, dict[int, str]] = {}
        links: dict[str, str] = {}
        for abstract in children(root, "abstractNum"):
            key = attribute(abstract, "abstractNumId")
            formats[key] = _formats(abstract)
            links[key] = attribute(child(abstract, "numStyleLink"), "val")
        self._lists: dict[str, dict[int, str]] = {}
        for number in children(root, "num"):
            abstract_key = attribute(child(number, "abstractNumId"), "val")
            found = dict(formats.get(abstract_key, {}))
            if not found and links.get(abstract_key):
                found = self._lists.get(styles.named(links[abstract_key]).list_id, {})
            for override in children(number, "lvlOverride"):
                found.update(_formats(override))
            self._lists[attribute(number, "numId")] = found

    def of(self, properties: etree._Element | None, style: Style) -> ListKind | None:
        """The list a paragraph is an item of; None for none, also when it is switched off ("numId 0")."""
        own = child(properties, "numPr")
        key = attribute(child(own, "numId"), "val") or style.list_id
        value = attribute(child(own, "ilvl"), "val")
        level = int(value) if value.isdigit() else style.list_level
        named = _named_list(style)
        if key == "0":
            return None
        if key in self._lists:
            kind = self._lists[key].get(level, "bullet")
            if kind == "none":
                return None
            return ListKind(kind != "bullet", min(max(level, named.level if named and own is None else 0), 8))
        return named


def _named_list(style: Style) -> ListKind | None:
    for name in style.names:
        for numbered, pattern in ((False, _BULLETED), (True, _NUMBERED)):
            if match := pattern.fullmatch(name):
                return ListKind(numbered, int(match[1] or 1) - 1)
    return None


def _formats(parent: etree._Element) -> dict[int, str]:
    found = {}
    for level in children(parent, "lvl"):
        number = attribute(level, "ilvl")
        if number.isdigit():
            found[int(number)] = attribute(child(level, "numFmt"), "val") or "decimal"
    return found


def _heading_level(name: str) -> int:
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else 0


def _outline(properties: etree._Element | None, otherwise: int) -> int:
    value = attribute(child(properties, "outlineLvl"), "val")
    if value.isdigit():
        return int(value) + 1 if int(value) < 9 else 0
    return otherwise


def _look(properties: etree._Element | None, base: Look) -> Look:
    if properties is None:
        return base
    size = attribute(child(properties, "sz"), "val")
    underline = child(properties, "u")
    return Look(
        _switch(child(properties, "b"), base.bold),
        base.underlined if underline is None else attribute(underline, "val") not in ("none", ""),
        _switch(child(properties, "vanish"), base.hidden),
        int(size) if size.isdigit() else base.size,
    )


def _switch(element: etree._Element | None, otherwise: bool) -> bool:
    if element is None:
        return otherwise
    return attribute(element, "val") not in ("0", "false", "off")
