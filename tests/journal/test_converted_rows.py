# SPDX-License-Identifier: MIT
"""Migrations that convert the rows of watched tables: what was proved before them is proved after, and nothing less."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmtrainer.agenda.world import World
from crmtrainer.journal import converting
from crmtrainer.journal.backups import backups_of
from crmtrainer.journal.conversions import Step
from crmtrainer.journal.report import Damage, Note, RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Outcome
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.replay import Difference, replay
from crmtrainer.store.files import look_at
from tests.journal import changing_room as room
from tests.journal.changing_room import CONVERTS, LAST, LATER, MIGRATED, Drop, Pay, Put, Say, act, rows
from tests.journal.tampering import behind_the_back, body_of, rechain, store_body
from tests.support import START


def test_rows_are_converted_and_the_record_goes_on(migrated: Path) -> None:
    assert rows(migrated, "thing") == [
        (1, "cup", 3, "AhA", 0, 3),
        (4, "urn", 3, "An old urn", 0, MIGRATED + 2),
        (5, "bag", 3, "A bAg", 0, MIGRATED + 1),
    ]
    assert rows(migrated, "coin") == [
        ("gold", 600, MIGRATED - 1, ""),
        ("lead", 100, LAST, ""),
        ("tin", 800, MIGRATED + 3, ""),
    ]
    report = verify(migrated)
    assert (report.result, report.findings, report.entries) == (RecordState.INTACT, (), LAST)
    assert look_at(migrated).schema == room.AFTER


def test_the_entry_keeps_what_the_new_rows_do_not_tell(migrated: Path) -> None:
    with behind_the_back(migrated) as connection:
        body = body_of(connection, MIGRATED)
        kept = {effect["k"][0]: effect["b"] for effect in body["effects"]}
        words = dict(connection.execute("SELECT commitment, words FROM journal_words").fetchall())
    assert body["verb"] == "journal.migrate"
    assert {name: len(pair) for name, pair in body["facts"]["digests"].items()} == {"coin": 2, "thing": 2}
    assert {key: sorted(values) for key, values in kept.items()} == {
        1: ["words", "worth"],
        3: ["worth"],
        4: ["words", "worth"],
    }
    assert words[kept[4]["words"]["$words"]] == "an urn", "by commitment, so that it can be erased"


def test_the_same_acts_give_the_same_world_across_it(migrated: Path, tmp_path: Path) -> None:
    report = replay(migrated, tmp_path / "again.sqlite3", opening=room.open_after)
    assert (report.same, report.first_difference, report.acts) == (True, None, LAST - 1)


def test_a_replay_across_it_sees_a_program_that_acts_otherwise(migrated: Path, tmp_path: Path) -> None:
    def forgetful(path: Path, clock: FixedClock) -> World:
        world = room.open_after(path, clock)
        world.app.handlers = {**world.app.handlers, Drop: lambda _cmd, _work: Outcome()}
        return world

    report = replay(migrated, tmp_path / "again.sqlite3", opening=forgetful)
    assert report.first_difference == Difference(5, "effects")


def test_a_fresh_world_and_one_that_nobody_worked_in(begun_once: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(begun_once, tmp_path / "w.sqlite3"))
    with room.as_after():
        act(path, room.open_after, ())
        assert (verify(path).result, verify(path).entries) == (RecordState.INTACT, 2)
        act(path, room.open_after, LATER)
        assert verify(path).result is RecordState.INTACT


def test_what_is_kept_may_take_several_entries(old: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(converting, "_MOST_KEPT", 300)
    with room.as_after():
        act(old, room.open_after, LATER)
        report = verify(old)
        assert (report.result, report.entries) == (RecordState.INTACT, LAST + 2)
        assert replay(old, tmp_path / "again.sqlite3", opening=room.open_after).same
        with behind_the_back(old) as connection:
            connection.execute("DELETE FROM journal_entry WHERE seq = ?", (MIGRATED + 1,))
            connection.execute("UPDATE journal_entry SET seq = -seq WHERE seq > ?", (MIGRATED,))
            connection.execute("UPDATE journal_entry SET seq = -seq - 1 WHERE seq < 0")
            for seq in range(MIGRATED + 1, LAST + 2):
                store_body(connection, seq, {**body_of(connection, seq), "seq": seq})
            rechain(connection, MIGRATED + 1, to_the_end=True)
        assert verify(old).result is RecordState.DAMAGED, "one of them is gone"


def test_words_erased_before_it_stay_unknown_and_raise_no_alarm(old: Path) -> None:
    erase = "UPDATE journal_words SET words = NULL, salt = NULL WHERE seq IN (2, 3)"
    with behind_the_back(old) as connection:
        found = connection.execute("SELECT commitment FROM journal_words WHERE seq IN (2, 3)").fetchall()
    with room.as_after():
        act(old, room.open_after, LATER)
        with behind_the_back(old) as connection:
            connection.execute(erase)
            body = body_of(connection, LAST)
            store_body(connection, LAST, {**body, "facts": {"erases": [each for (each,) in found]}})
            rechain(connection, LAST)
        report = verify(old)
    assert report.findings == ()
    assert Note.ERASED in {note.kind for note in report.notes}


# What may not be done


def refused(old: Path, converts: tuple[str, ...], step: Any = room.STEP) -> str:
    """Why it is not brought up to date; it is as it was."""
    before = old.read_bytes()
    with room.as_after(converts, step), pytest.raises(StoreUnavailable) as told:
        room.open_after(old, FixedClock(START))
    assert (told.value.code, old.read_bytes()) == ("store.upgrade_failed", before)
    assert sorted(each.name for each in old.parent.iterdir() if each.name != "backups") == ["w.sqlite3"]
    return str(told.value.facts["problem"])


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("UPDATE coin SET amount = amount + 1 WHERE metal = 'tin'", "not what was to be made"),
        ("UPDATE thing SET shown = 1 WHERE id = 1", "not what was to be made"),
        ("UPDATE thing SET words = 'x' WHERE id = 4", "not what was to be made"),
        ("UPDATE thing SET id = 9 WHERE id = 4", "not what was to be made"),
        ("UPDATE coin SET note = x'00' WHERE metal = 'tin'", "no digest"),
        ("ALTER TABLE coin ADD COLUMN more TEXT", "other columns"),
        ("DELETE FROM coin WHERE metal = 'tin'", "had 2 rows"),
        ("UPDATE counter SET last = last + 1", "unlogged"),
        ("UPDATE thing SET last_act = 2 WHERE id = 1", "unlogged"),
        ("UPDATE journal_words SET words = 'x'", "never changed"),
    ],
)
def test_a_migration_that_does_anything_else_is_undone(old: Path, more: str, problem: str) -> None:
    assert problem in refused(old, (*CONVERTS, more))


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (Step(), "impossible"),
        (Step(room.STEP.conversions[:1]), "impossible"),
        (room.other_step(1, before=("metal", "number")), "other columns"),
        (room.other_step(1, after=("metal", "note", "amount")), "other columns"),
        (room.other_step(1, back=lambda row: {**row, "amount": 0}), "cannot be told"),
        (room.other_step(1, forward=lambda row: row), "not what was to be made"),
        (room.other_step(1, forward=lambda row: {"metal": row["nothing"]}), "nothing"),
    ],
)
def test_a_migration_whose_functions_say_otherwise_is_undone(old: Path, step: Any, problem: str) -> None:
    assert problem in refused(old, CONVERTS, step)


def test_a_record_that_was_tampered_with_is_not_converted(old: Path) -> None:
    with behind_the_back(old) as connection:
        connection.execute("UPDATE coin SET amount = 50 WHERE metal = 'gold'")
    with room.as_after(), pytest.raises(StoreUnavailable, match="upgrade_unsound"):
        room.open_after(old, FixedClock(START))
    assert backups_of(old) == ()


# Anything at all, before and after

_words_drawn = st.text("abAB é’", max_size=6)
_acts = st.lists(
    st.one_of(
        st.builds(Put, st.sampled_from(("cup", "box", "")), _words_drawn, st.none() | st.integers(0, 3)),
        st.builds(Say, st.integers(1, 6), _words_drawn),
        st.builds(Drop, st.integers(1, 6)),
        st.builds(Pay, st.sampled_from(("gold", "tin", "lead")), st.integers(-3, 9)),
    ),
    max_size=8,
).map(tuple)
_TAMPER = (
    ("thing", "label = label || 'x'"),
    ("thing", "size = size + 1"),
    ("thing", "words = words || 'x'"),
    ("thing", "shown = 1 - shown"),
    ("coin", "amount = amount + 1"),
    ("coin", "amount = amount + 100"),
    ("coin", "note = 'x'"),
    ("coin", "last_act = last_act + 1"),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(earlier=_acts, later=_acts, data=st.data())
def test_any_acts_before_and_after_hold_and_any_row_changed_is_found(
    begun_once: Path, tmp_path_factory: pytest.TempPathFactory, earlier: Any, later: Any, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = Path(shutil.copyfile(begun_once, folder / "w.sqlite3"))
    with room.as_before():
        act(path, room.open_before, earlier)
    with room.as_after():
        act(path, room.open_after, later)
        assert verify(path).findings == ()
        assert replay(path, folder / "again.sqlite3", opening=room.open_after).same
        for table, change in _TAMPER:
            found = rows(path, table)
            if not found:
                continue
            shutil.copyfile(path, folder / "bad.sqlite3")
            row = data.draw(st.sampled_from(found))
            with behind_the_back(folder / "bad.sqlite3") as connection:
                key = "id" if table == "thing" else "metal"
                connection.execute(f"UPDATE {table} SET {change} WHERE {key} = ?", (row[0],))
            report = verify(folder / "bad.sqlite3")
            assert report.result is RecordState.DAMAGED, (change, row)
            assert report.findings[0].facts.get("table") == table or report.findings[0].kind is Damage.TRUNCATED
