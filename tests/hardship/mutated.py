# SPDX-License-Identifier: MIT
"""Files with anything done to their bytes, and what verification makes of them: never a fault, a hang, a wrong word."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

from crmtrainer.journal.verify import verify
from tests.hardship.sealed_play import Played
from tests.journal.tampering import content

SLOW = 30.0
"""Seconds after which a verification counts as one that hangs."""


@dataclass(slots=True)
class Mutations:
    """What came of many mutated files."""

    tried: int = 0
    faults: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    results: dict[str, int] = field(default_factory=dict)


def mutate(data: bytes, rng: Random) -> bytes:
    """Bytes, pages or pieces changed, moved, cut off, put in or filled."""
    whole, page = bytearray(data), 4096
    pages = len(whole) // page
    match rng.randrange(9):
        case 0:
            for _ in range(rng.randrange(1, 9)):
                whole[rng.randrange(len(whole))] = rng.randrange(256)
        case 1:
            for _ in range(rng.randrange(1, 9)):
                whole[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        case 2:
            one, other = rng.randrange(pages) * page, rng.randrange(pages) * page
            whole[one : one + page], whole[other : other + page] = (
                whole[other : other + page],
                whole[one : one + page],
            )
        case 3:
            start = rng.randrange(pages) * page
            whole[start : start + page] = bytes(page) if rng.random() < 0.5 else rng.randbytes(page)
        case 4:
            del whole[rng.randrange(len(whole)) :]
        case 5:
            start = rng.randrange(len(whole))
            del whole[start : start + rng.randrange(1, 5000)]
        case 6:
            start = rng.randrange(len(whole))
            whole[start:start] = rng.randbytes(rng.randrange(1, 5000))
        case 7:
            start = rng.randrange(100)
            whole[start] = rng.randrange(256)
        case _:
            start, other, size = rng.randrange(len(whole)), rng.randrange(len(whole)), rng.randrange(1, 2000)
            whole[start : start + size] = whole[other : other + size]
    return bytes(whole)


def mutate_rows(path: Path, rng: Random) -> None:
    """Values of any table replaced by any others, past all guards and keys."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f'DROP TRIGGER "{name}"')
        tables = [
            "journal_entry",
            "journal_words",
            "journal_seal",
            "journal_slip",
            "identity",
            "story_event",
            "counter",
        ]
        for _ in range(rng.randrange(1, 4)):
            table = rng.choice(tables)
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            rows = [row[0] for row in connection.execute(f"SELECT rowid FROM {table}").fetchall()]
            if not rows:
                continue
            column, row = rng.choice(columns), rng.choice(rows)
            value = rng.choice(
                (None, 0, -1, 2**63 - 1, 1.5, "", "x" * 100_000, b"", rng.randbytes(32), "\ud7ff", b"{" * 5000, "[]")
            )
            try:
                if rng.random() < 0.2:
                    connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
                else:
                    connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, row))
            except sqlite3.Error:
                continue  # a key that is there already, or a column that takes no such value
        for _, text in guards:
            connection.execute(text)


def try_mutations(played: Played, folder: Path, seed: int, count: int, found: Mutations) -> None:
    """Mutate a handed-in file so many times, and now and then what stands beside it."""
    rng, data, honest = Random(seed), played.path.read_bytes(), content(played.path)
    path = folder / "mutated.sqlite3"
    trust = played.trust()
    beside = {ending: played.path.with_name(played.path.name + ending) for ending in (".seal", ".checkpoints")}
    for number in range(count):
        for ending in ("-wal", "-shm", "-journal", *beside):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        for ending, source in beside.items():
            if source.exists() and rng.random() < 0.3:
                path.with_name(path.name + ending).write_bytes(mutate(source.read_bytes() + bytes(4096), rng))
        path.write_bytes(data)
        if rng.random() < 0.25:
            mutate_rows(path, rng)
        else:
            path.write_bytes(mutate(data, rng))
        _look(path, trust, honest, f"{seed}/{number}", found)


def _look(path: Path, trust: object, honest: list[str], name: str, found: Mutations) -> None:
    began = perf_counter()
    try:
        report = verify(path, trust=trust)  # type: ignore[arg-type]  # Trust
    except Exception as fault:
        found.faults.append(f"{name}: {type(fault).__name__}: {fault}"[:200])
        return
    finally:
        found.tried += 1
        found.slowest = max(found.slowest, perf_counter() - began)
    found.results[report.result.value] = found.results.get(report.result.value, 0) + 1
    if report.is_whole and content(path) != honest:
        found.wrong.append(name)
