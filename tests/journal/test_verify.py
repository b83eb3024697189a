# SPDX-License-Identifier: MIT
"""Each way of tampering with a file is found, by kind and first bad entry; honest files never are."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest

from crmtrainer.bootstrap import create_world, open_centre
from crmtrainer.journal.guards import GUARDS
from crmtrainer.journal.report import Damage, Note, RecordState, Report
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.store.files import export_whole
from tests.journal import play_room as play
from tests.journal.tampering import behind_the_back, body_of, rechain, shift, store_body
from tests.support import START, TRAINER


def kinds(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.kind.value, finding.seq) for finding in report.findings]


def test_an_honest_file_is_intact(played: Path) -> None:
    report = verify(played)
    assert (report.result, report.findings, report.notes) == (RecordState.INTACT, (), ())
    assert (report.entries, report.head_seq, report.first_bad) == (14, 14, None)
    assert report.about == {"made": "by a test"}
    assert report.assurance == "self_held"
    assert report.not_proven


def test_verifying_leaves_no_trace(played: Path) -> None:
    before = played.read_bytes()
    verify(played)
    assert played.read_bytes() == before
    assert list(played.parent.iterdir()) == [played]


def test_an_open_world_is_verified_as_it_stands(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    for number in range(3):
        world.do(play.Feel("anna", number))
        assert verify(world.path).entries == number + 2
    assert verify(world.path).result is RecordState.INTACT


def test_a_handed_in_copy_is_intact_and_has_the_same_head(played: Path, tmp_path: Path) -> None:
    export_whole(played, tmp_path / "handed-in.sqlite3")
    report = verify(tmp_path / "handed-in.sqlite3")
    assert report.result is RecordState.INTACT
    assert report.head_hash == verify(played).head_hash


def test_the_centre_is_verified_alike(tmp_path: Path) -> None:
    open_centre(tmp_path).close()
    assert verify(tmp_path / "centre.sqlite3").result is RecordState.INTACT


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
        ("DELETE FROM part WHERE code = 'BULB'", 6, "gone"),
        ("DELETE FROM product WHERE code = 'TOASTER'", 1, "start"),
        ("DELETE FROM persona_state WHERE key = 'anna'", 12, "gone"),
        ("INSERT INTO part VALUES (9, 2, 'CORD', 'Cord', 0)", 1, "start"),
        ("INSERT INTO part VALUES (9, 2, 'CORD', 'Cord', 6)", 1, "last_act"),
        ("INSERT INTO product VALUES (1, 'KETTLE', 'Kettle', 2999, 0)", 8, "back"),
        ("UPDATE counter SET last = 7 WHERE kind = 'story_event'", 2, "last"),
        ("UPDATE agenda_item SET state = 'planned'", 9, "state"),
        ("UPDATE identity SET seed = 'other'", 1, "start"),
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


def test_a_journal_of_another_world_is_named(played: Path, tmp_path: Path) -> None:
    """The whole journal of another world is put under these tables."""
    other = tmp_path / "other.sqlite3"
    create_world(other, seed="test", about={"made": "by a test"}, starts_at=START)
    with behind_the_back(played) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        connection.execute("DELETE FROM journal_entry")
        connection.execute("INSERT INTO journal_entry SELECT * FROM other.journal_entry")
        connection.execute("DETACH other")
    report = verify(played)
    assert report.result is RecordState.DAMAGED
    assert (report.findings[0].kind, report.first_bad) == (Damage.TRANSPLANTED, 1)


def test_one_entry_of_another_world_is_named(played: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    world = play.play_world(other)
    for trust in range(8):
        world.do(play.Feel("anna", trust))
    world.world.close()
    with behind_the_back(played) as connection:
        connection.execute("ATTACH ? AS other", (str(world.path),))
        connection.execute("DELETE FROM journal_entry WHERE seq = 6")
        connection.execute("INSERT INTO journal_entry SELECT * FROM other.journal_entry WHERE seq = 6")
        connection.execute("DETACH other")
    report = verify(played)
    assert (Damage.TRANSPLANTED, 6) in {(finding.kind, finding.seq) for finding in report.findings}
    assert report.first_bad == 6


def test_an_identity_of_another_world_is_named(played: Path) -> None:
    with behind_the_back(played) as connection:
        connection.execute("UPDATE identity SET journal = 'other'")
    report = verify(played)
    assert kinds(report) == [("transplanted", 1)]


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_that_is_gone_is_named(played: Path, guard: str) -> None:
    with closing(sqlite3.connect(played)) as connection, connection:
        connection.execute(f"DROP TRIGGER {guard}")
    report = verify(played)
    assert report.result is RecordState.DAMAGED
    assert [(finding.kind, finding.facts["guard"]) for finding in report.findings] == [(Damage.GUARD, guard)]


def test_words_erased_by_an_act_that_says_so_are_no_damage(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    world.do(play.Note("A real telephone number."))
    world.do(play.Reword(2, "A number was here."))
    world.do(play.Feel("anna", 3))
    world.do(play.Forget(2), TRAINER)
    world.do(play.Forget(3), TRAINER)
    world.world.close()
    report = verify(world.path)
    assert report.result is RecordState.INTACT
    assert report.erased == 3  # typed once, and twice as what the next act found and left
    assert [note.kind for note in report.notes] == [Note.ERASED]


def test_a_start_that_words_hide_is_said_to_be_unknown(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    world.do(play.Reword(1, "Something else."))
    world.do(play.Forget(2), TRAINER)
    world.world.close()
    report = verify(world.path)
    assert report.result is RecordState.INTACT
    assert {(note.kind, note.facts.get("table")) for note in report.notes} == {
        (Note.ERASED, None),
        (Note.UNCOMPARED, "story_event"),
    }


def test_a_clock_set_back_is_noted_and_no_damage(tmp_path: Path) -> None:
    world = play.play_world(tmp_path)
    wall = FixedClock(world.world.app.wall.now())
    world.world.app.wall = wall
    world.do(play.Feel("anna", 1))
    wall.at += timedelta(hours=1)
    world.do(play.Feel("anna", 2))
    wall.at -= timedelta(days=1)
    world.do(play.Feel("anna", 3))
    world.world.close()
    report = verify(world.path)
    assert report.result is RecordState.INTACT
    notes = [(note.kind, note.seq) for note in report.notes]
    assert notes == [(Note.CLOCK_JUMP, 3), (Note.CLOCK_BACK, 4)]
    assert report.notes[1].facts == {"seconds": 86_400}


def test_a_copy_under_another_name_is_the_same_record(played: Path, tmp_path: Path) -> None:
    shutil.copyfile(played, tmp_path / "100% real?.sqlite3")
    assert verify(tmp_path / "100% real?.sqlite3").result is RecordState.INTACT
