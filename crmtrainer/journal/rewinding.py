# SPDX-License-Identifier: MIT
"""Putting a file back to where its journal began: effects taken back in the tables, entries but the first removed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from crmtrainer.journal.digests import RowKey
from crmtrainer.journal.guards import GUARDS
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.shapes import TableShape, quoted
from crmtrainer.journal.undoing import Erased, RowStory, Undoing, Values
from crmtrainer.journal.verify import examined
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.engine import open_database
from crmtrainer.store.rows import STAMP


def rewind(path: Path, realm: Realm) -> None:
    """Rewind the file itself: give it a copy. Its identity, seed and first entry stay.

    Raises `Refused` for a record that is not intact, or whose start cannot be told because words were erased.
    """
    undoing = _examined(path, realm)
    database = open_database(path)
    try:
        with database.writer.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for name, stories in undoing.stories.items():
                _rewind_table(connection, undoing.shapes[name], stories)
            _empty_journal(connection)
    finally:
        database.close()


def _examined(path: Path, realm: Realm) -> Undoing:
    report, undoing = examined(path, realm)
    if report.result is not RecordState.INTACT:
        raise Refused("replay.not_intact", result=report.result.value, first_bad=report.first_bad)
    for name, stories in undoing.stories.items():
        if any(_is_lost(story.start) for story in stories.values()):
            raise Refused("replay.erased", table=name)
    return undoing


def _is_lost(start: Values | None) -> bool:
    return start is not None and Erased.WORDS in start.values()


def _rewind_table(connection: Connection, shape: TableShape, stories: dict[RowKey, RowStory]) -> None:
    """Rows that were made go first, so that what they took (a reference, a place) is free again."""
    table, where = quoted(shape.name), " AND ".join(f"{quoted(name)} = ?" for name in shape.key)
    for key, story in stories.items():
        if story.start is None and story.now is not None:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}", key)
    for key, story in stories.items():
        if story.start is None:
            continue
        values = {**story.start, STAMP: 0}
        if story.now is None:
            names, places = ", ".join(map(quoted, values)), ", ".join("?" for _ in values)
            statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
            connection.exec_driver_sql(statement, tuple(values.values()))
        else:
            changes = ", ".join(f"{quoted(name)} = ?" for name in values)
            connection.exec_driver_sql(f"UPDATE {table} SET {changes} WHERE {where}", (*values.values(), *key))


def _empty_journal(connection: Connection) -> None:
    """Only here, on a copy, are the guards lifted; they stand again before anybody else sees the file."""
    for name in GUARDS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DELETE FROM journal_entry WHERE seq > 1")
    connection.exec_driver_sql("DELETE FROM journal_words WHERE seq > 1")
    for text in GUARDS.values():
        connection.exec_driver_sql(text)
