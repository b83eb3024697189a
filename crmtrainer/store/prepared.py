# SPDX-License-Identifier: MIT
"""Statements that every act runs: their text is made once for each kind of engine, and not again for each act."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.sql.elements import ClauseElement


class Prepared:
    """A statement over plain columns. Values go to the driver as they are, and come back as it gives them."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[str, tuple[str, ...] | None]] = {}

    def run(self, connection: Connection, **values: Any) -> CursorResult[Any]:
        """Run it. `values` are those of its named parameters, or of the columns that it inserts."""
        text, order = self._texts.get(connection.dialect.name) or self._made(connection)
        given = values if order is None else tuple(values[name] for name in order)
        return connection.exec_driver_sql(text, given or None)

    def _made(self, connection: Connection) -> tuple[str, tuple[str, ...] | None]:
        assert isinstance(self._statement, ClauseElement)
        compiled: Any = self._statement.compile(dialect=connection.dialect)
        order = tuple(compiled.positiontup) if compiled.positional else None
        return self._texts.setdefault(connection.dialect.name, (str(compiled), order))
