# SPDX-License-Identifier: MIT
"""A world that was played in for a while, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.kernel.errors import Refused
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
