# SPDX-License-Identifier: MIT
"""Kinds of tampering that need a world of their own: its log taken away or swapped, and clocks that were moved."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

from crmtrainer.journal import writer
from crmtrainer.journal.report import Damage, Note
from crmtrainer.journal.trust import Trust
from crmtrainer.kernel.clock import FixedClock
from tests.hardship.sealed_play import Played, any_act, begin, copied, do, head_of, open_world
from tests.journal import play_room as play
from tests.support import START

ANYTHING = frozenset(Damage)


def killed(folder: Path, seed: int, acts: int) -> tuple[Played, Path, Path]:
    """A world as it lies after a kill, its last acts in the log alone; and its log as it was somewhat earlier."""
    rng = Random(seed)
    played = begin(folder / "alive", f"A-{seed:06X}")
    clock = FixedClock(START)
    open_world(played.path, clock).close()
    world = open_world(played.path, clock)
    earlier, early = folder / "earlier-wal", rng.randrange(1, acts - 1)
    for number in range(acts):
        do(world, any_act(rng, clock))
        if number == early:
            shutil.copyfile(played.path.with_name(played.path.name + "-wal"), earlier)
    path = copied(played.path, folder / "killed")
    played.entries = head_of(world)
    world.close()
    return played, path, earlier


def entries_in(path: Path) -> int:
    """How many entries the file holds by itself, without any log."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return int(connection.execute("SELECT MAX(seq) FROM journal_entry").fetchone()[0])


def log_removed(path: Path) -> int:
    """Take the log away. Gives the first entry that is gone."""
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return entries_in(path) + 1


def log_swapped(path: Path, other: Path) -> None:
    """Put another log in the place of the log."""
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    shutil.copyfile(other, path.with_name(path.name + "-wal"))


def log_cut(path: Path, rng: Random) -> None:
    """Cut the log off somewhere, or change a byte of it: SQLite believes what stands before that."""
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    log = path.with_name(path.name + "-wal")
    whole = bytearray(log.read_bytes())
    at = rng.randrange(32, len(whole))
    if rng.random() < 0.5:
        del whole[at:]
    else:
        whole[at] ^= 1 << rng.randrange(8)
    log.write_bytes(whole)


def moved_clock(folder: Path, seed: int, acts: int) -> tuple[Path, Trust, int, Note]:
    """A world in which the computer's clock was moved once, and at which entry that shows."""
    rng = Random(seed)
    played = begin(folder, f"A-{seed:06X}")
    clock = FixedClock(START)
    world = open_world(played.path, clock)
    wall = world.app.wall = FixedClock(world.app.wall.now())
    real, began, moved = writer.steady_micros, wall.at, timedelta()
    back = rng.random() < 0.5
    try:
        writer.steady_micros = lambda: round((wall.at - began - moved).total_seconds() * 1_000_000)
        at, seq = rng.randrange(1, acts), 0
        for number in range(acts):
            wall.at += timedelta(seconds=rng.randrange(1, 60))
            if number == at:
                seq = head_of(world) + 1
                moved = timedelta(seconds=rng.randrange(90, 5000)) * (-1 if back else 1)
                wall.at += moved
            do(world, play.Feel("anna", rng.randrange(100)))
    finally:
        writer.steady_micros = real
    world.app.checkpoint(closes=True)
    world.close()
    return played.path, played.trust(), seq, Note.CLOCK_BACK if back else Note.CLOCK_JUMP
