# SPDX-License-Identifier: MIT
"""Checkpoints: entries after which the key evolves, told once more in a file of lines beside the world."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from crmtrainer.kernel.canonical import canonical, parse
from crmtrainer.kernel.codec import from_plain, to_plain
from crmtrainer.kernel.commands import Command, HandlerTable, Outcome, Role, verb
from crmtrainer.kernel.errors import BadInput, Refused
from crmtrainer.store.unit_of_work import UnitOfWork

ENDING = ".checkpoints"
EVERY_ENTRIES = 25
EVERY_SECONDS = 300.0
LETTERS = 40
"""How much of a hash a checkpoint repeats: 160 bits."""


@verb("journal.checkpoint", roles={Role.SYSTEM}, after_finish=True)
@dataclass(frozen=True, slots=True)
class Checkpoint(Command):
    """So many entries stood, ending with this hash, sealed in this epoch; the next entry is sealed in the next.

    `closes`: nothing more comes, the attempt is handed in.
    """

    epoch: int
    size: int
    head: str
    closes: bool = False


def checkpoint(cmd: Checkpoint, work: UnitOfWork) -> Outcome:
    """A replay enters it again; a sealed world enters its own."""
    return outcome_of(cmd)


def outcome_of(cmd: Checkpoint) -> Outcome:
    """What a checkpoint says: it changes nothing."""
    return Outcome((), {}, "journal")


HANDLERS: HandlerTable = {Checkpoint: checkpoint}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file beside: a checkpoint's own number and hash. `restored`: entries after `seq` were undone."""

    journal: str
    seq: int
    head: str
    wall: int
    restored: bool = False


def lines_file(world: Path) -> Path:
    """Where the checkpoints of a world are told once more."""
    return world.with_name(world.name + ENDING)


def add_line(world: Path, line: Line) -> None:
    """Append a line and force it to the disk. Raises `OSError`."""
    with lines_file(world).open("ab") as file:
        file.write(canonical(to_plain(line)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def lines_in(data: bytes, journal: str) -> list[Line]:
    """The lines of this journal that still count; what cannot be read (a torn end, say) is left out."""
    found: list[Line] = []
    kept: int | None = None
    for text in reversed(data.split(b"\n")):
        try:
            line = from_plain(Line, parse(text))
        except (BadInput, Refused):
            continue
        if line.journal != journal:
            continue
        if line.restored:
            kept = line.seq if kept is None else min(kept, line.seq)
        elif kept is None or line.seq <= kept:
            found.append(line)
    return found[::-1]
