# SPDX-License-Identifier: MIT
"""Whether a journal's end is what it should be, looked at each time a file is opened: quick, and never the whole proof.

`verify` is the whole proof; it takes seconds and is run in the background, or when somebody asks.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crmtrainer.journal.entry import Entry, chain, entry_from, genesis_link
from crmtrainer.journal.shapes import quoted
from crmtrainer.kernel.errors import BadInput, Refused, StoreUnavailable
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import look_at, undisturbed
from crmtrainer.store.rows import STAMP

LOOKED_AT = 500
"""How many entries at the journal's end are verified."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a journal stands: which it is, its last entry, and how much was looked at."""

    journal: str
    seed: str
    last: Entry
    hash: bytes
    verified: int
    whole: bool
    """Whether every page and every row's stamp were looked at; false for large files."""


def standing_of(connection: Connection, path: Path, *, whole: bool) -> Standing:
    """Where the journal of a sound file stands. Raises `StoreUnavailable` for none, and where its end does not hold."""
    identity = connection.exec_driver_sql("SELECT journal, seed FROM identity").all()
    count, head = connection.exec_driver_sql("SELECT COUNT(*), MAX(seq) FROM journal_entry").one()
    if not identity or not count:
        raise StoreUnavailable("store.unfinished", path=str(path))
    journal, seed = identity[0]
    if len(identity) > 1 or not isinstance(journal, str) or count != head:
        raise _broken(path, head)
    last, digest, verified = _last_entries(connection, path, journal, head)
    if whole:
        _check_stamps(connection, path, head)
    return Standing(journal, str(seed), last, digest, verified, whole)


def journal_in(path: Path) -> str:
    """The name of the journal that a file holds, empty where that cannot be read. Proves nothing, raises nothing."""
    try:
        look_at(path)
        return undisturbed(path, lambda: _name_in(path))
    except (StoreUnavailable, DBAPIError, sqlite3.Error, UnicodeDecodeError):
        return ""


def _name_in(path: Path) -> str:
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            names = connection.exec_driver_sql("SELECT journal FROM identity").scalars().all()
    finally:
        engine.dispose()
    return names[0] if len(names) == 1 and isinstance(names[0], str) else ""


def _last_entries(connection: Connection, path: Path, journal: str, head: int) -> tuple[Entry, bytes, int]:
    """The last entry and its hash, when the last ones are chained as they were written."""
    first = max(head - LOOKED_AT, 0) + 1
    statement = "SELECT seq, previous, body, hash FROM journal_entry WHERE seq >= ? ORDER BY seq"
    number, link, body = first - 1, genesis_link(journal), b""
    for seq, previous, body, stored in connection.exec_driver_sql(statement, (first - 1,)):
        if seq == first - 1:
            link = stored
            continue
        if seq != number + 1 or previous != link or not _fits(journal, seq, previous, body, stored):
            raise _broken(path, number + 1)
        number, link = seq, stored
    try:
        last = entry_from(body)
    except (Refused, BadInput):
        raise _broken(path, head) from None
    if (last.seq, last.journal) != (head, journal):
        raise _broken(path, head)
    return last, link, head - first + 1


def _fits(journal: str, seq: int, previous: Any, body: Any, stored: Any) -> bool:
    if not (isinstance(previous, bytes) and isinstance(body, bytes)):
        return False
    return bool(chain(previous, journal, seq, body) == stored)


def _check_stamps(connection: Connection, path: Path, head: int) -> None:
    """A row that was touched by an entry which is not there says that entries were cut off."""
    tables = connection.exec_driver_sql(
        "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = ?",
        (STAMP,),
    )
    for (table,) in tables.all():
        beyond = connection.exec_driver_sql(f"SELECT 1 FROM {quoted(table)} WHERE {STAMP} > ? LIMIT 1", (head,))
        if beyond.first() is not None:
            raise StoreUnavailable("store.record_cut", path=str(path), entry=head + 1)


def _broken(path: Path, entry: object) -> StoreUnavailable:
    return StoreUnavailable("store.record_broken", path=str(path), entry=entry if isinstance(entry, int) else 1)
