# SPDX-License-Identifier: MIT
"""Migrations that convert the rows of watched tables: what was proved before them is proved after, and nothing less."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection
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
from crmtrainer.kernel.commands import Command, Outcome
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.replay import Difference, replay
from crmtrainer.store.files import look_at
from tests.journal import changing_room as room
from tests.journal.changing_room import CONVERTS, Drop, Pay, Put, Say, changing_room
from tests.journal.tampering import behind_the_back, body_of, kinds, rechain, shift, store_body
from tests.support import LEARNER, START

EARLIER = (Put("urn", "an urn", 9), Say(1, "aha"), Pay("tin", 7), Drop(2), Pay("gold", 6))
LATER = (Put("bag", "a bag"), Say(4, "an old urn"), Pay("tin", 8), Drop(3), Pay("lead", 1))
MIGRATED = len(EARLIER) + 2
"""The entry about the migration: the first entry and the earlier acts come before it."""
LAST = MIGRATED + len(LATER)


@pytest.fixture(autouse=True, scope="module")
def _room() -> Iterator[None]:
    with changing_room():
        yield


@pytest.fixture(scope="module")
def begun_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("begun") / "w.sqlite3"
    with room.as_before():
        room.begin(path)
    return path


@pytest.fixture(scope="module")
def old_once(begun_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "w.sqlite3"
    shutil.copyfile(begun_once, path)
    with room.as_before():
        act(path, room.open_before, EARLIER)
        assert verify(path).result is RecordState.INTACT
    return path


@pytest.fixture(scope="module")
def migrated_once(old_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "w.sqlite3"
    shutil.copyfile(old_once, path)
    with room.as_after():
        act(path, room.open_after, LATER)
    return path


@pytest.fixture
def old(old_once: Path, tmp_path: Path) -> Path:
    """A world that was worked in, from before the migration."""
    (tmp_path / "worlds").mkdir()
    return Path(shutil.copyfile(old_once, tmp_path / "worlds" / "w.sqlite3"))


@pytest.fixture
def migrated(migrated_once: Path, tmp_path: Path) -> Iterator[Path]:
    """The same after the migration and more work, and the program of that time."""
    with room.as_after():
        yield Path(shutil.copyfile(migrated_once, tmp_path / "w.sqlite3"))


def act(path: Path, opening: Any, commands: tuple[Command, ...]) -> None:
    world = opening(path, FixedClock(START))
    for command in commands:
        with suppress(Refused):
            world.perform(command, LEARNER)
    world.close()


def rows(path: Path, table: str) -> list[tuple[Any, ...]]:
    with behind_the_back(path) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


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
    assert {name: len(pair) for name, pair in body["args"]["digests"].items()} == {"coin": 2, "thing": 2}
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
    with room.as_after(), pytest.raises(StoreUnavailable, match="not_sound"):
        room.open_after(old, FixedClock(START))
    assert backups_of(old) == ()


# What is found out


def _edit(seq: int) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        store_body(connection, seq, {**body_of(connection, seq), "actor": "L-2"})

    return tamper


def _edit_and_repair(seq: int) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        _edit(seq)(connection)
        rechain(connection, seq)

    return tamper


def _remove(seq: int) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        connection.execute("DELETE FROM journal_entry WHERE seq = ?", (seq,))
        shift(connection, seq + 1, -1)

    return tamper


def _insert(seq: int) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        body = body_of(connection, seq)
        shift(connection, seq, 1)
        connection.execute(
            "INSERT INTO journal_entry SELECT ?, previous, body, hash, verb, outcome, practice_at, 'other'"
            " FROM journal_entry WHERE seq = ?",
            (seq, seq + 1),
        )
        store_body(connection, seq, {**body, "request": "other", "actor": "L-2"})

    return tamper


def _swap(seq: int) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        for was, now in ((seq, 99), (seq + 1, seq), (99, seq + 1)):
            connection.execute("UPDATE journal_entry SET seq = ? WHERE seq = ?", (now, was))

    return tamper


BY_PLACE = [
    (_edit, Damage.EDITED),
    (_edit_and_repair, Damage.EDITED_WITH_HASH),
    (_remove, Damage.REMOVED),
    (_insert, Damage.INSERTED),
    (_swap, Damage.REORDERED),
]


@pytest.mark.parametrize("seq", [3, MIGRATED - 1, MIGRATED, MIGRATED + 1, LAST - 1])
@pytest.mark.parametrize(("tamper", "kind"), BY_PLACE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_tampered_journal_before_at_and_after_it(
    migrated: Path, tamper: Callable[[int], Callable[[Connection], None]], kind: Damage, seq: int
) -> None:
    with behind_the_back(migrated) as connection:
        tamper(seq)(connection)
    report = verify(migrated)
    assert (report.findings[0].kind, report.first_bad) == (kind, seq), kinds(report)


@pytest.mark.parametrize("seq", [2, MIGRATED, MIGRATED + 1])
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE journal_words SET words = 'otherwise'", Damage.WORDS_CHANGED),
        ("DELETE FROM journal_words", Damage.WORDS_MISSING),
        ("UPDATE journal_words SET words = NULL, salt = NULL", Damage.WORDS_ERASED),
    ],
)
def test_words_tampered_with_before_at_and_after_it(migrated: Path, change: str, kind: Damage, seq: int) -> None:
    with behind_the_back(migrated) as connection:
        assert connection.execute(f"{change} WHERE seq = {seq}").rowcount > 0
    report = verify(migrated)
    assert (report.findings[0].kind, report.first_bad) == (kind, seq), kinds(report)


@pytest.mark.parametrize("seq", [MIGRATED, MIGRATED + 1, LAST])
def test_a_record_cut_off_is_found(migrated: Path, seq: int) -> None:
    with behind_the_back(migrated) as connection:
        connection.execute("DELETE FROM journal_entry WHERE seq >= ?", (seq,))
    assert (verify(migrated).findings[0].kind, verify(migrated).first_bad) == (Damage.TRUNCATED, seq)


@pytest.mark.parametrize(
    ("statement", "seq", "what"),
    [
        ("UPDATE thing SET label = 'cap' WHERE id = 1", MIGRATED, "start"),
        ("UPDATE thing SET label = 'cap', size = 4 WHERE id = 1", MIGRATED, "size"),
        ("UPDATE thing SET size = 4 WHERE id = 1", MIGRATED, "size"),
        ("UPDATE thing SET shown = 1 WHERE id = 1", MIGRATED, "shown"),
        ("UPDATE thing SET words = 'AhA!' WHERE id = 1", MIGRATED, "words"),
        ("UPDATE thing SET words = 'An urn' WHERE id = 4", MIGRATED + 2, "words"),
        ("UPDATE thing SET shown = 1 WHERE id = 5", MIGRATED + 1, "shown"),
        ("UPDATE coin SET amount = 605 WHERE metal = 'gold'", MIGRATED, "amount"),
        ("UPDATE coin SET amount = 700 WHERE metal = 'gold'", MIGRATED - 1, "amount"),
        ("UPDATE coin SET note = 'mine' WHERE metal = 'gold'", MIGRATED, "note"),
        ("UPDATE coin SET note = 'mine' WHERE metal = 'tin'", MIGRATED, "note"),
        ("UPDATE coin SET amount = 900 WHERE metal = 'tin'", MIGRATED + 3, "amount"),
        ("UPDATE coin SET amount = 'much' WHERE metal = 'gold'", MIGRATED, "note"),
        ("UPDATE coin SET last_act = 2 WHERE metal = 'gold'", MIGRATED - 1, "last_act"),
        ("UPDATE thing SET last_act = 9 WHERE id = 1", 3, "last_act"),
        ("DELETE FROM coin WHERE metal = 'gold'", MIGRATED - 1, "gone"),
        ("INSERT INTO thing VALUES (2, 'pan', 3, 'plAin', 0, 5)", 5, "back"),
        ("INSERT INTO thing VALUES (3, 'jar', 3, '', 0, 0)", MIGRATED + 4, "back"),
        ("INSERT INTO coin VALUES ('iron', 100, 0, '')", MIGRATED, "start"),
    ],
)
def test_a_table_changed_behind_the_journals_back(migrated: Path, statement: str, seq: int, what: str) -> None:
    with behind_the_back(migrated) as connection:
        assert connection.execute(statement).rowcount == 1
    report = verify(migrated)
    found = [(each.kind, each.seq, each.facts.get("what")) for each in report.findings]
    assert found[0] == (Damage.UNLOGGED, seq, what), found
    assert {each.kind for each in report.findings} == {Damage.UNLOGGED}


def test_a_claim_about_a_row_that_an_earlier_stretch_left_otherwise(migrated: Path) -> None:
    """Entry and row agree with each other, and every hash is made anew: only the stretch before says otherwise."""
    with behind_the_back(migrated) as connection:
        body = body_of(connection, MIGRATED + 3)
        assert body["effects"][0]["b"] == {"amount": 700}
        body["effects"][0]["b"]["amount"] = 900
        store_body(connection, MIGRATED + 3, body)
        rechain(connection, MIGRATED + 3, to_the_end=True)
    report = verify(migrated)
    assert (report.findings[0].kind, report.first_bad) == (Damage.EFFECTS, MIGRATED + 3), kinds(report)


def change_migration(connection: Connection, change: Callable[[dict[str, Any]], object]) -> None:
    body = json.loads(json.dumps(body_of(connection, MIGRATED)))
    change(body)
    store_body(connection, MIGRATED, body)
    rechain(connection, MIGRATED, to_the_end=True)


def _other(**args: Any) -> Callable[[dict[str, Any]], object]:
    return lambda body: body["args"].update(args)


def _effects(change: Callable[[list[Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda body: change(body["effects"])


FORGED = [
    _other(after=room.AFTER + 1),
    _other(before=room.BEFORE - 1),
    _other(after=room.BEFORE),
    _other(before=room.AFTER, after=room.AFTER + 1),
    _other(digests={}),
    _other(digests={"thing": ["", ""], "coin": ["", ""], "product": ["", ""]}),
    _other(digests={"thing": [""], "coin": ["", ""]}),
    _other(goes_on=True),
    _other(more=1),
    lambda body: body.update(args={}),
    lambda body: body.update(result="refused", refusal="x", effects=[]),
    lambda body: body.update(verb="practice.jump", effects=[]),
    _effects(lambda kept: kept.append({"t": "persona_state", "k": ["anna"], "b": {"trust": 1}, "a": {}})),
    _effects(lambda kept: kept.append({"t": "coin", "k": ["gold"], "b": {"amount": 1}, "a": {"amount": 600}})),
    _effects(lambda kept: kept.append({"t": "coin", "k": ["gold"], "b": {"metal": "tin"}, "a": {}})),
    _effects(lambda kept: kept.append({"t": "coin", "k": ["gold"], "b": None, "a": {}})),
    _effects(lambda kept: kept.append({"t": "coin", "k": [["gold"]], "b": {"amount": 6}, "a": {}})),
    _effects(lambda kept: kept.append(dict(kept[0]))),
    _effects(lambda kept: kept.append([])),
]


@pytest.mark.parametrize("change", FORGED, ids=range(len(FORGED)))
def test_a_forged_migration_is_found(migrated: Path, change: Callable[[dict[str, Any]], object]) -> None:
    with behind_the_back(migrated) as connection:
        change_migration(connection, change)
    report = verify(migrated)
    assert report.result is RecordState.DAMAGED
    assert (report.findings[0].kind, report.first_bad) in {
        (Damage.IMPOSSIBLE, MIGRATED),
        (Damage.WORDS_STRAY, MIGRATED),  # those that it kept
        (Damage.IMPOSSIBLE, MIGRATED + 1),  # after one that said it would go on
    }, kinds(report)


WHITEWASH = [
    (_effects(lambda kept: kept.append({"t": "coin", "k": ["gold"], "b": {"amount": 9}, "a": {}})), "amount"),
    (_effects(lambda kept: kept.append({"t": "coin", "k": ["iron"], "b": {"amount": 9}, "a": {}})), "start"),
    (_effects(lambda kept: kept[0]["b"].update(worth=6)), "start"),
    (_effects(lambda kept: kept.pop(1)), "start"),
    (lambda body: body["args"]["digests"]["coin"].reverse(), "start"),
    (lambda body: body["args"]["digests"].update(coin=["00", "00"]), "start"),
]


@pytest.mark.parametrize(("change", "what"), WHITEWASH, ids=range(len(WHITEWASH)))
def test_a_migration_cannot_be_made_to_explain_other_rows(
    migrated: Path, change: Callable[[dict[str, Any]], object], what: str
) -> None:
    with behind_the_back(migrated) as connection:
        change_migration(connection, change)
    report = verify(migrated)
    assert [(each.kind, each.seq, each.facts["what"]) for each in report.findings][:1] == [
        (Damage.UNLOGGED, MIGRATED, what)
    ], kinds(report)


def test_what_is_kept_of_a_row_has_to_fit_the_entries_before(migrated: Path) -> None:
    """The new words follow from what is claimed, and the entry that wrote the old ones said otherwise."""
    with behind_the_back(migrated) as connection:
        change_migration(
            connection, lambda body: next(e for e in body["effects"] if e["k"] == [4])["b"].update(words="An urn")
        )
        connection.execute("DELETE FROM journal_words WHERE seq = ? AND words = 'an urn'", (MIGRATED,))
    report = verify(migrated)
    assert (report.findings[0].kind, report.first_bad) == (Damage.EFFECTS, MIGRATED), kinds(report)


def test_rows_and_what_was_kept_of_them_forged_together_do_not_fit_what_was_before(migrated: Path) -> None:
    with behind_the_back(migrated) as connection:
        connection.execute("UPDATE coin SET amount = 9900 WHERE metal = 'gold'")
        change_migration(connection, lambda body: body["args"]["digests"].update(coin=["00", "00"]))
    report = verify(migrated)
    assert (report.result, report.findings[0].facts["table"]) == (RecordState.DAMAGED, "coin")


def test_a_second_migration_or_none_at_all_is_found(migrated: Path, old: Path) -> None:
    with behind_the_back(migrated) as connection:
        body = body_of(connection, LAST)
        forged = {"before": room.BEFORE, "after": room.AFTER, "digests": {}, "goes_on": False}
        store_body(connection, LAST, {**body, "verb": "journal.migrate", "args": forged, "effects": []})
        rechain(connection, LAST)
    assert (verify(migrated).findings[0].kind, verify(migrated).first_bad) == (Damage.IMPOSSIBLE, LAST)
    with room.as_after():
        with behind_the_back(old) as connection:
            for statement in CONVERTS:
                connection.execute(statement)
            connection.execute("UPDATE alembic_version SET version_num = ?", (f"w{room.AFTER:04}",))
            connection.execute(f"PRAGMA user_version = {room.AFTER}")
        report = verify(old)
    assert Damage.UNLOGGED in {each.kind for each in report.findings}, "brought to a newer form, and no entry says so"
    assert "alembic_version" in {each.facts.get("table") for each in report.findings}


def test_a_file_whose_first_entry_knows_no_schema_is_proved_all_the_same(old: Path) -> None:
    with behind_the_back(old) as connection:
        body = body_of(connection, 1)
        del body["args"]["schema"]
        store_body(connection, 1, body)
        rechain(connection, 1, to_the_end=True)
    with room.as_after():
        act(old, room.open_after, LATER)
        assert verify(old).result is RecordState.INTACT


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
