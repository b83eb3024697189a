# SPDX-License-Identifier: MIT
"""Digests of whole tables, so that a start state can be named in a few bytes and found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, MetaData, Table

from crmtrainer.kernel.canonical import Json
from crmtrainer.store.rows import tracked_columns, tracked_tables

RowKey = tuple[Json, ...]
Row = list[Json]


def digests(connection: Connection, metadata: MetaData) -> dict[str, str]:
    """The digest of each tracked table as it stands."""
    return {table.name: digest(connection, table, {}) for table in under_watch(metadata)}


def under_watch(metadata: MetaData) -> list[Table]:
    """The tracked tables, by name."""
    return sorted(tracked_tables(list(metadata.tables.values())), key=lambda table: table.name)


def digest(connection: Connection, table: Table, instead: Mapping[RowKey, Row | None]) -> str:
    """SHA-256 over the table's rows in key order, with some rows taken as other than they are.

    `instead` maps a row's key to the values it counts with, or to None where it counts as absent.
    """
    summed = hashlib.sha256()
    for row in rows_of(connection, table, instead):
        summed.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
        summed.update(b"\n")
    return summed.hexdigest()


def rows_of(connection: Connection, table: Table, instead: Mapping[RowKey, Row | None]) -> Iterator[Row]:
    """The tracked values of each row in key order, with `instead` worked in."""
    columns = tracked_columns(table)
    places = [columns.index(column) for column in table.primary_key]
    names = ", ".join(f'"{column.name}"' for column in columns)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    waiting = sorted((key, row) for key, row in instead.items() if row is not None)
    result = connection.exec_driver_sql(f'SELECT {names} FROM "{table.name}" ORDER BY {keys}')
    for found in result:
        row = [plain_stored(value) for value in found]
        key = tuple(row[place] for place in places)
        while waiting and waiting[0][0] < key:
            yield waiting.pop(0)[1]
        if key in instead:
            replacement = instead[key]
            if replacement is not None:
                if waiting and waiting[0][0] == key:
                    waiting.pop(0)
                yield replacement
        else:
            yield row
    for _, row in waiting:
        yield row


def plain_stored(value: Any) -> Json:
    """A stored value as it counts in a digest: truth values as 0 and 1, alike on every engine."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, int | str):
        return value
    raise TypeError(f"a tracked column stores {type(value).__name__}")
