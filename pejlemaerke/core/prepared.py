"""A query that every request asks, written as SQL once.

Django takes ten times as long to write a long query as the database to answer it. What is asked the same way
at every click is therefore written once in a process, with marks where its arguments belong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, models

_MARKS = UUID("5d0b3a0e-6f0b-5c57-9f0e-0c9a8f2b7d11")


@dataclass(frozen=True)
class _Written:
    sql: str
    #: Each is an argument's name or, after False, a value that stands in the query itself.
    parameters: tuple[tuple[bool, Any], ...]
    converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]


class Prepared:
    """`Prepared(build, person=UUID, on=date)`: `build` is given the arguments by name, ids and days only, and makes
    a `values_list`. It must make the same query whatever they are.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], **arguments: type) -> None:
        self._build = build
        self._marks = {
            name: uuid5(_MARKS, name) if kind is UUID else date(4, 1, 1) + timedelta(days=number)
            for number, (name, kind) in enumerate(arguments.items())
        }
        self._written: dict[str, _Written] = {}

    def rows(self, **given: UUID | date) -> list[tuple[Any, ...]]:
        """What the query gives with these arguments. One query."""
        written = self._written.get(connection.vendor)
        if written is None:
            written = self._written[connection.vendor] = self._write()
        adapted = {name: _adapted(value) for name, value in given.items()}
        with connection.cursor() as cursor:
            cursor.execute(
                written.sql, [adapted[value] if named else value for named, value in written.parameters]
            )
            found = cursor.fetchall()
        return [_converted(row, written.converters) for row in found]

    def _write(self) -> _Written:
        compiler = self._build(**self._marks).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        named = {_adapted(mark): name for name, mark in self._marks.items()}
        return _Written(
            sql=sql,
            parameters=tuple((value in named, named.get(value, value)) for value in parameters),
            converters=compiler.get_converters([column for column, *_rest in compiler.select]),
        )


def _adapted(value: UUID | date) -> Any:
    """As the database is given it."""
    if isinstance(value, UUID):
        return models.UUIDField().get_db_prep_value(value, connection)
    return connection.ops.adapt_datefield_value(value)


def _converted(
    row: tuple[Any, ...], converters: Mapping[int, tuple[list[Callable[..., Any]], Any]]
) -> tuple[Any, ...]:
    cells = list(row)
    for place, (steps, column) in converters.items():
        for step in steps:
            cells[place] = step(cells[place], column, connection)
    return tuple(cells)
