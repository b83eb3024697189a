# SPDX-License-Identifier: MIT
"""Kinds of tampering that lie about what the program does itself: restores, erasures, words, effects, rows, stamps."""

from __future__ import annotations

import json
import shutil
import sqlite3
from typing import Any

from crmtrainer.journal.report import Damage
from crmtrainer.journal.trust import NOTHING
from tests.hardship.schema_kinds import KINDS, some_table
from tests.hardship.seal_kinds import append_unsealed, seal_everything, size_of
from tests.hardship.tamper_kinds import Case, Expected, kind
from tests.journal.tampering import behind_the_back, body_of, rechain, store_body

__all__ = ["KINDS"]

_RESTORED = {
    "verb": "journal.restore",
    "result": "done",
    "args": {"backup": "b", "replaced": "", "restored": ""},
    "facts": {},
    "effects": [],
    "subject": "file",
}


def _append(connection: sqlite3.Connection, **fields: Any) -> int:
    """One more entry at the end, well chained and without a seal."""
    seq = append_unsealed(connection)
    store_body(connection, seq, {**body_of(connection, seq), **fields})
    rechain(connection, seq)
    return seq


def put_older(case: Case, *, before: int | None = None) -> int:
    """Put an older copy in the file's place. Gives its last entry."""
    head = case.rng.choice(sorted(seq for seq in case.played.older if before is None or seq < before))
    case.path.unlink()
    shutil.copyfile(case.played.older[head], case.path)
    return head


