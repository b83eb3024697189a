# SPDX-License-Identifier: MIT
"""Tampering before, at and after a migration that converted rows is found: its kind, and where it begins."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import pytest

from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.verify import verify
from tests.journal import changing_room as room
from tests.journal.changing_room import CONVERTS, LAST, LATER, MIGRATED, Drop, Pay, Say, act
from tests.journal.tampering import behind_the_back, body_of, kinds, rechain, shift, store_body


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


def _facts(**facts: Any) -> Callable[[dict[str, Any]], object]:
    return lambda body: body["facts"].update(facts)


def _effects(change: Callable[[list[Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda body: change(body["effects"])


FORGED = [
    _other(after=room.AFTER + 1),
    _other(before=room.BEFORE - 1),
    _other(after=room.BEFORE),
    _other(before=room.AFTER, after=room.AFTER + 1),
    _facts(digests={}),
    _facts(digests=[]),
    _facts(digests={"thing": ["", ""], "coin": ["", ""], "product": ["", ""]}),
    _facts(digests={"thing": [""], "coin": ["", ""]}),
    _facts(digests={"thing": ["", 1], "coin": ["", ""]}),
    _facts(goes_on=True),
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
    (lambda body: body["facts"]["digests"]["coin"].reverse(), "start"),
    (lambda body: body["facts"]["digests"].update(coin=["00", "00"]), "start"),
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
        change_migration(connection, lambda body: body["facts"]["digests"].update(coin=["00", "00"]))
    report = verify(migrated)
    assert (report.result, report.findings[0].facts["table"]) == (RecordState.DAMAGED, "coin")


def test_a_second_migration_or_none_at_all_is_found(migrated: Path, old: Path) -> None:
    with behind_the_back(migrated) as connection:
        body = body_of(connection, LAST)
        forged = {"before": room.BEFORE, "after": room.AFTER}
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
        del body["facts"]["schema"]
        store_body(connection, 1, body)
        rechain(connection, 1, to_the_end=True)
    with room.as_after():
        act(old, room.open_after, LATER)
        assert verify(old).result is RecordState.INTACT


@pytest.fixture
def twice(migrated: Path) -> Iterator[Path]:
    """A world that went through two migrations, with acts before, between and after."""
    with room.as_long_after():
        act(migrated, room.open_after, (Pay("gold", 8), Say(4, "it is n0 use"), Drop(5)))
        yield migrated


AGAIN = LAST + 1
"""The entry about the second migration."""


def test_two_migrations_one_after_the_other(twice: Path) -> None:
    report = verify(twice)
    assert (report.result, report.findings, report.entries) == (RecordState.INTACT, (), AGAIN + 3)


def test_a_world_that_missed_the_first_one_goes_through_both(old: Path) -> None:
    with room.as_long_after():
        act(old, room.open_after, (Say(1, "at last"),))
        report = verify(old)
        assert (report.result, report.entries) == (RecordState.INTACT, MIGRATED + 2)


@pytest.mark.parametrize(
    ("statement", "kind", "seq"),
    [
        ("UPDATE coin SET note = 'mine' WHERE metal = 'tin'", Damage.UNLOGGED, AGAIN),
        ("UPDATE coin SET amount = 801 WHERE metal = 'tin'", Damage.UNLOGGED, MIGRATED + 3),
        ("UPDATE coin SET amount = 801 WHERE metal = 'gold'", Damage.UNLOGGED, AGAIN + 1),
        ("UPDATE thing SET words = 'Aha' WHERE id = 1", Damage.UNLOGGED, MIGRATED),
        ("UPDATE thing SET size = 5 WHERE id = 1", Damage.UNLOGGED, MIGRATED),
        ("UPDATE thing SET words = 'it is n0 use!' WHERE id = 4", Damage.UNLOGGED, AGAIN + 2),
        ("DELETE FROM thing WHERE id = 1", Damage.UNLOGGED, 3),
        ("UPDATE coin SET last_act = 1 WHERE metal = 'lead'", Damage.UNLOGGED, LAST),
    ],
)
def test_a_row_changed_after_two_migrations(twice: Path, statement: str, kind: Damage, seq: int) -> None:
    with behind_the_back(twice) as connection:
        assert connection.execute(statement).rowcount == 1
    report = verify(twice)
    assert (report.findings[0].kind, report.first_bad) == (kind, seq), kinds(report)


@pytest.mark.parametrize(("seq", "kept"), [(MIGRATED, "plain"), (AGAIN, "forged")])
def test_what_either_of_two_migrations_kept_cannot_be_forged(twice: Path, seq: int, kept: str) -> None:
    with behind_the_back(twice) as connection:
        body = body_of(connection, seq)
        effect = next(effect for effect in body["effects"] if effect["t"] == "thing" and "words" in effect["b"])
        effect["b"]["words"] = kept
        store_body(connection, seq, body)
        rechain(connection, seq, to_the_end=True)
    report = verify(twice)
    assert report.result is RecordState.DAMAGED
    assert report.first_bad is not None
    assert report.first_bad <= seq
