# SPDX-License-Identifier: MIT
"""A filled world that is there and cannot be opened: who asks for it is told why, and not that there is none."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.assessment.commands import RegisterWorld
from crmtrainer.house import House
from crmtrainer.house.sandboxes import find
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.errors import NotFound, StoreUnavailable
from tests.support import START

NAME = "W retail"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """The file of a filled world that the centre knows by its name."""
    home = tmp_path / "home"
    file = home / "worlds" / "w-retail-20-7.sqlite3"
    with House.open(home) as house:
        bootstrap.create_world(file, seed="7", about={"made": "seeded", "name": NAME}, starts_at=START)
        house.centre.perform(RegisterWorld("journal", "sandbox", NAME, f"worlds/{file.name}", "{}"), SYSTEM)
    return file


def newer(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[60:64] = struct.pack(">I", 99)
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-4096]), "store.truncated"),
        (lambda file: file.write_bytes(b"none of ours" * 900), "store.foreign"),
        (lambda file: file.write_bytes(b""), "store.empty"),
        (newer, "store.newer"),
    ],
    ids=["cut short", "foreign", "empty", "newer"],
)
def test_a_world_that_cannot_be_opened_is_told_by_its_name_and_by_its_file(
    world: Path, spoil: Callable[[Path], object], code: str
) -> None:
    """It was said not to be there."""
    spoil(world)
    for named in (NAME, "w RETAIL ", world.name, world.stem, str(world)):
        with pytest.raises(StoreUnavailable) as told:
            find(world.parents[1], named)
        assert (told.value.code, told.value.facts["path"]) == (code, str(world)), named


def test_what_is_not_there_is_still_said_not_to_be(world: Path) -> None:
    world.unlink()
    for named in (NAME, world.name, "Another"):
        with pytest.raises(NotFound):
            find(world.parents[1], named)
