# SPDX-License-Identifier: MIT
"""Putting a file back to where its journal began: effects taken back in the tables, entries but the first removed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from crmtrainer.journal.digests import RowKey
from crmtrainer.journal.going_back import start_of_row
from crmtrainer.journal.guards import GUARDS
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.shapes import TableShape, quoted
from crmtrainer.journal.undoing import Erased, Undoing, Values
from crmtrainer.journal.verify import examined
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.engine import open_database
from crmtrainer.store.rows import STAMP

Starts = dict[RowKey, tuple[Values | None, bool]]
"""By key: the row at the start, or None where it was not there; and whether it stands today."""


def rewind(path: Path, realm: Realm) -> None:
    """Rewind the file itself: give it a copy. Its identity, seed and first entry stay, and so does its schema.

    Where a migration converted rows, their start is told in today's columns: the acts are to be performed on them by
    today's program.

    Raises `Refused` for a record that is not intact, or whose start cannot be told because words were erased.
    """
    undoing = _examined(path, realm)
    database = open_database(path)
    try:
        with database.writer.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for name in sorted({*undoing.stories, *undoing.crossings}):
                _rewind_table(connection, undoing.shapes[name], _starts(connection, undoing, name))
            _empty_journal(connection)
    finally:
        database.close()


def _examined(path: Path, realm: Realm) -> Undoing:
    report, undoing = examined(path, realm)
    if report.result is not RecordState.INTACT:
        raise Refused("replay.not_intact", result=report.result.value, first_bad=report.first_bad)
    return undoing


def _starts(connection: Connection, undoing: Undoing, name: str) -> Starts:
    """How each touched row of a table began, in today's columns. Raises `Refused` where words of it were erased."""
    shape, stories = undoing.shapes[name], undoing.stories.get(name, {})
    crossings = undoing.crossings.get(name, [])
    columns, where = ", ".join(map(quoted, shape.columns)), " AND ".join(f"{quoted(part)} = ?" for part in shape.key)
    statement = f"SELECT {columns} FROM {quoted(name)} WHERE {where}"
    found: Starts = {}
    for key in {**stories, **{key: None for crossing in crossings for key in crossing.stories}}:
        stored = connection.exec_driver_sql(statement, key).first()
        now = None if stored is None else dict(zip(shape.columns, stored, strict=True))
        start = start_of_row(key, now, shape, stories.get(key), crossings)
        if start is not None and Erased.WORDS in start.values():
            raise Refused("replay.erased", table=name)
        found[key] = (start, now is not None)
    return found


def _rewind_table(connection: Connection, shape: TableShape, starts: Starts) -> None:
    """Rows that were made go first, so that what they took (a reference, a place) is free again."""
    table, where = quoted(shape.name), " AND ".join(f"{quoted(name)} = ?" for name in shape.key)
    for key, (start, stands) in starts.items():
        if start is None and stands:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}", key)
    for key, (start, stands) in starts.items():
        if start is None:
            continue
        values = {**start, STAMP: 0}
        if stands:
            changes = ", ".join(f"{quoted(name)} = ?" for name in values)
            connection.exec_driver_sql(f"UPDATE {table} SET {changes} WHERE {where}", (*values.values(), *key))
        else:
            names, places = ", ".join(map(quoted, values)), ", ".join("?" for _ in values)
            statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
            connection.exec_driver_sql(statement, tuple(values.values()))


def _empty_journal(connection: Connection) -> None:
    """Only here, on a copy, are the guards lifted; they stand again before anybody else sees the file."""
    for name in GUARDS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DELETE FROM journal_entry WHERE seq > 1")
    connection.exec_driver_sql("DELETE FROM journal_words WHERE seq > 1")
    for text in GUARDS.values():
        connection.exec_driver_sql(text)
