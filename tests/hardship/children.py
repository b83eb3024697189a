# SPDX-License-Identifier: MIT
"""Children that are killed in the middle of their work: made in a moment, for what they need is loaded beforehand."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
CONTEXT: Any = multiprocessing.get_context(_METHOD)
if _METHOD == "forkserver":
    CONTEXT.set_forkserver_preload(["tests.hardship.trials"])

_STEPS = frozenset(
    (
        "open",
        "os.rename",
        "os.remove",
        "os.mkdir",
        "os.link",
        "os.truncate",
        "sqlite3.connect",
        "sqlite3.connect/handle",
    )
)
"""What Python tells of when a file is touched: the places where a program is stopped with nothing left to chance."""
_LONGEST = 100.0

Say = Callable[[str], None]
"""Tells the parent that something was acknowledged; what was said is heard, however the child ends."""
Work = Callable[[Path, Say], None]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a child said before it ended, how, and how much it had done."""

    said: tuple[str, ...]
    code: int
    seconds: float

    @property
    def was_killed(self) -> bool:
        return self.code == -signal.SIGKILL


def run(work: Work, folder: Path, *, kill_after: float = _LONGEST, kill_at: int = 0) -> Heard:
    """Let a child work, and kill it after so many seconds or at so many steps with files, whichever comes first."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_work, args=(work, folder, theirs, kill_at), daemon=True)
    child.start()
    theirs.close()
    said = _hear(ours)  # the first thing said is that it begins
    began = time.monotonic()
    ended = _wait(ours, said, began + kill_after)
    seconds = time.monotonic() - began
    if not ended:
        child.kill()
    child.join()
    while more := _hear(ours):
        said += more
    ours.close()
    code = child.exitcode
    child.close()
    return Heard(tuple(said[1:]), code, seconds)


def _wait(ours: Connection, said: list[str], until: float) -> bool:
    """Hear what is said until the child has ended; false when its time is over before."""
    while (left := until - time.monotonic()) > 0:
        if ours.poll(left):
            more = _hear(ours)
            if not more:
                return True
            said += more
    return False


def _hear(ours: Connection) -> list[str]:
    try:
        return [ours.recv_bytes().decode()]
    except (EOFError, OSError):
        return []


def _work(work: Work, folder: Path, theirs: Connection, kill_at: int) -> None:
    steps = 0

    def count(event: str, _details: object) -> None:
        nonlocal steps
        if event in _STEPS:
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    theirs.send_bytes(b"begins")
    sys.addaudithook(count)
    work(folder, lambda words: theirs.send_bytes(words.encode()))
    theirs.send_bytes(f"steps {steps}".encode())
