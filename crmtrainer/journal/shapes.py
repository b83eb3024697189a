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


def stored_shape(connection: Connection, name: str) -> TableShape | None:
    """The shape a file gives a table, or None where it is not one of ours: no plain columns, key or stamp."""
    found = connection.exec_driver_sql(f"PRAGMA table_xinfo({quoted(name)})").all()
    columns = [str(row.name) for row in found]
    key = [str(row.name) for row in sorted(found, key=lambda row: row.pk) if row.pk]
    if STAMP not in columns or not key or any(row.hidden for row in found):
        return None
    columns.remove(STAMP)
    return TableShape(name, tuple(columns), tuple(key))
