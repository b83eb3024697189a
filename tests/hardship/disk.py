# SPDX-License-Identifier: MIT
"""A disk that loses its power: from what was written and synced, what may stand there afterwards.

Since a file's last sync each write may be whole, missing or torn at a sector, and in any order; names given or taken
since their folder's last sync may be so or not, in the order they came.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to the disk, or `said` to somebody in between."""

    kind: str
    """create, write, truncate, sync, rename, remove, sync_folder, said"""
    path: str = ""
    offset: int = 0
    data: bytes = b""
    to: str = ""


@dataclass(slots=True)
class _File:
    kept: bytearray = field(default_factory=bytearray)
    """What is there for sure."""
    pending: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Disk:
    """What a recording has made of a disk so far."""

    names: dict[str, _File] = field(default_factory=dict)
    """Names that are there for sure."""
    _now: dict[str, _File] = field(default_factory=dict)
    _pending: list[Step] = field(default_factory=list)
    _made: dict[int, _File] = field(default_factory=dict)

    def begin_with(self, path: str, content: bytes) -> None:
        """A file that was there, and safe, before the recording."""
        self.names[path] = self._now[path] = _File(bytearray(content))

    def take(self, step: Step) -> None:
        """The next step of the recording."""
        if step.kind in ("write", "truncate"):
            self._now[step.path].pending.append(step)
        elif step.kind == "sync":
            file = self._now[step.path]
            for each in file.pending:
                _apply(file.kept, each)
            file.pending.clear()
            if step.path.endswith(("-wal", "-journal")):  # SQLite syncs the folder of a new log with its first sync
                self._sync_folder(os.path.dirname(step.path))  # noqa: PTH120  # many thousand times
        elif step.kind == "sync_folder":
            self._sync_folder(step.path)
        elif step.kind in ("create", "rename", "remove"):
            if step.kind == "create":
                self._made[id(step)] = _File()
            self._name(self._now, step)
            self._pending.append(step)

    def _name(self, names: dict[str, _File], step: Step) -> None:
        if step.kind == "create":
            names[step.path] = self._made[id(step)]
        elif step.kind == "remove":
            names.pop(step.path, None)
        elif step.path in names:
            names[step.to] = names.pop(step.path)

    def _sync_folder(self, folder: str) -> None:
        for step in [each for each in self._pending if os.path.dirname(each.path) == folder]:  # noqa: PTH120
            self._name(self.names, step)
            self._pending.remove(step)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """What stands there when the power goes now, by name."""
        names = dict(self.names)
        for step in self._pending[: chance.randint(0, len(self._pending))]:
            self._name(names, step)
        kept = chance.choice((0.0, 0.5, 0.9, 1.0))
        in_order = chance.random() < 0.5
        return {name: _survivors(file, kept, in_order, chance) for name, file in names.items()}


def _survivors(file: _File, kept: float, in_order: bool, chance: random.Random) -> bytes:
    content = bytearray(file.kept)
    steps = list(file.pending)
    if not in_order and all(step.kind == "write" for step in steps):
        chance.shuffle(steps)
    for step in steps:
        if chance.random() < kept:
            _apply(content, step)
        elif step.kind == "write" and chance.random() < 0.5:
            _tear(content, step, chance)
    return bytes(content)


def _apply(content: bytearray, step: Step) -> None:
    if step.kind == "truncate":
        del content[step.offset :]
        return
    if len(content) < step.offset:
        content.extend(bytes(step.offset - len(content)))
    content[step.offset : step.offset + len(step.data)] = step.data


def _tear(content: bytearray, step: Step, chance: random.Random) -> None:
    """Write only some sectors: the first ones, the last ones, or any."""
    starts = list(range(0, len(step.data), SECTOR))
    border = chance.randrange(len(starts) + 1)
    which = chance.choice((starts[:border], starts[border:], [start for start in starts if chance.random() < 0.5]))
    for start in which:
        _apply(content, Step("write", step.path, step.offset + start, step.data[start : start + SECTOR]))


def written_out(image: dict[str, bytes], folder: Path) -> None:
    """The files of an image in an empty folder."""
    for name, content in image.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
