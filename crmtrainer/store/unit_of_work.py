# SPDX-License-Identifier: MIT
"""One act's transaction, as a handler sees it; and the read-only twin that queries get. The only commit."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crmtrainer.kernel.commands import Actor
from crmtrainer.kernel.errors import Expected, NotFound, StoreUnavailable
from crmtrainer.store.base import CentreBase, WorldBase
from crmtrainer.store.counters import CentreCounter, WorldCounter
from crmtrainer.store.effects import Effect, EffectGatherer, WrittenSession
from crmtrainer.store.engine import Database
from crmtrainer.store.impossible import ImpossibleValue, impossible_value
from crmtrainer.store.problems import told_of

M = TypeVar("M", bound="WorldBase | CentreBase")


@dataclass(slots=True)
class UnitOfWork:
    """What a handler works with. `now` is the realm's time: practice time in a world, wall time in the centre."""

    session: WrittenSession
    seq: int
    now: datetime
    wall: datetime
    actor: Actor
    request_id: str
    seed: str
    centre: bool
    _gatherer: EffectGatherer = field(init=False, repr=False)
    _counters: dict[str, WorldCounter | CentreCounter] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._gatherer = EffectGatherer(self.session, self.seq)

    def get(self, model: type[M], ident: Any) -> M:
        """The row of `model` with this key. Raises `NotFound`."""
        row = self.session.get(model, ident)
        if row is None:
            raise NotFound(model.__tablename__, ident)
        return row

    def add(self, row: M) -> M:
        """Put a new row into the work, at once visible to its queries."""
        self.session.add(row)
        self.session.flush()
        return row

    def new_id(self, kind: str) -> int:
        """The next number for `kind`, from our own counter table. It is written together with what gets the number."""
        counter = self._counters.get(kind)
        if counter is None:
            if self.centre:
                counter = self.session.get(CentreCounter, kind) or CentreCounter(kind=kind, last=0)
            else:
                counter = self.session.get(WorldCounter, kind) or WorldCounter(kind=kind, last=0)
            self.session.add(counter)
            self._counters[kind] = counter
        counter.last += 1
        return counter.last

    def chance(self, purpose: str) -> random.Random:
        """Randomness fixed by the world's seed, this act's number and the purpose: the same in every replay."""
        digest = hashlib.sha256(f"{self.seed}|{self.seq}|{purpose}".encode()).digest()
        return random.Random(int.from_bytes(digest[:8], "big"))

    def effects(self) -> list[Effect]:
        """What has been done so far, as net effects per row."""
        self.session.flush()
        return self._gatherer.effects()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a query works with: a session that cannot write, the realm's time, and who asks."""

    session: Session
    now: datetime
    actor: Actor


class LeftUndone(Exception):
    """Raised to leave a unit of work, or to make way for an answer, with all of it undone on purpose."""


@contextmanager
def writing(database: Database) -> Iterator[WrittenSession]:
    """A session whose work is committed whole on leaving, or undone when anything is raised.

    Raises `StoreUnavailable` when the file cannot be written (locked, full, read-only, damaged), or holds a value that
    no program of ours wrote and something failed.
    """
    session = database.writing()
    try:
        yield session
        session.commit()
        database.commits += 1
    except BaseException as problem:
        session.rollback()
        told = told_of(problem, database.path) if isinstance(problem, DBAPIError) else _blamed(problem, database)
        if told is None:
            raise
        raise told from problem
    finally:
        session.close()


def _blamed(problem: BaseException, database: Database) -> StoreUnavailable | None:
    """What failed as damage of the file, where it holds what no program of ours wrote; None where it is ours.

    It looks at every row there is: only what nobody meant is worth that.
    """
    if isinstance(problem, Expected | LeftUndone) or not isinstance(problem, Exception):
        return None
    wrong = str(problem) if isinstance(problem, ImpossibleValue) else ""
    try:
        with database.reader.connect() as connection:
            for family in () if wrong else (WorldBase, CentreBase):
                wrong = wrong or impossible_value(connection, family.metadata)
    except DBAPIError as worse:
        return told_of(worse, database.path)
    return StoreUnavailable("store.damaged", path=str(database.path), problem=wrong) if wrong else None


@contextmanager
def reading(database: Database) -> Iterator[Session]:
    """A session for queries. Raises `RuntimeError` when a query left it dirty, for queries never write.

    Raises `StoreUnavailable` when the file cannot be read (locked, damaged, gone), or holds a value that no program of
    ours wrote and something failed.
    """
    session = database.reading()
    try:
        yield session
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("a query changed something: only commands write")
    except DBAPIError as problem:
        told = told_of(problem, database.path)
        if told is None or told.code == "store.read_only":  # a query that tries to write is a bug
            raise
        raise told from problem
    except Exception as problem:
        session.close()  # its connection may be the last that there is
        told = _blamed(problem, database)
        if told is None:
            raise
        raise told from problem
    finally:
        session.close()
