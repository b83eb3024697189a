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

from crmtrainer.journal.backups import make_backup, prove
from crmtrainer.journal.conversions import step_to
from crmtrainer.journal.converting import enter_migration
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import (
    SCHEMAS,
    copy_whole,
    create_empty,
    look_at,
    marks_of,
    remove_whole,
    revision_of,
    settle,
)
from crmtrainer.store.holding import Hold
from crmtrainer.store.opening import settle_log
from crmtrainer.store.shape import Part, differences, shape_of_file
from crmtrainer.store.upgrade import migrate

_ROOM = 2.5
"""Times a file's size that must be free: a backup, the copy that is migrated, and what a migration needs meanwhile.
Once more where rows are converted: they are held against what they were."""


def bring_up_to_date(path: Path, realm: Realm, held: Hold) -> None:
    """Bring a held file to the newest schema; what it was stays among its backups, proved.

    Raises `StoreUnavailable` and leaves the file as it was when there is no room, it is not sound, or the outcome is
    not what a new file would be.
    """
    before = look_at(path).schema
    converts = any(step_to(realm, schema).conversions for schema in range(before + 1, SCHEMAS[realm] + 1))
    needed = int(path.stat().st_size * (_ROOM + converts))
    if shutil.disk_usage(path.parent).free < needed:
        raise StoreUnavailable("store.no_room", path=str(path), needed=-(-needed // 1_000_000))
    settle_log(path, held)
    try:
        make_backup(path, realm, datetime.now(UTC))
    except StoreUnavailable as problem:
        if problem.code != "backup.not_sound":
            raise
        raise StoreUnavailable("store.upgrade_unsound", **problem.facts) from problem
    part, fresh, was = (path.with_name(f"{path.name}{ending}.part") for ending in ("", ".fresh", ".was"))
    beside = (part, fresh, was)
    for each in beside:
        remove_whole(each)
    try:
        copy_whole(path, part)
        for schema in range(before + 1, SCHEMAS[realm] + 1):
            _go_one_step(part, was, realm, schema)
        create_empty(fresh, realm)
        if wrong := differences(_shape(part), _shape(fresh)):
            raise StoreUnavailable("store.upgrade_failed", path=str(path), problem=wrong[0])
        prove(part, realm, path)
        settle(part, path)
    except StoreUnavailable as problem:
        # Soundness is asked of a file that we made: what it lacks is the migration's fault.
        code = "store.upgrade_failed" if problem.code == "backup.not_sound" else problem.code
        raise StoreUnavailable(code, **{**problem.facts, "path": str(path)}) from problem
    except (DBAPIError, sqlite3.Error, OSError) as problem:
        raise StoreUnavailable("store.upgrade_failed", path=str(path), problem=str(problem)[:120]) from problem
    finally:
        for each in beside:
            remove_whole(each)


def _go_one_step(part: Path, was: Path, realm: Realm, schema: int) -> None:
    """Run the migration to `schema`, and enter it. Where it converts rows, they are held against what they were."""
    step = step_to(realm, schema)
    if step.conversions:
        copy_whole(part, was)
    migrate(part, realm, marks_of(realm, schema), revision_of(realm, schema))
    enter_migration(was, part, realm, schema, step)
    remove_whole(was)


def _shape(path: Path) -> frozenset[Part]:
    with closing(sqlite3.connect(path)) as connection:
        return shape_of_file(connection)
