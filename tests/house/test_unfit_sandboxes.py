# SPDX-License-Identifier: MIT
"""Filled worlds whose files are not as they were left: cut off in a commit, or spoilt since they were listed."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from crmtrainer.house import House
from crmtrainer.house.sandboxes import find, make_sandbox, open_sandbox, register, sandboxes
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.seeding.profile import Profile
from tests.support import LEARNER

CLASS = Profile(30, 5, date(2026, 5, 29), "Tuesday class")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House.open(tmp_path) as house:
        yield house


@pytest.fixture
def world(house: House) -> Path:
    built = make_sandbox(house.home, CLASS)
    register(house, built, CLASS)
    return built.path


def cut_off_in_a_commit(world: Path, tmp_path: Path) -> None:
    """As a program leaves it that was killed while it wrote, in a folder where no write-ahead log is kept."""
    copy = tmp_path / "elsewhere.sqlite3"
    shutil.copyfile(world, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE half_made(words)")
        connection.executemany("INSERT INTO half_made VALUES (?)", [("x" * 3000,)] * 200)
        for ending in ("", "-journal"):
            shutil.copyfile(f"{copy}{ending}", f"{world}{ending}")
        connection.execute("ROLLBACK")
    assert Path(f"{world}-journal").stat().st_size > 512


def test_a_world_that_was_cut_off_in_a_commit_is_listed_found_and_opened(
    house: House, world: Path, tmp_path: Path
) -> None:
    """It was in no list, and there was said to be no world of that name, until something else had looked at it."""
    cut_off_in_a_commit(world, tmp_path)
    assert [found.path for found in sandboxes(house.home)] == [world]
    cut_off_in_a_commit(world, tmp_path)
    assert find(house.home, "tuesday class").path == world
    cut_off_in_a_commit(world, tmp_path)
    opened = open_sandbox(house, world, LEARNER)
    opened.close()
    assert not Path(f"{world}-journal").exists()


SPOILT: dict[str, Callable[[Path], object]] = {
    "store.empty": lambda file: file.write_bytes(b""),
    "store.foreign": lambda file: file.write_bytes(b"PK\x03\x04" + bytes(9000)),
    "store.truncated": lambda file: os.truncate(file, file.stat().st_size - 4096),
    "store.missing": lambda file: file.unlink(),
}


@pytest.mark.parametrize("code", SPOILT)
def test_a_world_that_was_spoilt_since_it_was_listed_is_told_as_what_it_is(
    house: House, world: Path, code: str
) -> None:
    """It was told to be no filled world of this folder."""
    SPOILT[code](world)
    before = world.read_bytes() if world.exists() else None
    with pytest.raises(StoreUnavailable) as told:
        open_sandbox(house, world, LEARNER)
    assert told.value.code == code
    assert (world.read_bytes() if world.exists() else None) == before
