# SPDX-License-Identifier: MIT
"""The first entry of a database: what it is, how it was made, and the digests of its start state."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crmtrainer.journal.digests import digests
from crmtrainer.journal.entry import Result
from crmtrainer.journal.models import CentreIdentity, WorldIdentity
from crmtrainer.journal.tables import CENTRE, WORLD
from crmtrainer.journal.writer import Account, append, head_of
from crmtrainer.kernel.canonical import Json, canonical
from crmtrainer.kernel.commands import SYSTEM, Command, Realm, Role, verb
from crmtrainer.store.base import CentreBase, WorldBase
from crmtrainer.store.engine import Database
from crmtrainer.store.unit_of_work import writing

SCHEMA = "schema"
"""The fact by which a first entry tells the schema of its file; those of older programs do not."""


@verb("journal.begin", roles={Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class Begin(Command):
    """Open a journal: `about` says how the database was made, `start` holds a digest for each table."""

    seed: str
    about: dict[str, str]
    start: dict[str, str]


def write_genesis(
    database: Database,
    realm: Realm,
    *,
    seed: str,
    about: dict[str, str],
    practice: datetime,
    wall: datetime,
    start: dict[str, str] | None = None,
) -> str:
    """Name the database and enter the digests of what stands in it. Gives the new journal's id.

    `seed` fixes all randomness from here on; `practice` is where the practice clock starts.
    `start` spares the sums where the digests of this very state are known; verify would find a wrong one.
    """
    journal = uuid.uuid4().hex
    with writing(database) as session:
        write_identity(session, realm, journal, seed, about)
        metadata = WorldBase.metadata if realm is Realm.WORLD else CentreBase.metadata
        start = start or digests(session.connection(), metadata)
        tables = WORLD if realm is Realm.WORLD else CENTRE
        schema = session.connection().exec_driver_sql("PRAGMA user_version").scalar_one()
        account = Account(
            Begin(seed, about, start),
            SYSTEM,
            "journal.begin",
            practice,
            wall,
            Result.DONE,
            facts={SCHEMA: schema},
            subject="journal",
        )
        append(session, tables, journal, "begin", head_of(session, tables, journal), account, [])
    return journal


def write_identity(session: Session, realm: Realm, journal: str, seed: str, about: dict[str, str]) -> None:
    """Write the one row that says which database this is."""
    plain: Json = dict(about)
    model = WorldIdentity if realm is Realm.WORLD else CentreIdentity
    session.add(model(journal=journal, seed=seed, about=canonical(plain).decode()))
    session.flush()
