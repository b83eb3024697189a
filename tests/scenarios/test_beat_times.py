# SPDX-License-Identifier: MIT
"""A colleague who does something so long before or after a target does it while somebody is at work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.scenarios.beats import so_long_after, so_long_before
from crmtrainer.service_levels.definitions import CalendarDefinition
from crmtrainer.service_levels.keeping import add_calendar
from crmtrainer.store.unit_of_work import UnitOfWork, writing
from tests.support import fresh_world

PICKERS = CalendarDefinition(hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("07:00", "19:00"),)))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "target", "before", "after"),
    [
        (at(3, 13), at(3, 16, 50), at(3, 16, 10), at(3, 17, 25)),
        (at(3, 18, 31), at(4, 7, 3), at(3, 18, 31), at(4, 7, 38)),
        (at(3, 15), at(4, 7, 3), at(3, 18, 23), at(4, 7, 38)),
        (at(3, 15), at(3, 18, 50), at(3, 18, 10), at(4, 7, 25)),
        (at(6, 15), at(9, 7, 3), at(6, 18, 23), at(9, 7, 38)),
        (at(3, 18), at(3, 17), at(3, 18), at(3, 17, 35)),
    ],
)
def test_the_hours_of_the_team_count(
    now: datetime, target: datetime, before: datetime, after: datetime, tmp_path: Path
) -> None:
    world = fresh_world(tmp_path, starts_at=now)
    with writing(world.world.app.database) as session:
        work = UnitOfWork(session, 10_000, now, now, SYSTEM, "test", "test", False)
        add_calendar(work, "pickers", PICKERS)
        session.flush()
        assert so_long_before(work, target, 40, "pickers") == before
        assert so_long_after(work, target, 35, "pickers") == after
        assert (target - so_long_before(work, target, 40, None)).total_seconds() == 40 * 60
