# SPDX-License-Identifier: MIT
"""What tables look like to digests and to verification: named by the models, or found in a file by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from crmtrainer.store.rows import STAMP, tracked_columns

_AT_ONCE = 200
"""Rows: enough to spread what a round costs, few enough to stay in the processor's cache."""


Getter = Callable[[Mapping[str, Any]], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table under the journal's eye: its tracked columns in their order, and those of its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    names: frozenset[str] = field(init=False, repr=False, compare=False)
    key_names: frozenset[str] = field(init=False, repr=False, compare=False)
    key_places: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Where in a row the key's values stand."""
    in_order: Getter = field(init=False, repr=False, compare=False)
    """Values by column as they stand in a row."""
    key_in: Getter = field(init=False, repr=False, compare=False)
    """The key that values by column give."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset(self.columns))
        object.__setattr__(self, "key_names", frozenset(self.key))
        object.__setattr__(self, "key_places", tuple(self.columns.index(name) for name in self.key))
        object.__setattr__(self, "in_order", _getter(self.columns))
        object.__setattr__(self, "key_in", _getter(self.key))


def _getter(names: tuple[str, ...]) -> Getter:
    """The values of these names, as a tuple also where there is only one."""
    if len(names) == 1:
        (only,) = names
        return lambda values: (values[only],)
    return itemgetter(*names)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def raw_rows(connection: Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement straight from the driver, for millions of them. Raises what the driver raises."""
    driver: Any = connection.connection.driver_connection
    rows: Iterator[tuple[Any, ...]] = driver.execute(statement)
    return rows


def raw_chunks(connection: Connection, statement: str) -> Iterator[list[tuple[Any, ...]]]:
    """The same, some hundred rows at a time."""
    driver: Any = connection.connection.driver_connection
    cursor = driver.execute(statement)
    while rows := cursor.fetchmany(_AT_ONCE):
        yield rows


def shape_of(table: Table) -> TableShape:
    """The shape that the models give a table."""
    columns = tuple(column.name for column in tracked_columns(table))
    return TableShape(table.name, columns, tuple(column.name for column in table.primary_key))


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column as the file has it: its place in the key (0 for none), and whether it is worked out, not stored."""

    name: str
    key: int
    hidden: bool


def stored_columns(connection: Connection) -> dict[str, list[StoredColumn]]:
    """The columns of every table of a file, asked in one go."""
    found: dict[str, list[StoredColumn]] = {}
    rows = connection.exec_driver_sql(
        "SELECT m.name, c.name, c.pk, c.hidden FROM sqlite_master AS m, pragma_table_xinfo(m.name) AS c"
        " WHERE m.type = 'table' AND m.rootpage > 0 ORDER BY m.name, c.cid"
    )
    for table, name, key, hidden in rows:
        found.setdefault(str(table), []).append(StoredColumn(str(name), key, bool(hidden)))
    return found


def stored_shape(name: str, columns: list[StoredColumn]) -> TableShape | None:
    """The shape a file gives a table, or None where it is not one of ours: no plain columns, key or stamp."""
    names = [column.name for column in columns]
    key = [column.name for column in sorted(columns, key=lambda column: column.key) if column.key]
    if STAMP not in names or not key or any(column.hidden for column in columns):
        return None
    names.remove(STAMP)
    return TableShape(name, tuple(names), tuple(key))