def _spelt(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@kind("older copy, and an entry that says restored")
def restore_forged(case: Case) -> Expected:
    """As a real one looks that was not opened since; handing in would have opened and sealed it."""
    head = put_older(case)
    if case.rng.random() < 0.5:
        case.hand_in_alone()
    with behind_the_back(case.path) as connection:
        _append(connection, **_RESTORED)
    trust = case.played.trust(receipts=False)
    return Expected(frozenset({Damage.UNSEALED}), head + 1, trust)


@kind("the same, receipts held")
def restore_forged_with_receipts(case: Case) -> Expected:
    head = put_older(case, before=max(size_of(held.code) for held in case.played.receipts))
    with behind_the_back(case.path) as connection:
        _append(connection, **_RESTORED)
    return case.expect(Damage.ROLLED_BACK, Damage.REWRITTEN, Damage.UNSEALED, first=head + 1)


@kind("restore or migration forged, with effects")
def restore_with_effects(case: Case) -> Expected:
    verb, args = case.rng.choice(
        (("journal.restore", _RESTORED["args"]), ("journal.migrate", {"before": 2, "after": 3}))
    )
    with behind_the_back(case.path) as connection:
        row = connection.execute("SELECT key, trust FROM persona_state").fetchone()
        effect = {"t": "persona_state", "k": [row[0]], "b": {"trust": row[1]}, "a": {"trust": row[1] + 1}}
        seq = _append(connection, **{**_RESTORED, "verb": verb, "args": args, "effects": [effect]})
        connection.execute("UPDATE persona_state SET trust = ?, last_act = ? WHERE key = ?", (row[1] + 1, seq, row[0]))
    return case.expect(Damage.IMPOSSIBLE, Damage.UNSEALED, first=seq)


@kind("refusal turned into a restore")
def refusal_restored(case: Case) -> Expected:
    """An entry that changed nothing becomes one that says restored; all that follow are chained anew."""
    with behind_the_back(case.path) as connection:
        rows = connection.execute("SELECT seq FROM journal_entry WHERE outcome = 'refused' AND seq > 1").fetchall()
        seq = case.rng.choice(rows)[0]
        store_body(connection, seq, {**body_of(connection, seq), **_RESTORED, "refusal": ""})
        rechain(connection, seq, to_the_end=True)
    return case.expect(Damage.REWRITTEN, first=seq)


@kind("erasure forged")
def erasure_forged(case: Case) -> Expected:
    """Words are erased, and an entry is put to the end, or written anew, that says so."""
    with behind_the_back(case.path) as connection:
        number, commitment = case.rng.choice(connection.execute("SELECT seq, commitment FROM journal_words").fetchall())
        connection.execute("UPDATE journal_words SET words = NULL, salt = NULL WHERE commitment = ?", (commitment,))
        facts = {"erases": [commitment]}
        if case.rng.random() < 0.5:
            seq = _append(connection, verb="play.forget", args={"seq": number}, facts=facts, effects=[], result="done")
            return case.expect(Damage.UNSEALED, first=seq)
        rows = connection.execute("SELECT seq FROM journal_entry WHERE outcome = 'done' AND seq > 1").fetchall()
        seq = case.rng.choice(rows)[0]
        body = body_of(connection, seq)
        store_body(connection, seq, {**body, "facts": {**body["facts"], **facts}})
        rechain(connection, seq, to_the_end=True)
    closing_entry = seq == case.played.entries
    return case.expect(Damage.EDITED_WITH_HASH if closing_entry else Damage.REWRITTEN, first=seq)


@kind("salt or commitment changed")
def salt_changed(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        rows = connection.execute("SELECT seq, commitment FROM journal_words ORDER BY seq").fetchall()
        seq, commitment = case.rng.choice(rows)
        way = case.rng.choice(("salt", "no salt", "no words", "commitment", "removed", "moved", "swapped"))
        where = " WHERE commitment = ?"
        if way == "salt":
            connection.execute("UPDATE journal_words SET salt = ?" + where, (case.rng.randbytes(16), commitment))
        elif way in ("no salt", "no words"):
            connection.execute(f"UPDATE journal_words SET {way[3:]} = NULL" + where, (commitment,))
        elif way == "commitment":
            connection.execute("UPDATE journal_words SET commitment = ?" + where, ("0" * 64, commitment))
            return case.expect(Damage.WORDS_STRAY, Damage.WORDS_MISSING, first=seq)
        elif way == "removed":
            connection.execute("DELETE FROM journal_words" + where, (commitment,))
            return case.expect(Damage.WORDS_MISSING, first=seq)
        elif way == "moved":
            other = case.rng.choice([number for number in range(1, case.played.entries + 1) if number != seq])
            connection.execute("UPDATE journal_words SET seq = ?" + where, (other, commitment))
            return case.expect(Damage.WORDS_STRAY, Damage.WORDS_MISSING, first=min(seq, other))
        else:
            other, foreign = case.rng.choice([row for row in rows if row[1] != commitment])
            pieces = {
                key: connection.execute("SELECT salt, words FROM journal_words" + where, (key,)).fetchone()
                for key in (commitment, foreign)
            }
            for mine, theirs in ((commitment, foreign), (foreign, commitment)):
                connection.execute("UPDATE journal_words SET salt = ?, words = ?" + where, (*pieces[theirs], mine))
            return case.expect(Damage.WORDS_CHANGED, first=min(seq, other))
    return case.expect(Damage.WORDS_CHANGED, first=seq)


@kind("truncate, nothing held of it")
def truncate_unsealed(case: Case) -> Expected:
    """Only rows tell, by their stamps."""
    with behind_the_back(case.path) as connection:
        last = connection.execute(
            "SELECT max(last_act) FROM (SELECT last_act FROM counter UNION SELECT last_act FROM story_event)"
        )
        seq = case.somewhere(1, last.fetchone()[0] - 1)
        for table in ("journal_entry", "journal_seal", "journal_words"):
            connection.execute(f"DELETE FROM {table} WHERE seq > ?", (seq,))
    case.hand_in_alone()
    return Expected(frozenset({Damage.TRUNCATED}), seq + 1, NOTHING)


@kind("entry spelt otherwise, sealed with every key")
def spelt_otherwise(case: Case) -> Expected:
    """It says the same to whoever reads it loosely: blanks, a key twice, a fraction, a number in another form."""
    seq = case.somewhere()
    with behind_the_back(case.path) as connection:
        body = body_of(connection, seq)
        plain = _spelt(body)
        changed = case.rng.choice(
            (
                plain.replace(b'":', b'": ', 1),
                plain.replace(b"{", b'{"actor":"L-2",', 1),
                plain.replace(b'"offset":', b'"offset":0.5,"offset":', 1),
                plain[:-1] + b',"zzz":1}',
                plain + b"\n",
                plain.replace(b'"actor"', b'"\\u0061ctor"', 1),
                plain.replace(b'"fmt":"cj1"', b'"fmt":["cj1"]', 1),
            )
        )
        connection.execute("UPDATE journal_entry SET body = ? WHERE seq = ?", (changed, seq))
        rechain(connection, seq, to_the_end=True)
        seal_everything(connection, case)
    return case.expect(Damage.IMPOSSIBLE, first=seq, receipts=False)


@kind("effects denied or invented, sealed with every key")
def effects_forged(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        touching = [
            seq
            for (seq,) in connection.execute("SELECT seq FROM journal_entry WHERE seq > 1").fetchall()
            if any(
                effect["b"] and effect["a"] and effect["t"] == "persona_state" and "trust" in effect["b"]
                for effect in body_of(connection, seq)["effects"]
            )
        ]
        seq = case.rng.choice(touching)
        body = body_of(connection, seq)
        effect = next(e for e in body["effects"] if e["t"] == "persona_state" and e["b"] and "trust" in e["b"])
        effect["b"]["trust"] += 500
        store_body(connection, seq, body)
        rechain(connection, seq, to_the_end=True)
        seal_everything(connection, case)
        before = [told["a"] for told in effects_on(connection, "persona_state", effect["k"], seq)]
    # With nothing said of that value before, it is the start state that does not bear it out.
    first = seq if any(after and "trust" in after for after in before) else 1
    return case.expect(Damage.EFFECTS, Damage.UNLOGGED, first=first, receipts=False)


def effects_on(connection: sqlite3.Connection, table: str, key: list[Any], before: int) -> list[dict[str, Any]]:
    """What entries before the one with that number say of a row."""
    rows = connection.execute("SELECT body FROM journal_entry WHERE seq < ? ORDER BY seq", (before,)).fetchall()
    effects = [effect for (body,) in rows for effect in json.loads(body)["effects"]]
    return [effect for effect in effects if effect["t"] == table and effect["k"] == key]


@kind("row of any table changed, added or removed")
def row_changed(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        table = some_table(connection, case.rng)
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        row, stamp = case.rng.choice(connection.execute(f"SELECT rowid, last_act FROM {table}").fetchall())
        column = case.rng.choice([found for found in columns if not found[5] and found[1] != "last_act"])
        way = case.rng.choice(("value", "type", "stamp", "removed", "added"))
        if way == "removed":
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
        elif way == "stamp":
            value = case.rng.choice([seq for seq in range(case.played.entries + 1) if seq != stamp])
            connection.execute(f"UPDATE {table} SET last_act = ? WHERE rowid = ?", (value, row))
        elif way == "added":
            _add_a_row(connection, case, table, columns, row)
            return case.expect(Damage.UNLOGGED, first=1)
        else:
            value = case.rng.randbytes(5) if way == "type" else "changed!"
            connection.execute(f"UPDATE {table} SET {column[1]} = ? WHERE rowid = ?", (value, row))
            keys = ", ".join(found[1] for found in sorted(columns, key=lambda found: found[5]) if found[5])
            key = list(connection.execute(f"SELECT {keys} FROM {table} WHERE rowid = ?", (row,)).fetchone())
            told = effects_on(connection, table, key, stamp + 1)
            if not any(effect["b"] is None or column[1] in (effect["a"] or {}) for effect in told):
                return case.expect(Damage.UNLOGGED, first=1)  # a value that no entry speaks of is the start state's
    return case.expect(Damage.UNLOGGED, first=stamp or 1)


def _add_a_row(connection: sqlite3.Connection, case: Case, table: str, columns: list[Any], row: int) -> None:
    """A copy of a row under a key that no entry ever spoke of; what must be unique in it is new."""
    values = dict(
        zip(
            (found[1] for found in columns),
            connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (row,)).fetchone(),
            strict=True,
        )
    )
    for found in columns:
        if found[5]:
            values[found[1]] = 9000 if "INT" in found[2] else "another"
        elif found[1] in ("code", "ref"):
            values[found[1]] = "another"
    values["last_act"] = case.rng.choice((0, values["last_act"]))
    places = ", ".join("?" for _ in values)
    connection.execute(f"INSERT INTO {table} VALUES ({places})", tuple(values.values()))


@kind("identity changed")
def identity_changed(case: Case) -> Expected:
    with behind_the_back(case.path) as connection:
        way = case.rng.choice(("seed = seed || 'x'", "about = '{}'", "last_act = 1", "journal = 'other'"))
        connection.execute(f"UPDATE identity SET {way}")
    return case.expect(Damage.TRANSPLANTED if way.startswith("journal") else Damage.UNLOGGED, first=1)
