"""What a file from outside really is, and whether it is safe to open. Imports no Django.

A file is judged by its content: a PDF called `plan.docx` is a PDF. Everything is checked before a reader sees
it, because a 374 KB docx can expand to 5 GB and an XML part can ask for other files. The reasons are codes;
`documents.errors.sentence` turns them into words.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

MAX_BYTES = 10 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_EXPANDED = 100 * 1024 * 1024
#: A member above `RATIO_FROM` bytes may not be more than this many times its packed size.
MAX_RATIO = 200
RATIO_FROM = 1024 * 1024
MAX_BLOCKS = 20_000

CODES = (
    "empty",
    "too_large",
    "too_many_entries",
    "expands_too_much",
    "macros",
    "encrypted",
    "old_office",
    "entities",
    "damaged",
    "unknown",
    "wrong_kind",
    "no_text",
    "too_long",
    "too_many_pages",
    "too_many_rows",
    "too_many_columns",
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STREAM = re.compile(rb"stream\r?\n")
#: Packed twice, or by a method that expands without a bound; no ordinary program writes either.
_TWICE_PACKED = re.compile(rb"/Filter\s*\[[^\]]*/Fl[^\]]*/Fl|/LZWDecode")
_CHUNK = 256 * 1024


class Unfit(Exception):
    """The file cannot be read. `code` is one of `CODES`; `details` holds the limits and names it is about."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def check_size(size: int) -> None:
    """Raises `Unfit` for more bytes than we read; asked before an upload is taken into memory."""
    if size > MAX_BYTES:
        raise Unfit("too_large", megabytes=MAX_BYTES // 1024 // 1024)


def check_bytes(data: bytes, name: str) -> str:
    """Return what the file is: "docx", "odt", "pdf", "txt", "xlsx" or "csv". Raises `Unfit`.

    `name` decides only between "csv" and "txt", which no content can tell apart.
    """
    if not data.strip(b"\x00\t\n\r\f \xef\xbb\xbf\xff\xfe"):
        raise Unfit("empty")
    check_size(len(data))
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise Unfit("encrypted" if encrypted else "old_office")
    if data.startswith(_ZIP):
        return _check_zip(data)
    if b"%PDF-" in data[:1024]:
        _check_pdf(data)
        return "pdf"
    _check_text(data)
    return "csv" if name.lower().endswith((".csv", ".tsv")) else "txt"


def parse_xml(data: bytes) -> etree._Element:
    """Parse an XML part without entities, DTDs or network. Raises `Unfit` "damaged" or "entities"."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unfit("damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unfit("entities")
    return root


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member of a checked archive. Raises `Unfit` "damaged" when it is missing or broken."""
    try:
        return archive.read(name)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Unfit("damaged") from error


# ---------------------------------------------------------------------------------------------- zip


def _check_zip(data: bytes) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unfit("damaged") from error
    members = archive.infolist()
    if len(members) > MAX_ENTRIES:
        raise Unfit("too_many_entries", entries=MAX_ENTRIES)
    if any(member.flag_bits & 0x1 for member in members):
        raise Unfit("encrypted")
    if sum(member.file_size for member in members) > MAX_EXPANDED:
        raise _expands()
    for member in members:
        _check_ratio(member.file_size, member.compress_size)
    _check_contents(data, members)
    return _kind_of_zip(archive, [member.filename for member in members])


def _check_contents(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Expand every member piece by piece: the sizes a zip declares may be lies."""
    total = 0
    for member in members:
        size, tail = 0, b""
        is_xml: bool | None = None
        for piece in _expand(data, member):
            size += len(piece)
            total += len(piece)
            if total > MAX_EXPANDED:
                raise _expands()
            _check_ratio(size, member.compress_size)
            # UTF-16 parts are read as if every second byte were not there.
            plain = (tail + piece).replace(b"\x00", b"")
            if is_xml is None:
                is_xml = _looks_like_xml(member.filename, plain)
            if is_xml and _DECLARATION.search(plain):
                raise Unfit("entities")
            tail = plain[-16:]
        if size != member.file_size:
            raise Unfit("damaged")


def _expand(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    start = member.header_offset
    header = data[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Unfit("damaged")
    start += 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        for offset in range(0, len(packed), _CHUNK):
            yield packed[offset : offset + _CHUNK]
        return
    # Office files use deflate and nothing else; other methods expand without a bound per call.
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Unfit("damaged")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not inflate.eof:
            piece = inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
            yield piece
    except zlib.error as error:
        raise Unfit("damaged") from error


def _check_ratio(size: int, packed: int) -> None:
    if size > RATIO_FROM and size > MAX_RATIO * max(packed, 1):
        raise _expands()


def _expands() -> Unfit:
    return Unfit("expands_too_much", megabytes=MAX_EXPANDED // 1024 // 1024)


def _looks_like_xml(name: str, head: bytes) -> bool:
    # Pictures may be SVG with a harmless DOCTYPE; no reader opens them.
    name = name.lower()
    if name.endswith(".svg"):
        return False
    return name.endswith((".xml", ".rels")) or head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _kind_of_zip(archive: zipfile.ZipFile, names: list[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit("macros")
    if "[Content_Types].xml" in names:
        types = read_member(archive, "[Content_Types].xml").replace(b"\x00", b"")
        if b"macroenabled" in types.lower():
            raise Unfit("macros")
        if b"wordprocessingml." in types:
            return "docx"
        if b"spreadsheetml." in types:
            return "xlsx"
        raise Unfit("unknown")
    if "mimetype" in names:
        if not read_member(archive, "mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
            raise Unfit("unknown")
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise Unfit("macros")
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in read_member(archive, manifest):
            raise Unfit("encrypted")
        return "odt"
    raise Unfit("unknown")


# ---------------------------------------------------------------------------------------- pdf, text


def _check_pdf(data: bytes) -> None:
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    _check_streams(data)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unfit("encrypted") from error
    except Exception as error:  # pdfminer lets many kinds of exception through on broken files
        raise Unfit("damaged") from error
    # What is encrypted cannot be measured before it is opened, even when no password is asked for.
    if document.encryption is not None:
        raise Unfit("encrypted")


def _check_streams(data: bytes) -> None:
    """Expand every packed stream piece by piece: the reader expands them whole."""
    if _TWICE_PACKED.search(data):
        raise Unfit("damaged")
    view = memoryview(data)
    total = 0
    for match in _STREAM.finditer(data):
        inflate = zlib.decompressobj()
        at = match.end()
        try:
            while not inflate.eof and (inflate.unconsumed_tail or at < len(data)):
                rest = inflate.unconsumed_tail
                if not rest:
                    rest = bytes(view[at : at + _CHUNK])
                    at += len(rest)
                total += len(inflate.decompress(rest, _CHUNK))
                if total > MAX_EXPANDED:
                    raise _expands()
        except zlib.error:
            continue


def _check_text(data: bytes) -> None:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if (
        head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15]
        .lower()
        .startswith((b"{\\rtf", b"<!doctype", b"<html", b"<?xml"))
    ):
        raise Unfit("unknown")
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8")):
        raise Unfit("unknown")
    nuls = head.count(0)
    # UTF-16 without a mark: Danish text then has a zero in every second byte.
    if nuls and not 0.3 * len(head) <= nuls <= 0.5 * len(head) + 1:
        raise Unfit("unknown")
    odd = sum(1 for byte in head if byte < 32 and byte not in (0, 7, 8, 9, 10, 11, 12, 13, 27))
    if odd > len(head) // 50:
        raise Unfit("unknown")
