# SPDX-License-Identifier: MIT
"""Four programs at one data folder: each waits its turn, as patiently as
every command does, so that none is told that it is locked and nothing is lost."""

from __future__ import annotations

from pathlib import Path

from crmtrainer.house.checking import check_whole
from tests.hardship.crowd import PROGRAMS, crowd, make_home, requests_in, world_of

ROUNDS = 4


def test_four_programs_that_read_change_and_write_lose_nothing_and_are_told_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_home(home)
    done, complaints = crowd(home, ROUNDS)
    assert complaints == []
    assert len(done) == PROGRAMS * ROUNDS
    for file in (world_of(home), home / "centre.sqlite3"):
        assert requests_in(file) == sorted(done)
        assert check_whole(file).problem is None
