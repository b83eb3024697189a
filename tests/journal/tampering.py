# SPDX-License-Identifier: MIT
"""What somebody with a database browser, or with the source at hand, may do to a file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from crmtrainer.journal.guards import GUARDS, SEAL_GUARDS
from crmtrainer.journal.report import Report

ALL_GUARDS = {**GUARDS, **SEAL_GUARDS}
_HAS_SEALS = "SELECT 1 FROM sqlite_master WHERE name = 'journal_seal'"


@contextmanager
def behind_the_back(path: Path, *, guards: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection that the program knows nothing of. The guards are lifted, and put back unless told otherwise."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in ALL_GUARDS:
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        yield connection
        for name, text in ALL_GUARDS.items() if guards else ():
            if name not in SEAL_GUARDS or connection.execute(_HAS_SEALS).fetchone():
                connection.execute(text)


def kinds(report: Report) -> list[tuple[str, int | None]]:
    """What was found, and where."""
    return [(finding.kind.value, finding.seq) for finding in report.findings]


def body_of(connection: sqlite3.Connection, seq: int) -> dict[str, Any]:
    return dict(json.loads(connection.execute("SELECT body FROM journal_entry WHERE seq = ?", (seq,)).fetchone()[0]))


def store_body(connection: sqlite3.Connection, seq: int, body: dict[str, Any]) -> None:
    """Change an entry's bytes, and the columns that repeat them, but no hash."""
    connection.execute(
        "UPDATE journal_entry SET body = ?, verb = ?, outcome = ?, practice_at = ?, request_id = ? WHERE seq = ?",
        (_bytes(body), body["verb"], body["result"], body["practice"], body["request"], seq),
    )


def rechain(connection: sqlite3.Connection, seq: int, *, to_the_end: bool = False) -> None:
    """Give entry `seq` the hash its bytes deserve; on request all that follow, too.

    Written from the description of the format alone, so that it is a second opinion on `chain`.
    """
    rows = connection.execute("SELECT seq, body FROM journal_entry WHERE seq >= ? ORDER BY seq", (seq,)).fetchall()
    before = connection.execute("SELECT hash FROM journal_entry WHERE seq = ?", (seq - 1,)).fetchone()
    previous = before[0] if before else _genesis(json.loads(rows[0][1])["journal"])
    for number, body in rows if to_the_end else rows[:1]:
        previous_hash, previous = previous, _hash(json.loads(body)["journal"], number, previous, body)
        connection.execute(
            "UPDATE journal_entry SET previous = ?, hash = ? WHERE seq = ?", (previous_hash, previous, number)
        )


def shift(connection: sqlite3.Connection, start: int, by: int) -> None:
    """Renumber the entries from `start` on."""
    count = connection.execute("SELECT MAX(seq) FROM journal_entry").fetchone()[0]
    numbers = range(start, count + 1)
    for number in reversed(numbers) if by > 0 else numbers:
        connection.execute("UPDATE journal_entry SET seq = ? WHERE seq = ?", (number + by, number))


def content(path: Path) -> list[str]:
    """Everything verification speaks about, as text: rows of all tables but Alembic's, without their order on disk."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return [
            line
            for line in connection.iterdump()
            if not line.upper().startswith(("CREATE", "BEGIN", "COMMIT", 'INSERT INTO "ALEMBIC'))
        ]


def _bytes(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _genesis(journal: str) -> bytes:
    return hashlib.sha256(b"cj1.genesis\0" + journal.encode()).digest()


def _hash(journal: str, seq: int, previous: bytes, body: bytes) -> bytes:
    name = journal.encode()
    said = b"cj1.entry\0" + struct.pack(">I", len(name)) + name + struct.pack(">Q", seq) + previous + body
    return hashlib.sha256(said).digest()
