# SPDX-License-Identifier: MIT
"""Records what the shipped SQLite, and we ourselves, write and sync: a shim under the driver, made by ctypes alone.

It stands in for the two functions by which SQLite opens and removes files, and for those by which it writes, cuts and
syncs an open one; each does what it did before and is noted.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.hardship.disk import Step

_P, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
# A name is handed on as the address it came by: SQLite goes on using it for as long as the file is open.
_OPEN = ctypes.CFUNCTYPE(_INT, _P, _P, _P, _INT, _P)
_DELETE = ctypes.CFUNCTYPE(_INT, _P, _P, _INT)
_CLOSE = ctypes.CFUNCTYPE(_INT, _P)
_WRITE = ctypes.CFUNCTYPE(_INT, _P, _P, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _P, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _P, _INT)
_KEPT_APART = ("-shm",)
"""Shared memory: SQLite makes it anew from the log, and never trusts what a crash left."""


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _INT),
        ("file_size", _INT),
        ("longest", _INT),
        ("next", _P),
        ("name", ctypes.c_char_p),
        ("data", _P),
        ("open", _P),
        ("delete", _P),
    )


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", _INT),
        *((name, _P) for name in ("close", "read", "write", "truncate", "sync")),
        ("others", _P * 13),
    )


class Unrecorded(Exception):
    """The driver's SQLite cannot be reached here (it is built into Python)."""


def library() -> Any:
    """The SQLite that the driver uses, and no other one. Raises `Unrecorded`."""
    import _sqlite3

    for name in (_sqlite3.__file__, "sqlite3.dll", ctypes.util.find_library("sqlite3")):
        try:
            found = ctypes.CDLL(name)
            found.sqlite3_sourceid.restype = ctypes.c_char_p
            source = found.sqlite3_sourceid().decode()
        except (OSError, AttributeError, TypeError):
            continue
        connection = sqlite3.connect(":memory:")
        is_ours = connection.execute("SELECT sqlite_source_id()").fetchone()[0] == source
        connection.close()
        if is_ours:
            return found
    raise Unrecorded(sys.platform)


class Recording:
    """What is done below one folder from now on, in order. Paths are told from there, with slashes."""

    def __init__(self, folder: Path) -> None:
        self.steps: list[Step] = []
        self._folder = folder.resolve()
        self._open: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._held: list[Any] = []
        """What C calls must not be collected."""

    def say(self, words: str) -> None:
        """Note that something was acknowledged."""
        self.steps.append(Step("said", words))

    @contextmanager
    def running(self) -> Iterator[Recording]:
        """Record for the time of the block. Raises `Unrecorded` where that cannot be done."""
        sqlite = library()
        sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        vfs = sqlite.sqlite3_vfs_find(None).contents
        opened, deleted = vfs.open, vfs.delete
        vfs.open, vfs.delete = self._opening(opened), self._deleting(deleted)
        try:
            with (
                patch.object(os, "fsync", self._fsync(os.fsync)),
                patch.object(os, "replace", self._replace(os.replace)),
                patch.object(os, "unlink", self._unlink(os.unlink)),
            ):
                yield self
        finally:
            vfs.open, vfs.delete = opened, deleted

    def _told(self, path: str | os.PathLike[str]) -> str | None:
        """A path below the folder as it is told, None for any other."""
        whole = Path(os.path.realpath(path))
        if not whole.is_relative_to(self._folder) or whole.name.endswith(_KEPT_APART):
            return None
        return whole.relative_to(self._folder).as_posix()

    def _kept(self, kind: Any, function: Callable[..., int]) -> int | None:
        made = kind(function)
        self._held.append(made)
        return ctypes.cast(made, _P).value

    def _opening(self, before: int) -> int | None:
        original = _OPEN(before)

        def opening(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
            path = None if name is None else self._told(os.fsdecode(ctypes.string_at(name)))
            is_new = path is not None and not (self._folder / path).exists()
            result = original(vfs, name, file, flags, out)
            if result == 0 and path is not None:
                if is_new:
                    self.steps.append(Step("create", path))
                self._open[file] = path
                methods = _P.from_address(file)
                assert methods.value is not None
                methods.value = ctypes.addressof(self._shimmed(methods.value))
            return result

        return self._kept(_OPEN, opening)

    def _deleting(self, before: int) -> int | None:
        original = _DELETE(before)

        def deleting(vfs: int, name: int, sync_folder: int) -> int:
            path = self._told(os.fsdecode(ctypes.string_at(name)))
            result = original(vfs, name, sync_folder)
            if result == 0 and path is not None:
                self.steps.append(Step("remove", path))
                if sync_folder:
                    self.steps.append(Step("sync_folder", os.path.dirname(path)))  # noqa: PTH120
            return result

        return self._kept(_DELETE, deleting)

    def _shimmed(self, address: int) -> _Methods:
        """The functions of an open file with ours among them; one table for each that SQLite has."""
        if address in self._tables:
            return self._tables[address]
        theirs = _Methods.from_address(address)
        ours = _Methods.from_buffer_copy(theirs)
        close, write = _CLOSE(theirs.close), _WRITE(theirs.write)
        truncate, sync = _TRUNCATE(theirs.truncate), _SYNC(theirs.sync)

        def closing(file: int) -> int:
            self._open.pop(file, None)
            return close(file)

        def writing(file: int, data: int, size: int, offset: int) -> int:
            self.steps.append(Step("write", self._open[file], offset, ctypes.string_at(data, size)))
            return write(file, data, size, offset)

        def truncating(file: int, size: int) -> int:
            self.steps.append(Step("truncate", self._open[file], size))
            return truncate(file, size)

        def syncing(file: int, flags: int) -> int:
            result = sync(file, flags)
            self.steps.append(Step("sync", self._open[file]))
            return result

        ours.close, ours.write = self._kept(_CLOSE, closing), self._kept(_WRITE, writing)
        ours.truncate, ours.sync = self._kept(_TRUNCATE, truncating), self._kept(_SYNC, syncing)
        self._tables[address] = ours
        return ours

    def _fsync(self, original: Callable[[int], None]) -> Callable[[int], None]:
        def fsync(descriptor: int) -> None:
            original(descriptor)
            wanted = os.fstat(descriptor)
            for path in (self._folder, *self._folder.rglob("*")):
                if os.path.samestat(path.stat(), wanted) and (told := self._told(path)) is not None:
                    self.steps.append(
                        Step("sync_folder", "" if told == "." else told) if path.is_dir() else Step("sync", told)
                    )

        return fsync

    def _replace(self, original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
        def replace(source: Any, target: Any) -> None:
            before, after = self._told(source), self._told(target)
            original(source, target)
            if before is not None and after is not None:
                self.steps.append(Step("rename", before, to=after))

        return replace

    def _unlink(self, original: Callable[..., None]) -> Callable[..., None]:
        def unlink(path: Any, *rest: Any, **named: Any) -> None:
            told = self._told(path)
            original(path, *rest, **named)
            if told is not None:
                self.steps.append(Step("remove", told))

        return unlink
