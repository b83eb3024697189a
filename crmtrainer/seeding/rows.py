# SPDX-License-Identifier: MIT
"""Columns of values to rows of a mapped table: complete, in the table's own order, ready for the driver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import repeat
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from sqlalchemy import Table

from crmtrainer.seeding.chunks import Flags
from crmtrainer.store.base import WorldBase

Column: TypeAlias = "Sequence[object] | npt.NDArray[Any] | str | int | bool | None"
"""One value for each row, or a single value that every row gets."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one table, by column. What `columns` leaves out gets the default that its model declares."""

    table: Table
    count: int
    columns: dict[str, Column]

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The rows as tuples in the order of `table.columns`.

        Raises `RuntimeError` for a column that the table lacks, or that has neither values nor a default.
        """
        names = [column.name for column in self.table.columns]
        if unknown := set(self.columns) - set(names):
            raise RuntimeError(f"{self.table.name} has no columns {sorted(unknown)}")
        return zip(*(self._values(name) for name in names), strict=True)

    def _values(self, name: str) -> Sequence[object] | Iterator[object]:
        given = self.columns.get(name, _default(self.table, name) if name not in self.columns else None)
        if isinstance(given, np.ndarray):
            return list(given.tolist())
        if given is None or isinstance(given, str | int):
            return repeat(given, self.count)
        return given


def table_of(model: type[WorldBase]) -> Table:
    """The table behind a mapped class."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def insert_into(table: Table) -> str:
    """The statement that takes the tuples of `Batch.rows`."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(table.columns))})'


def where(there: Flags, values: npt.NDArray[Any]) -> list[object]:
    """The values, with None where there is none."""
    found = values.astype(np.object_)
    found[~there] = None
    return list(found.tolist())


def _default(table: Table, name: str) -> Any:
    default = table.columns[name].default
    if default is None or not default.is_scalar:
        raise RuntimeError(f"nothing is seeded into {table.name}.{name}, and its model declares no default")
    value = default.arg  # type: ignore[attr-defined]  # scalar defaults carry their value here
    if isinstance(value, bool):
        return int(value)  # as it is stored
    return value.value if isinstance(value, Enum) else value
