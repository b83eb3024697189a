# SPDX-License-Identifier: MIT
"""Holding a file for oneself: an operating-system lock beside it, which says who holds it and ends with its process.

Whoever writes holds; whoever only reads needs no lock. A live holder's lock is never taken away.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.problems import told_of

ENDING = ".held"
_ROOM = 200
"""Bytes kept for the holder's name. They begin at the second byte: Windows locks the first one, also for readers."""
_LONGEST = 366 * 24 * 3600.0
"""Seconds: whoever waits gives up by `giving_up`, and long before that."""
_AT_LEAST = 0.25
"""Seconds that everybody waits: whoever asks who holds a file holds it for that moment, and is told of to nobody."""
_BETWEEN = 0.02
_STAYS = ", its window"


@dataclass(slots=True)
class Hold:
    """A file held by this process until it is let go, or the process ends however it may."""

    note: Path
    _lock: FileLock = field(repr=False)

    def let_go(self) -> None:
        """Give the file free. The note goes while it is still ours, so that nobody's lock loses its name."""
        if self._lock.is_locked:
            with suppress(OSError):  # Windows keeps an open file; an unlocked note bars nobody
                self.note.unlink()
            self._lock.release()


def hold(
    path: Path, code: str = "store.in_use", *, passing: str = "", patience: float = 0, stays: bool = False
) -> Hold:
    """Hold `path`, or say who does: raises `StoreUnavailable` with `code` and the fact `holder`.

    It waits `patience` seconds for a holder who is about to be done, and as long again for each that comes before it;
    not for one who said `stays`, as a window does. `passing`: the code where it waited for one that does not stay.
    Also raises it where no lock can be written beside the file.
    """
    note = note_beside(path)
    lock = FileLock(note, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire(_LONGEST, _BETWEEN, cancel_check=giving_up(note, patience))
    except Timeout:
        holder = holder_of(path) or "?"
        said = code if holder.endswith(_STAYS) else passing or code
        raise StoreUnavailable(said, path=str(path), holder=holder) from None
    except OSError as problem:
        raise told_of(problem, path.parent) or problem from problem
    found = Hold(note, lock)
    try:
        _sign(note, _STAYS if stays else "")
    except OSError as problem:
        found.let_go()
        raise told_of(problem, path.parent) or problem from problem
    return found


def holder_of(path: Path) -> str:
    """Who holds `path`, as process and host; nothing when nobody does. Holds nothing longer than the question."""
    note = note_beside(path)
    if not note.exists():
        return ""
    lock = FileLock(note, timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        return _signature(note) or "?"
    except OSError:
        return ""  # not ours to lock; whoever wants to write is told then
    lock.release()
    return ""


def note_beside(path: Path) -> Path:
    """Where the lock of `path` stands."""
    return path.with_name(path.name + ENDING)


def giving_up(note: Path, patience: float, clock: Callable[[], float] = monotonic) -> Callable[[], bool]:
    """Whether whoever waits gives up, asked again and again: one holder alone has taken all of the patience.

    Or one who stays was seen for a moment; less may be what a killed one left to the next. Without patience nobody
    is waited for in turn.
    """
    begun = since = clock()
    seen: tuple[str, int] | None = None
    looks = 0

    def gives_up() -> bool:
        nonlocal since, seen, looks
        now, found = clock(), (_signature(note), _signed_at(note))
        if found != seen:
            seen, since, looks = found, now, 0
        looks += 1
        if found[0].endswith(_STAYS) and looks * _BETWEEN > _AT_LEAST:
            return True
        return now - (since if patience else begun) > max(patience, _AT_LEAST)

    return gives_up


def _sign(note: Path, how: str) -> None:
    words = f"process {os.getpid()} on {socket.gethostname()}{how}"
    with note.open("r+b", buffering=0) as file:
        file.seek(1)
        file.write(words.encode()[:_ROOM].ljust(_ROOM))


def _signed_at(note: Path) -> int:
    """When the holder signed, which tells two turns of one program apart; 0 for nobody."""
    try:
        return note.stat().st_mtime_ns
    except OSError:
        return 0


def _signature(note: Path) -> str:
    try:
        with note.open("rb", buffering=0) as file:
            file.seek(1)
            return file.read(_ROOM).decode(errors="replace").strip()
    except OSError:
        return ""
