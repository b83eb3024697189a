# SPDX-License-Identifier: MIT
"""Digests of whole tables, so that a start state can be named in a few bytes and found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, MetaData

from crmtrainer.journal.shapes import TableShape, quoted, shape_of
from crmtrainer.kernel.canonical import Json
from crmtrainer.store.rows import tracked_tables

Row = list[Json]
RowKey = tuple[Json, ...]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digests(connection: Connection, metadata: MetaData) -> dict[str, str]:
    """The digest of each tracked table as it stands."""
    shapes = sorted(map(shape_of, tracked_tables(list(metadata.tables.values()))), key=lambda shape: shape.name)
    return {shape.name: summed(rows_of(connection, shape)) for shape in shapes}


def summed(rows: Iterable[Row]) -> str:
    """SHA-256 over rows of tracked values, which come in the order of their keys."""
    total = hashlib.sha256()
    for row in rows:
        total.update(_ENCODER.encode(row).encode())
        total.update(b"\n")
    return total.hexdigest()


def rows_of(connection: Connection, shape: TableShape) -> Iterator[Row]:
    """The tracked values of each row, in the order of the keys. Raises `TypeError` for what no table of ours holds."""
    names, keys = ", ".join(map(quoted, shape.columns)), ", ".join(map(quoted, shape.key))
    for found in connection.exec_driver_sql(f"SELECT {names} FROM {quoted(shape.name)} ORDER BY {keys}"):
        yield [_plain_stored(value) for value in found]


def order_of(key: RowKey) -> tuple[tuple[int, int, str], ...]:
    """Sorts keys as the engine does: nothing, then numbers, then text by code point."""
    return tuple(
        (0, 0, "") if part is None else (1, part, "") if isinstance(part, int) else (2, 0, str(part)) for part in key
    )


def _plain_stored(value: Any) -> Json:
    """A stored value as it counts in a digest: truth values as 0 and 1, alike on every engine."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, int | str):
        return value
    raise TypeError(f"a tracked column stores {type(value).__name__}")
