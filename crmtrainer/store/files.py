# SPDX-License-Identifier: MIT
"""Database files as files: what a file is before SQLite is let near it, new ones, and whole copies."""

from __future__ import annotations

import os
import sqlite3
import stat
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.problems import told_of
from crmtrainer.store.upgrade import migrate

F = TypeVar("F")

APPLICATION_IDS = {Realm.WORLD: 0x63726D77, Realm.CENTRE: 0x63726D63}
"""SQLite application ids: "crmw" and "crmc"."""
SCHEMAS = {Realm.WORLD: 3, Realm.CENTRE: 2}
"""The revision this program writes, kept as the file's user version; a test compares it with the migrations."""

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open, or when it was cut off."""
LOGS = ("-wal", "-journal")
"""Those of them that hold what the file alone does not."""
_open_here: set[Path] = set()
_SAID_PLAINLY = ("store.full", "store.read_only")
_LOOKS = 5
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file says it is in its first hundred bytes."""

    realm: Realm
    schema: int


def look_at(path: Path) -> FileKind:
    """Tell what `path` is without handing it to SQLite. Raises `StoreUnavailable` with what is wrong."""
    name = str(path)
    if path.absolute() in _open_here:
        return _asked(path)
    try:
        must_be_a_file(path)
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except FileNotFoundError:
        raise StoreUnavailable("store.missing", path=name) from None
    except OSError as problem:
        raise StoreUnavailable("store.not_readable", path=name, problem=problem.strerror or str(problem)) from problem
    if not size:
        raise StoreUnavailable("store.empty", path=name)
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise StoreUnavailable("store.foreign", path=name)
    application, schema = struct.unpack(">I", head[68:72])[0], struct.unpack(">I", head[60:64])[0]
    realm = next((realm for realm, ident in APPLICATION_IDS.items() if ident == application), None)
    if realm is None:
        raise StoreUnavailable("store.foreign", path=name)
    expected = _expected_size(head)
    if size < expected and not has_log(path):  # the missing end may be in the log, and SQLite will tell
        raise StoreUnavailable("store.truncated", path=name, size=size, expected=expected)
    if not schema:
        raise StoreUnavailable("store.unmarked", path=name)
    if schema > SCHEMAS[realm]:
        raise StoreUnavailable("store.newer", path=name, schema=schema, known=SCHEMAS[realm])
    return FileKind(realm, schema)


