# SPDX-License-Identifier: MIT
"""P9 and P11: verifying a long journal against hashing its bytes, and an act with its journal against its insert.

P9 is told twice: following the chain alone, and all that `crmtrainer verify` does (reading every entry, taking the
effects back, comparing the tables with them and with the start). P9b is what a learner waits for: a filled world in
which few rows were touched, against hashing its rows as ready lines.
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from pydantic_core import to_json

from crmtrainer.agenda.world import World
from crmtrainer.journal.digests import rows_of
from crmtrainer.journal.entry import Entry, body_of, chain, entry_from
from crmtrainer.journal.links import walk
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.shapes import raw_rows, shape_of
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile
from crmtrainer.store.base import WorldBase
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import export_whole
from crmtrainer.store.rows import tracked_tables
from tests.benchmarks.measure import asked, at_most, spell
from tests.hardship import sealed_play
from tests.journal import play_room as play
from tests.support import LEARNER, START, WorldUnderTest

ENTRIES, CUSTOMERS, ACTS = asked("entries", 100_000), 10_000, 50
_LINKS = "SELECT seq, previous, body, hash FROM journal_entry ORDER BY seq"
_ENTRY = "INSERT INTO journal_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_EVENT = "INSERT INTO story_event SELECT ?, {} FROM story_event WHERE id = ?"


def main() -> None:
    with play.play_room(), TemporaryDirectory() as folder:
        long_journal(Path(folder))
    with TemporaryDirectory() as folder:
        filled_world(Path(folder))
    with play.play_room(), TemporaryDirectory() as folder:
        one_act(Path(folder))
    with play.play_room(), TemporaryDirectory() as folder:
        one_sealed_act(Path(folder))


def long_journal(folder: Path) -> None:
    """P9, on a world in which one and the same act was done again and again."""
    path = lengthened(folder)
    with closing(sqlite3.connect(path)) as connection:
        bodies = [body for (body,) in connection.execute("SELECT body FROM journal_entry ORDER BY seq")]
        journal = connection.execute("SELECT journal FROM identity").fetchone()[0]
    engine = open_reading(path)

    def hash_ready_bytes() -> bytes:
        last = b""
        for body in bodies:
            last = hashlib.sha256(last + body).digest()
        return last

    def follow_the_chain() -> None:
        with engine.connect() as connection:
            found = walk(raw_rows(connection, _LINKS), journal)
        assert found.seq == len(bodies)

    def verify_everything() -> None:
        report = verify(path)
        assert report.result is RecordState.INTACT, report.findings[:3]

    title = f"P9 {len(bodies):,} entries of {len(bodies[-1])} bytes against hashing their bytes"
    at_most(f"{title}: the chain", 2.5, ours=follow_the_chain, limit=hash_ready_bytes)
    whole = at_most(f"{title}: all of verify", 2.5, ours=verify_everything, limit=hash_ready_bytes, rounds=3)
    sys.stdout.write(f"    {spell(min(whole.ours) / len(bodies))} an entry\n")
    engine.dispose()


def lengthened(folder: Path) -> Path:
    """A closed world whose last act was repeated, with its effects, until there are `ENTRIES` entries."""
    world = play.play_world(folder)
    world.do(play.Note("She rang about the leak.", shown=True))
    world.world.close()
    path = folder / "long.sqlite3"
    export_whole(world.path, path)
    with closing(sqlite3.connect(path)) as connection:
        first = connection.execute("SELECT body, hash FROM journal_entry WHERE seq = 2").fetchone()
        connection.executemany(_ENTRY, repeated(entry_from(first[0]), first[1]))
        insert = _EVENT.format(_columns(connection))
        connection.executemany(insert, ((number, 2) for number in range(3, ENTRIES + 1)))
        connection.execute("UPDATE story_event SET reason = '', last_act = id WHERE id > 2")
        connection.execute("UPDATE counter SET last = ?, last_act = ? WHERE kind = 'story_event'", (ENTRIES, ENTRIES))
        connection.commit()
    return path


def repeated(entry: Entry, previous: bytes) -> Iterator[tuple[object, ...]]:
    """Entries like `entry`, each making the next row, chained on."""
    counter, event = entry.effects
    assert isinstance(counter, dict)
    assert isinstance(event, dict)
    row = event["a"]
    assert isinstance(row, dict)
    for seq in range(3, ENTRIES + 1):
        effects: list[Json] = [
            {**counter, "b": {"last": seq - 1}, "a": {"last": seq}},
            {**event, "k": [seq], "a": {**row, "id": seq, "reason": ""}},
        ]
        told = replace(entry, seq=seq, request=f"r{seq}", args={"words": "", "shown": True}, effects=effects)
        body = body_of(told)
        own = chain(previous, entry.journal, seq, body)
        yield seq, previous, body, own, told.verb, told.result, told.practice, told.request
        previous = own


def filled_world(folder: Path) -> None:
    """P9b, on a world as it is seeded."""
    path = folder / "filled.sqlite3"
    build_world(path, Profile(CUSTOMERS, 7))
    engine = open_reading(path)
    with engine.connect() as connection:
        shapes = map(shape_of, tracked_tables(list(WorldBase.metadata.tables.values())))
        lines = [line for shape in shapes for rows in rows_of(connection, shape) for line in map(to_json, rows)]
    engine.dispose()

    def hash_ready_lines() -> None:
        total = hashlib.sha256()
        for line in lines:
            total.update(line)

    def verify_everything() -> None:
        assert verify(path).result is RecordState.INTACT

    title = f"P9b {len(lines):,} rows that no entry touched, against hashing their lines"
    whole = at_most(f"{title}: all of verify", 2.5, ours=verify_everything, limit=hash_ready_lines)
    sys.stdout.write(f"    {spell(min(whole.ours) / len(lines))} a row\n")


def one_act(folder: Path) -> None:
    """P11, both on the same disk, each with an fsync for every commit."""
    world = play.play_world(folder)
    other = bare(folder, world)
    insert, numbers = _EVENT.format(_columns(other)), itertools.count(1000)
    felt: list[float] = []

    def act_with_its_journal() -> None:
        for _ in range(ACTS):
            began = perf_counter()
            world.world.perform(play.Note("She rang about the leak.", shown=True), LEARNER)
            felt.append(perf_counter() - began)

    def insert_alone() -> None:
        for number in itertools.islice(numbers, ACTS):
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE counter SET last = ? WHERE kind = 'story_event'", (number,))
            other.execute(insert, (number, 1))
            other.execute("COMMIT")

    title = f"P11 {ACTS} acts with their journal against their inserts"
    found = at_most(title, 1.5, ours=act_with_its_journal, limit=insert_alone)
    above = [(ours - other) / ACTS for ours, other in zip(found.ours, found.other, strict=True)]
    sys.stdout.write(f"    an act takes {spell(median(above))} more than its insert\n")
    sys.stdout.write(f"    p95 of an act, as felt: {spell(quantiles(felt, n=20)[-1])} (goal < 50 ms)\n")
    other.close()
    world.world.close()


def one_sealed_act(folder: Path) -> None:
    """P11c: the same acts sealed, checkpoints among them, against the same acts unsealed; both on the same disk."""
    plain = play.play_world(folder / "plain")
    sealed = sealed_play.open_world(sealed_play.begin(folder / "sealed", "A-000001").path, FixedClock(START))
    spent: dict[str, list[float]] = {"plain": [], "sealed": []}

    def acts(world: World, kept: list[float]) -> None:
        began = process_time()
        for _ in range(ACTS):
            world.perform(play.Note("She rang about the leak.", shown=True), LEARNER)
        kept.append((process_time() - began) / ACTS)

    title = f"P11c {ACTS} acts sealed, with their checkpoints, against the same acts unsealed"
    found = at_most(
        title,
        1.25,
        ours=lambda: acts(sealed, spent["sealed"]),
        limit=lambda: acts(plain.world, spent["plain"]),
    )
    above = [(ours - other) / ACTS for ours, other in zip(found.ours, found.other, strict=True)]
    sys.stdout.write(f"    sealing adds {spell(median(above))} to an act")
    more = median(spent["sealed"]) - median(spent["plain"])
    sys.stdout.write(f", {spell(more)} of them processor time\n")
    sealed.close()
    plain.world.close()


def bare(folder: Path, world: WorldUnderTest) -> sqlite3.Connection:
    """The same world without its journal, opened with the same durability."""
    path = folder / "bare.sqlite3"
    export_whole(world.path, path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _columns(connection: sqlite3.Connection) -> str:
    return ", ".join(row[1] for row in connection.execute("PRAGMA table_info(story_event)").fetchall()[1:])


if __name__ == "__main__":
    main()
