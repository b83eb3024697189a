# SPDX-License-Identifier: MIT
"""The receipt of an attempt as its record stands now: what a learner reads out, and an assessor notes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from crmtrainer.journal import receipts
from crmtrainer.journal.receipts import receipt_code
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.errors import NotFound, StoreUnavailable
from crmtrainer.store.engine import Database, open_reading


@dataclass(frozen=True, slots=True)
class Told:
    """A receipt with what it is of."""

    attempt: str
    entries: int
    code: str

    @property
    def in_groups(self) -> str:
        """As it is read out."""
        return receipts.in_groups(self.code)


def receipt_of(home: Path, ref: str) -> Told:
    """The receipt of an attempt that is played here; its world may be open.

    Raises `NotFound` for an attempt that is not here, `StoreUnavailable` where its file cannot be read.
    """
    path = home / "worlds" / f"{ref.lower()}.sqlite3"
    if not path.is_file():
        raise NotFound("attempt", ref)
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            return _told(connection, ref, path)
    except DBAPIError as problem:
        raise StoreUnavailable("store.damaged", path=str(path), problem=str(problem.orig)[:120]) from problem
    finally:
        engine.dispose()


def receipt_now(database: Database, ref: str) -> Told:
    """The receipt of an attempt whose world is open here. Raises `StoreUnavailable`."""
    with database.reader.connect() as connection:
        return _told(connection, ref, database.path)


def _told(connection: Connection, ref: str, path: Path) -> Told:
    row = WORLD.head.run(connection).first()
    if row is None:
        raise StoreUnavailable("store.unfinished", path=str(path))
    return Told(ref.upper(), row.seq, receipt_code(ref, row.seq, row.hash))
