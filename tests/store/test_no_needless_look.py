# SPDX-License-Identifier: MIT
"""Looking through a whole file for what cannot be is for files that gave trouble, and for no act that goes well."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from crmtrainer.kernel.errors import Refused
from tests.journal import play_room as play
from tests.support import LEARNER


def test_nothing_that_goes_as_it_should_looks_through_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr("crmtrainer.store.unit_of_work.impossible_value", lambda *there: looked.append(there) or "")
    with play.play_room():
        world = play.play_world(tmp_path)
        world.do(play.Later(10, "anna", 20))
        world.advance(minutes=30)
        world.world.perform(play.Note("Once."), LEARNER, request_id="r-1")
        for act in (play.Note("Once."), play.Note("Twice.")):
            with suppress(Refused):
                world.world.perform(act, LEARNER, request_id="r-1")
        world.world.close()
    assert looked == []
