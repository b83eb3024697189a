# SPDX-License-Identifier: MIT
"""Kinds of tampering, each done at a random place of a sealed world, with what verification has to say of it.

Every one is written from the description of the format alone; the program's own code makes none of them.
"""

from __future__ import annotations

import hashlib
import hmac
import shutil
import sqlite3
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.trust import Trust
from tests.hardship.sealed_play import BESIDE, Played
from tests.journal.tampering import behind_the_back, body_of, rechain, shift, store_body


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be said: one of these kinds, at this entry; of some only that it lies behind `after`."""

    kinds: frozenset[Damage]
    first: int | None
    trust: Trust
    after: int | None = None
    state: RecordState = RecordState.DAMAGED


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


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT MAX(seq) FROM journal_entry").fetchone()[0])


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


@kind("append without a seal")
def append(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        seq = append_unsealed(connection)
    return case.expect(Damage.UNSEALED, first=seq)


def append_unsealed(connection: sqlite3.Connection) -> int:
    """Put one more entry to the end of the chain, well chained. Gives its number."""
    head = _count(connection)
    body = {**body_of(connection, head), "seq": head + 1, "request": "appended", "actor": "L-2"}
    connection.execute(
        "INSERT INTO journal_entry SELECT seq + 1, previous, body, hash, verb, outcome, practice_at, 'appended'"
        " FROM journal_entry WHERE seq = ?",
        (head,),
    )
    store_body(connection, head + 1, body)
    rechain(connection, head + 1)
    return head + 1


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


@kind("older copy put in place")
def rolled_back(case: Case) -> Expected:
    head = case.rng.choice(sorted(case.played.older))
    case.path.unlink()
    shutil.copyfile(case.played.older[head], case.path)
    return case.expect(Damage.ROLLED_BACK, first=head + 1, receipts=False)


@kind("older copy handed in, receipts held")
def rolled_back_elsewhere(case: Case) -> Expected:
    last = max(_size_of(held.code) for held in case.played.receipts)
    head = case.rng.choice(sorted(seq for seq in case.played.older if seq < last))
    case.path.unlink()
    shutil.copyfile(case.played.older[head], case.path)
    case.hand_in_alone()
    return case.expect(Damage.ROLLED_BACK, first=head + 1)


@kind("older copy handed in, no receipt held")
def unclosed(case: Case) -> Expected:
    head = case.rng.choice(sorted(case.played.older))
    case.path.unlink()
    shutil.copyfile(case.played.older[head], case.path)
    case.hand_in_alone()
    return Expected(frozenset(), head + 1, case.played.trust(receipts=False), state=RecordState.UNCLOSED)


@kind("rewrite")
def rewrite(case: Case) -> Expected:
    seq = case.somewhere()
    with behind_the_back(case.path) as connection:
        body = body_of(connection, seq)
        store_body(connection, seq, {**body, "actor": "L-2"})
        rechain(connection, seq, to_the_end=True)
    return case.expect(Damage.REWRITTEN, first=seq)


def _stolen(case: Case) -> tuple[int, bytes]:
    """The last epoch's number and key, as whoever owns the machine can read them (worked out from the first here)."""
    key = case.played.trust().key
    assert key is not None
    with sqlite3.connect(case.path) as connection:
        epoch = connection.execute("SELECT MAX(epoch) FROM journal_seal").fetchone()[0]
    connection.close()
    for _ in range(epoch):
        key = hashlib.sha256(b"cj1.evolve\0" + key).digest()
    return epoch, key


def _seal_anew(connection: sqlite3.Connection, seq: int, key: bytes, epoch: int | None) -> None:
    for number, digest in connection.execute("SELECT seq, hash FROM journal_entry WHERE seq >= ?", (seq,)).fetchall():
        seal = hmac.new(key, b"cj1.seal\0" + struct.pack(">Q", number) + digest, "sha256").digest()
        connection.execute("UPDATE journal_seal SET seal = ? WHERE seq = ?", (seal, number))
        if epoch is not None:
            connection.execute("UPDATE journal_seal SET epoch = ? WHERE seq = ?", (epoch, number))


@kind("rewrite, sealed with the last key")
def rewrite_with_stolen_key(case: Case) -> Expected:
    epoch, key = _stolen(case)
    with behind_the_back(case.path) as connection:
        last = connection.execute("SELECT MAX(seq) FROM journal_seal WHERE epoch < ?", (epoch,)).fetchone()[0]
        seq = case.somewhere(2, last)
        body = body_of(connection, seq)
        store_body(connection, seq, {**body, "actor": "L-2"})
        rechain(connection, seq, to_the_end=True)
        _seal_anew(connection, seq, key, epoch if case.rng.random() < 0.5 else None)
    return case.expect(Damage.REWRITTEN, Damage.EPOCHS, first=seq)


@kind("rewrite with every key, receipts held")
def rewrite_with_all_keys(case: Case) -> Expected:
    """Somebody who kept the first key can make every seal; only receipts tell, and they tell up to where."""
    sizes = [_size_of(held.code) for held in case.played.receipts]
    seq = case.somewhere(2, max(sizes))
    key = case.played.trust().key
    assert key is not None
    with behind_the_back(case.path) as connection:
        body = body_of(connection, seq)
        store_body(connection, seq, {**body, "actor": "L-2"})
        rechain(connection, seq, to_the_end=True)
        rows = connection.execute("SELECT s.seq, s.epoch, e.hash FROM journal_seal s JOIN journal_entry e USING (seq)")
        for number, epoch, digest in rows.fetchall():
            mine = key
            for _ in range(epoch):
                mine = hashlib.sha256(b"cj1.evolve\0" + mine).digest()
            seal = hmac.new(mine, b"cj1.seal\0" + struct.pack(">Q", number) + digest, "sha256").digest()
            connection.execute("UPDATE journal_seal SET seal = ? WHERE seq = ?", (seal, number))
    case.hand_in_alone()
    before = max((size for size in sizes if size < seq), default=0)
    first = min(size for size in sizes if size >= seq)
    return case.expect(Damage.REWRITTEN, first=first, after=before)


def _size_of(code: str) -> int:
    number = 0
    for letter in code[:3]:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    return number


@kind("seal changed")
def seal_changed(case: Case) -> Expected:
    seq = case.somewhere(1)
    with behind_the_back(case.path) as connection:
        connection.execute("UPDATE journal_seal SET seal = ? WHERE seq = ?", (case.rng.randbytes(32), seq))
        verb = connection.execute("SELECT verb FROM journal_entry WHERE seq = ?", (seq,)).fetchone()[0]
    if verb == "journal.checkpoint":  # what follows is sealed with another key, which somebody may have had
        return case.expect(Damage.REWRITTEN, first=seq)
    return case.expect(Damage.SEAL, first=seq)


@kind("seals removed")
def seals_removed(case: Case) -> Expected:
    seq = case.somewhere(1, case.played.entries)
    with behind_the_back(case.path) as connection:
        connection.execute("DELETE FROM journal_seal WHERE seq >= ?", (seq,))
    return case.expect(Damage.UNSEALED, first=seq)


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


@kind("another attempt's whole file")
def another_attempt(case: Case) -> Expected:
    shutil.copyfile(case.other.path, case.path)
    case.hand_in_alone()
    return case.expect(Damage.TRANSPLANTED, first=1, receipts=False)


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
