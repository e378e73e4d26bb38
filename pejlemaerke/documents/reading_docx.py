"""Word documents as blocks, read straight from their XML. Imports no Django.

What is read is what a person sees with all changes accepted: deleted text is gone, inserted text is there,
and so is text in content controls, text boxes, hyperlinks and footnotes. Elements are told apart by their
local names, because "strict" documents use other namespaces than the usual ones.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from .blocks import Block, ReadDocument
from .docx_styles import (
    FACTS_STYLE,
    NOTE_STYLE,
    PLAIN_STYLES,
    ListKind,
    Numbering,
    Style,
    Styles,
    attribute,
    child,
    children,
    name_of,
)
from .limits import MAX_BLOCKS, Unfit, parse_xml, read_member
from .lines import ended, sign_of, tidy
from .reading_text import blocks_of_text, with_headings

_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "instrText", "delText", "object"}
#: Bookmarks and the custom properties that hold their keys, as `documents.docx` writes them.
KEY_MARK = "pm_"
#: A key given back in `ReadDocument.properties`: "block:<key>" is the index of the block it stands at.
KEY_PROPERTY = "block:"
_PART = re.compile(r"(.+)~(\d+)$")


@dataclass
class _Run:
    text: str
    strong: bool
    underlined: bool
    size: int


@dataclass
class _Paragraph:
    """A paragraph before it is known whether it is a heading. `size` is in half points, 0 when unknown."""

    text: str
    kind: str = "paragraph"
    level: int = 0
    styled: bool = True
    cells: tuple[str, ...] = ()
    strong: bool = False
    underlined: bool = False
    size: int = 0
    gap: int = 0


@dataclass
class _Reader:
    styles: Styles
    numbering: Numbering
    found: list[_Paragraph] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    gap: int = 0
    #: Text of a paragraph whose end was deleted; it runs on into the next one.
    carried: str = ""

    # ------------------------------------------------------------------------------------ containers

    def body(self, parent: etree._Element) -> None:
        for element in parent:
            match name_of(element):
                case "p":
                    self.paragraph(element)
                case "tbl":
                    self.table(element)
                case "sdt":
                    if not _is_placeholder(element) and (content := child(element, "sdtContent")) is not None:
                        self.body(content)
                case "bookmarkStart":
                    self.mark(element)
                case "AlternateContent":
                    if (chosen := _chosen(element)) is not None:
                        self.body(chosen)
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    self.body(element)
            if len(self.found) > MAX_BLOCKS:
                raise Unfit("too_long", blocks=MAX_BLOCKS)

    def mark(self, element: etree._Element) -> None:
        name = attribute(element, "name")
        if name.startswith(KEY_MARK):
            self.marks.setdefault(name, len(self.found))

    def table(self, table: etree._Element) -> None:
        for row in _inside(table, "tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                continue
            cells = list(_inside(row, "tc"))
            if len(cells) == 1:
                # A box, or a heading across the table: what is in it stands for itself.
                self.body(cells[0])
                continue
            texts = []
            for cell in cells:
                inner = _Reader(self.styles, self.numbering)
                inner.body(cell)
                texts.append("\n".join(_cell_lines(inner.found)))
                for mark in inner.marks:
                    self.marks.setdefault(mark, len(self.found))
            if any(texts):
                joined = tidy(" | ".join(texts))
                self.found.append(_Paragraph(joined, "row", cells=tuple(texts)))
        self.gap = 1

    # ------------------------------------------------------------------------------------ paragraphs

    def paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        style = self.styles.of(properties)
        if style.is_contents or style.name in (FACTS_STYLE, NOTE_STYLE):
            return
        runs: list[_Run] = []
        boxes: list[etree._Element] = []
        self.runs(element, style, runs, boxes)
        text = self.carried + "".join(run.text for run in runs)
        self.carried = ""
        if _mark_deleted(properties):
            self.carried = text
            return
        self.add(text, runs, style, properties)
        for box in boxes:
            self.body(box)

    def add(self, text: str, runs: list[_Run], style: Style, properties: etree._Element | None) -> None:
        outline = self.styles.outline(style, properties)
        listed = self.numbering.of(properties, style)
        before = self.gap
        if not tidy(text):
            self.gap += 1
            return
        self.gap = 0
        weight = _weight(runs)
        if style.is_title:
            self.found.append(_Paragraph(tidy(text), "title"))
        elif outline:
            self.found.append(_Paragraph(tidy(text), "heading", outline))
        elif listed is not None:
            self.found.append(_list_item(tidy(text), listed))
        elif style.name.lower() in PLAIN_STYLES:
            self.found.append(_Paragraph(tidy(text), gap=before))
        else:
            for piece, part in _broken(text, runs):
                paragraph = replace(_plain(tidy(piece)), gap=before)
                heavy = weight if part is None else part
                paragraph.strong, paragraph.underlined, paragraph.size = heavy
                if paragraph.text:
                    self.found.append(paragraph)
                before = 0

    def runs(
        self, parent: etree._Element, style: Style, runs: list[_Run], boxes: list[etree._Element]
    ) -> None:
        for element in parent:
            name = name_of(element)
            if name in _SKIPPED:
                continue
            if name == "r":
                look = self.styles.run(child(element, "rPr"), style)
                if not look.hidden:
                    _text_of(element, _Run("", look.bold, look.underlined, look.size), runs, boxes)
            elif name == "bookmarkStart":
                self.mark(element)
            elif name == "sdt":
                if not _is_placeholder(element) and (content := child(element, "sdtContent")) is not None:
                    self.runs(content, style, runs, boxes)
            elif name == "AlternateContent":
                if (chosen := _chosen(element)) is not None:
                    self.runs(chosen, style, runs, boxes)
            elif name in ("oMath", "oMathPara"):
                formula = "".join(t.text or "" for t in element.iter("{*}t"))
                runs.append(_Run(formula, False, False, 0))
            else:
                self.runs(element, style, runs, boxes)


def read_docx(data: bytes) -> ReadDocument:
    """Blocks and custom properties of a checked Word document. Raises `Unfit`.

    A row's cells keep their paragraphs on lines of their own, list items with "• " or "1. " before them.
    `properties` also says where the paper's keys stand: "block:<key>" is the index of a block.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, RecursionError) as error:
        raise Unfit("damaged") from error


