# SPDX-License-Identifier: MIT
"""A place to build a file that appears whole or not at all, and that leaves nothing behind however its builder ends.

An error or a cancel tidies up here; a killed process is tidied up after by a small watcher; what even that could not
do (a power cut) the next builder in the same folder does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import settle

_MARK = ".unfinished"
_BESIDE = ("", "-journal", "-wal", "-shm", ".part", ".held", ".lock")
"""What may stand beside an unfinished file, by what follows its name."""

_WATCHER = """
import os, sys
sys.stdin.buffer.read()
for name in sys.argv[1:]:
    try:
        os.unlink(name)
    except OSError:
        pass
"""


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A path in the folder of `target` to build at. On leaving it gets its name; when anything is raised it goes.

    Raises `StoreUnavailable` when there is a file at `target`, or the folder does not take one.
    """
    if target.exists():
        raise StoreUnavailable("store.exists", path=str(target))
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}{_MARK}")
    lock = FileLock(_beside(part)[-1])
    watcher = _watch(part)
    try:
        with _told(target):
            lock.acquire()
        yield part
        with _told(target):
            settle(part, target)
    finally:
        lock.release()
        _remove(part)
        if watcher is not None:
            watcher.communicate()


def sweep(folder: Path) -> int:
    """Remove what builders left behind that are no more. Gives how many files that were."""
    found = 0
    for part in sorted(folder.glob(f"*{_MARK}")):
        lock = FileLock(_beside(part)[-1], timeout=0)
        try:
            with lock:
                _remove(part)
                found += 1
        except Timeout:
            continue
        _beside(part)[-1].unlink(missing_ok=True)
    return found


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """What the system says against it, as something a person can be told."""
    try:
        yield
    except OSError as problem:
        raise StoreUnavailable("store.not_written", path=str(target), problem=str(problem)) from problem


def _watch(part: Path) -> subprocess.Popen[bytes] | None:
    """A process that waits for this one to end, however it ends, and then removes what it left."""
    if getattr(sys, "frozen", False):
        return None
    # A session of its own: the keyboard's interrupt, or the end of the whole group, must not reach it.
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _WATCHER, *map(str, _beside(part))],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
    )


def _beside(part: Path) -> list[Path]:
    return [part.with_name(part.name + ending) for ending in _BESIDE]


def _remove(part: Path) -> None:
    for path in _beside(part):
        path.unlink(missing_ok=True)
