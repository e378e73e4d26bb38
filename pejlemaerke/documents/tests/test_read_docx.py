from __future__ import annotations

import docx
import pytest
from docx.shared import Pt

from pejlemaerke.documents.limits import Unfit, check_bytes
from pejlemaerke.documents.reading import read_document
from pejlemaerke.documents.reading_docx import read_docx

from .documents_for_tests import PLAN, REFUSED, docx_of, docx_of_xml, text_of


def of_xml(body: str, **others: str) -> list[tuple[str, str, int]]:
    members = {name.replace("__", "/") + ".xml": content for name, content in others.items()}
    return [(b.kind, b.text, b.level) for b in read_docx(docx_of_xml(body, others=members)).blocks]


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def test_real_styles_are_read_as_they_stand() -> None:
    document = read_document(docx_of(), "plan.docx")
    kinds = {"h": "heading", "p": "paragraph", "b": "bullet"}
    assert document.kind == "docx"
    assert [(b.kind, b.text) for b in document.blocks] == [(kinds[style], text) for style, text in PLAN]
    assert all(block.styled for block in document.blocks)


def test_a_renamed_file_is_read_as_what_it_is() -> None:
    assert read_document(docx_of(), "plan.pdf").kind == "docx"
    assert read_document(text_of().encode(), "plan.docx").kind == "txt"


def test_a_sheet_is_no_document() -> None:
    with pytest.raises(Unfit, match="wrong_kind"):
        read_document(b"a;b\n1;2\n", "a.csv")


@pytest.mark.parametrize("style", ["Overskrift2", "Overskrift 2", "heading 2", "Heading2"])
def test_heading_styles_are_known_in_both_languages_also_undescribed(style: str) -> None:
    assert of_xml(p("Tidsplan", f'<w:pStyle w:val="{style}"/>')) == [("heading", "Tidsplan", 2)]


def test_an_outline_level_makes_a_heading() -> None:
    assert of_xml(p("Tidsplan", '<w:outlineLvl w:val="0"/>')) == [("heading", "Tidsplan", 1)]


def test_title_and_contents_styles() -> None:
    body = (
        p("Plan", '<w:pStyle w:val="Titel"/>') + p("Tidsplan 3", '<w:pStyle w:val="TOC1"/>') + p("Vi mødes.")
    )
    assert of_xml(body) == [("title", "Plan", 0), ("paragraph", "Vi mødes.", 0)]


def test_bold_short_paragraphs_are_headings_and_bold_sentences_are_not() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph().add_run("Hvad er vores opgave?").bold = True
        document.add_paragraph("Vi vil skabe ro i overgangen fra dagtilbud til skole for alle børn.")
        document.add_paragraph().add_run("Det er meget vigtigt.").bold = True
        mixed = document.add_paragraph("Vi vil ")
        mixed.add_run("ikke").bold = True

    blocks = read_docx(docx_of(build)).blocks
    assert [(b.kind, b.styled) for b in blocks] == [
        ("heading", False),
        ("paragraph", True),
        ("paragraph", True),
        ("paragraph", True),
    ]


def test_large_headings_stand_above_small_ones() -> None:
    def build(document: docx.document.Document) -> None:
        for text, size in (("Opgaver", 16), ("Opgave 1", 12)):
            run = document.add_paragraph().add_run(text)
            run.bold, run.font.size = True, Pt(size)
            document.add_paragraph("Vi vil skabe ro i overgangen fra dagtilbud til skole for alle børn.")

    blocks = read_docx(docx_of(build)).blocks
    assert [(b.text, b.level) for b in blocks if b.kind == "heading"] == [("Opgaver", 1), ("Opgave 1", 2)]


def test_a_document_that_is_bold_throughout_has_no_bold_headings() -> None:
    body = p("Vi mødes", run="<w:b/>") + p("Vi taler sammen om børnene hver uge", run="<w:b/>") * 5
    assert {kind for kind, _text, _level in of_xml(p("Et.", '<w:pStyle w:val="Overskrift1"/>') + body)} == {
        "heading",
        "paragraph",
    }


