# SPDX-License-Identifier: MIT
"""Statements that are run again and again: their text is made once for each kind of engine, and not each time."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Connection, CursorResult, Executable, Select, bindparam
from sqlalchemy.sql.elements import ClauseElement

MANY = "many"
_FEWEST = 64

_Text: TypeAlias = "tuple[str, dict[str, Any], tuple[str, ...] | None]"
"""Text, values that never change, and the order of all values where they are given by place."""


def many() -> BindParameter[Any]:
    """The values of `PreparedForMany`, for `column.in_(many())`."""
    return bindparam(MANY, expanding=True)


def first_column(connection: Connection, statement: Executable) -> Iterator[Any]:
    """The first value of each row as the driver gives it, for a million rows: its rows take twice as long otherwise.

    Raises what the driver raises.
    """
    cursor: Any = connection.execute(statement).cursor
    return map(itemgetter(0), cursor)


class Prepared:
    """A statement over plain columns. Values go to the driver as they are, and come back as it gives them."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._texts: dict[str, _Text] = {}

    def run(self, connection: Connection, **values: Any) -> CursorResult[Any]:
        """Run it. `values` are those of its named parameters, or of the columns that it inserts."""
        text, constant, order = self._texts.get(connection.dialect.name) or self._made(connection)
        given = constant | values
        ready = given if order is None else tuple(given[name] for name in order)
        return connection.exec_driver_sql(text, ready or None)

    def _made(self, connection: Connection) -> _Text:
        assert isinstance(self._statement, ClauseElement)
        compiled: Any = self._statement.compile(dialect=connection.dialect)
        constant = {name: bound.value for name, bound in compiled.binds.items() if not bound.required}
        order = tuple(compiled.positiontup) if compiled.positional else None
        return self._texts.setdefault(connection.dialect.name, (str(compiled), constant, order))


class PreparedRows:
    """A statement over plain columns whose values are Python's own both ways, as the types of its columns say.

    Each column needs a name of its own. Lists of values have no place in it.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._made_for: dict[str, _Typed] = {}

    def rows(self, connection: Connection, **values: Any) -> list[Any]:
        """Its rows, as named tuples. `values` are those of its named parameters."""
        made = self._made_for.get(connection.dialect.name) or self._make(connection)
        given = made.constant | {
            name: value if (write := made.writers.get(name)) is None else write(value) for name, value in values.items()
        }
        ready = given if made.order is None else tuple(given[name] for name in made.order)
        found = []
        for raw in connection.exec_driver_sql(made.text, ready or None):
            row = list(raw)
            for place, read in made.readers:
                row[place] = read(row[place])
            found.append(made.row(row))
        return found

    def _make(self, connection: Connection) -> _Typed:
        dialect = connection.dialect
        compiled: Any = self._statement.compile(dialect=dialect)
        kinds = {name: bound.type.dialect_impl(dialect) for name, bound in compiled.binds.items()}
        writers = {name: write for name, kind in kinds.items() if (write := kind.bind_processor(dialect)) is not None}
        constant = {
            name: writers[name](bound.value) if name in writers else bound.value
            for name, bound in compiled.binds.items()
            if not bound.required
        }
        columns = list(self._statement.selected_columns)
        readers = [
            (place, read)
            for place, column in enumerate(columns)
            if (read := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ]
        order = tuple(compiled.positiontup) if compiled.positional else None
        named: Any = namedtuple
        row = named("row", [str(column.key) for column in columns])
        made = _Typed(str(compiled), constant, order, writers, readers, row._make)
        return self._made_for.setdefault(dialect.name, made)


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text, with what is to be done to values on their way to the driver and back."""

    text: str
    constant: dict[str, Any]
    order: tuple[str, ...] | None
    writers: dict[str, Callable[[Any], Any]]
    readers: Sequence[tuple[int, Callable[[Any], Any]]]
    row: Callable[[list[Any]], Any]


class PreparedForMany:
    """A statement that asks for rows by a list of values, compared with `many()`. Rows come as the driver gives them.

    Lists are filled up with their last value to 64, 128, 256 …, so that few texts serve lists of any length.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._texts: dict[tuple[str, int], _Text] = {}

    def run(self, connection: Connection, values: Sequence[Any]) -> Sequence[Any]:
        """The rows for these values; none for no values."""
        if not values:
            return ()
        room = max(_FEWEST, 1 << (len(values) - 1).bit_length())
        text, given, order = self._texts.get((connection.dialect.name, room)) or self._made(connection, room)
        filled = chain(values, repeat(values[-1], room - len(values)))
        given = given | {f"{MANY}_{number}": value for number, value in enumerate(filled, start=1)}
        return connection.exec_driver_sql(text, given if order is None else tuple(given[name] for name in order)).all()

    def _made(self, connection: Connection, room: int) -> _Text:
        assert isinstance(self._statement, ClauseElement)
        compiled: Any = self._statement.compile(dialect=connection.dialect)
        state = compiled.construct_expanded_state({MANY: list(range(room))})
        order = tuple(state.positiontup) if compiled.positional else None
        made = state.statement, dict(state.parameters), order
        return self._texts.setdefault((connection.dialect.name, room), made)
