# SPDX-License-Identifier: MIT
"""Opening a file that must be sound: held, looked at and examined read-only, before anything can write to it.

What is refused stays as it was, byte for byte: no setting is written and no log begun until the examination is over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.belonging import of_kind
from crmtrainer.store.engine import Database, open_database, open_reading
from crmtrainer.store.files import SCHEMAS, note_open, undisturbed
from crmtrainer.store.holding import Hold, hold
from crmtrainer.store.problems import first_complaint, told_of

F = TypeVar("F")

WHOLE_UP_TO = 48 * 1024 * 1024
"""Bytes. Larger files are checked whole in the background: here that would take a third of a second and more."""
_ALWAYS = ("sqlite_schema", "identity", "journal_entry")
"""The tables of a larger file that are checked before it opens: what the record rests on."""

Examine = Callable[[Connection, bool], F]
"""Judges a file of sound storage; the flag says whether there is time for all of it. Raises `StoreUnavailable`."""
Upgrade = Callable[[Hold], None]
"""Brings the held file from an older schema to the newest one, or raises `StoreUnavailable`."""


def open_checked(
    path: Path, realm: Realm, examine: Examine[F], upgrade: Upgrade, *, just_made: bool = False
) -> tuple[Database, F]:
    """Open a file of this kind for acting in, and give what the examination found.

    One that was `just_made`, examined and closed by this program, is not gone through page by page again.

    Raises `StoreUnavailable` for one that is missing, foreign, newer, cut short, damaged, read-only, of the other
    kind, locked, or held by somebody else.
    """
    of_kind(path, realm)  # before the lock, which would stand beside files that are none of ours
    held = hold(path)
    try:
        if of_kind(path, realm).schema < SCHEMAS[realm]:
            upgrade(held)
        found = examined(path, examine, just_made=just_made)
    except BaseException:
        held.let_go()
        raise
    return open_database(path, held), found


def examined(path: Path, examine: Examine[F], *, just_made: bool = False) -> F:
    """What the examination finds in a file nobody is writing to. Raises `StoreUnavailable` for a damaged one."""
    roll_back(path)
    return undisturbed(path, lambda: _examined(path, examine, just_made=just_made))


def _examined(path: Path, examine: Examine[F], *, just_made: bool) -> F:
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            whole = path.stat().st_size <= WHOLE_UP_TO and not just_made
            if not just_made:
                check_pages(connection, path, whole=whole)
            return examine(connection, whole)
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as problem:
        raise _damaged(problem, path) from problem
    finally:
        engine.dispose()


def check_pages(connection: Connection, path: Path, *, whole: bool) -> None:
    """Whether storage is sound: SQLite's quick check of everything, or of what the record rests on."""
    for table in ("",) if whole else tuple(f"('{name}')" for name in _ALWAYS):
        told = connection.exec_driver_sql(f"PRAGMA quick_check{table or '(1)'}").scalar()
        if told != "ok":
            raise StoreUnavailable("store.damaged", path=str(path), problem=first_complaint(told))


def _damaged(problem: Exception, path: Path) -> StoreUnavailable:
    """A statement of ours that a file does not answer (a table is missing) says that the file is not whole."""
    return told_of(problem, path) or StoreUnavailable("store.damaged", path=str(path), problem=str(problem)[:120])


def roll_back(path: Path) -> None:
    """Let SQLite undo what was cut off in the middle of a commit; a reader may not, and would refuse the file.

    Raises `StoreUnavailable`.
    """
    if not path.with_name(path.name + "-journal").exists():
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=1)) as connection:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as problem:
        raise _damaged(problem, path) from problem


def settle_log(path: Path, held: Hold) -> None:
    """Bring a log that was left behind back into a held file, so that the file alone is all of it."""
    database = open_database(path, held)
    database.reader.dispose()
    database.writer.dispose()
    note_open(path, is_open=False)