def test_lists_nest_by_numbering_and_by_style_name() -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/numbering" Target="numbering.xml"/></Relationships>'
    )
    item = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'
    body = (
        p("Besøg", item.format(0))
        + p("hos os", item.format(1))
        + p("Slut", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    data = docx_of_xml(
        body, others={"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relations}
    )
    assert [(b.kind, b.level) for b in read_docx(data).blocks] == [
        ("bullet", 0),
        ("number", 1),
        ("paragraph", 0),
    ]

    def build(document: docx.document.Document) -> None:
        for style in ("List Bullet", "List Bullet 2", "List Number", "List Number 3"):
            document.add_paragraph("Punkt", style=style)

    assert [(b.kind, b.level) for b in read_docx(docx_of(build)).blocks] == [
        ("bullet", 0),
        ("bullet", 1),
        ("number", 0),
        ("number", 2),
    ]


def test_typed_bullets_are_bullets() -> None:
    body = (
        p("Opgaver", '<w:pStyle w:val="Overskrift1"/>') + p("- besøg") + p("•\u00a0samtaler") + p("2) breve")
    )
    assert [kind for kind, _text, _level in of_xml(body)] == ["heading", "bullet", "bullet", "number"]


def test_tables_become_rows_whose_cells_keep_their_lines() -> None:
    def build(document: docx.document.Document) -> None:
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text = "Hvad er vores opgave?"
        table.cell(0, 1).text = "Ro i overgangen."
        table.cell(1, 0).text = "Opgaver"
        table.cell(1, 1).text = "Vi gør to ting:"
        table.cell(1, 1).add_paragraph("besøg", style="List Bullet")
        table.cell(1, 1).add_table(1, 2).cell(0, 0).text = "inderst"

    rows = read_docx(docx_of(build)).blocks
    assert [row.kind for row in rows] == ["row", "row"]
    assert rows[0].cells == ("Hvad er vores opgave?", "Ro i overgangen.")
    assert rows[1].cells == ("Opgaver", "Vi gør to ting:\n• besøg\ninderst |")
    assert rows[1].text == "Opgaver | Vi gør to ting: • besøg inderst |"


def test_a_box_of_one_cell_is_no_table() -> None:
    cell = "<w:tc>" + p("Tidsplan", '<w:outlineLvl w:val="0"/>') + p("Uge 8.") + "</w:tc>"
    assert of_xml(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>") == [
        ("heading", "Tidsplan", 1),
        ("paragraph", "Uge 8.", 0),
    ]


def test_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Vi </w:t></w:r><w:del><w:r><w:delText>måske </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>besøger hinanden</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> i maj</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> i juni.</w:t></w:r></w:moveTo>"
        "</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Første halvdel </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>og anden.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    assert [text for _kind, text, _level in of_xml(body)] == [
        "Vi besøger hinanden i juni.",
        "Første halvdel og anden.",
    ]


def test_text_in_controls_links_boxes_and_fields_is_not_lost_and_not_doubled() -> None:
    box = f"<w:txbxContent>{p('I boksen.')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('I feltet.')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Klik her.')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>Inde </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>linket</w:t></w:r></w:hyperlink>"
        "<w:fldSimple><w:r><w:t> 7</w:t></w:r></w:fldSimple>"
        "<w:r><w:instrText>PAGE</w:instrText><w:noBreakHyphen/><w:t>A</w:t></w:r></w:p>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [text for _kind, text, _level in of_xml(body)] == ["I feltet.", "Inde linket 7-A", "I boksen."]


def test_a_bold_line_above_text_in_the_same_paragraph_is_its_heading() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Tidsplan</w:t><w:br/></w:r><w:r><w:t>Vi begynder i uge 8</w:t>"
        "<w:br/><w:t>og slutter i uge 20.</w:t></w:r></w:p>"
    )
    assert of_xml(body) == [
        ("heading", "Tidsplan", 1),
        ("paragraph", "Vi begynder i uge 8 og slutter i uge 20.", 0),
    ]


def test_a_document_without_any_style_is_read_as_text() -> None:
    def build(document: docx.document.Document) -> None:
        for line in text_of().split("\n"):
            document.add_paragraph(line)

    kinds = [block.kind for block in read_docx(docx_of(build)).blocks]
    assert kinds == [{"h": "heading", "p": "paragraph", "b": "bullet"}[style] for style, _text in PLAN]


def test_a_document_without_text_says_so() -> None:
    with pytest.raises(Unfit, match="no_text"):
        read_docx(docx_of_xml("<w:p/>"))


def test_a_document_of_twenty_thousand_paragraphs_is_refused() -> None:
    data = docx_of_xml("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 20_001)
    with pytest.raises(Unfit, match="too_long"):
        read_document(data, "a.docx")


def test_deep_nesting_is_damage_not_a_crash() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + p("x") + "</w:tc></w:tr></w:tbl>" * 80
    assert of_xml(deep) == [("paragraph", "x", 0)]
    with pytest.raises(Unfit, match="damaged"):
        of_xml("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000)


@pytest.mark.parametrize("name", REFUSED)
def test_no_refused_file_reaches_a_reader(name: str) -> None:
    make, code = REFUSED[name]
    with pytest.raises(Unfit, match=code):
        read_document(make(), name)
    assert check_bytes(docx_of(), name) == "docx"
