# SPDX-License-Identifier: MIT
"""Files as files: what is not ours is refused by name and left as it is; copies are whole or not there."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.engine import open_database, open_reading
from crmtrainer.store.files import SCHEMAS, copy_whole, create_empty, export_whole, look_at
from crmtrainer.store.unit_of_work import writing

Bytes = bytes


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "world.sqlite3"
    create_empty(path, Realm.WORLD)
    return path


@pytest.fixture
def world(made_once: Path, tmp_path: Path) -> Path:
    path = tmp_path / "world.sqlite3"
    shutil.copyfile(made_once, path)
    return path


def with_header(path: Path, offset: int, value: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[offset : offset + len(value)] = value
    path.write_bytes(data)


def refusal_of(path: Path) -> tuple[str, bool]:
    """Why it is refused, and whether it was left as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreUnavailable) as caught:
        look_at(path)
    return caught.value.code, (path.read_bytes() if path.is_file() else None) == before


def test_our_own_file_is_known_before_sqlite_sees_it(world: Path) -> None:
    assert look_at(world).realm is Realm.WORLD


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "store.empty"),
        (b"SQLite format 3\x00", "store.foreign"),
        (b"SQLite format 3\x00" + bytes(500), "store.foreign"),
        (b"%PDF-1.7" + bytes(500), "store.foreign"),
    ],
    ids=["empty", "cut in the header", "another program's", "no database"],
)
def test_foreign_files_are_refused_and_left(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "file.sqlite3"
    path.write_bytes(data)
    assert refusal_of(path) == (code, True)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.sqlite3"
    assert refusal_of(path) == ("store.missing", True)
    for opening in (open_database, open_reading):
        with pytest.raises(StoreUnavailable, match=r"store\.missing"):
            opening(path)
    assert not path.exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path)[0] == "store.not_a_file"


def test_a_newer_file_is_refused_and_left(world: Path) -> None:
    with_header(world, 60, struct.pack(">I", SCHEMAS[Realm.WORLD] + 1))
    assert refusal_of(world) == ("store.newer", True)


def test_a_file_cut_short_is_refused_and_left(world: Path) -> None:
    data = world.read_bytes()
    world.write_bytes(data[:-4096])
    assert refusal_of(world) == ("store.truncated", True)


def test_a_file_whose_end_is_still_in_its_log_is_not_called_truncated(world: Path) -> None:
    """As after a crash in the middle of writing the log back."""
    with closing(sqlite3.connect(world)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO household VALUES (1, 'Log', 0)")
        connection.commit()
        crashed = world.with_name("crashed.sqlite3")
        shutil.copyfile(world, crashed)
        shutil.copyfile(world.with_name("world.sqlite3-wal"), world.with_name("crashed.sqlite3-wal"))
    crashed.write_bytes(crashed.read_bytes()[:-4096])
    assert look_at(crashed).realm is Realm.WORLD


def test_a_header_that_promises_nothing_is_left_to_sqlite(world: Path) -> None:
    with_header(world, 92, b"\xff\xff\xff\xff")
    with_header(world, 28, struct.pack(">I", 10**6))
    assert look_at(world).realm is Realm.WORLD


def test_a_broken_file_of_ours_is_refused_by_name(world: Path) -> None:
    with_header(world, 100, b"\xff" * 3000)
    with pytest.raises(StoreUnavailable, match=r"store\.damaged"):
        open_database(world)


def test_the_settings_hold(world: Path) -> None:
    database = open_database(world)
    with database.writer.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "recursive_triggers", "journal_mode", "synchronous", "secure_delete")
        }
    with database.reader.connect() as connection, pytest.raises(DBAPIError, match="readonly"):
        connection.execute(text("DELETE FROM household"))
    database.close()
    assert found == {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
    }
    assert list(world.parent.iterdir()) == [world]


def test_reading_leaves_nothing_beside_a_file_that_nobody_has_open(world: Path) -> None:
    database = open_database(world)
    database.close()
    engine = open_reading(world)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM household").scalar() == 0
        with pytest.raises(DBAPIError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM household")
    engine.dispose()
    assert list(world.parent.iterdir()) == [world]


def test_reading_sees_what_is_still_in_the_log(world: Path) -> None:
    database = open_database(world)
    with writing(database) as session:
        session.connection().execute(text("INSERT INTO household VALUES (1, 'Log', 0)"))
    engine = open_reading(world)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM household").scalar() == "Log"
    engine.dispose()
    database.close()


@pytest.mark.parametrize("copy", [copy_whole, export_whole])
def test_a_copy_of_an_open_world_is_whole(world: Path, tmp_path: Path, copy: object) -> None:
    assert callable(copy)
    database = open_database(world)
    with writing(database) as session:
        session.connection().execute(text("INSERT INTO household VALUES (1, 'Log', 0)"))
    target = tmp_path / "deep" / "copy.sqlite3"
    copy(world, target)
    database.close()
    assert look_at(target) == look_at(world)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT name FROM household").fetchall() == [("Log",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("copy", [copy_whole, export_whole])
def test_a_copy_never_takes_anothers_place(world: Path, tmp_path: Path, copy: object) -> None:
    assert callable(copy)
    target = tmp_path / "taken"
    target.write_text("mine")
    with pytest.raises(StoreUnavailable, match=r"store\.exists"):
        copy(world, target)
    assert target.read_text() == "mine"


@pytest.mark.parametrize("copy", [copy_whole, export_whole])
def test_a_copy_that_fails_leaves_nothing(world: Path, tmp_path: Path, copy: object) -> None:
    assert callable(copy)
    with pytest.raises(StoreUnavailable, match=r"store\.not_copied"):
        copy(tmp_path / "nowhere.sqlite3", tmp_path / "copy.sqlite3")
    assert list(tmp_path.iterdir()) == [world]


@pytest.mark.parametrize("copy", [copy_whole, export_whole])
def test_copying_a_closed_world_leaves_nothing_beside_it(world: Path, tmp_path: Path, copy: object) -> None:
    assert callable(copy)
    open_database(world).close()
    copy(world, tmp_path / "copy.sqlite3")
    assert sorted(tmp_path.iterdir()) == [tmp_path / "copy.sqlite3", world]
