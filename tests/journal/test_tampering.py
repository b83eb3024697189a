# SPDX-License-Identifier: MIT
"""Each way of tampering with a file is found, by kind and first bad entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.verify import verify
from tests.journal.tampering import behind_the_back, body_of, kinds, rechain, shift, store_body


def _edit(connection: Connection) -> None:
    body = body_of(connection, 6)
    store_body(connection, 6, {**body, "actor": "L-2"})


def _edit_the_last(connection: Connection) -> None:
    body = body_of(connection, 14)
    store_body(connection, 14, {**body, "actor": "L-2"})


def _edit_a_hash(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET hash = zeroblob(32) WHERE seq = 6")


def _edit_a_link(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET previous = zeroblob(32) WHERE seq = 6")


def _fill_with_rubbish(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET body = x'ff00' WHERE seq = 6")


def _fill_with_text(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET body = 'text' WHERE seq = 6")


def _edit_the_first(connection: Connection) -> None:
    body = body_of(connection, 1)
    store_body(connection, 1, {**body, "app": "9"})


def _edit_and_repair(connection: Connection) -> None:
    _edit(connection)
    rechain(connection, 6)


def _edit_the_first_and_repair(connection: Connection) -> None:
    _edit_the_first(connection)
    rechain(connection, 1)


def _remove(connection: Connection) -> None:
    connection.execute("DELETE FROM journal_entry WHERE seq IN (6, 7)")


def _remove_and_renumber(connection: Connection) -> None:
    connection.execute("DELETE FROM journal_entry WHERE seq = 6")
    shift(connection, 7, -1)


def _remove_the_first(connection: Connection) -> None:
    connection.execute("DELETE FROM journal_entry WHERE seq = 1")


def _empty(connection: Connection) -> None:
    connection.execute("DELETE FROM journal_entry")


def _insert(connection: Connection) -> None:
    body = body_of(connection, 6)
    shift(connection, 6, 1)
    connection.execute(
        "INSERT INTO journal_entry SELECT 6, previous, body, hash, verb, outcome, practice_at, 'other'"
        " FROM journal_entry WHERE seq = 7"
    )
    store_body(connection, 6, {**body, "request": "other", "actor": "L-2"})


def _insert_and_repair(connection: Connection) -> None:
    _insert(connection)
    rechain(connection, 6)


def _repeat_at_the_end(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO journal_entry SELECT 15, previous, body, hash, verb, outcome, practice_at, 'other'"
        " FROM journal_entry WHERE seq = 6"
    )


def _swap(connection: Connection) -> None:
    for old, new in ((6, 99), (7, 6), (99, 7)):
        connection.execute("UPDATE journal_entry SET seq = ? WHERE seq = ?", (new, old))


def _move_to_the_end(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET seq = 99 WHERE seq = 6")
    shift(connection, 7, -1)
    connection.execute("UPDATE journal_entry SET seq = 14 WHERE seq = 98")


def _renumber_the_last(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET seq = 20 WHERE seq = 14")


def _truncate(connection: Connection) -> None:
    connection.execute("DELETE FROM journal_entry WHERE seq > 11")


def _change_a_column(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET outcome = 'done' WHERE seq = 4")


def _change_a_request(connection: Connection) -> None:
    connection.execute("UPDATE journal_entry SET request_id = 'mine' WHERE seq = 9")


def _turn_time_back(connection: Connection) -> None:
    body = body_of(connection, 11)
    store_body(connection, 11, {**body, "practice": body["practice"] - 3_600_000_000})
    rechain(connection, 11, to_the_end=True)


def _change_words(connection: Connection) -> None:
    connection.execute("UPDATE journal_words SET words = 'She was rude.' WHERE seq = 2")


def _change_salt(connection: Connection) -> None:
    connection.execute("UPDATE journal_words SET salt = zeroblob(16) WHERE seq = 2")


def _remove_words(connection: Connection) -> None:
    connection.execute("DELETE FROM journal_words WHERE seq = 2")


def _move_words(connection: Connection) -> None:
    connection.execute("UPDATE journal_words SET seq = 3 WHERE seq = 2")


def _erase_words(connection: Connection) -> None:
    connection.execute("UPDATE journal_words SET words = NULL, salt = NULL WHERE seq = 2")


def _claim_an_effect(connection: Connection) -> None:
    """The effect says it found another value than the entry before left; everything is hashed anew."""
    body = body_of(connection, 12)
    effect = next(effect for effect in body["effects"] if effect["t"] == "persona_state")
    effect["b"]["trust"] = 99
    store_body(connection, 12, body)
    rechain(connection, 12, to_the_end=True)


def _deny_an_effect(connection: Connection) -> None:
    body = body_of(connection, 12)
    store_body(connection, 12, {**body, "effects": []})
    rechain(connection, 12, to_the_end=True)


def _impossible_effect(connection: Connection) -> None:
    body = body_of(connection, 12)
    store_body(connection, 12, {**body, "effects": [{"t": "sqlite_master", "k": [1], "b": None, "a": {}}]})
    rechain(connection, 12, to_the_end=True)


def _impossible_entry(connection: Connection) -> None:
    body = body_of(connection, 12)
    store_body(connection, 12, {**body, "schema": "new"})
    rechain(connection, 12, to_the_end=True)


@pytest.mark.parametrize(
    ("tamper", "kind", "first_bad"),
    [
        (_edit, Damage.EDITED, 6),
        (_edit_the_last, Damage.EDITED, 14),
        (_edit_a_hash, Damage.EDITED, 6),
        (_edit_a_link, Damage.EDITED, 6),
        (_fill_with_rubbish, Damage.EDITED, 6),
        (_fill_with_text, Damage.EDITED, 6),
        (_edit_the_first, Damage.EDITED, 1),
        (_edit_and_repair, Damage.EDITED_WITH_HASH, 6),
        (_edit_the_first_and_repair, Damage.EDITED_WITH_HASH, 1),
        (_remove, Damage.REMOVED, 6),
        (_remove_and_renumber, Damage.REMOVED, 6),
        (_remove_the_first, Damage.REMOVED, 1),
        (_empty, Damage.TRUNCATED, 1),
        (_insert, Damage.INSERTED, 6),
        (_insert_and_repair, Damage.INSERTED, 6),
        (_repeat_at_the_end, Damage.INSERTED, 15),
        (_swap, Damage.REORDERED, 6),
        (_move_to_the_end, Damage.REORDERED, 6),
        (_renumber_the_last, Damage.COLUMN, 14),
        (_truncate, Damage.TRUNCATED, 12),
        (_change_a_column, Damage.COLUMN, 4),
        (_change_a_request, Damage.COLUMN, 9),
        (_turn_time_back, Damage.BACKWARDS, 11),
        (_change_words, Damage.WORDS_CHANGED, 2),
        (_change_salt, Damage.WORDS_CHANGED, 2),
        (_remove_words, Damage.WORDS_MISSING, 2),
        (_move_words, Damage.WORDS_MISSING, 2),
        (_erase_words, Damage.WORDS_ERASED, 2),
        (_claim_an_effect, Damage.EFFECTS, 12),
        (_deny_an_effect, Damage.UNLOGGED, 3),
        (_impossible_effect, Damage.IMPOSSIBLE, 12),
        (_impossible_entry, Damage.IMPOSSIBLE, 12),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
def test_a_tampered_journal(played: Path, tamper: Callable[[Connection], None], kind: Damage, first_bad: int) -> None:
    with behind_the_back(played) as connection:
        tamper(connection)
    report = verify(played)
    assert report.result is RecordState.DAMAGED
    assert (report.findings[0].kind, report.first_bad) == (kind, first_bad), kinds(report)


def test_what_was_repaired_is_said_with_its_doubt(played: Path) -> None:
    with behind_the_back(played) as connection:
        _edit_and_repair(connection)
    assert verify(played).findings[0].facts == {"or": 7}


@pytest.mark.parametrize(
    ("statement", "first_bad", "what"),
    [
        ("UPDATE persona_state SET trust = 100 WHERE key = 'anna'", 12, "trust"),
        ("UPDATE persona_state SET trust = 'much' WHERE key = 'ben'", 11, "trust"),
        ("UPDATE persona_state SET name = 'Anne' WHERE key = 'anna'", 1, "start"),
        ("UPDATE persona_state SET last_act = 13 WHERE key = 'anna'", 12, "last_act"),
        ("UPDATE story_event SET reason = 'He began it.' WHERE id = 1", 5, "reason"),
        ("UPDATE story_event SET visible_message = 1 WHERE id = 1", 5, "visible_message"),
        ("UPDATE story_event SET due_at = due_at + 1 WHERE id = 2", 2, "due_at"),
        ("UPDATE story_event SET waiting_for = NULL WHERE id = 2", 2, "waiting_for"),
        ("UPDATE product SET price = 1.5 WHERE code = 'LAMP'", 6, "price"),
        ("UPDATE product SET price = x'00' WHERE code = 'TOASTER'", 1, "start"),
        ("UPDATE product SET name = 'Oven', last_act = 8 WHERE code = 'TOASTER'", 1, "last_act"),
        ("UPDATE practice_setting SET speed = 60", 14, "speed"),
        ("UPDATE persona_state SET key = x'00' WHERE key = 'ben'", 1, "last_act"),
        ("DELETE FROM part WHERE code = 'BULB'", 6, "gone"),
        ("DELETE FROM product WHERE code = 'TOASTER'", 1, "start"),
        ("DELETE FROM persona_state WHERE key = 'anna'", 12, "gone"),
        ("INSERT INTO part VALUES (9, 2, 'CORD', 'Cord', 0)", 1, "start"),
        ("INSERT INTO part VALUES (9, 2, 'CORD', 'Cord', 6)", 1, "last_act"),
        ("INSERT INTO product VALUES (1, 'KETTLE', 'Kettle', 2999, 0)", 8, "back"),
        ("UPDATE counter SET last = 7 WHERE kind = 'story_event'", 2, "last"),
        ("UPDATE agenda_item SET state = 'planned'", 9, "state"),
        ("UPDATE identity SET seed = 'other'", 1, "start"),
        ("UPDATE identity SET last_act = 8", 1, "start"),
        ("UPDATE identity SET last_act = (SELECT max(seq) FROM journal_entry)", 1, "start"),
        ("""UPDATE identity SET about = '{"made":"elsewhere"}'""", 1, "start"),
    ],
)
def test_a_table_changed_behind_the_journals_back(played: Path, statement: str, first_bad: int, what: str) -> None:
    with behind_the_back(played) as connection:
        assert connection.execute(statement).rowcount == 1
    report = verify(played)
    assert report.result is RecordState.DAMAGED
    assert {finding.kind for finding in report.findings} == {Damage.UNLOGGED}
    assert (report.first_bad, report.findings[0].facts["what"]) == (first_bad, what)
