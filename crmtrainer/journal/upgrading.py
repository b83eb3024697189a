# SPDX-License-Identifier: MIT
"""Bringing a file of an older schema up to date: migrated as a copy, proved, and only then put in its place.

The file itself is not written until the new one stands whole, so an interruption at any point leaves it as it was.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from crmtrainer.journal.backups import make_backup
from crmtrainer.journal.opening import standing_of
from crmtrainer.journal.segments import Migrated, enter
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import SCHEMAS, copy_whole, create_empty, look_at, marks_of, remove_whole, settle
from crmtrainer.store.holding import Hold
from crmtrainer.store.opening import settle_log
from crmtrainer.store.upgrade import migrate_to_head

_ROOM = 2.5
"""Times a file's size that must be free: a backup, the copy that is migrated, and what a migration needs meanwhile."""
_SHAPES = (
    "SELECT m.type, m.name, m.tbl_name, c.name, c.type, c.[notnull], c.pk FROM sqlite_master m"
    " LEFT JOIN pragma_table_info(m.name) c WHERE m.name NOT LIKE 'sqlite_%' ORDER BY m.type, m.name, c.name"
)
_TRIGGERS = "SELECT 'trigger', name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


def bring_up_to_date(path: Path, realm: Realm, held: Hold) -> None:
    """Bring a held file to the newest schema; what it was stays among its backups, proved.

    Raises `StoreUnavailable` and leaves the file as it was when there is no room, it is not sound, or the outcome is
    not what a new file would be.
    """
    needed = int(path.stat().st_size * _ROOM)
    if shutil.disk_usage(path.parent).free < needed:
        raise StoreUnavailable("store.no_room", path=str(path), needed=-(-needed // 1_000_000))
    before = look_at(path).schema
    settle_log(path, held)
    make_backup(path, realm, datetime.now(UTC))
    part, fresh = (path.with_name(f"{path.name}{ending}.part") for ending in ("", ".fresh"))
    remove_whole(part)
    remove_whole(fresh)
    try:
        copy_whole(path, part)
        migrate_to_head(part, realm, marks_of(realm))
        enter(part, realm, Migrated(before, SCHEMAS[realm]))
        create_empty(fresh, realm)
        if _shapes(part) != _shapes(fresh):
            raise StoreUnavailable("store.upgrade_failed", path=str(path), problem="shape")
        _check_journal(part)
        settle(part, path)
    except (DBAPIError, sqlite3.Error, OSError) as problem:
        raise StoreUnavailable("store.upgrade_failed", path=str(path), problem=str(problem)[:120]) from problem
    finally:
        remove_whole(part)
        remove_whole(fresh)


def _shapes(path: Path) -> list[tuple[object, ...]]:
    """Tables with their columns, indexes, and triggers word for word."""
    with closing(sqlite3.connect(path)) as connection:
        return [*connection.execute(_SHAPES), *connection.execute(_TRIGGERS)]


def _check_journal(path: Path) -> None:
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            standing_of(connection, path, whole=True)
    finally:
        engine.dispose()
