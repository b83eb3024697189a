# SPDX-License-Identifier: MIT
"""The one composition root: opens a world or the centre, and hands it the rooms' handlers, gates and reactors."""

from __future__ import annotations

import importlib
import importlib.util
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from crmtrainer.agenda.runner import Source, agenda_source
from crmtrainer.agenda.world import World
from crmtrainer.application import Application, Gate, Reactor, merged
from crmtrainer.journal.genesis import write_genesis
from crmtrainer.journal.models import CentreIdentity, WorldIdentity
from crmtrainer.journal.tables import WORLD
from crmtrainer.journal.writer import head_of
from crmtrainer.kernel.clock import FixedClock, PracticeClock, SystemClock
from crmtrainer.kernel.commands import HandlerTable, Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.kernel.moments import from_micros
from crmtrainer.store.engine import Database, open_database
from crmtrainer.store.files import create_empty, look_at
from crmtrainer.store.unit_of_work import reading

WORLD_ROOMS = ("agenda", "customers", "tickets", "interactions", "handoffs", "casework", "service_levels", "scenarios")
CENTRE_ROOMS = ("people", "assessment")
MODEL_ROOMS = [
    "agenda",
    "organisation",
    "customers",
    "orders",
    "tickets",
    "interactions",
    "handoffs",
    "casework",
    "service_levels",
    "scenarios",
    "people",
    "assessment",
    "journal",
]


def load_rooms() -> None:
    """Import every room's tables, commands and queries, so that the catalogues are whole."""
    for room in MODEL_ROOMS:
        for furniture in ("models", "commands", "queries"):
            name = f"crmtrainer.{room}.{furniture}"
            if importlib.util.find_spec(name) is not None:
                importlib.import_module(name)
    importlib.import_module("crmtrainer.store.counters")


def create_world(path: Path, *, seed: str, about: dict[str, str], starts_at: datetime) -> None:
    """Make a new, empty world at `path`, its practice clock standing at `starts_at`.

    Raises `StoreUnavailable` when a file is there already.
    """
    load_rooms()
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
    load_rooms()
    database = _opened(path, Realm.WORLD)
    with reading(database) as session:
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
        _handlers(WORLD_ROOMS),
        running,
        seed=seed,
        gates=_gates(),
        reactors=_reactors(),
    )
    return World(app, running, _sources())


def open_centre(home: Path) -> Application:
    """Open the centre of a data folder, made when it is missing. Raises `StoreUnavailable`."""
    load_rooms()
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
    with reading(database) as session:
        journal = session.scalars(select(CentreIdentity.journal)).one()
    return Application(Realm.CENTRE, database, journal, _handlers(CENTRE_ROOMS), SystemClock())


def _opened(path: Path, realm: Realm) -> Database:
    kind = look_at(path)
    if kind.realm is not realm:
        raise StoreUnavailable("store.wrong_kind", path=str(path), kind=kind.realm.value)
    return open_database(path)


def _handlers(rooms: tuple[str, ...]) -> HandlerTable:
    found = []
    for room in rooms:
        name = f"crmtrainer.{room}.handlers"
        if importlib.util.find_spec(name) is not None:
            found.append(importlib.import_module(name).HANDLERS)
    return merged(found)


def _gates() -> tuple[Gate, ...]:
    if importlib.util.find_spec("crmtrainer.scenarios.engine") is None:
        return ()
    return (importlib.import_module("crmtrainer.scenarios.engine").gate,)


def _reactors() -> tuple[Reactor, ...]:
    if importlib.util.find_spec("crmtrainer.scenarios.engine") is None:
        return ()
    return (importlib.import_module("crmtrainer.scenarios.engine").reactor,)


def _sources() -> tuple[Source, ...]:
    if importlib.util.find_spec("crmtrainer.service_levels.thresholds") is None:
        return (agenda_source,)
    thresholds: Source = importlib.import_module("crmtrainer.service_levels.thresholds").threshold_source
    return (agenda_source, thresholds)
