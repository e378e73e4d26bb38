"""Tables in a text file: lines set in columns by tabs or spaces, as `pdftotext` and copying leave them.

Imports no Django.
"""

from __future__ import annotations

import re

from .lines import Line, join, sign_of, starts_lower, tidy


def _cells(line: Line) -> list[tuple[int, str]]:
    """The cells of a line set in columns, as (column, text): parted by a tab or three spaces."""
    cells = []
    for match in re.finditer(r"\S(?:[^\t ]| {1,2}(?=[^\t ]))*", line.raw.rstrip()):
        cells.append((match.start(), tidy(match[0])))
    return cells


def table_lines(lines: list[Line]) -> dict[int, list[tuple[int, str]]]:
    """The lines that stand in columns together with a neighbour, with their cells."""
    columns = {}
    for index, line in enumerate(lines):
        if ("\t" in line.raw.strip() or "   " in line.raw.strip()) and not sign_of(line.text):
            cells = _cells(line)
            if len(cells) >= 2:
                columns[index] = cells
    together = {}
    for index, cells in columns.items():
        for other in range(index + 1, index + 6):
            if other in columns and _aligned(lines[index], cells, lines[other], columns[other]):
                together[index] = cells
                together[other] = columns[other]
                break
    return together


def _aligned(one: Line, cells: list[tuple[int, str]], other: Line, others: list[tuple[int, str]]) -> bool:
    if "\t" in one.raw and "\t" in other.raw:
        return len(cells) == len(others)
    return abs(cells[-1][0] - others[-1][0]) <= 1


def rows_of(
    lines: list[Line], index: int, tables: dict[int, list[tuple[int, str]]]
) -> tuple[list[list[str]], int]:
    """The cells of each row of the table that begins at `index`, and the index after it."""
    starts = [column for column, _text in tables[index]]
    rows: list[list[str]] = []
    tabbed = "\t" in lines[index].raw
    while index < len(lines):
        line = lines[index]
        if index in tables:
            cells = tables[index]
            if len(cells) != len(starts) and (tabbed or abs(cells[-1][0] - starts[-1]) > 1):
                break
            texts = [""] * len(starts)
            for position, (column, text) in enumerate(cells):
                place = position if tabbed else _nearest(starts, column)
                texts[place] = join(texts[place], text)
            if rows and not tabbed and line.gap == 0 and starts_lower(texts[0] or "a"):
                rows[-1] = [join(old, new) if new else old for old, new in zip(rows[-1], texts, strict=True)]
            else:
                rows.append(texts)
        elif rows and not tabbed and line.gap <= 0 and line.indent > 2:
            place = _nearest(starts, line.indent)
            if abs(starts[place] - line.indent) > 3 or place == 0:
                break
            rows[-1][place] = join(rows[-1][place], line.text)
        else:
            break
        index += 1
    return rows, index


def _nearest(starts: list[int], column: int) -> int:
    return min(range(len(starts)), key=lambda place: abs(starts[place] - column))
