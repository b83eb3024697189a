# SPDX-License-Identifier: MIT
"""The key that seals the next entry, in a small file of its own beside the world, and how many entries are sealed.

It stands outside the database, for what is overwritten there stays readable in the write-ahead log. Two slots are
written in turn, each with a checksum, so that one torn write leaves the other. It is written after the commit: behind
the rows it is brought forward, ahead of them it says that rows are missing.
"""

from __future__ import annotations

import hashlib
import os
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from crmtrainer.journal.seals import KEY_BYTES, evolved

ENDING = ".seal"
_MAGIC = b"cjk1"
_FORM = struct.Struct(f">4sQQQ{KEY_BYTES}s16s")
_CHECK = 16
_SLOT = 4096
"""Bytes from one slot to the other: more than a disk writes at once."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """The key of `epoch`, and how many entries of the journal are sealed."""

    journal: str
    epoch: int
    key: bytes
    count: int


def key_file(world: Path) -> Path:
    """Where the key of a world stands."""
    return world.with_name(world.name + ENDING)


def state_in(data: bytes, journal: str) -> KeyState | None:
    """The newest state in a file's bytes that can be read, of this journal; None where there is none."""
    found = _newest(data, journal)
    return None if found is None else found[1]


def _newest(data: bytes, journal: str) -> tuple[int, KeyState] | None:
    slots = [_slot(data[start : start + _FORM.size + _CHECK], journal) for start in (0, _SLOT)]
    return max((slot for slot in slots if slot is not None), key=lambda slot: slot[0], default=None)


def _slot(data: bytes, journal: str) -> tuple[int, KeyState] | None:
    body, check = data[: _FORM.size], data[_FORM.size :]
    if len(check) != _CHECK or hashlib.sha256(body).digest()[:_CHECK] != check:
        return None
    magic, generation, epoch, count, key, name = _FORM.unpack(body)
    if magic != _MAGIC or name != _name(journal):
        return None
    return generation, KeyState(journal, epoch, key, count)


def _name(journal: str) -> bytes:
    return hashlib.sha256(journal.encode()).digest()[:16]


def begin_key_file(world: Path, state: KeyState) -> None:
    """Make the file of a new world. Raises `OSError`."""
    file = key_file(world)
    with suppress(FileNotFoundError):
        file.unlink()
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as stream:
        stream.write(bytes(2 * _SLOT))
        KeyFile(state, 0, stream).replace(state)


@dataclass(slots=True)
class KeyFile:
    """The open file of an open world. Close it with the world."""

    state: KeyState
    _generation: int
    _stream: BinaryIO = field(repr=False)

    @classmethod
    def open(cls, world: Path, journal: str) -> KeyFile | None:
        """The file of a world, or None where it has none that can be read."""
        if not key_file(world).is_file():
            return None
        try:
            stream = key_file(world).open("r+b", buffering=0)
        except OSError:
            return None
        found = _newest(stream.read(2 * _SLOT), journal)
        if found is None:
            stream.close()
            return None
        return cls(found[1], found[0], stream)

    def note(self, count: int) -> None:
        """Note that so many entries are sealed. Not forced to the disk: behind the rows it is brought forward.

        Raises `OSError`.
        """
        self._write(KeyState(self.state.journal, self.state.epoch, self.state.key, count))

    def evolve(self, times: int = 1) -> None:
        """Put the next key in the place of this one, in both slots and forced to the disk. Raises `OSError`."""
        state = self.state
        self.replace(KeyState(state.journal, state.epoch + times, evolved(state.key, times), state.count))

    def replace(self, state: KeyState) -> None:
        """Overwrite both slots, one after the other. Raises `OSError`."""
        for _ in range(2):
            self._write(state)
            os.fsync(self._stream.fileno())

    def _write(self, state: KeyState) -> None:
        self.state = state  # also where it cannot be written: the file is then behind, and brought forward later
        self._generation += 1
        body = _FORM.pack(_MAGIC, self._generation, state.epoch, state.count, state.key, _name(state.journal))
        self._stream.seek(self._generation % 2 * _SLOT)
        self._stream.write(body + hashlib.sha256(body).digest()[:_CHECK])

    def close(self) -> None:
        """Let go of the file; the key stays in it."""
        self._stream.close()

    def destroy(self, world: Path) -> None:
        """Overwrite the key and remove the file: nothing more will be sealed. Raises `OSError`."""
        self._stream.seek(0)
        self._stream.write(bytes(2 * _SLOT))
        os.fsync(self._stream.fileno())
        self.close()
        key_file(world).unlink(missing_ok=True)


def destroy_key(world: Path) -> None:
    """Overwrite and remove the key of a world that nobody has open, where there is one. Raises `OSError`."""
    file = key_file(world)
    if not file.is_file():
        return
    with file.open("r+b", buffering=0) as stream:
        stream.write(bytes(2 * _SLOT))
        os.fsync(stream.fileno())
    file.unlink(missing_ok=True)
