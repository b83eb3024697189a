# SPDX-License-Identifier: MIT
"""What whoever verifies holds apart from the file, and what stands beside the file: only that can raise a level."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crmtrainer.journal.checkpoints import Line, lines_file, lines_in
from crmtrainer.journal.key_state import key_file, state_in
from crmtrainer.journal.receipts import Held


@dataclass(frozen=True, slots=True)
class Trust:
    """What an assessor holds about one attempt.

    `slip` is what was given out for it, `key` the first key of its seals; `elsewhere`: the record was made on a
    machine whose data folder has neither that key nor these receipts. `ended`: the attempt was handed in.
    """

    attempt: str
    slip: bytes | None = None
    key: bytes | None = None
    receipts: tuple[Held, ...] = ()
    on_paper: tuple[Held, ...] = ()
    """Receipts that were written down outside any data folder, and typed in by whoever verifies."""
    elsewhere: bool = False
    ended: bool = False


NOTHING = Trust("")
_LARGEST = 4 * 1024 * 1024
"""Bytes that are read of a file beside a record: thousands of times what an attempt writes."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the machine that kept a record noted beside it: worth nothing against its owner, much against accidents."""

    key: bytes = b""
    lines: bytes = b""

    def sealed(self, journal: str) -> int | None:
        """How many entries the key's own file counts; None where it does not say."""
        state = state_in(self.key, journal)
        return None if state is None else state.count

    def told(self, journal: str) -> list[Line]:
        """The checkpoints that the file of lines tells."""
        return lines_in(self.lines, journal)


NONE_BESIDE = Beside()


def beside_of(world: Path) -> Beside:
    """What stands beside a world's file. To be read before the file: so it is never ahead of what was committed."""
    return Beside(_start_of(key_file(world)), _start_of(lines_file(world)))


def _start_of(file: Path) -> bytes:
    try:
        if not file.is_file():  # a pipe would be waited for
            return b""
        with file.open("rb") as stream:
            return stream.read(_LARGEST)
    except OSError:
        return b""
