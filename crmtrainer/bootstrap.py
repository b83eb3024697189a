# SPDX-License-Identifier: MIT
"""The one composition root: opens a world, and hands it the rooms' handlers, gates and reactors.

For the centre it has `centre`, which is lighter; whoever imports this has every room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

import crmtrainer.agenda.handlers
import crmtrainer.agenda.queries
import crmtrainer.casework.handlers
import crmtrainer.casework.matching
import crmtrainer.casework.queries
import crmtrainer.customers.handlers
import crmtrainer.customers.queries
import crmtrainer.figures.by_standard
import crmtrainer.figures.over_time
import crmtrainer.figures.queries
import crmtrainer.handoffs.handlers
import crmtrainer.handoffs.queries
import crmtrainer.interactions.handlers
import crmtrainer.interactions.queries
import crmtrainer.journal.checkpoints
import crmtrainer.journal.segments
import crmtrainer.limits.handlers
import crmtrainer.limits.queries
import crmtrainer.orders.queries
import crmtrainer.organisation.queries
import crmtrainer.reports.acts
import crmtrainer.reports.settings
import crmtrainer.scenarios.handlers
import crmtrainer.scenarios.queries
import crmtrainer.service_levels.handlers
import crmtrainer.service_levels.moving
import crmtrainer.service_levels.queries
import crmtrainer.service_levels.standards
import crmtrainer.service_levels.trying
import crmtrainer.service_levels.year
import crmtrainer.tickets.handlers
import crmtrainer.tickets.queries
from crmtrainer.agenda.models import PracticeSetting
from crmtrainer.agenda.runner import Source, agenda_source
from crmtrainer.agenda.ticking import Ticking, read_tick, resumes_at
from crmtrainer.agenda.world import World
from crmtrainer.application import Application, Gate, Reactor, merged
from crmtrainer.centre import begun, open_centre, opened
from crmtrainer.interactions import pace
from crmtrainer.journal.opening import Standing
from crmtrainer.journal.sealer import Sealer, take_up
from crmtrainer.kernel.clock import FixedClock, PracticeClock
from crmtrainer.kernel.commands import CATALOGUE, SYSTEM, Command, Realm
from crmtrainer.kernel.queries import QUESTIONS
from crmtrainer.scenarios import engine
from crmtrainer.service_levels.portions import being_moved
from crmtrainer.service_levels.thresholds import threshold_source
from crmtrainer.store.engine import Database
from crmtrainer.store.unit_of_work import reading

__all__ = ["all_commands", "all_questions", "create_world", "open_centre", "open_world"]

WORLD_HANDLERS = merged(
    (
        crmtrainer.journal.segments.HANDLERS,
        crmtrainer.journal.checkpoints.HANDLERS,
        crmtrainer.agenda.handlers.HANDLERS,
        crmtrainer.customers.handlers.HANDLERS,
        crmtrainer.tickets.handlers.HANDLERS,
        crmtrainer.limits.handlers.HANDLERS,
        crmtrainer.interactions.handlers.HANDLERS,
        crmtrainer.handoffs.handlers.HANDLERS,
        crmtrainer.casework.handlers.HANDLERS,
        crmtrainer.service_levels.handlers.HANDLERS,
        crmtrainer.scenarios.handlers.HANDLERS,
    )
)

GATES: tuple[Gate, ...] = (engine.gate, pace.gate)
REACTORS: tuple[Reactor, ...] = (engine.reactor,)
SOURCES: tuple[Source, ...] = (agenda_source, threshold_source)


def all_commands() -> Mapping[str, type[Command]]:
    """Every act of every room, by its verb: whole, because importing this module imports the rooms."""
    return CATALOGUE


def all_questions() -> Mapping[str, Callable[..., object]]:
    """Every question of every room, by its name."""
    return QUESTIONS


def create_world(path: Path, *, seed: str, about: dict[str, str], starts_at: datetime) -> None:
    """Make a new, empty world at `path`, its practice clock standing at `starts_at`.

    Raises `StoreUnavailable` when a file is there already.
    """
    begun(path, Realm.WORLD, seed=seed, about=about, practice=starts_at)


def open_world(
    path: Path, *, clock: PracticeClock | FixedClock | None = None, seals: bool = True, just_made: bool = False
) -> World:
    """Open a world. Its practice clock stands where it stood last, unless one is handed in.

    One that was running when the program was killed is stopped there, by an act of the world's own, and an act on very
    many clocks that was killed half done is finished. Without `seals` nothing is sealed: for a file in which acts are
    only tried again, and whose key stands elsewhere or is gone. A file `just_made` by this program, which opened it
    then, is not gone through page by page again. Raises `StoreUnavailable` for one that is missing, foreign, newer,
    damaged, in use or of the other kind.
    """
    database, standing = opened(path, Realm.WORLD, just_made=just_made)
    sealer = None
    try:
        sealer = take_up(database, standing.journal) if seals else None
        if clock is not None:
            return _world(database, standing, clock, None, sealer)
        with reading(database) as session:
            speed = session.scalar(select(PracticeSetting.speed)) or 0
        start = resumes_at(standing.last, read_tick(path), speed)
        world = _world(database, standing, PracticeClock(start), Ticking(path), sealer)
        world.stop_if_left_running()
        if world.ask(being_moved, SYSTEM):  # whoever only reads would see half of an act
            world.tick()
    except BaseException:
        if sealer is not None:
            sealer.close()
        database.close()
        raise
    return world


def _world(
    database: Database,
    standing: Standing,
    clock: PracticeClock | FixedClock,
    ticking: Ticking | None,
    sealer: Sealer | None,
) -> World:
    app = Application(
        Realm.WORLD,
        database,
        standing.journal,
        WORLD_HANDLERS,
        clock,
        seed=standing.seed,
        gates=GATES,
        reactors=REACTORS,
        sealer=sealer,
    )
    return World(app, clock, SOURCES, ticking)
