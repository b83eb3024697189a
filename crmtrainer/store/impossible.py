# SPDX-License-Identifier: MIT
"""Values in a file that no program of ours wrote: SQLite keeps anything in any column, and other hands put it there.

Nothing looks for them beforehand. Where reading fails, this says whether the file is to blame, or a mistake of ours.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    func,
    inspect,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.types import TypeEngine

from crmtrainer.kernel.moments import to_micros
from crmtrainer.store.types import Choice, UtcDateTime

_EARLIEST = to_micros(datetime.min.replace(tzinfo=UTC))
_LATEST = to_micros(datetime.max.replace(tzinfo=UTC))


class ImpossibleValue(ValueError):
    """A value that a file holds, and no program of ours wrote: said of a column as `table.column`."""


def impossible_value(connection: Connection, metadata: MetaData) -> str:
    """The first column, as `table.column`, that holds what none of its kind can be; nothing where all may be right."""
    there = set(inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if table.name not in there or (look := _look_at(table)) is None:
            continue
        found = connection.execute(look).mappings().one()
        for column, is_wrong in found.items():
            if is_wrong:
                return f"{table.name}.{column}"
    return ""


@cache
def _look_at(table: Table) -> Select[tuple[object, ...]] | None:
    """The question whether any row is wrong, column by column; None where nothing of a column can be said."""
    asked = []
    for column in table.columns:
        wrong = _is_wrong(column)
        if wrong is not None:
            first: Select[tuple[object]] = select(literal_column("1")).select_from(table).where(wrong).limit(1)
            asked.append(first.scalar_subquery().label(column.name))
    return select(*asked) if asked else None


def _is_wrong(column: Column[object]) -> ColumnElement[bool] | None:
    """The condition under which a value is none of its column's kind."""
    name = f'"{column.table.name}"."{column.name}"'
    plain: ColumnElement[object] = literal_column(name)
    kept = func.typeof(plain)
    if isinstance(column.type, Choice):
        wrong: ColumnElement[bool] = plain.not_in([member.value for member in column.type.members])
    elif isinstance(column.type, UtcDateTime):
        wrong = or_(kept != "integer", not_(plain.between(_EARLIEST, _LATEST)))
    else:
        expected = _kept_as(column.type)
        if not expected:
            return None
        wrong = kept != expected
    return and_(plain.is_not(None), wrong)


def _kept_as(kind: TypeEngine[object]) -> str:
    """How SQLite keeps what is written into a column of this kind, where it is always the same."""
    if isinstance(kind, String):
        return "text"
    return "integer" if isinstance(kind, Integer | Boolean) else ""
