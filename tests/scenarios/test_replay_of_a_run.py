# SPDX-License-Identifier: MIT
"""A whole golden run stands in its journal: it verifies, and played again from it gives the same world."""

from __future__ import annotations

from pathlib import Path

from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.replay import replay
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.runs import LEARNER, play_steps
from crmtrainer.scenarios.staging import stage_command, starts_at
from tests.scenarios.stage import KEY, larkfield
from tests.support import fresh_world


def test_a_golden_run_verifies_and_replays(tmp_path: Path) -> None:
    scenario = larkfield().scenario(KEY)
    world = fresh_world(tmp_path, starts_at=starts_at(larkfield().content(KEY)))
    world.do(stage_command(larkfield(), KEY, Mode.ASSESSED, LEARNER.pseudonym, "A-1", 1, "seed"), SYSTEM)
    play_steps(world.world, scenario.runs[0], scenario.runs)
    world.world.close()

    assert verify(world.path).result is RecordState.INTACT
    again = replay(world.path, tmp_path / "again.sqlite3")
    assert (again.same, again.first_difference) == (True, None)
