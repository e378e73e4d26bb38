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
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from .blocks import Block, ReadDocument
from .docx_paragraphs import Paragraph, Run, blocks_of, broken, cell_lines, list_item, plain, weight_of
from .docx_styles import (
    FACTS_STYLE,
    NOTE_STYLE,
    PLAIN_STYLES,
    Numbering,
    Style,
    Styles,
    attribute,
    child,
    children,
    name_of,
)
from .limits import MAX_BLOCKS, Unfit, parse_xml, read_member
from .lines import tidy

_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "instrText", "delText", "object"}
#: Bookmarks and the custom properties that hold their keys, as `documents.docx` writes them.
KEY_MARK = "pm_"
#: A key given back in `ReadDocument.properties`: "block:<key>" is the index of the block it stands at.
KEY_PROPERTY = "block:"
_PART = re.compile(r"(.+)~(\d+)$")


@dataclass
class _Reader:
    styles: Styles
    numbering: Numbering
    found: list[Paragraph] = field(default_factory=list)
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
                texts.append("\n".join(cell_lines(inner.found)))
                for mark in inner.marks:
                    self.marks.setdefault(mark, len(self.found))
            if any(texts):
                joined = tidy(" | ".join(texts))
                self.found.append(Paragraph(joined, "row", cells=tuple(texts)))
        self.gap = 1

    # ------------------------------------------------------------------------------------ paragraphs

    def paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        style = self.styles.of(properties)
        if style.is_contents or style.name in (FACTS_STYLE, NOTE_STYLE):
            return
        runs: list[Run] = []
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

    def add(self, text: str, runs: list[Run], style: Style, properties: etree._Element | None) -> None:
        outline = self.styles.outline(style, properties)
        listed = self.numbering.of(properties, style)
        before = self.gap
        if not tidy(text):
            self.gap += 1
            return
        self.gap = 0
        weight = weight_of(runs)
        if style.is_title:
            self.found.append(Paragraph(tidy(text), "title"))
        elif outline:
            self.found.append(Paragraph(tidy(text), "heading", outline))
        elif listed is not None:
            self.found.append(list_item(tidy(text), listed))
        elif style.name.lower() in PLAIN_STYLES:
            self.found.append(Paragraph(tidy(text), gap=before))
        else:
            for piece, part in broken(text, runs):
                paragraph = replace(plain(tidy(piece)), gap=before)
                heavy = weight if part is None else part
                paragraph.strong, paragraph.underlined, paragraph.size = heavy
                if paragraph.text:
                    self.found.append(paragraph)
                before = 0

    def runs(
        self, parent: etree._Element, style: Style, runs: list[Run], boxes: list[etree._Element]
    ) -> None:
        for element in parent:
            name = name_of(element)
            if name in _SKIPPED:
                continue
            if name == "r":
                look = self.styles.run(child(element, "rPr"), style)
                if not look.hidden:
                    _text_of(element, Run("", look.bold, look.underlined, look.size), runs, boxes)
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
                runs.append(Run(formula, False, False, 0))
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
        reader.found.append(plain(tidy(reader.carried)))
    blocks = blocks_of(reader.found)
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


# --------------------------------------------------------------------------------------------- elements


def _text_of(element: etree._Element, like: Run, runs: list[Run], boxes: list[etree._Element]) -> None:
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
