"""Sheets in and out: csv and xlsx as rows, rows as csv and xlsx. Imports no Django.

Out, no text is ever a formula: what a person typed may begin with "=".
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import defusedcsv.csv

from .limits import Unfit, check_bytes
from .lines import decode

MAX_ROWS = 100_000
MAX_COLUMNS = 60

Value = str | int | float | bool | date | None

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """A row below the header. `number` is the row's (or first line's) number as seen in the file, the header
    being 1. `cells` has every header once, with stripped text; dates are ISO, whole numbers have no ".0"."""

    number: int
    cells: dict[str, str]


def read_rows(data: bytes, name: str) -> list[Row]:
    """The rows of a sheet's first page. Its first filled row is the header; empty rows are left out.

    A header that stands twice gets " (2)" after it; cells without a header are dropped.
    Raises `Unfit`: what `check_bytes` raises, "wrong_kind", "too_many_rows", "too_many_columns", "damaged".
    """
    kind = check_bytes(data, name)
    if kind == "xlsx":
        numbered = _rows_of_xlsx(data)
    elif kind in ("csv", "txt"):
        numbered = _rows_of_csv(decode(data))
    else:
        raise Unfit("wrong_kind", kind=kind, wanted="rows")
    head: list[str] = []
    rows: list[Row] = []
    for number, values in numbered:
        while values and not values[-1]:
            values.pop()
        if not values:
            continue
        if len(values) > MAX_COLUMNS:
            raise Unfit("too_many_columns", columns=MAX_COLUMNS)
        if not head:
            head = _head(values)
            continue
        if len(rows) >= MAX_ROWS:
            raise Unfit("too_many_rows", rows=MAX_ROWS)
        values += [""] * (len(head) - len(values))
        cells = {title: value for title, value in zip(head, values, strict=False) if title}
        rows.append(Row(number, cells))
    if not head:
        raise Unfit("empty")
    return rows


def write_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook of one page called `title` as far as Excel allows; its header frozen and filterable."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # only when it is needed: reading it takes as long as half of Django

    with xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False}) as book:
        book.set_properties({"title": _clean(title)})
        name = re.sub(r"[\[\]:*?/\\]", " ", _clean(title)).strip().strip("'")[:31].strip() or "Ark1"
        # "History" is reserved by Excel.
        sheet = book.add_worksheet("Ark1" if name.lower() == "history" else name)
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        widths = [len(label) for label in head]
        for column, label in enumerate(head):
            sheet.write_string(0, column, _clean(label), bold)
        last = 0
        for last, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                match value:
                    case None | "":
                        continue
                    case bool():
                        sheet.write_boolean(last, column, value)
                    case int() | float():
                        sheet.write_number(last, column, value)
                    case datetime():
                        sheet.write_datetime(last, column, value.replace(tzinfo=None), moment)
                    case date():
                        sheet.write_datetime(last, column, value, day)
                    case _:
                        sheet.write_string(last, column, _clean(value)[:32_767])
                if column < len(widths):
                    widths[column] = max(widths[column], min(len(str(value)), 60))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 3)
        sheet.freeze_panes(1, 0)
        if head:
            sheet.autofilter(0, 0, max(last, 1), len(head) - 1)
    return out.getvalue()


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Semicolons and a byte-order mark, as Danish Excel wants; formulas neutralised."""
    out = io.StringIO(newline="")
    writer = defusedcsv.csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_clean(label) for label in head])
    for values in rows:
        writer.writerow([_shown(value) for value in values])
    return out.getvalue().encode("utf-8-sig")


# --------------------------------------------------------------------------------------------- csv


def _rows_of_csv(text: str) -> Iterator[tuple[int, list[str]]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    # Excel writes "sep=;" as a first line of its own.
    first, _newline, rest = text.partition("\n")
    offset = 0
    delimiter = _delimiter(first)
    if match := re.fullmatch(r"sep=(.)", first.strip()):
        text, offset, delimiter = rest, 1, match[1]
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    began = 1
    try:
        for values in reader:
            yield began + offset, [value.strip() for value in values]
            began = reader.line_num + 1
    except csv.Error as error:
        # A field longer than the limit is a quotation mark that was never closed.
        raise Unfit("damaged") from error


def _delimiter(line: str) -> str:
    """What parts the header: the one of ; tab and comma that is there most, outside quotes."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(";\t,", key=bare.count)


# --------------------------------------------------------------------------------------------- xlsx


def _rows_of_xlsx(data: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # only when it is needed

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets
        if not sheets:
            raise Unfit("empty")
        sheet = sheets[0]
        # The size a sheet declares may be wrong; only what is there counts.
        sheet.reset_dimensions()
        blanks = 0
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > MAX_ROWS * 2:
                raise Unfit("too_many_rows", rows=MAX_ROWS)
            texts = [_shown(value).strip() for value in values[: MAX_COLUMNS * 20]]
            blanks = 0 if any(texts) else blanks + 1
            if blanks > 1000:
                break
            yield number, texts
        book.close()
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise Unfit("damaged") from error
    except SyntaxError as error:  # what the XML parser's errors are
        raise Unfit("damaged") from error


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time(0):
            return value.date().isoformat()
        case datetime():
            return value.replace(tzinfo=None).isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case _:
            return _clean(str(value))


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _head(values: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    head = []
    for value in values:
        title = re.sub(r"\s+", " ", value)
        seen[title] = seen.get(title, 0) + 1
        head.append(f"{title} ({seen[title]})" if title and seen[title] > 1 else title)
    return head
