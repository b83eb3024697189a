# SPDX-License-Identifier: MIT
"""Kinds of tampering, each done at a random place of a sealed world, with what verification has to say of it.

Every one is written from the description of the format alone; the program's own code makes none of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from crmtrainer.journal.report import Damage, Note, RecordState
from crmtrainer.journal.trust import Trust
from tests.hardship.sealed_play import BESIDE, Played
from tests.journal.tampering import behind_the_back, body_of, rechain, shift, store_body


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be said: one of these kinds, at this entry; of some only that it lies behind `after`.

    Where nothing is damaged: a note of this kind at this entry; or, with no kinds and no note, nothing at all.
    """

    kinds: frozenset[Damage]
    first: int | None
    trust: Trust
    after: int | None = None
    state: RecordState = RecordState.DAMAGED
    note: Note | None = None


@dataclass(slots=True)
class Case:
    """A world to be tampered with, in a folder of its own, and another honest one."""

    played: Played
    other: Played
    path: Path
    rng: Random

    def somewhere(self, first: int = 2, last: int | None = None) -> int:
        """A random entry, neither the very first nor the closing one unless asked for."""
        return self.rng.randint(first, self.played.entries - 1 if last is None else last)

    def expect(self, *kinds: Damage, first: int | None, receipts: bool = True, after: int | None = None) -> Expected:
        return Expected(frozenset(kinds), first, self.played.trust(receipts=receipts), after)

    def hand_in_alone(self) -> None:
        """Take away what stands beside the file: it comes from another machine."""
        for ending in BESIDE[1:]:
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


Tamper = Callable[[Case], Expected]
KINDS: dict[str, Tamper] = {}


def kind(name: str) -> Callable[[Tamper], Tamper]:
    def register(tamper: Tamper) -> Tamper:
        KINDS[name] = tamper
        return tamper

    return register


def _edited(connection: sqlite3.Connection, seq: int, rng: Random) -> None:
    body = body_of(connection, seq)
    change = rng.choice(("actor", "app", "session", "wall"))
    value = body["wall"] + rng.randint(1, 10**9) if change == "wall" else f"{body[change]}x"
    store_body(connection, seq, {**body, change: value})


@kind("edit")
def edit(case: Case) -> Expected:
    seq = case.somewhere(1, case.played.entries)
    with behind_the_back(case.path) as connection:
        _edited(connection, seq, case.rng)
    return case.expect(Damage.EDITED, first=seq)


@kind("edit, own hash repaired")
def edit_with_hash(case: Case) -> Expected:
    seq = case.somewhere(2, case.played.entries)
    with behind_the_back(case.path) as connection:
        _edited(connection, seq, case.rng)
        rechain(connection, seq)
    return case.expect(Damage.EDITED_WITH_HASH, first=seq)


@kind("remove")
def remove(case: Case) -> Expected:
    seq = case.somewhere(1)
    with behind_the_back(case.path) as connection:
        connection.execute("DELETE FROM journal_entry WHERE seq = ?", (seq,))
    return case.expect(Damage.REMOVED, first=seq)


@kind("remove and renumber")
def remove_and_renumber(case: Case) -> Expected:
    seq = case.somewhere()
    with behind_the_back(case.path) as connection:
        connection.execute("DELETE FROM journal_entry WHERE seq = ?", (seq,))
        shift(connection, seq + 1, -1)
    return case.expect(Damage.REMOVED, first=seq)


def _insert(connection: sqlite3.Connection, seq: int) -> None:
    body = body_of(connection, seq)
    shift(connection, seq, 1)
    connection.execute(
        "INSERT INTO journal_entry SELECT ?, previous, body, hash, verb, outcome, practice_at, 'other'"
        " FROM journal_entry WHERE seq = ?",
        (seq, seq + 1),
    )
    store_body(connection, seq, {**body, "request": "other", "actor": "L-2"})


@kind("insert")
def insert(case: Case) -> Expected:
    seq = case.somewhere()
    with behind_the_back(case.path) as connection:
        _insert(connection, seq)
    return case.expect(Damage.INSERTED, first=seq)


@kind("insert, own hash repaired")
def insert_with_hash(case: Case) -> Expected:
    seq = case.somewhere()
    with behind_the_back(case.path) as connection:
        _insert(connection, seq)
        rechain(connection, seq)
    return case.expect(Damage.INSERTED, first=seq)


@kind("reorder")
def reorder(case: Case) -> Expected:
    seq = case.somewhere(2, case.played.entries - 1)
    with behind_the_back(case.path) as connection:
        for old, new in ((seq, 9999), (seq + 1, seq), (9999, seq + 1)):
            connection.execute("UPDATE journal_entry SET seq = ? WHERE seq = ?", (new, old))
    return case.expect(Damage.REORDERED, first=seq)


