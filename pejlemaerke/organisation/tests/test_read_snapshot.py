"""A file becomes a snapshot, or every fault it has is named by row and column."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..snapshot import Snapshot, UnitRow, apply, as_of, difference, difference_from_json, difference_to_json
from ..snapshot_reading import COLUMNS, Reading, read_snapshot
from .strategies import cells, file_rows, snapshots

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "organisation.csv"
ROOT = UnitRow("1", "Kommunen", "", "kommune")
WORK = UnitRow("2", "Hjemmeplejen", "1", "arbejdsplads")
SARA = {"medarbejdernr": "m1", "fornavn": "Sara", "efternavn": "Lind", "email": "sara@by.example"}


@dataclass(frozen=True)
class Row:
    number: int
    cells: dict[str, str]


def read(*rows: dict[str, str]) -> Reading:
    return read_snapshot([Row(number, row) for number, row in enumerate(rows, 2)])


def codes(*rows: dict[str, str]) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in read(*rows).faults]


@given(snapshots(), st.randoms())
def test_any_order_of_rows_gives_the_same_snapshot(snapshot: Snapshot, random: Any) -> None:
    rows = file_rows(snapshot)
    random.shuffle(rows)
    assert read(*rows) == Reading(snapshot, ())


@given(snapshots(), snapshots())
def test_applying_the_difference_gives_the_new(current: Snapshot, new: Snapshot) -> None:
    what = difference(current, new)
    assert apply(current, what) == new
    assert difference_from_json(difference_to_json(what)) == what
    assert bool(what) == (current != new) == (current.fingerprint() != new.fingerprint())


@given(snapshots())
def test_the_same_again_differs_in_nothing(snapshot: Snapshot) -> None:
    assert not difference(snapshot, snapshot)


@given(snapshots(), st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_what_has_ended_is_left_out_once_and_for_all(snapshot: Snapshot, on: date) -> None:
    here = as_of(snapshot, on)
    assert as_of(here, on) == here
    assert {post.person for post in here.posts} == {person.number for person in here.people}


@settings(max_examples=60)
@given(st.lists(st.fixed_dictionaries({danish: st.text(max_size=12) for danish, _ in COLUMNS.values()})))
def test_no_file_makes_the_reader_fail(rows: list[dict[str, str]]) -> None:
    reading = read(*rows)
    assert (reading.snapshot is None) == bool(reading.faults)


def test_the_documented_example_has_no_faults() -> None:
    with EXAMPLE.open(encoding="utf-8") as file:
        reading = read(*csv.DictReader(file, delimiter=";"))
    assert reading.faults == ()
    assert reading.snapshot is not None
    assert {role.kind for role in reading.snapshot.roles} >= {"director", "senior_manager", "leader"}


def test_english_headings_and_capitals_are_read() -> None:
    english = {danish: heading.upper() for danish, heading in COLUMNS.values()}
    row = {english[name]: value for name, value in cells(ROOT, **SARA, rolle="director").items()}
    snapshot = read(row).snapshot
    assert snapshot is not None
    assert snapshot.roles[0].kind == "director"


def test_all_faults_are_found_at_once() -> None:
    assert codes(
        cells(ROOT),
        cells(WORK, **SARA, rolle="konge", fra="31-02-2026"),
        cells(UnitRow("2", "Hjemmeplejen Nord", "1", "arbejdsplads"), **{**SARA, "fornavn": "Sanne"}),
        cells(UnitRow("", "Ingen", "1", "x")),
        cells(UnitRow("3", "Syd", "9", "x"), medarbejdernr="m2", fornavn="Bo", email="bo.example", til="nej"),
        cells(UnitRow("4", "Øst", "1", "x"), medarbejdernr="m3", fornavn="=A1", efternavn="Ek"),
    ) == [
        (3, "rolle", "unknown_role"),
        (3, "fra", "bad_date"),
        (4, "enhed", "unit_differs"),
        (4, "fornavn", "person_differs"),
        (4, "medarbejdernr", "same_post"),
        (5, "enhedsnr", "no_unit"),
        (6, "email", "bad_email"),
        (6, "til", "bad_date"),
        (6, "efternavn", "empty"),
        (6, "overordnet_enhedsnr", "unknown_parent"),
        (7, "fornavn", "formula"),
    ]


@pytest.mark.parametrize("column", ["medarbejdernr", "efternavn", "titel", "enhedsnr"])
def test_a_cpr_number_stops_the_import_and_is_not_repeated(column: str) -> None:
    reading = read(cells(ROOT), {**cells(WORK, **SARA), column: "010280-1234"})
    assert [(fault.row, fault.column, fault.code) for fault in reading.faults] == [(3, column, "cpr")]
    assert "1234" not in repr(reading)


def test_units_in_a_ring_are_named() -> None:
    ring = [UnitRow("2", "A", "3", "x"), UnitRow("3", "B", "2", "x")]
    faults = read(cells(ROOT), *(cells(unit) for unit in ring)).faults
    assert [(fault.code, fault.detail) for fault in faults] == [("cycle", "A, B")]


def test_two_roots_and_too_many_levels() -> None:
    assert codes(cells(ROOT), cells(UnitRow("9", "Anden", "", "x"))) == [
        (3, "overordnet_enhedsnr", "two_roots")
    ]
    deep = [UnitRow(str(number), "N", str(number - 1) if number > 1 else "", "x") for number in range(1, 23)]
    assert codes(*map(cells, deep)) == [(22, "overordnet_enhedsnr", "too_deep")]


def test_an_end_before_its_start_and_an_address_for_two() -> None:
    two = {**SARA, "medarbejdernr": "m2", "fornavn": "Bo"}
    assert codes(cells(ROOT, **SARA, fra="2026-05-01", til="2026-04-30"), cells(ROOT, **two)) == [
        (2, "til", "end_before_start"),
        (3, "email", "email_taken"),
    ]


def test_missing_unknown_and_double_columns() -> None:
    row = cells(ROOT)
    del row["niveau"]
    assert codes({**row, "niveu": "kommune", "unit": "Kommunen", "Email (2)": ""}) == [
        (1, "niveu", "unknown_column"),
        (1, "unit", "double_column"),
        (1, "Email (2)", "double_column"),
        (1, "niveau", "missing_column"),
    ]


def test_a_file_without_rows_is_a_fault() -> None:
    assert [fault.code for fault in read().faults] == ["no_rows"]
