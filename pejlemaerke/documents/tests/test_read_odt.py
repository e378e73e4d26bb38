from __future__ import annotations

import pytest

from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.reading import read_document

from .documents_for_tests import PLAN, odt_of

BOLD = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
)


def seen(body: str) -> list[tuple[str, str, int]]:
    return [(b.kind, b.text, b.level) for b in read_document(odt_of(body, styles=BOLD), "a.odt").blocks]


def test_headings_lists_and_prose_are_read() -> None:
    item = "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>"
    shapes = {"h": '<text:h text:outline-level="1">{}</text:h>', "p": "<text:p>{}</text:p>", "b": item}
    kinds = {"h": ("heading", 1), "p": ("paragraph", 0), "b": ("bullet", 0)}
    body = "".join(shapes[style].format(text) for style, text in PLAN)
    assert seen(body) == [(kinds[style][0], text, kinds[style][1]) for style, text in PLAN]


def test_styles_name_headings_and_titles_and_bold_makes_them() -> None:
    body = (
        '<text:p text:style-name="Title">Plan</text:p><text:p text:style-name="P1">Tidsplan</text:p>'
        "<text:p>Vi begynder i uge 8 og slutter igen i uge 20.</text:p>"
        '<text:p><text:span text:style-name="T1">Hvem gør hvad?</text:span></text:p><text:p>Anne og Bo.</text:p>'
    )
    assert [(kind, level) for kind, _text, level in seen(body)] == [
        ("title", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_lists_nest_and_are_numbered_by_their_style() -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>Først</text:p><text:list><text:list-item>'
        "<text:p>besøg</text:p></text:list-item></text:list></text:list-item></text:list>"
    )
    assert seen(body) == [("number", "Først", 0), ("bullet", "besøg", 1)]


def test_tables_boxes_links_spaces_and_notes() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        "<text:h>Plan</text:h><table:table><table:table-header-rows><table:table-row>"
        + cell.format("Hvem")
        + cell.format("Anne")
        + "</table:table-row></table:table-header-rows></table:table>"
        "<text:p>Se<text:s/><text:a>linket</text:a><text:line-break/>her<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>Noten.</text:p></text:note-body></text:note>.</text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>I boksen.</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert [text for _kind, text, _level in seen(body)] == [
        "Plan",
        "Hvem | Anne",
        "Se linket her.",
        "Noten.",
        "I boksen.",
    ]


def test_deleted_text_and_contents_lists_are_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Væk.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:index-body>"
        "<text:p>Plan 1</text:p>"
        "</text:index-body></text:table-of-content><text:h>Plan</text:h><text:p>Vi mødes.</text:p>"
    )
    assert [text for _kind, text, _level in seen(body)] == ["Plan", "Vi mødes."]


def test_entities_and_damage_are_refused() -> None:
    with pytest.raises(Unfit, match="damaged"):
        read_document(odt_of("<text:p>"), "a.odt")
    with pytest.raises(Unfit, match="no_text"):
        read_document(odt_of("<text:p/>"), "a.odt")
