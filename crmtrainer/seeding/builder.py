# SPDX-License-Identifier: MIT
"""Fills a new world file: rows by the raw driver without journal or sync, then indexes, counts and the first entry.

What the rows are is said in `histories`; that the file appears whole or not at all is kept by `unfinished`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from crmtrainer.agenda import models as agenda
from crmtrainer.customers import models as customers
from crmtrainer.figures import models as figures
from crmtrainer.figures.hours import RECOUNT, TRIGGERS
from crmtrainer.handoffs import models as handoffs
from crmtrainer.interactions import models as interactions
from crmtrainer.journal import models as journal
from crmtrainer.journal.digests import digests
from crmtrainer.journal.genesis import write_genesis
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import Expected, StoreUnavailable
from crmtrainer.orders import models as orders
from crmtrainer.organisation import models as organisation
from crmtrainer.scenarios import models as scenarios
from crmtrainer.seeding.chunks import spans
from crmtrainer.seeding.digesting import WrittenRows
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.rows import Batch, insert_into, table_of
from crmtrainer.seeding.unfinished import unfinished
from crmtrainer.service_levels import models as service_levels
from crmtrainer.store import counters
from crmtrainer.store.base import WorldBase
from crmtrainer.store.engine import open_database, open_reading
from crmtrainer.store.files import create_empty
from crmtrainer.tickets import models as tickets

_MAPPED = (
    agenda,
    counters,
    customers,
    figures,
    handoffs,
    interactions,
    journal,
    orders,
    organisation,
    scenarios,
    service_levels,
    tickets,
)
"""Imported so that every table of a world is known: the first entry holds a digest of each."""

CHUNK = 2_400
"""Customers drawn and written at once; also how often progress is told and a cancel heeded."""
_INSTRUCTIONS_BETWEEN_LOOKS = 200_000
_FAST = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "temp_store = MEMORY",
    "cache_size = -65536",
)


class Doing(StrEnum):
    """What a fill is busy with, in this order."""

    PEOPLE = "people"
    INDEXES = "indexes"
    JOURNAL = "journal"


Progress = Callable[[int, int, Doing], None]
"""Told how many of how many are done, and of what."""
Cancelled = Callable[[], bool]
"""Asked now and then whether to stop."""


class SeedingCancelled(Expected):
    """The fill was cancelled; nothing of it is left."""

    def __init__(self) -> None:
        super().__init__("seed.cancelled")


@dataclass(frozen=True, slots=True)
class Built:
    """A new world: where it is, its journal's id, and how many rows each table got."""

    path: Path
    journal: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written: how many rows each table got, and the digest of each, for the first entry."""

    rows: dict[str, int]
    start: dict[str, str]


def untold(count: int, total: int, doing: Doing) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody cancels."""
    return False


def build_world(
    path: Path,
    profile: Profile,
    *,
    progress: Progress = untold,
    cancelled: Cancelled = never,
    chunk: int = CHUNK,
) -> Built:
    """A new world at `path`, filled from the profile, its journal begun. It appears whole or not at all.

    Raises `StoreUnavailable` when a file is there or the disk does not take it, `SeedingCancelled` on request.
    """
    with unfinished(path) as part:
        filled = fill(part, profile, progress=progress, cancelled=cancelled, chunk=chunk)
        progress(0, 1, Doing.JOURNAL)
        known = begin_journal(
            part, profile.about(), seed=str(profile.seed), starts_at=profile.starts_at, start=filled.start
        )
        progress(1, 1, Doing.JOURNAL)
        if cancelled():
            raise SeedingCancelled
    return Built(path, known, filled.rows)


def begin_journal(
    path: Path, about: dict[str, str], *, seed: str, starts_at: datetime, start: dict[str, str] | None = None
) -> str:
    """Write the first entry of a filled file. Gives the journal's id. `start`: its digests, where they are known."""
    database = open_database(path)
    try:
        now = datetime.now(UTC)
        return write_genesis(database, Realm.WORLD, seed=seed, about=about, practice=starts_at, wall=now, start=start)
    finally:
        database.close()


def digests_of(path: Path) -> dict[str, str]:
    """The digest of each table of a filled file."""
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            return digests(connection, WorldBase.metadata)
    finally:
        engine.dispose()


def fill(
    path: Path,
    profile: Profile,
    *,
    progress: Progress = untold,
    cancelled: Cancelled = never,
    chunk: int = CHUNK,
) -> Filled:
    """Make a new file at `path` with all rows and no journal entry.

    Interrupted, it leaves a file fit only to be removed: call it within `unfinished`.
    """
    create_empty(path, Realm.WORLD)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for setting in _FAST:
                connection.execute(f"PRAGMA {setting}")
            connection.set_progress_handler(lambda: int(cancelled()), _INSTRUCTIONS_BETWEEN_LOOKS)
            return _fill(connection, profile, progress, cancelled, chunk)
    except sqlite3.Error as problem:
        if cancelled():
            raise SeedingCancelled from problem
        raise StoreUnavailable("store.not_written", path=str(path), problem=str(problem)) from problem


def _fill(
    connection: sqlite3.Connection, profile: Profile, progress: Progress, cancelled: Cancelled, chunk: int
) -> Filled:
    numbers, written = Numbers(), WrittenRows()
    connection.execute("BEGIN")
    later = [*_take_indexes_off(connection), *RECOUNT, *_take_triggers_off(connection)]
    _write(connection, common_rows(profile, numbers), written)
    total = profile.customers
    progress(0, total, Doing.PEOPLE)
    for start, stop in spans(total, chunk):
        if cancelled():
            raise SeedingCancelled
        _write(connection, chunk_rows(profile, start, stop, numbers), written)
        progress(stop, total, Doing.PEOPLE)
    given = sorted((str(kind), last) for kind, last in numbers.last.items())
    kinds, counts = [kind for kind, _ in given], [last for _, last in given]
    _write(connection, [Batch(table_of(counters.WorldCounter), len(given), {"kind": kinds, "last": counts})], written)
    progress(0, len(later), Doing.INDEXES)
    for done, statement in enumerate(later, start=1):
        if cancelled():
            raise SeedingCancelled
        connection.execute(statement)
        progress(done, len(later), Doing.INDEXES)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    return Filled(dict(numbers.last), written.digests())


def _write(connection: sqlite3.Connection, batches: list[Batch], written: WrittenRows) -> None:
    for batch in batches:
        rows = list(batch.rows())
        connection.executemany(insert_into(batch.table), rows)
        written.add(batch.table, rows)


def _take_triggers_off(connection: sqlite3.Connection) -> list[str]:
    """Drop the triggers that count what happens, and give the statements that make them again: see `RECOUNT`."""
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    return list(TRIGGERS.values())


def _take_indexes_off(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes that the migrations made, and give the statements that make them again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]
