# SPDX-License-Identifier: MIT
"""What tables look like to digests and to verification: named by the models, or found in a file by itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table

from crmtrainer.store.rows import STAMP, tracked_columns


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table under the journal's eye: its tracked columns in their order, and those of its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def key_places(self) -> tuple[int, ...]:
        """Where in a row the key's values stand."""
        return tuple(self.columns.index(name) for name in self.key)


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


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
