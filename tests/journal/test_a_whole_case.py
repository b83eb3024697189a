# SPDX-License-Identifier: MIT
"""The shipped scenario played from the first ring to the end: the record is intact, and a replay gives the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmtrainer.agenda.world import World
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.replay import replay
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.runs import play
from crmtrainer.scenarios.staging import starts_at
from tests.scenarios.stage import KEY, larkfield
from tests.support import fresh_world


def test_a_golden_run_is_intact_and_replays(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite3"

    @contextmanager
    def make_world(content: Content) -> Iterator[World]:
        made = fresh_world(tmp_path, starts_at=starts_at(content))
        yield made.world
        made.world.close()

    golden = next(run for run in larkfield().scenario(KEY).runs if run.golden)
    assert play(larkfield(), KEY, golden, make_world, seed="a variation").is_as_expected
    report = verify(path)
    assert (report.result, report.findings, report.notes) == (RecordState.INTACT, (), ())
    assert report.entries > 40
    again = replay(path, tmp_path / "again.sqlite3")
    assert (again.same, again.first_difference, again.acts) == (True, None, report.entries - 1)
