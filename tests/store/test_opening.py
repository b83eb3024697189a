# SPDX-License-Identifier: MIT
"""Opening: held, looked at, examined read-only, and only then written to. What is refused stays byte for byte."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmtrainer import bootstrap, centre
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store import opening
from crmtrainer.store.files import SCHEMAS
from crmtrainer.wording import sentence_for
from tests.store.without_power import without_power
from tests.support import START

OPENING = """
from crmtrainer import bootstrap
from crmtrainer.kernel.errors import StoreUnavailable
for path in sys.argv[1:]:
    try:
        bootstrap.open_world(Path(path))
    except StoreUnavailable as problem:
        print(problem.code)
"""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "world.sqlite3"
    bootstrap.create_world(path, seed="s", about={"made": "by a test"}, starts_at=START)
    return path


@pytest.fixture
def world(made_once: Path, tmp_path: Path) -> Path:
    path = tmp_path / "world.sqlite3"
    shutil.copyfile(made_once, path)
    return path


def standing(path: Path) -> dict[str, bytes]:
    """Everything in the folder, by name."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def refused(path: Path) -> StoreUnavailable:
    """Why it cannot be opened; it and its folder are as they were."""
    before = standing(path)
    with pytest.raises(StoreUnavailable) as told:
        bootstrap.open_world(path)
    assert standing(path) == before
    assert str(path) in sentence_for(told.value), "one sentence that names the file"
    return told.value


def set_bytes(path: Path, offset: int, value: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[offset : offset + len(value)] = value
    path.write_bytes(data)


def as_centre(path: Path) -> None:
    set_bytes(path, 60, struct.pack(">I", SCHEMAS[Realm.CENTRE]))
    set_bytes(path, 68, b"crmc")


def test_a_sound_world_opens_and_leaves_one_file(world: Path) -> None:
    opened = bootstrap.open_world(world)
    assert opened.clock.now() == START
    opened.close()
    assert list(world.parent.iterdir()) == [world]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_bytes(b""), "store.empty"),
        (lambda path: path.write_bytes(path.read_bytes()[:60]), "store.foreign"),
        (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(5000)), "store.foreign"),
        (lambda path: path.write_bytes(path.read_bytes()[:-4096]), "store.truncated"),
        (lambda path: set_bytes(path, 60, struct.pack(">I", SCHEMAS[Realm.WORLD] + 1)), "store.newer"),
        (lambda path: set_bytes(path, 68, b"\x00\x00\x00\x07"), "store.foreign"),
        (as_centre, "store.wrong_kind"),
        (lambda path: set_bytes(path, 100, b"\xff" * 3000), "store.damaged"),
        (lambda path: set_bytes(path, 40960, b"\xa5" * 8192), "store.damaged"),
    ],
    ids=["empty", "header cut", "zip", "cut short", "newer", "another's", "centre", "first page", "other pages"],
)
def test_what_cannot_be_opened_is_named_and_left(world: Path, spoil: Callable[[Path], object], code: str) -> None:
    spoil(world)
    assert refused(world).code == code


def test_what_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"store\.missing"):
        bootstrap.open_world(tmp_path / "nowhere.sqlite3")
    with pytest.raises(StoreUnavailable, match=r"store\.missing"):
        bootstrap.open_world(tmp_path / "no" / "folder.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_world_is_opened_by_one_at_a_time(world: Path) -> None:
    opened = bootstrap.open_world(world)
    with pytest.raises(StoreUnavailable, match=r"store\.in_use"):
        bootstrap.open_world(world)
    opened.close()
    bootstrap.open_world(world).close()


@contextmanager
def changed(path: Path) -> Iterator[sqlite3.Connection]:
    """A person with a database browser; the guards do not stop them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM journal_entry", "store.unfinished"),
        ("DELETE FROM identity", "store.unfinished"),
        ("UPDATE identity SET journal = 'another'", "store.record_broken"),
        ("UPDATE journal_entry SET hash = zeroblob(32)", "store.record_broken"),
        ("UPDATE journal_entry SET body = CAST('x' AS BLOB)", "store.record_broken"),
        ("UPDATE journal_entry SET seq = 2", "store.record_broken"),
        ("INSERT INTO household VALUES (1, 'Nobody', 9)", "store.record_cut"),
        ("DROP TABLE journal_entry", "store.damaged"),
    ],
)
def test_a_record_whose_end_does_not_hold_is_not_written_on(world: Path, statement: str, code: str) -> None:
    with changed(world) as connection:
        connection.execute(statement)
    assert refused(world).code == code


def test_a_large_file_is_checked_where_the_record_rests_and_left_to_the_background(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with changed(world) as connection:
        connection.execute("INSERT INTO household VALUES (1, 'Nobody', 9)")
    monkeypatch.setattr(opening, "WHOLE_UP_TO", 0)
    bootstrap.open_world(world).close()
    with changed(world) as connection:
        connection.execute("UPDATE journal_entry SET hash = zeroblob(32)")
    assert refused(world).code == "store.record_broken"


def test_a_file_another_program_writes_is_refused_and_its_work_left(world: Path) -> None:
    with closing(sqlite3.connect(world, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("INSERT INTO household VALUES (1, 'Theirs', 0)")
        with pytest.raises(StoreUnavailable) as told:
            bootstrap.open_world(world)
        assert told.value.code == "store.locked"
        other.execute("COMMIT")
    bootstrap.open_world(world).close()


def test_a_file_that_can_only_be_read_is_refused(world: Path, read_only: Callable[[Path], None]) -> None:
    other = world.parent / "folder" / "world.sqlite3"
    other.parent.mkdir()
    shutil.copyfile(world, other)
    before = standing(world), standing(other)
    read_only(world)
    read_only(other.parent)
    assert without_power(OPENING, world, other).split() == ["store.read_only"] * 2
    assert (standing(world), standing(other)) == before


def test_a_world_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_all: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(centre, "write_genesis", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.create_world(tmp_path / "w.sqlite3", seed="s", about={}, starts_at=datetime.now(UTC))
    assert list(tmp_path.iterdir()) == []


def test_a_commit_cut_off_without_a_log_is_undone_before_the_file_is_judged(world: Path) -> None:
    """As in a synchronised folder: a rollback journal stands beside a file that was half written."""
    with closing(sqlite3.connect(world, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("BEGIN IMMEDIATE")
        for number in range(200):
            connection.execute("INSERT INTO household VALUES (?, ?, 0)", (number, "x" * 2000))
        cut = world.with_name("cut.sqlite3")
        shutil.copyfile(f"{world}-journal", f"{cut}-journal")
        shutil.copyfile(world, cut)
        connection.execute("ROLLBACK")
    bootstrap.open_world(cut).close()
    with closing(sqlite3.connect(cut)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM household").fetchone() == (0,)
