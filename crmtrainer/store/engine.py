# SPDX-License-Identifier: MIT
"""Opening a database file: the settings every connection gets, one writing connection, read-only readers."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import reading_location

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("busy_timeout", "5000", 5000),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
)
_STRANGER_SETTINGS: tuple[tuple[str, str, object], ...] = (
    # Views and triggers of a file that is not ours get no functions to call, and nothing may be written.
    ("trusted_schema", "OFF", 0),
    ("query_only", "ON", 1),
)
_WRITER_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
    ("journal_size_limit", str(64 * 1024 * 1024), 64 * 1024 * 1024),
)


@dataclass(slots=True)
class Database:
    """One open file: a single writing connection, and readers that cannot write. Close it when done."""

    path: Path
    writer: Engine
    reader: Engine
    writing: sessionmaker[Session]
    reading: sessionmaker[Session]

    def close(self) -> None:
        """Close readers first, then the writer, which checkpoints."""
        self.reader.dispose()
        self.writer.dispose()


def open_database(path: Path) -> Database:
    """Open an existing file with the house's settings, each read back.

    Raises `StoreUnavailable` when it is missing, not writable, or a setting did not take (as on some shares).
    """
    if not path.is_file():
        raise StoreUnavailable("store.missing", path=str(path))
    location = path.resolve().as_uri()
    writer = _engine(path, f"{location}?mode=rw", "BEGIN IMMEDIATE", _SETTINGS + _WRITER_SETTINGS, size=1)
    try:
        with writer.connect():
            pass
    except DBAPIError as problem:
        writer.dispose()
        raise StoreUnavailable("store.unreadable", path=str(path), problem=str(problem.orig)) from problem
    except StoreUnavailable:
        writer.dispose()
        raise
    reader = _engine(path, f"{location}?mode=ro", "BEGIN", _SETTINGS, size=4)
    return Database(
        path,
        writer,
        reader,
        sessionmaker(writer, expire_on_commit=False),
        sessionmaker(reader, autoflush=False, expire_on_commit=False),
    )


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
        return sqlite3.connect(location, uri=True, isolation_level=None, check_same_thread=False, timeout=5)

    engine = create_engine(
        "sqlite+pysqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,  # errors go to the log, which must hold nobody's words
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: object) -> None:
        for name, wanted, expected in settings:
            connection.execute(f"PRAGMA {name} = {wanted}")
            row = connection.execute(f"PRAGMA {name}").fetchone()
            if row is None or row[0] != expected:
                raise StoreUnavailable("store.setting_refused", setting=name, path=str(path))

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
