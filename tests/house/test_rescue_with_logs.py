# SPDX-License-Identifier: MIT
"""Reading rows out of a file whose end is missing while a log stands beside it, as after a machine that stopped."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.house.rescue import offers_for, salvage
from tests.casework.a_desk import people_and_things
from tests.support import copied_world

CUT = 40 * 4096


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A world and its log as they lie there when the machine stops, thirty acts after the last checkpoint."""
    world = copied_world(tmp_path / "live", populate=people_and_things)
    for number in range(30):
        world.do(SetSpeed(number % 2))
    found = tmp_path / "left" / "world.sqlite3"
    found.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{world.path}{ending}", f"{found}{ending}")
    world.world.close()
    return found


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - CUT)


def beside(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def entries(folder: Path) -> list[int]:
    lines = (folder / "journal_entry.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["seq"] for line in lines]


def test_what_the_log_holds_of_a_cut_file_is_read_too(left: Path, tmp_path: Path) -> None:
    whole = salvage(left, tmp_path / "whole")
    left.with_name(f"{left.name}-shm").unlink(missing_ok=True)
    cut(left)
    before = beside(left)
    assert offers_for(left).readable > 30
    done = salvage(left, tmp_path / "out")
    assert done.missing == CUT
    assert entries(tmp_path / "out") == entries(tmp_path / "whole") == list(range(1, 32))
    assert set(done.rows) <= set(whole.rows)
    left.with_name(f"{left.name}-shm").unlink(missing_ok=True)  # offers_for looks at it where it lies
    assert beside(left) == before, "nothing was written to the file or to its log"


@pytest.mark.parametrize("log", [b"", b"\xff" * 50_000, "cut"], ids=["empty", "garbage", "cut"])
def test_a_log_that_says_nothing_hides_nothing(left: Path, tmp_path: Path, log: bytes | str) -> None:
    cut(left)
    wal = left.with_name(f"{left.name}-wal")
    kept = wal.read_bytes()
    wal.unlink()
    alone = salvage(left, tmp_path / "alone")
    wal.write_bytes(kept[:20_000] if isinstance(log, str) else log)
    done = salvage(left, tmp_path / "out")
    assert done.missing == alone.missing == CUT
    assert done.rows["journal_entry"] >= alone.rows["journal_entry"] >= 1
    assert sum(done.rows.values()) >= sum(alone.rows.values())


def test_a_commit_that_was_cut_off_is_rolled_back_in_the_copy(left: Path, tmp_path: Path) -> None:
    """The file keeps its half-done commit; it could not be read at all where only its owner may roll it back."""
    with closing(sqlite3.connect(left, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        towns = connection.execute("SELECT town FROM customer ORDER BY id").fetchall()
        for setting in ("cache_size = 1", "cache_spill = 1"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        connection.execute("UPDATE customer SET town = 'Half done'")
        connection.execute("CREATE TABLE filler AS SELECT randomblob(4000) FROM customer, customer b, customer c")
        stopped = tmp_path / "stopped" / "world.sqlite3"
        stopped.parent.mkdir()
        for ending in ("", "-journal"):
            shutil.copyfile(f"{left}{ending}", f"{stopped}{ending}")
        connection.execute("ROLLBACK")
    size = left.stat().st_size
    os.truncate(stopped, size - 4096)
    before = beside(stopped)
    done = salvage(stopped, tmp_path / "out")
    assert done.missing == 4096
    lines = (tmp_path / "out" / "customer.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(json.loads(line)["town"],) for line in lines] == towns
    assert beside(stopped) == before
