# SPDX-License-Identifier: MIT
"""Entries about the file itself: brought to a newer schema, or put back from a backup. No act of anybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from crmtrainer.journal.entry import Result
from crmtrainer.journal.models import CentreIdentity, WorldIdentity
from crmtrainer.journal.tables import CENTRE, WORLD
from crmtrainer.journal.writer import Account, append, head_of
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.commands import SYSTEM, Command, HandlerTable, Outcome, Realm, Role, verb
from crmtrainer.kernel.moments import from_micros
from crmtrainer.store.effects import Effect
from crmtrainer.store.engine import open_database
from crmtrainer.store.unit_of_work import UnitOfWork, writing

_FILE = "file"


DIGESTS = "digests"
"""The fact by which a migration tells of each watched table that it converted: its digests before and after."""
GOES_ON = "goes_on"
"""The fact by which it tells that more is kept of the rows before than one entry holds, and the next goes on."""


@verb("journal.migrate", roles={Role.SYSTEM}, after_finish=True)
@dataclass(frozen=True, slots=True)
class Migrated(Command):
    """The file was brought from one schema to the next."""

    before: int
    after: int


@verb("journal.restore", roles={Role.SYSTEM}, after_finish=True)
@dataclass(frozen=True, slots=True)
class Restored(Command):
    """The file was put back from a backup: which end it has, and which end the file had that it replaced."""

    backup: str
    restored: str
    replaced: str


def migrated(cmd: Migrated, work: UnitOfWork) -> Outcome:
    return _outcome(cmd)


def restored(cmd: Restored, work: UnitOfWork) -> Outcome:
    return _outcome(cmd)


def _outcome(command: Migrated | Restored) -> Outcome:
    if isinstance(command, Migrated):
        return Outcome((), {"before": command.before, "after": command.after}, _FILE)
    return Outcome((), {"restored": command.restored, "replaced": command.replaced}, _FILE)


def is_of_the_file(told: Mapping[str, Any]) -> bool:
    """Whether an entry's fields are what the program writes of a closed file: it was done, and it changed nothing.

    What stands as effects of a migration changes nothing either: it is what rows were, which verification proves.
    """
    if told["verb"] not in (Migrated.verb, Restored.verb) or told["result"] != Result.DONE:
        return False
    return not told["effects"] or told["verb"] == Migrated.verb


def enter(
    path: Path,
    realm: Realm,
    command: Migrated | Restored,
    effects: Sequence[Effect] = (),
    facts: Mapping[str, Json] = MappingProxyType({}),
) -> None:
    """Enter what was done to a closed file, in the file, with what else is to be told. Raises `StoreUnavailable`."""
    is_world = realm is Realm.WORLD
    tables = WORLD if is_world else CENTRE
    journal_id = WorldIdentity.journal if is_world else CentreIdentity.journal
    database = open_database(path)
    try:
        with writing(database) as session:
            journal = session.scalars(select(journal_id)).one()
            head = head_of(session, tables, journal)
            now = datetime.now(UTC)
            practice = from_micros(head.practice or 0) if is_world else now
            request = f"{command.verb}:{head.seq}"  # a colon: nobody else may have used it
            outcome = _outcome(command)
            told = Account(
                command,
                SYSTEM,
                request,
                practice,
                now,
                Result.DONE,
                facts={**outcome.facts, **facts},
                subject=outcome.subject,
            )
            append(session, tables, journal, "file", head, told, list(effects))
    finally:
        database.close()


HANDLERS: HandlerTable = {Migrated: migrated, Restored: restored}
