# SPDX-License-Identifier: MIT
"""Digests of whole tables, so that a start state can be named in a few bytes and found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, MetaData

from crmtrainer.journal.quick_json import are_stored_alike, lines_of
from crmtrainer.journal.shapes import TableShape, quoted, raw_chunks, shape_of
from crmtrainer.kernel.canonical import Json
from crmtrainer.store.rows import tracked_tables

Row = Sequence[Json]
RowKey = tuple[Json, ...]


class TableDigest:
    """SHA-256 over a table's rows of tracked values, each a line of JSON, which come in the order of their keys."""

    def __init__(self) -> None:
        self._total = hashlib.sha256()

    def add(self, rows: Iterable[Row]) -> None:
        """The next rows."""
        self._total.update(lines_of(rows))

    def told(self) -> str:
        """The digest of what was added."""
        return self._total.hexdigest()


def digests(connection: Connection, metadata: MetaData) -> dict[str, str]:
    """The digest of each tracked table as it stands. Raises `TypeError` for what no table of ours holds."""
    shapes = sorted(map(shape_of, tracked_tables(list(metadata.tables.values()))), key=lambda shape: shape.name)
    return {shape.name: _digest_of(connection, shape) for shape in shapes}


def _digest_of(connection: Connection, shape: TableShape) -> str:
    digest = TableDigest()
    for rows in rows_of(connection, shape):
        if not are_stored_alike(rows):
            raise TypeError(f"{shape.name} stores what a digest does not speak of")
        digest.add(rows)
    return digest.told()


def rows_of(connection: Connection, shape: TableShape, *also: str) -> Iterator[list[tuple[Any, ...]]]:
    """The tracked values of each row (and of the columns in `also`) as they are stored, in the order of the keys.

    Past every index: one that was tampered with would hide rows.
    """
    names, keys = ", ".join(map(quoted, (*shape.columns, *also))), ", ".join(map(quoted, shape.key))
    return raw_chunks(connection, f"SELECT {names} FROM {quoted(shape.name)} NOT INDEXED ORDER BY {keys}")


def order_of(key: RowKey) -> tuple[tuple[int, int, str], ...]:
    """Sorts keys as the engine does: nothing, then numbers, then text by code point."""
    return tuple(
        (0, 0, "") if part is None else (1, part, "") if isinstance(part, int) else (2, 0, str(part)) for part in key
    )