def _read(archive: zipfile.ZipFile) -> ReadDocument:
    main = _main_part(archive)
    relations = _relations(archive, main)
    styles = Styles(_part(archive, relations.get("styles", "")))
    numbering = Numbering(_part(archive, relations.get("numbering", "")), styles)
    body = child(parse_xml(read_member(archive, main)), "body")
    if body is None:
        raise Unfit("damaged")
    reader = _Reader(styles, numbering)
    reader.body(body)
    if reader.carried.strip():
        reader.found.append(_plain(tidy(reader.carried)))
    blocks = _blocks(reader.found)
    for kind in ("footnotes", "endnotes"):
        notes = _part(archive, relations.get(kind, ""))
        for note in notes if notes is not None else ():
            if attribute(note, "type") in ("", "normal"):
                inner = _Reader(styles, numbering)
                inner.body(note)
                blocks += [Block("paragraph", item.text) for item in inner.found]
    if not blocks:
        raise Unfit("no_text")
    if len(blocks) > MAX_BLOCKS:
        raise Unfit("too_long", blocks=MAX_BLOCKS)
    properties = _custom_properties(archive)
    for mark, index in reader.marks.items():
        if key := properties.pop(mark, ""):
            properties[f"{KEY_PROPERTY}{key}"] = str(index)
    return ReadDocument("docx", tuple(blocks), properties)


# --------------------------------------------------------------------------------------------- blocks


def _blocks(found: list[_Paragraph]) -> list[Block]:
    has_structure = any(item.kind != "paragraph" for item in found)
    _infer_headings(found)
    blocks = [Block(item.kind, item.text, item.level, item.cells, item.styled) for item in found]  # type: ignore[arg-type]
    if any(block.kind in ("heading", "title") for block in blocks):
        return blocks
    if has_structure or len(blocks) < 2:
        return with_headings(blocks, [item.gap for item in found])
    # No style, list or table anywhere: a text pasted in, perhaps with its line breaks.
    pasted = "\n".join("\n" * min(item.gap, 3) + item.text for item in found)
    return blocks_of_text(pasted)


