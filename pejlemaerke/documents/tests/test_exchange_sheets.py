from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pejlemaerke.documents.limits import Unfit
from pejlemaerke.documents.sheets import MAX_ROWS, Row, read_rows, write_csv, write_xlsx

from .documents_for_tests import docx_of

EXPECTED = [
    Row(2, {"Enhed": "Børnehuset Ærø", "Leder": "Åse Øster", "Fra": "2025-01-06"}),
    Row(4, {"Enhed": "Skolen; afdeling B", "Leder": "", "Fra": ""}),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_separator(encoding: str, delimiter: str) -> None:
    lines = [
        ["Enhed", "Leder", "Fra"],
        ["Børnehuset Ærø", "Åse Øster", "2025-01-06"],
        [],
        ['"Skolen; afdeling B"'],
    ]
    text = "\r\n".join(delimiter.join(line) for line in lines) + "\r\n"
    assert read_rows(text.encode(encoding), "enheder.csv") == EXPECTED


def test_the_row_number_is_the_line_seen_also_after_a_cell_with_a_line_break() -> None:
    rows = read_rows(b'sep=;\na;b\n"en\nto";2\nx;y\n', "a.csv")
    assert [(row.number, row.cells) for row in rows] == [
        (3, {"a": "en\nto", "b": "2"}),
        (5, {"a": "x", "b": "y"}),
    ]


def test_a_header_standing_twice_loses_nothing() -> None:
    assert read_rows(b"navn;navn;;x\n1;2;3;4\n", "a.csv")[0].cells == {"navn": "1", "navn (2)": "2", "x": "4"}


def xlsx_of(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_xlsx_is_read_with_dates_as_iso_and_whole_numbers_whole() -> None:
    data = xlsx_of(
        [["Enhed", "Nummer", "Fra", "Andel"], [], ["Børnehuset Ærø", 101.0, datetime(2025, 1, 6), 0.5]]  # noqa: DTZ001
    )
    cells = {"Enhed": "Børnehuset Ærø", "Nummer": "101", "Fra": "2025-01-06", "Andel": "0.5"}
    assert read_rows(data, "enheder.csv") == [Row(3, cells)]


def test_too_many_columns_and_rows_are_refused() -> None:
    with pytest.raises(Unfit, match="too_many_columns"):
        read_rows(b";".join([b"x"] * 61), "a.csv")
    with pytest.raises(Unfit, match="too_many_rows"):
        read_rows(b"a;b\n" + b"1;2\n" * (MAX_ROWS + 1), "a.csv")


def test_a_document_is_no_sheet_and_an_open_quotation_mark_is_damage() -> None:
    with pytest.raises(Unfit, match="wrong_kind"):
        read_rows(docx_of(), "a.xlsx")
    with pytest.raises(Unfit, match="damaged"):
        read_rows(b'a;b\n"1;2\n' + b"3;4\n" * 50_000, "a.csv")
    with pytest.raises(Unfit, match="empty"):
        read_rows(b";;\n;\n", "a.csv")


def test_xlsx_out_keeps_types_and_never_holds_a_formula() -> None:
    rows = [["=1+1", 3, date(2025, 1, 6), datetime(2025, 1, 6, 8, 30, tzinfo=UTC), None, True]]
    data = write_xlsx("Enheder [alle]: 2025/26 og noget meget langt", ["a", "b", "c", "d", "e", "f"], rows)
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet.freeze_panes == "A2"
    first, number, day, moment, nothing, yes = next(sheet.iter_rows(min_row=2))
    assert (first.value, first.data_type) == ("=1+1", "s")
    assert number.value == 3
    assert day.value == datetime(2025, 1, 6)  # noqa: DTZ001
    assert moment.value == datetime(2025, 1, 6, 8, 30)  # noqa: DTZ001
    assert nothing.value is None
    assert yes.value is True
    assert read_rows(data, "a.xlsx")[0].cells["c"] == "2025-01-06"


def test_csv_out_is_neutralised_and_opens_in_danish_excel() -> None:
    data = write_csv(["Navn", "Fra"], [["=cmd|' /C calc'!A0", date(2025, 1, 6)], ["Ærø; øst", None]])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = read_rows(data, "a.csv")
    assert rows[0].cells["Navn"].startswith("'=")
    assert rows[0].cells["Fra"] == "2025-01-06"
    assert rows[1].cells == {"Navn": "Ærø; øst", "Fra": ""}


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Z"]), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_goes_out_in_xlsx_comes_back(values: list[tuple[str, str]]) -> None:
    data = write_xlsx("Ark", ["første", "anden"], values)
    expected = [list(pair) for pair in values if any(pair)]
    assert [list(row.cells.values()) for row in read_rows(data, "a.xlsx")] == expected