@kind("truncate")
def truncate(case: Case) -> Expected:
    seq = case.somewhere(1)
    with behind_the_back(case.path) as connection:
        connection.execute("DELETE FROM journal_entry WHERE seq > ?", (seq,))
    return case.expect(Damage.TRUNCATED, first=seq + 1)


@kind("truncate, seals and words too")
def truncate_all(case: Case) -> Expected:
    """What is left speaks of them only in the rows they touched; a receipt speaks of them in any case."""
    seq = case.somewhere(1, case.played.entries * 3 // 5)
    with behind_the_back(case.path) as connection:
        for table in ("journal_entry", "journal_seal", "journal_words"):
            connection.execute(f"DELETE FROM {table} WHERE seq > ?", (seq,))
    case.hand_in_alone()
    return case.expect(Damage.TRUNCATED, Damage.ROLLED_BACK, first=seq + 1)


@kind("entry of another world")
def transplant(case: Case) -> Expected:
    seq = case.somewhere(2, min(case.played.entries, case.other.entries) - 1)
    with behind_the_back(case.path) as connection:
        connection.execute("ATTACH ? AS other", (str(case.other.path),))
        connection.execute("DELETE FROM journal_entry WHERE seq = ?", (seq,))
        connection.execute(
            "INSERT INTO journal_entry SELECT seq, previous, body, hash, verb, outcome, practice_at, request_id || '.x'"
            " FROM other.journal_entry WHERE seq = ?",
            (seq,),
        )
        connection.execute("DETACH other")
    return case.expect(Damage.TRANSPLANTED, first=seq)


@kind("table changed unlogged")
def unlogged(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        table, column, value = case.rng.choice(
            (("persona_state", "trust", 999), ("story_event", "reason", "otherwise"), ("counter", "last", 999))
        )
        rows = connection.execute(f"SELECT rowid, last_act FROM {table}").fetchall()
        row, stamp = case.rng.choice(rows)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))
    return case.expect(Damage.UNLOGGED, first=stamp or 1)


@kind("words changed")
def words_changed(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        seq, commitment = case.rng.choice(connection.execute("SELECT seq, commitment FROM journal_words").fetchall())
        connection.execute("UPDATE journal_words SET words = 'otherwise!' WHERE commitment = ?", (commitment,))
    return case.expect(Damage.WORDS_CHANGED, first=seq)


@kind("words erased, and no act says so")
def words_erased(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        seq, commitment = case.rng.choice(connection.execute("SELECT seq, commitment FROM journal_words").fetchall())
        connection.execute("UPDATE journal_words SET words = NULL, salt = NULL WHERE commitment = ?", (commitment,))
    return case.expect(Damage.WORDS_ERASED, first=seq)


@kind("column beside the entry")
def column(case: Case) -> Expected:
    seq = case.somewhere()
    with behind_the_back(case.path) as connection:
        connection.execute("UPDATE journal_entry SET verb = verb || '.x' WHERE seq = ?", (seq,))
    return case.expect(Damage.COLUMN, first=seq)


@kind("practice time turned back")
def practice_back(case: Case) -> Expected:
    """Everything is hashed anew, with the seals of every key: only what the entries say gives it away."""
    seq = case.somewhere(3)
    with behind_the_back(case.path) as connection:
        body = body_of(connection, seq)
        store_body(connection, seq, {**body, "practice": body["practice"] - 10**12})
        rechain(connection, seq, to_the_end=True)
    return case.expect(Damage.BACKWARDS, Damage.REWRITTEN, first=seq)


@kind("guard taken away")
def guard(case: Case) -> Expected:
    with sqlite3.connect(case.path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'")
        connection.execute(f"DROP TRIGGER {case.rng.choice(sorted(name for (name,) in names.fetchall()))}")
    connection.close()
    return case.expect(Damage.GUARD, first=None)


@kind("torn storage")
def torn(case: Case) -> Expected:
    """A page of the journal's own tree is filled with noise."""
    with sqlite3.connect(case.path) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal_entry'").fetchone()[0]
    connection.close()
    whole = bytearray(case.path.read_bytes())
    whole[(root - 1) * size : root * size] = case.rng.randbytes(size)
    case.path.write_bytes(whole)
    expected = case.expect(Damage.TORN, Damage.UNOPENED, first=None)
    return Expected(expected.kinds, None, expected.trust, state=RecordState.UNUSABLE)
