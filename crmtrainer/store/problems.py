# SPDX-License-Identifier: MIT
"""What SQLite and the system say against a file, as something a person can be told and can act on."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from crmtrainer.kernel.errors import StoreUnavailable

_CODES = {
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_PERM: "store.read_only",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.damaged",
    sqlite3.SQLITE_IOERR: "store.disk",
    sqlite3.SQLITE_CANTOPEN: "store.disk",
}
"""SQLite's primary result codes that speak of the file or its disk, and not of our statement."""

_NUMBERS = {
    errno.EACCES: "store.read_only",
    errno.EPERM: "store.read_only",
    errno.EROFS: "store.read_only",
    errno.ENOSPC: "store.full",
    errno.EDQUOT: "store.full",
}

UNSOUND = frozenset(
    {
        "store.damaged",
        "store.empty",
        "store.foreign",
        "store.misplaced",
        "store.record_broken",
        "store.record_cut",
        "store.truncated",
        "store.unmarked",
    }
)
"""A file is not sound in itself: to try again is of no use, an earlier backup is."""

_LEAST = 64 * 1024
"""Bytes that SQLite wants beside a file to open it: shared memory and the beginning of a log."""


def told_of(problem: Exception, path: Path) -> StoreUnavailable | None:
    """The problem as one with this file or its disk; None for any other, which is a bug of ours."""
    if isinstance(problem, DBAPIError):
        return told_of(problem.orig, path) if isinstance(problem.orig, Exception) else None
    if isinstance(problem, OSError):
        code = _NUMBERS.get(problem.errno or 0, "store.disk")
        return StoreUnavailable(code, path=str(path), problem=problem.strerror or str(problem))
    if isinstance(problem, sqlite3.Error):
        primary = getattr(problem, "sqlite_errorcode", 0) & 0xFF
        if primary in _CODES:
            code = _CODES[primary]
            if code == "store.disk" and _has_no_room(path):
                code = "store.full"
            return StoreUnavailable(code, path=str(path), problem=str(problem))
    if isinstance(problem, UnicodeDecodeError):
        # The driver failing to read text, or SQLite's own complaint where that quotes broken text.
        return StoreUnavailable("store.damaged", path=str(path), problem="broken text")
    return None


def first_complaint(told: object) -> str:
    """The first problem that a check of SQLite's names, without the heading that says in which database it is."""
    lines = [line for line in str(told).splitlines() if line and not line.startswith("***")]
    return (lines or [str(told)])[0][:120]


def _has_no_room(path: Path) -> bool:
    """Whether the disk is so full that SQLite cannot even begin: it says then that the disk failed."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST
    except OSError:
        return False
