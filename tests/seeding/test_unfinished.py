# SPDX-License-Identifier: MIT
"""Files appear whole or not at all, and what a dead builder left is swept away by the next one."""

from pathlib import Path

import pytest
from filelock import FileLock

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.seeding.unfinished import sweep, unfinished
from tests.seeding.conftest import names_in


def test_a_finished_file_gets_its_name_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "w.sqlite3"
    with unfinished(target) as part:
        part.write_bytes(b"whole")
        part.with_name(part.name + "-wal").write_bytes(b"left")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    assert names_in(target.parent) == ["w.sqlite3"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_nothing_stays_of_what_was_broken_off(error: type[BaseException], tmp_path: Path) -> None:
    def build() -> None:
        with unfinished(tmp_path / "w.sqlite3") as part:
            part.write_bytes(b"half")
            raise error

    with pytest.raises(error):
        build()
    assert names_in(tmp_path) == []


def test_an_existing_file_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    target = tmp_path / "w.sqlite3"
    target.write_bytes(b"here")
    with pytest.raises(StoreUnavailable), unfinished(target):
        pytest.fail("the block must not run")
    assert names_in(tmp_path) == ["w.sqlite3"]


def test_a_folder_that_cannot_be_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    with pytest.raises(StoreUnavailable) as told, unfinished(tmp_path / "file" / "w.sqlite3"):
        pytest.fail("the block must not run")
    assert told.value.code == "store.not_written"


def test_sweeping_removes_what_the_dead_left_and_spares_the_living(tmp_path: Path) -> None:
    for name in ("dead.sqlite3.0a1b2c3d.unfinished", "live.sqlite3.4e5f6a7b.unfinished"):
        for ending in ("", "-journal", "-wal"):
            (tmp_path / (name + ending)).write_bytes(b"half")
    (tmp_path / "kept.sqlite3").write_bytes(b"whole")
    with FileLock(tmp_path / "live.sqlite3.4e5f6a7b.unfinished.lock"):
        assert sweep(tmp_path) == 1
        left = {name for name in names_in(tmp_path) if not name.endswith(".lock")}
    assert left == {"kept.sqlite3"} | {f"live.sqlite3.4e5f6a7b.unfinished{end}" for end in ("", "-journal", "-wal")}
    assert sweep(tmp_path) == 1
    assert names_in(tmp_path) == ["kept.sqlite3"]


def test_building_sweeps_first(tmp_path: Path) -> None:
    (tmp_path / "old.sqlite3.0a1b2c3d.unfinished").write_bytes(b"half")
    with unfinished(tmp_path / "w.sqlite3") as part:
        part.write_bytes(b"whole")
    assert names_in(tmp_path) == ["w.sqlite3"]