def _infer_headings(found: list[_Paragraph]) -> None:
    """Short paragraphs that are bold, underlined or large are headings, when most of the text is not."""
    plain = [item for item in found if item.kind == "paragraph"]
    total = sum(len(item.text) for item in plain) or 1
    strong_is_rare = sum(len(item.text) for item in plain if item.strong) * 2 < total
    underlined_is_rare = sum(len(item.text) for item in plain if item.underlined) * 2 < total
    sizes: Counter[int] = Counter()
    for item in plain:
        sizes[item.size] += len(item.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    headings = []
    for item in plain:
        large = bool(usual) and item.size >= usual * 1.15
        marked = (item.strong and strong_is_rare) or (item.underlined and underlined_is_rare) or large
        if marked and len(item.text) <= 120 and not (ended(item.text) and not item.text.endswith("?")):
            headings.append(item)
    above = 0
    chosen = {id(item) for item in headings}
    ranks = sorted({(-item.size, not item.strong) for item in headings})
    for item in found:
        if item.kind == "heading":
            above = item.level
        elif id(item) in chosen:
            rank = ranks.index((-item.size, not item.strong)) + 1
            item.kind, item.styled, item.level = "heading", False, min(above + rank, 6)


def _list_item(text: str, listed: ListKind) -> _Paragraph:
    return _Paragraph(text, "number" if listed.numbered else "bullet", listed.level)


def _plain(text: str) -> _Paragraph:
    """A paragraph without list or heading style; a typed "•" or "1)" makes it a list item all the same."""
    sign = sign_of(text)
    if sign is None or not sign[1] or "." in sign[0]:
        return _Paragraph(text)
    kind = "number" if sign[0] in ("1", "a") else "bullet"
    return _Paragraph(sign[1], kind, 1 if sign[0] in ("o", "▪") else 0, styled=False)


def _weight(runs: list[_Run]) -> tuple[bool, bool, int]:
    """(bold throughout, underlined throughout, the smallest size) of the runs with something to see."""
    seen = [run for run in runs if run.text.strip()]
    if not seen:
        return False, False, 0
    return all(run.strong for run in seen), all(run.underlined for run in seen), min(run.size for run in seen)


def _broken(text: str, runs: list[_Run]) -> Iterator[tuple[str, tuple[bool, bool, int] | None]]:
    """The parts of a paragraph with line breaks: apart when they are list items or a bold line above text."""
    if "\n" not in text:
        yield text, None
        return
    lines: list[list[_Run]] = [[]]
    for run in runs:
        for number, piece in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(replace(run, text=piece))
    texts = ["".join(run.text for run in line) for line in lines]
    weights = [_weight(line) for line in lines]
    listed = any(sign_of(tidy(piece)) for piece in texts[1:])
    headed = bool(texts[0].strip()) and (weights[0][0] or weights[0][1]) and weights[0] != weights[-1]
    if "".join(texts) != text.replace("\n", "") or not (listed or headed):
        yield text, None
    elif listed:
        yield from zip(texts, weights, strict=True)
    else:
        yield texts[0], weights[0]
        yield "\n".join(texts[1:]), (False, False, weights[-1][2])


def _cell_lines(found: list[_Paragraph]) -> Iterator[str]:
    for item in found:
        match item.kind:
            case "bullet":
                yield f"{'  ' * item.level}• {item.text}"
            case "number":
                yield f"{'  ' * item.level}1. {item.text}"
            case _:
                yield item.text


# --------------------------------------------------------------------------------------------- elements


def _text_of(element: etree._Element, like: _Run, runs: list[_Run], boxes: list[etree._Element]) -> None:
    for part in element:
        match name_of(part):
            case "t":
                runs.append(replace(like, text=part.text or ""))
            case "tab" | "ptab":
                runs.append(replace(like, text=" "))
            case "br" | "cr":
                runs.append(replace(like, text="\n"))
            case "noBreakHyphen":
                runs.append(replace(like, text="-"))
            case "sym":
                code = attribute(part, "char")
                if re.fullmatch(r"[0-9A-Fa-f]{4}", code):
                    runs.append(replace(like, text=chr(int(code, 16))))
            case "AlternateContent":
                if (chosen := _chosen(part)) is not None:
                    _text_of(chosen, like, runs, boxes)
            case "drawing" | "pict" | "object":
                boxes.extend(_boxes(part))


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes in a drawing."""
    for part in element:
        if name_of(part) == "txbxContent":
            yield part
        elif name_of(part) == "AlternateContent":
            if (chosen := _chosen(part)) is not None:
                yield from _boxes(chosen)
        else:
            yield from _boxes(part)


def _chosen(element: etree._Element) -> etree._Element | None:
    """One of the two drawings of the same thing, so that its text is not read twice."""
    choice = child(element, "Choice")
    return choice if choice is not None else child(element, "Fallback")


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls."""
    for element in parent:
        tag = name_of(element)
        if tag == name:
            yield element
        elif tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _inside(element, name)


def _is_placeholder(element: etree._Element) -> bool:
    properties = child(element, "sdtPr")
    if properties is None:
        return False
    if child(properties, "showingPlcHdr") is not None:
        return True
    return any(attribute(part, "val") == "Table of Contents" for part in properties.iter("{*}docPartGallery"))


def _mark_deleted(properties: etree._Element | None) -> bool:
    run = child(properties, "rPr")
    return child(run, "del") is not None or child(run, "moveFrom") is not None


# --------------------------------------------------------------------------------------------- parts


def _main_part(archive: zipfile.ZipFile) -> str:
    if "_rels/.rels" in archive.namelist():
        for relation in children(parse_xml(read_member(archive, "_rels/.rels")), "Relationship"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _relations(archive: zipfile.ZipFile, main: str) -> dict[str, str]:
    folder, file = posixpath.split(main)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in archive.namelist():
        return {}
    found: dict[str, str] = {}
    for relation in children(parse_xml(read_member(archive, name)), "Relationship"):
        kind = relation.get("Type", "").rsplit("/", 1)[-1]
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.setdefault(kind, posixpath.normpath(path))
    return found


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    return parse_xml(read_member(archive, name)) if name in archive.namelist() else None


def _custom_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    root = _part(archive, "docProps/custom.xml")
    raw = {}
    for element in children(root, "property"):
        raw[element.get("name", "")] = "".join(str(text) for text in element.itertext())
    properties: dict[str, str] = {}
    # Word shows 255 characters of a property; longer ones are kept in pieces "name", "name~2"…
    for name in sorted(raw, key=lambda name: int(match[2]) if (match := _PART.match(name)) else 0):
        match = _PART.match(name)
        if match and match[1] in properties:
            properties[match[1]] += raw[name]
        else:
            properties[name] = raw[name]
    return properties
