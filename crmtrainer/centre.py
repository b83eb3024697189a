# SPDX-License-Identifier: MIT
"""Makes and opens files, and the centre of a data folder. Needs only the rooms of the centre, so that it loads soon."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import crmtrainer.assessment.handlers
import crmtrainer.assessment.queries
import crmtrainer.people.handlers
import crmtrainer.people.queries
from crmtrainer.application import Application, merged
from crmtrainer.journal.genesis import write_genesis
from crmtrainer.journal.opening import Standing, standing_of
from crmtrainer.journal.upgrading import bring_up_to_date
from crmtrainer.kernel.clock import SystemClock
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.engine import Database, open_database
from crmtrainer.store.files import create_empty, remove_whole, settle
from crmtrainer.store.opening import open_checked

CENTRE_HANDLERS = merged((crmtrainer.people.handlers.HANDLERS, crmtrainer.assessment.handlers.HANDLERS))


def open_centre(home: Path) -> Application:
    """Open the centre of a data folder, made when it is missing. Raises `StoreUnavailable`."""
    path = home / "centre.sqlite3"
    if not path.exists():
        begun(path, Realm.CENTRE, seed="", about={"made": "first run"}, practice=datetime.now(UTC))
    database, standing = opened(path, Realm.CENTRE)
    return Application(Realm.CENTRE, database, standing.journal, CENTRE_HANDLERS, SystemClock())


def begun(path: Path, realm: Realm, *, seed: str, about: dict[str, str], practice: datetime) -> None:
    """Make a new file with its first entry, whole or not at all. The rooms of its realm must have been imported.

    Raises `StoreUnavailable` when a file is there already.
    """
    if path.exists():
        raise StoreUnavailable("store.exists", path=str(path))
    part = path.with_name(f"{path.name}.part")
    remove_whole(part)
    try:
        create_empty(part, realm)
        database = open_database(part)
        try:
            write_genesis(database, realm, seed=seed, about=about, practice=practice, wall=datetime.now(UTC))
        finally:
            database.close()
        settle(part, path)
    except BaseException:
        remove_whole(part)
        raise


def opened(path: Path, realm: Realm, *, just_made: bool = False) -> tuple[Database, Standing]:
    """Open a file that has its first entry. Raises `StoreUnavailable` as `open_checked` does."""
    return open_checked(
        path,
        realm,
        lambda connection, whole: standing_of(connection, path, whole=whole),
        lambda held: bring_up_to_date(path, realm, held),
        just_made=just_made,
    )
