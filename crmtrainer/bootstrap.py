# SPDX-License-Identifier: MIT
"""The one composition root: opens a world or the centre, and hands it the rooms' handlers, gates and reactors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

import crmtrainer.agenda.handlers
import crmtrainer.agenda.queries
import crmtrainer.assessment.handlers
import crmtrainer.assessment.queries
import crmtrainer.casework.handlers
import crmtrainer.casework.queries
import crmtrainer.customers.handlers
import crmtrainer.customers.queries
import crmtrainer.handoffs.handlers
import crmtrainer.handoffs.queries
import crmtrainer.interactions.handlers
import crmtrainer.interactions.queries
import crmtrainer.orders.queries
import crmtrainer.organisation.queries
import crmtrainer.people.handlers
import crmtrainer.people.queries
import crmtrainer.reports.acts
import crmtrainer.scenarios.handlers
import crmtrainer.scenarios.queries
import crmtrainer.service_levels.handlers
import crmtrainer.service_levels.queries
import crmtrainer.tickets.handlers
from crmtrainer.agenda.runner import Source, agenda_source
from crmtrainer.agenda.world import World
from crmtrainer.application import Application, Gate, Reactor, merged
from crmtrainer.journal.genesis import write_genesis
from crmtrainer.journal.models import CentreIdentity, WorldIdentity
from crmtrainer.journal.tables import WORLD
from crmtrainer.journal.writer import head_of
from crmtrainer.kernel.clock import FixedClock, PracticeClock, SystemClock
from crmtrainer.kernel.commands import CATALOGUE, Command, Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.queries import QUESTIONS
from crmtrainer.scenarios import engine
from crmtrainer.service_levels.thresholds import threshold_source
from crmtrainer.store.engine import Database, open_database
from crmtrainer.store.files import create_empty, look_at
from crmtrainer.store.unit_of_work import reading

WORLD_HANDLERS = merged(
    (
        crmtrainer.agenda.handlers.HANDLERS,
        crmtrainer.customers.handlers.HANDLERS,
        crmtrainer.tickets.handlers.HANDLERS,
        crmtrainer.interactions.handlers.HANDLERS,
        crmtrainer.handoffs.handlers.HANDLERS,
        crmtrainer.casework.handlers.HANDLERS,
        crmtrainer.service_levels.handlers.HANDLERS,
        crmtrainer.scenarios.handlers.HANDLERS,
    )
)
CENTRE_HANDLERS = merged((crmtrainer.people.handlers.HANDLERS, crmtrainer.assessment.handlers.HANDLERS))

GATES: tuple[Gate, ...] = (engine.gate,)
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
    create_empty(path, Realm.WORLD)
    database = open_database(path)
    try:
        now = datetime.now(UTC)
        write_genesis(database, Realm.WORLD, seed=seed, about=about, practice=starts_at, wall=now)
    finally:
        database.close()


def open_world(path: Path, *, clock: PracticeClock | FixedClock | None = None) -> World:
    """Open a world. Its practice clock stands where the journal ends, unless one is handed in.

    Raises `StoreUnavailable` for a file that is missing, foreign, newer, damaged or of the other kind.
    """
    database = _opened(path, Realm.WORLD)
    with _closed_on_failure(database), reading(database) as session:
        identity = session.scalars(select(WorldIdentity)).one_or_none()
        if identity is None:
            raise StoreUnavailable("store.unfinished", path=str(path))
        head = head_of(session, WORLD, identity.journal)
        start = from_micros(head.practice or 0)
        journal, seed = identity.journal, identity.seed
    running = clock or PracticeClock(start)
    app = Application(
        Realm.WORLD,
        database,
        journal,
        WORLD_HANDLERS,
        running,
        seed=seed,
        gates=GATES,
        reactors=REACTORS,
    )
    return World(app, running, SOURCES)


def open_centre(home: Path) -> Application:
    """Open the centre of a data folder, made when it is missing. Raises `StoreUnavailable`."""
    path = home / "centre.sqlite3"
    now = datetime.now(UTC)
    if not path.exists():
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        create_empty(part, Realm.CENTRE)
        database = open_database(part)
        write_genesis(database, Realm.CENTRE, seed="", about={"made": "first run"}, practice=now, wall=now)
        database.close()
        part.replace(path)
    database = _opened(path, Realm.CENTRE)
    with _closed_on_failure(database), reading(database) as session:
        journal = session.scalars(select(CentreIdentity.journal)).one()
    return Application(Realm.CENTRE, database, journal, CENTRE_HANDLERS, SystemClock())


@contextmanager
def _closed_on_failure(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _opened(path: Path, realm: Realm) -> Database:
    kind = look_at(path)
    if kind.realm is not realm:
        raise StoreUnavailable("store.wrong_kind", path=str(path), kind=kind.realm.value)
    return open_database(path)
