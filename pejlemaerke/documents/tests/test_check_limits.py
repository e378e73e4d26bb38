from __future__ import annotations

import io
import zipfile

import pytest

from pejlemaerke.documents.limits import CODES, Unfit, check_bytes, parse_xml

from .documents_for_tests import (
    REFUSED,
    docx_of,
    docx_of_xml,
    docx_with_entity,
    odt_of,
    pdf_of,
    text_of,
    zip_of,
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_may_do_harm_is_refused_with_its_reason(name: str) -> None:
    make, code = REFUSED[name]
    with pytest.raises(Unfit) as refused:
        check_bytes(make(), name)
    assert refused.value.code == code
    assert code in CODES


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (docx_of(), "plan.docx", "docx"),
        (docx_of(), "plan.pdf", "docx"),
        (pdf_of(["Hej"]), "plan.docx", "pdf"),
        (odt_of("<text:p>Hej</text:p>"), "plan.odt", "odt"),
        (text_of().encode(), "plan.txt", "txt"),
        (text_of().encode("utf-16"), "plan.txt", "txt"),
        (text_of().encode("utf-16-le"), "plan.txt", "txt"),
        (text_of().encode("cp1252"), "plan.docx", "txt"),
        (b"navn;enhed\nA;B\n", "folk.csv", "csv"),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, name: str, kind: str) -> None:
    assert check_bytes(data, name) == kind


def test_an_entity_in_any_part_is_refused_also_in_utf16() -> None:
    evil = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x/>'
    with pytest.raises(Unfit, match="entities"):
        check_bytes(docx_of_xml("<w:p/>", others={"customXml/item1.xml": evil.encode("utf-16")}), "a.docx")
    with pytest.raises(Unfit, match="entities"):
        check_bytes(docx_of_xml("<w:p/>", others={"word/noget.bin": evil.encode("utf-16")}), "a.docx")


def test_a_picture_with_a_doctype_is_no_danger() -> None:
    picture = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "x" "y"><svg/>'
    assert check_bytes(docx_of_xml("<w:p/>", others={"word/media/a.svg": picture}), "a.docx") == "docx"


def test_the_parser_itself_opens_no_entity() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_with_entity())) as archive, pytest.raises(Unfit, match="entities"):
        parse_xml(archive.read("word/document.xml"))


def test_other_ways_of_packing_are_refused_since_they_expand_without_bound() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml.")
        archive.writestr("word/document.xml", "x" * 100_000)
    with pytest.raises(Unfit, match="damaged"):
        check_bytes(out.getvalue(), "a.docx")


def test_macros_are_told_by_the_content_type_too() -> None:
    types = "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"
    with pytest.raises(Unfit, match="macros"):
        check_bytes(zip_of({"[Content_Types].xml": types, "word/document.xml": "<x/>"}), "a.docx")
    with pytest.raises(Unfit, match="macros"):
        check_bytes(odt_of("", others={"Basic/Standard/Modul1.xml": "<x/>"}), "a.odt")


def test_an_odt_with_a_password_is_told_by_its_manifest() -> None:
    manifest = {"META-INF/manifest.xml": "<m:encryption-data/>"}
    with pytest.raises(Unfit, match="encrypted"):
        check_bytes(odt_of("", others=manifest), "a.odt")
