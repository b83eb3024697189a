# SPDX-License-Identifier: MIT
"""Kinds of tampering with what is held against a record: seals, slips, receipts, and what stands beside the file."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

from crmtrainer.journal.receipts import Held, receipt_code
from crmtrainer.journal.report import Damage, Note, RecordState
from tests.hardship.forged_kinds import KINDS, put_older
from tests.hardship.seal_kinds import size_of
from tests.hardship.tamper_kinds import Case, Expected, kind
from tests.journal.tampering import behind_the_back

__all__ = ["KINDS"]

_CHECKPOINT = "journal.checkpoint"


def _verb(connection: sqlite3.Connection, seq: int) -> str:
    return str(connection.execute("SELECT verb FROM journal_entry WHERE seq = ?", (seq,)).fetchone()[0])


@kind("seal of another entry or attempt")
def seal_of_another(case: Case) -> Expected:
    seq = case.somewhere(1, case.played.entries - 1)
    with behind_the_back(case.path) as connection, closing(sqlite3.connect(case.other.path)) as other:
        if case.rng.random() < 0.5:
            seal = other.execute("SELECT seal FROM journal_seal ORDER BY abs(seq - ?)", (seq,)).fetchone()[0]
        else:
            seal = connection.execute("SELECT seal FROM journal_seal WHERE seq = ?", (seq + 1,)).fetchone()[0]
        connection.execute("UPDATE journal_seal SET seal = ? WHERE seq = ?", (seal, seq))
        verb = _verb(connection, seq)
    return case.expect(Damage.REWRITTEN if verb == _CHECKPOINT else Damage.SEAL, first=seq)


@kind("epoch of a seal changed")
def epoch_changed(case: Case) -> Expected:
    seq = case.somewhere(1, case.played.entries - 1)
    with behind_the_back(case.path) as connection:
        change = case.rng.choice(("epoch + 1", "epoch - 1", "epoch + 1000000", "'x'", "epoch + 0.5"))
        connection.execute(f"UPDATE journal_seal SET epoch = {change} WHERE seq = ?", (seq,))
    return case.expect(Damage.REWRITTEN, Damage.SEAL, first=seq)


@kind("seal of an entry that is not there")
def seal_added(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        seq = case.played.entries + case.rng.randrange(1, 9)
        connection.execute("INSERT INTO journal_seal VALUES (?, 1, ?)", (seq, case.rng.randbytes(32)))
    return case.expect(Damage.TRUNCATED, first=case.played.entries + 1)


@kind("slip in the file changed")
def slip_changed(case: Case) -> Expected:
    with behind_the_back(case.path) as connection, closing(sqlite3.connect(case.other.path)) as other:
        theirs = other.execute("SELECT slip, signature, attempt FROM journal_slip").fetchone()
        way = case.rng.choice(("removed", "another's", "second", "signature", "attempt", "learner"))
        if way == "removed":
            connection.execute("DELETE FROM journal_slip")
        elif way == "another's":
            connection.execute("UPDATE journal_slip SET slip = ?, signature = ?, attempt = ?", theirs)
        elif way == "second":
            connection.execute("INSERT INTO journal_slip (slip, signature, attempt) VALUES (?, ?, ?)", theirs)
        elif way == "signature":
            connection.execute("UPDATE journal_slip SET signature = ?", (case.rng.randbytes(64),))
        elif way == "attempt":
            connection.execute("UPDATE journal_slip SET attempt = ?", (case.other.ref,))
        else:
            told = json.loads(connection.execute("SELECT slip FROM journal_slip").fetchone()[0])
            changed = json.dumps({**told, "learner": "L-2"}, sort_keys=True, separators=(",", ":")).encode()
            connection.execute("UPDATE journal_slip SET slip = ?", (changed,))
    return case.expect(Damage.UNLOGGED, first=1)


@kind("receipt of another record")
def receipt_of_another(case: Case) -> Expected:
    """A receipt that is well spelt, and of which this record is not the one."""
    trust = case.played.trust()
    held = sorted(trust.receipts, key=lambda receipt: size_of(receipt.code))
    seq = case.rng.randrange(2, case.played.entries + 40)
    false = Held(receipt_code(trust.attempt, seq, case.rng.randbytes(32)))
    kept = [receipt for receipt in held if size_of(receipt.code) != seq]
    kept.insert(case.rng.randrange(len(kept) + 1), false)
    trust = replace(trust, receipts=tuple(kept))
    if seq > case.played.entries:
        return Expected(frozenset({Damage.ROLLED_BACK}), case.played.entries + 1, trust)
    agreed = max((size_of(receipt.code) for receipt in kept if size_of(receipt.code) < seq), default=0)
    return Expected(frozenset({Damage.REWRITTEN}), seq, trust, after=agreed)


@kind("receipt or slip that is held was damaged")
def held_unread(case: Case) -> Expected:
    """It is the assessor's own folder that is damaged, not the record."""
    trust = case.played.trust()
    if case.rng.random() < 0.5:
        at, place = case.rng.randrange(len(trust.receipts)), case.rng.randrange(20)
        code = trust.receipts[at].code
        letter = case.rng.choice([letter for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" if letter != code[place]])
        false = Held(code[:place] + letter + code[place + 1 :])
        trust = replace(trust, receipts=(*trust.receipts[:at], false, *trust.receipts[at + 1 :]))
    else:
        assert trust.slip is not None
        trust = replace(trust, slip=trust.slip[: case.rng.randrange(1, len(trust.slip))], key=None)
    return Expected(frozenset(), None, trust, state=RecordState.INTACT, note=Note.UNREAD)


@kind("what stands beside it removed, torn or another's")
def beside_lost(case: Case) -> Expected:
    """Who holds a slip, key and receipts needs none of it: no damage."""
    for ending in (".seal", ".checkpoints"):
        file = case.path.with_name(case.path.name + ending)
        theirs = case.other.path.with_name(case.other.path.name + ending)
        match case.rng.choice(("removed", "torn", "another's", "noise", "kept")):
            case "removed":
                file.unlink()
            case "torn":
                data = file.read_bytes()
                file.write_bytes(data[: case.rng.randrange(len(data))])
            case "another's":
                shutil.copyfile(theirs, file)
            case "noise":
                file.write_bytes(case.rng.randbytes(case.rng.randrange(2000)))
            case _:
                pass
    return Expected(frozenset(), None, case.played.trust(), state=RecordState.INTACT)


@kind("older copy, part of what stood beside it left")
def rolled_back_in_part(case: Case) -> Expected:
    head = put_older(case)
    case.path.with_name(case.path.name + case.rng.choice((".seal", ".checkpoints"))).unlink()
    return case.expect(Damage.ROLLED_BACK, first=head + 1, receipts=False)


@kind("checkpoint told beside it changed")
def line_changed(case: Case) -> Expected:
    file = case.path.with_name(case.path.name + ".checkpoints")
    lines = [json.loads(line) for line in file.read_bytes().splitlines()]
    place = case.rng.randrange(len(lines))
    changed = {**lines[place], "head": case.rng.randbytes(32).hex()[: len(lines[place]["head"])]}
    told = [*lines[:place], changed, *lines[place + 1 :]]
    file.write_bytes(
        b"".join(json.dumps(line, sort_keys=True, separators=(",", ":")).encode() + b"\n" for line in told)
    )
    before = lines[place - 1]["seq"] if place else 0
    return case.expect(Damage.REWRITTEN, first=lines[place]["seq"], after=before, receipts=False)
