# SPDX-License-Identifier: MIT
"""Honest sealed journals: killed at the worst moments, reopened, clocks changed, text erased, put back, migrated."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from random import Random

from crmtrainer.agenda.world import World
from crmtrainer.journal.report import Report
from crmtrainer.journal.segments import Restored, enter
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Realm
from crmtrainer.store.files import copy_whole, export_whole
from tests.hardship.next_schema import with_next_schema
from tests.hardship.sealed_play import (
    Played,
    any_act,
    begin,
    copied,
    do,
    head_of,
    open_world,
    receipt_now,
)
from tests.journal import play_room as play
from tests.support import START

_MISHAPS = ("kill", "kill", "worst", "reopen", "clock", "erase", "receipt", "backup", "restore", "migrate")


class _Killed(Exception):
    """Stands for the end of the process, at a place that the test chose."""


def honest_journal(folder: Path, seed: int) -> tuple[Played, Report]:
    """One honest attempt from its first entry to its hand-in, with mishaps; and what verification says of it."""
    with ExitStack() as program:
        return _honest_journal(folder, seed, program)


def _honest_journal(folder: Path, seed: int, program: ExitStack) -> tuple[Played, Report]:
    is_newer = False
    rng = Random(seed)
    played = begin(folder / "0", f"A-{seed:06X}")
    clock = FixedClock(START)
    world = open_world(played.path, clock)
    backup: Path | None = None
    for number in range(1, rng.randrange(2, 7)):
        for _ in range(rng.randrange(1, 14)):
            do(world, any_act(rng, clock))
        match rng.choice(_MISHAPS):
            case "kill":
                world = _after_kill(world, played, folder / str(number), clock)
            case "worst":
                world = _killed_between(world, played, folder / str(number), clock, rng)
            case "reopen":
                world.close()
                world = open_world(played.path, clock)
            case "clock":
                world.app.wall = FixedClock(world.app.wall.now() + timedelta(minutes=rng.randrange(-90, 50)))
            case "erase":
                do(world, play.Note("0113 496 0000"))
                do(world, play.Forget(head_of(world)))
            case "receipt":
                played.receipts.append(receipt_now(world, played.ref))
            case "backup" if backup is None:
                backup = folder / f"backup-{number}.sqlite3"
                copy_whole(played.path, backup)
                played.receipts.append(receipt_now(world, played.ref))
            case "restore" if backup is not None:
                world = _restored(world, played, backup, clock)
                backup = None
            case "migrate" if not is_newer:
                world.close()
                program.enter_context(with_next_schema())
                world, is_newer = open_world(played.path, clock), True
            case _:
                pass
    world.app.checkpoint(closes=True)
    played.entries = head_of(world)
    handed_in = folder / "handed-in.sqlite3"
    export_whole(played.path, handed_in)
    here = verify(played.path, trust=played.trust())
    world.close()
    if here.findings:
        return played, here
    return played, verify(handed_in, trust=played.trust(), kept_at=played.path)


def _after_kill(world: World, played: Played, folder: Path, clock: FixedClock) -> World:
    """The process ends here; what lies on the disk is opened by the next."""
    path = copied(played.path, folder)
    world.close()
    played.path = path
    return open_world(path, clock)


def _killed_between(world: World, played: Played, folder: Path, clock: FixedClock, rng: Random) -> World:
    """The process ends between a commit and what is noted beside the file about it."""
    sealer = world.app.sealer
    assert sealer is not None
    where = rng.choice(("note", "evolve", "line"))

    def killed(*_all: object, **_named: object) -> None:
        raise _Killed

    with play_until_killed(where, sealer.file, killed):
        try:
            for _ in range(60):
                do(world, any_act(rng, clock))
            world.app.checkpoint()
        except _Killed:
            pass
        path = copied(played.path, folder)
    world.app.sealer = None
    sealer.close()
    world.app.database.close()
    played.path = path
    return open_world(path, clock)


class play_until_killed:
    """Within, the step named is never reached: the process is gone."""

    def __init__(self, where: str, file: object, killed: object) -> None:
        self._where, self._file, self._killed = where, file, killed

    def __enter__(self) -> None:
        from crmtrainer.journal import key_state, sealer

        self._places = {
            "note": (key_state.KeyFile, "note"),
            "evolve": (key_state.KeyFile, "evolve"),
            "line": (sealer, "add_line"),
        }
        owner, name = self._places[self._where]
        self._was = getattr(owner, name)
        setattr(owner, name, self._killed)

    def __exit__(self, *_all: object) -> None:
        owner, name = self._places[self._where]
        setattr(owner, name, self._was)


def _restored(world: World, played: Played, backup: Path, clock: FixedClock) -> World:
    """The file is put back from a backup, as the program does it; receipts read out since are not in it any more."""
    head = head_of(world)
    world.close()
    played.path.unlink()
    copy_whole(backup, played.path)
    enter(played.path, Realm.WORLD, Restored(backup.name, "", f"{head}:"))
    world = open_world(played.path, clock)
    restored = head_of(world) - 1
    sizes = {held.code: _size_of(held.code) for held in played.receipts}
    played.receipts = [held for held in played.receipts if sizes[held.code] <= restored]
    return world


def _size_of(code: str) -> int:
    number = 0
    for letter in code[:3]:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    return number
