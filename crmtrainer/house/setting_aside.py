# SPDX-License-Identifier: MIT
"""Making room for a restored file: the old one is kept whole under a dated name before anything of it goes.

A log must not stand beside the file that takes its place: SQLite would read it into that one. So it goes beforehand,
and at no moment does a file that could still be opened stand there without what was in its log.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from crmtrainer.house.checking import glance
from crmtrainer.journal.backups import FOLDER, REPLACED, STAMP, SUFFIX, being_made
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import BESIDE, LOGS, settle, sync_folder
from crmtrainer.store.problems import told_of

_PATIENCE = 5.0
"""Seconds that whoever reads the file at this moment is waited for."""


def set_aside(target: Path, now: datetime) -> Path:
    """Keep a held file under a dated name and take its log away. Gives where it is kept; nothing is where none was.

    A file that can be opened takes its log in first, and stands in its place until another takes it. One that cannot
    is kept byte for byte, its log beside it, and is gone from its place before its log: better a missing file, which
    everybody is told of, than one that opens without its last acts. Raises `StoreUnavailable`.
    """
    aside = _aside(target, REPLACED, now)
    is_sound = target.exists() and glance(target).problem is None
    if is_sound and _logs(target):
        _take_in_log(target)
    if target.exists():
        with being_made(aside) as part:
            for log in () if is_sound else _logs(target):
                _keep(log, Path(f"{part}{_ending(log)}"))
                settle(Path(f"{part}{_ending(log)}"), Path(f"{aside}{_ending(log)}"))
            _keep(target, part)
            settle(part, aside)
        if not is_sound and _logs(target):
            target.unlink()
            sync_folder(target.parent)
    else:
        _keep_orphans(target, now)
    for ending in BESIDE:
        target.with_name(target.name + ending).unlink(missing_ok=True)
    sync_folder(target.parent)
    return aside


def _take_in_log(target: Path) -> None:
    """Bring everything in the log of a sound file into the file itself. Raises `StoreUnavailable` where it stays out.

    A log that is whole in the file is of no more use to it, also where somebody who reads it keeps it from going.
    """
    try:
        with closing(
            sqlite3.connect(f"{target.resolve().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE, isolation_level=None)
        ) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            is_busy, there, taken = connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    except sqlite3.Error as problem:
        raise told_of(problem, target) or problem from problem
    if is_busy or there != taken:
        raise StoreUnavailable("store.locked", path=str(target), problem="its log is being read")


def _keep_orphans(target: Path, now: datetime) -> None:
    """The log of a file that is gone: should the file be found again, it needs it."""
    for log in _logs(target):
        orphan = Path(f"{_aside(target, 'orphaned', now)}{_ending(log)}")
        orphan.parent.mkdir(exist_ok=True)
        log.replace(orphan)


def _aside(target: Path, what: str, now: datetime) -> Path:
    return target.parent / FOLDER / f"{target.stem}.{what}.{now.strftime(STAMP)}{SUFFIX}"


def _logs(target: Path) -> list[Path]:
    return [log for ending in LOGS if (log := target.with_name(target.name + ending)).exists()]


def _ending(log: Path) -> str:
    return f"-{log.name.rpartition('-')[2]}"


def _keep(source: Path, kept: Path) -> None:
    """A copy that nothing done to the one changes in the other, but for a disk that gives back only parts of it."""
    try:
        shutil.copyfile(source, kept)
    except OSError as problem:
        if problem.errno != errno.EIO:
            raise
        kept.unlink(missing_ok=True)
        os.link(source, kept)
