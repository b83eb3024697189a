# SPDX-License-Identifier: MIT
"""The database itself lets the journal only grow, and words only be erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crmtrainer.store.engine import open_database


@pytest.fixture
def connection(played: Path) -> Iterator[Connection]:
    database = open_database(played)
    with database.writer.connect() as found:
        yield found
    database.close()


COPY = "SELECT {}, previous, body, hash, verb, outcome, practice_at, {} FROM journal_entry WHERE seq = 3"


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("UPDATE journal_entry SET verb = 'x' WHERE seq = 3", "append-only"),
        ("UPDATE journal_entry SET verb = verb", "append-only"),
        ("DELETE FROM journal_entry WHERE seq = 14", "append-only"),
        ("DELETE FROM journal_entry", "append-only"),
        (f"INSERT INTO journal_entry {COPY.format(16, 1)}", "written in order"),
        (f"INSERT INTO journal_entry {COPY.format(3, 1)}", "written in order"),
        (f"INSERT OR REPLACE INTO journal_entry {COPY.format(3, 1)}", "written in order"),
        (f"REPLACE INTO journal_entry {COPY.format(15, 'request_id')}", "append-only"),
        (f"INSERT INTO journal_entry {COPY.format(15, 'request_id')}", "UNIQUE"),
        ("DELETE FROM journal_words", "never removed"),
        ("UPDATE journal_words SET words = 'x' WHERE seq = 2", "never changed"),
        ("UPDATE journal_words SET words = NULL WHERE seq = 2", "never changed"),
        ("UPDATE journal_words SET words = NULL, salt = NULL, seq = 3 WHERE seq = 2", "never changed"),
        ("UPDATE journal_words SET words = NULL, salt = NULL, commitment = 'x' WHERE seq = 2", "never changed"),
        ("REPLACE INTO journal_words SELECT commitment, seq, salt, 'x' FROM journal_words", "never removed"),
    ],
)
def test_the_guards_refuse(connection: Connection, statement: str, answer: str) -> None:
    before = connection.exec_driver_sql("SELECT * FROM journal_entry, journal_words").all()
    with pytest.raises(DBAPIError, match=answer):
        connection.exec_driver_sql(statement)
    assert connection.exec_driver_sql("SELECT * FROM journal_entry, journal_words").all() == before


def test_words_may_be_erased_with_their_salt(connection: Connection) -> None:
    erased = connection.exec_driver_sql("UPDATE journal_words SET words = NULL, salt = NULL WHERE seq = 2")
    assert erased.rowcount == 1


def test_the_next_entry_may_be_written(connection: Connection) -> None:
    written = connection.exec_driver_sql(f"INSERT INTO journal_entry {COPY.format(15, repr('new'))}")
    assert written.rowcount == 1
