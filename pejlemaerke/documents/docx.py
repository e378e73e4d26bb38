"""A paper as a Word document with real styles, which `reading_docx.read_docx` reads back. Imports no Django.

What comes back unchanged: title, subtitle, headings, prose, list items and tables, the custom properties, and
where each key stands. Facts and notes are for the reader's eyes and are left out on the way back.
"""

from __future__ import annotations

import io
import re
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from .docx_styles import FACTS_STYLE, NOTE_STYLE, TEXT_STYLE
from .paper import Bullets, Heading, Item, Note, Paper, Part, Prose, Table
from .reading_docx import KEY_MARK

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LOCALE = {"da": "da-DK", "en": "en-GB"}
_INK = RGBColor(0x1A, 0x1A, 0x1A)
_DEEPEST = 8
#: Word shows no more of a custom property.
_PROPERTY_SIZE = 255
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def write_docx(paper: Paper) -> bytes:
    """The paper as .docx. Characters that XML cannot hold are dropped."""
    document = docx.Document()
    writer = _Writer(document)
    _set_up(document, paper)
    document.add_paragraph(_line(paper.title), style="Title")
    if paper.subtitle:
        document.add_paragraph(_line(paper.subtitle), style="Subtitle")
    for label, value in paper.facts:
        paragraph = document.add_paragraph(style=FACTS_STYLE)
        paragraph.add_run(f"{_line(label)}: ").bold = True
        paragraph.add_run(_line(value))
    for part in paper.parts:
        writer.part(part)
    _add_properties(document, {**paper.properties, **writer.keys})
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of plain text: blank lines part them."""
    clean = _clean(text).replace("\r\n", "\n").replace("\r", "\n")
    return [piece.strip() for piece in _BLANK_LINE.split(clean) if piece.strip()]


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        #: The custom property of each bookmark, holding the key it stands for.
        self.keys: dict[str, str] = {}
        self.lists = _Lists(document)

    def part(self, part: Part) -> None:
        match part:
            case Heading(text, level, key):
                if _line(text):
                    style = f"Heading {min(max(level, 1), 6)}"
                    self.mark(self.document.add_paragraph(_line(text), style=style), key)
            case Prose(text, key):
                for number, piece in enumerate(paragraphs_of(text)):
                    paragraph = self.document.add_paragraph(piece, style=TEXT_STYLE)
                    self.mark(paragraph, key if number == 0 else "")
            case Bullets(items, numbered, key):
                self.items(items, self.lists.new(numbered=numbered), numbered, 0, key)
            case Table():
                self.table(part)
            case Note(title, text):
                for number, piece in enumerate([_line(title), *paragraphs_of(text)]):
                    if piece:
                        run = self.document.add_paragraph(style=NOTE_STYLE).add_run(piece)
                        run.bold = number == 0

    def items(self, items: tuple[Item, ...], number: int, numbered: bool, level: int, key: str) -> None:
        for index, item in enumerate(items):
            style = "List Number" if numbered else "List Bullet"
            if _line(item.text):
                paragraph = self.document.add_paragraph(_clean(item.text).strip(), style=style)
                properties: Any = paragraph._p.get_or_add_pPr()
                numbers = properties.get_or_add_numPr()
                numbers.get_or_add_ilvl().val = min(level, _DEEPEST)
                numbers.get_or_add_numId().val = number
                self.mark(paragraph, key if index == 0 else "")
            self.items(item.children, number, numbered, level + 1, "")

    def table(self, part: Table) -> None:
        if not part.head:
            return
        key = part.key
        if _line(part.caption):
            caption = self.document.add_paragraph(_line(part.caption), style="Caption")
            caption.paragraph_format.keep_with_next = True
            self.mark(caption, key)
            key = ""
        table = self.document.add_table(rows=0, cols=len(part.head), style="Table Grid")
        for index, texts in enumerate((part.head, *part.rows)):
            row = table.add_row()
            for cell, text in zip(row.cells, texts, strict=False):
                pieces = paragraphs_of(text) or [""]
                cell.paragraphs[0].style = TEXT_STYLE
                cell.paragraphs[0].add_run(pieces[0]).bold = True if index == 0 else None
                for piece in pieces[1:]:
                    cell.add_paragraph(piece, style=TEXT_STYLE)
            if index == 0:
                row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
                self.mark(row.cells[0].paragraphs[0], key)
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        # Word glues tables that follow each other together.
        self.document.add_paragraph(style=TEXT_STYLE)

    def mark(self, paragraph: Paragraph, key: str) -> None:
        if not key:
            return
        number = len(self.keys) + 1
        self.keys[f"{KEY_MARK}{number}"] = key
        start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{KEY_MARK}{number}"/>')
        end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
        after = 1 if paragraph._p.pPr is not None else 0
        paragraph._p.insert(after, start)
        paragraph._p.append(end)


class _Lists:
    """Two lists of nine levels; every numbered list begins again at 1."""

    def __init__(self, document: Document) -> None:
        self.numbering: Any = document.part.numbering_part.element
        known = [int(part.get(qn("w:abstractNumId"))) for part in self.numbering.findall(qn("w:abstractNum"))]
        self.bullets, self.numbers = max(known, default=0) + 1, max(known, default=0) + 2
        for key, numbered in ((self.numbers, True), (self.bullets, False)):
            levels = "".join(_level(level, numbered) for level in range(_DEEPEST + 1))
            xml = (
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">'
                f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            )
            self.numbering.insert(0, parse_xml(xml))

    def new(self, *, numbered: bool) -> int:
        number = self.numbering.add_num(self.numbers if numbered else self.bullets)
        if numbered:
            for level in range(_DEEPEST + 1):
                number.add_lvlOverride(level).add_startOverride(1)
        return int(number.numId)


def _level(level: int, numbered: bool) -> str:
    sign = ("decimal", f"%{level + 1}.") if numbered else ("bullet", "•–"[level % 2])
    if numbered and level % 2:
        sign = ("lowerLetter", f"%{level + 1})")
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{sign[0]}"/>'
        f'<w:lvlText w:val="{sign[1]}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


# --------------------------------------------------------------------------------------------- set-up


def _set_up(document: Document, paper: Paper) -> None:
    locale = _LOCALE.get(paper.language, paper.language)
    core = document.core_properties
    core.title, core.author, core.language = _line(paper.title), _line(paper.organisation), locale
    core.comments = core.last_modified_by = ""
    # The template's own dates say nothing about this paper.
    for name in ("created", "modified"):
        for element in core._element.findall(f"{{http://purl.org/dc/terms/}}{name}"):
            core._element.remove(element)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    header = section.header.paragraphs[0]
    header.text = _line(paper.organisation)
    _add_page_number(section.footer.paragraphs[0])
    _set_styles(document, locale)


def _set_styles(document: Document, locale: str) -> None:
    styles: Any = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    language = parse_xml(f'<w:lang {nsdecls("w")} w:val="{locale}" w:eastAsia="{locale}"/>')
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)
    sizes = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 12, "Subtitle": 13, "Caption": 10}
    for name in [*sizes, "Heading 4", "Heading 5", "Heading 6"]:
        style = styles[name]
        style.font.name, style.font.color.rgb, style.font.italic = "Calibri", _INK, False
        style.font.size = Pt(sizes.get(name, 11))
        fonts = style.element.rPr.rFonts
        for attribute in list(fonts.attrib):
            if "Theme" in attribute:
                del fonts.attrib[attribute]
    for name in (TEXT_STYLE, FACTS_STYLE, NOTE_STYLE):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = normal, True
    styles[FACTS_STYLE].paragraph_format.space_after = Pt(0)
    side = '<w:{} w:val="single" w:sz="{}" w:space="6" w:color="767676"/>'
    sides = "".join(
        side.format(name, 18 if name == "left" else 4) for name in ("top", "left", "bottom", "right")
    )
    properties = styles[NOTE_STYLE].element.get_or_add_pPr()
    properties.append(parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"))


def _add_page_number(paragraph: Paragraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        inner = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        run._r.append(parse_xml(inner if kind else f"<w:instrText {nsdecls('w')}>{text}</w:instrText>"))


def _add_properties(document: Document, properties: dict[str, str]) -> None:
    names: Any = {None: _PROPERTIES, "vt": _VARIANT}
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap=names)
    number = 2
    for name, value in properties.items():
        value = _clean(value)
        for piece, start in enumerate(range(0, max(len(value), 1), _PROPERTY_SIZE), start=1):
            element = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(number))
            element.set("name", f"{name}~{piece}" if piece > 1 else name)
            text = etree.SubElement(element, f"{{{_VARIANT}}}lpwstr")
            text.text = value[start : start + _PROPERTY_SIZE]
            number += 1
    package = document.part.package
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    part = PackagePart(PackURI("/docProps/custom.xml"), kind, blob, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _clean(text: str) -> str:
    # Word's own line and page breaks come along when text is pasted: the words around them stay apart.
    return _ILLEGAL.sub(lambda found: " " if found[0] in "\v\f" else "", text)


def _line(text: str) -> str:
    return " ".join(_clean(text).split())
