# SPDX-License-Identifier: MIT
"""One migration held against the functions that come with it, row by row, and entered with what only it can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, Text

from crmtrainer.journal.conversions import UNREADABLE, Conversion, Row, Step
from crmtrainer.journal.digests import TableDigest, rows_of
from crmtrainer.journal.quick_json import are_stored_alike
from crmtrainer.journal.segments import DIGESTS, GOES_ON, Migrated, enter
from crmtrainer.journal.shapes import TableShape, stored_columns, stored_shape
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.store.base import TYPED
from crmtrainer.store.effects import Effect
from crmtrainer.store.engine import open_reading

_MOST_KEPT = 600_000
"""Bytes that what is kept of rows may take in one entry, reckoned generously: an entry holds a megabyte."""
_PER_VALUE = 120
"""Bytes of a value with its name: text stands in an entry as a commitment."""


@dataclass(slots=True)
class _Converted:
    digests: dict[str, Json] = field(default_factory=dict)
    kept: list[Effect] = field(default_factory=list)


def enter_migration(was: Path, now: Path, realm: Realm, schema: int, step: Step) -> None:
    """Enter the migration to `schema` of the closed file `now`, which was `was` before it.

    Raises `StoreUnavailable` where a table is not what the step's functions make of what it was.
    """
    found = _converted(was, now, step) if step.conversions else _Converted()
    pieces = list(_pieces(found.kept)) or [[]]
    command = Migrated(schema - 1, schema)
    try:
        for piece in pieces[:-1]:
            enter(now, realm, command, piece, {GOES_ON: True})
        enter(now, realm, command, pieces[-1], {DIGESTS: found.digests} if found.digests else {})
    except Refused as refusal:
        raise _failed(now, f"what rows were cannot be kept: {refusal.code}") from refusal


def _converted(was: Path, now: Path, step: Step) -> _Converted:
    """The digests of what is converted, before and after, and what rows were where the rows after do not tell it."""
    found = _Converted()
    before, after = open_reading(was), open_reading(now)
    try:
        with before.connect() as one, after.connect() as other:
            for conversion in step.conversions:
                _convert(conversion, one, other, found, now)
    finally:
        before.dispose()
        after.dispose()
    return found


def _convert(conversion: Conversion, was: Connection, now: Connection, found: _Converted, path: Path) -> None:
    shapes = _shape(conversion, was, conversion.before, path), _shape(conversion, now, conversion.after, path)
    digests = TableDigest(), TableDigest()
    table = _table(conversion)
    for one, other in zip_longest(_rows(was, shapes[0], digests[0], path), _rows(now, shapes[1], digests[1], path)):
        if one is None or other is None:
            raise _failed(path, f"{conversion.table} would have other rows than before")
        key = shapes[0].key_in(one)
        try:
            made, told = conversion.forward(dict(one)), conversion.back(dict(other))
        except UNREADABLE as problem:
            raise _failed(path, f"{conversion.table} {key}: {problem}") from problem
        if made != other or key != shapes[1].key_in(other):
            raise _failed(path, f"{conversion.table} {key} is not what was to be made of it")
        kept = {name: value for name, value in one.items() if name not in told or told[name] != value}
        if told.keys() - one.keys() or not shapes[0].key_names.isdisjoint(kept):
            raise _failed(path, f"{conversion.table} {key} cannot be told from what it was")
        if kept:
            found.kept.append(Effect(table, key, kept, {}))
    found.digests[conversion.table] = [digests[0].told(), digests[1].told()]


def _shape(conversion: Conversion, connection: Connection, columns: tuple[str, ...], path: Path) -> TableShape:
    shape = stored_shape(conversion.table, stored_columns(connection).get(conversion.table, []))
    if shape is None or shape.columns != columns:
        raise _failed(path, f"{conversion.table} has other columns than its conversion says")
    return shape


def _rows(connection: Connection, shape: TableShape, digest: TableDigest, path: Path) -> Iterator[Row]:
    for rows in rows_of(connection, shape):
        if not are_stored_alike(rows):
            raise _failed(path, f"{shape.name} would store what no digest speaks of")
        digest.add(rows)
        for row in rows:
            yield dict(zip(shape.columns, row, strict=True))


def _table(conversion: Conversion) -> Table:
    """The table as it was, for entries: all of its text counts as typed, so that it can be erased."""
    columns: list[Any] = [Column(name, Text, info=TYPED) for name in conversion.before]
    return Table(conversion.table, MetaData(), *columns)


def _pieces(kept: list[Effect]) -> Iterator[list[Effect]]:
    """What is kept, in pieces that fit into entries."""
    piece: list[Effect] = []
    size = 0
    for effect in kept:
        grows = (len(effect.before or {}) + 2) * _PER_VALUE
        if piece and size + grows > _MOST_KEPT:
            yield piece
            piece, size = [], 0
        piece.append(effect)
        size += grows
    if piece:
        yield piece


def _failed(path: Path, problem: str) -> StoreUnavailable:
    return StoreUnavailable("store.upgrade_failed", path=str(path), problem=problem)
