# SPDX-License-Identifier: MIT
"""Filled worlds made, listed, removed for a while and put back; other files are left alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.house import House
from crmtrainer.house.sandboxes import (
    DAYS_KEPT,
    clear_out,
    make_sandbox,
    put_back,
    register,
    remove,
    removed_folder,
    sandboxes,
)
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.seeding.profile import Profile
from tests.support import START

TODAY = date(2026, 3, 3)
CLASS = Profile(30, 5, date(2026, 5, 29), "Tuesday class")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    with House.open(tmp_path) as house:
        built = make_sandbox(tmp_path, CLASS)
        register(house, built, CLASS)
    return built.path


def test_a_world_is_listed_by_what_its_file_says(world: Path, tmp_path: Path) -> None:
    (tmp_path / "worlds" / "notes.sqlite3").write_text("no database")
    bootstrap.create_world(
        tmp_path / "worlds" / "other.sqlite3", seed="s", about={"made": "by a test"}, starts_at=START
    )
    (found,) = sandboxes(tmp_path)
    assert (found.path, found.name, found.customers, found.seed) == (world, "Tuesday class", 30, "5")
    assert (found.as_of, found.bytes, found.kept_until) == (CLASS.as_of, world.stat().st_size, None)


def test_a_removed_world_lies_aside_and_comes_back_as_it_was(world: Path, tmp_path: Path) -> None:
    before = world.read_bytes()
    lies = remove(tmp_path, world, TODAY)
    assert not world.exists()
    assert lies.parent == removed_folder(tmp_path)
    (found,) = sandboxes(tmp_path)
    assert found.kept_until == TODAY + timedelta(days=DAYS_KEPT)
    assert put_back(tmp_path, lies) == world
    assert world.read_bytes() == before
    assert [row.kept_until for row in sandboxes(tmp_path)] == [None]


def test_a_world_made_meanwhile_is_not_replaced(world: Path, tmp_path: Path) -> None:
    lies = remove(tmp_path, world, TODAY)
    again = make_sandbox(tmp_path, CLASS).path
    assert again == world
    back = put_back(tmp_path, lies)
    assert back != world
    assert {row.path for row in sandboxes(tmp_path)} == {world, back}


def test_removed_worlds_go_when_their_time_is_over(world: Path, tmp_path: Path) -> None:
    lies = remove(tmp_path, world, TODAY)
    (removed_folder(tmp_path) / "mine.sqlite3").write_text("put there by hand")
    assert clear_out(tmp_path, TODAY + timedelta(days=DAYS_KEPT)) == 0
    assert lies.exists()
    assert clear_out(tmp_path, TODAY + timedelta(days=DAYS_KEPT + 1)) == 1
    assert [file.name for file in removed_folder(tmp_path).iterdir()] == ["mine.sqlite3"]


def test_a_world_in_use_stays(world: Path, tmp_path: Path) -> None:
    opened = bootstrap.open_world(world)
    try:
        with pytest.raises(StoreUnavailable) as refused:
            remove(tmp_path, world, TODAY)
    finally:
        opened.close()
    assert refused.value.code == "store.in_use"
    assert world.exists()


def test_only_filled_worlds_of_this_folder_are_removed(world: Path, tmp_path: Path) -> None:
    other = tmp_path / "worlds" / "other.sqlite3"
    bootstrap.create_world(other, seed="s", about={"made": "for an attempt"}, starts_at=START)
    for path in (other, tmp_path / "centre.sqlite3"):
        with pytest.raises(Refused):
            remove(tmp_path, path, TODAY)
        assert path.exists()
    with pytest.raises(Refused):
        put_back(tmp_path, world)
