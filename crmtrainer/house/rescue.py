# SPDX-License-Identifier: MIT
"""What can be done for a file that does not open: what is wrong, which backup there is, and the rows that can be read.

Nothing is repaired and nothing made in the file's place: it is only read.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmtrainer.house.checking import Health, check_whole
from crmtrainer.house.whose import newest_of_its_own
from crmtrainer.journal.backups import Backup
from crmtrainer.journal.shapes import quoted
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import LOGS, look_at, missing_at_the_end, reading_location
from crmtrainer.store.holding import holder_of
from crmtrainer.store.problems import told_of

_LIST = "sqlite_schema"
_TO_ROLL_BACK = "-journal"
_NAMES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid "


@dataclass(frozen=True, slots=True)
class Offers:
    """What is wrong with a file, and what there is to go on with."""

    health: Health
    backup: Backup | None
    readable: int
    """Tables that can be read, at least in part."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read out of a file: rows by table, and the tables of which some rows could not be read."""

    folder: Path
    rows: dict[str, int]
    lost: tuple[str, ...]
    missing: int = 0
    """Bytes that the file lacks at its end: what no log of it holds was read as empty, in a copy."""


def offers_for(path: Path) -> Offers:
    """What can be done for a file, whatever is wrong with it. Raises nothing."""
    health = check_whole(path)
    return Offers(health, newest_of_its_own(path), len(_tables_of(path)))


def salvage(path: Path, folder: Path) -> Salvaged:
    """Write every row that can be read into `folder`, one JSON file of lines for each table. The file is only read.

    Raises `StoreUnavailable` when the file is none of ours, nothing in it can be read, the folder is there already or
    cannot be written; no folder was made then.
    """
    look_like_ours(path)
    if folder.exists():
        raise StoreUnavailable("store.exists", path=str(folder))
    rows: dict[str, int] = {}
    lost = []
    try:
        with _opened(path) as (connection, missing):
            tables, problem = _tables(connection)
            if problem is not None and not tables:
                raise problem
            if problem is not None:
                lost.append(_LIST)
            folder.mkdir(parents=True)
            for table in tables:
                reading = _Rows(connection, table)
                with (folder / f"{table}.jsonl").open("w", encoding="utf-8") as lines:
                    rows[table] = sum(bool(lines.write(f"{line}\n")) for line in reading)
                if not reading.is_whole:
                    lost.append(table)
    except OSError as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise told_of(problem, folder) or problem from problem
    except sqlite3.Error as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreUnavailable("rescue.unreadable", path=str(path), problem=str(problem)[:120]) from problem
    return Salvaged(folder, rows, tuple(lost), missing)


def look_like_ours(path: Path) -> None:
    """Raise `StoreUnavailable` for what is not worth reading. A file that is cut short or damaged is."""
    try:
        look_at(path)
    except StoreUnavailable as problem:
        if problem.code not in ("store.truncated", "store.unmarked"):
            raise


@contextmanager
def _opened(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """A file open to be read, and how much of its end is missing. Raises `OSError` and SQLite's errors.

    SQLite opens none that is shorter than its first page says: a copy gets empty pages there, and goes afterwards. Its
    logs go along, for they may hold some of what is missing; so does one that is to be rolled back, which SQLite does
    in the copy, as it may not in a file that is only read. A log that does not fit says nothing. What somebody has open
    is read where it lies: there, SQLite keeps reader and writer apart.
    """
    look_like_ours(path)
    missing = missing_at_the_end(path)
    if holder_of(path) or not (missing or path.with_name(path.name + _TO_ROLL_BACK).exists()):
        with closing(_open(reading_location(path))) as connection:
            yield connection, missing
        return
    with tempfile.TemporaryDirectory(prefix="crmtrainer-") as place:
        whole = Path(place) / path.name
        for ending in ("", *LOGS):
            if (part := path.with_name(path.name + ending)).exists():
                shutil.copyfile(part, whole.with_name(whole.name + ending))
        os.truncate(whole, whole.stat().st_size + missing)
        with closing(_open(f"{whole.as_uri()}?mode=rw")) as connection:
            yield connection, missing


def _open(location: str) -> sqlite3.Connection:
    connection = sqlite3.connect(location, uri=True)
    # With this SQLite reads what it can of a list of tables that is damaged, where it would else read nothing at all.
    connection.execute("PRAGMA writable_schema = ON")
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    for setting in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _tables(connection: sqlite3.Connection) -> tuple[list[str], sqlite3.Error | None]:
    """The tables that the file still names, from both ends of their list, and what keeps the rest from being read."""
    found: set[str] = set()
    broken = None
    for order in ("ASC", "DESC"):
        try:
            for (name,) in connection.execute(_NAMES + order):
                if isinstance(name, str) and name.replace("_", "").isalnum():
                    found.add(name)
        except sqlite3.Error as problem:
            broken = problem
    return sorted(found), broken


def _tables_of(path: Path) -> list[str]:
    try:
        with _opened(path) as (connection, _missing):
            return _tables(connection)[0]
    except (StoreUnavailable, sqlite3.Error, OSError):
        return []


class _Rows:
    """The rows of one table as lines, from its beginning to where it breaks, and from its end back to there."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self.is_whole = True

    def __iter__(self) -> Iterator[str]:
        last = None
        try:
            for rowid, line in self._read("ASC"):
                last = rowid
                yield line
        except sqlite3.Error:
            self.is_whole = False
            yield from self._backwards(last)

    def _backwards(self, last: Any) -> Iterator[str]:
        try:
            for rowid, line in self._read("DESC"):
                if last is not None and rowid <= last:
                    return
                yield line
        except sqlite3.Error:
            return  # what lies between is what is lost

    def _read(self, order: str) -> Iterator[tuple[Any, str]]:
        statement = f"SELECT rowid, * FROM {quoted(self._table)} NOT INDEXED ORDER BY rowid {order}"
        cursor = self._connection.execute(statement)
        names = [column[0] for column in cursor.description[1:]]
        for rowid, *values in cursor:
            yield rowid, json.dumps(dict(zip(names, map(_plain, values), strict=True)), ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Bytes as the text they are, or else spelt out."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()
