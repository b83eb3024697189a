# SPDX-License-Identifier: MIT
"""A world that was played in for a while, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.errors import Refused
from tests.journal import changing_room as room
from tests.journal.play_room import Feel, Guess, Later, Note, Reword, Stock, Unstock, Waver, play_room, play_world


@pytest.fixture(autouse=True)
def _play_room() -> Iterator[None]:
    with play_room():
        yield


@pytest.fixture(scope="session")
def played_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with play_room():
        world = play_world(tmp_path_factory.mktemp("played"))
        world.do(Note("Ms Ambrose rang about the leak.", shown=True))  # 2
        world.do(Feel("anna", 61))  # 3
        with suppress(Refused):
            world.do(Feel("anna", 161))  # 4, refused
        world.do(Reword(1, "It began with a burst pipe."))  # 5
        world.do(Stock("LAMP", ("SHADE", "BULB")))  # 6
        world.do(Later(10, "ben", 20))  # 7
        world.do(Unstock("KETTLE"))  # 8
        world.advance(minutes=30)  # 9 is the world's own act, 10 the jump
        world.do(Waver("ben"))  # 11
        world.do(Guess("anna"))  # 12
        with suppress(Refused):
            world.do(SetSpeed(7))  # 13, refused
        world.do(SetSpeed(10))  # 14
        world.world.close()
    return world.path


@pytest.fixture
def played(played_once: Path, tmp_path: Path) -> Path:
    """A closed file of 14 entries."""
    path = tmp_path / "played.sqlite3"
    shutil.copyfile(played_once, path)
    return path


@pytest.fixture(scope="module")
def changing() -> Iterator[None]:
    """The room of tables that a migration changes is open."""
    with room.changing_room():
        yield


@pytest.fixture(scope="module")
def begun_once(changing: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("begun") / "w.sqlite3"
    with room.as_before():
        room.begin(path)
    return path


@pytest.fixture(scope="module")
def old_once(begun_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "w.sqlite3"
    shutil.copyfile(begun_once, path)
    with room.as_before():
        room.act(path, room.open_before, room.EARLIER)
        assert verify(path).result is RecordState.INTACT
    return path


@pytest.fixture(scope="module")
def migrated_once(old_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "w.sqlite3"
    shutil.copyfile(old_once, path)
    with room.as_after():
        room.act(path, room.open_after, room.LATER)
    return path


@pytest.fixture
def old(old_once: Path, tmp_path: Path) -> Path:
    """A world that was worked in, from before the migration."""
    (tmp_path / "worlds").mkdir()
    return Path(shutil.copyfile(old_once, tmp_path / "worlds" / "w.sqlite3"))


@pytest.fixture
def migrated(migrated_once: Path, tmp_path: Path) -> Iterator[Path]:
    """The same after the migration and more work, and the program of that time."""
    with room.as_after():
        yield Path(shutil.copyfile(migrated_once, tmp_path / "w.sqlite3"))
