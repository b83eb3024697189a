# SPDX-License-Identifier: MIT
"""Digests of a world's tables, taken while their rows are written, so that no row is read again for them."""

from __future__ import annotations

from operator import itemgetter, lt
from typing import Any

from sqlalchemy import Table

from crmtrainer.journal.digests import TableDigest
from crmtrainer.journal.quick_json import are_stored_alike
from crmtrainer.store.base import WorldBase
from crmtrainer.store.rows import STAMP, tracked_tables

WrittenRow = tuple[Any, ...]


class WrittenRows:
    """Takes in each row that is written, and gives what `journal.digests` would find in the file afterwards.

    That holds for rows as they are stored, in the order of their keys; anything else is a bug of ours, and raises.
    """

    def __init__(self) -> None:
        tables = tracked_tables(list(WorldBase.metadata.tables.values()))
        self._digests = {table.name: TableDigest() for table in tables}
        self._last: dict[str, Any] = {}

    def add(self, table: Table, rows: list[WrittenRow]) -> None:
        """The next rows of a table, in its own order of columns. Raises `RuntimeError`."""
        if not rows:
            return
        names = [column.name for column in table.columns]
        if names[-1] != STAMP or not are_stored_alike(rows):
            raise RuntimeError(f"rows of {table.name} would be stored otherwise than they are given")
        keys = list(map(itemgetter(*(names.index(column.name) for column in table.primary_key)), rows))
        before = self._last.get(table.name)
        if not all(map(lt, keys, keys[1:])) or (before is not None and not before < keys[0]):
            raise RuntimeError(f"rows of {table.name} do not come in the order of their keys")
        self._last[table.name] = keys[-1]
        self._digests[table.name].add([row[:-1] for row in rows])

    def digests(self) -> dict[str, str]:
        """The digest of each table."""
        return {name: digest.told() for name, digest in sorted(self._digests.items())}
