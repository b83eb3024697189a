# SPDX-License-Identifier: MIT
"""Kinds of tampering that seals, slips and receipts tell: older copies, records written anew, seals themselves."""

from __future__ import annotations

import hashlib
import hmac
import shutil
import sqlite3
import struct

from crmtrainer.journal.report import Damage, RecordState
from tests.hardship.tamper_kinds import KINDS, Case, Expected, kind
from tests.journal.tampering import behind_the_back, body_of, rechain, store_body

__all__ = ["KINDS"]


@kind("append without a seal")
def append(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        seq = append_unsealed(connection)
    return case.expect(Damage.UNSEALED, first=seq)


def append_unsealed(connection: sqlite3.Connection) -> int:
    """Put one more entry to the end of the chain, well chained. Gives its number."""
    head = int(connection.execute("SELECT MAX(seq) FROM journal_entry").fetchone()[0])
    body = {**body_of(connection, head), "seq": head + 1, "request": "appended", "actor": "L-2"}
    connection.execute(
        "INSERT INTO journal_entry SELECT seq + 1, previous, body, hash, verb, outcome, practice_at, 'appended'"
        " FROM journal_entry WHERE seq = ?",
        (head,),
    )
    store_body(connection, head + 1, body)
    rechain(connection, head + 1)
    return head + 1


@kind("older copy put in place")
def rolled_back(case: Case) -> Expected:
    head = case.rng.choice(sorted(case.played.older))
    case.path.unlink()
    shutil.copyfile(case.played.older[head], case.path)
    return case.expect(Damage.ROLLED_BACK, first=head + 1, receipts=False)


@kind("older copy handed in, receipts held")
def rolled_back_elsewhere(case: Case) -> Expected:
    last = max(size_of(held.code) for held in case.played.receipts)
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


@kind("one entry removed, those after it renumbered and hashed anew")
def closed_up(case: Case) -> Expected:
    """The chain is whole again; rows of which no entry speaks any more are no reason to call an earlier entry bad."""
    seq = case.somewhere()
    with behind_the_back(case.path) as connection:
        for table in ("journal_entry", "journal_seal", "journal_words"):
            connection.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
        head = connection.execute("SELECT MAX(seq) FROM journal_entry").fetchone()[0]
        for later in range(seq + 1, head + 1):
            body = body_of(connection, later)
            for table in ("journal_entry", "journal_seal", "journal_words"):
                connection.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (later - 1, later))
            store_body(connection, later - 1, {**body, "seq": later - 1})
        rechain(connection, seq, to_the_end=True)
    case.hand_in_alone()
    return case.expect(Damage.REWRITTEN, Damage.EFFECTS, first=seq, receipts=False)


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
    sizes = [size_of(held.code) for held in case.played.receipts]
    seq = case.somewhere(2, max(sizes))
    with behind_the_back(case.path) as connection:
        body = body_of(connection, seq)
        store_body(connection, seq, {**body, "actor": "L-2"})
        rechain(connection, seq, to_the_end=True)
        seal_everything(connection, case)
    case.hand_in_alone()
    before = max((size for size in sizes if size < seq), default=0)
    first = min(size for size in sizes if size >= seq)
    return case.expect(Damage.REWRITTEN, first=first, after=before)


def seal_everything(connection: sqlite3.Connection, case: Case) -> None:
    """Make every seal anew, as somebody can who kept the first key."""
    key = case.played.trust().key
    assert key is not None
    rows = connection.execute("SELECT s.seq, s.epoch, e.hash FROM journal_seal s JOIN journal_entry e USING (seq)")
    for number, epoch, digest in rows.fetchall():
        mine = key
        for _ in range(epoch):
            mine = hashlib.sha256(b"cj1.evolve\0" + mine).digest()
        seal = hmac.new(mine, b"cj1.seal\0" + struct.pack(">Q", number) + digest, "sha256").digest()
        connection.execute("UPDATE journal_seal SET seal = ? WHERE seq = ?", (seal, number))


def size_of(code: str) -> int:
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


@kind("another attempt's whole file")
def another_attempt(case: Case) -> Expected:
    shutil.copyfile(case.other.path, case.path)
    case.hand_in_alone()
    return case.expect(Damage.TRANSPLANTED, first=1, receipts=False)
