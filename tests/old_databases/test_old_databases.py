# SPDX-License-Identifier: MIT
"""Databases as they were when their schema was released: each is opened, loses nothing, and is worked on."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.assessment.queries import attempts, judgements
from crmtrainer.house import House
from crmtrainer.journal.backups import backups_of
from crmtrainer.journal.report import Damage
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Realm, Role
from crmtrainer.scenarios.commands import SubmitReflection
from crmtrainer.store.files import SCHEMAS, look_at
from tests.hardship.next_schema import with_next_schema
from tests.old_databases.make import HERE, kept, unpacked

LARGEST = 1_000_000
RELEASED = [
    (realm, schema) for realm in Realm for schema in range(1, SCHEMAS[realm] + 1) if kept(realm, schema).exists()
]
EACH = pytest.mark.parametrize(
    ("realm", "schema"), RELEASED, ids=[f"{realm.value} {schema}" for realm, schema in RELEASED]
)


def home_of(realm: Realm, schema: int, home: Path) -> Path:
    """A data folder with the kept database in its place. Gives that one."""
    place = home / "centre.sqlite3" if realm is Realm.CENTRE else home / "worlds" / "w.sqlite3"
    return unpacked(realm, schema, place)


def opened(realm: Realm, path: Path) -> None:
    """Open it as the program does, and close it again."""
    if realm is Realm.CENTRE:
        bootstrap.open_centre(path.parent).close()
    else:
        bootstrap.open_world(path).close()


def rows_in(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row by table and column; not what SQLite and the migrations note for themselves."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in names if not name.startswith(("sqlite_", "alembic_"))]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY rowid")] for name in ours
        }


def assert_all_there(before: dict[str, list[dict[str, object]]], path: Path) -> None:
    """Every row that was there is there, with what it said; the journal may have gone on."""
    after = rows_in(path)
    for table, rows in before.items():
        now = after[table][: len(rows)] if table.startswith("journal_") else after[table]
        assert [{name: row[name] for name in then} for row, then in zip(now, rows, strict=True)] == rows, table


def test_every_schema_that_was_released_is_kept_and_small() -> None:
    for realm in Realm:
        for schema in range(1, max(SCHEMAS[realm], 2)):
            assert kept(realm, schema).exists(), "python -m tests.old_databases.make, before the next schema is begun"
    assert sum(file.stat().st_size for file in HERE.glob("*.gz")) < LARGEST


@EACH
def test_what_is_kept_has_rows_nearly_everywhere(realm: Realm, schema: int, tmp_path: Path) -> None:
    path = unpacked(realm, schema, tmp_path / "old.sqlite3")
    empty = [table for table, rows in rows_in(path).items() if not rows]
    assert look_at(path).schema == schema
    assert len(empty) <= 2, empty


@EACH
def test_it_is_brought_up_to_date_and_loses_nothing(realm: Realm, schema: int, tmp_path: Path) -> None:
    path = home_of(realm, schema, tmp_path)
    before = rows_in(path)
    opened(realm, path)
    assert look_at(path).schema == SCHEMAS[realm]
    assert verify(path).result == "intact"
    assert_all_there(before, path)
    assert len(backups_of(path)) == (schema < SCHEMAS[realm])


@EACH
def test_the_schema_after_the_newest_will_lose_nothing_either(realm: Realm, schema: int, tmp_path: Path) -> None:
    path = home_of(realm, schema, tmp_path)
    before = rows_in(path)
    if realm is Realm.WORLD:
        for product in before["product"]:
            product["name"] = str(product["name"]).replace("e", "E")
    with with_next_schema():
        opened(realm, path)
        assert look_at(path).schema == SCHEMAS[realm]
        assert verify(path).result == "intact"
        if realm is Realm.WORLD:
            reflect(path)
            assert verify(path).result == "intact"
            assert_found_out(path)
    before.pop("reflection", None)
    before.pop("counter", None)
    assert_all_there(before, path)


def assert_found_out(path: Path) -> None:
    """A row that the migration converted is changed behind the journal's back, and the entry about it is named."""
    bad = path.with_name("bad.sqlite3")
    shutil.copyfile(path, bad)
    with closing(sqlite3.connect(bad)) as connection, connection:
        connection.execute("UPDATE household SET size = 2 WHERE id = (SELECT MIN(id) FROM household)")
        (migrated,) = connection.execute("SELECT MAX(seq) FROM journal_entry WHERE verb = 'journal.migrate'").fetchone()
    report = verify(bad)
    assert [(found.kind, found.seq) for found in report.findings] == [(Damage.UNLOGGED, migrated)]


@pytest.mark.parametrize("schema", [schema for realm, schema in RELEASED if realm is Realm.WORLD])
def test_work_goes_on_in_an_old_world(schema: int, tmp_path: Path) -> None:
    path = home_of(Realm.WORLD, schema, tmp_path)
    seq = reflect(path)
    report = verify(path)
    assert (report.result, report.head_seq) == ("intact", seq)


def reflect(path: Path) -> int:
    """Act in a world, as its learner. Gives the entry's number."""
    world = bootstrap.open_world(path)
    with closing(sqlite3.connect(path)) as connection:
        (learner,) = connection.execute("SELECT learner FROM staged_scenario").fetchone()
    done = world.perform(SubmitReflection("Looking back at it after a long time."), Actor(learner, Role.LEARNER))
    world.close()
    return done.seq


@pytest.mark.parametrize("schema", [schema for realm, schema in RELEASED if realm is Realm.CENTRE])
def test_an_old_centre_knows_its_people_attempts_and_judgements(schema: int, tmp_path: Path) -> None:
    home_of(Realm.CENTRE, schema, tmp_path)
    with House.open(tmp_path) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        (attempt,) = house.centre.ask(attempts, assessor)
        assert [person.name for person in house.people() if person.role is Role.ASSESSOR] == ["Ruth Calder"]
        assert [each.superseded for each in house.centre.ask(judgements, assessor, attempt.id)] == [True, False]
