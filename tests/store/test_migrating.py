# SPDX-License-Identifier: MIT
"""A migration as such: whole or not at all wherever it is interrupted, and checked row by row and part by part."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy.exc import DBAPIError

from crmtrainer import bootstrap
from crmtrainer.journal.backups import backups_of
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile
from crmtrainer.store import upgrade
from crmtrainer.store.files import SCHEMAS, create_empty, look_at
from crmtrainer.store.shape import differences, schema_digest, shape_of_file
from crmtrainer.wording import sentence_for
from tests.hardship.next_schema import NEXT, with_next_schema


class Interruption(sqlite3.OperationalError):
    """What a failing disk says in the middle."""


class _Cursor(sqlite3.Cursor):
    def execute(self, *given: Any) -> sqlite3.Cursor:
        self.connection.count()  # type: ignore[attr-defined]  # it is one of ours
        return super().execute(*given)


@contextmanager
def interrupted(at: int) -> Iterator[list[int]]:
    """Every migration until then comes to an end at its statement `at`. Gives how many there were."""
    counted = [0]

    class Interrupted(upgrade._Held):
        def count(self) -> None:
            counted[0] += 1
            if counted[0] == at:
                raise Interruption("interrupted")

        def execute(self, *given: Any) -> sqlite3.Cursor:
            self.count()
            return sqlite3.Connection.execute(self, *given)

        def cursor(self, factory: Any = _Cursor) -> Any:
            return super().cursor(factory)

    with patch.object(upgrade, "_Held", Interrupted):
        yield counted


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "w.sqlite3"
    build_world(path, Profile(12, 7))
    return path


@pytest.fixture
def old(made_once: Path, tmp_path: Path) -> Path:
    path = tmp_path / "worlds" / "w.sqlite3"
    path.parent.mkdir()
    shutil.copyfile(made_once, path)
    return path


def told(path: Path) -> list[tuple[object, ...]]:
    """Every row of a file that a migration could lose, in the columns that it does not change."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return [
            (name, *row)
            for (name,) in tables
            if not name.startswith(("alembic", "journal_", "shelf", "sqlite_"))
            for row in connection.execute(f"SELECT {UNCHANGED.get(name, '*')} FROM {name}")
        ]


UNCHANGED = {"household": "id, name, last_act", "product": "id, code, price, last_act"}


def test_a_table_that_others_point_at_is_rebuilt_and_takes_no_row_along(old: Path) -> None:
    before = told(old)
    with with_next_schema():
        bootstrap.open_world(old).close()
        assert look_at(old).schema == SCHEMAS[Realm.WORLD]
        assert verify(old).result == "intact"
    assert told(old) == before
    with closing(sqlite3.connect(old)) as connection:
        found = dict(connection.execute("SELECT name, sql FROM sqlite_master"))
        assert connection.execute("SELECT COUNT(*) FROM shelf").fetchone()[0] > 0
        assert connection.execute("SELECT DISTINCT size FROM household").fetchall() == [(1,)]
        assert connection.execute("SELECT COUNT(*) FROM product WHERE name GLOB '*e*'").fetchone() == (0,)
        known = {table for (table,) in connection.execute("SELECT DISTINCT tbl FROM sqlite_stat1")}
        assert "household" in known, "what searches are planned by goes with a table that is rebuilt"
    assert {"shelf_stays", "ix_product_name", "journal_entry_no_delete"} <= set(found)
    assert "VARCHAR(240)" in found["household"]


def test_interrupted_at_every_statement_it_leaves_the_file_and_is_done_the_next_time(old: Path) -> None:
    before = old.read_bytes()
    with with_next_schema():
        at, ended = 0, False
        while not ended:
            at += 1
            with interrupted(at):
                try:
                    upgrade.migrate(old, Realm.WORLD)
                    ended = True
                except (sqlite3.Error, DBAPIError):  # as it is, or as the libraries between wrap it
                    assert old.read_bytes() == before, f"statement {at}"
    assert at > 20
    assert old.read_bytes() != before


