# SPDX-License-Identifier: MIT
"""What a unit of work did to the tables, gathered from the session's flushes and never written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.base import NO_VALUE

from crmtrainer.kernel.canonical import Json
from crmtrainer.store.rows import plain_in, tracked_columns

Values = dict[str, Json]
_GATHERER = "gatherer"


@dataclass(frozen=True, slots=True)
class Effect:
    """One row's change: `before` is None for a new row, `after` is None for a removed one.

    An update names only the columns that differ; both are empty where a row was written and ends as it began.
    """

    table: Table
    key: tuple[Json, ...]
    before: Values | None
    after: Values | None


class WrittenSession(Session):
    """A session whose flushes are told to its gatherer, if it has one. To listen anew for each act takes far longer."""


class EffectGatherer:
    """Hears of the flushes of one session and keeps, per row, its first and its latest values."""

    def __init__(self, session: WrittenSession, touched_by: int) -> None:
        self._before: dict[tuple[Table, tuple[Json, ...]], Values | None] = {}
        self._after: dict[tuple[Table, tuple[Json, ...]], Values | None] = {}
        self._touched_by = touched_by
        session.info[_GATHERER] = self

    def effects(self) -> list[Effect]:
        """The net effects, ordered by table and key. A row made and removed again leaves none."""
        return sorted(self._net(), key=lambda e: (e.table.name, str(e.key)))

    def _net(self) -> Iterator[Effect]:
        for (table, key), after in self._after.items():
            before = self._before[(table, key)]
            if before is None or after is None:
                if before is not None or after is not None:
                    yield Effect(table, key, before, after)
                continue
            changed = [name for name in after if after[name] != before.get(name)]
            yield Effect(table, key, {n: before[n] for n in changed}, {n: after[n] for n in changed})

    def before_flush(self, session: Session) -> None:
        """Stamp what is about to be written, and note what stands now."""
        for row in session.new:
            row.last_act = self._touched_by
        for row in session.dirty:
            if session.is_modified(row):
                row.last_act = self._touched_by
                self._note_old(row, _values(row))
        for row in session.deleted:
            self._note_old(row, None)

    def after_flush(self, session: Session) -> None:
        """Note what is new."""
        for row in session.new:
            place = _identity(row)
            self._before.setdefault(place, None)
            self._after[place] = _values(row)

    def _note_old(self, row: object, after: Values | None) -> None:
        """Note a row that stood before this flush; what it was before this act is asked only once."""
        place = _identity(row)
        if place not in self._before:
            self._before[place] = _values(row, previous=True)
        self._after[place] = after


@event.listens_for(WrittenSession, "before_flush")
def _before_flush(session: Session, context: UOWTransaction, instances: object) -> None:
    gatherer: EffectGatherer | None = session.info.get(_GATHERER)
    if gatherer is not None:
        gatherer.before_flush(session)


@event.listens_for(WrittenSession, "after_flush")
def _after_flush(session: Session, context: UOWTransaction) -> None:
    gatherer: EffectGatherer | None = session.info.get(_GATHERER)
    if gatherer is not None:
        gatherer.after_flush(session)


@event.listens_for(WrittenSession, "do_orm_execute")
def _forbid_bulk_writes(state: ORMExecuteState) -> None:
    """A statement that writes past the session would leave no effect in the journal; text may be anything."""
    if _GATHERER in state.session.info and not state.is_select:
        raise RuntimeError("write through mapped rows: other statements would escape the journal")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the values of a mapped class are found: its table, and column and attribute of what effects speak of."""

    table: Table
    key: tuple[tuple[Column[Any], str], ...]
    tracked: tuple[tuple[Column[Any], str], ...]


@cache
def _shape_of(mapper: Mapper[Any]) -> _Shape:
    table = mapper.local_table
    assert isinstance(table, Table)

    def named(columns: Iterable[Column[Any]]) -> tuple[tuple[Column[Any], str], ...]:
        return tuple((column, mapper.get_property_by_column(column).key) for column in columns)

    return _Shape(table, named(table.primary_key), named(tracked_columns(table)))


def _identity(row: object) -> tuple[Table, tuple[Json, ...]]:
    shape = _shape_of(inspect(row).mapper)
    return shape.table, tuple([plain_in(column, getattr(row, name)) for column, name in shape.key])


def _values(row: object, *, previous: bool = False) -> Values:
    state: Any = inspect(row)
    found: Values = {}
    for column, name in _shape_of(state.mapper).tracked:
        value = getattr(row, name)
        if previous and name in state.committed_state:
            history = state.attrs[name].history
            if history.deleted:
                value = history.deleted[0]
            elif history.added and not history.unchanged and value is not NO_VALUE:
                raise RuntimeError(f"{column} was set before it was read, so its old value is not known")
        found[column.name] = plain_in(column, value)
    return found
