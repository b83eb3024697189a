# SPDX-License-Identifier: MIT
"""What is counted by the hour is what a recount gives, whoever wrote: acts, a fill, a migration, or statements."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmtrainer import bootstrap
from crmtrainer.figures.hours import HOUR, RECOUNT, SOURCES, TRIGGERS, Place, different
from crmtrainer.journal.rewinding import rewind
from crmtrainer.kernel.commands import Realm
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import create_empty
from tests.old_databases.make import unpacked

TABLES = sorted({source.table for source in SOURCES})
VALUES: dict[str, st.SearchStrategy[object]] = {
    "type": st.sampled_from(["complaint", "enquiry"]),
    "now": st.sampled_from(["closed", "in_progress"]),
    "was": st.sampled_from(["closed", "in_progress"]),
    "metric": st.sampled_from(["promise", "resolution"]),
    "noticed": st.sampled_from([0, 75, 100]),
    "open": st.booleans(),
    "channel": st.sampled_from(["phone", "email"]),
    "direction": st.sampled_from(["in", "out"]),
    "kind": st.sampled_from(["call", "message", "note"]),
    "corrects_id": st.just(1),
    "state": st.sampled_from(["sent", "accepted", "bounced", "done", "closed", "open", "kept", "broken"]),
    "team_id": st.sampled_from([1, 2]),
}
MOMENT = st.integers(500_000, 500_002).map(lambda hour: hour * HOUR + 7)


def wrong_in(path: Path) -> list[Place]:
    engine = open_reading(path)
    with engine.connect() as connection:
        found = different(connection)
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("hours") / "world.sqlite3"
    create_empty(path, Realm.WORLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@st.composite
def rows(draw: st.DrawFn, table: str, columns: list[tuple[str, bool]]) -> dict[str, object]:
    """A row that may be counted, by column and whether it is needed; what no count reads is one and the same."""
    watched = {name for source in SOURCES if source.table == table for name in source.watched}
    found: dict[str, object] = {}
    for name, is_needed in columns:
        is_moment = name == "at" or name.endswith("_at")
        drawn = draw(MOMENT if is_moment else VALUES[name]) if name in watched else 1
        found[name] = None if name in watched and not is_needed and draw(st.booleans()) else drawn
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_rows_written_changed_and_removed_are_counted(empty: sqlite3.Connection, data: st.DataObject) -> None:
    empty.execute("BEGIN")
    try:
        for _ in range(data.draw(st.integers(1, 12))):
            table = data.draw(st.sampled_from(TABLES))
            known = empty.execute(f"PRAGMA table_info({table})").fetchall()
            row = data.draw(rows(table, [(column[1], bool(column[3])) for column in known if column[1] != "id"]))
            if "ref" in row:
                row["ref"] = str(empty.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            some = empty.execute(f"SELECT id FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
            doing = data.draw(st.sampled_from(["insert", "insert", "update", "delete"])) if some else "insert"
            if doing == "insert":
                places = ", ".join(f":{name}" for name in row)
                empty.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)
            elif doing == "update":
                row.pop("ref", None)
                changes = ", ".join(f"{name} = :{name}" for name in row)
                empty.execute(f"UPDATE {table} SET {changes} WHERE id = :id", {**row, "id": some[0]})
            else:
                empty.execute(f"DELETE FROM {table} WHERE id = ?", some)
        kept = empty.execute("SELECT measure, hour, kind, state, amount FROM desk_hour ORDER BY 1, 2, 3, 4").fetchall()
        counted = recounted(empty)
    finally:
        empty.execute("ROLLBACK")
    assert kept == counted


def recounted(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    for statement in RECOUNT:
        connection.execute(statement)
    return connection.execute("SELECT measure, hour, kind, state, amount FROM desk_hour ORDER BY 1, 2, 3, 4").fetchall()


def test_the_triggers_stand_word_for_word(empty: sqlite3.Connection) -> None:
    found = dict(empty.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'desk_hour%'"))
    assert found == TRIGGERS


def test_a_filled_world_is_counted_and_goes_on_counting(tmp_path: Path) -> None:
    path = tmp_path / "filled.sqlite3"
    build_world(path, Profile(300, 7))
    assert wrong_in(path) == []
    with closing(sqlite3.connect(path)) as file, file:
        assert file.execute("SELECT sum(amount) FROM desk_hour WHERE measure = 'contact'").fetchone()[0] > 1000
        file.execute("UPDATE ticket SET type = 'incident' WHERE id % 7 = 0")
        file.execute("DELETE FROM interaction WHERE id % 5 = 0")
    assert wrong_in(path) == []


@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_world_is_counted_when_it_is_brought_up_to_date(schema: int, tmp_path: Path) -> None:
    path = unpacked(Realm.WORLD, schema, tmp_path / "old.sqlite3")
    bootstrap.open_world(path).close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT sum(amount) FROM desk_hour WHERE measure = 'handoff'").fetchone()[0] == 2
    assert wrong_in(path) == []


def test_a_world_put_back_to_its_beginning_is_counted_as_it_was_then(tmp_path: Path) -> None:
    path = unpacked(Realm.WORLD, 1, tmp_path / "old.sqlite3")
    bootstrap.open_world(path).close()
    rewind(path, Realm.WORLD)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM desk_hour WHERE measure = 'handoff'").fetchone()[0] == 0
    assert wrong_in(path) == []


def test_a_count_that_somebody_changed_is_named(tmp_path: Path) -> None:
    path = tmp_path / "filled.sqlite3"
    build_world(path, Profile(50, 7))
    with closing(sqlite3.connect(path)) as file, file:
        place = file.execute("SELECT measure, hour, kind, state FROM desk_hour WHERE measure = 'opened'").fetchone()
        file.execute(
            "UPDATE desk_hour SET amount = amount + 1 WHERE measure = ? AND hour = ? AND kind = ? AND state = ?", place
        )
    assert wrong_in(path) == [place]
