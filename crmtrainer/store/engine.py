# SPDX-License-Identifier: MIT
"""Opening a database file: the settings every connection gets, one writing connection, read-only readers."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool, StaticPool
from sqlalchemy.util import LRUCache

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.effects import WrittenSession
from crmtrainer.store.files import note_open, reading_location
from crmtrainer.store.holding import Hold, hold
from crmtrainer.store.places import Place, place_of
from crmtrainer.store.problems import told_of

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
)
_PATIENT = ("busy_timeout", "5000", 5000)
"""Last, so that opening does not wait as long for another program as an act does."""
_STRANGER_SETTINGS: tuple[tuple[str, str, object], ...] = (
    # Views and triggers of a file that is not ours get no functions to call, and nothing may be written.
    ("trusted_schema", "OFF", 0),
    ("query_only", "ON", 1),
)
_LOG: tuple[tuple[str, str, object], ...] = (("journal_mode", "WAL", "wal"), ("synchronous", "FULL", 2))
_NO_LOG: tuple[tuple[str, str, object], ...] = (("journal_mode", "DELETE", "delete"), ("synchronous", "EXTRA", 3))
"""For folders that are synchronised or shared: see `places`."""
_WRITER_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
    ("journal_size_limit", str(64 * 1024 * 1024), 64 * 1024 * 1024),
)

_KIND = "sqlite+pysqlite://"
_COMPILED: LRUCache[Any, Any] = LRUCache(2_000)
"""The statements of the program as SQL, for all files: an engine that keeps its own begins again with each file."""


@cache
def _dialect() -> Dialect:
    """How to speak to SQLite, the same for all files: what is compiled is found again only by the one it is for."""
    engine = create_engine(_KIND, poolclass=StaticPool)
    with engine.connect():  # by which it learns what this SQLite can do
        pass
    engine.dispose()
    return engine.dialect


@dataclass(slots=True)
class Database:
    """One open file, held: a single writing connection, and readers that cannot write. Close it when done."""

    path: Path
    held: Hold
    writer: Engine
    reader: Engine
    writing: sessionmaker[WrittenSession]
    reading: sessionmaker[Session]
    commits: int = 0
    """How often something was written since the file was opened."""

    def close(self) -> None:
        """Close readers first, then the writer, which checkpoints; then let the file go."""
        self.reader.dispose()
        self.writer.dispose()
        note_open(self.path, is_open=False)
        self.held.let_go()


def open_database(path: Path, held: Hold | None = None) -> Database:
    """Open an existing file with the house's settings, each read back. `held`: where the caller holds it already.

    Raises `StoreUnavailable` when it is missing, held by another, locked by another program, not writable, damaged,
    or a setting did not take (as on some shares). Nothing was changed then, and nothing is left beside it.
    """
    if not path.is_file():
        raise StoreUnavailable("store.missing", path=str(path))
    held = held or hold(path)
    if not os.access(path, os.W_OK):  # SQLite would leave a log beside it before it notices
        held.let_go()
        raise StoreUnavailable("store.read_only", path=str(path))
    location = path.resolve().as_uri()
    log = _LOG if place_of(path.parent) is Place.LOCAL else _NO_LOG
    writer = _engine(path, f"{location}?mode=rw", "BEGIN IMMEDIATE", _SETTINGS + log + _WRITER_SETTINGS, size=1)
    try:
        with writer.connect() as connection:
            _take_and_give_back(connection.connection.driver_connection)
    except BaseException as problem:
        writer.dispose()
        held.let_go()
        told = told_of(problem, path) if isinstance(problem, DBAPIError | sqlite3.Error) else None
        if told is None:
            raise
        raise told from problem
    note_open(path, is_open=True)
    reader = _engine(path, f"{location}?mode=ro", "BEGIN", _SETTINGS, size=4)
    return Database(
        path,
        held,
        writer,
        reader,
        sessionmaker(writer, class_=WrittenSession, expire_on_commit=False),
        sessionmaker(reader, autoflush=False, expire_on_commit=False),
    )


def _take_and_give_back(connection: Any) -> None:
    """Whether the file can be written now, without writing it."""
    connection.execute("PRAGMA busy_timeout = 1000")
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {schema}")  # to begin alone is allowed in a file that can only be read
    connection.execute("ROLLBACK")
    connection.execute(f"PRAGMA {_PATIENT[0]} = {_PATIENT[1]}")


def open_reading(path: Path) -> Engine:
    """An engine that can only read `path`, which may be anybody's: for verifying and looking at a handed-in file.

    Raises `StoreUnavailable` when the file is missing.
    """
    if not path.is_file():
        raise StoreUnavailable("store.missing", path=str(path))
    return _engine(path, reading_location(path), "BEGIN", _SETTINGS + _STRANGER_SETTINGS, size=1)


def _engine(
    path: Path, location: str, begin: str, settings: tuple[tuple[str, str, object], ...], *, size: int
) -> Engine:
    def connect() -> sqlite3.Connection:
        # Transaction control is ours (the begin hook), not the driver's: its legacy default loses updates.
        return sqlite3.connect(location, uri=True, isolation_level=None, check_same_thread=False, timeout=1)

    engine = create_engine(
        _KIND,
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,  # errors go to the log, which must hold nobody's words
        execution_options={"compiled_cache": _COMPILED},
    )
    engine.dialect = _dialect()

    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: object) -> None:
        for name, wanted, expected in (*settings, _PATIENT):
            connection.execute(f"PRAGMA {name} = {wanted}")
            row = connection.execute(f"PRAGMA {name}").fetchone()
            if row is None or row[0] != expected:
                raise StoreUnavailable("store.setting_refused", setting=name, path=str(path))

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
