# SPDX-License-Identifier: MIT
"""P6d: what a tick costs among 1,000 to 100,000 running clocks, against loading or reckoning them all."""

from __future__ import annotations

import random
import sys
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK, as_data
from crmtrainer.service_levels.keeping import calendar_version
from crmtrainer.service_levels.models import ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import EventKind, Metric
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.thresholds import threshold_source
from crmtrainer.store.unit_of_work import Reading, UnitOfWork, reading
from tests.benchmarks.measure import Comparison, spell, take_turns, tell
from tests.support import START, close_worlds, fresh_world

SIZES = (1_000, 10_000, 100_000)
REPEATS, SAMPLE = 50, 500
RULE = next(each.rule for each in DEFAULT_STANDARDS if each.rule.metric is Metric.RESOLUTION)


def clocks_in(work: UnitOfWork, count: int) -> None:
    """So many running clocks, begun at any time of the last two hundred days."""
    chance, calendar, rule = random.Random(6), calendar_version(work, DESK), as_data(RULE)
    table = table_of(work.session, calendar)
    anchors = [START - timedelta(seconds=chance.randrange(60, 200 * 86_400)) for _ in range(count)]
    assert RULE.seconds is not None
    clocks, events = [], []
    for number, anchor in enumerate(anchors, start=1):
        due, story = table.due(anchor, RULE.seconds), f"case:{number}"
        is_over = due < START
        clocks.append(
            {
                **{"id": number, "story": story, "ticket_id": None, "subject": "", "metric": Metric.RESOLUTION},
                **{"calendar_id": calendar, "rule": rule, "anchor_at": anchor, "open": True, "due_at": due},
                **{"next_at": None if is_over else due + timedelta(microseconds=1), "noticed": 100 if is_over else 90},
            }
        )
        events.append(
            {
                **{"id": number, "story": story, "kind": EventKind.OPENED, "at": anchor, "entered_at": anchor},
                **{"subject": "", "reason": "", "visible_message": False, "rule": ""},
            }
        )
    connection = work.session.connection()
    connection.execute(insert(ServiceClock), clocks)
    connection.execute(insert(StoryEvent), events)


def among(count: int, folder: Path) -> tuple[float, float]:
    """Compares in a world with so many clocks. Gives the seconds of a tick, and of the first one after an act."""
    world = fresh_world(folder, populate=lambda work: clocks_in(work, count)).world

    def tick() -> None:
        for _ in range(REPEATS):
            world.tick()

    def after_an_act() -> None:
        for _ in range(REPEATS):
            with reading(world.app.database) as session:
                threshold_source(Reading(session, START, SYSTEM))

    def load_all() -> None:
        with world.app.database.reader.connect() as connection:
            connection.execute(select(ServiceClock.id, ServiceClock.due_at).where(ServiceClock.open)).all()

    def reckon_some() -> None:
        with reading(world.app.database) as session:
            for clock in session.scalars(select(ServiceClock).where(ServiceClock.open).limit(SAMPLE)):
                read_clock(clock, events_of(session, clock.story), table_of(session, clock.calendar_id), START)

    tick()
    with reading(world.app.database) as session:
        assert threshold_source(Reading(session, START, SYSTEM)) is not None
    against = take_turns(f"P6d a tick among {count:,} running clocks against loading all", tick, load_all, 5)
    plain = Comparison(against.title, [each / REPEATS for each in against.ours], against.other)
    say(plain, judged=count == SIZES[-1])
    against = take_turns("    the first after an act against reckoning all anew", after_an_act, reckon_some, 5)
    each = [seconds / REPEATS for seconds in against.ours]
    whole = Comparison(against.title, each, [seconds * count / SAMPLE for seconds in against.other])
    say(whole, judged=count == SIZES[-1])
    close_worlds()
    return median(plain.ours), median(whole.ours)


def say(result: Comparison, *, judged: bool) -> None:
    """The goal is for a hundred thousand; with fewer there is less to be faster than."""
    if judged:
        tell(result, result.times_faster, "≥", 1_000, met=median(result.times_faster) >= 1_000)
    else:
        sys.stdout.write(f"{result.title}: ×{median(result.times_faster):.3g}, ours {spell(median(result.ours))}\n")


def main() -> None:
    with TemporaryDirectory() as folder:
        took = {count: among(count, Path(folder) / str(count)) for count in SIZES}
    few, many = took[SIZES[0]], took[SIZES[-1]]
    sys.stdout.write(
        f"P6d from {SIZES[0]:,} to {SIZES[-1]:,} clocks a tick grows ×{many[0] / few[0]:.2f},"
        f" the first after an act ×{many[1] / few[1]:.2f}: {spell(many[0])}, {spell(many[1])}\n"
    )


if __name__ == "__main__":
    main()
