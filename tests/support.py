# SPDX-License-Identifier: MIT
"""A real world in a temporary file, with a clock that tests set by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import Jump
from crmtrainer.agenda.world import World
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import SYSTEM, Actor, Command, Done, Realm, Role
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import create_empty
from crmtrainer.store.problems import told_of
from crmtrainer.store.unit_of_work import Reading, UnitOfWork, writing

P = ParamSpec("P")
R = TypeVar("R")

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 3, 3, 9, 0, tzinfo=LONDON).astimezone(UTC)
"""Tuesday 3 March 2026, 09:00 in London."""

LEARNER = Actor("L-1", Role.LEARNER)
ASSESSOR = Actor("A-1", Role.ASSESSOR)
TRAINER = Actor("T-1", Role.TRAINER)


@dataclass
class WorldUnderTest:
    """A world with its hand-set clock and one learner."""

    path: Path
    world: World
    clock: FixedClock

    def do(self, command: Command, by: Actor = LEARNER) -> Done:
        return self.world.perform(command, by)

    def ask(self, query: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self.world.ask(query, LEARNER, *args, **kwargs)

    def ask_as(self, by: Actor, query: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self.world.ask(query, by, *args, **kwargs)

    def advance(self, *, minutes: float) -> None:
        """Let practice time pass, also on a call: whatever falls due on the way happens at its time."""
        self.do(Jump(self.clock.now() + timedelta(minutes=minutes)), SYSTEM)

    def reopen(self) -> None:
        """Close the file and open it again, the clock standing where it stood."""
        self.world.close()
        self.world = bootstrap.open_world(self.path, clock=self.clock)


OPENED: list[WorldUnderTest] = []
"""Worlds that `close_worlds` has still to close."""


def close_worlds(but_the_first: int = 0) -> None:
    """Close what `open_world` opened; an open file outlives its test, and Python 3.13 warns of it."""
    while len(OPENED) > but_the_first:
        OPENED.pop().world.close()


def fresh_world(
    folder: Path, *, starts_at: datetime = START, populate: Callable[[UnitOfWork], None] | None = None
) -> WorldUnderTest:
    """A new world in `folder`. `populate` writes its start state, before the journal begins."""
    path = folder / "world.sqlite3"
    _populated(path, starts_at, populate or (lambda work: None))
    return open_world(path, starts_at)


def copied_world(
    folder: Path, *, starts_at: datetime = START, populate: Callable[[UnitOfWork], None] = lambda work: None
) -> WorldUnderTest:
    """The same as `fresh_world`, from a file that was made once: its journal's id is that of the other copies too."""
    path = folder / "world.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_start_state(populate, starts_at))
    return open_world(path, starts_at)


def open_world(path: Path, starts_at: datetime) -> WorldUnderTest:
    """The world in this file, at a time set by hand; closed after the test."""
    clock = FixedClock(starts_at)
    world = WorldUnderTest(path, bootstrap.open_world(path, clock=clock), clock)
    OPENED.append(world)
    return world


def _populated(path: Path, starts_at: datetime, populate: Callable[[UnitOfWork], None]) -> None:
    from crmtrainer.journal.genesis import write_genesis
    from crmtrainer.store.engine import open_database

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(empty_world())
    database = open_database(path)
    with writing(database) as session:
        populate(UnitOfWork(session, 0, starts_at, starts_at, SYSTEM, "test", "test", False))
    write_genesis(
        database, Realm.WORLD, seed="test", about={"made": "by a test"}, practice=starts_at, wall=datetime.now(UTC)
    )
    database.close()


@cache
def _start_state(populate: Callable[[UnitOfWork], None], starts_at: datetime) -> bytes:
    """A world file right after its journal began."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "world.sqlite3"
        _populated(path, starts_at, populate)
        return path.read_bytes()


def empty_world() -> bytes:
    """A new world file."""
    return _empty_file(Realm.WORLD)


def copy_of_an_empty_file(path: Path, realm: Realm) -> None:
    """As `store.files.create_empty`, from a file that was made once."""
    made = _empty_file(realm)
    if path.exists():
        raise StoreUnavailable("store.exists", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    except OSError as problem:
        raise told_of(problem, path) or problem from problem


@cache
def _empty_file(realm: Realm) -> bytes:
    """Migrations take most of the time of making a file, so they run once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.sqlite3"
        create_empty(path, realm)
        return path.read_bytes()
