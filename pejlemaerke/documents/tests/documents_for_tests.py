"""Files made in code for tests: good ones in every format, and one of each kind that must be refused.

The texts are written for the tests; no real document is quoted.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import docx

#: A backbrief as a leader might write it: (style, text) with "h" heading, "p" prose, "b" bullet.
PLAN: tuple[tuple[str, str], ...] = (
    ("h", "Hvad er vores hovedopgave?"),
    (
        "p",
        "Vores hovedopgave er at gøre overgangen fra dagtilbud til skole tryg for alle børn, så ingen "
        "familie skal fortælle den samme historie to gange.",
    ),
    ("h", "Hvilke delopgaver følger heraf?"),
    ("h", "Delopgave 1"),
    ("p", "Vi laver en fælles overlevering i tre trin:"),
    (
        "b",
        "Pædagoger og børnehaveklasseledere mødes om hvert barn og aftaler, hvem der taler med forældrene.",
    ),
    ("b", "Forældre inviteres til en åben eftermiddag på skolen."),
    ("b", "Hvad savner børnene selv den første måned?"),
    ("h", "Tidsplan"),
    ("p", "Delopgave 1 gennemføres fra uge 8 til uge 20 i 2025."),
    ("h", "Hvordan og hvornår rapporterer vi?"),
    ("p", "Vi skriver en halv side til områdechefen hvert kvartal."),
)


def text_of(parts: tuple[tuple[str, str], ...] = PLAN, *, bullet: str = "•") -> str:
    """The plan as a clean text file: a line a paragraph, blank lines between."""
    return "\n\n".join(f"{bullet} {text}" if style == "b" else text for style, text in parts) + "\n"


def docx_of(build: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """A Word document: what `build` puts into it, or the plan with real styles."""
    document = docx.Document()
    if build is not None:
        build(document)
    else:
        styles = {"h": "Heading 1", "p": "Normal", "b": "List Bullet"}
        for style, text in PLAN:
            document.add_paragraph(text, style=styles[style])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def docx_of_xml(body: str, *, head: str = "", others: Mapping[str, bytes | str] | None = None) -> bytes:
    """The smallest Word document around `body`; `head` stands before the root element."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{_WORD}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'
    )
    return zip_of({"[Content_Types].xml": _TYPES, "word/document.xml": document, **(others or {})})


def zip_of(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def odt_of(body: str, *, others: Mapping[str, bytes | str] | None = None, styles: str = "") -> bytes:
    """An OpenDocument text around the content of `office:text`; `styles` are automatic styles."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    return zip_of({"mimetype": mimetype, "content.xml": content, **(others or {})})


# ------------------------------------------------------------------------------------------- refused


def docx_with_many_entries() -> bytes:
    return docx_of_xml("", others={f"word/media/{number}.png": b"" for number in range(2001)})


def docx_that_expands(megabytes: int = 101) -> bytes:
    """Under 200 KB packed."""
    return docx_of_xml("", others={"word/media/image1.bmp": bytes(megabytes * 1024 * 1024)})


def docx_that_lies() -> bytes:
    """Says in both its headers that a member of 30 MB is 10 bytes."""
    data = docx_of_xml("", others={"word/media/image1.bmp": bytes(30 * 1024 * 1024)})
    true, false = struct.pack("<L", 30 * 1024 * 1024), struct.pack("<L", 10)
    return data.replace(true, false)


def docx_with_entity() -> bytes:
    """Asks for a file on the server (XXE)."""
    head = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    return docx_of_xml("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>", head=head)


def docx_with_laughs() -> bytes:
    """A billion laughs: entities that double each other."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{number} "&a{number - 1};&a{number - 1};">' for number in range(1, 40)
    )
    return docx_of_xml("<w:p><w:r><w:t>&a39;</w:t></w:r></w:p>", head=f"<!DOCTYPE x [{entities}]>")


def docx_with_macros() -> bytes:
    return docx_of_xml("", others={"word/vbaProject.bin": b"Sub AutoOpen()"})


def zip_with_password() -> bytes:
    """A docx whose entries say that they are encrypted."""
    data = bytearray(docx_of_xml("<w:p/>"))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def office_with_password() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def old_word() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")


def pdf_of(lines: list[str], *, password: str = "") -> bytes:
    """A plain untagged one-page PDF, a line of text per line; needs a password when one is given."""
    import pikepdf

    pdf = pikepdf.Pdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    shown = b"".join(
        b"("
        + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        + b") ' "
        for line in lines
    )
    page.Contents = pdf.make_stream(b"BT /F1 11 Tf 14 TL 60 780 Td " + shown + b"ET")
    out = io.BytesIO()
    encryption = pikepdf.Encryption(owner="owner", user=password) if password else False
    pdf.save(out, encryption=encryption)
    return out.getvalue()


#: Every file that must be refused, with its code. Values are functions, since some files are large.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "tom.docx": (lambda: b"", "empty"),
    "blank.txt": (lambda: b"\xef\xbb\xbf \n\n", "empty"),
    "stor.txt": (lambda: b"a" * (10 * 1024 * 1024 + 1), "too_large"),
    "dele.docx": (docx_with_many_entries, "too_many_entries"),
    "vokser.docx": (docx_that_expands, "expands_too_much"),
    "vokser-20.docx": (lambda: docx_that_expands(20), "expands_too_much"),
    "lyver.docx": (docx_that_lies, "expands_too_much"),
    "entitet.docx": (docx_with_entity, "entities"),
    "latter.docx": (docx_with_laughs, "entities"),
    "makro.docx": (docx_with_macros, "macros"),
    "kode.docx": (zip_with_password, "encrypted"),
    "kode-office.docx": (office_with_password, "encrypted"),
    "kode.pdf": (lambda: pdf_of(["Hemmeligt"], password="x"), "encrypted"),
    "gammel.doc": (old_word, "old_office"),
    "halv.docx": (lambda: docx_of()[:3000], "damaged"),
    "halv.pdf": (lambda: b"%PDF-1.7\nhej", "damaged"),
    "billede.png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "unknown"),
    "arkiv.zip": (lambda: zip_of({"a.txt": "hej"}), "unknown"),
}
