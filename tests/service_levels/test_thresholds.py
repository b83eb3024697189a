# SPDX-License-Identifier: MIT
"""What a world's clocks will do next: found past any number of stale listings, reading no more than a page of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.service_levels import thresholds
from crmtrainer.service_levels.commands import ReachThreshold
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK
from crmtrainer.service_levels.keeping import calendar_version, enter, refresh, start_clock
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import EventKind
from crmtrainer.service_levels.thresholds import threshold_source
from crmtrainer.store.unit_of_work import Reading, UnitOfWork, reading
from tests.support import START, WorldUnderTest, fresh_world

RULE = DEFAULT_STANDARDS[0].rule
EARLY = START - timedelta(hours=1)


def running(work: UnitOfWork, stories: int) -> None:
    """First replies asked for before the desk opened, so that all are due at the same moment."""
    for number in range(stories):
        story, anchor = f"case:{number}", EARLY
        enter(work, story, EventKind.OPENED, at=anchor)
        start_clock(work, story, None, "", RULE, calendar_version(work, DESK), anchor)
    work.session.flush()
    for number in range(stories):
        refresh(work, f"case:{number}")


def coming(world: WorldUnderTest) -> tuple[ReachThreshold, int]:
    """What comes next, and how many clocks were read to find it."""
    read: list[ServiceClock] = []
    listener = lambda target, context: read.append(target)  # noqa: E731
    event.listen(ServiceClock, "load", listener)
    try:
        with reading(world.world.app.database) as session:
            upcoming = threshold_source(Reading(session, world.clock.now(), SYSTEM))
    finally:
        event.remove(ServiceClock, "load", listener)
    assert upcoming is not None
    assert isinstance(upcoming.command, ReachThreshold)
    return upcoming.command, len(read)


@pytest.mark.parametrize("count", [1, 8, 9, 60])
def test_a_tick_reads_one_page_among_any_number_of_clocks(count: int, tmp_path: Path) -> None:
    world = fresh_world(tmp_path, populate=lambda work: running(work, count))
    command, read = coming(world)
    assert (command.clock_id, command.percent) == (1, 50)
    assert read <= thresholds.PAGE


@pytest.mark.parametrize("stale", [1, thresholds.PAGE, 3 * thresholds.PAGE + 1])
def test_stale_listings_hide_nothing_that_comes_after_them(stale: int, tmp_path: Path) -> None:
    def called_off(work: UnitOfWork) -> None:
        running(work, stale + 1)
        for number in range(stale):
            # Entered without bringing the listing up to date, as a crash between the two would leave it.
            enter(work, f"case:{number}", EventKind.CANCELLED)

    command, _ = coming(fresh_world(tmp_path, populate=called_off))
    assert command.clock_id == stale + 1
