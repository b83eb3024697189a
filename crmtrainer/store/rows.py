# SPDX-License-Identifier: MIT
"""Rows as plain values: what the journal's effects and the world's digests are made of."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table, TypeDecorator

from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.moments import to_micros

STAMP = "last_act"
"""The one column that is not tracked: which entry last touched the row."""


def plain_value(value: Any) -> Json:
    """A column's Python value as plain JSON data. Raises `TypeError` for a type no table of ours holds."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int | str):
        return value
    if isinstance(value, datetime):
        return to_micros(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a column holds {type(value).__name__}, which has no plain form")


def plain_in(column: Column[Any], value: Any) -> Json:
    """A value as plain data, as it will be found in `column`.

    Raises `TypeError` where the engine would change it on the way (a number in a text column becomes text), for then
    the journal would say one thing and the table another.
    """
    plain = plain_value(value)
    if plain is not None and isinstance(plain, int) is not _holds_numbers(column):
        raise TypeError(f"{column} was given {type(value).__name__}")
    return plain


@cache
def _holds_numbers(column: Column[Any]) -> bool:
    kind = column.type
    return isinstance(kind.impl_instance if isinstance(kind, TypeDecorator) else kind, Integer | Boolean)


def tracked_columns(table: Table) -> list[Column[Any]]:
    """The columns that effects and digests speak of, in table order."""
    return [column for column in table.columns if not column.info.get("untracked")]


def is_typed(column: Column[Any]) -> bool:
    """Whether the column holds words a person typed."""
    return bool(column.info.get("typed"))


def tracked_tables(tables: list[Table]) -> list[Table]:
    """The tables under the journal's eye: all mapped ones but those marked untracked."""
    return [table for table in tables if not table.info.get("untracked")]