def must_be_a_file(path: Path) -> None:
    """Raise `StoreUnavailable` for a folder, a device or a pipe: to open one may wait for ever. Raises `OSError`."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise StoreUnavailable("store.not_a_file", path=str(path))


def note_open(path: Path, *, is_open: bool) -> None:
    """Note that this process opened a database for writing, or closed it."""
    (_open_here.add if is_open else _open_here.discard)(path.absolute())


def _asked(path: Path) -> FileKind:
    """What a file says it is that this process has open; it was looked at before that.

    To open and close it beside SQLite would take away SQLite's locks on it (POSIX counts them by process), and
    another program could then remove the log under the open file.
    """
    try:
        with closing(sqlite3.connect(reading_location(path), uri=True)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as problem:
        raise told_of(problem, path) or StoreUnavailable("store.damaged", path=str(path), problem="") from problem
    realm = next((realm for realm, ident in APPLICATION_IDS.items() if ident == application), None)
    if realm is None:
        raise StoreUnavailable("store.foreign", path=str(path))
    return FileKind(realm, schema)


def _expected_size(head: bytes) -> int:
    """The size that the header promises, or 0 when its page count is not to be relied on."""
    page, pages = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
    is_current = head[24:28] == head[92:96]
    return (65536 if page == 1 else page) * pages if is_current else 0


def missing_at_the_end(path: Path) -> int:
    """How many bytes a file has less than its first page says, also where a log may hold them. Raises `OSError`."""
    with path.open("rb") as file:
        head = file.read(100)
    return max(_expected_size(head) - path.stat().st_size, 0) if len(head) == 100 else 0


def has_log(path: Path) -> bool:
    """Whether a log stands beside the file: somebody has it open, or had when the machine stopped."""
    return any(path.with_name(path.name + ending).exists() for ending in LOGS)


def reading_location(path: Path) -> str:
    """The URI by which a file is only read.

    One that nobody has open is read without leaving a log beside it, also in a folder that cannot be written.
    """
    return f"{path.resolve().as_uri()}?mode=ro{'' if has_log(path) else '&immutable=1'}"


def undisturbed(path: Path, look: Callable[[], F]) -> F:
    """What `look` finds in a file, looking again where somebody opened it meanwhile.

    A file that nobody has open is read without a lock, and may be written to under the reader; the next look finds
    its log and is kept apart from the writer by SQLite.
    """
    for _ in range(_LOOKS):
        before = None if has_log(path) else _written(path)
        try:
            found = look()
        except (StoreUnavailable, sqlite3.Error):
            if before is None or (not has_log(path) and _written(path) == before):
                raise
            continue
        if before is None or (not has_log(path) and _written(path) == before):
            return found
    return look()


def _written(path: Path) -> tuple[int, int] | None:
    """Size and time of a file, if it is there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def create_empty(path: Path, realm: Realm) -> None:
    """Make a new file with the current schema and no rows, whole or not at all.

    Raises `StoreUnavailable` when one is there already, or the disk does not take it.
    """
    if path.exists():
        raise StoreUnavailable("store.exists", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        migrate(path, realm, marks_of(realm, SCHEMAS[realm]))
    except BaseException as problem:
        remove_whole(path)
        told = told_of(problem, path) if isinstance(problem, DBAPIError | sqlite3.Error | OSError) else None
        if told is None:
            raise
        raise told from problem


def marks_of(realm: Realm, schema: int) -> tuple[str, ...]:
    """The pragmas by which a file of a schema says what it is."""
    return (f"application_id = {APPLICATION_IDS[realm]}", f"user_version = {schema}")


def revision_of(realm: Realm, schema: int) -> str:
    """The name of the migration that leads to a schema."""
    return f"{realm.value[0]}{schema:04}"


def remove_whole(path: Path) -> None:
    """Remove a database that nobody has open, with what stands beside it."""
    for ending in ("", *BESIDE):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a database, also a live one, by SQLite's backup; the target appears whole or not at all.

    Raises `StoreUnavailable` when the target exists or the copy cannot be written.
    """

    def backup(reading: sqlite3.Connection, part: Path) -> None:
        with closing(sqlite3.connect(part)) as writing:
            reading.backup(writing)

    _copied(source, target, backup)


def export_whole(source: Path, target: Path) -> None:
    """Write a compact single-file copy (VACUUM INTO), fit to be handed in. Same promises as `copy_whole`."""
    _copied(source, target, lambda reading, part: reading.execute("VACUUM INTO ?", (str(part),)))


def _copied(source: Path, target: Path, copy: Callable[[sqlite3.Connection, Path], object]) -> None:
    if target.exists():
        raise StoreUnavailable("store.exists", path=str(target))
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        undisturbed(source, lambda: _copy_once(source, part, copy))
        settle(part, target)
    except (sqlite3.Error, OSError) as problem:
        remove_whole(part)
        told = told_of(problem, target)
        if told is None or told.code not in _SAID_PLAINLY:
            told = StoreUnavailable("store.not_copied", path=str(target), problem=str(problem))
        raise told from problem


def _copy_once(source: Path, part: Path, copy: Callable[[sqlite3.Connection, Path], object]) -> None:
    remove_whole(part)
    with closing(sqlite3.connect(reading_location(source), uri=True)) as reading:
        copy(reading, part)


def settle(part: Path, target: Path) -> None:
    """Make `part` durable and give it its name."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