@pytest.mark.parametrize("at", [1, 5, 15, 40, 90])
def test_an_opening_that_was_interrupted_is_done_the_next_time(old: Path, at: int) -> None:
    before = old.read_bytes()
    with with_next_schema():
        with interrupted(at), pytest.raises(StoreUnavailable, match="upgrade_failed"):
            bootstrap.open_world(old)
        assert old.read_bytes() == before
        assert sorted(each.name for each in old.parent.iterdir()) == ["backups", "w.sqlite3"]
        bootstrap.open_world(old).close()
        assert (look_at(old).schema, verify(old).result) == (SCHEMAS[Realm.WORLD], "intact")
    assert len(backups_of(old)) == 2


LOSES = "    op.execute('DELETE FROM household WHERE id = (SELECT MAX(id) FROM household)')"
ADDS = "    op.execute('INSERT INTO counter (kind, last, last_act) VALUES (\\'x\\', 1, 0)')"
ORPHANS = "    op.execute('DELETE FROM order_line'), op.execute('DELETE FROM product')"


def next_with(*lines: str) -> str:
    now = SCHEMAS[Realm.WORLD]
    return NEXT.substitute(before=f"w{now:04}", after=f"w{now + 1:04}") + "\n".join(lines) + "\n"


@pytest.mark.parametrize("line", [LOSES, ADDS], ids=["loses one", "adds one"])
def test_a_migration_that_changes_how_many_rows_there_are_is_undone(old: Path, line: str) -> None:
    before = old.read_bytes()
    with with_next_schema(next_with(line)), pytest.raises(StoreUnavailable) as refused:
        bootstrap.open_world(old)
    assert "rows and would have" in sentence_for(refused.value)
    assert str(old) in sentence_for(refused.value)
    assert old.read_bytes() == before


def test_a_migration_that_says_so_may_change_how_many_rows_there_are(old: Path) -> None:
    with with_next_schema(next_with("", "CHANGES_ROWS_OF = ('counter',)").replace("CREATE TRIGGER", ADDS_FIRST)):
        upgrade.migrate(old, Realm.WORLD)


ADDS_FIRST = "INSERT INTO counter (kind, last, last_act) VALUES ('x', 1, 0)\")\n    op.execute(\"CREATE TRIGGER"


def test_a_migration_after_which_the_record_does_not_hold_is_undone(old: Path) -> None:
    """The tables would say something that no entry explains, and the file would be called tampered with ever after."""
    before = old.read_bytes()
    line = "    op.execute('UPDATE product SET price = price + 1')"
    with with_next_schema(next_with(line)), pytest.raises(StoreUnavailable, match="not what"):
        bootstrap.open_world(old)
    assert old.read_bytes() == before


def test_keys_stay_off_or_nothing_is_begun(old: Path) -> None:
    class Stubborn(upgrade._Held):
        def execute(self, *given: Any) -> sqlite3.Cursor:
            if given[0] == "PRAGMA foreign_keys = OFF":
                given = ("PRAGMA foreign_keys = ON",)
            return sqlite3.Connection.execute(self, *given)

    before = old.read_bytes()
    with patch.object(upgrade, "_Held", Stubborn), with_next_schema(), pytest.raises(StoreUnavailable) as refused:
        bootstrap.open_world(old)
    assert refused.value.facts["setting"] == "foreign_keys"
    assert old.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER journal_entry_next",
        "DROP INDEX ix_product_name2",
        "CREATE INDEX extra ON product (name)",
        "ALTER TABLE product ADD COLUMN extra TEXT",
        "CREATE VIEW extra AS SELECT 1",
        "CREATE TRIGGER extra BEFORE DELETE ON product BEGIN SELECT 1; END",
    ],
)
def test_a_shape_is_known_by_every_part_of_it(tmp_path: Path, statement: str) -> None:
    create_empty(tmp_path / "one.sqlite3", Realm.WORLD)
    shutil.copyfile(tmp_path / "one.sqlite3", tmp_path / "other.sqlite3")
    with (
        closing(sqlite3.connect(tmp_path / "one.sqlite3")) as one,
        closing(sqlite3.connect(tmp_path / "other.sqlite3")) as other,
    ):
        for each in (one, other):
            each.execute("CREATE INDEX ix_product_name2 ON product (name)")
        assert schema_digest(one) == schema_digest(other)
        other.execute(statement)
        assert schema_digest(one) != schema_digest(other)
        assert len(differences(shape_of_file(one), shape_of_file(other))) in (1, 2)  # a part, and what made it
